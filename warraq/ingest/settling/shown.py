"""Orders that an article of several captures shows what it should, and lists the others."""

from __future__ import annotations

import json

from warraq.content.versions import version_file
from warraq.ingest.ledger import ORDER
from warraq.ingest.settling.addresses import Addresses, folder_of, name_of
from warraq.ingest.settling.joined import addresses_of
from warraq.ingest.settling.settlement import Run
from warraq.ingest.settling.showing import SELECT_TOLD, Showing, Told, showing
from warraq.ingest.settling.texts import (
    SAME_PLACE,
    Place,
    Texts,
    files_of,
    is_from,
    untouched,
    why_shown,
)
from warraq.ingest.spool import NO_TEXT, Job
from warraq.model import Article, Extraction
from warraq.text.slug import SlugStyle

_STAYS = (NO_TEXT, 0)


class Display:
    """Knows where texts are, and writes what is to be done with them into the spool."""

    def __init__(self, run: Run, texts: Texts) -> None:
        self._spool = run.spool
        self._ledger = run.ledger
        self._content = run.wanted.content
        self._holders = run.holders
        self._texts = texts
        self._again = run.wanted.again
        self._any_kept = (self._content / version_file("0" * 12)).parent.parent.is_dir()

    def show(self, rows: tuple[Told, ...]) -> None:
        """Order what the article of these captures shows, unless a person edited it."""
        identity = next((row.of for row in rows if row.of), rows[0].id)
        articles = (row for row in rows if row.outcome == "article")
        own = next((row for row in articles if (row.of or row.id) == identity), None)
        content = (own or rows[0]).content
        rows = tuple(row for row in rows if row is own or row.outcome != "article")
        found = showing(rows)
        held = self._holders.is_held(content)
        if held and untouched(self._content / content, content) is None:
            place: Place | None = self._texts.read(found.shown)
        else:
            found, place = self._placed(rows, found, content)
            found = self._keep_texts(found)
            self._forget_texts(rows, found)
        self._note(own, identity, content, found)
        if place:
            self._order(Job(*place, identity, content, held, found.shown.capture), rows, found)

    def _placed(
        self, rows: tuple[Told, ...], found: Showing, content: str
    ) -> tuple[Showing, Place | None]:
        """Return what can be shown, and where its text lies."""
        standing = self._holders.shown_in(content)
        if standing == found.shown.capture and not self._is_other(found.shown, content):
            return found, _STAYS
        if place := self._texts.place_of(found.shown):
            return found, place
        # Its text is nowhere but in its capture, so that what stands stays.
        stays = [row for row in rows if row.capture == standing]
        return (showing(rows, among=stays), _STAYS) if stays else (found, None)

    def _is_other(self, row: Told, content: str) -> bool:
        """Return whether an article has to be read anew from the capture that it shows."""
        if self._again or not self._texts.read(row):
            return self._again
        return why_shown(self._content / content, content, row) == SAME_PLACE

    def _keep_texts(self, found: Showing) -> Showing:
        """Order that is kept what the others told; leave out what is nowhere to be found."""
        kept = {}
        for story, told in found.texts.items():
            row, file = self._first_of(told), version_file(told.id)
            is_there = self._any_kept and self._is_from(file, row)
            place = None if is_there and not self._again else self._texts.place_of(row)
            if place:
                self._spool.instead(Job(*place, row.id, file, False, row.capture))
            if place or (self._content / file).is_file():
                kept[story] = told
        return found._replace(texts=kept)

    def _first_of(self, row: Told) -> Told:
        """Return the first capture that has these bytes: articles may share a kept text."""
        same = "substr(sha256, 1, 12) = ? AND story != ''"
        query = f"{SELECT_TOLD} WHERE {same} ORDER BY {ORDER} LIMIT 1"
        return Told._make(self._ledger.execute(query, (row.id,)).fetchone())

    def _is_from(self, file: str, row: Told) -> bool:
        """Return whether a kept text was told by just this capture, and by nobody else."""
        found = untouched(self._content / file, file)
        return found is not None and is_from(found.article, row)

    def _forget_texts(self, rows: tuple[Told, ...], found: Showing) -> None:
        """Order that texts go that are shown, or told first by another, and named by none."""
        if not self._any_kept:
            return
        named = {row.id for row in found.texts.values()}
        for identity in {row.id for row in rows} - named:
            self.forget_text(identity)

    def forget_text(self, identity: str) -> None:
        """Order that the kept text of a capture goes, if no other article tells it."""
        file = version_file(identity)
        if (self._content / file).is_file() and not self._is_told_elsewhere(identity):
            self._spool.spend(file, "")

    def _is_told_elsewhere(self, identity: str) -> bool:
        query = (
            "SELECT count(DISTINCT tale) FROM captures "
            "WHERE substr(sha256, 1, 12) = ? AND story != ''"
        )
        return bool(self._ledger.execute(query, (identity,)).fetchone()[0] > 1)

    def _note(self, own: Told | None, identity: str, content: str, found: Showing) -> None:
        """Enter where the captures went, and what is doubtful about the one that is shown."""
        self._ledger.execute(
            "UPDATE captures SET content = ? WHERE of = ? AND of != '' AND content != ?",
            (content, identity, content),
        )
        if own:
            update = "UPDATE captures SET doubts = ? WHERE rowid = ?"
            self._ledger.execute(update, (found.shown.said, own.number))

    def _order(self, job: Job, rows: tuple[Told, ...], found: Showing) -> None:
        listed = [(r.url, r.captured, r.file, r.sha256, found.text_of(r)) for r in found.others]
        spent = self._spool.spent_for(job.content)
        self._spool.instead(
            job._replace(
                linked=any(row.names or row.kin for row in rows),
                captures=json.dumps(listed, ensure_ascii=False),
                aliases="\n".join(addresses_of(spent, self._content)),
                files=files_of(rows),
            )
        )

    # --- what has lost its article to others ----------------------------------------------

    def give_address(self, row: Told, addresses: Addresses, style: SlugStyle) -> None:
        """Give an address to the article of a capture that a former run read.

        Without its text it gets none, and its capture is read again by the next run.
        """
        lifted = self._texts.lifted(row)
        if lifted is None:
            self._texts.missing.add(row.file)
            return
        content = _new_address(lifted.article, row.id, addresses, style)
        update = "UPDATE captures SET content = ? WHERE rowid = ?"
        self._ledger.execute(update, (content, row.number))
        job = Job(*lifted.place, row.id, content, False, row.capture)
        self._spool.instead(job._replace(linked=bool(row.names or row.kin)))


def _new_address(article: Article, identity: str, addresses: Addresses, style: SlugStyle) -> str:
    found = Extraction(
        lang=article.lang,
        title=article.title,
        published=article.published,
        captured=article.captured,
    )
    name = name_of(found, identity, style)
    return f"{article.lang}/{addresses.take(article.lang, folder_of(found), name, identity)}.md"
