"""What does the place of a content file say of its article, where that is silent?"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

from warraq.content.sound import is_address, is_day, is_tag
from warraq.model import Article
from warraq.text.slug import slug

_DAY_FOLDER = re.compile(r"(\d{4})/(\d{2})/(\d{2})/(?:[0-9a-f]{2}/)?([^/]+)")


def with_folder(article: Article, file: str) -> Article:
    """Complete an article from `content/<lang>/…`, where it is silent."""
    _, _, inner = file.partition("content/")
    folder_lang, _, rest = inner.partition("/")
    stem = rest.removesuffix(".md")
    dated = _DAY_FOLDER.fullmatch(stem)
    day = "-".join(dated.group(1, 2, 3)) if dated else ""
    no_date = not (article.published or article.captured)
    return replace(
        article,
        lang=article.lang or (folder_lang if is_tag(folder_lang) else "und"),
        path=article.path or _address_of(stem),
        published=day if no_date and day and is_day(day) else article.published,
    )


def _address_of(stem: str) -> str:
    """Return the address that a file's place gives its article."""
    if is_address(stem):
        return stem
    name = stem.rsplit("/", 1)[-1]
    fallback = hashlib.sha256(stem.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    bare = slug(name, fallback=fallback)
    return f"undated/{bare}" if is_address(f"undated/{bare}") else f"undated/{fallback}"
