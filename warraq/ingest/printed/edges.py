"""Where exactly a body begins and ends, once its sentences are found.

A dump whose lines are parted by blank lines was made by somebody's care: what
reads like a paragraph beside the sentences belongs to them, though it may lack
a full stop. In a dump of one line per block the same would be a link.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from warraq.ingest.portal.profiles import Profile
from warraq.ingest.printed.crumbs import Crumbs
from warraq.ingest.printed.headline import Headlines
from warraq.ingest.printed.kinds import BELOW_HEADLINE, LEADING_ON, UNTOLD
from warraq.ingest.printed.lines import Line
from warraq.ingest.printed.zones import Run
from warraq.text.keys import key

# The last lines before the next furniture, or a page's end, may be short: «The end».
_EDGE = 3
_PARAGRAPH = 8

# Above links stands «Follow us:»; what announces a story is most of a sentence.
_ANNOUNCEMENT = 4

# Nearly every line is a block of its own.
_PARTED = 0.8

# A day, crumbs and a title stand within the first lines of a plain text.
_TOP = 6

# How headlines were found that the page itself names.
_NAMING = ("crumbs", "page-title")

_BOXES = frozenset({"see_also", "most_read", "latest", "comments", "copyright", "newsletter"})

# A notice weighs less than this; a poem has as many lines at least.
_A_STORY = 60.0
_A_FEW = 3

# Above a text without its page stand its headline, the name of the paper or a few links, and
# a deck: of 181 real pages with lines of no known kind behind the story few had so little.
_HEAD = 5

# No headline has so many words.
_LONGEST_TITLE = 60


def is_clean(lines: Sequence[Line], run: Run) -> bool:
    """Return whether there is no furniture: then nothing may be dropped.

    Between the paragraphs of a plain text stand some sub-headings; a whole
    page has rows of links instead.
    """
    if any(line.kind not in UNTOLD for line in lines) or not run.mass:
        return False
    prose = sum(len(line.text) for line in lines if line.is_prose)
    return prose * 4 > sum(len(line.text) for line in lines[1:]) * 3


def opens_with_headline(
    start: int, lines: Sequence[Line], headlines: Headlines, is_meta: Callable[[Line], bool]
) -> bool:
    """Return whether nothing stands above a story but its headline and what tells of it.

    So is a text that somebody copied; a page has a title that prints its headline, or links.
    """
    others = [line for line in lines[:start] if line.kind not in BELOW_HEADLINE]
    told = [line for line in others if not is_meta(line)]
    return len(told) <= _HEAD and not is_named(headlines)


def below_title(
    lines: Sequence[Line], headlines: Headlines, is_meta: Callable[[Line], bool]
) -> int:
    """Return where the text of a clean dump begins: below its title, if it has one."""
    printed = [at for at in headlines.within(0, _TOP) if not is_meta(lines[at])]
    first = (at for at in range(min(_TOP, len(lines))) if not is_meta(lines[at]))
    title = printed[-1] if printed else next(first, 0)
    opening = lines[title]
    is_text = opening.is_prose and (opening.ends or opening.size > _LONGEST_TITLE)
    return title if is_text else title + 1


def bounded(run: Run, lines: Sequence[Line], profile: Profile) -> Run:
    """Cut the run where the profile knows a bound, and widen it at its end."""
    start, end = run.start, run.end
    if profile.related == "ends-body":
        end = _first(range(start + 1, end), end, lambda at: lines[at].kind == "see_also")
    after, before = set(map(key, profile.body_after)), set(map(key, profile.body_before))
    if after:
        start = _first(range(end), start - 1, lambda at: lines[at].folded in after) + 1
    if before:
        end = _first(range(start, len(lines)), end, lambda at: lines[at].folded in before)
    if end <= start:
        return Run(0, 0, 0.0)
    return Run(start, _lowered(end, lines) if not before else end, run.mass)


def is_told_in_verse(run: Run, lines: Sequence[Line], headlines: Headlines) -> bool:
    """Return whether what little ends with a stop is no sentence, and there may be more.

    So are poems: their lines are read where the page names its headline, or has no furniture.
    """
    if not run.mass or any(line.is_prose for line in lines[run.start : run.end]):
        return False
    return is_named(headlines) or all(line.kind in UNTOLD for line in lines)


def is_named(headlines: Headlines) -> bool:
    """Return whether the page itself names its headline, in crumbs or as its title."""
    return headlines.rule in _NAMING


def without_sentences(lines: Sequence[Line], headlines: Headlines, crumbs: Crumbs | None) -> Run:
    """Return what stands between headline and furniture where nothing ends as a sentence.

    A headline that the page itself names counts wherever it stands: below the
    crumbs that end in it, or where the title of the page is printed again. A path
    of crumbs at the top that names sections alone is no headline; what is below it is.
    """
    top = crumbs.index + 1 if crumbs and crumbs.headline < 0 and crumbs.index < _TOP else 0
    title = crumbs.index if crumbs and headlines.rule == "crumbs" else 0
    named = headlines.within(title + 1, len(lines)) if is_named(headlines) else ()
    headline = (named or headlines.within(top, _TOP)[-1:] or (top,))[0]
    return Run(*_stretch(headline + 1, lines), 0.0)


def is_elsewhere(
    run: Run, found: Run, lines: Sequence[Line], is_meta: Callable[[Line], bool]
) -> bool:
    """Return whether `run` is a notice far below a story of short lines, which is `found`.

    Another box stands between the two.
    """
    if run.mass >= _A_STORY or not any(
        line.kind in _BOXES for line in lines[found.end : run.start]
    ):
        return False
    return sum(not is_meta(line) for line in lines[found.start : found.end]) >= _A_FEW


def _stretch(start: int, lines: Sequence[Line]) -> tuple[int, int]:
    """Return the lines from `start`, buttons passed over, to the next furniture."""
    end = len(lines)
    start = _first(range(start, end), end, lambda at: lines[at].kind not in BELOW_HEADLINE)
    return start, _first(range(start, end), end, lambda at: lines[at].kind not in UNTOLD)


def raised(
    start: int,
    headline: int,
    lines: Sequence[Line],
    is_meta: Callable[[Line], bool],
    *,
    is_bare: bool = False,
) -> int:
    """Return where a body begins whose first paragraphs lack their full stops.

    Below the day and the name nothing but the story follows in a text that `is_bare`, or
    where the last line there announces what is below: «To the public», «We demand:».
    """
    are_parted = _are_parted(lines)
    first = start
    while 0 <= headline < start - 1 and _opens(lines[start - 1], are_parted=are_parted):
        if is_meta(lines[start - 1]):
            break
        start -= 1
    is_announced = start < first and lines[start].text.endswith(LEADING_ON)
    return _below_facts(start, headline, lines, is_meta) if is_bare or is_announced else start


def _opens(line: Line, *, are_parted: bool) -> bool:
    """Return whether a line leads to what is below: among parted paragraphs, or by its colon."""
    if line.text.endswith(LEADING_ON) and line.size >= _ANNOUNCEMENT:
        return not line.kind
    return are_parted and _is_paragraph(line)


def _below_facts(
    start: int, headline: int, lines: Sequence[Line], is_meta: Callable[[Line], bool]
) -> int:
    """Return the first of the few lines between what tells of a story and its sentences."""
    above = start
    while headline + 1 < above and not lines[above - 1].kind and not is_meta(lines[above - 1]):
        above -= 1
    is_below = headline + 1 < above and is_meta(lines[above - 1])
    return above if is_below and headline >= 0 and start - above <= _EDGE else start


def _lowered(end: int, lines: Sequence[Line]) -> int:
    """Return where a body ends whose last paragraphs lack their full stops."""
    if not _are_parted(lines):
        return end
    while end < len(lines) and _is_paragraph(lines[end]):
        end += 1
    bound = _first(range(end, len(lines)), len(lines), lambda at: bool(lines[at].kind))
    return bound if bound - end <= _EDGE else end


def _is_paragraph(line: Line) -> bool:
    return not line.kind and not line.cut and line.size >= _PARAGRAPH


def _are_parted(lines: Sequence[Line]) -> bool:
    return bool(lines) and lines[-1].block + 1 >= len(lines) * _PARTED


def _first(indexes: Iterable[int], otherwise: int, is_it: Callable[[int], bool]) -> int:
    return next((at for at in indexes if is_it(at)), otherwise)
