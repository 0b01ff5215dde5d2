"""What is said of articles when captures are settled."""

from __future__ import annotations

from warraq.diagnostics import Diagnostic


def renewed(content: str) -> Diagnostic:
    """Return what to say of an article whose capture is read anew."""
    hint = "it was read anew and keeps what it told before; was it edited, it was left as it is"
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


def no_article_now(content: str, reason: str) -> Diagnostic:
    """Return what to say of an article that would be none if its capture came today."""
    hint = "delete the article if that is right"
    message = f"today's rules would not take this for an article ({reason})"
    return Diagnostic(f"content/{content}", "no-article-now", message, hint, 0, "warning")


def nothing_left(content: str, reason: str) -> Diagnostic:
    """Return what to say of an article whose capture has other bytes, which hold none."""
    hint = "it was left as it is; put the capture back, or delete the article if that is right"
    message = f"its capture has other bytes now, and they are no article ({reason})"
    return Diagnostic(f"content/{content}", "capture-changed", message, hint, 0, "warning")
