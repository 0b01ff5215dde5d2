"""Which dates, addresses, languages and characters may an article hold?"""

from __future__ import annotations

import re
from datetime import date
from typing import get_args

from warraq.model import Article, Rights, Status
from warraq.text.slug import safe_name

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

_STATUSES, _RIGHTS = frozenset(get_args(Status)), frozenset(get_args(Rights))


def is_sound(article: Article) -> bool:
    """Return whether an article could stand as it is: a seal proves no more than its bytes."""
    dates = (article.published, article.updated, article.captured)
    known = article.status in _STATUSES and article.source.rights in _RIGHTS
    dated = article.published or article.captured or article.path.startswith("undated/")
    return (
        bool(article.title and dated and known)
        and all(not date or is_date(date) for date in dates)
        and is_tag(article.lang)
        and is_address(article.path)
    )


def is_date(text: str) -> bool:
    """Return whether a text is a date as front matter writes it, of a day that there is."""
    return bool(_DATE.fullmatch(text)) and is_day(text)


def is_address(path: str) -> bool:
    """Return whether an article may stand at `path` below its language, on any file system."""
    parts = path.split("/")
    return (
        bool(_ADDRESS.fullmatch(path))
        and (parts[0] == "undated" or is_day("-".join(parts[:3])))
        and all(safe_name(part) for part in parts if not part.isdigit())
    )


def is_day(text: str) -> bool:
    """Return whether the day in a date, if it names one, is in the calendar."""
    if len(text) < len("2018-05-27"):
        return True
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True


def is_tag(text: str) -> bool:
    """Return whether a text has the shape of a BCP 47 tag, as far as languages here need it."""
    return bool(_TAG.fullmatch(text))


def meant(text: str) -> str:
    """Return a text without the characters that no text means."""
    return text.translate(_MEANINGLESS) if _MEANINGLESS_FOUND.search(text) else text
