"""Which characters of a printed text may change when it is stored.

The words stay as printed: spelling, digits, quotes, tatweel, joiners inside
words. What goes is what no reader saw. No rule adds or removes a line, so line
N of the result is line N of the capture.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CleanText:
    """Text as it is stored, and what was changed: rule name and count."""

    text: str
    changes: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One change: a pure function from text to text and a count.

    `triggers` are characters of which one must occur in the text as it came, or
    the rule has nothing to do; none given means that the rule looks for itself.
    """

    name: str
    apply: Callable[[str], tuple[str, int]]
    triggers: frozenset[str] = frozenset()


def clean_text(text: str) -> CleanText:
    """Return `text` as it is stored, with the changes counted.

    Doing it twice changes nothing more.
    """
    changes = []
    # Most texts hold none of them, and looking for all at once is quicker than for each.
    present = frozenset(text) if _TRIGGERS.search(text) else frozenset()
    for rule in RULES:
        if rule.triggers and rule.triggers.isdisjoint(present):
            continue
        text, count = rule.apply(text)
        if count:
            changes.append((rule.name, count))
    return CleanText(text, tuple(changes))


_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")


def line_ends(text: str) -> tuple[str, int]:
    """End every line in a line feed."""
    return _LINE_ENDS.subn("\n", text)


# C0 without tab and line feed, DEL, the replacement character, and what no XML
# document may hold: half surrogate pairs and the two non-characters of the BMP.
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd\ufffe\uffff\ud800-\udfff"
_CONTROL = re.compile(f"[{_CONTROLS}]")


def control_characters(text: str) -> tuple[str, int]:
    """Drop control characters and the marks of bytes that had no meaning."""
    return _CONTROL.subn("", text)


# Zero-width space, word joiner, byte order mark, soft hyphen: hints for line
# breaking in a layout that is gone, and they keep words from being found.
_INVISIBLES = "\u00ad\u200b\u2060\ufeff"
_INVISIBLE = re.compile(f"[{_INVISIBLES}]")


def invisible_characters(text: str) -> tuple[str, int]:
    """Drop characters that neither show nor spell."""
    return _INVISIBLE.subn("", text)


_EMBEDDINGS = "\u202a\u202b"
_OVERRIDES = "\u202d\u202e"
_END_EMBEDDING = "\u202c"
_ISOLATES = "\u2066\u2067\u2068"
_END_ISOLATE = "\u2069"
_PAIRED = _EMBEDDINGS + _OVERRIDES + _END_EMBEDDING + _ISOLATES + _END_ISOLATE
_PAIRED_CONTROL = re.compile(f"[{_PAIRED}]")


def bidi_controls(text: str) -> tuple[str, int]:
    """Keep balanced pairs; drop overrides and whatever stands alone.

    An override shows letters in another order than they are stored, which is
    how a name is forged. Pairs close within a paragraph, here a line, and an
    isolate closes the embeddings inside it (UAX #9, X1 to X8).
    """
    lines = [_balanced(line) for line in text.split("\n")]
    clean = "\n".join(lines)
    return clean, len(text) - len(clean)


def _balanced(line: str) -> str:
    found = [match.start() for match in _PAIRED_CONTROL.finditer(line)]
    if not found:
        return line
    dropped = set(found) - _paired_positions(line, found)
    return "".join(char for place, char in enumerate(line) if place not in dropped)


def _paired_positions(line: str, found: list[int]) -> set[int]:
    kept: set[int] = set()
    opened: list[int] = []
    isolates = 0
    for place in found:
        char = line[place]
        if char == _END_EMBEDDING:
            if opened and line[opened[-1]] not in _ISOLATES:
                start = opened.pop()
                if line[start] in _EMBEDDINGS:
                    kept.update((start, place))
        elif char != _END_ISOLATE:
            opened.append(place)
            isolates += char in _ISOLATES
        elif isolates:
            while line[opened[-1]] not in _ISOLATES:
                opened.pop()
            kept.update((opened.pop(), place))
            isolates -= 1
    return kept


# Presentation Forms A up to the letter ligatures, and Presentation Forms B. The
# honorifics, the rial and the ornate brackets (FD3E-FD4F, FDF0-FDFF) are print.
_FORMS = "\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufe70-\ufefc"
_LETTERS = (
    "\u0620\u0622-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f"
)
# What may stand between two forms of one run: marks, tatweel, the hamza that
# has one shape only, spaces, digits, punctuation; no other letter, no line end.
_BETWEEN = r"[\u0621\u0640\u064b-\u065f\u0670\d]|[^\w\n" + _FORMS + "]"
_RUN_OF_FORMS = re.compile(
    f"(?<![{_FORMS}{_LETTERS}])[{_FORMS}](?:(?:{_BETWEEN})*[{_FORMS}])*(?![{_FORMS}{_LETTERS}])"
)
_FORM = re.compile(f"[{_FORMS}]")


def presentation_forms(text: str) -> tuple[str, int]:
    """Turn positional letter shapes into letters where a whole run is typed in them.

    Old programs stored what the printer needed. A single shape among letters
    was put there on purpose and stays.
    """
    converted = 0

    def letters(run: re.Match[str]) -> str:
        nonlocal converted
        plain, count = _FORM.subn(_base_letters, run[0])
        if count < 2:
            return run[0]
        converted += count
        return plain

    return _RUN_OF_FORMS.sub(letters, text), converted


def _base_letters(form: re.Match[str]) -> str:
    # The isolated vowel marks decompose to a space and the mark.
    return unicodedata.normalize("NFKC", form[0]).strip() or form[0]


def composed(text: str) -> tuple[str, int]:
    """Compose letters and marks (NFC), counting the words that changed."""
    if unicodedata.is_normalized("NFC", text):
        return text, 0
    clean = unicodedata.normalize("NFC", text)
    pairs = zip(text.split(), clean.split(), strict=True)
    return clean, sum(before != after for before, after in pairs) or 1


# Beside a space or a line edge a non-joiner separates nothing; two act as one.
# Between two letters it is spelling (Persian, old Sorani) and stays.
_NON_JOINERS = re.compile("\u200c+")


def idle_non_joiners(text: str) -> tuple[str, int]:
    """Drop the non-joiners that separate nothing."""

    def kept(run: re.Match[str]) -> str:
        before, after = text[max(run.start() - 1, 0) : run.start()], text[run.end() : run.end() + 1]
        return "" if not before.strip() or not after.strip() else "\u200c"

    clean = _NON_JOINERS.sub(kept, text)
    return clean, len(text) - len(clean)


# Theme code pads quotes and commas with these; the printed text means a space.
_FIXED_SPACES = "\t\u00a0\u2007\u202f"


def plain_spaces(text: str) -> tuple[str, int]:
    """Turn tabs and no-break spaces into plain spaces."""
    count = 0
    for space in _FIXED_SPACES:
        if space in text:
            count += text.count(space)
            text = text.replace(space, " ")
    return text, count


_SPACES = " \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
_INNER_SPACES = re.compile(" {2,}")


def edge_spaces(text: str) -> tuple[str, int]:
    """Strip spaces of any width from both ends of every line, counting the lines."""
    lines = text.split("\n")
    stripped = [line.strip(_SPACES) for line in lines]
    if stripped == lines:
        return text, 0
    return "\n".join(stripped), sum(a != b for a, b in zip(lines, stripped, strict=True))


def single_spaces(text: str) -> tuple[str, int]:
    """Make one space of several, counting the places."""
    return _INNER_SPACES.subn(" ", text) if "  " in text else (text, 0)


def _span(first: int, last: int) -> frozenset[str]:
    return frozenset(map(chr, range(first, last + 1)))


# The order matters: what is dropped may leave a letter beside its mark, a
# non-joiner beside a space, a space beside a space or a line end.
RULES: tuple[Rule, ...] = (
    Rule("line-ends", line_ends, frozenset("\r\x85\u2028\u2029")),
    Rule(
        "control-characters",
        control_characters,
        (_span(0, 0x1F) | _span(0xD800, 0xDFFF) | frozenset("\x7f\ufffd\ufffe\uffff"))
        - frozenset("\t\n"),
    ),
    Rule("invisible-characters", invisible_characters, frozenset(_INVISIBLES)),
    Rule("bidi-controls", bidi_controls, frozenset(_PAIRED)),
    Rule("presentation-forms", presentation_forms, _span(0xFB50, 0xFDC7) | _span(0xFE70, 0xFEFC)),
    Rule("composed", composed),
    Rule("idle-non-joiners", idle_non_joiners, frozenset("\u200c")),
    Rule("plain-spaces", plain_spaces, frozenset(_FIXED_SPACES)),
    Rule("edge-spaces", edge_spaces),
    Rule("single-spaces", single_spaces),
)

_TRIGGERS = re.compile(
    f"[{''.join(map(re.escape, sorted(frozenset[str]().union(*(r.triggers for r in RULES)))))}]"
)
