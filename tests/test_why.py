"""`why` names the reason for which a file of the site was last written, or taken away."""

from __future__ import annotations

import shutil
from unittest import mock

import pytest

from tests.support import DEFAULT_SITE, SiteTest, article

FIRST = "content/ar/2024/03/31/a.md"
SECOND = "content/ar/2024/04/02/b.md"
PAGE = "ar/2024/03/31/a/"
ANEW = "there was no site yet"


@pytest.fixture
def built(site: SiteTest) -> SiteTest:
    """Return a site of two articles, with a template, a style and a page of prose of its own."""
    site.write(FIRST, article("الأول", date="2024-03-31"))
    site.write(SECOND, article("الثاني", date="2024-04-02"))
    site.write("content/ar/pages/about.md", article("من نحن"))
    site.write("static/seal.txt", "one")
    site.build()
    return site


def reason(site: SiteTest, path: str) -> str:
    found: str = site.run("why", path, "--json").json["reason"]
    return found


def test_a_folder_in_the_place_of_a_file_is_known(built: SiteTest) -> None:
    page = built.output / PAGE / "index.html"
    page.unlink()
    page.mkdir()

    assert built.run("why", PAGE, "--json").json["state"] == "a folder stands in its place"


def test_a_first_build_has_one_reason_for_all_files(built: SiteTest) -> None:
    for path in (PAGE, "ar/", "ar/2024/03/31/", "assets/seal.txt", "index.html", "robots.txt"):
        assert reason(built, path) == ANEW


def test_an_edit_is_the_reason_of_the_article_and_of_the_lists_that_show_it(
    built: SiteTest,
) -> None:
    built.write(FIRST, article("الأول بعد التصحيح", date="2024-03-31")).build()

    for path in (PAGE, "ar/", "ar/2024/03/31/", "ar/2024/03/"):
        assert reason(built, path) == "content/ar/2024/03/31/a.md is changed"


def test_a_new_article_is_the_reason_of_its_neighbours(built: SiteTest) -> None:
    built.write("content/ar/2024/04/01/c.md", article("الثالث", date="2024-04-01")).build()

    for path in ("ar/2024/04/01/c/", "ar/2024/04/02/b/", PAGE, "ar/2024/04/"):
        assert reason(built, path) == "content/ar/2024/04/01/c.md is new"


def test_what_a_build_did_not_write_keeps_its_reason(built: SiteTest) -> None:
    built.write(SECOND, article("الثاني", date="2024-04-02", summary="ملخص جديد")).build()

    assert reason(built, "ar/2024/04/02/b/") == "content/ar/2024/04/02/b.md is changed"
    assert reason(built, "robots.txt") == ANEW


def test_a_page_that_is_gone_says_what_took_it_away(built: SiteTest) -> None:
    (built.root / FIRST).unlink()
    built.build()

    facts = built.run("why", PAGE, "--json").json

    assert facts == {
        "path": "ar/2024/03/31/a/index.html",
        "state": "gone",
        "reason": "content/ar/2024/03/31/a.md is gone",
    }
    assert reason(built, "ar/2024/03/31/") == "content/ar/2024/03/31/a.md is gone"


def test_a_page_whose_article_cannot_be_read_says_so(built: SiteTest) -> None:
    path = built.root / "content/ar/2024/03/31/a.md"
    path.write_text(path.read_text("utf-8").replace("title: ", "title: a: "), "utf-8")
    built.run("publish")

    assert reason(built, "ar/2024/03/31/a/") == "content/ar/2024/03/31/a.md is unreadable"


def test_a_page_that_came_back_is_no_longer_gone(built: SiteTest) -> None:
    (built.root / FIRST).unlink()
    built.build()
    built.write(FIRST, article("الأول", date="2024-03-31")).build()

    facts = built.run("why", PAGE, "--json").json

    assert (facts["state"], facts["reason"]) == (
        "up to date",
        "content/ar/2024/03/31/a.md is new",
    )


def test_a_removed_article_says_so(built: SiteTest) -> None:
    built.write(FIRST, article("الأول", date="2024-03-31", status="removed")).build()

    assert reason(built, PAGE) == "content/ar/2024/03/31/a.md is changed"


def test_a_template_is_named(built: SiteTest) -> None:
    shipped = (built.root / "templates" / "article.html", "<p>{{ main.title }}</p>")
    built.write("templates/article.html", shipped[1]).build()

    assert reason(built, PAGE) == "changed: templates/article.html"
    assert reason(built, "ar/2024/03/31/") == ANEW


def test_a_setting_is_named(built: SiteTest) -> None:
    built.write("site.yaml", f"{DEFAULT_SITE}robots: index\n").build()

    for path in (PAGE, "ar/", "_headers"):
        assert reason(built, path) == "changed: setting robots"


def test_several_things_are_counted(built: SiteTest) -> None:
    changed = DEFAULT_SITE.replace("archive@", "post@")
    built.write("site.yaml", f"{changed}robots: index\n")
    built.write("templates/article.html", "<p>{{ main.title }}</p>")
    built.write("templates/own.html", "").build()

    told = "changed: setting contact, setting robots, templates/article.html and 1 more"
    assert reason(built, PAGE) == told


def test_languages_make_the_catalog_anew(built: SiteTest) -> None:
    three = DEFAULT_SITE.replace("en: {}}", "en: {}, fr: {}}")
    built.write("site.yaml", three).build()

    assert reason(built, "fr/") == "changed: languages, sections, slug or publish_raw in site.yaml"


def test_a_static_file_is_named(built: SiteTest) -> None:
    built.write("static/seal.txt", "two").build()

    assert reason(built, "assets/seal.txt") == "changed: static/seal.txt"
    assert reason(built, "robots.txt") == ANEW


def test_the_style_sheet_is_named_on_every_page(built: SiteTest) -> None:
    built.write("static/site.css", "p { color: red }").build()

    assert reason(built, PAGE) == "changed: static/site.css"


@pytest.mark.parametrize("catalog", [None, b"", b"no catalog at all" * 100])
def test_a_catalog_that_tells_nothing_is_no_bug(built: SiteTest, catalog: bytes | None) -> None:
    file = built.root / ".warraq/catalog-output.sqlite"
    file.unlink() if catalog is None else file.write_bytes(catalog)

    run = built.run("why", PAGE)

    assert run.code == 2
    assert "build the site" in run.err


@pytest.mark.parametrize(
    "address",
    ["https://a.example/old/" + PAGE, "http://a.example/" + PAGE, "http://[::1]:80/" + PAGE],
)
def test_a_site_below_a_path_is_asked_by_its_addresses(built: SiteTest, address: str) -> None:
    built.write("site.yaml", f"{DEFAULT_SITE}site_url: https://a.example/old\n")

    assert built.run("why", address, "--json").json["path"] == f"{PAGE}index.html"


def test_what_is_no_address_is_no_page(built: SiteTest) -> None:
    run = built.run("why", "http://[ar/")

    assert (run.code, "no-such-page" in run.err) == (2, True)


def test_a_page_of_prose_is_named(built: SiteTest) -> None:
    built.write("content/ar/pages/about.md", article("من نحن", body="نص آخر.")).build()

    assert reason(built, "ar/about/") == "content/ar/pages/about.md is changed"


def test_another_version_of_warraq_is_named(built: SiteTest) -> None:
    # Its own digest alone changes no page; a site that was touched shows the reason.
    (built.output / "robots.txt").unlink()
    with mock.patch("warraq.publish.intake.fingerprint._code", return_value="another"):
        built.build()

    assert reason(built, "robots.txt") == "changed: warraq itself"


def test_an_edit_and_a_setting_are_both_named(built: SiteTest) -> None:
    built.write("site.yaml", f"{DEFAULT_SITE}robots: index\n")
    built.write(FIRST, article("الأول بعد التصحيح", date="2024-03-31")).build()

    told = "content/ar/2024/03/31/a.md is changed; changed: setting robots"
    assert reason(built, PAGE) == told


def test_a_forgotten_state_is_the_reason_of_what_is_made_after_it(built: SiteTest) -> None:
    shutil.rmtree(built.root / ".warraq")
    built.build()

    assert reason(built, PAGE) == "nothing was known of an earlier build"


def test_a_site_that_others_changed_is_made_anew(built: SiteTest) -> None:
    (built.output / "manifest-sha256.txt").write_text("", "utf-8")
    built.build()

    assert reason(built, PAGE) == "the site was not as the last build had left it"


def test_what_never_was_has_no_reason(built: SiteTest) -> None:
    assert built.run("why", "ar/nowhere/").code == 2


def test_the_reason_is_told_in_words(built: SiteTest) -> None:
    assert f"    reason  {ANEW}\n" in built.run("why", PAGE).out
