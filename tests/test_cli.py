"""The command line: its exit codes, what it prints for people, and what for programs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support import ROOT, Run, SiteTest, digests, dump
from warraq import __version__
from warraq.cli.printing import print_table
from warraq.project import Project, writing

LISTING = "\n".join(f"الأحد 27 مايو 2018\nعنوان خبر قصير رقم {number}" for number in range(30))

FIRST = ["new", "build", "serve", "review", "why"]
KEYS = ["format", "command", "counts", "diagnostics", "exit"]
DIAGNOSTIC_KEYS = ["severity", "code", "file", "line", "message", "hint"]

_WORDS = ["سوق", "مدرسة", "جسر", "نهر", "قطار", "مطر", "حديقة", "مكتبة"]


@pytest.fixture
def built(site: SiteTest) -> SiteTest:
    """Return a project of two captures, built."""
    site.write("content/raw/a.txt", dump())
    site.write("content/raw/b.txt", dump(day="الاثنين , مايو 28 2018", body=story(1)))
    site.build()
    return site


def story(number: int) -> str:
    """Return a body that no other number has."""
    names = " ".join(_WORDS[int(digit)] for digit in f"{number:o}")
    return (
        f"اجتمع الأهالي قرب {names} صباح اليوم لبحث أمر رقمه {number} في دفتر البلدية.\n\n"
        f"وقال رئيس المجلس إن العمل يستغرق {number} يوما، وإن الجميع مدعوون إلى المشاركة فيه."
    )


def door(*arguments: str, cwd: Path, module: bool = False) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, as its owner does."""
    start = ["-m", "warraq"] if module else [str(ROOT / "build.py")]
    return subprocess.run(
        [sys.executable, *start, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


# --- exit codes -------------------------------------------------------------------------


def test_done_with_skips_and_warnings_is_0(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump()).write("content/raw/empty.txt", "")
    site.write("content/raw/a.yaml", "translations: [nowhere.txt]\n")

    run = site.run("build", "--json")

    assert (run.code, run.json["exit"]) == (0, 0)
    assert run.codes == ["no-translation"]
    assert run.json["counts"]["skipped"] == 1


def test_a_failed_capture_is_1_and_the_others_are_published(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump()).write("content/raw/a.yaml", "urll: x\n")
    site.write("content/raw/b.txt", dump("خبر آخر تماما"))

    run = site.run("build")

    assert run.code == 1
    assert "content/raw/a.yaml:1: unknown name «urll» [bad-sidecar]" in run.err
    assert "خبر آخر تماما" in site.page("ar/2018/05/27")


def test_a_failed_article_is_1_and_the_others_are_published(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump())
    site.write("content/ar/2018/05/27/b.md", "no front matter at all")

    run = site.run("build", "--json")

    assert (run.code, run.codes) == (1, ["no-front-matter"])
    assert "افتتاح الجسر الجديد" in site.page("ar/2018/05/27")


def test_a_failed_template_is_1_and_the_site_is_as_it_was(built: SiteTest) -> None:
    before = built.tree()
    built.write("templates/article.html", "{% if %}")

    run = built.run("build", "--json")

    assert (run.code, run.codes) == (1, ["template-syntax"])
    assert run.json["diagnostics"][0]["file"] == "templates/article.html"
    assert built.tree() == before


def test_a_check_that_does_not_hold_is_1(built: SiteTest) -> None:
    page = built.output / "ar" / "index.html"
    page.write_text(page.read_text("utf-8").replace('href="', 'href="nowhere/', 3), "utf-8")

    run = built.run("check", "--json")

    assert (run.code, run.json["exit"]) == (1, 1)
    assert run.json["diagnostics"]


def test_wrong_settings_are_2_with_every_finding_at_once(site: SiteTest) -> None:
    wrong = "title: x\nlanguages: [ar]\nlanuages: [en]\nrobots: maybe\ntimezone: Mars/Olympus\n"
    site.write("site.yaml", wrong).write("content/raw/a.txt", dump())

    run = site.run("build", "--json")

    assert run.code == 2
    found = [(item["code"], item["line"]) for item in run.json["diagnostics"]]
    assert found == [("unknown-setting", 3), ("bad-value", 4), ("bad-value", 5)]
    assert run.json["diagnostics"][0]["hint"] == "did you mean «languages»?"
    assert sorted(path.name for path in site.root.iterdir()) == ["content", "site.yaml"]


@pytest.mark.parametrize(
    "command", ["build", "ingest", "publish", "serve", "review", "ledger", "check", "why x"]
)
def test_a_folder_without_settings_is_2(tmp_path: Path, command: str) -> None:
    run = SiteTest(tmp_path / "mirror")
    (run.root / "site.yaml").unlink()

    answer = run.run(*command.split(), "--json")

    assert (answer.code, answer.codes) == (2, ["no-project"])
    assert "warraq new" in answer.json["diagnostics"][0]["hint"]
    assert list(run.root.iterdir()) == []


@pytest.mark.parametrize("arguments", ["bild", "build nothing", "--nonsense", "why", "new"])
def test_wrong_use_is_2_and_leads_to_the_help(site: SiteTest, arguments: str) -> None:
    run = site.run(*arguments.split())

    assert run.code == 2
    assert "--help" in run.err


def test_what_is_not_there_is_2(built: SiteTest) -> None:
    page = built.run("why", "ar/nowhere/index.html", "--json")
    capture = built.run("ingest", str(built.root / "content/raw/none.txt"), "--json")

    assert (page.code, page.codes) == (2, ["no-such-page"])
    assert (capture.code, capture.codes) == (2, ["no-such-file"])


def test_a_check_before_any_build_is_2(site: SiteTest) -> None:
    run = site.run("check", "--json")

    assert (run.code, run.codes) == (2, ["no-output"])


@pytest.mark.parametrize("command", ["build", "ingest", "publish"])
def test_a_locked_project_is_3_and_stays_as_it_was(built: SiteTest, command: str) -> None:
    built.write("content/raw/c.txt", dump("خبر ثالث", body=story(3)))
    before = digests(built.root / "content") | built.tree()

    with writing(Project(built.root)):
        run = built.run(command, "--json")

    assert (run.code, run.codes) == (3, ["locked"])
    assert str(os.getpid()) in run.json["diagnostics"][0]["message"]
    assert digests(built.root / "content") | built.tree() == before


@pytest.mark.parametrize("command", ["review", "ledger", "check", "why ar/index.html"])
def test_a_locked_project_can_be_looked_at(built: SiteTest, command: str) -> None:
    with writing(Project(built.root)):
        assert built.run(*command.split()).code == 0


def test_an_interrupted_run_is_3_and_says_that_nothing_is_half_done(
    built: SiteTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    before = built.tree()
    monkeypatch.setattr("warraq.publish.take_in", interrupted)

    run = built.run("build", "--json")

    assert (run.code, run.codes) == (3, ["interrupted"])
    assert built.tree() == before


# --- for programs -----------------------------------------------------------------------


def shape_of(answer: dict[str, Any]) -> None:
    assert list(answer) == KEYS
    assert answer["format"] == 1
    assert all(isinstance(number, int) for number in answer["counts"].values())
    for found in answer["diagnostics"]:
        assert list(found) == DIAGNOSTIC_KEYS
        assert found["severity"] in ("error", "warning", "note")
        assert isinstance(found["line"], int)
        assert found["code"]
        assert found["message"]


@pytest.mark.parametrize(
    ("arguments", "counts"),
    [
        (
            "build",
            "captures read article duplicate skipped failed lost doubtful pages written removed",
        ),
        ("ingest", "captures read article duplicate skipped failed lost doubtful"),
        ("ingest --again", "captures read article duplicate skipped failed lost doubtful"),
        (
            "ingest --again --dry-run",
            "captures read article duplicate skipped failed lost doubtful changed new versions",
        ),
        ("publish", "pages written removed"),
        ("review", "doubtful"),
        ("check", "pages links files bytes clicks"),
    ],
)
def test_every_command_prints_one_object_of_one_shape(
    built: SiteTest, arguments: str, counts: str
) -> None:
    run = built.run(*arguments.split(), "--json")

    assert run.out.count("\n") == 1
    assert run.err == ""
    shape_of(run.json)
    assert run.json["command"] == arguments.split()[0]
    assert list(run.json["counts"]) == counts.split()
    assert run.json["exit"] == run.code == 0


def test_a_new_project_is_told_in_the_same_shape(tmp_path: Path) -> None:
    run = SiteTest(tmp_path / "other").run("new", str(tmp_path / "mirror"), "--json")

    shape_of(run.json)
    assert (run.json["command"], run.json["exit"], run.err) == ("new", 0, "")


@pytest.mark.parametrize("command", ["build", "ingest", "publish", "review", "ledger", "why x"])
def test_errors_have_the_same_shape(site: SiteTest, command: str) -> None:
    site.write("site.yaml", "title: x\n")

    run = site.run(*command.split(), "--json")

    shape_of(run.json)
    assert run.err == ""
    assert run.json["command"] == command.split()[0]
    assert run.json["exit"] == run.code == 2


@pytest.mark.parametrize("command", ["ledger", "review", "ingest --again", "ledger --json"])
def test_a_terminal_obeys_no_name_of_a_file(site: SiteTest, command: str) -> None:
    name = "raw/\x1b]0;owned\x07\u202etxt.\x9b31m\n.txt"
    site.write(f"content/{name}", dump())
    site.write(f"content/{name.replace('.txt', '.pdf')}", "no news")
    site.run("ingest")

    run = site.run(*command.split())

    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", (run.out + run.err).replace("\t", "")
    )
    if command == "ledger":
        assert r"raw/\x1b]0;owned\x07\u202etxt.\x9b31m\n.txt" in run.out
    if command == "ledger --json":
        files = [json.loads(line)["file"] for line in run.out.splitlines()]
        assert name in files


def test_the_ledger_is_json_lines_one_for_each_capture(built: SiteTest) -> None:
    built.write("content/raw/copy.txt", dump()).run("build")

    lines = [json.loads(line) for line in built.run("ledger", "--json").out.splitlines()]

    assert [line["file"] for line in lines] == ["raw/a.txt", "raw/b.txt", "raw/copy.txt"]
    keys = ("file", "member", "offset", "length", "sha256", "outcome", "of", "reason")
    assert all(tuple(line) == (*keys, "content", "url") for line in lines)
    original, _, copy = lines
    assert (copy["outcome"], copy["reason"]) == ("duplicate", "same bytes")
    assert copy["of"] == original["sha256"][:12]


def test_why_is_a_json_line_about_one_file(built: SiteTest) -> None:
    (name,) = (built.output / "ar/2018/05/28").glob("*/index.html")
    path = name.relative_to(built.output).as_posix()

    (line,) = built.run("why", path, "--json").out.splitlines()

    facts = json.loads(line)
    assert (facts["path"], facts["template"], facts["state"]) == (
        path,
        "article.html",
        "up to date",
    )
    assert facts["capture"] == "content/raw/b.txt"
    assert facts["bytes"] == name.stat().st_size


# --- for people -------------------------------------------------------------------------


def test_the_line_of_ingest_accounts_for_every_capture(site: SiteTest) -> None:
    for number in range(196):
        section = "قسم لا يعرفه أحد" if number < 7 else "محلية"
        text = dump(f"خبر رقم {number} من المدينة", section=section, body=story(number))
        site.write(f"content/raw/{number % 9}/{number:03d}.txt", text)
    for number in range(3):
        copied = (site.root / f"content/raw/{number + 1}/{number + 10:03d}.txt").read_bytes()
        site.write(f"content/raw/copies/{number}.txt", copied)
    site.write("content/raw/section.txt", LISTING)

    first = site.run("build")
    again = site.run("build")

    line = "196 articles, 3 duplicates, 1 skipped (listing); 7 doubtful"
    assert first.out.splitlines()[0] == f"200 read: {line}"
    assert again.out.splitlines()[0] == f"200 captures, 0 of them new: {line}"
    assert re.fullmatch(r"\d+ files: \d+ written, 0 removed", first.out.splitlines()[1])
    assert again.out.splitlines()[1].endswith(" files: 0 written, 0 removed")
    assert (first.err, again.err) == ("", "")


def test_one_of_a_kind_is_counted_in_the_singular_and_failures_are_named(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump()).write("content/raw/b.txt", dump())
    site.write("content/raw/c.txt", dump("ثالث")).write("content/raw/c.yaml", "lang: [x]\n")

    run = site.run("ingest")

    assert run.out == "3 read: 1 article, 1 duplicate, 0 skipped, 1 failed; 0 doubtful\n"


def test_a_finding_stands_with_its_place_its_code_and_a_remedy(site: SiteTest) -> None:
    run = site.write("site.yaml", "title: x\nlanguages: [ar]\nlanuages: [en]\n").run("build")

    assert run.out == ""
    assert run.err == (
        "site.yaml:3: unknown setting «lanuages» [unknown-setting]\n"
        "    hint: did you mean «languages»?\n"
    )


@pytest.mark.parametrize(
    "command",
    ["build", "ingest", "ingest --again", "publish", "check", "review", "ledger"]
    + ["why ar/index.html", "new NEW"],
)
def test_quiet_prints_nothing_on_success(built: SiteTest, command: str) -> None:
    arguments = [part.replace("NEW", str(built.root / "new")) for part in command.split()]

    run = built.run(*arguments, "--quiet")

    assert (run.code, run.out, run.err) == (0, "", "")


def test_quiet_still_says_what_went_wrong(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump()).write("content/raw/a.yaml", "urll: x\n")

    run = site.run("build", "--quiet")

    assert (run.code, run.out) == (1, "")
    assert "bad-sidecar" in run.err


def test_many_findings_of_a_kind_are_counted(site: SiteTest) -> None:
    for number in range(25):
        site.write(f"content/raw/{number}.txt", dump(f"خبر {number}", body=story(number)))
        site.write(f"content/raw/{number}.yaml", "urll: x\n")

    printed, told = site.run("ingest"), site.run("ingest", "--json")

    assert printed.err.count("unknown name «urll»") == 20
    assert printed.err.splitlines()[-1] == "… and 5 more [bad-sidecar] (all: --json)"
    assert len(told.json["diagnostics"]) == 25


def test_build_is_what_happens_without_a_command(built: SiteTest) -> None:
    built.write("content/raw/c.txt", dump("خبر ثالث", body=story(3)))

    assert built.run("--json").json["command"] == "build"
    assert built.run("build", "--json").json["counts"]["read"] == 0


def test_options_stand_before_or_after_the_command(built: SiteTest) -> None:
    folder = str(built.root)

    answers = [
        door(*arguments, cwd=built.root.parent).stdout
        for arguments in (
            ("--project", folder, "--json", "review"),
            ("review", "--json", "--project", folder),
            ("--json", "review", "--project", folder),
        )
    ]

    assert answers[0].startswith('{"format": 1, "command": "review"')
    assert answers == answers[:1] * 3


def test_a_project_may_be_called_like_a_command(tmp_path: Path) -> None:
    SiteTest(tmp_path / "check").write("content/raw/a.txt", dump())

    run = door("--project", "check", "--json", cwd=tmp_path)

    assert (run.returncode, run.stderr) == (0, "")
    assert json.loads(run.stdout)["command"] == "build"


@pytest.mark.parametrize("module", [False, True], ids=["build.py", "-m warraq"])
def test_both_doors_lead_to_the_same_command(site: SiteTest, module: bool) -> None:
    site.write("content/raw/a.txt", dump())

    built = door(cwd=site.root, module=module)
    failed = door("why", "nowhere", cwd=site.root, module=module)

    assert (built.returncode, built.stderr) == (0, "")
    assert built.stdout.startswith("1 read: 1 article, 0 duplicates, 0 skipped; 0 doubtful\n")
    assert (failed.returncode, failed.stdout) == (2, "")
    assert (site.output / "index.html").is_file()


def test_the_help_begins_with_the_commands_of_every_day(site: SiteTest) -> None:
    run = site.run("--help")
    listed = run.out.partition("Commands:\n")[2]
    names = re.findall(r"^  (\w+)", listed, re.MULTILINE)

    assert run.code == 0
    assert names[: len(FIRST)] == FIRST
    assert names[len(FIRST) :] == sorted(names[len(FIRST) :])
    assert {"ingest", "publish", "check", "ledger"} <= {*names}
    for name in names:
        told = site.run(name, "--help")
        assert told.code == 0
        assert told.out.startswith(f"Usage: warraq {name}")
        assert "--json" in told.out


def test_the_version_is_told(site: SiteTest) -> None:
    assert site.run("--version").out == f"warraq, version {__version__}\n"


# --- new --------------------------------------------------------------------------------


def command(*arguments: str) -> Run:
    """Run a command that belongs to no project yet."""
    from click.testing import CliRunner

    from warraq.cli import commands

    result = CliRunner().invoke(commands, list(arguments), prog_name="warraq")
    return Run(result.exit_code, result.stdout, result.stderr)


def test_a_new_project_builds_without_a_change(tmp_path: Path) -> None:
    folder = tmp_path / "archives" / "mirror"

    made = command("new", str(folder))
    before = digests(folder)
    built = command("build", "--project", str(folder), "--json")
    checked = command("check", "--project", str(folder), "--json")

    assert made.code == built.code == checked.code == 0
    assert [line.strip() for line in made.out.splitlines()[: len(before)]] == [
        f"{folder}/{name}" for name in dict.fromkeys(made_names(made, folder))
    ]
    assert before.keys() == {*made_names(made, folder)}
    assert built.json["counts"]["article"] == 2
    assert built.json["counts"]["doubtful"] == 0
    assert {name: digests(folder)[name] for name in before} == before
    assert command("build", "--project", str(folder), "--json").json["counts"]["written"] == 0


def made_names(run: Run, folder: Path) -> list[str]:
    """Return the files that `new` said it made."""
    lines = [line.strip() for line in run.out.splitlines() if line.startswith("  /")]
    return [line.removeprefix(f"{folder}/") for line in lines]


@pytest.mark.parametrize("there", ["notes.txt", ".git/HEAD", "site.yaml"])
def test_new_refuses_a_folder_with_something_in_it(tmp_path: Path, there: str) -> None:
    path = tmp_path / "mirror" / there
    path.parent.mkdir(parents=True)
    path.write_text("mine", "utf-8")
    before = digests(tmp_path)

    run = command("new", str(tmp_path / "mirror"), "--json")

    assert (run.code, run.codes) == (2, ["not-empty"])
    assert digests(tmp_path) == before


def test_new_refuses_a_file_and_takes_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    (tmp_path / "empty").mkdir()

    assert command("new", str(tmp_path / "file")).code == 2
    assert command("new", str(tmp_path / "empty")).code == 0
    assert (tmp_path / "file").read_text("utf-8") == "mine"


def test_a_table_stands_in_columns_whatever_its_script(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)

    print_table(("path", "doubt"), [("ar/خبرٌ", "no date"), ("zh/新闻", "short"), ("en/[b]", "-")])

    lines = capsys.readouterr().out.splitlines()
    assert lines == ["path     doubt", "ar/خبرٌ   no date", "zh/新闻  short", "en/[b]   -"]
