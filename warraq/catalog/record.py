"""An article → its rows in the catalog."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from warraq.catalog import Entry, filed_under
from warraq.catalog.carried import SketchRow, sketch_row
from warraq.catalog.names import SectionNames
from warraq.catalog.see_also import printed_key, title_key
from warraq.catalog.store import entry_of, packed, place_of
from warraq.config import SiteConfig
from warraq.model import Article, Source

_DAY = len("2018-05-27")

Row = tuple[str | int | bytes, ...]


class EntryRow(NamedTuple):
    """A row of `entries`: what an `Entry` has, lists of it packed, and what it is found by.

    `path` is the address that the article asks for, `address` the one that it has.
    """

    file: str
    id: str
    tree: str
    address: str
    lang: str
    title: str
    status: str
    date: str
    basis: str
    stated: str
    sections: str
    names: str
    authors: str
    teaser: str
    digest: str
    path: str
    claim: str
    key: str
    listed: int
    site: str
    rights: str
    spooled: str

    @property
    def listing(self) -> Entry:
        """What lists need to know of the article."""
        return entry_of(getattr(self, column) for column in Entry._fields)


class Record(NamedTuple):
    """A content file's rows: that of `entries`, and those of each other table.

    It is light to send, since workers read the files and one process enters them.
    """

    entry: EntryRow
    members: tuple[Row, ...] = ()
    authors: tuple[Row, ...] = ()
    printed: tuple[Row, ...] = ()
    translations: tuple[Row, ...] = ()
    aliases: tuple[Row, ...] = ()
    sketches: tuple[SketchRow, ...] = ()
    versions: tuple[Row, ...] = ()
    captures: tuple[Row, ...] = ()


# The tables beside `entries`, as a record has them.
LISTS = Record._fields[1:]


def shows_alike(row: EntryRow, other: EntryRow) -> bool:
    """Return whether an article is to other pages what it was, by its rows of `entries`."""
    return _shown(row) == _shown(other)


def _shown(row: EntryRow) -> EntryRow:
    """Return a row without what no other page shows, and what is settled later: its address."""
    return row._replace(address="", digest="", spooled="")


class Recorder:
    """Makes records by the settings of a site."""

    def __init__(self, config: SiteConfig) -> None:
        self._config = config
        self._names = SectionNames(config)

    def entry(self, file: str, article: Article, teaser: str, digest: str) -> Entry:
        """Return what lists need to know of an article; its address is not settled yet."""
        date, basis = filed_under(article)
        stated = article.path[:_DAY].replace("/", "-")
        elsewhere = stated[:1].isdigit() and stated != date[:_DAY]
        placed = self._names.placed(article.section, article.lang)
        return Entry(
            file=file,
            id=article.id,
            tree=self._config.tree_of(article.lang),
            address=article.path,
            lang=article.lang,
            title=article.title,
            status=article.status,
            date=date,
            basis=basis,
            stated=stated if elsewhere else "",
            sections=tuple(slug for slug, _ in placed),
            names=tuple(name for _, name in placed),
            authors=article.authors,
            teaser=teaser,
            digest=digest,
        )

    def record(
        self,
        file: str,
        article: Article,
        teaser: str,
        digest: str,
        *,
        body: str = "",
        spooled: str = "",
    ) -> Record:
        """Return all rows of an article; `spooled` says where what it shows is kept."""
        entry = self.entry(file, article, teaser, digest)
        if not entry.listed:
            return Record(_entry_row(entry, article, spooled))
        tree, order, source = entry.tree, (*entry.order, file), article.source
        return Record(
            entry=_entry_row(entry, article, spooled),
            members=tuple(_members(entry, order)),
            authors=tuple((tree, name, *order) for name in dict.fromkeys(entry.authors)),
            printed=tuple(
                (tree, printed_key(title, entry.lang), file, entry.day, title)
                for title in {item.title for item in article.see_also}
            ),
            translations=tuple(
                (entry.id, other, file) for other in set(article.translations) if entry.id
            ),
            aliases=tuple((tree, alias, file) for alias in set(article.aliases)),
            sketches=sketch_row(file, article, body),
            versions=tuple((text, file) for text in {one.text for one in article.captures} - {""}),
            captures=((source.file, file),) if self._publishes(source) else (),
        )

    def _publishes(self, source: Source) -> bool:
        """Return whether an article's capture may be published beside it."""
        return bool(self._config.publish_raw and source.file and source.sha256)


def _members(entry: Entry, order: tuple[str, ...]) -> Iterator[Row]:
    """Yield the rows of an article in its sections, each with the section it lies in."""
    parents = ("", *entry.sections)
    for slug, name, parent in zip(entry.sections, entry.names, parents, strict=False):
        yield entry.tree, slug, *order, parent, name


def _entry_row(entry: Entry, article: Article, spooled: str) -> EntryRow:
    source = article.source
    return EntryRow(
        file=entry.file,
        id=entry.id,
        tree=entry.tree,
        address=entry.address,
        lang=entry.lang,
        title=entry.title,
        status=entry.status,
        date=entry.date,
        basis=entry.basis,
        stated=entry.stated,
        sections=packed(entry.sections),
        names=packed(entry.names),
        authors=packed(entry.authors),
        teaser=entry.teaser,
        digest=entry.digest,
        path=article.path,
        claim=place_of(entry.address),
        key=title_key(entry.title, entry.lang),
        listed=int(entry.listed),
        site=source.site if source.sha256 else "",
        rights=source.rights if source.sha256 else "own",
        spooled=spooled,
    )
