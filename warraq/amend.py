"""Single fields of a content file, changed as a person would change them in an editor.

Only the lines of these fields are written anew: comments, order and everything else
stay as they stand, and so does the old seal, by which the file counts as edited.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from warraq.content import read_article
from warraq.diagnostics import Diagnostic, InputError
from warraq.frontmatter import lines_of
from warraq.model import Article
from warraq.plainyaml import read_yaml

_PARTS = re.compile(
    r"\A(\ufeff?---[ \t]*\n)(.*?)(^---[ \t]*(?:\n|\Z))(.*)", re.DOTALL | re.MULTILINE
)


def digest_of(data: bytes) -> str:
    """Return what tells whether a file is still the one that was shown."""
    return hashlib.sha256(data).hexdigest()


def amend(text: str, wanted: Article, names: Sequence[str], *, file: str, body: str = "") -> str:
    """Return the content file `text` with the fields `names` as `wanted` has them.

    A `body` that is not empty takes the place of the old one. Raises InputError for a
    value that is none, and where the front matter is written in a way that cannot be
    changed line by line.
    """
    breaks = "\r\n" if "\r\n" in text else "\n"
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    before = read_article(text, file=file)
    match = _PARTS.match(text)
    if match is None:
        raise _by_hand(file)
    head = match[2].splitlines()
    for name in names:
        head = _with_lines(head, name, lines_of(wanted, name), file)
    below = f"\n{body.strip()}\n" if body.strip() else match[4]
    amended = "".join([match[1], *(f"{line}\n" for line in head), match[3], below])
    after = read_article(amended, file=file)
    known = {one.message for one in before.problems}
    if wrong := [one for one in after.problems if one.message not in known]:
        raise InputError(*wrong)
    stated = {name: getattr(wanted, name) for name in names}
    if after.article != replace(before.article, **stated):
        raise _by_hand(file)
    return amended.replace("\n", breaks)


def _with_lines(head: list[str], name: str, lines: list[str], file: str) -> list[str]:
    """Return the front matter with these lines for a field, where it stood or at the end."""
    tree = read_yaml("\n".join(head), file=file, first_line=0)
    keys = tree.value if isinstance(tree.value, dict) else {}
    if name not in keys:
        return [*head, *lines]
    start = keys[name].key_line
    later = (node.key_line for node in keys.values() if node.key_line > start)
    end = min(later, default=len(head))
    # A comment or a blank line above the next key belongs to that.
    while end > start + 1 and (not head[end - 1].strip() or head[end - 1].startswith("#")):
        end -= 1
    return [*head[:start], *lines, *head[end:]]


def _by_hand(file: str) -> InputError:
    hint = "open the file in an editor"
    message = "its front matter is written in a way that is not changed line by line"
    return InputError(Diagnostic(file, "not-amended", message, hint))
