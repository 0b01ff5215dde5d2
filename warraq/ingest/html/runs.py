"""How do the pieces of a line become Markdown?

Marks are set only where they will be read as marks: beside a letter and before
punctuation a star is a star, and words without emphasis are better than stars.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from warraq.ingest.printed.markdown import bracketed, escape_inline

_SPACE = re.compile(r"[\s\u200b\ufeff]+")


@dataclass(slots=True)
class Run:
    """One piece of a line: text that is escaped later, a mark, or finished Markdown.

    `space` says that a space stands before it.
    """

    kind: str
    text: str
    space: bool = False


def render(pieces: list[Run]) -> str:
    """Return pieces as Markdown: spaces collapsed, marks only where they hold."""
    if all(run.kind == "text" for run in pieces):
        return escape_inline(collapsed("".join([run.text for run in pieces])))
    _collapse_spaces(pieces)
    _join_marks(pieces)
    _drop_idle_marks(pieces)
    out: list[str] = []
    text: list[str] = []
    in_link = False
    for run in pieces:
        if run.space:
            text.append(" ")
        if run.kind == "text":
            text.append(run.text)
            continue
        _flush(text, out, in_link)
        if run.kind == "break":
            out.append("\\\n")
        elif run.kind == "code":
            out.append(_code(run.text))
        else:
            in_link = run.kind == "link" or (in_link and run.kind != "link-end")
            out.append(run.text)
    _flush(text, out, in_link)
    return _trimmed("".join(out))


def collapsed(text: str) -> str:
    """Return text without space at its ends, and with one space for several."""
    if "\u200b" in text or "\ufeff" in text:
        return _SPACE.sub(" ", text).strip(" ")
    return " ".join(text.split())


def _flush(text: list[str], out: list[str], in_link: bool) -> None:
    if text:
        escaped = escape_inline("".join(text))
        out.append(bracketed(escaped) if in_link else escaped)
        text.clear()


def _trimmed(markdown: str) -> str:
    """Return Markdown without breaks or spaces at its ends or around its breaks."""
    lines = [line.strip(" ") for line in markdown.split("\\\n")]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return "\\\n".join(line for line in lines if line)


def _code(text: str) -> str:
    text = _SPACE.sub(" ", text)
    longest = max((len(ticks) for ticks in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    edge = " " if text[:1] == "`" or text[-1:] == "`" else ""
    return f"{fence}{edge}{text}{edge}{fence}" if text.strip() else text


def _collapse_spaces(pieces: list[Run]) -> None:
    """Let one space stand for several, across marks, and none inside the edges of marks."""
    owed = False
    started = False
    for index, run in enumerate(pieces):
        if run.kind in ("text", "code"):
            body = collapsed(run.text)
            if not body:
                owed = owed or bool(run.text)
                run.text = ""
                continue
            space = started and (owed or _SPACE.match(run.text) is not None)
            owed = run.text[-1] in "\u200b\ufeff" or run.text[-1].isspace()
            run.text = body
            if space:
                _space_before(pieces, index)
            started = True
        elif run.kind == "break":
            owed = started = False
        elif run.kind == "raw":
            run.space = started and owed
            owed, started = False, True


def _space_before(pieces: list[Run], index: int) -> None:
    """Put a space before the piece at `index`, outside the marks that open there."""
    at = index
    while at and (pieces[at - 1].kind in ("open", "link") or not pieces[at - 1].text):
        if pieces[at - 1].kind in ("break", "close", "link-end"):
            break
        at -= 1
    pieces[at].space = True


def _join_marks(pieces: list[Run]) -> None:
    """Make one stretch of emphasis of two that touch."""
    shown = [run for run in pieces if run.text or run.space or run.kind == "break"]
    for run, following in pairwise(shown):
        touch = run.kind == "close" and following.kind == "open" and not following.space
        if touch and run.text == following.text:
            run.text = following.text = ""
            run.kind = following.kind = "text"


def _drop_idle_marks(pieces: list[Run]) -> None:
    """Take out marks with nothing in them, inside each other, or that would not be read."""
    opened: list[int] = []
    for index, run in enumerate(pieces):
        if run.kind == "open":
            opened.append(index)
        elif run.kind == "close":
            first = opened.pop()
            if opened or not _holds(pieces, first, index):
                pieces[first].text = run.text = ""
                pieces[first].kind = run.kind = "text"


def _holds(pieces: list[Run], first: int, last: int) -> bool:
    inside = "".join(run.text for run in pieces[first + 1 : last] if run.kind in ("text", "code"))
    if not inside.strip() or any(run.kind in ("break", "raw") for run in pieces[first:last]):
        return False
    before = _neighbour(pieces[:first][::-1], last=True)
    if pieces[first].space:
        before = " "
    behind = _neighbour(pieces[last + 1 :], last=False)
    if "*" in (before, behind):
        return False
    opens = _is_letter(inside[0]) or before in ("", " ")
    closes = _is_letter(inside[-1]) or behind in ("", " ")
    return opens and closes


def _neighbour(pieces: list[Run], *, last: bool) -> str:
    for run in pieces:
        if run.kind == "break":
            return ""
        if run.space and not last:
            return " "
        if run.text:
            return run.text[-1] if last else run.text[0]
        if run.space:
            return " "
    return ""


def _is_letter(char: str) -> bool:
    return char.isalnum() or "\u0300" <= char <= "\u036f" or "\u064b" <= char <= "\u065f"
