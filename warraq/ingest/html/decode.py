"""The bytes of a page as text: what they prove, then what is declared of them."""

from __future__ import annotations

import re
from functools import lru_cache

from warraq.model import DecodedText
from warraq.text.encoding import decode, decode_proven

# Browsers look for the label no farther (WHATWG HTML, 13.2.3.2), saved pages
# carry it behind what their saver put before it.
_HEAD = 8_192
_LABEL = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I
)


# A page is asked for again by who writes down its encoding.
@lru_cache(maxsize=1)
def decode_page(page: bytes, charset: str) -> DecodedText:
    """Return a page as text; never raises.

    `charset` is what came with the page («» where nothing did); the page's own
    label is asked next. Both only decide what the bytes leave open.
    """
    if proven := decode_proven(page):
        return proven
    label = _LABEL.search(page, 0, _HEAD)
    own = label[1].decode("ascii", "replace") if label else ""
    return decode(page, declared=charset or own)
