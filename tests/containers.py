"""Invented containers, made in code: crawls, exports, feeds, and ways to damage them."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from html import escape

STORY = (
    "افتتح المجلس البلدي مكتبة الحي القديم صباح اليوم، وحضر الافتتاح عدد كبير من الأهالي والطلاب.",
    "وقالت مديرة المكتبة إن فيها ثلاثة آلاف كتاب، وإن أبوابها مفتوحة كل يوم حتى الغروب.",
    "وأضافت أن الكتب جمعت من بيوت الناس خلال عامين، وأن ركن الأطفال هو الأكبر بين أركانها.",
)


def page(title: str, *, story: tuple[str, ...] = STORY, day: str = "2018-05-27") -> bytes:
    """Return a page of a portal, with a menu and a footer around the story."""
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in story)
    menu = "".join(f'<li><a href="/{n}">قسم {n}</a></li>' for n in range(5))
    return (
        f'<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:type" content="article"><meta property="og:title" content="{title}">'
        f'<meta property="article:published_time" content="{day}T09:00:00+03:00"></head>'
        f"<body><nav><ul>{menu}</ul></nav><article><h1>{title}</h1>{paragraphs}</article>"
        f"<footer>جميع الحقوق محفوظة</footer></body></html>"
    ).encode()


def http(body: bytes, *headers: str, status: str = "200 OK", media: str = "text/html") -> bytes:
    """Return a delivered file with its headers."""
    lines = (f"HTTP/1.1 {status}", f"Content-Type: {media}", *headers, "", "")
    return "\r\n".join(lines).encode() + body


def warc_record(
    block: bytes,
    *,
    kind: str = "response",
    url: str = "http://bridge.example/a",
    date: str = "2018-05-27T22:30:00Z",
    length: int | None = None,
    more: tuple[str, ...] = (),
) -> bytes:
    """Return a record of a WARC; `more` are further lines of its header."""
    media = "application/http; msgtype=response" if kind == "response" else "text/plain"
    lines = (
        *("WARC/1.0", f"WARC-Type: {kind}", f"WARC-Target-URI: {url}", f"WARC-Date: {date}", *more),
        *(f"Content-Type: {media}", f"Content-Length: {length or len(block)}", "", ""),
    )
    return "\r\n".join(lines).encode() + block + b"\r\n\r\n"


def arc_record(block: bytes, url: str = "http://bridge.example/a") -> bytes:
    """Return a record of an ARC."""
    return f"{url} 192.0.2.1 20180527223000 text/html {len(block)}\n".encode() + block + b"\n"


def numbered(count: int) -> list[bytes]:
    """Return records of so many pages, all different."""
    chance = random.Random(1)
    made = []
    for number in range(count):
        words = " ".join(str(chance.random()) for _ in range(100))
        title = f"خبر رقم {number} عن المكتبة"
        body = page(title, story=(*STORY, f"رقم {number}: {words}"))
        made.append(warc_record(http(body), url=f"http://bridge.example/{number}"))
    return made


def packed(records: list[bytes]) -> bytes:
    """Return records as crawlers write them: each a member of gzip."""
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def wacz(**members: bytes) -> bytes:
    """Return a zip file with these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2018, 5, 27, 0, 0, 0)), data)
    return made.getvalue()


WXR_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/">
<channel><title>صحيفة الجسر</title><language>ar</language>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:author><wp:author_login>salma</wp:author_login>
<wp:author_display_name><![CDATA[سلمى الكاتب]]></wp:author_display_name></wp:author>
"""


def wxr(*items: str, head: str = WXR_HEAD) -> bytes:
    """Return an export of WordPress."""
    return f"{head}{''.join(items)}</channel></rss>\n".encode()


def wxr_item(
    title: str,
    content: str = "",
    *,
    status: str = "publish",
    kind: str = "post",
    more: str = "",
) -> str:
    """Return an item of an export."""
    content = content or "\n\n".join(STORY)
    return f"""<item><title>{title}</title><link>https://bridge.example/{len(title)}/</link>
<dc:creator>salma</dc:creator><content:encoded><![CDATA[{content}]]></content:encoded>
<wp:post_date>2018-05-27 01:30:00</wp:post_date>
<wp:post_date_gmt>2018-05-26 22:30:00</wp:post_date_gmt>
<wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>
<category domain="category" nicename="local"><![CDATA[محلية]]></category>
<category domain="post_tag" nicename="books"><![CDATA[كتب]]></category>{more}</item>
"""


def damaged(data: bytes, way: int, chance: random.Random) -> tuple[bytes, int, int]:
    """Return data damaged in one of five ways, and the first and last byte that was hit."""
    at = chance.randrange(len(data))
    size = chance.randrange(1, 300)
    noise = chance.randbytes(size)
    if way == 0:
        flipped = bytes([data[at] ^ 1 << chance.randrange(8)])
        return data[:at] + flipped + data[at + 1 :], at, at
    if way == 1:
        return data[:at], at, len(data)
    if way == 2:
        end = min(at + size, len(data))
        return data[:at] + noise[: end - at] + data[end:], at, end - 1
    if way == 3:
        return data[:at] + data[at + size :], at, min(at + size, len(data)) - 1
    return data[:at] + noise + data[at:], at, at
