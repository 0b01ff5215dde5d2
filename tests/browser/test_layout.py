"""What a reader sees: direction, order, sizes, in six languages and four widths."""

from __future__ import annotations

import gzip
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urljoin
from urllib.request import urlopen

import pytest

from tests.browser.conftest import (
    DAY,
    LANGUAGES,
    REPO,
    SITE_URL,
    WORDS,
    BuiltSite,
    BuiltSites,
    build,
)
from warraq.publish.check import check_site

pytestmark = pytest.mark.browser

WIDTHS = (1280, 800, 390, 320)
KINDS = ("home", "section", "day", "article")
RTL = frozenset(LANGUAGES) - {"en"}

# One look at a page: everything the tests below ask of it.
MEASURE = r"""() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)]
  const one = selector => document.querySelector(selector)
  const style = e => getComputedStyle(e)
  const rect = e => {
    if (!e) return null
    const {left, right, top, bottom, width, height} = e.getBoundingClientRect()
    return {left, right, top, bottom, width, height}
  }
  const name = e => `${e.localName}.${e.className} «${e.textContent.trim().slice(0, 40)}»`
  const inked = e => {
    const range = document.createRange()
    range.selectNodeContents(e)
    return rect(range)
  }
  const isArabic = text => /[\u0600-\u06ff]/.test(text)
  const texts = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = []
    while (walker.nextNode()) if (walker.currentNode.data.trim()) found.push(walker.currentNode)
    return found
  }
  const root = document.documentElement

  // Text that overflows the box drawn for it.
  const clipped = () => all('h1, h2, h3, li, p, article, section, dd, td, .note, a')
    .filter(e => e.clientHeight > 1 && style(e).display !== 'inline' && !e.closest('.skip'))
    .filter(e => style(e).overflowY !== 'visible' || style(e).overflowX !== 'visible')
    .filter(e => e.scrollHeight > e.clientHeight + 1).map(name)
  const overflow = () => root.scrollWidth - root.clientWidth
  const widest = () => all('body *').filter(e => {
    const box = e.getBoundingClientRect()
    return (box.right > root.clientWidth + 1 || box.left < -1) && !e.closest('.tick')
  }).map(name).slice(0, 3)

  // Where a Latin sequence stands between words: its first part left of its last.
  const ordered = [], reversed = []
  for (const node of texts()) {
    if (node.parentElement.closest('.body, .teaser, h1, h2, h3, script')) continue
    for (const match of node.data.matchAll(/\d{4}-\d\d-\d\d|\+964 770 123 4567/g)) {
      const at = (from, to) => {
        const range = document.createRange()
        range.setStart(node, match.index + from)
        range.setEnd(node, match.index + to)
        return range.getBoundingClientRect()
      }
      const last = match[0].length, [head, tail] = [at(0, 4), at(last - 2, last)]
      if (Math.abs(head.top - tail.top) > 5) continue
      (head.left < tail.left ? ordered : reversed).push(match[0])
    }
  }

  const spoiled = texts().filter(node => isArabic(node.data)).map(node => node.parentElement)
    .filter(e => style(e).letterSpacing !== 'normal' || style(e).textTransform !== 'none'
      || style(e).fontStyle !== 'normal').map(name)

  const small = all('a, button, summary').filter(e => !e.closest('.body'))
    .filter(e => e.getClientRects().length).filter(e => {
      const box = e.getBoundingClientRect()
      return box.width < 23.99 || box.height < 23.99
    }).map(e => `${name(e)} ${Math.round(rect(e).width)}×${Math.round(rect(e).height)}`)

  const near = {}
  for (const rel of ['prev', 'next']) {
    const link = one(`.near [rel=${rel}]`)
    if (link) near[rel] = {href: link.href, ...rect(link)}
  }
  const paragraph = one('.body p')
  const measured = {
    lang: root.lang, dir: root.dir, direction: style(document.body).direction,
    aside: rect(one('aside')), main: rect(one('main')), box: rect(one('.box')),
    name: inked(one('.site')),
    menu: all('nav.menu > ul > li > a').map(e => ({href: e.href, ...rect(e)})),
    crumbs: all('nav.crumbs li').map(e => ({
      text: e.textContent, link: e.querySelector('a') !== null,
      current: e.querySelector('[aria-current]')?.getAttribute('aria-current') ?? '',
      ...rect(e.querySelector('a, span:not([aria-hidden])')),
    })),
    h1: all('h1').map(e => e.textContent.trim()),
    levels: all('h1, h2, h3, h4, h5, h6').map(e => Number(e.tagName[1])),
    near, ordered, reversed, spoiled, small,
    technical: all('code, a[rel~=external]').filter(e => !e.closest('.body'))
      .map(e => [e.textContent, style(e.querySelector('bdi') || e).direction]),
    leading: paragraph
      ? parseFloat(style(paragraph).lineHeight) / parseFloat(style(paragraph).fontSize) : 0,
    overflow: overflow(), widest: widest(), clipped: clipped(),
  }

  // WCAG 2.2, 1.4.12 Text spacing; a constructed sheet is no inline style.
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-block-end: 2em !important }`)
  document.adoptedStyleSheets = [sheet]
  measured.spaced = {overflow: overflow(), widest: widest(), clipped: clipped()}
  document.adoptedStyleSheets = []
  return measured
}"""

Measured = Callable[[str, str, int], Any]


@pytest.fixture(scope="module")
def still(chromium: Any) -> Iterator[Any]:
    """Return a page that runs no script of its own."""
    context = chromium.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def measured(still: Any, site: BuiltSite) -> Measured:
    """Return what is measured of a page; each is opened once at each width."""
    known: dict[tuple[str, str, int], Any] = {}

    def measure(lang: str, kind: str, width: int) -> Any:
        key = lang, kind, width
        if key not in known:
            still.set_viewport_size({"width": width, "height": 900})
            still.goto(site.root + site.kinds(lang)[kind])
            known[key] = still.evaluate(MEASURE)
        return known[key]

    return measure


every_language = pytest.mark.parametrize("lang", LANGUAGES)
every_kind = pytest.mark.parametrize("kind", KINDS)


@every_language
@every_kind
def test_language_and_direction_stand_on_the_page_and_are_computed(
    lang: str, kind: str, measured: Measured
) -> None:
    page = measured(lang, kind, 1280)

    expected = "rtl" if lang in RTL else "ltr"
    assert (page["lang"], page["dir"], page["direction"]) == (lang, expected, expected)


@every_language
@every_kind
def test_the_sidebar_stands_at_the_end_of_the_line(
    lang: str, kind: str, measured: Measured
) -> None:
    page = measured(lang, kind, 1280)
    aside, main = page["aside"], page["main"]

    if kind == "home":
        assert aside, "the home page has a sidebar"
    if aside:
        at_end = aside["right"] <= main["left"] if lang in RTL else aside["left"] >= main["right"]
        assert at_end


@every_language
@pytest.mark.parametrize("width", WIDTHS)
def test_the_name_of_the_site_stands_at_the_start_of_the_line(
    lang: str, width: int, measured: Measured
) -> None:
    page = measured(lang, "article", width)
    name, box = page["name"], page["box"]

    gap = box["right"] - name["right"] if lang in RTL else name["left"] - box["left"]
    assert 0 <= gap <= 40


@every_language
def test_the_menu_begins_with_home_at_the_start_of_the_line(lang: str, measured: Measured) -> None:
    menu = measured(lang, "article", 1280)["menu"]
    first, *others = menu

    assert unquote(first["href"]).endswith(f"/{lang}/")
    same_line = [item for item in others if abs(item["top"] - first["top"]) < 5]
    assert same_line
    for item in same_line:
        assert item["left"] < first["left"] if lang in RTL else item["left"] > first["left"]


@every_language
@pytest.mark.parametrize("kind", ["section", "day", "article"])
def test_crumbs_run_with_the_language_and_the_last_is_no_link(
    lang: str, kind: str, measured: Measured
) -> None:
    crumbs = measured(lang, kind, 1280)["crumbs"]

    assert len(crumbs) >= 2
    for before, after in pairwise(crumbs):
        if abs(before["top"] - after["top"]) < 5:
            went_on = (
                after["left"] < before["left"] if lang in RTL else after["left"] > before["left"]
            )
            assert went_on, (before, after)
    assert [crumb["current"] for crumb in crumbs] == ["", *[""] * (len(crumbs) - 2), "page"]
    assert [crumb["link"] for crumb in crumbs] == [True] * (len(crumbs) - 1) + [False]


@every_language
def test_separators_of_crumbs_are_silent(lang: str, still: Any, site: BuiltSite) -> None:
    still.goto(site.root + site.kinds(lang)["article"])

    spoken = still.locator("nav.crumbs").aria_snapshot()

    listed = [line.strip(" -") for line in spoken.splitlines() if "listitem" in line]
    assert listed
    assert not [line for line in listed if line.rstrip().endswith("/") or ': "/' in line], spoken


@every_language
@every_kind
def test_a_page_has_one_headline(lang: str, kind: str, measured: Measured) -> None:
    headings = measured(lang, kind, 1280)["h1"]

    assert len(headings) == 1
    if kind == "article":
        assert headings == [unicodedata.normalize("NFC", WORDS[lang][1])]


@every_language
def test_headings_leave_out_no_level(lang: str, measured: Measured) -> None:
    for kind in KINDS:
        levels = measured(lang, kind, 1280)["levels"]
        jumps = [pair for pair in pairwise(levels) if pair[1] - pair[0] > 1]
        assert jumps == [], (kind, levels)


def day_of(address: str) -> str:
    return "/".join(address.split("/")[-5:-2])


@every_language
def test_the_newer_neighbour_is_further_along_the_line(lang: str, measured: Measured) -> None:
    near = measured(lang, "article", 1280)["near"]

    older, newer = unquote(near["prev"]["href"]), unquote(near["next"]["href"])
    assert day_of(older) <= DAY <= day_of(newer)
    # No capture of the sample stands between these.
    if lang == "he":
        assert older.endswith("/he/2018/05/26/older/")
        assert newer.endswith(f"/he/{DAY}/newer/")
    rightward = near["next"]["left"] > near["prev"]["left"]
    assert rightward is (lang not in RTL)


@every_language
def test_numbers_between_words_keep_their_order(lang: str, measured: Measured) -> None:
    for kind in KINDS:
        page = measured(lang, kind, 1280)
        assert page["reversed"] == [], kind
    assert "+964 770 123 4567" in measured(lang, "about", 1280)["ordered"]


@every_language
def test_checksums_files_and_addresses_run_left_to_right(lang: str, measured: Measured) -> None:
    technical = measured(lang, "article", 1280)["technical"]

    assert any("e18d0042" in text for text, _ in technical)
    assert [text for text, direction in technical if direction != "ltr"] == []


def test_an_article_in_another_script_runs_its_own_way(still: Any, site: BuiltSite) -> None:
    still.goto(f"{site.root}ar/{DAY}/french/")

    found = still.evaluate(
        """() => [...document.querySelectorAll('h1, .body')].map(e => {
          const style = getComputedStyle(e.querySelector('p') || e)
          return [e.closest('[lang]').lang, style.direction, style.textAlign]
        })"""
    )

    assert len(found) == 2
    for lang, direction, align in found:
        assert (lang, direction) == ("fr", "ltr")
        assert align in ("start", "left")


@every_language
@every_kind
def test_arabic_letters_are_never_spaced_slanted_or_cased(
    lang: str, kind: str, measured: Measured
) -> None:
    assert measured(lang, kind, 1280)["spoiled"] == []


@pytest.mark.parametrize(("lang", "least"), [("ar", 1.7), ("fa", 1.7), ("ckb", 1.7), ("ur", 2.2)])
def test_lines_leave_room_for_the_script(lang: str, least: float, measured: Measured) -> None:
    assert measured(lang, "article", 390)["leading"] >= least


@every_language
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_scrolls_sideways_and_nothing_is_clipped(
    lang: str, width: int, measured: Measured
) -> None:
    for kind in KINDS:
        page = measured(lang, kind, width)
        assert page["overflow"] <= 0, (kind, page["widest"])
        assert page["clipped"] == [], kind


@every_language
@pytest.mark.parametrize("width", [1280, 320])
def test_a_reader_may_space_the_text_out(lang: str, width: int, measured: Measured) -> None:
    for kind in KINDS:
        page = measured(lang, kind, width)
        assert page["spaced"]["overflow"] <= 0, (kind, page["spaced"]["widest"])
        assert page["spaced"]["clipped"] == [], kind


@every_language
@pytest.mark.parametrize("width", [1280, 390])
def test_targets_are_large_enough_for_a_finger(lang: str, width: int, measured: Measured) -> None:
    for kind in KINDS:
        assert measured(lang, kind, width)["small"] == [], kind


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_keyboard_goes_through_the_page_in_its_order(
    lang: str, width: int, still: Any, site: BuiltSite
) -> None:
    still.set_viewport_size({"width": width, "height": 900})
    still.goto(site.root + site.kinds(lang)["article"])
    focusable = still.evaluate("() => document.querySelectorAll('a[href], summary, input').length")

    stops = []
    for _ in range(focusable):
        still.keyboard.press("Tab")
        stops.append(still.evaluate(FOCUSED))

    assert stops[0]["href"] == "#main"
    order = [stop["place"] for stop in stops]
    assert order == sorted(order)
    assert len(set(order)) == focusable
    assert [stop for stop in stops if stop["outline"] < 2] == []
    assert [stop for stop in stops if not stop["seen"]] == []


FOCUSED = """() => {
  const e = document.activeElement, style = getComputedStyle(e)
  const box = e.getClientRects()[0]
  const shown = part => {
    const x = box.left + box.width * part, y = box.top + box.height / 2
    const at = document.elementFromPoint(x, y)
    return at !== null && (e.contains(at) || at.contains(e))
  }
  return {
    place: [...document.querySelectorAll('a[href], summary, input')].indexOf(e),
    href: e.getAttribute('href'), text: e.textContent,
    outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
    // WCAG 2.2, 2.4.11: never wholly hidden; a wide headline may run out of the ticker.
    seen: [.03, .1, .5, .9, .97].some(shown),
  }
}"""


# --- links and requests -----------------------------------------------------------------


def test_the_finished_sites_have_no_fault(built_sites: BuiltSites) -> None:
    for built in (built_sites.directory, built_sites.file):
        found = check_site(built.output, site_url=SITE_URL).diagnostics
        assert [str(one) for one in found if one.severity == "error"] == []


def test_the_sample_of_the_project_has_no_fault(tmp_path: Path) -> None:
    project = tmp_path / "sample"
    shutil.copytree(REPO / "content" / "raw", project / "content" / "raw")
    shutil.copy(REPO / "site.yaml", project)

    found = check_site(build(project)).diagnostics

    assert [str(one) for one in found if one.severity == "error"] == []


@pytest.mark.parametrize("place", ["root", "below"])
def test_every_link_answers_under_any_address(place: str, site: BuiltSite) -> None:
    start = getattr(site, place)
    waiting, seen = [start], {start}
    while waiting:
        address = waiting.pop()
        with urlopen(address) as answer:
            assert answer.status == 200
            if "html" not in answer.headers["Content-Type"]:
                continue
            text = answer.read().decode("utf-8")
        for href in re.findall(r'<(?:a|link)\b[^>]*?\shref="([^"#]*)', text):
            target = urljoin(address, href.replace("&amp;", "&"))
            target = quote(target, safe=":/%?&=")
            if target.startswith(start) and target not in seen:
                seen.add(target)
                waiting.append(target)

    assert len(seen) > len(LANGUAGES) * len(KINDS)


def test_a_site_on_a_disk_is_walked_by_its_links(still: Any, built_sites: BuiltSites) -> None:
    still.goto((built_sites.file.output / "index.html").as_uri())
    for step in ('a[lang="fa"], a[hreflang="fa"]', 'main a[href*="2018"]', "nav.crumbs a"):
        still.locator(step).first.click()
        assert still.url.endswith("/index.html")
        assert still.locator("h1").count() == 1
        assert still.evaluate("() => document.styleSheets.length") == 1


def test_pages_ask_no_other_host_and_say_nothing_on_the_console(
    chromium: Any, site: BuiltSite
) -> None:
    context = chromium.new_context()
    page, said, asked, failed = context.new_page(), [], [], []
    page.on("console", lambda message: said.append((page.url, message.text)))
    page.on("pageerror", lambda error: said.append((page.url, str(error))))
    page.on("request", lambda request: asked.append(request.url))
    # Chromium gives up the icon of a page that it leaves.
    page.on(
        "requestfailed",
        lambda request: "ERR_ABORTED" in request.failure or failed.append(request.url),
    )
    page.on("response", lambda answer: answer.status < 400 or failed.append(answer.url))
    for path in site.some_of_each_shape():
        # The 404 page knows its public address.
        if path != "404.html":
            page.goto(site.root + quote(path))
    context.close()

    assert said == []
    assert failed == []
    assert [address for address in asked if not address.startswith(site.root)] == []


def test_an_article_asks_for_two_small_files(chromium: Any, site: BuiltSite) -> None:
    for lang in LANGUAGES:
        # A new context has nothing in its cache.
        context = chromium.new_context()
        page, answers = context.new_page(), []
        page.on("response", lambda answer, answers=answers: answers.append(answer))
        page.goto(site.root + site.article(lang))
        first_view = [one for one in answers if not one.url.endswith((".svg", ".ico"))]
        sizes = [len(gzip.compress(answer.body(), 6)) for answer in first_view]
        context.close()

        assert len(sizes) == 2
        assert sum(sizes) <= 14_000


def test_pictures_keep_their_place_and_wait_their_turn(still: Any, site: BuiltSite) -> None:
    for lang in LANGUAGES:
        for path in site.kinds(lang).values():
            still.goto(site.root + path)
            pictures = still.evaluate(
                """() => [...document.images].map((e, n) => ['width', 'height', 'alt'].every(
                  name => e.hasAttribute(name)) && (n === 0 || e.loading === 'lazy'))"""
            )
            assert all(pictures)


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_moves_while_a_page_is_laid_out(width: int, chromium: Any, site: BuiltSite) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    for kind in KINDS:
        page.goto(site.root + site.kinds("ar")[kind])
        shift = page.evaluate(
            """() => new Promise(done => {
              let sum = 0
              new PerformanceObserver(list => list.getEntries().forEach(e => sum += e.value))
                .observe({type: 'layout-shift', buffered: true})
              setTimeout(() => done(sum), 100)
            })"""
        )
        assert shift == 0, kind
    context.close()


# --- paper ------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["ar", "ur", "en"])
def test_paper_shows_the_story_and_its_source_in_black_on_white(
    lang: str, chromium: Any, site: BuiltSite
) -> None:
    context = chromium.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(site.root + site.article(lang))
    for hidden in ("nav.menu", "aside", ".skip", ".tick", ".top nav"):
        assert not any(one.is_visible() for one in page.locator(hidden).all()), hidden
    for shown in ("h1", ".body", ".source code"):
        assert page.locator(shown).first.is_visible(), shown
    printed = page.evaluate(
        """() => {
          const link = document.querySelector('.source a[rel~=external]')
          const paint = e => getComputedStyle(e)
          let behind = document.querySelector('.body'), back = 'rgba(0, 0, 0, 0)'
          while (behind && back === 'rgba(0, 0, 0, 0)') {
            back = paint(behind).backgroundColor
            behind = behind.parentElement
          }
          return {
            address: link.textContent + getComputedStyle(link, '::after').content,
            href: link.getAttribute('href'), back,
            ink: paint(document.querySelector('.body p')).color,
          }
        }"""
    )
    context.close()

    assert printed["ink"] == "rgb(0, 0, 0)"
    assert printed["back"] in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    assert printed["href"] in printed["address"] or "attr(href)" in printed["address"]


# --- languages among each other ---------------------------------------------------------


NAMES = {
    "ar": "العربية",
    "ckb": "کوردی",
    "fa": "فارسی",
    "ur": "اردو",
    "he": "עברית",
    "en": "English",
}


def test_each_language_is_named_in_itself(still: Any, site: BuiltSite) -> None:
    still.goto(site.root)
    chooser = still.evaluate(
        "() => [...document.querySelectorAll('main a')].map(e => "
        "[e.closest('[lang]').lang, e.hreflang, e.lastElementChild.textContent])"
    )

    assert [row[0] for row in chooser] == list(LANGUAGES)
    assert [row[1] for row in chooser] == list(LANGUAGES)
    assert [row[2] for row in chooser] == [NAMES[lang] for lang in LANGUAGES]


def alternates(file: Path) -> dict[str, str]:
    pattern = r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">'
    return dict(re.findall(pattern, file.read_text(encoding="utf-8")))


def test_versions_of_a_page_name_each_other(site: BuiltSite) -> None:
    named = 0
    for path in site.pages():
        own = alternates(site.output / path)
        if not own:
            continue
        named += 1
        assert "x-default" in own, path
        tongues = {tag: address for tag, address in own.items() if tag != "x-default"}
        for address in tongues.values():
            inner = unquote(address.removeprefix(SITE_URL))
            assert address.startswith(SITE_URL), (path, address)
            other = site.output / inner / ("index.html" if inner.endswith("/") or not inner else "")
            assert alternates(other) == own, (path, address)
    assert named >= len(LANGUAGES) * 2


def test_search_engines_are_told_what_the_settings_say(built_sites: BuiltSites) -> None:
    for built, expected in ((built_sites.directory, "noindex"), (built_sites.file, "index")):
        for lang in LANGUAGES:
            page = built.output / built.article(lang) / "index.html"
            text = page.read_text(encoding="utf-8")
            robots = re.findall(r'<meta name="robots" content="([^"]+)"', text)
            canonical = re.findall(r'<link rel="canonical" href="([^"]+)"', text)
            if expected == "noindex":
                assert robots, page
                assert "noindex" in robots[0]
                assert canonical == []
            else:
                assert not any("noindex" in one for one in robots)
                assert canonical == ["https://aljisr.example/archives/1234"]


# --- the one known dump -----------------------------------------------------------------


@pytest.mark.corpus
def test_the_known_dump_stands_on_its_day_in_its_section_with_its_box(
    corpus: Path, still: Any, tmp_path: Path
) -> None:
    raw = tmp_path / "mirror" / "content" / "raw"
    raw.mkdir(parents=True)
    shutil.copy(corpus / "raw-text" / "000_174e6ac4a4abd41d.txt", raw)
    settings = "title: الجورنال نيوز\nlanguages: [ar]\ntimezone: Asia/Baghdad\nlinks: file\n"
    (tmp_path / "mirror" / "site.yaml").write_text(settings, encoding="utf-8")
    lines = (raw / "000_174e6ac4a4abd41d.txt").read_text("utf-8").splitlines()
    title, related, teaser = lines[3], lines[27], lines[29]

    output = build(tmp_path / "mirror")

    still.goto((output / f"ar/{DAY}/index.html").as_uri())
    assert still.locator("main a", has_text=title).count() >= 1
    assert "التُقط في" in still.locator("main").inner_text()
    still.goto((output / "ar/section/security/index.html").as_uri())
    still.locator("main a", has_text=title).first.click()
    assert still.locator("h1").inner_text() == title
    box = still.locator(".see").inner_text()
    assert related in box
    assert teaser.split()[0] in box
    assert teaser.split()[-2] in box
