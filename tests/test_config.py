"""site.yaml: little is enough, and everything wrong is said at once."""

from __future__ import annotations

import json

import pytest

from scripts.make_schema import TARGET, schema_text
from warraq.config.reading import read_config
from warraq.config.settings import SETTINGS
from warraq.diagnostics import ConfigError

NINES = "9" * 5000

FULL = """\
title: {ar: الجسر, en: The Bridge}
languages: {ar: {months: ar-IQ, digits: latn}, en: {}}
timezone: Asia/Baghdad
site_url: https://archive.example/bridge/
robots: index
operator: Friends of the Bridge
contact: archive@example.org
links: file
slug: latin
breadcrumb: {separator: "»"}
sections: {security: [أمن, أمنية]}
boxes: [{style: wide, section: security, items: 5}]
author_pages: true
publish_raw: yes
sources: [{match: "bridge/**", site: الجسر, lang: ar, timezone: UTC, rights: own, profile: generic}]
"""


def errors_of(text: str) -> list[tuple[int, str]]:
    with pytest.raises(ConfigError) as caught:
        read_config(text)
    return [(found.line, found.code) for found in caught.value.diagnostics]


def test_title_and_languages_are_enough() -> None:
    config = read_config("title: الجورنال\nlanguages: [ar]\n")

    assert config.title_in("ar") == "الجورنال"
    assert (config.timezone, config.links, config.robots) == ("UTC", "directory", "noindex")


def test_the_full_form_is_read() -> None:
    config = read_config(FULL)

    assert config.title_in("en") == "The Bridge"
    assert config.language("ar").months == "ar-IQ"
    assert config.breadcrumb_separator == "»"
    assert config.sections == (("security", ("أمن", "أمنية")),)
    assert config.author_pages
    assert config.publish_raw
    assert config.source_of("bridge/2018/a.txt").rights == "own"
    assert config.source_of("other/a.txt").rights == "third-party"


def test_all_errors_are_said_at_once_with_line_and_remedy() -> None:
    text = "title: x\nlanuages: [ar]\nlinks: dir\ntimezone: Mars/Base\nboxes: [{style: tall}]\n"

    with pytest.raises(ConfigError) as caught:
        read_config(text)

    found = [(one.line, one.code) for one in caught.value.diagnostics]
    assert found == [
        (2, "unknown-setting"),
        (3, "bad-value"),
        (4, "bad-value"),
        (5, "bad-value"),
        (1, "missing-setting"),
    ]
    assert "did you mean «languages»?" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(1, "missing-setting"), (1, "missing-setting")]),
        ("title: x\n", [(1, "missing-setting")]),
        ("title: x\nlanguages: [arabic language]", [(2, "bad-value")]),
        ("title: x\nlanguages: [ar, ar]", [(2, "bad-value")]),
        ("title: {fr: x}\nlanguages: [ar]", [(1, "unknown-language")]),
        ("title: x\nlanguages: [ar]\nsite_url: archive", [(3, "bad-value")]),
        ("title: x\nlanguages: [ar]\nsections: {a/b: [x]}", [(3, "bad-value")]),
        ("title: x\nlanguages: [ar]\nsources: [{site: x}]", [(3, "missing-setting")]),
        ("title: x\nlanguages: [ar]\nboxes: [{style: wide, items: 500}]", [(3, "bad-value")]),
        (
            f"title: x\nlanguages: [ar]\nboxes: [{{items: {NINES}}}]",
            [(3, "bad-value"), (3, "missing-setting")],
        ),
        ("title: 'x\nlanguages: [ar]", [(2, "yaml-syntax")]),
        ("- a\n- b\n", [(1, "bad-value")]),
    ],
)
def test_wrong_settings_are_refused(text: str, expected: list[tuple[int, str]]) -> None:
    assert errors_of(text) == expected


@pytest.mark.parametrize(
    ("tag", "tree"),
    [
        ("fa-AF", "fa"),
        ("fa", "fa"),
        ("ar-IQ", "ar"),
        ("de", "ar"),
        ("kmr-Arab", "kmr"),
        ("und", "ar"),
    ],
)
def test_an_article_stands_in_the_tree_of_its_longest_tag(tag: str, tree: str) -> None:
    assert read_config("title: x\nlanguages: [ar, fa, kmr]").tree_of(tag) == tree


def test_the_schema_in_the_reference_is_that_of_the_code() -> None:
    assert TARGET.read_text("utf-8") == schema_text()


def test_every_setting_has_a_row_in_the_reference() -> None:
    reference = (TARGET.parent / "settings.md").read_text("utf-8")

    missing = [setting.name for setting in SETTINGS if f"`{setting.name}`" not in reference]

    assert missing == []
    assert json.loads(schema_text())["properties"].keys() == {s.name for s in SETTINGS}


def test_settings_in_another_encoding_are_refused_with_their_line() -> None:
    with pytest.raises(ConfigError) as caught:
        read_config("languages: [ar]\ntitle: الجورنال\n".encode("cp1256"))

    (found,) = caught.value.diagnostics
    assert (found.code, found.line) == ("not-utf8", 2)
