"""Content files, read: Markdown with front matter → articles.

The reader also takes what people write by hand. A file that cannot be read as meant
still yields an article wherever it has a title, with a diagnostic for each thing that
was wrong.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import cast, get_args

from warraq.diagnostics import Diagnostic, InputError
from warraq.frontmatter import VERSION_KEYS, seal_of
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
from warraq.plainyaml import Node, read_yaml
from warraq.sealed import read_sealed
from warraq.text.slug import safe_name, slug

_HEAD = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_DAY_FOLDER = re.compile(r"(\d{4})/(\d{2})/(\d{2})/(?:[0-9a-f]{2}/)?([^/]+)")
_DATE = re.compile(
    r"(?!0000)\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])"
    r"(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]\d\d:\d\d)?)?)?)?"
)
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")

# Where an article may stand below its language: a day or the undated shelf, perhaps in
# a part of a crowded one. Pages of long lists are called p1, p2, … there.
_ADDRESS = re.compile(
    r"(?:\d{4}/(?:0[1-9]|1[0-2])/(?:0[1-9]|[12]\d|3[01])|undated)(?:/[0-9a-f]{2})?/(?!p\d+$)[^/.]+"
)

# No text means these: C0 but for tab and line ends, DEL, and what XML cannot hold.
_MEANINGLESS = dict.fromkeys({*range(32), 127, 0xFFFE, 0xFFFF} - {9, 10, 13})

_MEANINGLESS_FOUND = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")

# Where the front matter of a sealed file begins and ends, and how long its seal is.
_OPEN, _CLOSE = b"---\n", b"\n---\n"
_SEAL_LENGTH = len('written: ""') + 64
_LINE_END = 10

# No sealed file holds these bytes, or the signs that XML cannot hold.
_ODD = bytes({*range(32), 127} - {9, 10})
_NONCHARACTERS = ("\ufffe", "\uffff")

_STATUSES, _RIGHTS = frozenset(get_args(Status)), frozenset(get_args(Rights))

_KEYS = (
    ("format", "id", "path", "aliases", "lang", "title", "section", "authors", "place", "credit")
    + ("published", "updated", "captured", "tags", "summary", "see_also", "translations")
    + ("captures", "source", "provenance", "dropped", "confirmed", "status", "written")
)


@dataclass(frozen=True, slots=True)
class ContentFile:
    """A file of `content/`, read: the article, its body in CommonMark, and what was wrong."""

    article: Article
    body: str
    problems: tuple[Diagnostic, ...] = ()
    edited: bool = True


def read_article_file(data: bytes, *, file: str) -> ContentFile:
    """Return what the bytes of a content file say, as `read_article` does for its text.

    A file that nobody touched since it was written is read without a YAML parser.
    """
    if (untouched := _read_untouched(data)) is not None:
        return untouched
    text, encoding = text_of(data)
    found = read_article(text.replace("\r\n", "\n").replace("\r", "\n"), file=file)
    if encoding:
        found = replace(found, problems=(_foreign(file, encoding), *found.problems))
    return found


def text_of(data: bytes) -> tuple[str, str]:
    """Return the text of a content file, and its encoding where that is not UTF-8, else ""."""
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        # What a person saved in another encoding, or cut within a letter, is rare.
        from warraq.text.encoding import decode

        found = decode(data)
        return found.text, found.encoding


def _foreign(file: str, encoding: str) -> Diagnostic:
    message = f"it is not UTF-8; it was read as {encoding}"
    hint = "compare it with what was meant, and save it as UTF-8"
    return Diagnostic(file, "not-utf8", message, hint, 1, "warning")


def read_article(text: str, *, file: str) -> ContentFile:
    """Return what a content file says; `file` is its path relative to the project.

    Language, day and address come from the folder where the front matter is
    silent. Raises InputError for a file without readable front matter or title.
    """
    match = _HEAD.match(text)
    if match is None:
        hint = "begin with a line «---», then «title: …», then a line «---»"
        raise InputError(Diagnostic(file, "no-front-matter", "there is no front matter", hint, 1))
    body = text[match.end() :].strip("\r\n")
    if _MEANINGLESS_FOUND.search(body):
        body = body.translate(_MEANINGLESS)
    fields = _Fields(read_yaml(match[1], file=file, first_line=2), match[1], file)
    article = fields.article()
    return ContentFile(article, body, tuple(fields.problems), article.written != seal_of(text))


def _read_untouched(data: bytes) -> ContentFile | None:
    """Return what a file says whose seal is whole, else None."""
    end = data.find(_CLOSE, len(_OPEN) - 1)
    start = end - _SEAL_LENGTH
    if start < len(_OPEN) or not data.startswith(_OPEN) or data.translate(None, _ODD) != data:
        return None
    if data[start : start + 10] != b'written: "' or data[start - 1] != _LINE_END:
        return None
    seal = hashlib.sha256(data[:start])
    seal.update(data[end + 1 :])
    if seal.hexdigest().encode("ascii") != data[start + 10 : end - 1]:
        return None
    try:
        head, body = data[len(_OPEN) : end].decode(), data[end + len(_CLOSE) :].decode()
    except UnicodeDecodeError:
        return None
    article = read_sealed(head)
    if article is None or not _is_sound(article) or any(one in body for one in _NONCHARACTERS):
        return None
    return ContentFile(article, body.strip("\n"), (), edited=False)


def _is_sound(article: Article) -> bool:
    """Return whether an article could stand as it is: a seal proves no more than its bytes."""
    dates = (article.published, article.updated, article.captured)
    known = article.status in _STATUSES and article.source.rights in _RIGHTS
    dated = article.published or article.captured or article.path.startswith("undated/")
    return (
        bool(article.title and dated and known)
        and all(not date or is_date(date) for date in dates)
        and bool(_TAG.fullmatch(article.lang))
        and is_address(article.path)
    )


def is_date(text: str) -> bool:
    """Return whether a text is a date as front matter writes it, of a day that there is."""
    return bool(_DATE.fullmatch(text)) and _is_day(text)


def is_address(path: str) -> bool:
    """Return whether an article may stand at `path` below its language, on any file system."""
    parts = path.split("/")
    return (
        bool(_ADDRESS.fullmatch(path))
        and (parts[0] == "undated" or _is_day("-".join(parts[:3])))
        and all(safe_name(part) for part in parts if not part.isdigit())
    )


class _Fields:
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
        if not (title := self._text("title")):
            hint = "add a line «title: …»"
            raise InputError(Diagnostic(self._file, "no-title", "the title is missing", hint, 2))
        article = Article(
            path=self._address(),
            lang=self._checked("lang", _TAG, "a BCP 47 tag such as ar or fa-AF"),
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
        return _with_folder(article, self._file)

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
                self._wrong(self._map["aliases"], "bad-address", f"«{alias}» is none", hint)

    def _checked(self, name: str, pattern: re.Pattern[str], expected: str) -> str:
        text = self._text(name)
        if text and not pattern.fullmatch(text):
            self._wrong(
                self._map[name], "bad-value", f"«{text}» is no {name}", f"expected {expected}"
            )
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
        slips = (name for name in self._map if name not in _KEYS)
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
            line=_number(texts.get("line", "")),
            offset=_number(texts.get("offset", "")),
            sha256=texts.get("sha256", ""),
            bytes=_number(texts.get("bytes", "")),
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
            if name not in _KEYS:
                later = (start for start in starts if start > node.key_line)
                end = next(later, len(source) + 2)
                hint = "it is kept as it is, and nothing reads it"
                self._wrong(node, "unknown-key", f"unknown key «{name}»", hint)
                yield name, "\n".join(source[node.key_line - 2 : end - 2])


def _looks_like_status(name: str) -> bool:
    return bool(nearest(name.casefold(), ["status"], alike=0.75))


def _meant(text: str) -> str:
    return (text.translate(_MEANINGLESS) if _MEANINGLESS_FOUND.search(text) else text).strip()


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def _is_day(text: str) -> bool:
    """Return whether the day in a date, if it names one, is in the calendar."""
    if len(text) < len("2018-05-27"):
        return True
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True


def _with_folder(article: Article, file: str) -> Article:
    """Complete an article from `content/<lang>/…`, where it is silent."""
    _, _, inner = file.partition("content/")
    folder_lang, _, rest = inner.partition("/")
    stem = rest.removesuffix(".md")
    dated = _DAY_FOLDER.fullmatch(stem)
    day = "-".join(dated.group(1, 2, 3)) if dated else ""
    no_date = not (article.published or article.captured)
    return replace(
        article,
        lang=article.lang or (folder_lang if _TAG.fullmatch(folder_lang) else "und"),
        path=article.path or _address_of(stem),
        published=day if no_date and day and _is_day(day) else article.published,
    )


def _address_of(stem: str) -> str:
    """Return the address that a file's place gives its article."""
    if is_address(stem):
        return stem
    name = stem.rsplit("/", 1)[-1]
    fallback = hashlib.sha256(stem.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    bare = slug(name, fallback=fallback)
    return f"undated/{bare}" if is_address(f"undated/{bare}") else f"undated/{fallback}"


# A text is named by the beginning of the SHA-256 of the capture that told it.
_TEXT = re.compile(r"[0-9a-f]{12}")
_VERSIONS = "versions"


def version_file(text: str) -> str:
    """Return the file, relative to `content/`, of what a capture told that is not shown.

    "" for what names no text.
    """
    return f"{_VERSIONS}/{text[:2]}/{text}.md" if _TEXT.fullmatch(text) else ""


def is_version(file: str) -> bool:
    """Return whether a file, relative to `content/`, holds what a capture told."""
    return file.startswith(f"{_VERSIONS}/")
