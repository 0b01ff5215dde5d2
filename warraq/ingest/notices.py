"""What is said of articles when captures are settled."""

from __future__ import annotations

from warraq.diagnostics import Diagnostic


def renewed(content: str) -> Diagnostic:
    """Return what to say of an article whose capture is read anew."""
    hint = "it is read anew unless somebody edited it, and keeps what it told before"
    message = "its capture has other bytes now than when this was read from it"
    return Diagnostic(f"content/{content}", "capture-changed", message, hint, 0, "note")


def second(content: str, former: str) -> Diagnostic:
    """Return what to say of a new article of a file that had told `former`."""
    hint = "keep the better one; write «status: removed» in the other"
    message = f"its capture has other bytes than when content/{former} was read from it"
    return Diagnostic(f"content/{content}", "capture-changed", message, hint, 0, "warning")


def returned(content: str) -> Diagnostic:
    """Return what to say of an article that came back."""
    hint = "to keep it away, leave the file and write «status: removed» in it"
    message = "this article had been deleted, and its capture brought it back"
    return Diagnostic(f"content/{content}", "returned", message, hint, 0, "note")


def joined_with(content: str, other: str) -> Diagnostic:
    """Return what to say of an article that became one with another."""
    message = f"another capture shows that this is the story of content/{other}"
    hint = "its address leads there from now on"
    return Diagnostic(f"content/{content}", "joined", message, hint, 0, "note")
