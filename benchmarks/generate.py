"""An invented archive of any size: the same seed gives the same articles.

Articles come one after another, oldest first, so that a million of them need no
more memory than the titles that later ones refer to. A smaller archive is the
beginning of a larger one.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from benchmarks.vocabulary import Vocabulary, vocabulary, zipf
from warraq.model import Article, Dropped, Provenance, Source, Teaser
from warraq.text.keys import key
from warraq.text.sections import section_name
from warraq.text.slug import slug

SEED = 20_180_527
FIRST_DAY = date(2018, 1, 1)
PER_DAY = (40, 100)

# Most of a portal of the region is Arabic; its other desks are small.
SHARES = {
    **{"ar": 0.62, "en": 0.09, "ckb": 0.08, "fa": 0.06, "tr": 0.05},
    **{"fr": 0.04, "kmr": 0.03, "ur": 0.02, "he": 0.01},
}

SECTIONS = (
    *("politics", "security", "local", "economy", "world", "sports"),
    *("culture", "variety", "health", "tech"),
)

# Letters of a body, found in captures: a median of 2,900 and a long tail.
MEDIAN_LETTERS = 2_900
SPREAD = 0.65
LETTERS = (300, 40_000)

_LANGUAGES = tuple(SHARES)
_LANGUAGE_WEIGHTS = tuple(accumulate(SHARES.values()))
_SECTION_WEIGHTS = zipf(len(SECTIONS), exponent=0.6)
# A body is long enough when half a block more would be too much.
_HALF_A_BLOCK = 160

_COMMA = {"ar": "،", "fa": "،", "ur": "،", "ckb": "،"}
_STOP = {"ur": "۔"}

# A see-also box names recent stories, and some that no capture holds.
_RECENT = 400
_HELD = 0.7


@dataclass(frozen=True, slots=True)
class Made:
    """An article, its body, and for each see-also item the address it means ("" if not held)."""

    article: Article
    body: str
    see_also: tuple[str, ...]


def articles(count: int, *, seed: int = SEED) -> Iterator[Made]:
    """Yield `count` articles, oldest first."""
    maker = _Maker(random.Random(seed))
    day = FIRST_DAY
    while count > 0:
        moments = maker.moments(day)[:count]
        yield from (maker.article(moment) for moment in moments)
        count -= len(moments)
        day += timedelta(days=1)


class _Maker:
    """Makes articles, remembering what it may refer to and what it must not repeat."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._number = 0
        # Digests of eight bytes: as they are, a million titles would take 350 MB.
        self._titles: set[bytes] = set()
        self._addresses: set[tuple[str, str]] = set()
        self._recent: dict[str, list[Article]] = {lang: [] for lang in _LANGUAGES}

    def moments(self, day: date) -> list[str]:
        """Return the minutes of a day on which articles appear, no two of them the same."""
        minutes = sorted(self._rng.sample(range(5 * 60, 24 * 60), self._rng.randint(*PER_DAY)))
        return [f"{day}T{minute // 60:02}:{minute % 60:02}+03:00" for minute in minutes]

    def article(self, moment: str) -> Made:
        rng = self._rng
        self._number += 1
        lang = _pick(rng, _LANGUAGES, _LANGUAGE_WEIGHTS)
        words = vocabulary(lang)
        identity = hashlib.sha256(f"article {self._number}".encode()).hexdigest()
        title = self._title(words, lang)
        see_also, targets = self._see_also(words, lang)
        body = _body(rng, words, lang)
        made = Article(
            path=self._address(title, lang, moment[:10], identity[:16]),
            lang=lang,
            title=title,
            id=identity[:16],
            section=(section_name(_pick(rng, SECTIONS, _SECTION_WEIGHTS), lang),),
            authors=_authors(rng, words),
            place=rng.choice(words.places) if rng.random() < 0.4 else "",
            published=moment,
            captured=str(date.fromisoformat(moment[:10]) + timedelta(days=rng.randint(0, 30))),
            tags=_tags(rng, words),
            summary=_sentence(rng, words, lang) if rng.random() < 0.3 else "",
            see_also=see_also,
            source=_source(lang, identity, len(body.encode()) + rng.randint(500, 4000)),
            provenance=(Provenance("published", "dateline", "certain"),),
            dropped=_dropped(rng),
        )
        self._recent[lang] = [*self._recent[lang][-_RECENT:], made]
        return Made(made, body, targets)

    def _title(self, words: Vocabulary, lang: str) -> str:
        while True:
            chosen = _words(self._rng, words, self._rng.randint(5, 10))
            title = _capital(" ".join(chosen))
            digest = hashlib.blake2b(f"{lang} {key(title, lang)}".encode(), digest_size=8).digest()
            if digest not in self._titles:
                self._titles.add(digest)
                return title

    def _address(self, title: str, lang: str, day: str, identity: str) -> str:
        path = f"{day.replace('-', '/')}/{slug(title, lang=lang, fallback=identity)}"
        if (lang, path) in self._addresses:
            path = f"{path}-{identity[:6]}"
        self._addresses = {one for one in self._addresses if one[1][:10] == path[:10]}
        self._addresses.add((lang, path))
        return path

    def _see_also(self, words: Vocabulary, lang: str) -> tuple[tuple[Teaser, ...], tuple[str, ...]]:
        rng, recent = self._rng, self._recent[lang]
        items: dict[str, tuple[Teaser, str]] = {}
        for _ in range(rng.choice((0, 0, 2, 3, 3, 4))):
            teaser = _sentence(rng, words, lang) if rng.random() < 0.8 else ""
            if recent and rng.random() < _HELD:
                other = rng.choice(recent)
                items[other.title] = (Teaser(other.title, teaser), other.path)
            else:
                # No title is so long, so nothing held is taken for it.
                title = _capital(" ".join(_words(rng, words, 18)))
                items[title] = (Teaser(title, teaser), "")
        return tuple(one for one, _ in items.values()), tuple(path for _, path in items.values())


def _pick(rng: random.Random, choices: tuple[str, ...], weights: tuple[float, ...]) -> str:
    return rng.choices(choices, cum_weights=weights)[0]


def _words(rng: random.Random, words: Vocabulary, count: int) -> list[str]:
    return rng.choices(words.words, cum_weights=words.weights, k=count)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _sentence(rng: random.Random, words: Vocabulary, lang: str) -> str:
    chosen = _words(rng, words, rng.randint(8, 22))
    if len(chosen) > 12:
        chosen[7] += _COMMA.get(lang, ",")
    return _capital(" ".join(chosen)) + _STOP.get(lang, ".")


def _authors(rng: random.Random, words: Vocabulary) -> tuple[str, ...]:
    count = rng.choices((0, 1, 2), weights=(4, 5, 1))[0]
    made = (f"{rng.choice(words.names)} {rng.choice(words.families)}" for _ in range(count))
    return tuple(dict.fromkeys(made))


def _tags(rng: random.Random, words: Vocabulary) -> tuple[str, ...]:
    chosen = rng.choices(words.tags, cum_weights=words.tag_weights, k=rng.randint(0, 6))
    return tuple(dict.fromkeys(chosen))


def _source(lang: str, identity: str, size: int) -> Source:
    return Source(
        site="The Old Bridge",
        url=f"http://bridge.example/{lang}/archives/{identity[:10]}",
        file=f"raw/{lang}/{identity[:2]}/{identity[:20]}.txt",
        sha256=identity,
        bytes=size,
        encoding="utf-8",
    )


def _dropped(rng: random.Random) -> tuple[Dropped, ...]:
    top, bottom = rng.randint(2, 9), rng.randint(30, 60)
    return (
        Dropped("menu", (f"1-{top}",)),
        Dropped("footer", (f"{bottom}-{bottom + rng.randint(1, 12)}",)),
    )


def _body(rng: random.Random, words: Vocabulary, lang: str) -> str:
    letters = MEDIAN_LETTERS * rng.lognormvariate(0, SPREAD)
    wanted = min(max(letters, LETTERS[0]), LETTERS[1])
    blocks: list[str] = []
    length = 0
    while length < wanted - _HALF_A_BLOCK:
        blocks.append(_block(rng, words, lang, first=not blocks))
        length += len(blocks[-1]) + 2
    return "\n\n".join(blocks)


def _block(rng: random.Random, words: Vocabulary, lang: str, *, first: bool) -> str:
    kind = rng.random()
    if first or kind > 0.10:
        return _paragraph(rng, words, lang)
    if kind > 0.05:
        return "## " + _capital(" ".join(_words(rng, words, rng.randint(2, 5))))
    if kind > 0.025:
        return "> " + _sentence(rng, words, lang)
    return "\n".join("- " + _sentence(rng, words, lang) for _ in range(rng.randint(2, 5)))


def _paragraph(rng: random.Random, words: Vocabulary, lang: str) -> str:
    sentences = [_sentence(rng, words, lang) for _ in range(rng.randint(2, 5))]
    marked = rng.random()
    if marked < 0.03:
        sentences[0] = f"**{sentences[0]}**"
    elif marked < 0.05:
        sentences[-1] += f" [{rng.choice(words.words)}](http://bridge.example/{lang}/)"
    return " ".join(sentences)
