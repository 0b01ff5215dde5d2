"""What does a content file say, Markdown with front matter?

The reader also takes what people write by hand. A file that cannot be read as meant
still yields an article wherever it has a title, with a diagnostic for each thing that
was wrong.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace

from warraq.content.sound import is_sound, meant
from warraq.diagnostics import Diagnostic, InputError
from warraq.frontmatter import seal_of
from warraq.model import Article
from warraq.plainyaml import read_yaml
from warraq.sealed import read_sealed

_HEAD = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)

# Where the front matter of a sealed file begins and ends, and how its seal looks.
_OPEN, _CLOSE = b"---\n", b"\n---\n"
_SEAL = b'written: "'
_SEAL_LENGTH = len(_SEAL) + 64 + len('"')
_LINE_END = 10

# No sealed file holds these bytes, or the signs that XML cannot hold.
_ODD = bytes({*range(32), 127} - {9, 10})
_NONCHARACTERS = ("\ufffe", "\uffff")


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
    # Hardly a file needs it: those that nobody touched are read without.
    from warraq.content.fields import Fields

    body = meant(text[match.end() :].strip("\r\n"))
    fields = Fields(read_yaml(match[1], file=file, first_line=2), match[1], file)
    article = fields.article()
    return ContentFile(article, body, tuple(fields.problems), article.written != seal_of(text))


def _read_untouched(data: bytes) -> ContentFile | None:
    """Return what a file says whose seal is whole, else None."""
    end = data.find(_CLOSE, len(_OPEN) - 1)
    if not _is_whole(data, end - _SEAL_LENGTH, end):
        return None
    try:
        head, body = data[len(_OPEN) : end].decode(), data[end + len(_CLOSE) :].decode()
    except UnicodeDecodeError:
        return None
    article = read_sealed(head)
    if article is None or not is_sound(article) or any(one in body for one in _NONCHARACTERS):
        return None
    return ContentFile(article, body.strip("\n"), (), edited=False)


def _is_whole(data: bytes, start: int, end: int) -> bool:
    """Return whether the seal from `start` to `end` is that of all the other bytes."""
    if start < len(_OPEN) or not data.startswith(_OPEN) or data.translate(None, _ODD) != data:
        return False
    if data[start : start + len(_SEAL)] != _SEAL or data[start - 1] != _LINE_END:
        return False
    seal = hashlib.sha256(data[:start])
    seal.update(data[end + 1 :])
    return seal.hexdigest().encode("ascii") == data[start + len(_SEAL) : end - 1]
