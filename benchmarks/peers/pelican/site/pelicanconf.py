"""Pelican without what it is not asked for: feeds, taxonomies and link rewriting."""

import os
from pathlib import Path

SITENAME = "The Old Bridge"
SITEURL = ""
PATH = "content"
ARTICLE_PATHS = ["articles"]
PAGE_PATHS: list[str] = []
STATIC_PATHS = ["static"]
EXTRA_PATH_METADATA = {
    f"static/{name}": {"path": name}
    for path in Path("content/static").rglob("*")
    for name in [path.relative_to("content/static").as_posix()]
}
OUTPUT_PATH = "output"
THEME = "theme"
THEME_STATIC_PATHS: list[str] = []
PLUGIN_PATHS = ["plugins"]
PLUGINS = ["handed"]

TIMEZONE = "Asia/Baghdad"
DEFAULT_LANG = "ar"
DEFAULT_CATEGORY = "articles"
DEFAULT_PAGINATION = False
ARTICLE_TRANSLATION_ID = False
DIRECT_TEMPLATES: list[str] = []
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
INTRASITE_LINK_REGEX = r"(?!)"
READERS = {"html": None, "rst": None}
MARKDOWN = {"extension_configs": {"markdown.extensions.meta": {}}, "output_format": "html5"}
JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
CACHE_CONTENT = LOAD_CONTENT_CACHE = bool(os.environ.get("CACHES"))
CONTENT_CACHING_LAYER = "reader"
