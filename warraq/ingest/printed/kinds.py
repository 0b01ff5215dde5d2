"""Which kinds of lines, and which marks and distances, tell the edges of a story.

Headline, body and sign-off are looked for by several modules: here they agree.
"""

from __future__ import annotations

# No furniture, or lines that stand in stories too: a figure, three stars.
UNTOLD = frozenset({"", "number", "mark"})

_BUTTONS = frozenset({"share", "social", "counters"})

# What stands between a headline and its story.
BELOW_HEADLINE = _BUTTONS | {"number", "mark", "comments"}

# What may stand between a story and its last words.
BELOW_STORY = UNTOLD | _BUTTONS | {"ads", "related"}

# What ends a line that announces others, and, with the Arabic semicolon, one that is
# the beginning of what the next line goes on with.
COLONS = (":", "：")
LEADING_ON = (*COLONS, "؛")

# Between headline and body stand a date, a name, share buttons, captions: no more lines.
NEAR_STORY = 14
