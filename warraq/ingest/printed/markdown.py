"""Printed text as CommonMark that shows exactly that text.

A mark is escaped only where it would be read as one, so that a stored body
stays pleasant to read and to correct by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# What would be a heading, quote, list item, fence, underline or rule opens its line.
_OPENS_BLOCK = re.compile(
    r"""(?P<mark>
        \#{1,6}(?=[ \t]|$)
      | >
      | [-+*](?=[ \t]|$)
      | ={1,}(?=[ \t]*$)
      | -{2,}(?=[ \t]*$)
      | ~{3,}
      | (?P<number>[0-9]{1,9})[.)](?=[ \t]|$)
    )""",
    re.VERBOSE,
)
_RULE = re.compile(r"(?:[-*_][ \t]*){3,}")

# A backslash counts before ASCII punctuation and as a hard break at a line's end; an
# underscore between letters and a star between spaces are no emphasis; without `](` and
# `]:` there is neither link nor definition.
_INLINE = re.compile(
    r"""
    \\(?=[!-/:-@\[-`{-~]|$)
  | `
  | (?<![ ])\*+ | \*+(?![ ])
  | (?<![^\W_])_+ | _+(?![^\W_])
  | \](?=[(:\[])
  | <(?=[A-Za-z/!?])
  | &(?=\#?[0-9A-Za-z]{1,31};)
    """,
    re.VERBOSE,
)
_BRACKET = re.compile(r"(?<!\\)([\[\]])")
_MARKS = re.compile(r"[\\`*_\]<&]")


def paragraph(lines: Iterable[str]) -> str:
    """Return one paragraph, its lines parted by soft breaks."""
    return "\n".join(escape(line) for line in lines)


def escape(line: str) -> str:
    """Return `line`, stripped of outer space, so that it renders as itself."""
    return _escaped_start(escape_inline(line.strip()))


def escape_inline(text: str) -> str:
    """Return `text`, which stands inside a line, so that no mark in it is read as one."""
    return _INLINE.sub(_escaped_run, text) if _MARKS.search(text) else text


def bracketed(text: str) -> str:
    """Return escaped text for between brackets: every bracket in it is one of text."""
    return _BRACKET.sub(r"\\\1", text)


def escape_start(line: str) -> str:
    """Return a line, whose inside is Markdown already, so that it opens no block."""
    return _escaped_start(line)


def _escaped_run(match: re.Match[str]) -> str:
    return "".join(f"\\{mark}" for mark in match.group())


def _escaped_start(line: str) -> str:
    if opening := _OPENS_BLOCK.match(line):
        number = opening.group("number") or ""
        return f"{number}\\{line[len(number) :]}"
    return f"\\{line}" if line[:1] in "-*_" and _RULE.fullmatch(line) else line
