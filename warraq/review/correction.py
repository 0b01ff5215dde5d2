"""What a form says of an article → its front matter, as a hand edit would be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from warraq.amend import amend, digest_of
from warraq.content import ContentFile, read_article_file, text_of
from warraq.diagnostics import Diagnostic, InputError
from warraq.force import force
from warraq.ingest.writing import write_text
from warraq.model import Article, Status, Teaser
from warraq.project import Project, writing
from warraq.review.cases import Case

ONE_LINE = ("title", "published", "updated", "captured", "lang", "place", "credit", "summary")
A_LINE_EACH = ("section", "authors", "tags")
FIELDS = (*ONE_LINE, *A_LINE_EACH, "see_also", "status")

# What parts a related title from its teaser on a line of the form.
_BAR = " | "


def field_text(article: Article, name: str) -> str:
    """Return a field as the form shows it."""
    if name == "see_also":
        return "\n".join(_BAR.join(filter(None, (t.title, t.teaser))) for t in article.see_also)
    value = getattr(article, name)
    return "\n".join(value) if isinstance(value, tuple) else str(value)


def corrected(found: ContentFile, form: Mapping[str, str]) -> tuple[Article, tuple[str, ...]]:
    """Return the article that a form asks for, and the names of the fields that differ."""
    article = found.article
    for name in FIELDS:
        if name in form and _lines(form[name]) != _lines(field_text(article, name)):
            article = _with(article, name, _lines(form[name]))
    return article, tuple(n for n in FIELDS if getattr(article, n) != getattr(found.article, n))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _with(article: Article, name: str, lines: list[str]) -> Article:
    if name == "see_also":
        parts = (line.partition(_BAR) for line in lines)
        return replace(article, see_also=tuple(Teaser(t.strip(), s.strip()) for t, _, s in parts))
    if name in A_LINE_EACH:
        values = {name: tuple(lines)}
        return replace(article, **values)  # type: ignore[arg-type]
    if name == "status":
        return replace(article, status=cast(Status, " ".join(lines)))
    one = {name: " ".join(lines)}
    return replace(article, **one)  # type: ignore[arg-type]


def correct(
    project: Project, case: Case, form: Mapping[str, str], *, seen: str, confirm: bool
) -> tuple[str, ...]:
    """Write what a form asks for; return the doubts that are confirmed in the file now.

    Raises InputError where the file is another one than was `seen`, or a value is none.
    """
    path = project.content / case.content
    where = f"content/{case.content}"
    with writing(project):
        data = path.read_bytes()
        if digest_of(data) != seen:
            hint = "look at it anew, and correct it there"
            message = "the file was changed after it was shown"
            raise InputError(Diagnostic(where, "file-changed", message, hint))
        found = read_article_file(data, file=where)
        article, names = corrected(found, form)
        if confirm:
            codes = (*found.article.confirmed, *(doubt.code for doubt in case.doubts))
            article = replace(article, confirmed=tuple(dict.fromkeys(codes)))
            names += ("confirmed",) if article.confirmed != found.article.confirmed else ()
        body = form.get("body", "").replace("\r\n", "\n").strip()
        body = "" if body == found.body.strip() else body
        if names or body:
            text, _ = text_of(data)
            write_text(path, amend(text, article, names, file=where, body=body))
            force([path])
    return article.confirmed
