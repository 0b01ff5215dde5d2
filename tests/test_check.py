"""The judge of finished sites: a good site has no finding, each fault its own."""

from __future__ import annotations

import hashlib
import random
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from warraq.diagnostics import Report
from warraq.publish.check import check_site

CSP = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'"
DAY = "ar/2018/05/27"
STORY = f"{DAY}/تنسيق-عراقي/index.html"
ENCODED = "%D8%AA%D9%86%D8%B3%D9%8A%D9%82-%D8%B9%D8%B1%D8%A7%D9%82%D9%8A"


def page(lang: str, up: str, main: str, *, head: str = "", direction: str = "") -> str:
    direction = direction or ("ltr" if lang == "en" else "rtl")
    return f"""<!DOCTYPE html>
<html lang="{lang}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{CSP}">
<title>عنوان</title>
<link rel="stylesheet" href="{up}assets/site.css">
{head}
</head>
<body>
<a href="#content">skip</a>
<main id="content">
{main}
</main>
</body>
</html>
"""


class Site:
    """A small good site that a test may spoil."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        chooser = (
            '<h1>w</h1><p><a href="ar/" lang="ar">ا</a><a href="en/" lang="en" dir="ltr">e</a>'
        )
        self.write("index.html", page("ar", "", chooser))
        self.write("ar/index.html", page("ar", "../", '<h1>ا</h1><a href="2018/05/27/">يوم</a>'))
        self.write("en/index.html", page("en", "../", "<h1>e</h1><ul><li>one<li>two</ul>"))
        day = f'<h1>يوم</h1><a href="{ENCODED}/#end">خبر</a>'
        self.write(f"{DAY}/index.html", page("ar", "../../../../", day))
        self.write(STORY, self.story())
        self.write("404.html", page("ar", "/", '<h1>لا</h1><a href="/ar/">بيت</a>'))
        self.write("assets/site.css", "body { margin: 0 }")

    def story(self, body: str = "<p>قال مصدر</p>", *, main: str = "", head: str = "") -> str:
        text = f'<h1>خبر</h1>{main}<div class="body">{body}</div><p id="end"><a href="../">ي</a>'
        return page("ar", "../../../../../", text, head=head)

    def spoil(self, *, main: str = "", head: str = "") -> None:
        self.write(STORY, self.story(main=main, head=head))

    def write(self, path: str, text: str | bytes) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def seal(self) -> None:
        files = (file for file in self.folder.rglob("*") if file.is_file())
        rows = sorted((file.relative_to(self.folder).as_posix(), file) for file in files)
        lines = (
            f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {path.replace('%', '%25')}\n"
            for path, file in rows
            if path != "manifest-sha256.txt"
        )
        self.write("manifest-sha256.txt", "".join(lines))

    def check(self, site_url: str = "") -> Report:
        self.seal()
        return check_site(self.folder, site_url=site_url)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "output")


def codes(report: Report) -> list[str]:
    return [found.code for found in report.diagnostics]


def test_a_good_site_has_no_finding(site: Site) -> None:
    report = site.check()

    assert [str(found) for found in report.diagnostics] == []
    assert report.exit_code == 0


def test_pages_links_files_and_bytes_are_counted(site: Site) -> None:
    site.seal()
    sizes = [file.stat().st_size for file in site.folder.rglob("*") if file.is_file()]

    report = site.check()

    assert report.counts == {
        "pages": 6,
        "links": 18,
        "files": len(sizes),
        "bytes": sum(sizes),
        "clicks": 2,
    }


IN_MAIN = (
    ("a link to nothing", "broken-link", '<a href="../nothing/">x</a>'),
    ("a folder without a page", "broken-link", '<a href="../../">x</a>'),
    ("a link encoded twice", "broken-link", f'<a href="../{ENCODED.replace("%", "%25")}/">x</a>'),
    ("a link of no encoding", "broken-link", '<a href="../%E3/">x</a>'),
    ("a picture that is missing", "broken-link", '<img src="x.png" alt="">'),
    ("a source set that is missing", "broken-link", '<img srcset="x.png 2x" alt="">'),
    ("an anchor that is missing", "missing-anchor", '<a href="#nothing">x</a>'),
    ("an anchor missing elsewhere", "missing-anchor", '<a href="../#nothing">x</a>'),
    ("a link from the root", "absolute-link", '<a href="/ar/">x</a>'),
    ("a link to a disk", "absolute-link", '<a href="file:///tmp/a">x</a>'),
    ("a link out of the site", "outside-link", f'<a href="{"../" * 9}">x</a>'),
    ("a folder without its slash", "no-slash", '<a href="../../27">x</a>'),
    ("a script", "script", "<script>1</script>"),
    ("a style attribute", "inline-style", '<p style="color:red">x</p>'),
    ("a style element", "inline-style", "<style>p{}</style>"),
    ("an event handler", "event-handler", '<p onclick="1">x</p>'),
    ("a script as a link", "script-link", '<a href="javascript:alert(1)">x</a>'),
    ("a hidden script as a link", "script-link", '<a href=" \x01java&#10;script:alert(1)">x</a>'),
    ("data as a link", "script-link", '<a href="data:text/html,x">x</a>'),
    ("a picture elsewhere", "other-host", '<img src="https://example.org/x.png" alt="">'),
    ("a frame without a scheme", "other-host", '<iframe src="//example.org/"></iframe>'),
    ("a back-slashed host", "other-host", '<img src="\\\\example.org/x.png" alt="">'),
    ("a form elsewhere", "other-host", '<form action="https://example.org/"></form>'),
    ("a second h1", "headings", "<h1>x</h1>"),
    ("English in Arabic", "wrong-direction", '<p lang="en">x</p>'),
    ("English that runs backwards", "wrong-direction", '<p lang="en" dir="rtl">x</p>'),
    ("an id twice", "duplicate-id", '<p id="a">x</p><p id="a">y</p>'),
    ("an element left open", "nesting", "<p><b>x</p>"),
    ("an end without a beginning", "nesting", "</div>"),
    ("too many elements", "many-elements", "<br>" * 800),
    ("too deep elements", "deep-elements", "<div>" * 18 + "</div>" * 18),
)


@pytest.mark.parametrize(("title", "code", "main"), IN_MAIN, ids=[case[0] for case in IN_MAIN])
def test_a_fault_of_a_page_is_found_alone(title: str, code: str, main: str, site: Site) -> None:
    site.spoil(main=main)

    report = site.check()

    assert codes(report) == [code], title
    assert report.diagnostics[0].file == STORY
    assert report.exit_code == 1


@pytest.mark.parametrize(
    "main",
    [
        '<a href="https://example.org/x" rel="external">x</a>',
        '<a href="mailto:a@example.org">x</a>',
        '<a href="">x</a><a href="?a=1">x</a><a href="#">x</a><a href="#top">x</a>',
        '<a href=".">x</a><a href="..">x</a>',
        '<a href="../تنسيق-عراقي/">x</a>',
        '<p lang="fa">x</p><p lang="en" dir="ltr">x <b lang="fr">y</b></p>',
        '<p><bdi dir="ltr">2018-05-27</bdi><br/></p>',
        '<script type="application/ld+json">{}</script>',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="">',
        "<table><tr><td>1<td>2<tr><td>3</table><dl><dt>a<dd>b<dt>c</dl><p>x<ul><li>y</ul>",
    ],
)
def test_what_a_page_may_hold_is_no_fault(main: str, site: Site) -> None:
    site.spoil(main=main)

    assert codes(site.check()) == []


IN_HEAD = (
    ("other-host", '<link rel="stylesheet" href="https://example.org/x.css">'),
    ("other-host", '<link rel="preconnect" href="https://example.org/">'),
    ("other-host", '<meta http-equiv="refresh" content="0; url=https://example.org/">'),
    ("base-element", '<base href="../">'),
    (
        "canonical-noindex",
        '<meta name="robots" content="noindex,follow"><link rel="canonical" href="https://e.org/">',
    ),
)


@pytest.mark.parametrize(("code", "head"), IN_HEAD, ids=[case[1][:40] for case in IN_HEAD])
def test_a_fault_of_a_head_is_found_alone(code: str, head: str, site: Site) -> None:
    site.spoil(head=head)

    assert codes(site.check()) == [code]


def test_a_finding_names_the_line_and_is_told_once_a_page(site: Site) -> None:
    site.spoil(main='\n<a href="x/">x</a>\n<a href="x/">x</a>')

    (found,) = site.check().diagnostics

    assert site.story().splitlines().index('<main id="content">') + 3 == found.line
    assert "x/index.html» is not there" in found.message


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (' lang="ar"', "", "no-language"),
        (' dir="rtl"', "", "wrong-direction"),
        ('dir="rtl"', 'dir="ltr"', "wrong-direction"),
        (f'content="{CSP}"', 'content=""', "no-csp"),
        ("style-src 'self'", "style-src 'unsafe-inline'", "weak-csp"),
        ("default-src 'none'", "default-src *", "weak-csp"),
        ("<h1>خبر</h1>", "", "headings"),
    ],
)
def test_what_every_page_must_have_is_asked_for(old: str, new: str, code: str, site: Site) -> None:
    text = site.story()
    site.write(STORY, text.replace(old, new, 1))

    assert old in text
    assert codes(site.check()) == [code]


def test_a_page_in_another_encoding_is_named(site: Site) -> None:
    site.write("old.html", "عربي".encode("windows-1256"))

    assert "not-utf8" in codes(site.check())


# --- links of the whole site -----------------------------------------------------------


def test_a_page_without_a_way_to_it_is_an_orphan(site: Site) -> None:
    site.write("ar/lost/index.html", page("ar", "../../", "<h1>x</h1>"))

    (found,) = site.check().diagnostics

    assert (found.code, found.file) == ("orphan", "ar/lost/index.html")


def test_redirects_and_removed_articles_may_stand_alone(site: Site) -> None:
    refresh = '<meta http-equiv="refresh" content="0; url=../">'
    removed = '<article class="full removed"><h1>x</h1></article>'
    site.write("ar/old/index.html", page("ar", "../../", "<p>x</p>", head=refresh))
    site.write("ar/gone/index.html", page("ar", "../../", removed))

    assert codes(site.check()) == []


def test_absolute_links_below_the_known_address_are_followed(site: Site) -> None:
    base = "https://mirror.example/news"
    site.write("404.html", page("ar", "/news/", '<h1>لا</h1><a href="/news/ar/">بيت</a>'))
    site.spoil(
        head=f'<link rel="canonical" href="{base}/{DAY}/{ENCODED}/">'
        f'<link rel="alternate" hreflang="en" href="{base}/en/x/">'
    )

    (found,) = site.check(base).diagnostics

    assert (found.code, found.file) == ("broken-link", STORY)
    assert "en/x/index.html" in found.message


def test_a_reader_is_never_sent_to_the_full_address_of_the_site(site: Site) -> None:
    site.spoil(main='<a href="https://mirror.example/ar/">x</a>')

    assert codes(site.check("https://mirror.example/")) == ["absolute-link"]


def test_relative_links_of_the_not_found_page_are_noted(site: Site) -> None:
    site.write("404.html", page("ar", "", '<h1>لا</h1><a href="ar/">بيت</a>'))

    report = site.check()

    assert [(found.code, found.severity) for found in report.diagnostics] == [
        ("relative-link", "note")
    ]
    assert report.exit_code == 0


def test_a_site_for_a_disk_names_every_file(site: Site) -> None:
    site.write("index.html", disk_start_page())

    report = site.check()

    assert set(codes(report)) == {"folder-link"}
    assert {found.file for found in report.diagnostics} >= {"ar/index.html", STORY}


def disk_start_page() -> str:
    home = '<h1>w</h1><a href="ar/index.html">ا</a><a href="en/index.html">e</a>'
    return page("ar", "", home)


def test_only_relative_links_must_name_a_file_on_a_disk(site: Site) -> None:
    base = "https://mirror.example"
    site.write("index.html", disk_start_page())
    head = (
        f'<link rel="canonical" href="{base}/{DAY}/{ENCODED}/">'
        f'<link rel="alternate" hreflang="en" href="{base}/en/">'
    )
    day = f'<h1>يوم</h1><a href="{ENCODED}/index.html#end">خبر</a>'
    site.write(
        "ar/index.html", page("ar", "../", '<h1>ا</h1><a href="2018/05/27/index.html">ي</a>')
    )
    site.write(f"{DAY}/index.html", page("ar", "../../../../", day))
    site.write(STORY, site.story(head=head).replace('href="../"', 'href="../index.html"'))

    assert codes(site.check(f"{base}/")) == []


@pytest.mark.parametrize("start", ["//example.org/index.html", "https://example.org/index.html"])
def test_a_file_of_another_host_makes_no_site_for_a_disk(start: str, site: Site) -> None:
    chooser = '<h1>w</h1><a href="ar/">ا</a><a href="en/">e</a>'
    site.write("index.html", page("ar", "", f'{chooser}<a href="{start}">x</a>'))

    assert codes(site.check()) == []


def test_style_sheets_are_read_too(site: Site) -> None:
    site.write("assets/site.css", "@import 'https://example.org/a.css'; p{background:url(x.png)}")

    assert codes(site.check()) == ["other-host", "broken-link"]


# --- weights ----------------------------------------------------------------------------


def noise(letters: int) -> str:
    """Return text that hardly packs."""
    return "".join(random.Random(7).choices("ابتثجحخدذرزسشصضطظعغفقكلمنهوي ", k=letters))


def test_a_heavy_style_sheet_is_found(site: Site) -> None:
    site.write("assets/site.css", "p{margin:0}\n" * 700)

    assert codes(site.check()) == ["heavy-css"]


def test_a_heavy_frame_is_told_apart_from_a_long_story(site: Site) -> None:
    site.write(STORY, site.story(f"<p>{noise(9_500)}</p>"))
    assert codes(site.check()) == []

    site.spoil(main=f"<p>{noise(9_500)}</p>")
    assert codes(site.check()) == ["heavy-frame"]


def test_a_description_belongs_to_the_story(site: Site) -> None:
    site.spoil(head=f'<meta name="description" content="{noise(9_500)}">')

    assert codes(site.check()) == []


def test_no_network_carries_a_site_for_a_disk(site: Site) -> None:
    site.write("index.html", disk_start_page())
    site.spoil(main=f"<p>{noise(25_000)}</p>")

    found = {(one.code, one.severity) for one in site.check().diagnostics if one.file == STORY}

    assert found == {("folder-link", "error"), ("heavy-frame", "note"), ("heavy-page", "note")}


def test_a_long_story_is_noted_and_a_heavy_page_an_error(site: Site) -> None:
    site.write(STORY, site.story(f"<p>{noise(25_000)}</p>"))
    site.write("en/index.html", page("en", "../", f"<h1>e</h1><p>{noise(25_000)}</p>"))

    found = [(d.file, d.code, d.severity) for d in site.check().diagnostics]

    assert found == [
        (STORY, "heavy-page", "note"),
        ("en/index.html", "heavy-page", "error"),
    ]


def test_many_paragraphs_of_a_long_story_are_only_noted(site: Site) -> None:
    site.write(STORY, site.story("<p>قال مصدر أمني في بغداد</p>" * 900))

    (found,) = site.check().diagnostics

    assert (found.code, found.severity) == ("many-elements", "note")


# --- names and checksums ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("assets/SITE.css", "same-name"),
        ("assets/100%25.txt", "encoded-name"),
        (unicodedata.normalize("NFD", "assets/é.txt"), "unsafe-name"),
        ("assets/con.txt", "unsafe-name"),
        ("assets/a:b.txt", "unsafe-name"),
    ],
)
def test_a_name_that_some_system_changes_is_found(path: str, code: str, site: Site) -> None:
    site.write(path, "x")

    assert codes(site.check()) == [code]


def test_a_symbolic_link_is_found(site: Site) -> None:
    (site.folder / "assets/other.css").symlink_to("site.css")

    assert codes(site.check()) == ["symlink"]


def test_a_folder_without_pages_is_no_site(tmp_path: Path) -> None:
    assert codes(check_site(tmp_path)) == ["no-start-page", "no-manifest"]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        ("deep/extra.txt/in", "a folder stands in its place"),
        ("deep", "«deep» is a file, not a folder"),
    ],
    ids=["a folder for a file", "a file for a folder"],
)
def test_what_stands_in_the_place_of_a_file_is_named(spoil: str, message: str, site: Site) -> None:
    site.write("deep/extra.txt", "x")
    assert codes(site.check()) == []
    shutil.rmtree(site.folder / "deep")
    site.write(spoil, "x")

    found = check_site(site.folder).diagnostics

    (missing,) = (one for one in found if one.code == "missing-file")
    assert missing.message.endswith(message)


Spoil = Callable[[Path], object]


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda folder: (folder / "manifest-sha256.txt").unlink(), "no-manifest"),
        (lambda folder: (folder / "robots.txt").write_text("x"), "not-in-manifest"),
        (lambda folder: (folder / "extra.txt").unlink(), "missing-file"),
        (lambda folder: (folder / "extra.txt").write_text("y"), "changed-file"),
    ],
    ids=["no manifest", "a new file", "a missing file", "other bytes"],
)
def test_files_and_their_checksums_agree(spoil: Spoil, code: str, site: Site) -> None:
    site.write("extra.txt", "x")
    assert codes(site.check()) == []

    spoil(site.folder)

    assert codes(check_site(site.folder)) == [code]
