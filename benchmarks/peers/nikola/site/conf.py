"""Nikola without what it is not asked for: indexes, taxonomies, feeds, sitemap, galleries."""

import json
from pathlib import Path
from typing import Any

import jinja2

BLOG_AUTHOR = BLOG_TITLE = BLOG_DESCRIPTION = "The Old Bridge"
BLOG_EMAIL = "archive@bridge.example"
SITE_URL = BASE_URL = "http://bridge.example/"
DEFAULT_LANG = "en"
TRANSLATIONS = {"en": ""}
NAVIGATION_LINKS: dict[str, Any] = {"en": ()}
THEME = "handed"
TIMEZONE = "Asia/Baghdad"

POSTS = (("articles/*.md", "", "handed_any.tmpl"),)
PAGES = ()
COMPILERS = {"markdown": [".md"]}
MARKDOWN_EXTENSIONS: list[str] = []
METADATA_FORMAT = "Nikola"
PRETTY_URLS = True
STRIP_INDEXES = True
USE_SLUGIFY = False
COPY_SOURCES = False
SHOW_SOURCELINK = False
GENERATE_RSS = GENERATE_ATOM = False
DISABLED_PLUGINS = [
    *("classify_archive", "classify_authors", "classify_categories", "classify_indexes"),
    *("classify_page_index", "classify_tags", "render_taxonomies", "render_galleries"),
    *("render_listings", "render_pages", "render_sources", "sitemap", "robots", "redirect"),
    *("scale_images", "create_bundles", "gzip", "copy_assets"),
]
FILES_FOLDERS = {"static": ""}
GALLERY_FOLDERS: dict[str, str] = {}
LISTINGS_FOLDERS: dict[str, str] = {}
IMAGE_FOLDERS: dict[str, str] = {}

_DESKS = {path.stem: json.loads(path.read_text("utf-8")) for path in Path("handed").glob("*.json")}
_KEPT: dict[tuple[object, ...], str] = {}


def _desk(lang: str) -> Any:  # noqa: ANN401  data as it was handed
    return _DESKS[lang]


@jinja2.pass_environment
def _once(environment: jinja2.Environment, name: str, s: object, p: object, key: object) -> str:
    """Return a part of the frame, rendered for the first page that needs it."""
    if (name, key) not in _KEPT:
        template = environment.get_template(f"handed_{name}.html")
        _KEPT[name, key] = template.render(s=s, p=p).strip()
    return _KEPT[name, key]


TEMPLATE_FILTERS = {"desk": _desk, "once": _once, "parsed": json.loads}
