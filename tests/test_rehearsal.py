"""A dry run touches nothing, and what it announces is what comes."""

from __future__ import annotations

from tests.support import BODY, SiteTest, digests, dump

NOISE = "اشترك في نشرتنا البريدية الأسبوعية لتصلك الأخبار كل صباح"
PROFILE = f"noise: [{NOISE}]\n"


def heap(site: SiteTest) -> SiteTest:
    """Write three captures, of which two print a line that is no part of a story."""
    for number in range(3):
        noise = f"\n\n{NOISE}" if number < 2 else ""
        body = BODY.replace("المهندسين", f"المهندسين رقم {number}") + noise
        site.write(f"content/raw/{number}.txt", dump(f"خبر طويل رقم {number}", body=body))
    site.run("ingest")
    site.write("profiles/generic.yaml", PROFILE)
    return site


def articles(site: SiteTest) -> dict[str, str]:
    found = digests(site.root / "content")
    return {name: digest for name, digest in found.items() if not name.startswith("raw/")}


def announced(site: SiteTest, *arguments: str) -> dict[str, set[str]]:
    run = site.run("ingest", *arguments, "--dry-run", "--json")
    assert run.code == 0
    told: dict[str, set[str]] = {"would-change": set(), "would-add": set()}
    for found in run.json["diagnostics"]:
        told[found["code"]].add(found["file"].removeprefix("content/"))
    assert run.json["counts"]["changed"] == len(told["would-change"])
    assert run.json["counts"]["new"] == len(told["would-add"])
    return told


def test_a_dry_run_changes_nothing(site: SiteTest) -> None:
    before = digests(heap(site).root)

    run = site.run("ingest", "--again", "--dry-run")

    assert digests(site.root) == before
    assert f"-{NOISE}" in run.out
    assert "nothing was written: 2 articles would change, 0 be new" in run.out


def test_what_is_announced_comes_and_nothing_else(site: SiteTest) -> None:
    heap(site).write("content/raw/new.txt", dump("خبر جديد تماما", day="الاثنين , مايو 28 2018"))
    before = articles(site)
    told = announced(site, "--again")

    site.run("ingest", "--again")

    after = articles(site)
    assert {name for name in before if after[name] != before[name]} == told["would-change"]
    assert after.keys() - before.keys() == told["would-add"]
    assert (len(told["would-change"]), len(told["would-add"])) == (2, 1)
    assert announced(site, "--again") == {"would-change": set(), "would-add": set()}


def test_texts_of_other_captures_are_announced_and_counted(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump()).run("ingest")
    site.write("content/raw/a.txt", dump(body="نص آخر تماما.\n\nوفقرة ثانية عن الناس."))
    before = articles(site)

    dry = site.run("ingest", "--dry-run", "--json").json
    said = site.run("ingest", "--dry-run").out
    site.run("ingest")

    (kept,) = articles(site).keys() - before.keys()
    told = {(one["code"], one["file"]) for one in dry["diagnostics"]}
    assert ("would-keep", f"content/{kept}") in told
    assert {name: dry["counts"][name] for name in ("changed", "new", "versions")} == {
        **{"changed": 1, "new": 0, "versions": 1}
    }
    assert "1 article would change, 0 be new; so would 1 text of other captures" in said


def test_a_text_that_would_go_is_announced(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump()).run("ingest")
    other = dump(body="نص آخر تماما.\n\nوفقرة ثانية عن الناس.")
    site.write("content/raw/a.txt", other).run("ingest")
    (kept,) = (name for name in articles(site) if name.startswith("versions/"))
    site.write("content/raw/a.txt", dump())

    run = site.run("ingest", "--dry-run", "--json")

    told = [(one["code"], one["file"]) for one in run.json["diagnostics"]]
    assert ("would-forget", f"content/{kept}") in told


def test_what_a_person_edited_is_announced_as_untouched(site: SiteTest) -> None:
    (name,) = [one for one in articles(heap(site)) if one.endswith("رقم-0.md")]
    path = site.root / "content" / name
    path.write_text(path.read_text("utf-8").replace("افتتح", "دشن"), "utf-8")

    run = site.run("ingest", "--again", "--dry-run", "--json")

    notes = {(found["code"], found["file"]) for found in run.json["diagnostics"]}
    assert ("edited", f"content/{name}") in notes
    assert ("would-change", f"content/{name}") not in notes
    assert run.json["counts"]["changed"] == 1


def test_a_dry_run_of_a_first_reading_tells_what_is_new(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump())

    told = announced(site)

    assert told == {"would-change": set(), "would-add": {"ar/2018/05/27/افتتاح-الجسر-الجديد.md"}}
    assert articles(site) == {}
