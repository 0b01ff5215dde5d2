"""What the editors of WordPress write → HTML: shortcodes, block marks, bare paragraphs."""

from __future__ import annotations

import re

_BLOCK_MARK = re.compile(r"<!--\s*/?(?:wp:|more|nextpage|noteaser)[^>]*?-->", re.S)
_BLOCKS = (
    r"p|div|table|thead|tbody|tr|td|th|ul|ol|li|dl|h[1-6]|pre|blockquote|figure|hr|section|"
    r"article|form|iframe|script|style|address|details|aside|header|footer"
)
_BEGINS_BLOCK = re.compile(rf"\s*</?(?:{_BLOCKS})\b", re.I)
_PARAGRAPHS = re.compile(r"\n\s*\n")
_KEPT_WHOLE = re.compile(r"(<(pre|script|style)\b.*?</\2>)", re.I | re.S)

_CAPTION = re.compile(r"\[(?:wp_)?caption\b([^\]]*)\](.*?)\[/(?:wp_)?caption\]", re.I | re.S)
_STATED_CAPTION = re.compile(r"caption\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)
_IMAGE = re.compile(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", re.I | re.S)
_EMBED = re.compile(r"\[embed\b[^\]]*\]\s*(https?://[^\s\[\]<>\"]+)\s*\[/embed\]", re.I)
_ESCAPED = re.compile(r"\[(\[[a-z][^\[\]]*\])\]", re.I)
_SHORTCODE = re.compile(r"\[(/?)([a-z][\w-]*)((?:\s[^\[\]]*)?)/?\]", re.I)
# Those of WordPress itself; others are known by an end or by what they state.
_ALONE = frozenset(
    {"gallery", "audio", "video", "playlist", "embed", "caption", "more", "contact-form-7"}
    | {"contact-form", "youtube", "vimeo", "twitter", "facebook", "instagram", "soundcloud", "ads"}
)


def story_of(content: str) -> str:
    """Return the content of a post as the HTML that its pages showed."""
    has_blocks = "<!-- wp:" in content
    text = _without_shortcodes(_BLOCK_MARK.sub("\n\n", content.replace("\r\n", "\n")))
    return text if has_blocks else _with_paragraphs(text)


def _without_shortcodes(text: str) -> str:
    text = _CAPTION.sub(_figure, text)
    text = _EMBED.sub(r'<p><a href="\1">\1</a></p>', text)
    ended = {match[2].lower() for match in _SHORTCODE.finditer(text) if match[1]}

    def dropped(match: re.Match[str]) -> str:
        is_code = match[2].lower() in ended | _ALONE or "=" in match[3]
        return "" if is_code else match[0]

    # What an author wrote to show a shortcode stands between two brackets.
    pieces = _ESCAPED.split(text)
    return "".join(p if n % 2 else _SHORTCODE.sub(dropped, p) for n, p in enumerate(pieces))


def _figure(match: re.Match[str]) -> str:
    """Return a picture with its caption, which stands behind it or is stated before it."""
    image = _IMAGE.fullmatch(match[2].strip())
    if image is None:
        return match[2]
    stated = _STATED_CAPTION.search(match[1])
    words = image[2].strip() or ((stated[1] or stated[2]) if stated else "")
    return f"\n\n<figure>{image[1]}<figcaption>{words}</figcaption></figure>\n\n"


def _with_paragraphs(text: str) -> str:
    """Return text in which blank lines part paragraphs, and line ends lines, as HTML says so."""
    pieces = _KEPT_WHOLE.split(text)
    told = []
    for number, piece in enumerate(pieces):
        if number % 3 == 1:
            told.append(piece)
        elif number % 3 == 0:
            chunks = (chunk.strip() for chunk in _PARAGRAPHS.split(piece))
            told.extend(_paragraph(chunk) for chunk in chunks if chunk)
    return "\n".join(told)


def _paragraph(chunk: str) -> str:
    if _BEGINS_BLOCK.match(chunk):
        return chunk
    return "<p>" + chunk.replace("\n", "<br>\n") + "</p>"
