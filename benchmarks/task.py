"""The work that every tool is given, and how a tool takes it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Protocol

from benchmarks.archive import Tree, read_archive
from benchmarks.generate import Made
from benchmarks.handed.articles import front_matter
from benchmarks.handed.desk import Data, Desk
from benchmarks.handed.lists import chooser, lists, not_found
from benchmarks.handed.shared import cards, shared
from benchmarks.settings import TAGS, settings
from warraq.config import SiteConfig
from warraq.project import shipped_theme
from warraq.publish.planners.assets import POLICY
from warraq.publish.theme.theme_files import ICON, STYLE, icon_path, squeezed, style_path


@dataclass(frozen=True)
class Task:
    """An archive to build; `links` are related articles and neighbours."""

    made: Callable[[], Iterable[Made]]
    links: bool = True

    @cached_property
    def config(self) -> SiteConfig:
        return settings()

    @cached_property
    def trees(self) -> Mapping[str, Tree]:
        return read_archive(self.made(), TAGS)

    @cached_property
    def desks(self) -> Mapping[str, Desk]:
        return {tag: Desk(self.config, tree, self.trees) for tag, tree in self.trees.items()}

    def front(self, made: Made) -> Data:
        """Return the front matter of an article."""
        return front_matter(self.desks[made.article.lang], made, links=self.links)

    def lists(self) -> Iterator[Data]:
        """Yield every page that is no article."""
        for desk in self.desks.values():
            yield from lists(desk)
        yield not_found(self.desks[TAGS[0]])
        yield chooser(self.config)

    def shared(self) -> Iterator[tuple[str, str]]:
        """Yield (language, JSON) of what all pages of a language share."""
        for tag, desk in self.desks.items():
            data = {**shared(desk), "cards": cards(desk)}
            yield tag, json.dumps(data, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Command:
    """A command to be measured."""

    words: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def whole_environment(self) -> dict[str, str]:
        return {**os.environ, **self.environment}


class Tool(Protocol):
    """A generator of sites under test."""

    name: str

    def missing(self) -> str:
        """Return what must be installed first, "" where nothing is."""

    def version(self) -> str:
        """Return what the tool says of itself."""

    def write(self, task: Task, folder: Path) -> None:
        """Write everything the tool builds from."""

    def article(self, task: Task, made: Made) -> tuple[str, str]:
        """Return the file of an article, relative to the folder, and its text."""

    def build(self, folder: Path, *, warm: bool = False) -> Command:
        """Return the command of a build; `warm` ones keep and use what caches there are."""

    def serve(self, folder: Path, port: int) -> Command | None:
        """Return the command that previews the site while it is edited, if there is one."""

    def output(self, folder: Path) -> Path:
        """Return where the built site lies."""


def folder_of(made: Made) -> str:
    """Return the folder of an article's source: its language and day."""
    return f"{made.article.lang}/{made.article.published[:10].replace('-', '/')}"


def write_articles(tool: Tool, task: Task, folder: Path) -> None:
    """Write the source of every article."""
    for made in task.made():
        name, text = tool.article(task, made)
        write_text(folder / name, text)


def write_text(path: Path, text: str) -> None:
    """Write a file, making its folder where it is missing."""
    try:
        path.write_text(text, encoding="utf-8")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def assets() -> Iterator[tuple[str, str]]:
    """Yield the files of the theme and of hosts, as warraq would write them."""
    static = shipped_theme() / "static"
    yield style_path((static,)), squeezed((static / STYLE).read_bytes()).decode()
    yield icon_path((static,)), (static / ICON).read_text("utf-8")
    yield "robots.txt", "User-agent: *\nAllow: /\n"
    headers = {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex",
    }
    lines = (f"  {name}: {value}\n" for name, value in headers.items())
    yield "_headers", "/*\n" + "".join(lines)
