"""Whether a page is an article at all, and what about it a person should check."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from warraq.ingest.printed.findings import Findings
from warraq.ingest.printed.kinds import BELOW_STORY, UNTOLD
from warraq.ingest.printed.lines import Line, has_letters
from warraq.ingest.printed.page import Page
from warraq.model import DecodedText, Doubt
from warraq.text.sections import section_slug

# A notice on an error page or a login page is a sentence or two; a story that
# short stands below its headline, which weighs as much again.
_A_NOTICE = 40.0

# A page of links has many; a short note has few lines altogether. Of four words is a title,
# of three the name of a section at most, unless crumbs lead to it.
_MANY_LINKS = 12
_SHORTEST_TITLE = 4
_SHORTEST_NAMED = 3

# Front pages of portals print 30 to 50 times as many words in titles as in sentences,
# articles at most 16; and their title is no headline that stands on the page.
_TIMES_THE_PROSE = 20
_MANY_WORDS = 600

# A page that speaks of logging in, or of a page that is gone, and of little else: of each
# nine lines, one at least.
_NOTICES = {"not_found": "not-found", "login": "log-in"}
_FEW_OTHERS = 8
_TOLD_BY_PAGE = frozenset({"page-title", "like-page-title", "crumbs"})

# Between «not found» and what explains it stand a picture and a button.
_ABOVE_STORY = 4
# As long a page's title is looked at as a headline.
_LONGEST_TITLE = 300
_BETWEEN_PARTS = re.compile(r"\s+[|–—-]\s+")

# Three teasers that all lead on are a list; two paragraphs beside them are a story.
_A_LIST = 3
_A_NAMED_LIST = 2
_A_STORY = 2

# Two couplets are a poem. Verses are shorter than the titles of stories, in the mean seven
# words and twice as many at most, and a day stands above them alone.
_A_POEM, _LONGEST_VERSE, _WORDS_OF_A_VERSE = 4, 14, 7
_DAYS = 1
_BREAKS = frozenset({"mark", "number"})

# One sentence; a person sees at a glance whether that is all.
_SHORT_BODY = 25
_NO_DAY = "no day is printed that could be trusted"

# Between a story and its last words stand buttons; three lines of another kind are links.
_MOST_OTHERS = 2
# Menus and boxes are more than that of one page in seven, of 384: those a person should see.
_MUCH = 0.75
# Sentences behind a story that are more than a third of it may be its end.
_TIMES_BEHIND = 3
# What somebody copied has few lines, of which three are hardly a menu: of 480 pages and
# texts eleven have as few and drop so many.
_SHORT_DUMP, _A_FEW_LINES = 60, 3
_NO_REASON = frozenset({"before-body", "after-body"})


def rejection(page: Page) -> str:
    """Return why the page is no article, else an empty string. A doubtful page is one."""
    if not any(has_letters(line.text) for line in page.lines):
        return "empty"
    if page.mass < _A_NOTICE:
        for kind, reason in _NOTICES.items():
            if any(page.lexicon.has(kind, name) for name in _names(page)) or _is_about(kind, page):
                return reason
    if _opens_with_not_found(page) and not _is_told(page):
        return "not-found"
    return "listing" if _is_listing(page) or _is_archive(page) else ""


def _names(page: Page) -> tuple[str, ...]:
    """Return what the page is called: its headline, and the parts of its own title."""
    first = page.lines[0].text[:_LONGEST_TITLE] if page.lines else ""
    return (page.headline.text, *_BETWEEN_PARTS.split(first))


def _is_told(page: Page) -> bool:
    """Return whether the page itself names its headline, as it does for a story."""
    text = page.headline.text
    if page.headline.rule not in _TOLD_BY_PAGE or page.lexicon.has("listing", text):
        return False
    if page.lexicon.kind_of(text) in ("number", "not_found"):
        return False
    return not _names_listing(page) and section_slug(text, page.lang) is None


def _names_listing(page: Page) -> bool:
    """Return whether the headline is a label of listings: «Search results for: market»."""
    label = page.lexicon.label_of(page.headline.text)
    return bool(label and label.kind == "listing" and label.has_colon)


def _is_about(kind: str, page: Page) -> bool:
    """Return whether a page without a headline of its own tells little else."""
    of_kind = sum(1 for line in page.lines if line.kind == kind)
    return of_kind * _FEW_OTHERS >= len(page.lines) and not _is_told(page)


def _opens_with_not_found(page: Page) -> bool:
    """Return whether what stands for a story begins by saying that there is none."""
    if _prose(page) >= _A_NOTICE:
        return False
    above = (
        page.lines[max(0, page.start - _ABOVE_STORY) : page.start + 1] if page.mass else page.lines
    )
    return any(line.kind == "not_found" for line in above)


def _is_archive(page: Page) -> bool:
    """Return whether there are teasers below each other, and no paragraphs but theirs.

    A teaser leads on, or breaks off below its day.
    """
    fewest = _A_NAMED_LIST if _names_listing(page) else _A_LIST
    if sum(line.cut or line.kind == "read_more" for line in page.lines) < fewest:
        return False
    teasers = paragraphs = 0
    for index, line in enumerate(page.lines):
        dated = line.cut and any(
            _is_dated(above, page) for above in page.lines[max(0, index - 2) : index]
        )
        is_teaser = dated or _leads_on(page.lines[index + 1 : index + 3])
        teasers += is_teaser and (line.cut or line.is_prose)
        inside = page.start <= index < page.end
        paragraphs += inside and line.is_prose and line.ends and not is_teaser
    return teasers >= fewest and paragraphs < _A_STORY and not _is_told(page)


def _is_dated(line: Line, page: Page) -> bool:
    return page.is_date(line) or page.read_facts(line.text) is not None


def _leads_on(below: Sequence[Line]) -> bool:
    """Return whether the next line, counters aside, is «Read more»."""
    rest = (line for line in below if line.kind not in ("counters", "comments", "number"))
    following = next(rest, None)
    return following is not None and following.kind == "read_more"


def _is_listing(page: Page) -> bool:
    """Return whether there are links and next to no sentences, below no headline."""
    links = [line.size for line in page.lines if not line.kind and not line.is_prose]
    titles = [size for size in links if size >= _SHORTEST_TITLE]
    if page.mass == 0:
        is_story = _is_named_by_crumbs(page) or _is_verse(page)
        return len(titles) >= _MANY_LINKS and not is_story
    least = max(_MANY_WORDS, _prose(page) * _TIMES_THE_PROSE)
    return sum(titles) >= least and not _is_told(page)


def _is_named_by_crumbs(page: Page) -> bool:
    """Return whether crumbs lead through a section to a title that is longer than a section's."""
    in_section = page.crumbs is not None and bool(page.crumbs.sections)
    named = in_section and page.headline.rule == "crumbs" and _is_told(page)
    return named and len(page.headline.text.split()) >= _SHORTEST_NAMED


def _is_verse(page: Page) -> bool:
    """Return whether the lines below a headline that the page names are shorter than titles."""
    if not _is_told(page):
        return False
    lines = [line for line in page.lines[page.start : page.end] if line.kind not in _BREAKS]
    verses = [line.size for line in lines if not _is_dated(line, page)]
    if len(verses) < _A_POEM or len(lines) - len(verses) > _DAYS:
        return False
    return max(verses) <= _LONGEST_VERSE and sum(verses) <= len(verses) * _WORDS_OF_A_VERSE


def _prose(page: Page) -> int:
    """Return how many words of running text there are in what stands for the body."""
    return sum(line.size for line in page.lines[page.start : page.end] if line.is_prose)


def doubts(page: Page, found: Findings, text: DecodedText) -> Iterator[Doubt]:
    """Yield what `warraq review` shows for this article."""
    if "title" not in found.values:
        yield Doubt("no-title", "no headline was found")
    words = _body_words(page, found)
    if words < _SHORT_BODY:
        yield Doubt("short-body", f"the body has {words} words")
    yield from _about_the_rest(page, found)
    if page.left_out:
        yield Doubt("too-long", f"lines {page.left_out} were not looked at")
    for name in found.lists.get("section", ()):
        if not section_slug(name, page.lang):
            yield Doubt("unknown-section", f"«{name}» is no known section")
    if not {"published", "captured"} & found.values.keys():
        only_update = "updated" in found.values
        told = "only the day of an update is printed" if only_update else _NO_DAY
        yield Doubt("no-date", told)
    if page.lang_certainty == "inferred":
        yield Doubt("language-guess", f"the language was guessed to be «{page.lang}»")
    if text.replaced:
        yield Doubt("replaced-bytes", f"{text.replaced} bytes had no meaning in {text.encoding}")
    if text.misread:
        yield Doubt(
            "misread-text", f"the text had been misread as {text.misread}, and was repaired"
        )


def _body_words(page: Page, found: Findings) -> int:
    inside = range(page.start, page.end)
    return sum(page.lines[i].size for i in inside if i not in found.fates)


def _about_the_rest(page: Page, found: Findings) -> Iterator[Doubt]:
    everything = sum(len(line.text) for line in page.lines)
    gone = sum(len(page.lines[index].text) for index in found.fates)
    if gone > everything * _MUCH:
        yield Doubt("much-dropped", f"{gone * 100 // everything} % of the text was dropped")
    elif few := _of_few_lines(page, found):
        yield Doubt(
            "much-dropped", f"{few} lines of no known kind were dropped, more than were kept"
        )
    prose = [i for i, rule in found.fates.items() if rule == "after-body"]
    behind = sum(page.lines[i].size for i in prose if page.lines[i].is_prose)
    near = _words_of_sentences(page, found)
    if near or behind * _TIMES_BEHIND > _body_words(page, found):
        told = f"{max(behind, near)} words of sentences stand behind the body"
        yield Doubt("unknown-tail", told)
    elif lines := _lines_behind(page, found):
        yield Doubt("unknown-tail", f"{lines} lines of no known kind stand behind the body")


def _of_few_lines(page: Page, found: Findings) -> int:
    """Return how many lines of a short dump were dropped for no known reason, if most were."""
    if len(page.lines) > _SHORT_DUMP:
        return 0
    unknown = sum(rule in _NO_REASON for rule in found.fates.values())
    kept = sum(index not in found.fates for index in range(page.start, page.end))
    return unknown if unknown > kept else 0


def _lines_behind(page: Page, found: Findings) -> int:
    """Return how many lines without a stop a short dump has between its body and the next box."""
    if len(page.lines) > _SHORT_DUMP:
        return 0
    behind = range(page.end, len(page.lines))
    last = next((at for at in behind if page.lines[at].kind not in UNTOLD), len(page.lines))
    lines = sum(found.fates.get(at) == "after-body" for at in range(page.end, last))
    return lines if lines >= _A_FEW_LINES else 0


def _words_of_sentences(page: Page, found: Findings) -> int:
    """Return how many words of sentences stand between the body and the next box or links."""
    words = others = 0
    for index in range(page.end, len(page.lines)):
        line = page.lines[index]
        if line.kind not in BELOW_STORY or others > _MOST_OTHERS:
            break
        if found.fates.get(index) == "after-body":
            is_sentence = line.ends or line.is_prose
            words += line.size if is_sentence else 0
            others += not is_sentence
    return words
