"""Where the parts of a portal's page stand, as data.

A profile is a YAML file: shipped beside this module, or the project's own in
its `profiles/` folder. It says only what the judge of pages cannot see by
itself; every setting may be left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, get_args

from warraq.diagnostics import ConfigError, Diagnostic, InputError
from warraq.ingest.changed import changed_at
from warraq.nearest import nearest
from warraq.plainyaml import Node, read_yaml
from warraq.text.dates import Order
from warraq.text.locale import KINDS

HeaderDate = Literal["captured", "published", "nothing"]
Related = Literal["may-interrupt", "ends-body"]

SHIPPED = Path(__file__).parent.parent / "profiles"

# What a page prints that is no word of the interface: credits below pictures.
WORD_KINDS: tuple[str, ...] = (*KINDS, "caption")


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known about the pages of one portal, or of one kind of portal.

    `header_date` says what a line above the headline that is wholly a date
    stands for, `date_order` whether day or month is first in «05/06/2018».
    `related` says whether a heading such as «See also» ends the
    body or may stand in its midst. `words` are (kind, forms) pairs beside
    those of the languages; `learned` are signatures of lines that recur on its pages,
    `boxes` those of elements inside its stories whose lines do.
    """

    name: str = "generic"
    valid_from: str = ""
    valid_until: str = ""
    header_date: HeaderDate = "captured"
    date_order: Order = ""
    related: Related = "may-interrupt"
    crumb_separators: tuple[str, ...] = ()
    byline_separators: tuple[str, ...] = ()
    body_after: tuple[str, ...] = ()
    body_before: tuple[str, ...] = ()
    noise: tuple[str, ...] = ()
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    learned: frozenset[str] = frozenset()
    boxes: frozenset[str] = frozenset()

    def is_valid_on(self, day: str) -> bool:
        """Return whether the pages of `day` look as this profile says.

        `day` and the bounds are ISO 8601 dates; «2018» as a bound is all of that year.
        """
        first, last = self.valid_from, self.valid_until
        return day[: len(first)] >= first and (not last or day[: len(last)] <= last)


def load_profile(name: str, *, project_folder: Path | None = None) -> Profile:
    """Return the profile `name`, the one in the project's folder before the shipped one.

    `project_folder` is where the project keeps its own profiles. What a profile
    leaves out is as in `generic`; its words are added to those.
    Raises ConfigError, with all findings, for an unknown name or setting.
    """
    own = _file_of(name, project_folder) if project_folder and _is_plain(name) else None
    if own and (changed := changed_at(own)) is not None:
        return _own(own, name, changed)
    if name in shipped_profiles():
        return _shipped(name)
    known = sorted({*shipped_profiles(), *_names(project_folder)})
    hint = _did_you_mean(name, known) or f"write profiles/{name}.yaml"
    message = f"there is no profile «{name}»"
    raise ConfigError(Diagnostic("site.yaml", "unknown-profile", message, hint))


@cache
def shipped_profiles() -> tuple[str, ...]:
    """Return the names of the profiles that come with warraq."""
    return tuple(_names(SHIPPED))


def _is_plain(name: str) -> bool:
    """Return whether `name` stays inside the folder of profiles."""
    return bool(name) and not name.startswith(".") and not set(name) & set("/\\\0")


@lru_cache(maxsize=64)
def _file_of(name: str, folder: Path) -> Path:
    return folder / f"{name}.yaml"


def _names(folder: Path | None) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.yaml")) if folder else []


@cache
def _shipped(name: str) -> Profile:
    return _read(SHIPPED / f"{name}.yaml", f"warraq/ingest/profiles/{name}.yaml", name)


@lru_cache(maxsize=64)
def _own(path: Path, name: str, changed: int) -> Profile:
    return _read(path, f"profiles/{name}.yaml", name)


def _read(path: Path, file: str, name: str) -> Profile:
    try:
        node = read_yaml(path.read_text(encoding="utf-8-sig"), file=file)
    except UnicodeDecodeError as error:
        found = Diagnostic(file, "profile-encoding", "it is not UTF-8", "save it as UTF-8")
        raise ConfigError(found) from error
    except InputError as error:
        raise ConfigError(*error.diagnostics) from error
    base = Profile() if (path.parent, name) == (SHIPPED, "generic") else _shipped("generic")
    return _Reader(file, base, name).profile(node)


class _Reader:
    """Reads one tree and gathers what is wrong with it."""

    def __init__(self, file: str, base: Profile, name: str) -> None:
        self._file = file
        self._base = base
        self._name = name
        self._found: list[Diagnostic] = []

    def profile(self, node: Node) -> Profile:
        data = self._map(node, "a profile")
        self._check_keys(data, _SETTINGS, "setting")
        valid = self._map(data["valid"], "«valid»") if "valid" in data else {}
        self._check_keys(valid, ("from", "until"), "setting")
        base = self._base
        profile = Profile(
            name=self._name,
            valid_from=self._text(valid.get("from")),
            valid_until=self._text(valid.get("until")),
            header_date=self._one_of(data.get("header_date"), get_args(HeaderDate))
            or base.header_date,  # type: ignore[arg-type]
            date_order=self._one_of(data.get("date_order"), get_args(Order)[1:]) or base.date_order,  # type: ignore[arg-type]
            related=self._one_of(data.get("related"), get_args(Related)) or base.related,  # type: ignore[arg-type]
            crumb_separators=self._texts(data.get("crumb_separators")) or base.crumb_separators,
            byline_separators=self._texts(data.get("byline_separators")) or base.byline_separators,
            body_after=self._texts(data.get("body_after")),
            body_before=self._texts(data.get("body_before")),
            noise=self._texts(data.get("noise")),
            words=self._words(data.get("words")),
        )
        if self._found:
            raise ConfigError(*self._found)
        return profile

    def _words(self, node: Node | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
        data = self._map(node, "«words»") if node else {}
        self._check_keys(data, WORD_KINDS, "kind of words")
        more = tuple((kind, self._texts(forms)) for kind, forms in data.items())
        return (*self._base.words, *more)

    def _check_keys(self, data: dict[str, Node], known: tuple[str, ...], what: str) -> None:
        for word, node in data.items():
            if word not in known:
                hint = _did_you_mean(word, known) or f"known are {', '.join(known)}"
                self._report(node.key_line, "unknown-setting", f"unknown {what} «{word}»", hint)

    def _map(self, node: Node, what: str) -> dict[str, Node]:
        if isinstance(node.value, dict):
            return node.value
        self._report(node.line, "profile-value", f"{what} is a list of «key: value» lines", "")
        return {}

    def _text(self, node: Node | None) -> str:
        if node is None or isinstance(node.value, str):
            return node.value if node else ""  # type: ignore[return-value]
        self._report(node.line, "profile-value", "one text is expected here", "")
        return ""

    def _texts(self, node: Node | None) -> tuple[str, ...]:
        if node is None:
            return ()
        if isinstance(node.value, tuple):
            return tuple(filter(None, map(self._text, node.value)))
        return tuple(filter(None, (self._text(node),)))

    def _one_of(self, node: Node | None, known: tuple[str, ...]) -> str:
        value = self._text(node)
        if node and value not in known:
            hint = _did_you_mean(value, known) or f"write one of {', '.join(known)}"
            self._report(node.line, "profile-value", f"«{value}» is not known here", hint)
        return value

    def _report(self, line: int, code: str, message: str, hint: str) -> None:
        self._found.append(Diagnostic(self._file, code, message, hint, line))


_SETTINGS = (
    *("about", "valid", "header_date", "date_order", "related", "crumb_separators"),
    *("byline_separators", "body_after", "body_before", "noise", "words"),
)


def _did_you_mean(word: str, known: list[str] | tuple[str, ...]) -> str:
    near = nearest(word, known)
    return f"did you mean «{near}»?" if near else ""
