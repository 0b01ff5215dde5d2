"""Damage is normal: whatever lies in content/raw is read, accounted for and harmless."""

from __future__ import annotations

import json
import os
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.harms import HARMS
from tests.patience import SECONDS_A_CAPTURE, HungError, at_most
from tests.support import ROOT, Run, SiteTest, article, digests, dump
from warraq.config.reading import read_config
from warraq.ingest.beside import Beside
from warraq.ingest.captures import CaptureFile, find_captures
from warraq.ingest.draft import Draft, Opened, open_file, read_draft
from warraq.ingest.ledger import OUTCOMES, read_ledger
from warraq.model import Origin
from warraq.text.slug import file_identity, safe_name

MUTANTS = 500

SEED = 20180527

_SAMPLES = tuple(
    path.read_bytes()
    for path in sorted((ROOT / "content" / "raw").rglob("*.txt"))[::3]
    if path.stat().st_size
)
_SEEDS = (*_SAMPLES, dump().encode(), dump(see_also=("خبر آخر", "تتمة ...")).encode())


# --- mutants ----------------------------------------------------------------------------


MEGABYTE = 1 << 20

_LARGE: tuple[bytes, ...] = (
    b"a" * (10 * MEGABYTE),
    ("كلمة " * (MEGABYTE + 1)).encode(),
    ("\u064b" * (2 * MEGABYTE)).encode(),
    dump(body="\n".join(f"سطر {number}" for number in range(200_000))).encode(),
    dump(body="\n".join("27 مايو 2018" for _ in range(200_000))).encode(),
    dump(body="\n\n".join("/ » | - " for _ in range(200_000))).encode(),
)


def mutants(number: int) -> Iterator[bytes]:
    """Yield that many captures, each damaged in one of the ways above, the large ones first."""
    chance = random.Random(SEED)
    yield from _LARGE
    for count in range(number - len(_LARGE)):
        yield HARMS[count % len(HARMS)](chance.choice(_SEEDS), chance)


def guarded(opened: Opened, beside: Beside, *, log: dict[str, str]) -> Draft:
    """Read a capture as ingest does; note in `log` what crashed or hung."""
    capture = opened.draft.capture
    blank = Draft(capture, Origin(file=f"raw/{capture.name}"), sha256="", unread="unsupported")
    try:
        with at_most(SECONDS_A_CAPTURE):
            return read_draft(opened, beside)
    except HungError:
        log[capture.name] = f"hung for {SECONDS_A_CAPTURE} s"
    except Exception as error:
        log[capture.name] = repr(error)[:300]
    return blank


class _WellFormed(HTMLParser):
    """Matches every start tag with its end tag; `loose` is the text outside of isolates."""

    _VOID = frozenset({"meta", "link", "br", "hr", "img", "input", "wbr", "source"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.isolates: list[bool] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.loose: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in self._VOID:
            self.open.append(tag)
            self.isolates.append(tag == "bdi" or (tag == "code" and "dir" in dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()}")
        self.isolates.pop() if self.isolates else None

    def handle_data(self, data: str) -> None:
        if not any(self.isolates):
            self.loose.append(data)

    # Drawings in the page close their own elements.
    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))


def parsed(page: str) -> _WellFormed:
    parser = _WellFormed()
    parser.feed(page)
    parser.close()
    return parser


def pages_of(site: SiteTest) -> dict[str, str]:
    """Return path → text of every page; what is not UTF-8 fails here."""
    return {
        path.relative_to(site.output).as_posix(): path.read_bytes().decode("utf-8")
        for path in sorted(site.output.rglob("*.html"))
    }


def malformed(pages: dict[str, str]) -> dict[str, list[str]]:
    """Return what is wrong with the pages that are not well-formed."""
    found = {}
    for path, page in pages.items():
        parser = parsed(page)
        if parser.wrong or parser.open or "\0" in page or not page.startswith("<!doctype html>"):
            found[path] = [*parser.wrong, *parser.open] or [repr(page[:60])]
    return found


@pytest.fixture(scope="module")
def mutated(tmp_path_factory: pytest.TempPathFactory) -> tuple[SiteTest, Run, dict[str, str]]:
    """Return a project of mutants, built once, what the build said, and what crashed or hung."""
    site = SiteTest(tmp_path_factory.mktemp("mutants") / "mirror")
    for number, data in enumerate(mutants(MUTANTS)):
        site.write(f"content/raw/{number // 100}/{number:03d}.txt", data)
    log: dict[str, str] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("warraq.ingest.reading.read_draft", partial(guarded, log=log))
        # What is noted here would stay in a worker.
        patch.setattr("warraq.ingest.run._hands", lambda captures: None)
        run = site.run("build", "--json")
    return site, run, log


def test_the_guard_breaks_off_what_hangs() -> None:
    with pytest.raises(HungError), at_most(0.05):
        re.match(r"(a|aa)+$", "a" * 100 + "b")


def test_no_damage_crashes_or_hangs_the_reader(
    mutated: tuple[SiteTest, Run, dict[str, str]],
) -> None:
    _, run, log = mutated

    assert log == {}
    assert run.code == 0, run.out[:2000]


def test_every_damaged_capture_stands_in_the_ledger_once(
    mutated: tuple[SiteTest, Run, dict[str, str]],
) -> None:
    site, run, _ = mutated
    rows = read_ledger(site.root / ".warraq")
    captures = [f"raw/{found.name}" for found in find_captures(site.root / "content" / "raw")]

    assert [row.file for row in rows] == captures
    assert len(captures) == MUTANTS
    outcomes = Counter(row.outcome for row in rows)
    assert {name: run.json["counts"][name] for name in OUTCOMES} == {
        name: outcomes[name] for name in OUTCOMES
    }
    assert sum(outcomes.values()) == MUTANTS
    # Damage loses fields, not articles: a good part of the mutants still reads as one.
    assert outcomes["article"] > MUTANTS // 4


def test_the_pages_of_damaged_captures_are_well_formed(
    mutated: tuple[SiteTest, Run, dict[str, str]],
) -> None:
    site, _, _ = mutated
    pages = pages_of(site)

    assert len(pages) > MUTANTS // 4
    assert malformed(pages) == {}


def test_a_second_reading_of_damage_is_the_same(
    mutated: tuple[SiteTest, Run, dict[str, str]],
) -> None:
    site, _, _ = mutated
    before = digests(site.output)

    counts = site.run("build", "--json").json["counts"]

    assert (counts["read"], counts["written"]) == (0, 0)
    assert digests(site.output) == before


_CONFIG = read_config("title: الجسر\nlanguages: [ar, en]\n")


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(
    st.one_of(
        st.binary(max_size=400),
        st.text(max_size=400).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.lists(st.sampled_from(_SEEDS[-1].splitlines(keepends=True)), max_size=20).map(b"".join),
    )
)
def test_any_bytes_become_a_draft(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.getbasetemp() / "any-bytes"
    folder.mkdir(exist_ok=True)
    path = folder / "a.txt"
    path.write_bytes(data)
    capture = CaptureFile(path, "a.txt", len(data), 0)

    draft = read_draft(open_file(capture), Beside(_CONFIG, folder, folder / "profiles"))

    assert draft.failed is None
    found = draft.extraction
    texts = (found.title, found.body, *found.section, *found.authors, found.place, found.summary)
    assert all(unicodedata.is_normalized("NFC", text) for text in texts)
    assert not any(re.search(r"[\0\ud800-\udfff]", text) for text in texts)


# --- hostile captures -------------------------------------------------------------------

# One long word stands for «unique in the page»: whatever is around it must be text.
ATTACKS = (
    "<script>alert('zlatan1')</script>",
    "<img src=x onerror=alert(1) alt=zlatan2>",
    "</title></head><body onload=zlatan3()>",
    "javascript:zlatan4()",
    "[zlatan5](javascript:alert(1)) ![x](data:text/html,zlatan5)",
    "{{7*7}}zlatan6{{ config }}",
    "{% include '/etc/passwd' %} zlatan7 {% raw %}",
    "<!--slot:main--> zlatan8 <!--slot:head-->",
    "\u202ezlatan9\u2066\u202d gpj.exe",
    "---\nstatus: removed\n---\nzlatan10",
    '": "zlatan11\\": {a: [b',
    "zlatan12: yes # no\n- ' \" |\n  > & * ! % @ `",
    "../../../zlatan13",
    "zlatan14\0/etc/passwd\0",
    "con",
    "AUX.zlatan16",
    "zlatan17" + "ح" * 300,
    "zlatan18...",
    "a/b\\zlatan19: c*?<>|",
    "%2e%2e%2fzlatan20",
    "&lt;script&gt;zlatan21&amp;#x27;",
    "]]><![CDATA[ zlatan22",
    "‮</a><a href='//evil.example'>zlatan23",
    "Zlatan24",
    "ZLATAN24",
    "zlatan24",
)

_FIELDS: tuple[Callable[[str], str], ...] = (
    lambda attack: dump(attack),
    lambda attack: dump(section=attack),
    lambda attack: dump(
        body=f"{attack}\n\nوقال رئيس المجلس إن العمل استغرق عامين كاملين قبل افتتاحه."
    ),
    lambda attack: dump(day=attack),
    lambda attack: dump(see_also=(attack, attack)),
    lambda attack: dump().replace("سلمى الكاتب", attack),
    lambda attack: dump() + f"\n\nالوسوم\n\n{attack}\n\n{attack}",
    lambda attack: f"{attack}\n\n" * 12,
)

# File names that systems, shells, YAML and databases stumble over.
NAMES = (
    "---",
    "con.txt",
    "a.txt ",
    "trailing.dots...",
    "-rf.txt",
    "$(touch zlatan).txt",
    "new\nline.txt",
    "tab\tand\x07bell.txt",
    "quo'te\".txt",
    "<script>alert(1)</script>.txt",
    "{{7*7}}.txt",
    "\u202etxt.exe.txt",
    "e\u0301.txt",
    "\u00e9.txt",
    "UPPER.txt",
    "upper.txt",
    "..%2f..%2fa.txt",
    "back\\slash.txt",
    ".hidden.txt",
    "؟" * 100 + ".txt",
    "a.md",
    "index.html",
    "name: value #.txt",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[SiteTest, Run, dict[str, str]]:
    """Return a project of attacks, built once, and the digests of what lay around it before."""
    surroundings = tmp_path_factory.mktemp("hostile")
    (surroundings / "precious").mkdir()
    (surroundings / "precious" / "keep.md").write_text("keep", "utf-8")
    site = SiteTest(surroundings / "a" / "b" / "mirror")
    for place, field in enumerate(_FIELDS):
        for number, attack in enumerate(ATTACKS):
            site.write(f"content/raw/{place}/{number}.txt", field(attack))
    for number, attack in enumerate(ATTACKS):
        title = f"خبر تصحبه ملاحظة رقم {number}"
        text = dump(title, body=f"نص الملاحظة رقم {number}.\n\nوفقرة ثانية عن السوق.")
        url = "https://example.org/" + re.sub(r"[\s\0]", "", attack)
        beside = f"site: {json.dumps(attack)}\nurl: {json.dumps(url)}\n"
        site.write(f"content/raw/beside/{number}.txt", text)
        site.write(f"content/raw/beside/{number}.yaml", beside)
    for number, name in enumerate(NAMES):
        title = f"خبر عن اسم الملف رقم {number}"
        write_as(site, name, dump(title, body=f"نص الخبر رقم {number}.\n\nوفقرة ثانية عن السوق."))
    before = around(surroundings, site)
    run = site.run("build", "--json")
    return site, run, before


def write_as(site: SiteTest, name: str, text: str) -> None:
    """Write a capture of this name, unless the file system refuses it."""
    folder = site.root / "content" / "raw" / "names"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        (folder / name).write_text(text, "utf-8")
    except (OSError, ValueError):
        return


def around(surroundings: Path, site: SiteTest) -> dict[str, str]:
    """Return the digests of everything but what a build may write."""
    mine = re.escape(site.root.relative_to(surroundings).as_posix())
    written = re.compile(rf"{mine}/(output/|\.warraq/|content/(?!raw/)[a-z-]+/.+\.md$)")
    return {path: found for path, found in digests(surroundings).items() if not written.match(path)}


Hostile = tuple[SiteTest, Run, dict[str, str]]


def test_attacks_are_read_like_any_other_capture(hostile: Hostile) -> None:
    site, run, _ = hostile
    found = find_captures(site.root / "content" / "raw")

    assert run.code == 0, run.out[:2000]
    assert len(read_ledger(site.root / ".warraq")) == len(found) > len(ATTACKS) * len(_FIELDS)
    assert run.json["counts"]["failed"] == 0


def test_attacks_stand_in_the_pages_as_text_only(hostile: Hostile) -> None:
    site, _, _ = hostile
    pages = pages_of(site)
    text = "\n".join(pages.values())

    assert malformed(pages) == {}
    for page in pages.values():
        for tag, attributes in parsed(page).tags:
            assert tag not in ("script", "img", "iframe", "object", "embed", "base"), tag
            assert not [name for name in attributes if name.startswith("on")], attributes
            for name in ("href", "src", "action", "content"):
                value = re.sub(r"[\s\0-\x1f]", "", unescape(attributes.get(name, ""))).lower()
                assert not value.startswith(("javascript:", "data:text", "vbscript:", "//")), value
    assert "zlatan1" in text
    assert "{{7*7}}zlatan6" in text
    assert "root:" not in text


def test_attacks_write_nothing_outside_the_output(hostile: Hostile) -> None:
    site, _, before = hostile
    surroundings = site.root.parents[2]

    assert around(surroundings, site) == before
    assert not [path for path in site.root.rglob("*") if path.is_symlink()]


def test_no_attack_hides_or_changes_an_article_by_its_front_matter(hostile: Hostile) -> None:
    site, _, _ = hostile
    folder = site.root / "content"
    heads = [path.read_text("utf-8") for path in folder.glob("[!r]*/**/*.md")]

    assert len(heads) > len(ATTACKS)
    assert all(head.startswith("---\n") and '\nstatus: "public"\n' in head for head in heads)
    assert not any('status: "removed"' in head for head in heads)


def test_no_attack_makes_a_name_that_some_system_refuses(hostile: Hostile) -> None:
    site, _, _ = hostile
    for folder in (site.output, *(site.root / "content").glob("[!r]*")):
        paths = [path.relative_to(folder).as_posix() for path in folder.rglob("*")]
        same = Counter(file_identity(path) for path in paths)

        assert [path for path, number in same.items() if number > 1] == []
        assert [path for path in paths if not safe_name(path.rpartition("/")[2])] == []


def test_overrides_of_direction_end_where_they_stand(hostile: Hostile) -> None:
    site, _, _ = hostile

    for path, page in pages_of(site).items():
        for text in parsed(page).loose:
            assert not re.search("[\u202a-\u202e]", text), path


# What front matter may say of itself, by a slip of the pen or on purpose.
FRONT_MATTER = (
    "path: ../../../x",
    "path: foo/bar",
    "path: about",
    'path: "a\\0b"',
    "path: 2018/05/27/con",
    "path: /etc/passwd",
    "aliases: [../../x, /etc/passwd]",
    'aliases: ["a\\0b"]',
    "aliases: [index.html]",
    "lang: raw",
    "lang: ../..",
    'section: ["../x", "a/b", "con", ".", "\\0"]',
    'tags: ["..", "\\0", "<b>"]',
    'authors: ["\\u202ex", "\\u0007"]',
    'translations: ["../../x", "\\0"]',
    "published: 9999-12-31",
    'captured: "0000-00-00"',
    'source: {url: "javascript:alert(1)", site: "\\0", file: ../../../../etc/passwd}',
)


@pytest.mark.parametrize("line", FRONT_MATTER)
def test_front_matter_can_neither_crash_a_build_nor_leave_the_output(
    site: SiteTest, line: str
) -> None:
    text = article("خبر <b>").replace("---\n\n", f"{line}\n---\n\n", 1)
    site.write("content/ar/2018/05/27/a.md", text)
    before = around(site.root.parent, site)

    run = site.run("build", "--json")

    assert run.code in (0, 1, 2)
    assert around(site.root.parent, site) == before
    assert malformed(pages_of(site)) == {}
    assert "javascript:" not in "".join(pages_of(site).values())


@pytest.mark.parametrize("controls", ["\0", "\x01\x08\x1b", "\x7f\x85\ufffe"])
def test_control_characters_in_an_article_never_reach_a_page(site: SiteTest, controls: str) -> None:
    site.write("content/ar/2018/05/27/a.md", article("خبر", body=f"نص{controls} الخبر."))

    site.build()

    found = re.findall(r"[\0-\x08\x0e-\x1f\x7f]", "".join(pages_of(site).values()))
    assert not found


def test_no_language_lets_an_article_fall_among_the_captures(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump()).write("content/raw/a.yaml", "lang: raw\n")

    site.run("ingest")

    raw = site.root / "content" / "raw"
    assert sorted(path.name for path in raw.iterdir()) == ["a.txt", "a.yaml"]


@pytest.mark.skipif(os.name != "posix", reason="only POSIX knows file names that are no text")
def test_a_file_name_that_is_no_text_is_still_a_capture(site: SiteTest) -> None:
    folder = site.write("content/raw/a.txt", dump()).root / "content" / "raw"
    try:
        (folder / os.fsdecode(b"\xc7\xe1\xcc.txt")).write_text(dump("خبر آخر تماما"), "utf-8")
    except OSError:
        pytest.skip("this file system takes only names that are text")

    run = site.run("build", "--json")

    assert run.code in (0, 1)
    counts = run.json["counts"]
    assert counts["captures"] == sum(counts[name] for name in OUTCOMES) == 2
