"""Text direction of a language.

Templates and exporters ask here, so «which way does it run» has one answer.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

Direction = Literal["ltr", "rtl"]

_RTL_SCRIPTS = frozenset({"Adlm", "Arab", "Hebr", "Nkoo", "Syrc", "Thaa"})
_RTL_LANGUAGES = frozenset(
    {"ar", "arc", "azb", "ckb", "dv", "fa", "he", "ks", "mzn", "nqo", "pnb"}
    | {"prs", "ps", "sd", "syr", "ug", "ur", "yi"}
)


@lru_cache(maxsize=64)
def direction_of(tag: str) -> Direction:
    """Return the direction of a BCP 47 language tag.

    The script decides where the tag names one, because a language may be
    written both ways: `ku-Arab` runs right to left, `ku-Latn` does not.
    """
    language, *subtags = tag.replace("_", "-").split("-")
    script = next((s.title() for s in subtags if len(s) == 4 and s.isalpha()), None)
    if script:
        return "rtl" if script in _RTL_SCRIPTS else "ltr"
    return "rtl" if language.lower() in _RTL_LANGUAGES else "ltr"
