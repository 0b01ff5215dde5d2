"""What the preview adds to the pages of a site, and the few pages of its own."""

from __future__ import annotations

import mimetypes
from html import escape
from pathlib import PurePath

from warraq.diagnostics import Diagnostic
from warraq.serve.board import State
from warraq.serve.guard import OWN_PATHS

SCRIPT_PATH = f"{OWN_PATHS}reload.js"
EVENTS_PATH = f"{OWN_PATHS}events"

# A fence around what a theme allows its pages: nothing leaves this machine, nobody
# frames the preview. The policy that a page carries itself is stricter, and holds too.
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)

# What a system knows about file names differs from machine to machine.
_TYPES = {
    ".atom": "application/atom+xml",
    ".avif": "image/avif",
    ".css": "text/css",
    ".csv": "text/csv",
    ".gz": "application/gzip",
    ".htm": "text/html",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".md": "text/markdown",
    ".mjs": "text/javascript",
    ".rss": "application/rss+xml",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".warc": "application/warc",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".yaml": "application/yaml",
}
_IN_UTF8 = ("text/", "application/json", "application/manifest+json", "application/x-ndjson")


def content_type(name: str) -> str:
    """Return the Content-Type of a file; whatever is text is UTF-8."""
    suffix = PurePath(name).suffix.lower()
    found = _TYPES.get(suffix) or mimetypes.types_map.get(suffix) or "application/octet-stream"
    is_text = found.startswith(_IN_UTF8) or found.endswith("xml")
    return f"{found}; charset=utf-8" if is_text else found


def with_script(html: bytes, state: State) -> bytes:
    """Return a page with the reload script in it, at the end of its body."""
    tag = f'<script src="{SCRIPT_PATH}" data-build="{escape(state.build)}"></script>'.encode()
    # Only ASCII letters change their case in bytes, so the offset holds for both.
    end = html.lower().rfind(b"</body>")
    return html + tag if end < 0 else html[:end] + tag + html[end:]


def plain_page(title: str, text: str, state: State) -> bytes:
    """Return a page of the preview itself: a sentence, and the problems there are.

    It looks at itself again whenever anything is news, since it shows no build.
    """
    problems = "".join(_problem(found) for found in state.problems)
    listed = f"<ol>{problems}</ol>" if problems else ""
    script = f'<script src="{SCRIPT_PATH}" data-number="{state.number}"></script>'
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title></head><body><main><h1>{escape(title)}</h1>"
        f"<p>{escape(text)}</p>{listed}</main>{script}</body></html>\n"
    ).encode("utf-8", "replace")


def _problem(found: Diagnostic) -> str:
    where = f"{found.file}:{found.line}" if found.line else found.file
    lines = (f"{found.message} [{found.code}]", found.hint)
    texts = "".join(f'<p dir="auto">{escape(line)}</p>' for line in lines if line)
    place = f'<p><code dir="ltr">{escape(where)}</code></p>' if where else ""
    return f"<li>{place}{texts}</li>"
