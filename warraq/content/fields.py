"""What does front matter say, whoever wrote it, and what of it is wrong?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast, get_args

from warraq.content.place import with_folder
from warraq.content.sound import is_address, is_date, is_tag, meant
from warraq.diagnostics import Diagnostic, InputError
from warraq.frontmatter import VERSION_KEYS
from warraq.model import (
    Article,
    Certainty,
    Dropped,
    Provenance,
    Rights,
    Source,
    Status,
    Teaser,
    Version,
)
from warraq.nearest import nearest
from warraq.plainyaml import Node
from warraq.text.numbers import number_of
from warraq.text.slug import safe_name

KEYS = (
    ("format", "id", "path", "aliases", "lang", "title", "section", "authors", "place", "credit")
    + ("published", "updated", "captured", "tags", "summary", "see_also", "translations")
    + ("captures", "source", "provenance", "dropped", "confirmed", "status", "written")
)


class Fields:
    """Reads one map of front matter, noting what is wrong on the way."""

    def __init__(self, tree: Node, source: str, file: str) -> None:
        self.problems: list[Diagnostic] = []
        self._file = file
        self._source = source
        if not isinstance(tree.value, dict):
            hint = "write it as lines of «name: value»"
            raise InputError(Diagnostic(file, "no-front-matter", "no names here", hint, 2))
        self._map = tree.value

    def article(self) -> Article:
        """Return the article; raise InputError where not even a title can be read."""
        if not (title := self._text("title")):
            hint = "add a line «title: …»"
            raise InputError(Diagnostic(self._file, "no-title", "the title is missing", hint, 2))
        article = Article(
            path=self._address(),
            lang=self._lang(),
            title=title,
            id=self._text("id"),
            aliases=tuple(self._aliases()),
            section=self._texts("section"),
            authors=self._texts("authors"),
            place=self._text("place"),
            credit=self._text("credit"),
            published=self._date("published"),
            updated=self._date("updated"),
            captured=self._date("captured"),
            tags=self._texts("tags"),
            summary=self._text("summary"),
            see_also=tuple(self._teasers()),
            translations=self._texts("translations"),
            captures=tuple(self._captures()),
            source=self._source_of(),
            provenance=tuple(self._provenance()),
            dropped=tuple(self._dropped()),
            confirmed=self._texts("confirmed"),
            status=self._status(),
            written=self._text("written"),
            extra=tuple(self._extra()),
        )
        return with_folder(article, self._file)

    def _wrong(self, node: Node, code: str, message: str, hint: str) -> None:
        line = node.key_line or node.line
        self.problems.append(Diagnostic(self._file, code, message, hint, line, "warning"))

    def _text(self, name: str) -> str:
        node = self._map.get(name)
        if node is None:
            return ""
        if isinstance(node.value, str):
            return _meant(node.value)
        self._wrong(node, "bad-value", f"«{name}» takes one text", "put it between quotes")
        return ""

    def _texts(self, name: str) -> tuple[str, ...]:
        node = self._map.get(name)
        if node is None:
            return ()
        if isinstance(node.value, str):
            return (_meant(node.value),) if node.value else ()
        if isinstance(node.value, tuple) and all(isinstance(n.value, str) for n in node.value):
            texts = (_meant(cast(str, n.value)) for n in node.value)
            return tuple(text for text in texts if text)
        self._wrong(node, "bad-value", f"«{name}» takes a list of texts", 'write ["one", "two"]')
        return ()

    def _address(self) -> str:
        path = self._text("path").strip("/")
        if not path or is_address(path):
            return path
        hint = "write it like 2018/05/27/name or undated/name, without dots"
        self._wrong(self._map["path"], "bad-address", f"«{path}» is no address", hint)
        return ""

    def _aliases(self) -> Iterator[str]:
        for alias in self._texts("aliases"):
            parts = alias.strip("/").split("/")
            if all(safe_name(part) for part in parts) and "index.html" not in parts:
                yield "/".join(parts)
            else:
                hint = "write the old address below the language, such as 2018/05/27/name"
                self._wrong(self._map["aliases"], "bad-address", f"«{alias}» is no address", hint)

    def _lang(self) -> str:
        text = self._text("lang")
        if text and not is_tag(text):
            hint = "expected a BCP 47 tag such as ar or fa-AF"
            self._wrong(self._map["lang"], "bad-value", f"«{text}» is no lang", hint)
            return ""
        return text

    def _date(self, name: str) -> str:
        text = self._text(name)
        if text and not is_date(text):
            hint = "write it as 2024-03-31, or 2024-03, or 2024-03-31T10:30+03:00"
            self._wrong(self._map[name], "bad-date", f"«{text}» is no date", hint)
            return ""
        return text

    def _status(self) -> Status:
        """Return the status; `draft` for whatever looks like one and is none.

        What a person meant to hide must not come out because of a slip of the pen.
        """
        allowed = get_args(Status)
        node = self._map.get("status")
        slips = (name for name in self._map if name not in KEYS)
        slip = next((name for name in slips if _looks_like_status(name)), "")
        if node is None and not slip:
            return "public"
        if node is not None and node.value in allowed:
            return cast(Status, node.value)
        found = slip or str(node.plain() if node else "")
        hint = f"write «status:» with one of {', '.join(allowed)}; until then it is a draft"
        self._wrong(self._map[slip or "status"], "bad-value", f"«{found}» is no status", hint)
        return "draft"

    def _submap(self, name: str) -> dict[str, Node]:
        node = self._map.get(name)
        if node is None or node.value == "":
            return {}
        if isinstance(node.value, dict):
            return node.value
        self._wrong(node, "bad-value", f"«{name}» takes names with values", "see the reference")
        return {}

    def _teasers(self) -> Iterator[Teaser]:
        node = self._map.get("see_also")
        for item in node.value if node and isinstance(node.value, tuple) else ():
            if isinstance(item.value, str):
                yield Teaser(_meant(item.value))
                continue
            plain = item.plain() if isinstance(item.value, dict) else {}
            if isinstance(plain.get("title"), str):
                yield Teaser(_meant(plain["title"]), _meant(str(plain.get("teaser", ""))))
            else:
                self._wrong(
                    item, "bad-value", "a see-also item needs a «title»", "see the reference"
                )

    def _captures(self) -> Iterator[Version]:
        node = self._map.get("captures")
        for item in node.value if node and isinstance(node.value, tuple) else ():
            plain = item.plain() if isinstance(item.value, dict) else {}
            texts = {
                name: _meant(plain[name])
                for name in VERSION_KEYS
                if isinstance(plain.get(name), str)
            }
            if texts:
                yield Version(**texts)
            else:
                hint = f"it knows {', '.join(VERSION_KEYS)}"
                self._wrong(item, "bad-value", "a capture is written «name: value»", hint)

    def _source_of(self) -> Source:
        plain = {key: node.value for key, node in self._submap("source").items()}
        texts = {key: _meant(value) for key, value in plain.items() if isinstance(value, str)}
        rights = texts.get("rights", "third-party")
        return Source(
            site=texts.get("site", ""),
            url=texts.get("url", ""),
            rights=cast(Rights, rights if rights in get_args(Rights) else "third-party"),
            file=texts.get("file", ""),
            member=texts.get("member", ""),
            line=number_of(texts.get("line", "")),
            offset=number_of(texts.get("offset", "")),
            sha256=texts.get("sha256", ""),
            bytes=number_of(texts.get("bytes", "")),
            encoding=texts.get("encoding", ""),
        )

    def _provenance(self) -> Iterator[Provenance]:
        for name, node in self._submap("provenance").items():
            rule, _, certainty = str(node.value).rpartition(" ")
            if certainty in get_args(Certainty):
                yield Provenance(name, rule, cast(Certainty, certainty))

    def _dropped(self) -> Iterator[Dropped]:
        for rule, node in self._submap("dropped").items():
            lines = node.value if isinstance(node.value, tuple) else (node,)
            yield Dropped(rule, tuple(str(line.value) for line in lines))

    def _extra(self) -> Iterator[tuple[str, str]]:
        starts = sorted(node.key_line for node in self._map.values())
        source = self._source.splitlines()
        for name, node in self._map.items():
            if name not in KEYS:
                later = (start for start in starts if start > node.key_line)
                end = next(later, len(source) + 2)
                hint = "it is kept as it is, and nothing reads it"
                self._wrong(node, "unknown-key", f"unknown key «{name}»", hint)
                yield name, "\n".join(source[node.key_line - 2 : end - 2])


def _looks_like_status(name: str) -> bool:
    return bool(nearest(name.casefold(), ["status"], alike=0.75))


def _meant(text: str) -> str:
    return meant(text).strip()
