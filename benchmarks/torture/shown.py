"""R15: the words that a capture says are those that a browser shows, all of them, in order."""

from __future__ import annotations

import random
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.torture.figure import Figure
from benchmarks.vocabulary import vocabulary
from tests.support import SiteTest

Say = Callable[[str], None]
Words = tuple[str, ...]

LANGUAGES = ("ar", "ckb", "fa", "ur", "he", "en")
SEED = 20_180_527
_PARAGRAPHS = range(2, 6)
_WORDS = range(6, 40)
# One word of so many is one of the signs below, and one paragraph of so many begins with one.
_SIGN_EVERY, _OPEN_EVERY = 5, 3

# What Markdown, HTML, templates or a shaping rule might take for something else than
# text. Not among them is what no reader of the capture saw: control characters,
# zero-width spaces, bidi controls without their pair.
_PLAIN_SIGNS = r"""
* ** *شيء* **bold** _it_ __x__ a*b*c snake_case_name *** ~~no~~ `code` `` ``` \ \* \\ a\b
| a|b || {{ x }} {% if %} <b> </b> < > <!-- --> <script> a<b <http://a.example> <a@b.example>
& &amp; &lt; &#65; &nbsp &copy; AT&T [a](b) [x] [x]: ![p](q) [a][b] ]( [^1] www.a.example
https://a.example/x_y_z?q=*&r=(1) a@b.example # ## #tag + - -- --- === 1. 1) 12. 2018. 10: ~~~ :::
« » ( ) “ ” ' " … — % ٪ ، ؛ ؟ $x$ ^ ~ = : ½ № 12:30 1,234.5 2018-05-27 ١٢٣ ۴۵۶ İI ﬁ ﷲ
كـــتاب می‌روند הַשָּׁלוֹם مُحَمَّد été
"""
_SIGNS = (
    *_PLAIN_SIGNS.split(),
    *("e\u0301te\u0301", "A\u200dB", "\u2067abc\u2069", "\U0001f469\u200d\U0001f33e"),
)
_PLAIN_OPENS = r"""
# ## > - + * 1. 1) 007. = == ---x ~~~ ``` | : [x]: <p> <!-- & \#
"""
_OPENS = (*_PLAIN_OPENS.split(), "- -", "* *", "_ _", "+ +", "- [ ]", "1. -", "> #")

_READ = "() => ['h1', '.body'].map(one => document.querySelector(one).innerText)"


def measure(folder: Path, *, articles: int, say: Say = lambda line: None) -> Iterator[Figure]:
    """Yield a figure for each language: so many dumps, shown by a browser of this machine."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        yield Figure("R15", _what("all"), 0, missing="Chromium is not installed")
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for lang in LANGUAGES:
            yield shown(folder / lang, lang, browser, articles=articles)
            say(f"{lang}: read")


def shown(folder: Path, lang: str, browser: Any, *, articles: int) -> Figure:  # noqa: ANN401 - only tests have Playwright
    """Return the figure of one language."""
    site = SiteTest(folder, site=f"title: R15\nlanguages:\n  {lang}: {{}}\n")
    wanted = dict(_written(site, lang, articles))
    site.build()
    page = browser.new_page()
    failures = tuple(_differences(site, wanted, page))
    page.close()
    shutil.rmtree(site.root)
    words = sum(map(len, wanted.values()))
    return Figure("R15", _what(lang), len(wanted), failures, f"{words:,} words")


def _what(lang: str) -> str:
    return f"dumps ({lang}) of which a browser shows every word, in order"


def _written(site: SiteTest, lang: str, articles: int) -> Iterator[tuple[str, Words]]:
    """Write dumps; yield the headline of each, and the words below it."""
    chance = random.Random(f"{SEED} {lang}")
    for number in range(articles):
        title = f"{_words(chance, lang, 5)} {number}"
        paragraphs = [_paragraph(chance, lang) for _ in range(chance.choice(_PARAGRAPHS))]
        head = f"{13 + number // 9 % 16}.05.{2010 + number % 9}"
        text = "\n\n".join([head, title, *paragraphs])
        site.write(f"content/raw/heap/{lang}/{number // 1000}/{number:05}.txt", text)
        # Letters and their marks are stored as one sign where Unicode has one (NFC).
        yield title, tuple(unicodedata.normalize("NFC", " ".join(paragraphs)).split())


def _paragraph(chance: random.Random, lang: str) -> str:
    opening = chance.choice(_OPENS) if chance.randrange(_OPEN_EVERY) == 0 else ""
    words = (
        chance.choice(_SIGNS) if chance.randrange(_SIGN_EVERY) == 0 else _words(chance, lang, 1)
        for _ in range(chance.choice(_WORDS))
    )
    return f"{opening} {' '.join(words)} {_words(chance, lang, 1)}.".strip()


def _words(chance: random.Random, lang: str, number: int) -> str:
    found = vocabulary(lang)
    return " ".join(chance.choices(found.words, cum_weights=found.weights, k=number))


def _differences(site: SiteTest, wanted: dict[str, Words], page: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    """Yield a sentence for each article that is not shown, or not as it was written."""
    missing = set(wanted)
    for path in sorted(site.output.rglob("20*/*/*/*/index.html")):
        page.goto(path.as_uri(), wait_until="domcontentloaded")
        title, text = page.evaluate(_READ)
        missing.discard(title)
        if (words := tuple(text.split())) != wanted.get(title):
            yield f"«{title}»: {_first_difference(wanted.get(title, ()), words)}"
    yield from (f"«{title}» is not shown" for title in sorted(missing))


def _first_difference(wanted: Words, found: Words) -> str:
    place = next(
        (n for n, pair in enumerate(zip(wanted, found, strict=False)) if pair[0] != pair[1]),
        min(len(wanted), len(found)),
    )
    return f"word {place} is {found[place : place + 4]}, wanted {wanted[place : place + 4]}"
