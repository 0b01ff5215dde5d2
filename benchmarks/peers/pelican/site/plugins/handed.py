"""The handed data: parsed once, shown by articles, and the lists written from it."""

import json
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.contents import Content
from pelican.generators import Generator
from pelican.writers import Writer

Handed = dict[str, Any]

_DESKS = {path.stem: json.loads(path.read_text("utf-8")) for path in Path("handed").glob("*.json")}


class Lists(Generator):
    """Writes every page that is no article."""

    def generate_output(self, writer: Writer) -> None:
        template = self.get_template("handed_page")
        with Path("lists.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                page = json.loads(line)
                name = page["url"].lstrip("/")
                name = name if name.endswith(".html") else f"{name}index.html"
                writer.write_file(
                    name,
                    template,
                    self.context,
                    p=page,
                    s=_DESKS[page["lang"]],
                    title=page.get("title", ""),
                )


def keep_parts(generator: Generator) -> None:
    """Give templates the filter `once`: a part of the frame, rendered for its first page."""
    kept: dict[tuple[object, ...], str] = {}

    def once(name: str, s: Handed, p: Handed, key: tuple[object, ...]) -> str:
        key = (name, *key)
        if key not in kept:
            kept[key] = generator.env.get_template(f"handed_{name}.html").render(s=s, p=p).strip()
        return kept[key]

    generator.env.filters["once"] = once


def parse(content: Content) -> None:
    """Give an article its own handed data, and that of its language."""
    if "handed" in content.metadata:
        content.p = json.loads(content.metadata["handed"])
        content.s = _DESKS[content.p["lang"]]


def lists(pelican: Pelican) -> type[Generator]:
    del pelican
    return Lists


# Pelican holds receivers weakly: they must be functions that stay.
def register() -> None:
    signals.get_generators.connect(lists)
    signals.generator_init.connect(keep_parts)
    signals.content_object_init.connect(parse)
