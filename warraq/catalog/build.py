"""From articles to the catalog: addresses made unique, sections known, days sorted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, count

from warraq.catalog import Catalog, Entry, Section, Tree, filed_under
from warraq.config import SiteConfig
from warraq.diagnostics import Diagnostic, Report
from warraq.model import Article
from warraq.text.keys import key
from warraq.text.sections import SECTION_ORDER, section_name, section_slug
from warraq.text.slug import file_identity, slug


@dataclass(frozen=True, slots=True)
class Found:
    """An article as read from `content/`: its file there, and how it begins."""

    article: Article
    file: str
    teaser: str


def build_catalog(found: Iterable[Found], config: SiteConfig, report: Report) -> Catalog:
    """Return the catalog of these articles; what had to be changed goes to `report`."""
    names = SectionNames(config)
    by_tree: dict[str, list[Entry]] = defaultdict(list)
    for one in found:
        entry = _entry(one, config, names)
        by_tree[entry.tree].append(entry)
    trees = (_tree(tag, by_tree[tag], names, report) for tag in config.tags)
    return Catalog(tuple(trees))


def _entry(found: Found, config: SiteConfig, names: SectionNames) -> Entry:
    article = found.article
    tree = config.tree_of(article.lang)
    date, basis = filed_under(article)
    sections = names.by_slug(article.section, article.lang)
    return Entry(
        article=article,
        file=found.file,
        tree=tree,
        address=article.path,
        date=date,
        basis=basis,
        sections=tuple(sections),
        section_names=tuple(sections.values()),
        teaser=found.teaser,
    )


def _tree(tag: str, entries: list[Entry], names: SectionNames, report: Report) -> Tree:
    entries = sorted(_unique(entries, report), key=lambda entry: entry.order)
    listed = [entry for entry in entries if entry.listed]
    dated = tuple(entry for entry in listed if entry.date)
    return Tree(
        tag=tag,
        entries=dated,
        undated=tuple(entry for entry in listed if not entry.date),
        removed=tuple(entry for entry in entries if not entry.listed),
        sections=_sections(tag, listed, names),
    )


def _unique(entries: list[Entry], report: Report) -> Iterator[Entry]:
    """Yield the entries with addresses that are unique on any file system."""
    holders: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda entry: (entry.article.id, entry.file)):
        place = file_identity(entry.address)
        if place in holders:
            other = holders[place]
            entry = replace(entry, address=_free_address(entry, holders))
            message = f"«{other.address}» is the address of {other.file}, too"
            hint = f"it stands at «{entry.address}» now; give one of them another «path»"
            found = Diagnostic(f"content/{entry.file}", "same-address", message, hint, 0, "warning")
            report.add(found)
        holders[file_identity(entry.address)] = entry
        yield entry


def _free_address(entry: Entry, holders: dict[str, Entry]) -> str:
    """Return the entry's address with its id behind it, or the first number that is free."""
    numbered = (f"{entry.address}-{number}" for number in count(2))
    candidates = chain([f"{entry.address}-{entry.article.id[:6]}"], numbered)
    tried = candidates if entry.article.id else numbered
    return next(address for address in tried if file_identity(address) not in holders)


def _sections(tag: str, listed: list[Entry], names: SectionNames) -> dict[str, Section]:
    members: dict[str, list[Entry]] = defaultdict(list)
    parents: dict[str, str] = {}
    for entry in listed:
        for depth, slug_ in enumerate(entry.sections):
            members[slug_].append(entry)
            parents.setdefault(slug_, entry.sections[depth - 1] if depth else "")
    in_order = sorted(members, key=lambda slug_: _line_of_descent(slug_, parents, names))
    return {
        slug_: Section(
            slug_, names.shown(slug_, tag, members[slug_]), parents[slug_], tuple(members[slug_])
        )
        for slug_ in in_order
    }


def _line_of_descent(
    slug_: str, parents: dict[str, str], names: SectionNames
) -> tuple[tuple[int, str], ...]:
    """Return the ranks from the outermost section inward, so that children follow parents."""
    line = [slug_]
    while (parent := parents[line[-1]]) and parent not in line:
        line.append(parent)
    return tuple(names.rank(one) for one in reversed(line))


class SectionNames:
    """Printed section names ↔ addresses, by the site's map, the shipped one, or a slug."""

    def __init__(self, config: SiteConfig) -> None:
        self._style = config.slug
        self._own = {key(name): slug_ for slug_, names in config.sections for name in names}
        own = [slug_ for slug_, _ in config.sections]
        order = dict.fromkeys((*own, *SECTION_ORDER))
        self._ranks = {slug_: rank for rank, slug_ in enumerate(order)}
        self._known: dict[tuple[str, str], str] = {}

    def by_slug(self, printed: tuple[str, ...], lang: str) -> dict[str, str]:
        """Return address → printed name, outer first; of two names of one the outer counts."""
        found: dict[str, str] = {}
        for name in printed:
            found.setdefault(self._slug(name, lang), name)
        return found

    def _slug(self, name: str, lang: str) -> str:
        place = (name, lang)
        if place not in self._known:
            shipped = self._own.get(key(name, lang)) or section_slug(name, lang)
            style = "unicode" if self._style == "id" else self._style
            own = slug(name, style=style, lang=lang, fallback="section")
            self._known[place] = shipped or own
        return self._known[place]

    def shown(self, slug_: str, tag: str, members: list[Entry]) -> str:
        """Return a section's name in a tree: the shipped one, else one that was printed."""
        if slug_ in SECTION_ORDER and (name := section_name(slug_, tag)):
            return name
        return min(
            name
            for entry in members
            for name, own in zip(entry.section_names, entry.sections, strict=True)
            if own == slug_
        )

    def rank(self, slug_: str) -> tuple[int, str]:
        return (self._ranks.get(slug_, len(self._ranks)), slug_)
