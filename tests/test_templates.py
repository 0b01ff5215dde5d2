from __future__ import annotations

import dataclasses
import gc
import gzip
import re
import typing
import weakref
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import NoneType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from warraq.config import BoxStyle
from warraq.diagnostics import InputError
from warraq.publish.theme.bytecode import KeptBytecode
from warraq.publish.theme.compiled import DirectEnvironment
from warraq.publish.theme.markup import html_of, markup
from warraq.publish.theme.strings import words_for
from warraq.publish.theme.templates import Theme
from warraq.publish.views.mains import (
    ArticleView,
    ChooserView,
    HomeView,
    ListView,
    PlainView,
    RedirectView,
    VersionView,
    YearView,
)
from warraq.publish.views.parts import Box, Card, DateView, Link, SeeAlsoView
from warraq.publish.views.shell import Aside, Frame, Head, Menu, MenuItem, Shell, Ticker, Widget

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "templates"
CSS = (ROOT / "static" / "site.css").read_text(encoding="utf-8")

HOSTILE = "{{7*7}}<script>alert(1)</script>\"' onx='1"


class Keys:
    """Words that show their own keys."""

    def __getitem__(self, key: str) -> str:
        return key

    def __getattr__(self, key: str) -> str:
        if key.startswith(("__", "jinja_")):
            raise AttributeError(key)
        return key

    def __call__(self, key: str, /, **values: object) -> Markup:
        shown = "".join(f" <bdi>{escape(value)}</bdi>" for value in values.values())
        return Markup(escape("word" if "§" in key else key)) + Markup(shown)

    def plain(self, key: str, /, **values: object) -> str:
        return " ".join([key, *map(str, values.values())])

    def count(self, noun: str, number: int) -> str:
        return f"{number} {noun}"


T: Any = Keys()


def filled(kind: Any, text: Iterator[str], /, **given: Any) -> Any:
    """Return a value of `kind` with every text field filled, one item in every tuple."""
    if dataclasses.is_dataclass(kind) or hasattr(kind, "_fields"):
        hints = typing.get_type_hints(kind)
        fields = {name: given.get(name) or _field(name, hint, text) for name, hint in hints.items()}
        return kind(**fields)  # type: ignore[operator]
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        inner = inner[:1] if Ellipsis in inner else inner
        return tuple(filled(one, text) for one in inner)
    if origin is typing.Literal:
        return inner[0]
    if inner:
        return filled(next(one for one in inner if one is not NoneType), text)
    return {bool: True, int: 2, str: ""}.get(kind) or next(text)


def _field(name: str, hint: Any, text: Iterator[str]) -> Any:
    return "<p>body</p>" if name == "body" else filled(hint, text)


def hostile() -> Iterator[str]:
    while True:
        yield HOSTILE


def marked() -> Iterator[str]:
    yield from (f"§{number}§" for number in range(1_000_000))


MAINS: dict[str, tuple[str, Any, dict[str, Any]]] = {
    "home": ("home.html", HomeView, {}),
    "section": ("list.html", ListView, {}),
    "day": ("list.html", ListView, {"kind": "day"}),
    "year": ("year.html", YearView, {}),
    "article": ("article.html", ArticleView, {}),
    "version": ("version.html", VersionView, {}),
    "prose": ("plain.html", PlainView, {}),
    "removed": ("plain.html", PlainView, {"kind": "removed"}),
    "not-found": ("plain.html", PlainView, {"kind": "not-found"}),
}
ALONE = {"chooser": ChooserView, "redirect": RedirectView}


@pytest.fixture(scope="module")
def theme() -> Theme:
    return Theme([SHIPPED])


def page(theme: Theme, kind: str, text: Iterator[str]) -> str:
    if kind in ALONE:
        return theme.render(f"{kind}.html", main=filled(ALONE[kind], text), t=T)
    template, view, given = MAINS[kind]
    widget = filled(Widget, text)
    widgets = tuple(widget._replace(kind=one) for one in ("list", "counts", "months"))
    shell = filled(Shell, text, aside=Aside(widgets))
    shell = shell._replace(frame=dataclasses.replace(shell.frame, is_home=kind == "home"))
    return theme.page(shell, filled(Head, text), template, filled(view, text, **given), T)


def shell_of(title: str = "مرآة", **frame: Any) -> Shell:
    return Shell(Frame("ar", "rtl", Link(title), "./", "site.css", **frame))


every_kind = pytest.mark.parametrize("kind", [*MAINS, *ALONE])


class Outline(HTMLParser):
    """The tags of a page, and the pieces of text that run together in one line."""

    INLINE = frozenset({"a", "b", "bdi", "code", "small", "span", "time"})
    VOID = frozenset({"meta", "link", "img", "br", "hr", "input"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.texts: list[str] = []
        self.runs: list[list[tuple[str, bool]]] = [[]]
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        if tag not in self.INLINE:
            self.runs.append([])
        if tag not in self.VOID:
            self._open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag, "tags are nested properly"
        if tag not in self.INLINE:
            self.runs.append([])

    def handle_data(self, data: str) -> None:
        if not data.strip() or any("aria-hidden" in attrs for _, attrs in self._open):
            return
        self.texts.append(data)
        self.runs[-1].append((data, self._isolated()))

    def _isolated(self) -> bool:
        for tag, attrs in reversed(self._open):
            if tag not in self.INLINE:
                return False
            if tag == "bdi" or "dir" in attrs:
                return True
        return False


@given(st.text(alphabet=st.sampled_from("&<>'\" aآ中😀")) | st.text() | st.integers() | st.none())
def test_what_becomes_html_is_what_the_plain_way_makes_of_it(value: object) -> None:
    assert html_of(value) == str(escape(value))


def test_what_is_html_already_stays() -> None:
    made = markup("<b>&amp;</b>")

    assert (type(made), made) == (Markup, Markup("<b>&amp;</b>"))
    assert html_of(made) is made


@every_kind
def test_a_page_has_one_first_heading(theme: Theme, kind: str) -> None:
    assert Outline(page(theme, kind, marked())).tags.count("h1") == 1


@every_kind
def test_what_a_field_holds_comes_out_as_text(theme: Theme, kind: str) -> None:
    outline = Outline(page(theme, kind, hostile()))

    assert any(HOSTILE in text for text in outline.texts)
    assert not any("49" in text for text in outline.texts)
    assert "script" not in outline.tags
    assert "onx" not in outline.attributes


@every_kind
def test_a_value_beside_other_words_is_isolated(theme: Theme, kind: str) -> None:
    for run in Outline(page(theme, kind, marked())).runs:
        loose = [text for text, isolated in run if "§" in text and not isolated]
        assert len(run) == 1 or not loose, run


@every_kind
def test_a_page_asks_for_nothing_from_elsewhere_and_runs_nothing(theme: Theme, kind: str) -> None:
    html = page(theme, kind, marked())

    assert "default-src 'none'" in html
    assert 'style="' not in html
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", html)


def test_the_character_set_comes_first(theme: Theme) -> None:
    html = page(theme, "article", marked())

    assert html.startswith("<!doctype html>")
    assert html.split("<head>\n")[1].startswith('<meta charset="utf-8">')


def test_only_the_home_page_makes_the_site_name_its_heading(theme: Theme) -> None:
    assert '<h1 class="site">' in page(theme, "home", marked())
    assert '<h1 class="site">' not in page(theme, "article", marked())


def test_the_last_crumb_is_the_page_itself_and_the_separator_is_silent(theme: Theme) -> None:
    crumbs = (Link("الرئيسية", "../"), Link("أمن"))
    view = PlainView("page", crumbs, heading="أمن")
    html = theme.page(shell_of(breadcrumb_separator="/"), Head("أمن"), "plain.html", view, T)

    assert '<span aria-hidden="true">/</span><span aria-current="page">أمن</span></li></ol>' in html


def test_the_archive_notice_stands_in_masthead_and_footer(theme: Theme) -> None:
    html = theme.page(
        shell_of(archive_of="صحيفة النهر"),
        Head("x"),
        "plain.html",
        PlainView("page", ()),
        T,
    )

    head, foot = html.split("<footer>")
    assert "archive_of <bdi>صحيفة النهر</bdi>" in head
    assert "mirror_explained" in foot


def test_a_story_in_another_language_carries_its_language_and_direction(theme: Theme) -> None:
    card = Card("A title", "x/", "en", "ltr", "A teaser")
    view = HomeView((card,), ())

    html = theme.page(shell_of(is_home=True), Head("x"), "home.html", view, T)

    assert '<h2 lang="en" dir="ltr"><a href="x/">A title</a></h2>' in html
    assert '<p class="teaser" lang="en" dir="ltr">A teaser</p>' in html


def test_what_is_not_held_is_no_link(theme: Theme) -> None:
    view = ArticleView((), "عنوان", "", see_also=(SeeAlsoView("مادة مفقودة"),))

    html = theme.page(shell_of(), Head("x"), "article.html", view, T)

    assert '<b><bdi dir="rtl">مادة مفقودة</bdi></b> <small>not_held</small>' in html


def test_an_unknown_date_of_publication_is_said_and_not_faked(theme: Theme) -> None:
    captured = DateView("2018-05-27", "27 أيار 2018")
    view = ArticleView((), "عنوان", "", captured=captured)

    html = theme.page(shell_of(), Head("x"), "article.html", view, T)

    assert "date_unknown" in html
    assert "published_on" not in html
    assert 'captured_on <bdi><time datetime="2018-05-27">27 أيار 2018</time></bdi>' in html


def box(style: BoxStyle) -> Box:
    return Box(style, None, (Card("عنوان", "x/"),))


def test_a_pair_box_without_a_neighbour_takes_the_whole_row(theme: Theme) -> None:
    view = HomeView((), (box("pair"), box("pair"), box("pair"), box("wide")))

    html = theme.page(shell_of(is_home=True), Head("x"), "home.html", view, T)

    assert re.findall(r'<section class="(\w+)">', html) == ["pair", "pair", "list", "wide"]


def test_a_project_replaces_a_template_file_by_file(tmp_path: Path) -> None:
    (tmp_path / "head.html").write_text("<title>خاص: {{ head.title }}</title>", encoding="utf-8")
    theme = Theme([tmp_path, SHIPPED])

    html = theme.page(shell_of(), Head("أمن"), "plain.html", PlainView("page", ()), T)

    assert "<title>خاص: أمن</title>" in html
    assert '<div class="mast">' in html


def test_templates_are_compiled_once_and_again_where_what_was_kept_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled: list[str] = []
    compile_one = DirectEnvironment.compile
    monkeypatch.setattr(
        DirectEnvironment,
        "compile",
        lambda self, source, name, *rest: (
            compiled.append(name),
            compile_one(self, source, name, *rest),
        )[1],
    )

    def render() -> str:
        theme = Theme([SHIPPED], KeptBytecode(tmp_path / "bytecode"))
        return theme.page(shell_of(), Head("x"), "plain.html", PlainView("page", ()), T)

    first = render()
    assert len(compiled) == len(list((tmp_path / "bytecode").iterdir()))
    assert "plain.html" in compiled

    compiled.clear()
    assert render() == first
    assert not compiled

    for place in (tmp_path / "bytecode").iterdir():
        place.write_bytes(place.read_bytes()[:-1] + b"?")
    assert render() == first
    assert "plain.html" in compiled


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("<p>\n{{ main.no_such_field }}", 2),
        ("<p>\n\n{{ nobody }}", 3),
        ("{% if main %}\n{% endfor %}", 2),
        ("\n{{ 1 + 'a' }}", 2),
    ],
)
def test_an_error_in_a_project_template_names_file_and_line(
    tmp_path: Path, source: str, line: int
) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "year.html").write_text(source, encoding="utf-8")

    with pytest.raises(InputError) as caught:
        Theme([folder, SHIPPED]).render("year.html", main=HomeView((), ()))

    found = caught.value.diagnostics[0]
    assert (found.file, found.line) == ("templates/year.html", line)


def test_a_template_that_is_not_utf_8_or_not_there_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "year.html").write_bytes("سنة".encode("cp1256"))
    theme = Theme([tmp_path, SHIPPED])

    for name, code in (("year.html", "template-encoding"), ("x.html", "template-missing")):
        with pytest.raises(InputError) as caught:
            theme.render(name)
        assert caught.value.diagnostics[0].code == code


@pytest.mark.parametrize("source", ["{{ head_slot }}", "{{ main_slot }}{{ main_slot }}", "<p>"])
def test_a_shell_without_its_slots_is_refused(tmp_path: Path, source: str) -> None:
    (tmp_path / "page.html").write_text(source, encoding="utf-8")

    with pytest.raises(InputError, match="template-slots"):
        page(Theme([tmp_path, SHIPPED]), "prose", marked())


def test_what_pages_share_is_rendered_once(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered: list[str] = []
    render = theme.render

    def counting(name: str, **values: object) -> str:
        rendered.append(name)
        return render(name, **values)

    monkeypatch.setattr(theme, "render", counting)
    shell = shell_of("مرة واحدة")._replace(menu=Menu(), ticker=Ticker())
    for title in ("الأول", "الثاني"):
        theme.page(shell, Head(title), "plain.html", PlainView("page", ()), T)
    other = shell._replace(ticker=Ticker((Link("خبر"),)))
    theme.page(other, Head("الثالث"), "plain.html", PlainView("page", ()), T)

    assert [rendered.count(f"{name}.html") for name in ("page", "menu", "ticker")] == [1, 1, 2]
    assert rendered.count("plain.html") == rendered.count("head.html") == 3


def test_every_word_that_the_templates_ask_for_is_known() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in SHIPPED.glob("*.html"))
    asked = set(re.findall(r"""\bt(?:\.plain)?\(['"](\w+)|\bt\.(?!plain|count)(\w+)""", source))

    assert asked
    for in_phrase, alone in asked:
        assert words_for("en")[in_phrase or alone]


def test_the_style_sheet_knows_no_left_and_right() -> None:
    physical = r"\b(left|right)\b|(margin|padding|border)-(top|bottom)|bidi-override"

    assert not re.search(physical, CSS)
    assert not re.search(r"(?<![\w-])(width|height|max-width|min-height)\s*:", _declarations(CSS))
    assert "letter-spacing" not in CSS
    assert "text-transform" not in CSS
    assert "url(" not in CSS


def _declarations(css: str) -> str:
    return re.sub(r"@media[^{]*", "", css)


def test_the_page_is_light(theme: Theme) -> None:
    menu = tuple(MenuItem(Link(f"قسم {n}", f"../{n}/")) for n in range(12))
    ticker = tuple(Link(f"عنوان طويل لخبر عاجل {n}", f"../{n}/") for n in range(5))
    latest = tuple(Link(f"خبر من أخبار اليوم {n}", f"../{n}/") for n in range(8))
    shell = shell_of("أرشيف صحيفة النهر", archive_of="صحيفة النهر")._replace(
        menu=Menu(menu),
        ticker=Ticker(ticker),
        aside=Aside((Widget("list", "latest", latest),)),
    )
    view = filled(ArticleView, marked())
    html = theme.page(shell, Head("عنوان"), "article.html", view, T)

    assert len(CSS.encode()) <= 8_000
    assert len(gzip.compress(CSS.encode())) + len(gzip.compress(html.encode())) <= 5_500
    assert html.count("<") / 2 < 400
    assert (ROOT / "static" / "favicon.svg").stat().st_size < 1_000


def test_a_theme_is_not_kept_behind_its_build() -> None:
    theme = Theme((SHIPPED,))
    theme.render("redirect.html", main=RedirectView("x/", "خبر", "ar", "rtl"), t=words_for("ar"))
    kept = weakref.ref(theme)

    del theme
    gc.collect()

    assert kept() is None
