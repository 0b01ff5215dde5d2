"""Front matter: one writer, a patient reader, and no way to lose an article."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.content import read_article, read_article_file
from warraq.diagnostics import InputError
from warraq.frontmatter import format_article
from warraq.model import Article, Dropped, Provenance, Source, Teaser, Version
from warraq.sealed import read_sealed

FILE = "content/ar/2018/05/27/a.md"

# Lone surrogates cannot stand in a file; controls and non-characters mean nothing in one.
_nothing = "".join(map(chr, (*range(32), 127, 0xFFFE, 0xFFFF)))
_letters = st.characters(exclude_categories=["Cs"], exclude_characters=_nothing)
_text = (
    st.text(_letters, min_size=1, max_size=60).map(lambda text: " ".join(text.split())).filter(bool)
)
_texts = st.lists(_text, max_size=3).map(tuple)
_dates = st.sampled_from(["", "2018", "2018-05", "2018-05-27", "2018-05-27T10:30+03:00"])

articles = st.builds(
    Article,
    path=st.just("2018/05/27/a"),
    lang=st.sampled_from(["ar", "ckb", "fa-AF", "en"]),
    title=_text,
    id=st.just("0123456789ab"),
    section=_texts,
    authors=_texts,
    place=st.one_of(st.just(""), _text),
    captured=st.just("2018-05-27"),
    published=_dates,
    tags=_texts,
    summary=st.one_of(st.just(""), _text),
    see_also=st.lists(st.builds(Teaser, _text, st.one_of(st.just(""), _text)), max_size=2).map(
        tuple
    ),
    source=st.builds(
        Source, site=_text, file=_text, sha256=st.just("e" * 64), bytes=st.integers(0, 10**15)
    ),
    captures=st.lists(st.builds(Version, file=_text, sha256=st.just("e" * 64)), max_size=2).map(
        tuple
    ),
    provenance=st.just((Provenance("title", "crumb tail", "likely"),)),
    dropped=st.just((Dropped("header-date", ("1", "3-4")),)),
    confirmed=_texts,
    status=st.sampled_from(["public", "draft", "noindex", "removed"]),
)


@given(articles)
def test_reading_what_was_written_gives_the_same_article(article: Article) -> None:
    text = format_article(article, "متن")

    found = read_article(text, file=FILE)

    assert replace(found.article, written="") == article
    assert found.problems == ()
    assert not found.edited


@given(articles)
def test_a_sealed_file_reads_as_the_yaml_parser_reads_it(article: Article) -> None:
    text = format_article(article, "متن")
    head = text.split("---\n")[1]

    found = read_sealed(head)
    patient = read_article(text.replace("متن", "نص"), file=FILE).article

    assert found is None or replace(found, published=patient.published) == patient


def test_most_sealed_files_are_read_without_the_parser() -> None:
    article = Article("2018/05/27/a", "ar", '«عنوان» "آخر"', captured="2018-05-27", tags=("وسم",))

    assert read_sealed(format_article(article, "متن").split("---\n")[1]) is not None


def test_an_edit_is_noticed() -> None:
    text = format_article(Article("2018/05/27/a", "ar", "عنوان"), "متن")

    assert not read_article(text, file=FILE).edited
    assert read_article(text.replace("متن", "نص"), file=FILE).edited
    assert read_article(text.replace("عنوان", "آخر"), file=FILE).edited


def test_yaml_that_looks_like_other_types_stays_text() -> None:
    text = "---\ntitle: 12:30:45\nplace: no\ntags: [017, =, ~]\n---\nx"

    article = read_article(text, file=FILE).article

    assert (article.title, article.place, article.tags) == ("12:30:45", "no", ("017", "="))


def test_folder_tells_language_day_and_address() -> None:
    article = read_article("---\ntitle: x\n---\n", file="content/ckb/2018/05/27/name.md").article

    assert (article.lang, article.published, article.path) == (
        "ckb",
        "2018-05-27",
        "2018/05/27/name",
    )


def test_an_undated_article_has_no_date() -> None:
    article = read_article("---\ntitle: x\n---\n", file="content/ar/undated/name.md").article

    assert (article.published, article.captured, article.path) == ("", "", "undated/name")


def test_the_folder_never_overrides_a_captured_date() -> None:
    text = '---\ntitle: x\ncaptured: "2018-05-27"\n---\n'

    assert read_article(text, file=FILE).article.published == ""


def test_unknown_keys_are_kept_and_reported() -> None:
    text = "---\ntitle: x\nmood:\n  - calm   # really\nplace: Basra\n---\nbody\n"

    found = read_article(text, file=FILE)
    again = format_article(found.article, found.body)

    assert [problem.code for problem in found.problems] == ["unknown-key"]
    assert found.problems[0].line == 3
    assert "mood:\n  - calm   # really\n" in again


@pytest.mark.parametrize(
    ("line", "code", "number"),
    [
        ("published: 2018-13-01", "bad-date", 3),
        ("published: 2018-02-30", "bad-date", 3),
        ("published: yesterday", "bad-date", 3),
        ("lang: arabic language", "bad-value", 3),
        ("status: hidden", "bad-value", 3),
        ("tags: {a: b}", "bad-value", 3),
        ("place: [a, b]", "bad-value", 3),
        ("see_also: [{teaser: x}]", "bad-value", 3),
    ],
)
def test_one_bad_field_does_not_lose_the_article(line: str, code: str, number: int) -> None:
    found = read_article(f"---\ntitle: x\n{line}\n---\nbody", file=FILE)

    assert found.article.title == "x"
    assert [(problem.code, problem.line) for problem in found.problems] == [(code, number)]


def test_a_misspelt_status_hides_rather_than_shows() -> None:
    found = read_article("---\ntitle: x\nstatus: remved\n---\n", file=FILE)

    assert found.article.status == "draft"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("no front matter", "no-front-matter"),
        ("---\nplace: x\n---\n", "no-title"),
        ("---\ntitle: قال: نعم: لا\n---\n", "yaml-syntax"),
        ("---\n- a\n- b\n---\n", "no-front-matter"),
        ("---\ntitle: " + "[" * 30_000 + "\n---\n", "yaml-depth"),
        ("---\ntitle: &a x\nplace: *a\n---\n", "yaml-alias"),
        ("---\ntitle: " + "x" * 70_000 + "\n---\n", "yaml-size"),
        ("---\ntitle: a\ntitle: b\n---\n", "yaml-twice"),
    ],
)
def test_hostile_front_matter_is_named_with_its_line(text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_article(text, file=FILE)

    assert caught.value.diagnostics[0].code == code
    assert caught.value.diagnostics[0].file == FILE


@given(st.text())
def test_any_text_is_read_or_named(text: str) -> None:
    problems: list[str] = []
    try:
        title = read_article(f"---\n{text}\n---\n", file=FILE).article.title
    except InputError as error:
        problems = [found.file for found in error.diagnostics]
        title = ""

    assert title or problems == [FILE]


def test_front_matter_that_grows_too_long_goes_without_its_history() -> None:
    dropped = (Dropped("share", tuple(map(str, range(0, 40_000, 2)))),)
    long = Article("2018/05/27/a", "ar", "عنوان", captured="2018", dropped=dropped)

    found = read_article(format_article(long, "متن"), file=FILE)

    assert replace(found.article, written="") == replace(long, dropped=())
    assert not found.edited


@pytest.mark.parametrize("field", ['published: "0000"', 'path: "2018/02/30/a"'])
def test_a_day_that_no_calendar_has_is_a_problem_and_no_day(field: str) -> None:
    found = read_article(f"---\ntitle: عنوان\n{field}\n---\n", file=FILE)

    assert [problem.code for problem in found.problems] == [
        "bad-date" if "published" in field else "bad-address"
    ]
    assert found.article.path == "2018/05/27/a"


@pytest.mark.parametrize("encoding", ["cp1256", "utf-16"])
def test_what_a_person_saved_in_another_encoding_is_read_and_said(encoding: str) -> None:
    body = "عاد سكان الضفة إلى عبور الجسر القديم بعد أن أنهت البلدية أعمال الترميم في المدينة. " * 3
    data = f"---\ntitle: عودة الجسر القديم\npublished: 2018-01-02\n---\n\n{body}\n".encode(encoding)

    found = read_article_file(data, file="content/ar/2018/01/02/win.md")

    assert found.article.title == "عودة الجسر القديم"
    assert found.body.strip() == body.strip()
    assert [one.code for one in found.problems] == ["not-utf8"]
