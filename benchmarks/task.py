"""The work that every tool is given, and how a tool takes it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Protocol

from benchmarks.archive import Tree, read_archive
from benchmarks.generate import Made
from benchmarks.handed import Data, Desk, chooser
from benchmarks.settings import TAGS, settings
from warraq.config import SiteConfig
from warraq.project import shipped_theme
from warraq.publish.planners.assets import (
    ICON,
    POLICY,
    STYLE,
    _squeezed,
    icon_path,
    style_path,
)


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

    def articles(self) -> Iterator[tuple[Made, Data]]:
        """Yield every article with its front matter."""
        for one in self.made():
            yield one, self.desks[one.article.lang].article(one, links=self.links)

    def lists(self) -> Iterator[Data]:
        """Yield every page that is no article."""
        for desk in self.desks.values():
            yield from desk.lists()
        yield self.desks[TAGS[0]].not_found()
        yield chooser(self.config)


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

    def build(self, folder: Path) -> Command:
        """Return the command of a whole build."""

    def output(self, folder: Path) -> Path:
        """Return where the built site lies."""


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
    yield style_path((static,)), _squeezed((static / STYLE).read_bytes()).decode()
    yield icon_path((static,)), (static / ICON).read_text("utf-8")
    yield "robots.txt", "User-agent: *\nAllow: /\n"
    headers = (POLICY, "nosniff", "no-referrer", "noindex")
    names = (
        *("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "X-Robots-Tag"),
    )
    lines = (f"  {name}: {value}\n" for name, value in zip(names, headers, strict=True))
    yield "_headers", "/*\n" + "".join(lines)
