"""Which printed lines are the furniture of a page, by their words.

The words come from the languages and from the profile. A line is furniture
only where the whole of it is: the same words stand in prose too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from warraq.ingest.portal.learned import LONGEST_LEARNED, signature
from warraq.ingest.portal.profiles import Profile
from warraq.text.keys import key
from warraq.text.locale import KINDS, recognised

# The kinds that a whole line can be, in the order in which they claim a form
# that several have («المزيد» opens a list and ends a teaser).
_LINE_KINDS: tuple[str, ...] = (
    *("see_also", "most_read", "latest", "comments", "tags", "filed", "newsletter", "copyright"),
    *("not_found", "login", "share", "social", "read_more", "ads", "counters"),
    *("previous_next", "breaking", "listing", "menu", "home", "captured_clock"),
)

# A line opened by one of these carries its value after the words.
_LABEL_KINDS: tuple[str, ...] = (
    *("updated", "published", "captured_clock", "tags", "filed", "see_also", "by"),
    *("editor", "photo", "listing", "source"),
)

# What stands side by side in one line: «Log in | Contact», «Facebook Twitter WhatsApp».
_ROW_KINDS = frozenset(
    {"menu", "login", "share", "social", "home", "counters", "newsletter", "previous_next"}
)
_BAR = re.compile(r"[|•·/]")
_BETWEEN_PARTS = re.compile(r"\s*[|•·/]\s*")
_MOST_BUTTONS = 16
_WORDS_OF_A_BUTTON = 4

# Longer lines are sentences, whatever words they hold.
LONGEST_FURNITURE = 90

# A notice of three words goes on with whose the rights are: «all rights reserved by …».
_SPACES_OF_A_NOTICE = 2
_RIGHTS = frozenset(
    key(word)
    for words in (
        *("حقوق الحقوق مافەکان مافێک مافەکانی זכויות הזכויות", "rights droits derechos rechte"),
        *("hakları haklar mafên права hak",),
    )
    for word in words.split()
)
_LONGEST_COPYRIGHT = 300
_MOST_LABEL_WORDS = 4
_FIGURES_OF_A_DAY = 3
_NUMBER = re.compile(r"\b\d+\b")
_TYPED_SIGN = re.compile(r"(?:copyright|\(c\)) (?:\(c\) )?(?:19|20)\d\d\b", re.I)
_COLON = re.compile("[:：|]")
# Most lines have no sign that makes more of them than their words.
_TELLING = re.compile("[©ⓒ:：|•·/]")
_AFTER_LABEL = " \t:：،,|»–—-"


@dataclass(frozen=True, slots=True)
class Label:
    """The label a line opens with, and the printed value after it."""

    kind: str
    value: str
    has_colon: bool


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words of one profile, folded; two of them are never equal."""

    lines: Mapping[str, str]
    labels: Mapping[str, str]
    label_starts: frozenset[str]
    folded: Mapping[str, frozenset[str]]
    credits: re.Pattern[str]
    notices: tuple[str, ...]
    buttons: frozenset[str]
    button_starts: frozenset[str]
    headings: frozenset[str]
    learned: frozenset[str] = frozenset()
    boxes: frozenset[str] = frozenset()

    def kind_of(self, text: str) -> str:
        """Return which furniture the whole of `text` is, else an empty string.

        Beside the kinds of words there are `related` («See also: a title»),
        `number`, `mark`, the name of the `outlet` and the profile's `noise`.
        """
        return self.read(text)[0]

    def read(self, text: str) -> tuple[str, str]:
        """Return which furniture `text` is, and its key where it had to be formed."""
        if len(text) <= LONGEST_FURNITURE:
            return _read(self, text)
        return ("copyright" if len(text) <= _LONGEST_COPYRIGHT and _has_sign(text) else "", "")

    def has(self, kind: str, text: str) -> bool:
        """Return whether the whole of `text` is a form of `kind`."""
        return _key(text) in self.folded[kind]

    def is_learned(self, text: str) -> bool:
        """Return whether `text` is known to recur on the pages of this portal."""
        if not self.learned or len(text) > LONGEST_LEARNED:
            return False
        return signature(text) in self.learned

    def label_of(self, text: str) -> Label | None:
        """Return the label that opens `text`, where something follows it."""
        return _label_of(self, text[: LONGEST_FURNITURE * 4])

    def is_caption(self, text: str) -> bool:
        """Return whether `text` names who took a picture."""
        if self.credits.search(text):
            return True
        label = self.label_of(text) if _COLON.search(text) else None
        return bool(label and label.kind == "photo" and label.has_colon)


@lru_cache(maxsize=256)
def lexicon_of(profile: Profile, outlet: str = "") -> Lexicon:
    """Return the words by which pages of `profile` are read.

    `outlet` is the name of the publisher: on a line of its own it is furniture,
    in a byline it stands for a desk.
    """
    forms = {kind: (*recognised(kind), *_added(profile, kind)) for kind in KINDS}
    folded = {kind: frozenset(map(_fold_of(kind), words)) - {""} for kind, words in forms.items()}
    lines = _first_claims(_LINE_KINDS, folded)
    lines.update((_folded(form), "noise") for form in profile.noise)
    if name := _folded(outlet):
        lines.setdefault(name, "outlet")
        folded["desk"] |= {name}
    buttons = folded["social"] | folded["share"] | folded["comments"]
    return Lexicon(
        lines=MappingProxyType(lines),
        labels=MappingProxyType(_first_claims(_LABEL_KINDS, folded)),
        label_starts=frozenset(form.split()[0] for kind in _LABEL_KINDS for form in folded[kind]),
        folded=MappingProxyType(folded),
        credits=_any_of(_added(profile, "caption")),
        notices=tuple(
            f"{form} "
            for form in folded["copyright"]
            if form.count(" ") >= _SPACES_OF_A_NOTICE and not _RIGHTS.isdisjoint(form.split())
        ),
        buttons=buttons,
        button_starts=frozenset(form.partition(" ")[0] for form in buttons),
        headings=_words_of(folded, ("desk", "latest", "breaking", "most_read")),
        learned=profile.learned,
        boxes=profile.boxes,
    )


def _added(profile: Profile, kind: str) -> tuple[str, ...]:
    return tuple(form for of, forms in profile.words if of == kind for form in forms)


def _words_of(folded: Mapping[str, frozenset[str]], kinds: Iterable[str]) -> frozenset[str]:
    """Return the words that stand in forms of `kinds`, and so in no name."""
    return frozenset(word for kind in kinds for form in folded[kind] for word in form.split())


def _first_claims(kinds: Iterable[str], folded: Mapping[str, frozenset[str]]) -> dict[str, str]:
    claims: dict[str, str] = {}
    for kind in kinds:
        for form in folded[kind]:
            claims.setdefault(form, kind)
    return claims


# Without its number, the name of an agency may be that of a country.
_NAMES = frozenset({"agencies", "places"})


def _fold_of(kind: str) -> Callable[[str], str]:
    return key if kind in _NAMES else _folded


def _folded(form: str) -> str:
    return " ".join(_NUMBER.sub(" ", key(form)).split())


def _any_of(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of `forms` that start a word: «Infofoto:» is none."""
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, forms)) + ")" if forms else r"(?!)")


_key = lru_cache(maxsize=1 << 12)(key)


# The pages of a portal share most of their short lines.
@lru_cache(maxsize=1 << 14)
def _read(lexicon: Lexicon, text: str) -> tuple[str, str]:
    folded = key(text)
    return _kind_of(lexicon, text, folded), folded


def _kind_of(lexicon: Lexicon, text: str, folded: str) -> str:
    if kind := lexicon.lines.get(folded):
        return kind
    if folded.startswith(lexicon.notices):
        return "copyright"
    if folded and not _TELLING.search(text) and not _NUMBER.search(folded):
        return _buttons(lexicon, folded)
    if _has_sign(text):
        return "copyright"
    if not folded or folded.replace(" ", "").isdigit():
        return _kind_of_figures(folded)
    label = _label_of(lexicon, text) if _COLON.search(text) else None
    if label and label.kind == "see_also" and label.has_colon:
        return "related"
    if _NUMBER.search(folded):
        folded = " ".join(_NUMBER.sub(" ", folded).split())
    return (
        lexicon.lines.get(folded, "")
        or (_row(lexicon, text) if _BAR.search(text) else "")
        or _buttons(lexicon, folded)
    )


def _has_sign(text: str) -> bool:
    """Return whether there is the sign of copyright, or what is typed for it."""
    return "©" in text or "ⓒ" in text or _TYPED_SIGN.match(text) is not None


def _row(lexicon: Lexicon, text: str) -> str:
    """Return what parts between bars are that are furniture one and all."""
    parts = [part for part in _BETWEEN_PARTS.split(text) if key(part)]
    if len(parts) < 2:
        return ""
    kinds = (lexicon.lines.get(_key(part), "") for part in parts)
    return lexicon.lines[_key(parts[0])] if all(kind in _ROW_KINDS for kind in kinds) else ""


def _buttons(lexicon: Lexicon, folded: str) -> str:
    """Return «social» for the names of networks one after the other."""
    if folded.partition(" ")[0] not in lexicon.button_starts:
        return ""
    words = folded.split(" ", _MOST_BUTTONS)
    start = pressed = 0
    while start < len(words):
        ends = range(min(start + _WORDS_OF_A_BUTTON, len(words)), start, -1)
        start = next((end for end in ends if " ".join(words[start:end]) in lexicon.buttons), 0)
        if not start:
            return ""
        pressed += 1
    return "social" if pressed > 1 else ""


def _kind_of_figures(folded: str) -> str:
    """Return what figures alone are: three of them may be a day."""
    if not folded:
        return "mark"
    return "" if folded.count(" ") == _FIGURES_OF_A_DAY - 1 else "number"


@lru_cache(maxsize=1 << 12)
def _label_of(lexicon: Lexicon, text: str) -> Label | None:
    first = _key(text.partition(" ")[0]).split()
    if first and first[0] not in lexicon.label_starts:
        return None
    colon = _COLON.search(text, 0, LONGEST_FURNITURE)
    if colon and (found := _label(lexicon, text, colon.start(), has_colon=True)):
        return found
    ends = [found.start() for found in re.finditer(r"[ ,،]", text[:LONGEST_FURNITURE])]
    for end in reversed(ends[:_MOST_LABEL_WORDS]):
        if found := _label(lexicon, text, end, has_colon=False):
            return found
    return None


def _label(lexicon: Lexicon, text: str, end: int, *, has_colon: bool) -> Label | None:
    kind = lexicon.labels.get(_key(text[:end]))
    value = text[end:].strip(_AFTER_LABEL)
    return Label(kind, value, has_colon) if kind and value else None
