"""What the class and id names of an element say that it is.

Names are cut into words where their writers cut them: `post-share`, `postShare`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from warraq.ingest.html.tree import Element
from warraq.text.clues import has_clue

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")

# Words that stand in the names of what surrounds a story on pages of all kinds.
_NOISE = frozenset(
    {"comment", "comments", "disqus", "respond", "reply", "related", "recommended", "recommend"}
    | {"recommendation", "recommendations", "sidebar", "share", "sharing", "social", "promo"}
    | {"promotion", "newsletter", "subscribe", "subscription", "signup", "advert", "advertisement"}
    | {"advertising", "ads", "sponsor", "sponsored", "breadcrumb", "breadcrumbs", "nav", "navbar"}
    | {"navigation", "menu", "footer", "masthead", "popular", "trending", "outbrain", "taboola"}
    | {"cookie", "cookies", "consent", "gdpr", "modal", "popup", "toolbar", "pagination", "pager"}
    | {"copyright", "paywall", "login", "widget", "widgets", "shoutbox", "banner", "rating"}
    | {"ratings", "poll", "tags", "taglist", "hashtags", "toc", "skip", "ticker", "addtoany"}
    | {"sharedaddy", "jp", "yarpp", "crp", "wpcnt", "mashsb", "heateor", "ssba", "addthis"}
    | {"feedback", "donate", "donation", "membership", "bio", "biography", "disclaimer"}
    | {"colophon", "sitemap", "offscreen", "sr", "print", "printonly", "byline", "teaser"}
    | {"komentarz", "komentarze", "koment", "kommentar", "kommentare", "kommentarer", "reacties"}
    | {"commentaire", "commentaires", "comentario", "comentarios", "commenti", "yorum", "yorumlar"}
    | {"saboxplugin", "starbox", "teasers", "readmore", "most", "mostread", "overlay", "lightbox"}
)

# Asking for consent takes more words than a short story has.
_CONSENT = frozenset(
    {"cookie", "cookies", "consent", "gdpr", "rgpd", "dsgvo", "modal", "popup", "micromodal"}
)

# What only a container of the story itself is called.
_STORY = re.compile(
    r"article-?_?(?:body|text|content|copy)|(?:entry|post|story|news|detail|single|page)-?_?"
    r"(?:body|text|content)|story-?_?(?:body|content|text|contents)|body-?_?(?:text|copy|content)"
    r"|field-name-body|articlebody|wysiwyg|rich-?text|content-?_?(?:body|text)|newstext|text-?body",
    re.I,
)

# Whatever it matches has one of these, which is found out much faster.
_OF_STORIES = ("body", "text", "content", "copy", "wysiwyg")

_OF_TITLES = frozenset({"title", "head", "heading", "headline", "bigtitle", "newstitle", "titr"})

# What two words say together: who the author is, told below the story.
_ABOUT_AUTHOR = re.compile(
    r"authors?[-_ ]*(?:bio|box|info|card|about|description|container|profile|block|details)"
    r"|about[-_ ]*(?:the[-_ ]*)?author",
    re.I,
)

_CAPTION = frozenset(
    {"caption", "captions", "credit", "credits", "figcaption", "legend", "imgcaption"}
    | {"imagecaption", "photocaption", "photocredit", "newscaption", "pie", "bildunterschrift"}
    | {"didascalia", "podpis", "bildtext", "copyrights", "imagecredit"}
)

# Each of them has one of these in it, which is found out much faster.
_OF_CAPTIONS = re.compile(
    "caption|credit|legend|pie|bildunterschrift|didascalia|podpis|bildtext|copyrights"
)


_INGREDIENT = frozenset(
    {"ingredient", "ingredients", "zutat", "zutaten", "ingrediente", "ingredientes"}
)


def names_of(element: Element) -> str:
    """Return the class, id and role names of an element."""
    get = element.get
    names = get("class", "")
    if identity := get("id", ""):
        names = f"{names} {identity}" if names else identity
    if role := get("role", ""):
        names = f"{names} {role}" if names else role
    return names


@lru_cache(maxsize=1 << 14)
def name_words(names: str) -> frozenset[str]:
    """Return the words of which names are made, in small letters."""
    return frozenset(map(str.lower, _WORD.findall(names)))


def is_ingredient(element: Element) -> bool:
    """Return whether an element is marked or named as what a dish is made of."""
    if element.get("itemprop", "") in ("recipeIngredient", "ingredients"):
        return True
    return element.tag == "li" and not _INGREDIENT.isdisjoint(name_words(names_of(element)))


@lru_cache(maxsize=1 << 14)
def is_noise(names: str) -> bool:
    """Return whether names say that an element surrounds the story."""
    return not _NOISE.isdisjoint(name_words(names)) or _is_about_author(names)


def noise_words(names: str) -> frozenset[str]:
    """Return the words in names that say that an element surrounds the story."""
    return name_words(names) & _NOISE


def _is_about_author(names: str) -> bool:
    return "author" in names.lower() and _ABOUT_AUTHOR.search(names) is not None


def names_title(names: str) -> bool:
    """Return whether names say that an element holds a title."""
    return not _OF_TITLES.isdisjoint(name_words(names))


def is_teaser(names: str) -> bool:
    """Return whether names say that an element leads into a story: this one where it links none."""
    return noise_words(names) == {"teaser"} and not _is_about_author(names)


def is_consent(names: str) -> bool:
    """Return whether names say that an element asks the reader for something first."""
    return not _CONSENT.isdisjoint(name_words(names))


def is_caption(names: str) -> bool:
    """Return whether names say that an element tells of a picture."""
    if not _OF_CAPTIONS.search(names.lower()):
        return False
    return not _CAPTION.isdisjoint(name_words(names))


@lru_cache(maxsize=1 << 14)
def is_story(names: str) -> bool:
    """Return whether names say that an element holds the story."""
    return bool(names) and has_clue(names, _OF_STORIES) and _STORY.search(names) is not None
