"""The extractors beside which warraq is measured, each asked in its own words.

Each is told the page as bytes and its address, and nothing else. A function here
imports its package itself, so that this module can be read where none is installed.
"""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.quality.told import Told

Extractor = Callable[[bytes, str], Told]


def trafilatura(page: bytes, url: str) -> Told:
    """Ask trafilatura, as its documentation does, without comments."""
    from trafilatura import bare_extraction

    found = bare_extraction(page, url=url or None, include_comments=False, with_metadata=True)
    if found is None:
        return Told()
    names = tuple(name.strip() for name in (found.author or "").split(";") if name.strip())
    return Told(found.text or "", found.title or "", names, found.date or "")


def resiliparse(page: bytes, url: str) -> Told:
    """Ask resiliparse for the text of the main block; it reads no fields but the title."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import detect_encoding
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse_from_bytes(page, detect_encoding(page))
    text = extract_plain_text(tree, main_content=True, alt_texts=False, links=False)
    return Told(text, tree.title or "")


def rs_trafilatura(page: bytes, url: str) -> Told:
    """Ask the port of trafilatura to Rust."""
    import rs_trafilatura

    found = rs_trafilatura.extract_bytes(page)
    author = getattr(found, "author", None) or ""
    date = getattr(found, "date", None) or ""
    text = getattr(found, "main_content", None) or getattr(found, "content_text", None) or ""
    return Told(text, found.title or "", (author,) if author else (), str(date)[:10])


def magic_html(page: bytes, url: str) -> Told:
    """Ask magic-html for the article and take its text."""
    from lxml import html
    from magic_html import GeneralExtractor

    found = GeneralExtractor().extract(_text_of(page), base_url=url)
    body = found.get("html") or ""
    text = "\n".join(html.fromstring(body).itertext()) if body.strip() else ""
    return Told(text, found.get("title") or "")


def readability_lxml(page: bytes, url: str) -> Told:
    """Ask readability-lxml for the article and take its text."""
    from lxml import html
    from readability import Document

    document = Document(_text_of(page), url=url or None)
    summary = document.summary()
    return Told("\n".join(html.fromstring(summary).itertext()), document.short_title() or "")


def newspaper4k(page: bytes, url: str) -> Told:
    """Ask newspaper4k, which is handed the page and fetches nothing."""
    from newspaper import Article, Config

    config = Config()
    config.fetch_images = False
    article = Article(url or "https://example.org/", config=config)
    article.download(input_html=_text_of(page))
    article.parse()
    day = article.publish_date
    return Told(
        article.text or "",
        article.title or "",
        tuple(article.authors or ()),
        day.date().isoformat() if day and hasattr(day, "date") else "",
    )


def _text_of(page: bytes) -> str:
    """Return the page as text, for those that take no bytes."""
    import re

    label = re.search(rb"charset=[\"']?([\w-]+)", page[:4096])
    for encoding in ("utf-8", label[1].decode() if label else "cp1252"):
        try:
            return page.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return page.decode("utf-8", "replace")


PEERS: dict[str, Extractor] = {
    "trafilatura": trafilatura,
    "rs-trafilatura": rs_trafilatura,
    "magic-html": magic_html,
    "readability-lxml": readability_lxml,
    "resiliparse": resiliparse,
    "newspaper4k": newspaper4k,
}
