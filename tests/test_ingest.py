"""Captures become articles; each is accounted for, and people's edits stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import SiteTest, article, dump
from warraq.content import read_article
from warraq.ingest.ledger import read_ledger

LISTING = "\n".join(f"الأحد 27 مايو 2018\nعنوان خبر قصير رقم {number}" for number in range(30))


def contents(site: SiteTest) -> list[str]:
    folder = site.root / "content"
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.md"))


def only_article(site: SiteTest) -> Path:
    (name,) = contents(site)
    return site.root / "content" / name


def test_a_dump_becomes_an_article_at_its_capture_day(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump()).run("ingest")

    found = read_article(only_article(site).read_text("utf-8"), file="content/ar/x.md").article

    assert contents(site) == ["ar/2018/05/27/افتتاح-الجسر-الجديد.md"]
    assert (found.title, found.section, found.place) == ("افتتاح الجسر الجديد", ("محلية",), "بغداد")
    assert (found.captured, found.published) == ("2018-05-27", "")
    assert found.source.file == "raw/a.txt"
    assert found.id == found.source.sha256[:12]


def test_the_ledger_accounts_for_every_capture(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump())
    site.write("content/raw/copy/of-a.bin", dump())
    site.write("content/raw/b.txt", dump(day="الاثنين , مايو 28 2018"))
    site.write("content/raw/empty.txt", "")
    site.write("content/raw/picture.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00")

    run = site.run("ingest", "--json")

    rows = {row.file: (row.outcome, row.reason) for row in read_ledger(site.root / ".warraq")}
    assert rows["raw/empty.txt"] == ("skipped", "empty")
    assert rows["raw/picture.jpg"] == ("skipped", "unsupported")
    assert sorted(outcome for outcome, _ in rows.values()).count("article") == 1
    assert sorted(outcome for outcome, _ in rows.values()).count("duplicate") == 2
    counts = run.json["counts"]
    assert counts["captures"] == 5
    assert sum(counts[o] for o in ("article", "duplicate", "skipped", "failed")) == 5


def test_the_same_captures_give_the_same_articles_in_any_order(tmp_path: Path) -> None:
    names = ["z/1.txt", "a/2.txt", "m.txt"]
    dumps = [
        dump(body=f"نص أول للخبر رقم {n}.\n\nوفقرة ثانية طويلة عن السوق رقم {n}.") for n in range(3)
    ]
    first = SiteTest(tmp_path / "first")
    second = SiteTest(tmp_path / "second")
    for name, text in zip(names, dumps, strict=True):
        first.write(f"content/raw/{name}", text)
    for name, text in zip(names, reversed(dumps), strict=True):
        second.write(f"content/raw/{name}", text)

    first.run("ingest")
    second.run("ingest")

    assert contents(first) == contents(second)
    assert len(contents(first)) == 3


def test_a_second_ingest_reads_nothing_again(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump()).run("ingest")

    counts = site.run("ingest", "--json").json["counts"]

    assert (counts["read"], counts["article"]) == (0, 1)


def test_a_hand_edit_is_never_overwritten(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump()).run("ingest")
    path = only_article(site)
    path.write_text(path.read_text("utf-8").replace("بحضور", "بحضور كبير"), "utf-8")
    edited = path.read_bytes()

    run = site.run("ingest", "--again", "--json")

    assert path.read_bytes() == edited
    assert "edited" in run.codes


def test_ingest_again_shows_and_applies_what_changed(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump()).run("ingest")
    path = only_article(site)
    site.write("content/raw/a.yaml", "site: صحيفة أخرى\ncaptured: 2018-05-29\n")

    run = site.run("ingest", "--again")

    assert '+captured: "2018-05-29"' in run.out
    assert '-captured: "2018-05-27"' in run.out
    assert 'captured: "2018-05-29"' in path.read_text("utf-8")
    assert contents(site) == ["ar/2018/05/27/افتتاح-الجسر-الجديد.md"]


def test_the_ledger_can_be_deleted_at_any_time(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump()).write("content/raw/b.txt", dump()).run("ingest")
    before = {path.name: path.read_bytes() for path in (site.root / "content").rglob("*.md")}
    rows = read_ledger(site.root / ".warraq")
    (site.root / ".warraq" / "ledger.sqlite").unlink()

    site.run("ingest")

    assert {
        path.name: path.read_bytes() for path in (site.root / "content").rglob("*.md")
    } == before
    assert [(r.file, r.outcome, r.content) for r in read_ledger(site.root / ".warraq")] == [
        (r.file, r.outcome, r.content) for r in rows
    ]


@pytest.mark.parametrize("damage", [b"", b"SQLite format 3\x00 and then nothing", b"\x00" * 8192])
def test_a_damaged_ledger_is_made_again(site: SiteTest, damage: bytes) -> None:
    site.write("content/raw/a.txt", dump()).run("ingest")
    (site.root / ".warraq" / "ledger.sqlite").write_bytes(damage)

    run = site.run("ingest", "--json")

    assert run.code == 0
    assert run.json["counts"]["article"] == 1
    assert len(read_ledger(site.root / ".warraq")) == 1


def test_a_deleted_article_returns_and_ingest_says_how_to_keep_it_away(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump()).run("ingest")
    only_article(site).unlink()

    run = site.run("ingest", "--json")

    assert only_article(site).is_file()
    (note,) = run.json["diagnostics"]
    assert note["code"] == "returned"
    assert "status: removed" in note["hint"]


def test_a_moved_article_is_not_written_a_second_time(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump()).run("ingest")
    moved = site.root / "content/ar/2018/05/27/moved.md"
    only_article(site).rename(moved)

    site.run("ingest")

    assert only_article(site) == moved


def test_an_equal_title_on_one_day_gets_an_address_of_its_own(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump(body="نص الخبر الأول عن السوق.\n\nوفقرة ثانية عن الناس."))
    site.write(
        "content/raw/b.txt", dump(body="نص الخبر الثاني عن المدرسة.\n\nوفقرة أخرى عن الأهالي.")
    )
    site.run("ingest")

    first, second = contents(site)

    assert {first, second} >= {"ar/2018/05/27/افتتاح-الجسر-الجديد.md"}
    assert len({first, second}) == 2


def test_languages_that_share_a_tree_share_its_addresses(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump(body="نص الخبر الأول عن السوق.\n\nوفقرة ثانية عن الناس."))
    site.run("ingest")
    (held,) = contents(site)
    moved = held.replace("ar/", "ar-IQ/")
    text = (site.root / "content" / held).read_text("utf-8")
    site.write(f"content/{moved}", text.replace('"ar"', '"ar-IQ"'))
    (site.root / "content" / held).unlink()

    body = "نص الخبر الثاني عن المدرسة.\n\nوفقرة أخرى عن الأهالي."
    site.write("content/raw/b.txt", dump(body=body))
    run = site.run("build", "--json")

    assert len({name.partition("/")[2] for name in contents(site)}) == 2
    assert "same-address" not in run.codes


@pytest.mark.parametrize("file", ["2018/05/27/a.md", "2019/01/02/a.md", "special/a.md"])
@pytest.mark.parametrize("field", ["aliases", "path"])
def test_a_later_capture_does_not_take_an_address_that_leads_to_another_article(
    site: SiteTest, file: str, field: str
) -> None:
    old = "2018/05/27/افتتاح-الجسر-الجديد"
    value = f"[{old}]" if field == "aliases" else old
    site.write(f"content/ar/{file}", article("خبر آخر", **{field: value}))

    site.write("content/raw/a.txt", dump("افتتاح الجسر الجديد")).run("ingest")

    (found,) = (site.root / "content/ar/2018/05/27").glob("افتتاح-*.md")
    assert found.stem.startswith("افتتاح-الجسر-الجديد-")


def test_an_address_that_leads_nowhere_any_more_may_be_given_out(site: SiteTest) -> None:
    old = "2018/05/27/افتتاح-الجسر-الجديد"
    other = site.root / "content/ar/2019/01/02/a.md"
    site.write("content/ar/2019/01/02/a.md", article("خبر آخر", aliases=f"[{old}]"))
    site.write("content/raw/b.txt", dump("خبر ثالث", body="نص ثالث.\n\nوفقرة.")).run("ingest")
    other.write_text(article("خبر آخر"), "utf-8")

    site.write("content/raw/a.txt", dump("افتتاح الجسر الجديد")).run("ingest")

    assert (site.root / f"content/ar/{old}.md").is_file()


def test_a_later_capture_does_not_take_the_holders_address(site: SiteTest) -> None:
    site.write("content/raw/b.txt", dump(body="نص الخبر الأول عن السوق.\n\nوفقرة ثانية عن الناس."))
    site.run("ingest")
    held = only_article(site).read_bytes()
    for number in range(4):
        site.write(
            f"content/raw/{number}.txt", dump(body=f"نص آخر رقم {number} عن المدرسة.\n\nوفقرة.")
        )

    site.run("ingest")

    bare = site.root / "content/ar/2018/05/27/افتتاح-الجسر-الجديد.md"
    assert bare.read_bytes() == held
    assert len(contents(site)) == 5


def test_sidecars_are_taken_as_certain(site: SiteTest) -> None:
    site.write("content/raw/x/_source.yaml", "site: الجسر\nlang: ar\n")
    site.write("content/raw/x/a.txt", dump())
    site.write(
        "content/raw/x/a.yaml", "url: https://example.org/2018/05/20/a\ncaptured: 2018-05-28\n"
    )
    site.run("ingest")

    found = read_article(only_article(site).read_text("utf-8"), file="content/ar/x.md").article

    assert (found.source.site, found.source.url) == ("الجسر", "https://example.org/2018/05/20/a")
    assert (found.captured, found.published) == ("2018-05-28", "2018-05-20")
    sure = {p.field: (p.rule, p.certainty) for p in found.provenance}
    assert sure["captured"] == ("sidecar", "certain")
    assert sure["published"] == ("address", "likely")


def test_a_wrong_sidecar_fails_its_capture_and_no_other(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump()).write("content/raw/a.yaml", "urll: x\n")
    site.write("content/raw/b.txt", dump("خبر آخر تماما"))

    run = site.run("ingest", "--json")

    assert run.code == 1
    assert run.codes == ["bad-sidecar"]
    assert (run.json["counts"]["article"], run.json["counts"]["failed"]) == (1, 1)
    assert run.json["diagnostics"][0]["file"] == "content/raw/a.yaml"


def test_translations_named_beside_a_capture_are_known_by_id(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump()).write("content/raw/a.yaml", "translations: [b.txt]\n")
    english = (
        "New bridge opens\n\nThe council opened the new bridge this morning.\n\nIt took two years."
    )
    site.write("content/raw/b.txt", english)
    site.run("ingest")

    ids = {row.file: row.id for row in read_ledger(site.root / ".warraq")}
    arabic = next(path for path in (site.root / "content/ar").rglob("*.md"))

    assert f'translations: ["{ids["raw/b.txt"]}"]' in arabic.read_text("utf-8")


def test_a_link_among_the_captures_is_not_followed(site: SiteTest) -> None:
    site.write("secret.txt", dump("مكتوم لا ينشر")).write("content/raw/a.txt", dump())
    (site.root / "content/raw/link.txt").symlink_to(site.root / "secret.txt")
    (site.root / "content/raw/folder").symlink_to(site.root)

    site.run("ingest")

    rows = {row.file: (row.outcome, row.reason) for row in read_ledger(site.root / ".warraq")}
    assert rows["raw/link.txt"] == ("skipped", "link")
    assert "مكتوم" not in "".join(contents(site))


def test_only_the_named_captures_are_read(site: SiteTest) -> None:
    site.write("content/raw/x/a.txt", dump()).write("content/raw/y/b.txt", dump("خبر آخر تماما"))

    site.run("ingest", str(site.root / "content/raw/x"))

    assert [row.file for row in read_ledger(site.root / ".warraq")] == ["raw/x/a.txt"]


def test_a_path_outside_the_captures_is_refused(site: SiteTest, tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere.txt"
    outside.write_text("x")

    run = site.run("ingest", str(outside), "--json")

    assert (run.code, run.codes) == (2, ["outside-raw"])


def test_captures_are_never_modified(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump() + "\r\n\x00")
    path = site.root / "content/raw/a.txt"
    before = (path.read_bytes(), path.stat().st_mtime_ns)

    site.run("build")
    site.run("ingest", "--again")

    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_articles_by_hand_stand_beside_those_read(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump())
    site.write("content/ar/2018/05/27/by-hand.md", article("خبر بخط اليد"))

    site.build()

    assert "خبر بخط اليد" in site.page("ar/2018/05/27")
    assert "افتتاح الجسر الجديد" in site.page("ar/2018/05/27")


def test_review_lists_what_is_doubtful(site: SiteTest) -> None:
    site.write("content/raw/a.txt", "عنوان قصير\n\nسطر واحد فقط من النص هنا.")
    site.run("ingest")

    run = site.run("review", "--json")

    assert run.code == 0
    assert run.json["counts"]["doubtful"] == 1
    assert all(found["severity"] == "note" for found in run.json["diagnostics"])
    assert "no-date" in run.codes


@pytest.mark.parametrize("status", ["removed", "draft"])
def test_what_a_person_hid_does_not_come_back_with_a_changed_capture(
    site: SiteTest, status: str
) -> None:
    site.write("content/raw/a.txt", dump()).run("ingest")
    path = only_article(site)
    path.write_text(path.read_text("utf-8").replace('"public"', f'"{status}"'), "utf-8")
    site.write("content/raw/a.txt", dump().replace("\n", "\r\n"))

    site.run("ingest")

    assert only_article(site) == path
    assert [(row.outcome, row.reason) for row in read_ledger(site.root / ".warraq")] == [
        ("skipped", status)
    ]


def test_a_sidecar_with_an_impossible_day_is_refused(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump()).write("content/raw/a.yaml", "captured: 2018-13-45\n")

    run = site.run("ingest", "--json")

    assert (run.code, run.codes) == (1, ["bad-sidecar"])


def test_an_edit_in_another_encoding_does_not_stop_a_second_reading(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump()).run("ingest")
    path = only_article(site)
    path.write_bytes(path.read_bytes() + "é".encode("latin-1"))

    assert site.run("ingest", "--again", "--json").code == 0
