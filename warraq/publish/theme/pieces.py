"""The smallest pieces of HTML, which a page has by the hundred.

Templates use them as filters: `{{ crumb|link }}`, `{{ date|time }}`. What is more than
an element stands in a template.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Protocol

from markupsafe import Markup

from warraq.publish.theme.markup import html_of, markup
from warraq.publish.theme.strings import Words
from warraq.publish.views.parts import DateView, Link


class _Tongued(Protocol):
    @property
    def lang(self) -> str: ...

    @property
    def dir(self) -> str: ...


def tongue(value: _Tongued) -> Markup:
    """Return the attributes `lang` and `dir` of a text that has its own."""
    return markup(_tongue(value))


def _tongue(value: _Tongued) -> str:
    if not value.lang:
        return f' dir="{value.dir}"' if value.dir else ""
    lang = f' lang="{html_of(value.lang)}"'
    return f'{lang} dir="{value.dir}"' if value.dir else lang


def apart(value: _Tongued, frame: _Tongued) -> Markup:
    """Return the same beside other words, where the direction must be said to isolate."""
    lang = f' lang="{html_of(value.lang)}"' if value.lang else ""
    return markup(f'{lang} dir="{value.dir or frame.dir}"')


def link(to: Link) -> Markup:
    """Return a link that is alone in its block; plain text where it leads nowhere."""
    current = ' aria-current="page"' if to.current else ""
    if not to.href:
        return markup(f"<span{_tongue(to)}{current}>{html_of(to.text)}</span>")
    return markup(f'<a href="{html_of(to.href)}"{_tongue(to)}{current}>{html_of(to.text)}</a>')


def inline(to: Link) -> Markup:
    """Return a link inside a line of other words, which its text must not reorder."""
    if not to.href:
        return markup(f"<bdi{_tongue(to)}>{html_of(to.text)}</bdi>")
    return markup(f'<a href="{html_of(to.href)}"{_tongue(to)}><bdi>{html_of(to.text)}</bdi></a>')


def time(date: DateView) -> Markup:
    """Return a date in words with its ISO form."""
    return markup(f'<time datetime="{date.iso}">{html_of(date.text)}</time>')


@lru_cache(maxsize=4096)
def labelled(date: DateView, t: Words) -> Markup:
    """Return a date with what it is the date of; the days of a list are few."""
    key = _LABELS.get(date.basis)
    return t(key, d=time(date)) if key else markup(f"<bdi>{time(date)}</bdi>")


_LABELS = {"published": "published_on", "captured": "captured_on"}

PIECES: Mapping[str, Callable[..., Markup]] = MappingProxyType(
    {piece.__name__: piece for piece in (tongue, apart, link, inline, time)}
    | {"labelled": labelled}
)
