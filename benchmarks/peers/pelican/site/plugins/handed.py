"""The handed data: parsed once, shown by articles, and the lists written from it."""

import json
from pathlib import Path

from pelican import signals
from pelican.generators import Generator

_DESKS = {path.stem: json.loads(path.read_text("utf-8")) for path in Path("handed").glob("*.json")}


class Lists(Generator):
    """Writes every page that is no article."""

    def generate_output(self, writer):
        template = self.get_template("handed_page")
        with open("lists.jsonl", encoding="utf-8") as lines:
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


def keep_parts(generator):
    """Give templates `once`: a part of the frame, rendered for the first page that needs it."""
    kept = {}

    def once(name, s, p, key):
        key = (name, *key)
        if key not in kept:
            kept[key] = generator.env.get_template(f"handed_{name}.html").render(s=s, p=p).strip()
        return kept[key]

    generator.env.globals["once"] = once


def parse(content):
    """Give an article its own handed data, and that of its language."""
    if "handed" in content.metadata:
        content.p = json.loads(content.metadata["handed"])
        content.s = _DESKS[content.p["lang"]]


def lists(pelican):
    return Lists


# Pelican holds receivers weakly: they must be functions that stay.
def register():
    signals.get_generators.connect(lists)
    signals.generator_init.connect(keep_parts)
    signals.content_object_init.connect(parse)
