"""Saved pages: one file is one page, as HTML or as a web archive of one mail (MHTML)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING

from warraq.diagnostics import Diagnostic, InputError
from warraq.ingest.readers.heads import head_text, may_spell
from warraq.model import Origin, RawDocument

# What reads mails is imported with the first one: most pages are saved without.
if TYPE_CHECKING:
    from email.message import Message

_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx", ".jsp")

# What may stand before the first element of a page.
_BEFORE = r"(?:\s|\ufeff|<!--.*?(?:-->|\Z)|<\?xml\b[^>]*\?>|<\?php.*?\?>)*"
_PAGE = re.compile(_BEFORE + r"<(?:!doctype\s+html|html|head|body|title|meta)\b", re.I | re.S)
_OTHER_MARKUP = re.compile(
    _BEFORE + r"<(?:rss|feed|rdf:rdf|urlset|sitemapindex|svg|wml)\b", re.I | re.S
)
_ELEMENT = re.compile(r"<(?:[a-z][a-z0-9]*)(?:\s[^<>]*)?/?>", re.I)
_HEAD = 4096
# A page tells its end in its last lines.
_TAIL = 2_000
_MAIL = re.compile(r"[\w-]+:[ \t]")
_RELATED = re.compile(r"^content-type:\s*multipart/(?:related|alternative|mixed)\b", re.I | re.M)

# Says of a page that its pictures may lie in the same mail.
MAIL = ("container", "mail")


def sniff(name: str, head: bytes) -> bool:
    """Return whether a file is a page; fragments of one only by their name."""
    if not (may_spell(head, b"<") or may_spell(head.lower(), b"multipart/")):
        return False
    text = head_text(head)
    if is_mail(text):
        return True
    if _OTHER_MARKUP.match(text):
        return False
    named = name.lower().endswith(_SUFFIXES)
    return bool(_PAGE.match(text)) or (named and bool(_ELEMENT.search(text)))


def is_mail(text: str) -> bool:
    """Return whether text begins as the mail that browsers save a page in."""
    return bool(_MAIL.match(text.lstrip("\ufeff\r\n")) and _RELATED.search(text))


def read_documents(path: Path, *, file: str) -> Iterator[RawDocument]:
    """Yield the page in the file at `path`, known as `file`."""
    yield document_of(path.read_bytes(), file=file)


def document_of(data: bytes, *, file: str) -> RawDocument:
    """Return the page that a file consists of; raises InputError for a mail without one."""
    if is_mail(head_text(data[:_HEAD])):
        return page_of_mail(data, file=file)
    return RawDocument(Origin(file=file), data, kind="html")


def page_of_mail(data: bytes, *, file: str) -> RawDocument:
    """Return the page that a mail holds; raises InputError where it holds none."""
    mail = mail_of(data)
    pages = [part for part in mail.walk() if part.get_content_type() in _PAGES]
    if not pages:
        hint = "save the page again as HTML, if it can still be opened"
        raise InputError(Diagnostic(file, "no-page", "no page of HTML is in this mail", hint))
    page = pages[0]
    body = page.get_payload(decode=True)
    return RawDocument(
        Origin(file=file),
        body if isinstance(body, bytes) else b"",
        kind="html",
        url=_address(page) or _address(mail),
        captured=_moment(mail),
        charset=str(page.get_content_charset("")),
        damage=_damage(mail, page, body),
        context=(MAIL,),
    )


def mail_of(data: bytes) -> Message:
    """Return a mail with its parts."""
    import email.policy
    from email.parser import BytesParser

    return BytesParser(policy=email.policy.compat32).parsebytes(data.lstrip(b"\xef\xbb\xbf\r\n"))


def _damage(mail: Message, page: Message, body: object) -> str:
    """Return what is wrong with a mail that ends inside its page, without a boundary."""
    from email.errors import CloseBoundaryNotFoundDefect

    parts = [part for part in mail.walk() if not part.is_multipart()]
    cut = any(isinstance(d, CloseBoundaryNotFoundDefect) for d in mail.defects)
    if not cut or parts[-1] is not page:
        return ""
    told = isinstance(body, bytes) and b"</html" in body[-_TAIL:].lower()
    return "" if told else "the mail ends inside its page"


_PAGES = ("text/html", "application/xhtml+xml")


def _address(part: Message) -> str:
    for name in ("Snapshot-Content-Location", "Content-Location"):
        address = str(part.get(name, "")).strip()
        if address.startswith(("http://", "https://")):
            return address
    return ""


def _moment(mail: Message) -> str:
    try:
        return parsedate_to_datetime(str(mail.get("Date", ""))).isoformat(timespec="minutes")
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
