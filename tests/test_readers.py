"""Containers: every capture in them is found, every byte accounted for, damage survived."""

from __future__ import annotations

import gzip
import io
import json
import random
import zlib
from bisect import bisect_right
from pathlib import Path

import pytest

from tests.containers import (
    STORY,
    arc_record,
    damaged,
    http,
    numbered,
    packed,
    page,
    wacz,
    warc_record,
    wxr,
    wxr_item,
)
from tests.samples import ATOM, CONTAINER_SAMPLES, JSON_FEED, KINDS, PAGE, RECORDS, RSS, table_of
from tests.support import SiteTest
from warraq.content import read_article
from warraq.ingest.ledger import Row, read_ledger
from warraq.ingest.readers import CONTAINERS, container_of, reader_of
from warraq.ingest.readers.frames import frames
from warraq.ingest.readers.warc import read_crawl
from warraq.model import Article, Passed, RawDocument

# The long run is R14 of `make torture`.
DAMAGES = 60


def read(tmp_path: Path, data: bytes, name: str = "a.bin") -> list[RawDocument | Passed]:
    """Return all that a container holds, having proved that its bytes are accounted for."""
    path = tmp_path / name
    path.write_bytes(data)
    found = list(container_of(path, name).read_documents(path, file=f"raw/{name}"))
    assert_tiled(found, len(data))
    return found


def assert_tiled(found: list[RawDocument | Passed], size: int) -> None:
    """Prove that the stretches of a file follow each other from its first byte to its last."""
    outer = [(one.origin.offset, one.length) for one in found if not one.origin.member]
    place = 0
    for offset, length in sorted((offset or 0, length or 0) for offset, length in outer):
        assert offset == place
        place += length
    assert place == size


def told(found: list[RawDocument | Passed]) -> list[str]:
    """Return what each stretch is: `page`, or why it is none."""
    return ["page" if isinstance(one, RawDocument) else one.reason for one in found]


def articles(site: SiteTest) -> list[Article]:
    folder = site.root / "content"
    paths = sorted(path for path in folder.rglob("*.md") if "raw" not in path.parts)
    return [read_article(path.read_text("utf-8"), file="content/ar/a.md").article for path in paths]


def rows(site: SiteTest) -> list[Row]:
    return list(read_ledger(site.root / ".warraq"))


# --- crawls -----------------------------------------------------------------------------

KINDS_TOLD = ["warcinfo", "request", "page", "http-status", "no-page", "revisit"]


@pytest.mark.parametrize("form", ["plain", "members", "one-member"])
def test_a_crawl_yields_its_pages_and_names_what_it_leaves_out(tmp_path: Path, form: str) -> None:
    plain = b"".join(KINDS)
    data = {"plain": plain, "members": packed(list(KINDS)), "one-member": gzip.compress(plain)}

    found = read(tmp_path, data[form])

    assert told(found) == KINDS_TOLD
    document = next(one for one in found if isinstance(one, RawDocument))
    assert document.data == page("افتتاح المكتبة")
    assert (document.url, document.captured) == ("http://bridge.example/a", "2018-05-27T22:30Z")


@pytest.mark.parametrize("form", ["plain", "members"])
def test_an_arc_is_read_like_a_warc(tmp_path: Path, form: str) -> None:
    head = arc_record(b"1 0 bridge\n", "filedesc://a.arc")
    records = [head, arc_record(PAGE), arc_record(PAGE, "http://bridge.example/with a blank")]

    found = read(tmp_path, b"".join(records) if form == "plain" else packed(records))

    assert told(found) == ["warcinfo", "page", "page"]


def chunked(body: bytes) -> bytes:
    return b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"


BODY = page("خبر مضغوط")
DELIVERED = {
    "gzip": http(gzip.compress(BODY), "Content-Encoding: gzip"),
    "deflate": http(zlib.compress(BODY), "Content-Encoding: deflate"),
    "raw-deflate": http(zlib.compress(BODY)[2:-4], "Content-Encoding: deflate"),
    "chunked": http(chunked(BODY), "Transfer-Encoding: chunked"),
    "chunked-gzip": http(
        chunked(gzip.compress(BODY)), "Transfer-Encoding: chunked", "Content-Encoding: gzip"
    ),
    "says-chunked-and-is-not": http(BODY, "Transfer-Encoding: chunked"),
    "says-gzip-and-is-not": http(BODY, "Content-Encoding: gzip"),
    "line-feeds-alone": b"HTTP/1.0 200 OK\nContent-Type: text/html\n\n" + BODY,
    "no-content-type": b"HTTP/1.1 200 OK\r\n\r\n" + BODY,
}


@pytest.mark.parametrize("way", DELIVERED)
def test_what_the_server_did_to_a_page_is_undone(tmp_path: Path, way: str) -> None:
    (found,) = read(tmp_path, warc_record(DELIVERED[way]))

    assert isinstance(found, RawDocument)
    assert found.data == BODY


def test_a_wacz_is_read_whatever_its_members_are_called(tmp_path: Path) -> None:
    data = wacz(
        **{"datapackage.json": b"{}", "../../evil.warc": warc_record(PAGE)},
        **{"archive/data.warc.gz": packed(list(KINDS)), "pages/pages.jsonl": b"{}\n"},
    )

    found = read(tmp_path, data, "a.wacz")

    assert told(found).count("page") == 2
    assert {one.origin.member for one in found} == {"", "../../evil.warc", "archive/data.warc.gz"}
    assert [path.name for path in tmp_path.iterdir()] == ["a.wacz"]


def test_damage_within_a_crawl_of_a_wacz_costs_its_record(tmp_path: Path) -> None:
    crawl = packed(numbered(12))
    data = wacz(**{"archive/a.warc.gz": crawl})
    place = data.index(crawl) + len(crawl) // 2

    found = read(tmp_path, data[:place] + b"\xff" * 9 + data[place + 9 :], "a.wacz")

    assert told(found).count("page") == 11


def test_a_wacz_without_its_directory_is_read_like_one_crawl(tmp_path: Path) -> None:
    data = wacz(**{"datapackage.json": b"{}", "archive/data.warc.gz": packed(list(KINDS))})

    found = read(tmp_path, data[: data.rindex(b"PK\x01\x02")], "a.wacz")

    assert told(found).count("page") == 1


@pytest.mark.parametrize("form", ["members", "one-member", "plain"])
def test_damage_costs_the_record_it_hits_and_is_told(form: str) -> None:
    records = numbered(12)
    parts = records if form == "plain" else [gzip.compress(one, mtime=0) for one in records]
    data = gzip.compress(b"".join(records), mtime=0) if form == "one-member" else b"".join(parts)
    ends = [sum(map(len, parts[: n + 1])) for n in range(len(parts))]
    chance = random.Random(7)

    for number in range(DAMAGES):
        broken, first, last = damaged(data, number % 5, chance)
        found = list(read_crawl(io.BytesIO(broken), len(broken), file="raw/a.warc"))

        assert_tiled(found, len(broken))
        urls = {one.url for one in found if isinstance(one, RawDocument)}
        missing = {n for n in range(12) if f"http://bridge.example/{n}" not in urls}
        lost = [one for one in found if isinstance(one, Passed) and one.lost]
        if form != "one-member":
            hit = range(bisect_right(ends, first), bisect_right(ends, last) + 1)
            assert missing <= {*hit, *(n - 1 for n in hit if number % 5 == 4)}, number
        assert lost or form == "plain", number


@pytest.mark.parametrize("most", [32 << 20, 1000])
@pytest.mark.parametrize("tail", [-8, -1])
@pytest.mark.parametrize("level", [1, 9])
def test_records_that_inflate_are_read_though_the_check_of_their_member_fails(
    monkeypatch: pytest.MonkeyPatch, most: int, tail: int, level: int
) -> None:
    monkeypatch.setattr("warraq.ingest.readers.inflating._CHUNK", 4 << 10)
    monkeypatch.setattr("warraq.ingest.readers.frames._MOST_HEADER", most)
    monkeypatch.setattr("warraq.ingest.readers.frames.MOST_BYTES", most * 10)
    data = bytearray(gzip.compress(b"".join(numbered(40)), level, mtime=0))
    data[tail] ^= 1

    found = list(read_crawl(io.BytesIO(bytes(data)), len(data), file="raw/a.warc.gz"))

    assert_tiled(found, len(data))
    assert told(found) == ["page"] * 40 + ["damaged"]
    assert isinstance(found[-1], Passed)
    assert "the check at the end of that fails" in found[-1].message


class _Counted(io.BytesIO):
    """A file that counts what is read of it."""

    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        self.taken += len(data)
        return data


def test_a_member_that_holds_a_whole_crawl_is_read_in_one_pass(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("warraq.ingest.readers.frames.MOST_BYTES", 64 << 10)
    dice = random.Random(8)
    records = [warc_record(http(dice.randbytes(30_000))) for _ in range(100)]
    crawl = gzip.compress(b"".join(records))
    stream = _Counted(crawl)

    found = frames(stream, len(crawl))
    next(found)
    # That a member goes on is seen, where it ends is looked for, and then it is read.
    begun = stream.taken
    rest = list(found)

    assert begun < 1.3 * len(crawl)
    assert stream.taken < 2.3 * len(crawl)
    assert len(rest) == len(records) - 1


def test_a_member_of_which_the_check_fails_ends_where_it_ends(tmp_path: Path) -> None:
    stored = bytearray(gzip.compress(b"".join(numbered(3)), 0, mtime=0))
    stored[-8] ^= 1

    found = read(tmp_path, bytes(stored) + packed([warc_record(PAGE)]), "a.warc.gz")

    assert told(found) == ["page", "page", "page", "damaged", "page"]
    assert found[-1].origin.offset == len(stored)


def test_a_member_that_lost_bytes_of_its_check_costs_not_the_next(tmp_path: Path) -> None:
    one, two = packed([warc_record(PAGE)]), packed([warc_record(PAGE)])

    for missing in range(1, 9):
        found = read(tmp_path, one[:-missing] + two, "a.warc.gz")
        assert told(found)[-1] == "page"
        assert found[-1].origin.offset == len(one) - missing


def test_what_inflates_before_damage_is_read() -> None:
    records = numbered(40)
    whole = gzip.compress(b"".join(records), mtime=0)
    half = whole[: len(whole) // 2]

    for broken in (half, half + b"\xff" * 4000):
        found = list(read_crawl(io.BytesIO(broken), len(broken), file="raw/a.warc.gz"))
        assert told(found).count("page") > 10
        assert told(found)[-1] == "damaged"


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_crawl_of_which_the_first_record_is_damaged_is_known_by_its_name(
    tmp_path: Path, name: str
) -> None:
    records = [warc_record(PAGE), warc_record(PAGE)]
    data = packed(records) if name.endswith(".gz") else b"".join(records)

    found = read(tmp_path, b"\xff" * 40 + data[40:], name)

    assert told(found) == ["damaged", "page"]


def test_a_record_that_announces_more_than_there_is_loses_nobody_else(tmp_path: Path) -> None:
    lying = warc_record(PAGE[:60], length=10 << 30)

    for data in (lying + warc_record(PAGE), packed([lying, warc_record(PAGE)])):
        found = read(tmp_path, data)
        assert told(found) == ["damaged", "page"]


def zeros(megabytes: int, before: bytes = b"") -> bytes:
    """Return what inflates to so many megabytes of nothing."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    made = [packer.compress(before)]
    made += [packer.compress(bytes(1 << 20)) for _ in range(megabytes)]
    return b"".join([*made, packer.flush()])


def test_what_inflates_without_end_is_refused_and_the_next_record_read(tmp_path: Path) -> None:
    head = warc_record(b"", length=200 << 20).removesuffix(b"\r\n\r\n")
    large = zeros(200, before=head)
    payload = warc_record(http(zeros(200), "Content-Encoding: gzip"))

    found = read(tmp_path, large + packed([payload, warc_record(PAGE)]))

    assert told(found) == ["too-large", "too-large", "page"]


def test_members_of_a_zip_that_share_bytes_are_refused(site: SiteTest) -> None:
    data = bytearray(wacz(**{"archive/a.warc": warc_record(PAGE), "archive/b.warc": b"x" * 9}))
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = bytes(4)
    site.write("content/raw/a.wacz", bytes(data))

    run = site.run("ingest", "--json")

    assert run.codes == ["bomb"]
    assert run.json["counts"]["failed"] == 1


def test_a_crawl_becomes_articles_on_the_day_of_the_portal(site: SiteTest) -> None:
    site.write("content/raw/a.warc.gz", packed([*KINDS, b"and then noise"]))

    run = site.run("ingest", "--json")

    (article,) = articles(site)
    assert article.captured == "2018-05-28T01:30+03:00"
    assert article.published == "2018-05-27T09:00+03:00"
    assert article.source.url == "http://bridge.example/a"
    assert article.source.offset == len(packed(list(KINDS[:2])))
    assert run.codes == ["damaged"]
    assert [row.outcome for row in rows(site)].count("skipped") == 5
    assert sum(row.length or 0 for row in rows(site)) == len(packed([*KINDS, b"and then noise"]))
    again = site.run("ingest", "--json").json["counts"]
    assert (again["read"], again["lost"]) == (0, 1)


# --- exports of WordPress ---------------------------------------------------------------


def test_posts_become_articles_with_what_wordpress_knows_of_them(site: SiteTest) -> None:
    site.write("content/raw/a.xml", wxr(wxr_item("افتتاح المكتبة")))
    site.run("ingest")

    (article,) = articles(site)
    assert (article.title, article.lang) == ("افتتاح المكتبة", "ar")
    assert (article.authors, article.section, article.tags) == (
        ("سلمى الكاتب",),
        ("محلية",),
        ("كتب",),
    )
    assert article.published == "2018-05-27T01:30+03:00"
    assert article.source.site == "الجسر"
    assert article.source.url.startswith("https://bridge.example/")


def test_what_wordpress_did_not_publish_is_skipped_with_its_reason(site: SiteTest) -> None:
    items = [wxr_item(f"خبر {s}", status=s) for s in ("draft", "private", "future", "trash")]
    secret = wxr_item("خبر بكلمة سر", more="<wp:post_password>x</wp:post_password>")
    site.write("content/raw/a.xml", wxr(*items, secret, wxr_item("صورة", kind="attachment")))

    site.run("ingest")

    reasons = [row.reason for row in rows(site) if row.reason != "frame"]
    assert sorted(reasons) == sorted(
        ["draft", "private", "future", "trash", "private", "attachment"]
    )
    assert articles(site) == []


@pytest.mark.parametrize("status", ["draft", "publish"])
@pytest.mark.parametrize(
    ("mark", "short"),
    [("<wp:status>", 0), ("</wp:status>", 2), ("</wp:status>", 0), ("<wp:post_type>", 0)],
)
def test_an_item_cut_before_it_says_that_all_may_read_it_is_a_draft(
    site: SiteTest, mark: str, short: int, status: str
) -> None:
    whole = wxr(wxr_item("الخبر الأول", STORY[1]), wxr_item("مسودة مقطوعة", status=status)).decode()
    site.write("content/raw/a.xml", whole[: whole.rindex(mark) - short])

    site.run("build")

    public = [article.title for article in articles(site) if article.status == "public"]
    assert public == ["الخبر الأول"]
    known = status == "draft" and mark != "<wp:status>" and not short
    last = rows(site)[-1]
    assert (last.outcome, last.reason) == (("skipped", "draft") if known else ("article", ""))
    if not known:
        assert [d.message for d in last.doubts if d.code == "damaged-capture"] == [
            "it may not be whole: it is not closed; whether it was published is lost: a draft"
        ]
    pages = [page.read_text("utf-8") for page in (site.root / "output").rglob("*.html")]
    assert pages
    assert not any("مسودة مقطوعة" in page for page in pages)


def test_an_item_cut_behind_its_password_is_as_public_as_it_says(site: SiteTest) -> None:
    item = wxr_item("خبر بلا نهاية", more="<wp:post_password></wp:post_password></item>")
    whole = wxr(item)
    site.write("content/raw/a.xml", whole[: whole.index(b"</item>")])

    site.run("ingest")

    assert [article.status for article in articles(site)] == ["public"]


BROKEN_ITEMS = {
    "control-character": wxr_item("خبر\x10 سليم"),
    "stray-ampersand": wxr_item("بيع & شراء سليم").replace("]]></content", " & ]]></content"),
    "html-entity": wxr_item("خبر&nbsp;سليم &laquo;اليوم&raquo;"),
    "unclosed-element": wxr_item("خبر سليم").replace("</dc:creator>", ""),
    "missing-fields": "<item><title>خبر سليم</title><content:encoded>"
    + STORY[0]
    + "</content:encoded></item>",
    "end-tag-in-text": wxr_item("خبر سليم", f"كتب </item> في النص. {STORY[0]}"),
    "section-not-closed": wxr_item("خبر سليم").replace(
        "]]></content:encoded>", "</content:encoded>"
    ),
}


@pytest.mark.parametrize("way", BROKEN_ITEMS)
def test_a_broken_item_costs_no_other(site: SiteTest, way: str) -> None:
    sound = (wxr_item("الخبر الأول", f"{STORY[0]} أول"), wxr_item("الخبر الأخير", STORY[1]))
    site.write("content/raw/a.xml", wxr(sound[0], BROKEN_ITEMS[way], sound[1]))

    run = site.run("ingest", "--json")

    titles = [article.title for article in articles(site)]
    assert {"الخبر الأول", "الخبر الأخير"} <= set(titles)
    assert len(titles) == 3, run.out
    assert run.json["counts"]["failed"] == 0


def test_an_export_in_a_wrong_encoding_is_read_by_its_bytes(site: SiteTest) -> None:
    data = wxr(wxr_item("افتتاح المكتبة")).decode().encode("cp1256", "xmlcharrefreplace")
    site.write("content/raw/a.xml", data)

    site.run("ingest")

    (article,) = articles(site)
    assert article.title == "افتتاح المكتبة"
    assert article.source.encoding == "cp1256"


def test_entities_are_never_defined(site: SiteTest) -> None:
    secret = site.root / "secret.txt"
    site.write("secret.txt", "zlatan-secret")
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    kinds = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY l0 "lol">{bomb}]>'
    item = wxr_item("خبر &x; &l9;", f"{STORY[0]} &x;")
    site.write("content/raw/a.xml", wxr(item).replace(b"<rss", f"{kinds}<rss".encode(), 1))

    site.run("ingest")

    text = "".join(path.read_text("utf-8") for path in (site.root / "content/ar").rglob("*.md"))
    assert "zlatan" not in text
    assert text.count("lol") < 10


def test_posts_that_wordpress_knows_as_one_story_are_translations(site: SiteTest) -> None:
    def of(lang: str) -> str:
        terms = (("language", lang), ("post_translations", "pll_5f3"))
        return "".join(f'<category domain="{d}" nicename="{n}">{n}</category>' for d, n in terms)

    english = "The council opened the library of the old quarter this morning. " * 4
    items = (wxr_item("افتتاح", more=of("ar")), wxr_item("Opening", english, more=of("en")))
    site.write("content/raw/a.xml", wxr(*items))

    site.run("ingest")

    arabic, other = sorted(articles(site), key=lambda article: article.lang)
    assert (arabic.lang, other.lang) == ("ar", "en")
    assert (arabic.translations, other.translations) == ((other.id,), (arabic.id,))


EDITED = {
    "caption": (
        '[caption id="x" width="1"]<img src="/a.jpg" alt="مكتبة" /> صورة المكتبة[/caption]',
        "صورة المكتبة",
    ),
    "blocks": ('<!-- wp:paragraph {"x":1} --><p>فقرة أولى</p><!-- /wp:paragraph -->', "فقرة أولى"),
    "page-builder": ('[vc_row][vc_column width="1/2"]نص داخل[/vc_column][/vc_row]', "نص داخل"),
    "gallery": ('قبل الصور [gallery ids="1,2"] بعدها', "قبل الصور بعدها"),
    "escaped": ("اكتب [[gallery]] لعرض الصور", "اكتب \\[gallery\\] لعرض الصور"),
    "brackets": ("قال [الوزير] إن الأمر [sic] واضح", "قال [الوزير] إن الأمر [sic] واضح"),
    "lines": ("سطر أول\nسطر ثان\n\nفقرة ثانية", "سطر أول\\\nسطر ثان\n\nفقرة ثانية"),
}


@pytest.mark.parametrize("way", EDITED)
def test_the_marks_of_the_editor_become_what_they_showed(site: SiteTest, way: str) -> None:
    content, expected = EDITED[way]
    site.write("content/raw/a.xml", wxr(wxr_item("خبر", content)))
    site.run("ingest")

    (path,) = (site.root / "content/ar").rglob("*.md")
    body = read_article(path.read_text("utf-8"), file="content/ar/a.md").body

    assert expected.replace("\\[", "[").replace("\\]", "]") in body.replace("\\[", "[").replace(
        "\\]", "]"
    ).replace("  ", " ")
    assert not [mark for mark in ("[caption", "[vc_", "wp:paragraph", "ids=") if mark in body]


# --- feeds ------------------------------------------------------------------------------


def test_a_feed_gives_articles_and_marks_teasers(site: SiteTest) -> None:
    full = "".join(f"&lt;p&gt;{text}&lt;/p&gt;" for text in STORY)
    site.write("content/raw/a.xml", RSS.format(full=full))
    site.run("ingest")

    whole, teaser = sorted(articles(site), key=lambda article: article.source.url)
    doubts = {row.url: [doubt.code for doubt in row.doubts] for row in rows(site)}
    assert (whole.published, whole.section) == ("2018-05-27T01:30+03:00", ("محلية",))
    assert teaser.summary == "ملخص قصير للخبر ..."
    assert "teaser-only" in doubts["https://bridge.example/2"]
    assert "teaser-only" not in doubts["https://bridge.example/1"]


def test_atom_and_json_feed_are_read(site: SiteTest) -> None:
    site.write("content/raw/a.atom", ATOM)
    site.write("content/raw/b.json", json.dumps(JSON_FEED, indent=1))
    other = ATOM.replace("أتوم", "آخر").replace("bridge.example/3", "bridge.example/5")
    site.write("content/raw/c.xml", other.replace(STORY[0], STORY[2]).encode("utf-16"))

    site.run("ingest")

    found = {article.title: article for article in articles(site)}
    assert found.keys() == {"خبر أتوم", "خبر جيسون", "خبر آخر"}
    assert found["خبر أتوم"].authors == ("سلمى",)
    assert found["خبر جيسون"].published == "2018-05-27"


ONLY_CHANGED = {
    "atom": ATOM.replace("published>", "updated>"),
    "rss-dc": RSS.format(full=STORY[0]).replace("pubDate>", "dc:date>"),
    "rss-atom": RSS.format(full=STORY[0]).replace("pubDate>", "atom:updated>"),
    "json": json.dumps(JSON_FEED).replace("date_published", "date_modified"),
}


@pytest.mark.parametrize("form", ONLY_CHANGED)
def test_an_entry_that_only_tells_of_its_change_has_that_day(site: SiteTest, form: str) -> None:
    site.write("content/raw/a.xml", ONLY_CHANGED[form]).run("ingest")

    found = next(article for article in articles(site) if article.published)
    (day,) = (one for one in found.provenance if one.field == "published")
    assert found.published.startswith("2018-05-27")
    assert (day.rule, day.certainty) == (
        ("record", "certain") if form == "rss-dc" else ("record-updated", "likely")
    )
    assert not found.updated


def test_an_entry_keeps_the_days_of_publication_and_of_change_apart(site: SiteTest) -> None:
    changed = "<updated>2018-05-29T08:00:00+03:00</updated></entry>"
    site.write("content/raw/a.atom", ATOM.replace("</entry>", changed)).run("ingest")

    (found,) = articles(site)
    assert (found.published[:10], found.updated[:10]) == ("2018-05-27", "2018-05-29")


# --- records ----------------------------------------------------------------------------

WORDS_FOR_NOTHING = ["Nan", "NaN", "nan", "None", "null", "NULL"]


@pytest.mark.parametrize("title", WORDS_FOR_NOTHING)
def test_a_title_that_is_a_word_for_nothing_is_a_title(site: SiteTest, title: str) -> None:
    record = {"title": title, "text": STORY[0], "author": None, "section": float("nan")}
    site.write("content/raw/a.jsonl", json.dumps(record) + "\n").run("ingest")

    (article,) = articles(site)
    assert (article.title, article.authors, article.section) == (title, (), ())


@pytest.mark.parametrize(
    ("number", "title"), [("1" + "0" * 310, "1" + "0" * 310), ("1e999", ""), ("-Infinity", "")]
)
def test_a_number_beyond_all_bounds_stops_nothing(site: SiteTest, number: str, title: str) -> None:
    record = json.dumps({"title": 1, "text": STORY[0]}).replace("1", number, 1)
    site.write("content/raw/a.jsonl", record + "\n").run("ingest")

    (article,) = articles(site)
    told = {one.field for one in article.provenance}
    assert article.title == title if title else "title" not in told


@pytest.mark.parametrize("title", WORDS_FOR_NOTHING)
def test_only_what_pandas_writes_for_nothing_is_an_empty_cell(site: SiteTest, title: str) -> None:
    record: dict[str, object] = {"title": title, "text": STORY[0], "section": "nan"}
    site.write("content/raw/a.csv", table_of(record)).run("ingest")

    (article,) = articles(site)
    provenance = {one.field for one in article.provenance}
    assert ("title" in provenance) is (title not in ("NaN", "nan"))
    assert article.section == ()


@pytest.mark.parametrize("collector", RECORDS)
@pytest.mark.parametrize("form", ["line", "object", "list", "table"])
def test_records_of_other_collectors_are_known(site: SiteTest, collector: str, form: str) -> None:
    record = RECORDS[collector]
    if form == "table":
        if any(isinstance(value, dict) for value in record.values()):
            pytest.skip("a table has no inner fields")
        site.write("content/raw/a.csv", table_of(record))
    else:
        text = {
            "line": json.dumps(record, ensure_ascii=False) + "\n",
            "object": json.dumps(record, ensure_ascii=False, indent=2),
            "list": json.dumps([record], ensure_ascii=False, indent=2),
        }
        site.write("content/raw/a.json", text[form])
    site.run("ingest")

    (article,) = articles(site)
    (path,) = (site.root / "content/ar").rglob("*.md")
    body = read_article(path.read_text("utf-8"), file="content/ar/a.md").body
    assert (article.title, article.published[:10]) == ("خبر", "2018-05-27")
    assert article.authors == ("سلمى الكاتب",)
    assert body.split("\n\n") == list(STORY)


def test_a_damaged_line_is_lost_alone_and_told_by_its_place(site: SiteTest) -> None:
    lines = [json.dumps({"title": f"خبر {n}", "text": f"{STORY[n % 3]} رقم {n}"}) for n in range(4)]
    lines[2] = lines[2][:-9]
    text = "\n".join(lines) + "\n"
    site.write("content/raw/a.jsonl", text)

    run = site.run("ingest", "--json")

    (loss,) = run.json["diagnostics"]
    assert (loss["code"], loss["severity"], loss["line"]) == ("damaged", "warning", 3)
    assert str(len("\n".join(lines[:2])) + 1) in loss["message"]
    assert len(articles(site)) == 3
    assert run.code == 0


def test_other_names_of_fields_are_taken_from_the_settings(site: SiteTest) -> None:
    settings = (site.root / "site.yaml").read_text("utf-8").split("sources:")[0]
    fields = "{title: Kopf, body: inhalt.text, published: Tag}"
    site.write("site.yaml", f'{settings}sources: [{{match: "**", fields: {fields}}}]\n')
    record = {"Kopf": "خبر", "inhalt": {"text": "\n".join(STORY)}, "Tag": "2018-05-27"}
    site.write("content/raw/a.jsonl", json.dumps(record) + "\n")

    site.run("ingest")

    (article,) = articles(site)
    assert (article.title, article.published) == ("خبر", "2018-05-27")


def test_a_quote_that_nothing_closes_costs_its_row_alone(site: SiteTest) -> None:
    sound = [f'"خبر {n}","{STORY[n % 3]} رقم {n}"' for n in range(4)]
    rows_of_table = ["title,text", sound[0], '"خبر مكسور,بلا نهاية', sound[1], sound[2]]
    site.write("content/raw/a.csv", "\n".join(rows_of_table) + "\n")

    run = site.run("ingest", "--json")

    assert {"خبر 0", "خبر 1", "خبر 2"} == {article.title for article in articles(site)}
    assert (run.codes, run.json["counts"]["lost"]) == (["damaged"], 1)


# --- all of them --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", CONTAINER_SAMPLES)
def test_no_damage_to_a_container_crashes_a_reader_or_loses_bytes(
    tmp_path: Path, kind: str
) -> None:
    chance = random.Random(3)
    path = tmp_path / "a.bin"

    for number in range(DAMAGES):
        data = damaged(CONTAINER_SAMPLES[kind], number % 5, chance)[0]
        path.write_bytes(data)
        reader = reader_of(path.name, data[:4096])
        if reader in CONTAINERS:
            assert reader is not None
            assert_tiled(list(reader.read_documents(path, file="raw/a.bin")), len(data))


@pytest.mark.parametrize("kind", ["wxr", "feed", "atom", "table"])
def test_a_container_of_wide_characters_is_known_by_its_signs(kind: str) -> None:
    data = CONTAINER_SAMPLES[kind]

    wide = reader_of("a.bin", data.decode().encode("utf-16")[:4096])

    assert wide is reader_of("a.bin", data[:4096]) is not None


def test_damaged_containers_stand_in_the_ledger(site: SiteTest) -> None:
    chance = random.Random(5)
    for number in range(DAMAGES // 2):
        for kind, sample in CONTAINER_SAMPLES.items():
            data = damaged(sample, number % 5, chance)[0]
            site.write(f"content/raw/{kind}/{number}.{kind}", data)

    run = site.run("ingest", "--json")

    counts = run.json["counts"]
    assert counts["captures"] == len(rows(site))
    outcomes = ("article", "duplicate", "skipped", "failed", "lost")
    assert counts["captures"] == sum(counts[name] for name in outcomes)
    files = {row.file for row in rows(site)}
    assert len(files) == DAMAGES // 2 * len(CONTAINER_SAMPLES)


@pytest.mark.corpus
@pytest.mark.parametrize("folder", ["warc", "wxr", "feeds", "records"])
def test_every_byte_of_the_corpus_is_accounted_for(corpus: Path, folder: str) -> None:
    containers = 0
    for path in sorted((corpus / folder).rglob("*")):
        head = path.read_bytes()[:4096] if path.is_file() else b""
        reader = reader_of(path.name, head)
        if reader in CONTAINERS:
            assert reader is not None
            found = list(reader.read_documents(path, file=f"raw/{path.name}"))
            assert_tiled(found, path.stat().st_size)
            containers += 1

    assert containers >= 10


@pytest.mark.parametrize(
    ("stated", "told", "lang"),
    [
        ("en-US", "The council of the harbour town said on Monday that the bridge stays.", "en"),
        (
            "en-US",
            "قال مجلس البلدة يوم الاثنين إن الجسر القديم سيبقى مغلقاً حتى الصيف المقبل.",
            "ar",
        ),
        (
            "ar_IQ",
            "قال مجلس البلدة يوم الاثنين إن الجسر القديم سيبقى مغلقاً حتى الصيف المقبل.",
            "ar",
        ),
        (
            "fa-af",
            "شورای شهر روز دوشنبه گفت که پل قدیمی تا تابستان آینده بسته می‌ماند و کار ادامه دارد.",
            "fa-AF",
        ),
        ("SR-latn-rs", "Most", "sr-Latn"),
    ],
)
def test_the_language_of_a_feed_is_that_of_its_texts(
    site: SiteTest, stated: str, told: str, lang: str
) -> None:
    """Programs write the one that they were installed in, with a country that nobody meant."""
    site.write(
        "content/raw/feed.xml",
        f"""<?xml version="1.0"?><rss version="2.0"><channel><title>G</title>
<language>{stated}</language><item><title>B</title><link>https://g.example/1</link>
<pubDate>Sun, 27 May 2018 10:00:00 GMT</pubDate><description>{told}</description></item>
</channel></rss>""",
    )

    site.run("ingest")

    assert [article.lang for article in articles(site)] == [lang]


def test_a_title_in_elements_is_read(site: SiteTest) -> None:
    inside = '<div xmlns="http://www.w3.org/1999/xhtml">Heron <em>seen</em></div>'
    title = f'<title type="xhtml">{inside}</title>'
    site.write(
        "content/raw/feed.xml",
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>G</title>'
        f"<entry>{title}<id>a:1</id><updated>2018-05-27T10:00:00Z</updated>"
        "<summary>The heron was seen at the weir on Sunday, for the first time.</summary>"
        "</entry></feed>",
    )
    site.run("ingest")

    assert [article.title for article in articles(site)] == ["Heron seen"]
