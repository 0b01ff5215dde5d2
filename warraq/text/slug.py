"""Names for files and addresses that every file system and host takes.

Case, Unicode form, reserved names, trailing dots and length all differ between
systems; a name made here means one file everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from warraq.text.keys import DELETED, MARKS
from warraq.text.romanize import romanize

SlugStyle = Literal["unicode", "latin", "id"]

# A file name holds 255 bytes, a path of old Windows 260 UTF-16 units; 80 bytes
# are forty Arabic letters, 240 percent-encoded characters in an address.
MAX_BYTES = 80
MAX_NAME = 255


def slug(text: str, *, style: SlugStyle = "unicode", lang: str = "", fallback: str) -> str:
    """Return `text` as one part of an address; `fallback` where nothing is left of it.

    `fallback` is the name of the thing itself, its id, and is all there is of
    the style `id`.
    """
    if style == "id":
        return fallback
    words = _slugified(_prepared(text, lang), style=style, lang=lang)
    short = _cut(words)
    if not short:
        return fallback
    return short if safe_name(short) else f"{short}-{fallback}"


def safe_name(name: str) -> bool:
    """Return whether every file system takes `name` as one part of a path, unchanged."""
    return (
        bool(name)
        and not _FORBIDDEN.search(name)
        and not _RESERVED.fullmatch(name.partition(".")[0].rstrip())
        and unicodedata.is_normalized("NFC", name)
        and _name_length(name) <= MAX_NAME
    )


def path_fits(path: str, limit: int = 240) -> bool:
    """Return whether a relative path with forward slashes is short enough everywhere.

    Windows counts the whole path in UTF-16 units, Linux each name in bytes;
    `limit` leaves room for the folder that the site is unpacked in.
    """
    return _utf16_units(path) <= limit and all(
        _name_length(name) <= MAX_NAME for name in path.split("/")
    )


def same_file(a: str, b: str) -> bool:
    """Return whether some file system would take both paths for one."""
    return file_identity(a) == file_identity(b)


def file_identity(path: str) -> str:
    """Return what is equal for two paths that some file system takes for one.

    Windows and macOS ignore case, macOS the Unicode form, and Windows drops
    dots and spaces at the end of a name.
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
    return "/".join(name.rstrip(". ") or name for name in folded.split("/"))


# Control characters, what Windows forbids, a name that hides or reads as an
# option, a dot or space at the end.
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]|^[-. ]|[. ]\Z')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])", re.IGNORECASE)

_DELETED = dict.fromkeys(DELETED)
_DOTLESS_LANGUAGES = frozenset({"tr", "az"})
_NON_WORD = rf"(?:[^\w{MARKS}]|_)+"


def _prepared(text: str, lang: str) -> str:
    if lang.partition("-")[0] == "ckb":
        text = text.replace("ه\u200c", "ە")
    if lang.partition("-")[0] in _DOTLESS_LANGUAGES:
        text = text.replace("I", "ı")
    text = unicodedata.normalize("NFKC", text).replace("İ", "i").translate(_DELETED)
    return unicodedata.normalize("NFC", text.casefold())


def _slugified(text: str, *, style: SlugStyle, lang: str) -> str:
    from slugify import slugify

    if style == "latin":
        text = romanize(text, lang)
    made = slugify(
        text,
        allow_unicode=style == "unicode",
        regex_pattern=_NON_WORD if style == "unicode" else None,
        entities=False,
        decimal=False,
        hexadecimal=False,
    )
    return unicodedata.normalize("NFC", str(made))


def _cut(words: str) -> str:
    """Return as many whole words as fit; a part of the first where not even that fits."""
    raw = words.encode()
    if len(raw) <= MAX_BYTES:
        return words
    start = raw[:MAX_BYTES].decode("utf-8", "ignore")
    whole = start if words[len(start)] == "-" else start.rpartition("-")[0]
    return (whole or start).strip("-")


def _name_length(name: str) -> int:
    return max(len(name.encode("utf-8", "surrogatepass")), _utf16_units(name))


def _utf16_units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
