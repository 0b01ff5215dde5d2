"""Which names stand side by side in a byline?"""

from __future__ import annotations

import re

BETWEEN_NAMES = re.compile(
    r"\s*[,،;؛&、]\s*|"
    r"\s(?:and|with|und|mit|et|avec|y|con|och|og|и|ve|dan|û|و|اور)\s",
    re.IGNORECASE,
)

# Arabic and Hebrew write «and» on to the second name.
_GLUED = re.compile(r"\s[وו](?=\S{2,} \S)")
# Names, and words of offices, that begin with the letter for it.
_NO_AND = frozenset(
    word
    for words in (
        "وكالة وكالات وزارة وزارات وحدة وائل وائلي وادي واصف واصل والي واثق وافي واكد وجدان وجدي",
        "وجيه وجيهة وحيد وحيدة وداد وديع وديعة ودود ورد وردة وزان وزير وسام وسن وسيم وسيمة وصال",
        "وصفي وضاح وطفة وطفى وطني وعد وعيد وفاء وفيق وفيقة وقاص ولاء ولد ولي وليام وليد وليدة",
        "وناس ونيس وهاب وهب وهبة وهبي وهيب وهيبة",
        "ויקטור ויקטוריה ורד ורדה ורדי וייס וינר וולף ולך ולדימיר ויטל ויקי ויליאם ולרי וקנין",
        "וקס וקסלר ווהב והב וילנאי וינברג וינשטיין וגנר ויצמן",
    )
    for word in words.split()
)
_FEWEST_WORDS = 2


def names_of(text: str) -> tuple[str, ...]:
    """Return the names that words and signs part, each without those."""
    parts = (part for part in BETWEEN_NAMES.split(text) if part)
    return tuple(name for part in parts for name in unglued(part))


def unglued(text: str) -> tuple[str, ...]:
    """Return two names of which the second has «and» written on to it, else the one there is."""
    for found in _GLUED.finditer(text):
        first, second = text[: found.start()], text[found.end() :]
        is_name = text[found.start() + 1 :].partition(" ")[0] in _NO_AND
        if not is_name and len(first.split()) >= _FEWEST_WORDS:
            return (first, *unglued(second))
    return (text,)
