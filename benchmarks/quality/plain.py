"""Markdown as the text that a reader sees: marks, addresses and pictures aside."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def plain_text(markdown: str) -> str:
    """Return the text of a body, one line a block."""
    lines: list[str] = []
    for token in _parser().parse(markdown):
        if token.type == "inline":
            breaks = ("softbreak", "hardbreak")
            shown = (t for t in token.children or () if t.type in ("text", "code_inline", *breaks))
            lines.append("".join(" " if t.type in breaks else t.content for t in shown))
        elif token.type in ("fence", "code_block"):
            lines.append(token.content)
    return "\n".join(lines)
