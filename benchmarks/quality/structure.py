"""Invented pages with every kind of structure, and how much of it an article keeps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from warraq.ingest.html import extract_html
from warraq.ingest.portal.profiles import load_profile
from warraq.ingest.printed.extract import Hints

# What an invented page says, in nine languages: every kind of structure once.
_CASES = Path(__file__).resolve().parents[2] / "tests" / "cases" / "structure.json"
WORDS = json.loads(_CASES.read_text("utf-8"))

_ADDRESS = "https://example.org/2018/05/27/a"


def page(lang: str) -> str:
    """Return an invented page with furniture around and inside its story."""
    told = WORDS[lang]
    menu = "".join(
        f'<li><a href="/{n}">{word}</a></li>' for n, word in enumerate(told["items"] * 5)
    )
    cells = "".join(
        "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in row) + "</tr>"
        for tag, row in zip(("th", "td"), told["table"], strict=True)
    )
    one, two, three = told["sentences"]
    title, heading, items = told["title"], told["heading"], told["items"]
    return f"""<!doctype html><html lang="{lang}" dir="{told["dir"]}"><head><meta charset="utf-8">
<title>{title} | Sample</title></head><body><nav><ul>{menu}</ul></nav>
<div class="page"><h1>{title}</h1><div class="share"><a href="#">Facebook</a></div>
<p>{one}</p><figure><img src="/a.jpg" alt="{told["alt"]}">
<figcaption>{told["caption"]}</figcaption></figure>
<p><b>{two}</b> <bdi>ABC-1</bdi> <a href="/more?a=1">{heading}</a>.</p>
<div><h4>{told["see_also"]}</h4><ul><li><a href="/related">{told["related"]}</a></li></ul></div>
<h2>{heading}</h2><blockquote><p>{told["quote"]}</p></blockquote>
<ul><li>{items[0]}<ol><li>{items[1]}</li></ol></li><li>{items[1]}</li></ul>
<table>{cells}</table><p>{three}</p></div>
<footer><p>© 2018</p></footer></body></html>"""


def markdown(lang: str) -> str:
    """Return what the story of that page is in Markdown."""
    told = WORDS[lang]
    one, two, three = told["sentences"]
    items, table, heading = told["items"], told["table"], told["heading"]
    return f"""{one}

![{told["alt"]}](https://example.org/a.jpg "{told["caption"]}")

**{two}** \u2068ABC-1\u2069 [{heading}](https://example.org/more?a=1).

## {heading}

> {told["quote"]}

- {items[0]}

  1. {items[1]}

- {items[1]}

| {table[0][0]} | {table[0][1]} |
| --- | --- |
| {table[1][0]} | {table[1][1]} |

{three}"""


_KINDS = ("text", "picture", "inline", "heading", "quote", "list", "table", "end")


def kept(body: str, lang: str) -> dict[str, bool]:
    """Return of every kind of structure whether a body has it as the page shows it."""
    parts = markdown(lang).split("\n\n")
    at_list = next(at for at, part in enumerate(parts) if part.startswith("- "))
    whole = (*parts[:at_list], "\n\n".join(parts[at_list:-2]), *parts[-2:])
    return {kind: part in body for kind, part in zip(_KINDS, whole, strict=True)}


def lines() -> Iterator[str]:
    """Yield the figure, and every structure that is lost."""
    told = {lang: kept(_body(lang), lang) for lang in WORDS}
    whole = [good for found in told.values() for good in found.values()]
    yield f"structure         kept {sum(whole)} of {len(whole)} in {len(told)} languages"
    for lang, found in told.items():
        yield from (f"    {lang}: {kind} is lost" for kind, good in found.items() if not good)


def _body(lang: str) -> str:
    page_of = page(lang).encode()
    profile = load_profile("generic")
    return extract_html(page_of, charset="", url=_ADDRESS, profile=profile, hints=Hints()).body
