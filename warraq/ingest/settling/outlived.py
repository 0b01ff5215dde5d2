"""What articles tell of captures that are gone from the disk: it outlives these."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from warraq.content import ContentFile
from warraq.content.versions import version_file
from warraq.frontmatter import format_article
from warraq.model import Article, Version


def outlived(
    content: Path, standing: ContentFile, fresh: ContentFile, files: Collection[str]
) -> Iterator[Version]:
    """Yield the captures of an article that only it tells of, now that it is to be `fresh`.

    Where such a capture had given it its text, the text is among those to be kept. What is
    listed of the `files` that its captures are in, and is none of them, is gone: these files
    have other bytes now.
    """
    article = standing.article
    source, shown = article.source, fresh.article.source
    files = {*files, shown.file}
    if source.sha256 != shown.sha256 and (
        _is_gone(content, source.file) or (source.file in files and _differ(standing, fresh))
    ):
        text = source.sha256[:12] if version_file(source.sha256[:12]) else ""
        yield Version(source.url, article.captured, source.file, source.sha256, text)
    for one in article.captures:
        if one.sha256 != shown.sha256 and (one.file in files or _is_gone(content, one.file)):
            yield one


def _differ(one: ContentFile, other: ContentFile) -> bool:
    """Return whether two files tell a reader other things."""
    return (one.article.title, one.body) != (other.article.title, other.body)


def tells_of_gone(content: Path, article: Article) -> bool:
    """Return whether an article tells of captures that are gone."""
    files = (article.source.file, *(one.file for one in article.captures))
    return any(_is_gone(content, file) for file in files)


def _is_gone(content: Path, file: str) -> bool:
    return bool(file) and not (content / file).is_file()


def kept_text(standing: ContentFile) -> tuple[str, str]:
    """Return what an article tells as it is kept beside it: the file, and its text."""
    name = standing.article.source.sha256[:12]
    bare = replace(standing.article, id=name, path=f"undated/{name}", aliases=())
    bare = replace(bare, captures=(), translations=())
    return version_file(name), format_article(bare, standing.body)
