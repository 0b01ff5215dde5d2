"""The benchmark compares like with like: the same archive, and the same pages from all."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median

import pytest

from benchmarks.equal import differences, see
from benchmarks.generate import MEDIAN_LETTERS, Made, articles
from benchmarks.measure import FailedError, peak_memory, run
from benchmarks.peers import peers, peers_handed, warraq
from benchmarks.reading import TABLE as READING
from benchmarks.reading import reading, write_pages
from benchmarks.report import write_report
from benchmarks.results import Key, Result, load, save
from benchmarks.rows import Bench
from benchmarks.scale import FIRST, LOOK, scale
from benchmarks.task import Command, Task, Tool
from warraq.content import read_article
from warraq.frontmatter import format_article

SIZE = 100
ENVIRONMENT = Path(__file__).parents[1] / ".warraq-bench" / "peers"
PEERS = peers_handed(ENVIRONMENT)
HUGO_IN_ITS_IDIOM = peers(ENVIRONMENT)["hugo"]

# Enough for lists of several pages.
LONGER = 1000


@pytest.fixture(scope="module")
def task() -> Task:
    return Task(partial(articles, SIZE))


@pytest.fixture(scope="module")
def ours(task: Task, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site that warraq makes of the archive."""
    return _built(warraq(), task, tmp_path_factory.mktemp("warraq"))


@pytest.fixture(scope="module")
def without_links(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the same without related articles and neighbours."""
    task = Task(partial(articles, SIZE), links=False)
    return _built(warraq(), task, tmp_path_factory.mktemp("without-links"))


def _built(tool: Tool, task: Task, folder: Path) -> Path:
    tool.write(task, folder)
    command = tool.build(folder)
    found = subprocess.run(
        command.words, cwd=folder, env=command.whole_environment(), capture_output=True, text=True
    )
    assert not found.returncode, found.stdout + found.stderr
    return tool.output(folder)


def test_the_same_seed_gives_the_same_archive() -> None:
    assert list(articles(SIZE)) == list(articles(SIZE))


def test_another_seed_gives_another_archive() -> None:
    assert list(articles(5)) != list(articles(5, seed=1))


def test_a_smaller_archive_is_the_beginning_of_a_larger_one() -> None:
    assert list(articles(30)) == list(islice(articles(SIZE), 30))


def test_an_invented_article_is_read_back_as_it_was_written() -> None:
    for made in articles(20):
        found = read_article(format_article(made.article, made.body), file="content/ar/a.md")

        assert not found.problems
        assert not found.edited
        assert found.article.title == made.article.title
        assert found.body == made.body


def test_bodies_are_as_long_as_those_of_captures() -> None:
    letters = [len(made.body) for made in articles(1000)]

    assert median(letters) == pytest.approx(MEDIAN_LETTERS, rel=0.1)
    assert max(letters) > 4 * MEDIAN_LETTERS


def test_addresses_and_times_are_all_different() -> None:
    made: list[Made] = list(articles(1000))

    assert len({(one.article.lang, one.article.path) for one in made}) == 1000
    assert len({one.article.published for one in made}) == 1000


def test_warraq_makes_every_page_that_peers_are_handed(task: Task, ours: Path) -> None:
    addresses = {page["url"] for page in task.lists()}
    addresses |= {task.front(made)["url"] for made in task.made()}
    files = {url.lstrip("/") + ("index.html" if url.endswith("/") else "") for url in addresses}

    assert files == {path.relative_to(ours).as_posix() for path in ours.rglob("*.html")}


def test_every_article_shows_what_was_written(task: Task, ours: Path) -> None:
    for made in islice(task.made(), 20):
        article = made.article
        page = see((ours / article.lang / article.path / "index.html").read_text("utf-8"))

        assert all(text in page.text for text in (article.title, *article.tags))
        assert article.source.url in page.links


def test_a_site_is_equal_to_itself_and_to_no_other(ours: Path, tmp_path: Path) -> None:
    (tmp_path / "ar").mkdir()
    (tmp_path / "index.html").write_bytes((ours / "index.html").read_bytes())
    (tmp_path / "ar" / "index.html").write_text("<p>another</p>", encoding="utf-8")

    found = list(differences(ours, tmp_path))

    assert not list(differences(ours, ours))
    assert any(one.startswith("ar/index.html: other text") for one in found)
    assert any(one.startswith("ar/index.html: other links") for one in found)
    assert any(one == "404.html: missing" for one in found)


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_makes_the_same_site(name: str, task: Task, ours: Path, tmp_path: Path) -> None:
    assert not list(differences(ours, _built(_installed(PEERS[name]), task, tmp_path)))


@pytest.mark.parametrize("tool", [PEERS["hugo"], HUGO_IN_ITS_IDIOM], ids=["handed", "idiom"])
def test_a_peer_leaves_out_the_same_links(tool: Tool, without_links: Path, tmp_path: Path) -> None:
    task = Task(partial(articles, SIZE), links=False)

    assert not list(differences(without_links, _built(_installed(tool), task, tmp_path)))


def test_hugo_makes_the_same_lists_itself(tmp_path: Path) -> None:
    task = Task(partial(articles, LONGER))
    sites = [tmp_path / "ours", tmp_path / "theirs"]
    for site in sites:
        site.mkdir()

    theirs = _built(_installed(HUGO_IN_ITS_IDIOM), task, sites[1])

    assert not list(differences(_built(warraq(), task, sites[0]), theirs))
    assert any(theirs.glob("*/section/*/*/*/p1/index.html"))


def test_only_hugo_differs_between_the_tables_of_equal_pages() -> None:
    idiom, handed = peers(ENVIRONMENT), PEERS

    assert [name for name in idiom if type(idiom[name]) is not type(handed[name])] == ["hugo"]


def _installed(tool: Tool) -> Tool:
    if missing := tool.missing():
        pytest.skip(f"{tool.name} is not installed: {missing}")
    return tool


def test_a_run_costs_time() -> None:
    cost = run(Command(("sleep", "0.05"), Path.cwd()))

    assert 0.05 <= cost.wall < 5
    assert cost.cpu < cost.wall


@pytest.mark.parametrize("measure", [run, peak_memory])
def test_a_run_is_ended_at_its_limit(measure: Callable[..., object]) -> None:
    with pytest.raises(FailedError, match=r"not run to the end \(> 0\.1 s\)"):
        measure(Command(("sleep", "60"), Path.cwd()), limit=0.1)


def test_who_was_ended_at_the_limit_says_so_and_the_other_keeps_its_figure() -> None:
    key = Key("A", "cold", 1000, "tmpfs", "nikola")
    own = Result(Key("A", "cold", 1000, "tmpfs", "nikola", ours=True), walls=(1.5,))

    page = write_report([Result(key, why="not run to the end (> 60 s)"), own])

    assert "| nikola | not run to the end (> 60 s) | 1.5 (1.5–1.5) |" in page


def test_figures_are_kept_and_reported(tmp_path: Path) -> None:
    key = Key("A", "cold", 1000, "tmpfs", "hugo")
    peer = Result(key, walls=(2.0, 3.0, 4.0), cpus=(5.0,), version="Hugo 1", machine="a machine")
    own = Result(Key("A", "cold", 1000, "tmpfs", "hugo", ours=True), walls=(1.5,), cpus=(1.0,))
    save(tmp_path / "results.jsonl", (peer, own))

    page = write_report(load(tmp_path / "results.jsonl").values())

    assert "| 1,000 | tmpfs | hugo | 3.0 (2.0–4.0) | 1.5 (1.5–1.5) | 2.0 |" in page
    assert "a machine" in page


def test_what_was_not_run_to_its_end_says_so() -> None:
    key = Key("A", "cold", 1000, "tmpfs", "hugo")
    own = Result(Key("A", "cold", 1000, "tmpfs", "hugo", ours=True), walls=(1.5,))

    page = write_report([Result(key, why="after 60 s"), own])

    assert "not run: after 60 s" in page


def test_who_is_handed_lists_in_table_a_too_takes_part_there() -> None:
    results = [
        Result(Key(table, "cold", 1000, "tmpfs", peer, ours=ours), walls=(1.5 if ours else wall,))
        for table, peer, wall in (("H", "hugo", 2.5), ("H", "pelican", 9.5), ("A", "hugo", 3.5))
        for ours in (False, True)
    ]

    table_a = write_report(results).split("## A build from nothing: ")[1]

    assert table_a.startswith("table A")
    assert "| hugo | 3.5" in table_a
    assert "| pelican | 9.5" in table_a
    assert "| hugo | 2.5" not in table_a


def test_captures_are_read_for_the_first_time_and_once_more(tmp_path: Path) -> None:
    bench = Bench(tmp_path, "disk", pairs=1, limit=60, memory=False)

    first, again = reading(bench, dumps=3)

    assert (first.key.row, first.key.size, first.why) == ("text dumps", 3, "")
    assert again.key.row == "text dumps, nothing new"
    assert len(list(tmp_path.glob("run-*/content/*/2012/*/*/*.md"))) == 3


def test_peers_read_the_same_pages_and_who_is_missing_is_named(tmp_path: Path) -> None:
    bench = Bench(tmp_path, "disk", pairs=1, limit=60, memory=False)

    *told, missing = reading(bench, pages=2)

    assert [(found.key.peer, found.key.ours, found.why) for found in told] == [
        ("warraq", True, ""),
        ("trafilatura", False, ""),
        ("trafilatura, Markdown with metadata", False, ""),
    ]
    written = [path.read_text("utf-8") for path in tmp_path.glob("run-*/output/*.txt")]
    assert sorted(text.startswith("---\ntitle: ") for text in written) == [False, False, True, True]
    assert "installed" in missing.why


def test_pages_are_written_as_captures_of_a_project(tmp_path: Path) -> None:
    write_pages(tmp_path / "project", [b"<p>one</p>", b"<p>two</p>"])

    names = sorted(path.name for path in (tmp_path / "project/content/raw").iterdir())

    assert names == ["000000.html", "000001.html"]


def test_what_was_read_is_reported_a_second() -> None:
    key = Key(READING, "text dumps", 3000, "tmpfs", "warraq", ours=True)
    missing = Key(READING, "saved pages, invented", 300, "tmpfs", "rs-trafilatura")

    page = write_report([Result(key, walls=(2.0,)), Result(missing, why="it has no package")])

    assert "## Reading captures" in page
    assert "| text dumps | 3,000 | tmpfs | warraq | 1,500 | 2.0 (2.0–2.0) |" in page
    assert "| rs-trafilatura |  | not run: it has no package |" in page


def test_what_changes_cost_is_measured_on_a_site_that_stays_right(tmp_path: Path) -> None:
    bench = Bench(tmp_path, "tmpfs", pairs=1, limit=60.0, memory=False)

    found = {result.key.row: result for result in scale(bench, warraq(), articles, 60)}

    assert found[FIRST].memory
    assert found[FIRST].files > 60
    assert len(found[LOOK].walls) == 5
    assert found["nothing changed"].files == 0
    assert found["one article edited"].files == 1
    assert found["40 new articles"].files > 40
    page = write_report(found.values())
    assert "| 60 | tmpfs | nothing changed |" in page
    assert "## After a change" not in page
