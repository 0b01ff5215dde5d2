"""Hostile captures in a real browser, with the policy that would stop them taken away."""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest

from tests.browser.conftest import DAY, build, serve, write_article
from warraq.publish.check import check_site

pytestmark = pytest.mark.browser

RUN = "window.ran=1"
PAYLOADS = (
    f"<script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f'"><script>{RUN}</script>',
    f"' onmouseover='{RUN}' x='",
    f'" autofocus onfocus="{RUN}" x="',
    f"<img src=x onerror={RUN}>",
    f'<img/src="x"/onerror={RUN}>',
    f"<svg onload={RUN}>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<body onload={RUN}>",
    f"<details open ontoggle={RUN}>x</details>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f'<iframe src="javascript:parent.{RUN}"></iframe>',
    f'<a href="javascript:{RUN}">x</a>',
    f'<math><mtext><table><mglyph><style><img src onerror="{RUN}">',
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    f"<!--><img src=x onerror={RUN}>-->",
    f"<![CDATA[<img src=x onerror={RUN}>]]>",
    f"&lt;img src=x onerror={RUN}&gt;",
    f"\u00abخبر\u00bb <video><source onerror={RUN}></video>",
    f"[نص](javascript:{RUN})",
    f"[نص](  JaVaScRiPt&colon;{RUN})",
    f"[نص](&#x6A;avascript:{RUN})",
    f"[نص](data:text/html,<script>{RUN}</script>)",
    f"[نص](vbscript:{RUN})",
    f'[نص](https://evil.example/"onmouseover="{RUN})',
    f"<javascript:{RUN}>",
    "![صورة](https://evil.example/pixel.png)",
    f'![x" onerror="{RUN}](x)',
    "[ref]: https://evil.example/ 'x'\n[ref]",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<base href=https://evil.example/>",
    "<form action=https://evil.example/><button>x</button></form>",
    "<object data=https://evil.example/x></object>",
    "{{7*7}}",
    "{{ ''.__class__.__mro__ }}",
    "{% import os %}",
    "{% include 'page.html' %}",
    "{# x #}",
    "<!--slot:main-->",
    "%3Cscript%3Ewindow.ran=1%3C/script%3E",
    "../../../../etc/passwd",
    "$(touch /tmp/ran) `id` ; rm -rf .",
    "{n} {d} {a} {t}",
)
OVERRIDES = ("\u202eتجربة gnp.exe", "\u202dنص \u202b12", "\u2067مفتوح", "a\u202e\u2066b")
SECRET = "nothing of this may leave the project"
ELSEWHERE = ("../../secret.txt", "../secret.txt", "linked.txt", "/etc/hostname")
CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass
class Visit:
    """What happened while the pages were open."""

    ran: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    loose: list[tuple[str, list[str]]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    pages: int = 0


@dataclass(frozen=True)
class Hostile:
    output: Path
    titles: dict[str, str]


def dump(payload: str, number: int) -> str:
    """Return a capture as the portal printed its pages, the payload in every place."""
    flat = payload.replace("\n", " ")
    title = f"عنوان {number} {flat}"
    return (
        f"الأحد , مايو 27 2018\nالرئيسية / {flat} / {title}\n\n{title}\n\nبغداد – {flat}\n\n"
        f"قال مصدر أمني في بغداد إن القوات تقدمت نحو الحدود.\n\n{payload}\n\n"
        f"وأضاف المصدر {flat} أن الطريق مفتوح.\n\nشاهد أيضاً\n\n{flat}\n\nبغداد – {flat} ...\n"
    )


def write_hostile_project(project: Path, payloads: Iterable[str]) -> dict[str, str]:
    raw = project / "content" / "raw"
    raw.mkdir(parents=True)
    settings = {"title": "جريدة", "languages": ["ar"], "links": "directory", "author_pages": True}
    settings |= {"operator": PAYLOADS[0], "contact": PAYLOADS[3], "publish_raw": True}
    text = "".join(f"{name}: {json.dumps(value)}\n" for name, value in settings.items())
    (project / "site.yaml").write_text(text, encoding="utf-8")
    (project / "secret.txt").write_text(SECRET, encoding="utf-8")
    (raw / "linked.txt").symlink_to(project / "secret.txt")
    titles = {}
    for number, payload in enumerate(payloads):
        safe = re.sub(r"[/\x00]", "_", payload)[:60]
        (raw / f"{number:03} {safe}.txt").write_text(dump(payload, number), encoding="utf-8")
        address = f"ar/{DAY}/hostile-{number}"
        titles[address] = payload
        flat = payload.replace("\n", " ")
        write_article(
            project,
            address,
            f"نص أول.\n\n{payload}\n\n> {payload}\n\n- {payload}",
            title=payload,
            section=[flat],
            authors=[flat],
            place=flat,
            credit=flat,
            tags=[flat],
            summary=flat,
            captured="2018-05-27",
            see_also=[{"title": flat, "teaser": flat}],
            source={"site": flat, "url": f"javascript:{RUN}", "file": flat, "sha256": flat},
        )
    for number, file in enumerate(ELSEWHERE):
        write_article(
            project, f"ar/{DAY}/elsewhere-{number}", "نص", title="عنوان", source={"file": file}
        )
    return titles


# Touches everything, then: has a script run, which texts with an override stand in no
# element that ends its reach, and what is there to read.
LOOK = r"""() => {
  document.querySelectorAll('main *').forEach(e => e.dispatchEvent(new MouseEvent('mouseover')))
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = []
  while (walker.nextNode()) {
    const node = walker.currentNode
    if (!/[\u202a-\u202e\u2066-\u2069]/.test(node.data)) continue
    let e = node.parentElement
    const isolates = e => getComputedStyle(e).display !== 'inline'
      || /isolate|plaintext/.test(getComputedStyle(e).unicodeBidi)
    while (!isolates(e)) e = e.parentElement
    if (e.textContent.trim() !== node.data.trim()) found.push(e.outerHTML.slice(0, 200))
  }
  return [window.ran !== undefined, found, document.body.innerText]
}"""
POLICY = re.compile(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>")


def visit(chromium: Any, output: Path) -> Visit:
    """Open every page without its policy, and do what a careless reader does."""
    seen = Visit()
    bare = _without_policy(output)
    context = chromium.new_context()
    page = context.new_page()
    page.on("dialog", lambda dialog: (seen.ran.append(f"dialog: {page.url}"), dialog.dismiss()))
    with serve(bare) as root:
        page.on(
            "request",
            lambda request: request.url.startswith(root) or seen.asked.append(request.url),
        )
        for path in _pages(bare):
            page.goto(root + quote(path))
            seen.pages += 1
            ran, loose, seen.texts[path] = page.evaluate(LOOK)
            if ran:
                seen.ran.append(path)
            if loose:
                seen.loose.append((path, loose))
    context.close()
    return seen


def _pages(output: Path) -> list[str]:
    """Return the pages, without the months of sections: they show what the sections show."""
    files = sorted(output.rglob("*.html"))
    paths = (file.relative_to(output).as_posix() for file in files)
    return [path for path in paths if not re.search(r"/(section|author)/[^/]+/\d{4}/", path)]


def _without_policy(output: Path) -> Path:
    """Return a copy of the site whose pages would let everything in."""
    bare = output.with_name("bare")
    shutil.copytree(output, bare)
    for file in bare.rglob("*.html"):
        text, count = POLICY.subn("", file.read_text(encoding="utf-8"))
        assert count == 1, file
        file.write_text(text, encoding="utf-8")
    return bare


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    project = tmp_path_factory.mktemp("hostile") / "mirror"
    titles = write_hostile_project(project, (*PAYLOADS, *OVERRIDES))
    return Hostile(build(project), titles)


@pytest.fixture(scope="module")
def visited(hostile: Hostile, chromium: Any) -> Visit:
    return visit(chromium, hostile.output)


def test_no_script_of_a_capture_runs(visited: Visit) -> None:
    assert visited.pages > len(PAYLOADS) * 2
    assert visited.ran == []


def test_no_page_asks_another_host(visited: Visit) -> None:
    assert visited.asked == []


def spaceless(text: str) -> str:
    return re.sub(r"\s+", "", CONTROLS.sub("", unicodedata.normalize("NFC", text)))


def test_what_was_printed_is_read_as_text(hostile: Hostile, visited: Visit) -> None:
    for address, payload in hostile.titles.items():
        shown = spaceless(visited.texts[f"{address}/index.html"])
        # As headline, place, credit, tag, summary, see-also; in the body Markdown has its say.
        assert shown.count(spaceless(payload)) >= 5, address


def test_every_capture_became_an_article(hostile: Hostile, visited: Visit) -> None:
    everything = spaceless(" ".join(visited.texts.values()))

    for number, payload in enumerate(hostile.titles.values()):
        assert spaceless(f"عنوان {number} {payload}") in everything, payload


def test_an_override_ends_with_its_field(visited: Visit) -> None:
    assert visited.loose == []


def test_addresses_and_names_hold_no_override(hostile: Hostile) -> None:
    for file in hostile.output.rglob("*"):
        assert not CONTROLS.search(file.name)
        if file.suffix == ".html":
            text = file.read_text(encoding="utf-8")
            for href in re.findall(r'\s(?:href|src|id)="([^"]*)"', text):
                assert not CONTROLS.search(unquote(href)), file


def test_no_file_from_elsewhere_is_published(hostile: Hostile) -> None:
    kept = [file for file in hostile.output.rglob("*") if file.is_file()]

    assert not [file for file in kept if SECRET.encode() in file.read_bytes()]
    assert not list(hostile.output.glob("ar/**/elsewhere-*/raw.txt"))


def test_a_hostile_site_has_no_other_fault_than_its_weight(hostile: Hostile) -> None:
    found = check_site(hostile.output).diagnostics

    assert {one.code for one in found if one.severity == "error"} <= {
        "heavy-frame",
        "many-elements",
    }


def test_only_web_addresses_can_be_clicked(hostile: Hostile) -> None:
    for file in hostile.output.rglob("*.html"):
        for href in re.findall(r'<[^>]*\shref="([^"]*)"', file.read_text(encoding="utf-8")):
            scheme = re.match(r"\s*([a-zA-Z][\w+.-]*):", href)
            assert scheme is None or scheme[1] in ("http", "https", "mailto"), (file, href)


@pytest.mark.corpus
def test_known_lists_of_attacks_stay_text(corpus: Path, chromium: Any, tmp_path: Path) -> None:
    known = (corpus / "security" / "xss-payload-list.txt").read_text("utf-8", "replace")
    naughty = json.loads((corpus / "security" / "blns.json").read_text("utf-8"))
    payloads = [line for line in (*known.splitlines(), *naughty) if "<" in line or ":" in line]
    project = tmp_path / "mirror"
    write_hostile_project(project, ())
    # Many to an article, so that the browser opens few pages.
    for number in range(0, len(payloads), 100):
        body = "\n\n".join(payloads[number : number + 100])
        title = payloads[number].replace("\n", " ") or "x"
        write_article(project, f"ar/{DAY}/known-{number}", body, title=title, captured="2018-05-27")

    seen = visit(chromium, build(project))

    assert (seen.ran, seen.asked) == ([], [])
