"""Whether a page opens with the name of its site, which it prints again.

Printed twice it looks like a page's title and its headline. It is a name where a
longer line above the story is the headline, and the name stands where none does:
above the menu, at the very end of the page, or as what only portals are called.
"""

from __future__ import annotations

from collections.abc import Sequence

from warraq.ingest.printed.kinds import NEAR_STORY
from warraq.ingest.printed.lines import Line
from warraq.text.keys import key

# «The Gazette of the Coast» is a name, a longer line a slogan or headline. A line of two
# words is as often a section as a headline.
_MOST_WORDS = 5
_FEWEST_OF_HEADLINE = 3
# The name stands in the head of a page, with a slogan, a day and a language at most
# between its prints, and among its last lines, above rights and makers. Half or twice of
# any of the four changes one of 692 real dumps.
_TOP, _FOOT = 4, 3

# What menus are made of; no headline stands above them.
_MENU = frozenset({"home", "menu", "latest", "login", "breaking", "listing", "newsletter"})

# «The agency of the harbour», «Coast News»: what only newspapers and stations are called.
OF_OUTLETS = frozenset(
    key(word)
    for words in (
        "news newspaper newsroom agency magazine radio television redaktion redaction redaccion",
        "صحيفة جريدة وكالة موقع شبكة قناة إذاعة مجلة بوابة فضائية أنباء",
        "خبرگزاری پایگاه روزنامه سایت شبکه رسانه هفته‌نامه",
        "رۆژنامەی ئاژانسی تۆڕی ماڵپەڕی کەناڵی نیوز ڈیسک روزنامہ",
        "חדשות אתר מערכת עיתון haber gazetesi ajansı haberleri редакция агентство",
    )
    for word in words.split()
)
_ON_THE_NET = frozenset(
    key(word)
    for word in (
        *("online", "أونلاين", "اونلاين", "أون لاين", "آنلاین", "ئۆنلاین", "אונליין", "آن لائن"),
        *("net", "نت", "press", "برس", "نيوز", "نیوز", "نیووز", "web", "post", "times"),
    )
)


def name_of_site(lines: Sequence[Line]) -> str:
    """Return the name that a page opens with and prints again, where it is that of its site."""
    first = lines[0] if lines else None
    if first is None or first.kind or first.ends or first.size > _MOST_WORDS:
        return ""
    again = [at for at in range(1, len(lines)) if lines[at].prints(first.folded)]
    start = next((at for at in range(1, len(lines)) if _is_told(lines[at])), 0)
    if not again or not start or not _has_headline(start, lines):
        return ""
    is_name = _ends_page(again[-1], start, lines) or _is_above_menu(again, start, lines)
    return first.text if is_name or (again[0] == 1 and _is_of_outlet(first)) else ""


def mark_name(lines: Sequence[Line]) -> None:
    """Let every print of the name that a page opens with be that of its outlet."""
    if name_of_site(lines):
        name = lines[0].folded
        for line in lines:
            if line.prints(name):
                line.kind = "outlet"


def _is_told(line: Line) -> bool:
    return line.is_prose and line.ends


def _has_headline(start: int, lines: Sequence[Line], *, below: int = 0) -> bool:
    """Return whether a longer line than the first stands above the story."""
    least = max(_FEWEST_OF_HEADLINE, lines[0].size + 1)
    above = lines[max(below + 1, start - NEAR_STORY) : start]
    return any(not line.kind and not line.cut and line.size >= least for line in above)


def _ends_page(last: int, start: int, lines: Sequence[Line]) -> bool:
    return last > start and last >= len(lines) - _FOOT


def _is_above_menu(again: Sequence[int], start: int, lines: Sequence[Line]) -> bool:
    """Return whether the name stands in the head alone, above a menu and the headline."""
    above = [at for at in again if at < start]
    if not above or above[-1] > _TOP:
        return False
    menu = [at for at in range(above[-1] + 1, start) if lines[at].kind in _MENU]
    return bool(menu) and _has_headline(start, lines, below=menu[-1])


def _is_of_outlet(line: Line) -> bool:
    return not (OF_OUTLETS | _ON_THE_NET).isdisjoint(line.folded.split())


def is_name_of_outlet(name: str) -> bool:
    """Return whether a name is one that only outlets have, as «الضفة نت» is.

    In Latin letters people are called Post and Press as well.
    """
    words = key(name).split()
    on_the_net = bool(words) and words[-1] in _ON_THE_NET and not words[-1].isascii()
    return on_the_net or not OF_OUTLETS.isdisjoint(words)


def plates_of(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the short lines that say they name an outlet, as «ئاژانسی کەنار» does."""
    short = (line for line in lines if not line.ends and line.size <= _MOST_WORDS)
    return tuple(line.text for line in short if not OF_OUTLETS.isdisjoint(line.folded.split()))
