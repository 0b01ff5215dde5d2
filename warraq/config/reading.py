"""What does site.yaml say, and what is wrong with it?

Strict: an unknown setting or a value of the wrong kind is an error with its line
and a remedy, and all errors are said at once.
"""

from __future__ import annotations

from typing import Any

from warraq.config import SiteConfig
from warraq.config.kinds import Problems, read_map
from warraq.config.settings import SETTINGS
from warraq.diagnostics import ConfigError, Diagnostic, InputError
from warraq.plainyaml import Node, read_yaml

_REQUIRED = ("title", "languages")


def read_config(source: str | bytes, *, file: str = "site.yaml") -> SiteConfig:
    """Return the settings in a text, or in bytes of UTF-8.

    Raises ConfigError with every finding at once.
    """
    tree = _tree(source, file)
    problems = Problems(file)
    values = read_map(tree, {setting.name: setting.read for setting in SETTINGS}, problems)
    _note_missing(tree, problems)
    _stop_at(problems)
    _note_foreign_titles(values, problems)
    _stop_at(problems)
    return _assembled(values)


def _tree(source: str | bytes, file: str) -> Node:
    try:
        text = source if isinstance(source, str) else source.decode("utf-8-sig")
        return read_yaml(text, file=file)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        found = Diagnostic(file, "not-utf8", "it is not UTF-8", "save it as UTF-8", line)
        raise ConfigError(found) from error
    except InputError as error:
        raise ConfigError(*error.diagnostics) from error


def _stop_at(problems: Problems) -> None:
    if problems.found:
        raise ConfigError(*problems.found)


def _note_missing(tree: Node, problems: Problems) -> None:
    # A file that is no map has said so already.
    given = tree.value if isinstance(tree.value, dict) else dict.fromkeys(_REQUIRED, tree)
    for required in _REQUIRED:
        if required not in given or given[required].value in ("", (), {}):
            hint = "the least that is enough: «title: الجورنال» and «languages: [ar]»"
            problems.add(1, f"«{required}» is missing", "missing-setting", hint)


def _note_foreign_titles(values: dict[str, Any], problems: Problems) -> None:
    tags = {language.tag for language in values["languages"]}
    for tag, _ in values["title"]:
        if tag and tag not in tags:
            hint = f"the languages are: {', '.join(sorted(tags))}"
            message = f"title in «{tag}», which is none of the languages"
            problems.add(1, message, "unknown-language", hint)


def _assembled(values: dict[str, Any]) -> SiteConfig:
    first = values["languages"][0].tag
    title = tuple((tag or first, text) for tag, text in values.pop("title"))
    breadcrumb = values.pop("breadcrumb", {})
    own = {f"breadcrumb_{name}": value for name, value in breadcrumb.items()}
    return SiteConfig(title=title, **own, **values)
