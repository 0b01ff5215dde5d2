"""What a page shows of its article alone, whatever stands beside it."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from warraq.content import ContentFile
from warraq.model import Article, Status
from warraq.publish.captures import Piece
from warraq.publish.markdown import held_pictures, render_body
from warraq.text.numbers import number_of


class Story(NamedTuple):
    """An article as it is shown: texts and tuples of texts, light to keep and to send.

    `body` is safe HTML. `see_also` are pairs of title and teaser as printed; `captures`
    are moment, address and text of the captures that are not shown. `url` is
    the original's address where a browser may follow it, with its `host`. `capture` is
    relative to `content/`; `offset`, `length` and `sha256` are of its bytes in that file, and
    `changes` counts the lines of it that were dropped. `pictures` are those that its body
    shows, relative to `content/`.
    """

    title: str
    lang: str
    status: Status
    body: str
    authors: tuple[str, ...]
    place: str
    credit: str
    published: str
    updated: str
    captured: str
    summary: str
    tags: tuple[str, ...]
    see_also: tuple[tuple[str, str], ...]
    captures: tuple[tuple[str, str, str], ...]
    site: str
    url: str
    host: str
    capture: str
    offset: int
    length: int
    sha256: str
    changes: int
    pictures: tuple[str, ...]

    @property
    def piece(self) -> Piece:
        """The bytes of the capture as they may lie in its file."""
        return Piece(self.capture, self.offset, self.length, self.sha256)


def story_of(found: ContentFile) -> Story:
    """Return what a content file has to show."""
    article, source = found.article, found.article.source
    url, host = _web_address(source.url)
    return Story(
        title=article.title,
        lang=article.lang,
        status=article.status,
        body=render_body(found.body),
        authors=article.authors,
        place=article.place,
        credit=article.credit,
        published=article.published,
        updated=article.updated,
        captured=article.captured,
        summary=article.summary,
        tags=article.tags,
        see_also=tuple((item.title, item.teaser) for item in article.see_also),
        captures=tuple((one.captured, one.url, one.text) for one in article.captures),
        site=source.site,
        url=url,
        host=host,
        capture=source.file,
        offset=source.offset or 0,
        # What lies in a file inside of the capture is packed in it.
        length=0 if source.member else source.bytes or 0,
        sha256=source.sha256,
        changes=_changes(article),
        pictures=held_pictures(found.body),
    )


def _changes(article: Article) -> int:
    return sum(_lines(lines) for dropped in article.dropped for lines in dropped.lines)


def _lines(lines: str) -> int:
    """Return how many lines `3-7` are; what names no stretch of lines counts as one."""
    first, last = map(number_of, lines.partition("-")[::2])
    return 1 if first is None or last is None else max(last - first + 1, 1)


def _web_address(url: str) -> tuple[str, str]:
    """Return an address and its host; "" for what a browser must not follow."""
    if not url.startswith(("http://", "https://")):
        return "", ""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return "", ""
    return (url, host) if host else ("", "")
