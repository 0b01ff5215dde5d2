"""Who wrote a story, from where, and for which agency, as its byline prints it.

A desk («متابعة», «newsroom») is no author and an agency is a credit. A line is
read as a byline only where its words prove it: a place or a byline word; names
alone prove nothing, except beside a date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from warraq.ingest.printed.lexicon import Label, Lexicon
from warraq.ingest.printed.naming import BETWEEN_NAMES, names_of
from warraq.model import Certainty
from warraq.text.keys import key

_LONGEST = 60
_LONGEST_LABELLED = 120
_SENTENCE_MARKS = re.compile(r"[.،؟!?;؛…。！？：，]")
_BETWEEN_PARTS = re.compile(r"\s+[–—ـ-]\s+|\s*/\s*")
_BETWEEN_DESKS = re.compile(r"\s*[/|+–—-]\s*|" + BETWEEN_NAMES.pattern, re.IGNORECASE)
_LAST_BRACKET = re.compile(r"([^()]+?)\s*\(([^()]+)\)")
# A small outlet signs with its letters.
_ACRONYM = re.compile(r"[A-Z]{2,5}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_UNSPACED_PHRASE = re.compile(r"[\u4e00-\u9fff]{7}")
_UNSPACED_NAME = re.compile(r"[\u4e00-\u9fff·]{2,5}")
_AGENCY_LAST = re.compile(r"(?P<rest>[^()]+)\((?P<agency>[^()]{2,40})\)")
_IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_NO_PERSONS = ("desk", "agencies", "places")
_MOST_NAME_WORDS = 6
# Scripts without capitals do not tell a long name from the first words of a sentence.
_MOST_UNCASED_WORDS = 4

# «Interview with the mayor»: scripts without capitals tell a phrase by its small words.
_SMALL_WORDS = frozenset(
    key(word)
    for words in (
        "في من الى إلى عن أن إن مع بين بعد قبل هذا هذه التي الذي",
        "در به با برای که است تا این",
        "کے کی کا میں ہے سے کو نے",
        "لە بۆ کە ئەم",
        "של את על עם זה",
    )
    for word in words.split()
)

# «Investigation: …»: what a text is called before the name of its writer, and as often in
# its headline.
_GENRES = frozenset(
    key(word)
    for words in (
        "تقرير|تحقيق|حوار|متابعة|كتابة",
        "گزارش|ترجمه",
        "ڕاپۆرت|راپۆرت|دیدار",
        "رپورٹ|ترجمہ",
        "כתבה|דיווח",
        "haber|röportaj|söyleşi|nûçe|hevpeyvîn|interview|интервью|laporan",
    )
    for word in words.split("|")
)

# Given name and family name at least; a longer run of words is a phrase.
_BARE_NAME = range(2, 4)

# «Ludwig van der Rohe»: such words stand small inside a name.
_LONGEST_PARTICLE = 3


@dataclass(frozen=True, slots=True)
class Byline:
    """What one byline says; all parts may be missing where it names a desk."""

    authors: tuple[str, ...] = ()
    place: str = ""
    credit: str = ""
    rule: str = "byline"
    certainty: Certainty = "likely"


def read_byline(text: str, lexicon: Lexicon, separators: tuple[str, ...]) -> Byline | None:
    """Return what `text` says if it is a byline."""
    return None if len(text) > _LONGEST_LABELLED else _read(text, lexicon, separators)


# A line is asked about from several sides, and a portal has few people.
@lru_cache(maxsize=1 << 12)
def _read(text: str, lexicon: Lexicon, separators: tuple[str, ...]) -> Byline | None:
    label = lexicon.label_of(text)
    if label and label.has_colon and (several := _of_labels(text, lexicon, separators)):
        return several
    if label and label.kind == "source" and label.has_colon:
        return _agency_or_desk(label.value, lexicon)
    return (
        _agency_or_desk(text, lexicon)
        or _credited(text, lexicon, separators)
        or (_labelled(text, label, lexicon, separators) if label and label.has_colon else None)
        or _two_parts(text, lexicon, separators)
        or _posted(text, lexicon)
        or (_labelled(text, label, lexicon, separators) if label else None)
    )


_LAST_COMMA = re.compile(r"(?P<who>[^,،]+)[,،]\s*(?P<place>[^,،]+)")
_MOST_DESK_WORDS = 4


def _posted(text: str, lexicon: Lexicon) -> Byline | None:
    """Return the byline of a desk or of who serves a paper, and their place: «Staff, Lahore»."""
    found = _LAST_COMMA.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None or not lexicon.has("places", found["place"]):
        return None
    words = found["who"].split()
    opens = any(lexicon.has("desk", " ".join(words[:end])) for end in range(1, len(words) + 1))
    is_desk = opens and len(words) <= _MOST_DESK_WORDS
    return Byline(place=found["place"], rule="desk") if is_desk else None


_BEFORE_LABEL = re.compile(r"\s+(?=[^\s:：]{2,8}[:：])")
_LABELS = frozenset({"by", "source", "editor", "photo"})


def _of_labels(text: str, lexicon: Lexicon, separators: tuple[str, ...]) -> Byline | None:
    """Return what labels, one behind the other, say: «来源：新华社 作者：王小明 编辑：李红»."""
    parts = _BEFORE_LABEL.split(text)
    labels = [lexicon.label_of(part) for part in parts]
    if len(parts) < 2 or not all(one and one.has_colon and one.kind in _LABELS for one in labels):
        return None
    known = [(part, one) for part, one in zip(parts, labels, strict=True) if one]
    source = next((one.value for _, one in known if one.kind == "source"), "")
    # Who edited a story stands behind who wrote it.
    first = next((part for part, one in known if one.kind == "by"), "")
    told = (_read(first, lexicon, separators) if first else None) or Byline()
    return replace(told, credit=told.credit or source, certainty="certain")


def bare_name(text: str, lexicon: Lexicon) -> Byline | None:
    """Return `text` as a name standing beside a date, if it looks like one.

    An office or a place may follow: «Ada Sample, Staff Writer».
    """
    name, *others = BETWEEN_NAMES.split(text)
    if any(_is_person(part, lexicon) for part in others):
        return None
    words = name.split()
    shaped = len(words) in _BARE_NAME and all(map(_is_name_word, words)) and not _HAN.search(name)
    if not shaped or lexicon.kind_of(name) or not _is_person(name, lexicon):
        return None
    if lexicon.has("published", name) or lexicon.has("updated", name):
        return None
    if _is_photo(name, lexicon) or not lexicon.headings.isdisjoint(key(name).split()):
        return None
    return Byline(authors=(name,), rule="name-beside-date", certainty="inferred")


# «By Ada Sample on 26 May 2018».
_BEFORE_DAY = re.compile(r"(?<!\w)(?:on|at|for|le|am|vom|um|el|pada|в|في|يوم|بتاريخ|در|لە|ב)$")
_EDGES = " \t:,،;؛|-–—"


def in_brackets(text: str, lexicon: Lexicon) -> Byline | None:
    """Return the byline of a place or a name before a bracket, where one beside a day is it.

    Behind a place the bracket has an agency or outlet, whether known or not: «Erbil (K24)».
    """
    found = _AGENCY_LAST.fullmatch(text)
    if found is None:
        return None
    who, agency = found["rest"].strip(), _WITH.sub("", found["agency"])
    if lexicon.has("places", who) and " " not in agency:
        return Byline(place=who, credit=agency)
    name = bare_name(who, lexicon) if lexicon.has("agencies", agency) else None
    return replace(name, credit=agency) if name else None


def beside_day(text: str) -> str:
    """Return what stands beside a day, without the marks and the word that lead to it."""
    return _BEFORE_DAY.sub("", text.strip(_EDGES)).strip(_EDGES)


def opens_with_byline(text: str, lexicon: Lexicon, separators: tuple[str, ...]) -> bool:
    """Return whether `text` runs on from a byline: «Baghdad – Somebody It is said …»."""
    label = lexicon.label_of(text)
    if label and label.kind == "by":
        return True
    end = _separator(separators).search(text, 0, _LONGEST)
    return end is not None and not _is_person(text[: end.start()].strip(), lexicon)


# «Ada Sample in Beirut», «Ada Sample for The Gazette»: small words that no name has inside.
_WHERE = r"in|IN|at|from|for|à|pour|depuis|aus|für|desde|para|dari|untuk"
# «Ada Sample, Executive Editor», «Ben Model - AP Technology Writer», «envoyée spéciale à Lyon».
_OFFICE = (
    r"editors?|writers?|reporters?|correspondents?|columnists?|contributors?|producers?"
    r"|rédacteurs?|rédactrices?|journalistes?|correspondante?s?|chroniqueu(?:rs?|ses?)"
    r"|redakteur(?:in|e)?|korrespondent(?:in|en)?|reporterin|corresponsal|redactor(?:a|es)?"
)
_BEHIND_NAME = re.compile(
    rf"\s+[|•·]\s+.*|\s+(?:[/–—-]\s+)?\w+\s?[:：].*|\s*<?[\w.+-]+@[\w.-]+>?"
    rf"|\s+(?:[Ff]ollow\s+)?\(?@\w+.*|,?\s+(?i:envoyée?s? spécia(?:le?s?|ux)\b.*)"
    rf"|(?:\s+[–—-]|,)\s+(?:[\w-]+\s+){{0,3}}(?i:{_OFFICE})$"
    rf"|(?<=\S \S)(\S*) (?:{_WHERE}) .*"
)
# «Ada Sample]», where what was opened stood before the word for an author; «Ada Sample at».
_CLOSED = re.compile(r"(?<=\w)(?:\s*[\])）】]+|\s+(?:at|on|am|um|vom)|\s*[–—-])$")


def _bare(value: str) -> str:
    """Return names without what a byline tells behind them: office, place, paper, address."""
    return _CLOSED.sub("", _BEHIND_NAME.sub(r"\1", _IN_BRACKETS.sub(" ", value))).strip(" ,")


# «ANKARA (DHA)», «By Ada Sample (with AFP)».
_WITH = re.compile(r"^(?:with|avec|mit|con|com|bersama|с|مع)\s+", re.I)


def _credited(text: str, lexicon: Lexicon, separators: tuple[str, ...]) -> Byline | None:
    """Return the byline before an agency in brackets, with that agency for its credit."""
    found = _AGENCY_LAST.fullmatch(text)
    agency = _WITH.sub("", found["agency"]) if found else ""
    if not found or not lexicon.has("agencies", agency):
        return None
    byline = _read(found["rest"].strip(" ,،-–"), lexicon, separators)
    return replace(byline, credit=agency) if byline else None


def _labelled(
    text: str, label: Label, lexicon: Lexicon, separators: tuple[str, ...]
) -> Byline | None:
    if label.kind != "by" or lexicon.is_caption(text):
        return None
    desk = _BETWEEN_DESKS.split(text, maxsplit=1)[0]
    if len(desk) > len(text) - len(label.value) and lexicon.has("desk", desk):
        # «Haber Merkezi / …» opens with a desk, though «Haber» alone leads to a name.
        return None
    value = _bare(label.value)
    if label.has_colon and (byline := _two_parts(value, lexicon, separators)):
        return replace(byline, certainty="certain")
    names = tuple(name for name in names_of(value) if not _is_photo(name, lexicon))
    if not names or not all(map(_may_be_name, names)):
        return None
    if not label.has_colon and not all(_is_plain_name(name, lexicon) for name in names):
        return None
    if _is_of_genre(text, label) and any(map(_reads_as_title, names)):
        return None
    return _of_names(names, lexicon, certainty="certain" if label.has_colon else "likely")


def opens_with_genre(text: str, lexicon: Lexicon) -> bool:
    """Return whether a line tells of what kind its text is: «Investigation: the gold market».

    What is behind the colon may be a headline or a name.
    """
    label = lexicon.label_of(text) if len(text) <= _LONGEST_LABELLED else None
    return label is not None and label.has_colon and _is_of_genre(text, label)


def _is_of_genre(text: str, label: Label) -> bool:
    return label.kind == "by" and key(text[: text.rfind(label.value)]) in _GENRES


def _reads_as_title(name: str) -> bool:
    """Return whether `name` is longer than one, or has a word that stands in none."""
    is_cased = name != name.lower()
    most = _MOST_NAME_WORDS if is_cased else _MOST_UNCASED_WORDS
    return len(name.split()) > most or not _is_titled(name) or _holds_small_word(name)


def _of_names(names: tuple[str, ...], lexicon: Lexicon, certainty: Certainty) -> Byline:
    return Byline(
        authors=tuple(name for name in names if _is_person(name, lexicon)),
        credit=next((name for name in names if _is_agency(name, lexicon)), ""),
        certainty=certainty,
    )


def _agency_or_desk(text: str, lexicon: Lexicon) -> Byline | None:
    bare = text.strip("()[]/ ")
    if len(bare) > _LONGEST:
        return None
    if lexicon.has("agencies", bare):
        return Byline(credit=bare, rule="agency")
    if lexicon.has("desk", bare):
        return Byline(rule="desk")
    parts = [part for part in _BETWEEN_DESKS.split(bare) if part]
    if len(parts) < 2:
        return None
    agencies = [part for part in parts if lexicon.has("agencies", part)]
    if not all(p in agencies or lexicon.has("desk", p) for p in parts):
        return None
    return Byline(credit=bare if agencies == parts else ", ".join(agencies), rule="desk")


def _two_parts(text: str, lexicon: Lexicon, separators: tuple[str, ...]) -> Byline | None:
    if len(text) > _LONGEST or _SENTENCE_MARKS.search(text) or not _has_no_digit(text):
        return None
    for found in _separator(separators).finditer(text):
        left, right = text[: found.start()].strip(), text[found.end() :].strip()
        if byline := _placed(left, right, lexicon) or _placed(right, left, lexicon):
            return byline
    bracket = _LAST_BRACKET.fullmatch(text)
    return _bracketed(bracket[1], bracket[2], lexicon) if bracket else None


def _bracketed(place: str, rest: str, lexicon: Lexicon) -> Byline | None:
    """Return the byline of a place and a bracket, in which one word is an outlet: «Mosul (INA)»."""
    byline = _placed(place, rest, lexicon)
    if byline and len(byline.authors) == 1 and " " not in byline.authors[0]:
        return replace(byline, authors=(), credit=byline.credit or byline.authors[0])
    return byline


def _placed(place: str, rest: str, lexicon: Lexicon) -> Byline | None:
    """Return the byline of `place` and what stands beside it, if that is what they are."""
    known = lexicon.has("places", place)
    if not known and not lexicon.has("desk", place):
        return None
    parts = [part for part in _BETWEEN_PARTS.split(rest.strip("()[] ")) if part]
    agencies = [part for part in parts if _is_agency(part, lexicon)]
    authors = [p for p in parts if p not in agencies and not _is_office(p, lexicon)]
    if not parts or not all(map(_is_short, authors)):
        return None
    if authors and not known:
        return None
    elsewhere = next((part for part in parts if lexicon.has("places", part)), "")
    names = tuple(name for one in authors for name in names_of(one))
    return Byline(names, place if known else elsewhere, ", ".join(agencies))


def _is_short(name: str) -> bool:
    """Return whether a text is no longer than names are in its script."""
    return len(name.split()) <= _MOST_NAME_WORDS and not _UNSPACED_PHRASE.search(name)


def _is_agency(name: str, lexicon: Lexicon) -> bool:
    """Return whether `name` is an agency: «Reuters», «the agency Reuters»."""
    if lexicon.has("agencies", name):
        return True
    what, _, rest = name.partition(" ")
    return bool(rest) and lexicon.has("desk", what) and lexicon.has("agencies", rest)


def _is_office(name: str, lexicon: Lexicon) -> bool:
    """Return whether `name` is a desk, a place or a photographer with a label."""
    return _is_photo(name, lexicon) or not _is_person(name, lexicon)


def _is_photo(name: str, lexicon: Lexicon) -> bool:
    label = lexicon.label_of(name)
    return bool(label and label.kind == "photo")


@lru_cache(maxsize=64)
def _separator(separators: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, separators)) if separators else r"(?!)")


def _is_person(name: str, lexicon: Lexicon) -> bool:
    told = name.startswith("The ") or any(lexicon.has(kind, name) for kind in _NO_PERSONS)
    return not told and not _is_agency(name, lexicon)


def _may_be_name(name: str) -> bool:
    return len(name.split()) <= _MOST_NAME_WORDS and _has_no_digit(name) and name[0].isalpha()


# «Author and journalist» is no name behind the word for one.
_AND = frozenset({"و", "and", "et", "und", "ve", "û", "اور"})


def _is_plain_name(name: str, lexicon: Lexicon) -> bool:
    """Return whether `name` is one after a word such as «wrote», which opens sentences too."""
    if name.partition(" ")[0].casefold() in _AND:
        return False
    short = name.isascii() or name != name.lower() or len(name.split()) <= _MOST_UNCASED_WORDS
    return short and _is_full_name(name, lexicon)


def _is_full_name(name: str, lexicon: Lexicon) -> bool:
    """Return whether `name` reads as one even where no colon announces it."""
    if not _is_person(name, lexicon):
        return True
    if _UNSPACED_NAME.fullmatch(name) or _ACRONYM.fullmatch(name):
        return True
    return " " in name and _is_titled(name) and not _holds_small_word(name)


def _holds_small_word(name: str) -> bool:
    """Return whether there is a word in `name` that only sentences have."""
    return not _SMALL_WORDS.isdisjoint(key(name).split())


def _is_name_word(word: str) -> bool:
    letters = word.replace("-", "").replace("'", "").replace("’", "").replace("\u200c", "")
    return letters.replace(".", "").isalpha() and _is_titled(word)


def _is_titled(name: str) -> bool:
    """Return whether every word but the smallest begins as a name does."""
    return all(
        word[0].isupper() or word[0].lower() == word[0].upper() or len(word) <= _LONGEST_PARTICLE
        for word in name.split()
    )


def _has_no_digit(text: str) -> bool:
    return not any(map(str.isdigit, text))
