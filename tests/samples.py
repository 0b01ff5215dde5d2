"""A capture of each kind, invented: what readers are tried on, whole and damaged."""

from __future__ import annotations

import base64
import csv
import io
import json

from tests.containers import STORY, arc_record, http, packed, page, wacz, warc_record, wxr, wxr_item
from tests.support import dump

PAGE = http(page("افتتاح المكتبة"))
KINDS = (
    warc_record(b"software: x", kind="warcinfo"),
    warc_record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
    warc_record(PAGE),
    warc_record(http(b"gone", status="404 Not Found")),
    warc_record(http(b"\x89PNG", media="image/png")),
    warc_record(b"", kind="revisit"),
)

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>
<title>صحيفة الجسر</title><language>ar</language>
<item><title>خبر كامل</title><link>https://bridge.example/1</link>
<pubDate>Sat, 26 May 2018 22:30:00 +0000</pubDate><category>محلية</category>
<description>{full}</description></item>
<item><title>خبر مختصر</title><link>https://bridge.example/2</link>
<description>ملخص قصير للخبر ...</description></item></channel></rss>"""

RECORDS = {
    "news-please": {
        "title": "خبر",
        "maintext": "\n".join(STORY),
        "date_publish": "2018-05-27 09:00:00",
        "authors": ["سلمى الكاتب"],
        "language": "ar",
        "source_domain": "bridge.example",
        "url": "https://bridge.example/1",
    },
    "fundus": {
        "title": "خبر",
        "body": {"summary": [], "sections": [{"headline": [], "paragraphs": list(STORY)}]},
        "publishing_date": "2018-05-27 06:00:00+00:00",
        "authors": ["سلمى الكاتب"],
        "topics": ["كتب"],
    },
    "trafilatura": {
        "title": "خبر",
        "text": "\n".join(STORY),
        "date": "2018-05-27",
        "author": "سلمى الكاتب",
        "hostname": "bridge.example",
        "categories": "محلية",
        "tags": "كتب;مدن",
        "source": "https://bridge.example/1",
    },
    "newspaper": {
        "title": "خبر",
        "text": "\n\n".join(STORY),
        "publish_date": 1527400800,
        "authors": ["سلمى الكاتب"],
        "meta_lang": "ar",
    },
}


def table_of(record: dict[str, object]) -> str:
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(record)
    writer.writerow(record.values())
    return made.getvalue()


ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>الجسر</title>
<entry><title>خبر أتوم</title><link rel="alternate" href="https://bridge.example/3"/>
<published>2018-05-27T09:00:00+03:00</published><author><name>سلمى</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{STORY[0]}</p></div></content>
</entry></feed>"""

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "الجسر",
    "items": [
        {
            "id": "4",
            "url": "https://bridge.example/4",
            "title": "خبر جيسون",
            "content_html": f"<p>{STORY[1]}</p>",
            "date_published": "2018-05-27",
        }
    ],
}

_STAMP = "https://web.archive.org/web/20180527093000"
WAYBACK = (
    page("خبر من الأرشيف")
    .replace(b'href="/', f'href="{_STAMP}/http://bridge.example/'.encode())
    .replace(
        b"<body>",
        b"<body><!-- BEGIN WAYBACK TOOLBAR INSERT --><div id=wm-ipp-base>1 capture</div>"
        b"<!-- END WAYBACK TOOLBAR INSERT -->",
    )
    .replace(b"</html>", b"</html>\n<!-- FILE ARCHIVED ON 09:30:00 May 27, 2018 -->")
)

MHTML = (
    b"From: <Saved by a browser>\r\nSnapshot-Content-Location: https://bridge.example/5\r\n"
    b"Date: Sun, 27 May 2018 09:30:00 +0300\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="--b"\r\n\r\n'
    b"----b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    + base64.encodebytes(page("خبر محفوظ"))
    + b"\r\n----b--\r\n"
)

_CRAWL = packed(list(KINDS))
CONTAINER_SAMPLES: dict[str, bytes] = {
    "warc": b"".join(KINDS),
    "warc-gz": _CRAWL,
    "arc": arc_record(b"1 0 bridge\n", "filedesc://a.arc") + arc_record(PAGE),
    "wacz": wacz(**{"datapackage.json": b"{}", "archive/data.warc.gz": _CRAWL}),
    "wxr": wxr(wxr_item("الأول"), wxr_item("الثاني")),
    "feed": RSS.format(full=STORY[0]).encode(),
    "atom": ATOM.encode(),
    "json-feed": json.dumps(JSON_FEED, indent=1, ensure_ascii=False).encode(),
    "jsonl": b"\n".join(json.dumps(record).encode() for record in RECORDS.values()),
    "json": json.dumps(list(RECORDS.values()), indent=1).encode(),
    "table": table_of(RECORDS["newspaper"]).encode(),
}

# Every kind of capture, by the ending that its files mostly have.
SAMPLES: dict[str, bytes] = {
    "text": dump(see_also=("خبر آخر", "تتمة ...")).encode(),
    "html": page("خبر عن المكتبة"),
    "wayback": WAYBACK,
    "mhtml": MHTML,
    **CONTAINER_SAMPLES,
}
