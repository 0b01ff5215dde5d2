"""Bytes of unknown encoding become the text that was meant."""

from __future__ import annotations

import codecs
import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import read_cases
from tests.support import benchmark
from warraq.model import DecodedText
from warraq.text.encoding import decode

TEXTS = {lang: text for _, text, lang in read_cases("languages.txt")}

# The Windows code pages have no Persian yeh and no letters with a comma below;
# people typed the Arabic yeh and the cedilla.
TYPED = str.maketrans({"ی": "ي", "ț": "ţ", "ș": "ş"})

LEGACY = [
    *(("ar", name) for name in ("cp1256", "iso-8859-6", "cp720")),
    *(("fa", "cp1256"), ("ur", "cp1256")),
    *(("he", name) for name in ("cp1255", "iso-8859-8", "cp862")),
    *(("tr", name) for name in ("cp1254", "iso-8859-9", "cp857")),
    *(("ru", name) for name in ("cp1251", "koi8-r", "cp866", "iso-8859-5")),
    *((lang, "cp1252") for lang in ("fr", "de", "es", "pt", "it", "en")),
    *(("zh", name) for name in ("gb18030", "gbk")),
    *(("ja", name) for name in ("shift_jis", "euc_jp")),
    *(("ko", "euc_kr"), ("el", "cp1253"), ("pl", "cp1250"), ("pl", "iso-8859-2"), ("th", "cp874")),
    *(("uk", "cp1251"), ("bg", "cp1251"), ("ro", "cp1250"), ("kmr", "cp1254")),
]
# A damaged byte may turn all pairs after it, so no reader gets the rest back.
TWO_BYTES = ("gb18030", "gbk", "shift_jis", "euc_jp", "euc_kr")
UNICODE = [
    (lang, name)
    for lang in ("ar", "fa", "ckb", "ur", "he", "tr", "ru", "fr", "zh", "ja", "ko", "en")
    for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
]


@pytest.mark.parametrize(("lang", "encoding"), LEGACY + UNICODE)
def test_text_survives_its_encoding(lang: str, encoding: str) -> None:
    data = encoded(lang, encoding)

    assert decode(data).text == data.decode(encoding)
    assert decode(data).replaced == 0


@pytest.mark.parametrize("damage", [1, 3, 5])
@pytest.mark.parametrize(
    ("lang", "encoding"), [case for case in LEGACY + UNICODE if case[1] not in TWO_BYTES]
)
def test_a_few_damaged_bytes_do_not_change_the_encoding(
    lang: str, encoding: str, damage: int
) -> None:
    whole = encoded(lang, encoding)
    data = bytearray(whole)
    chance = random.Random(f"{lang}{encoding}{damage}")
    for _ in range(damage):
        data[chance.randrange(4, len(data))] = chance.randrange(256)

    found = decode(bytes(data))

    assert whole.decode(found.encoding, "replace") == whole.decode(encoding)
    assert found.replaced == found.text.count("\ufffd")


@pytest.mark.parametrize(
    "declared", ["", "utf-8", "iso-8859-1", "windows-1252", "x-unknown", "hex", "us-ascii", "\0"]
)
def test_a_wrong_declaration_is_not_believed(declared: str) -> None:
    data = encoded("ar", "cp1256")

    assert decode(data, declared=declared).encoding == "cp1256"


@pytest.mark.parametrize("declared", ["windows-1256", "iso-8859-6", "koi8-r"])
def test_whole_utf8_needs_no_declaration(declared: str) -> None:
    assert decode(TEXTS["ar"].encode(), declared=declared).encoding == "utf-8"


@pytest.mark.parametrize(
    ("label", "encoding", "word"),
    [
        ("macintosh", "mac-roman", "café à la carte"),
        (" 'Windows-1250' ", "cp1250", "Łódź"),
        ("ISO-8859-8-I", "iso8859-8", "שלום"),
        ("x-sjis", "cp932", "新聞"),
        ("latin1", "cp1252", "“été”"),
        ("GB2312", "gb18030", "新闻"),
        ("cp437", "cp437", "naïve à"),
    ],
)
def test_a_declaration_decides_where_the_letters_are_few(
    label: str, encoding: str, word: str
) -> None:
    found = decode(word.encode(encoding), declared=label)

    assert (found.encoding, found.text) == (encoding, word)


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode(codecs.BOM_UTF8 + b"abc") == DecodedText("abc", "utf-8-sig")
    assert decode("خبر".encode("utf-32")) == DecodedText("خبر", "utf-32")


def test_a_cut_last_character_is_one_replacement() -> None:
    assert decode("قال".encode()[:-1]) == DecodedText("قا\ufffd", "utf-8", 1)


def test_a_replacement_character_of_the_source_is_not_counted() -> None:
    assert decode("a\ufffdب".encode()).replaced == 0
    assert decode("مرحبا بكم a\ufffd في بغداد".encode() + b"\xff").replaced == 1


def test_nuls_do_not_make_utf16_of_plain_text() -> None:
    text = TEXTS["ar"].replace(" ", "\0", 3)

    assert decode(text.encode()) == DecodedText(text, "utf-8")
    assert decode(b"a\0b") == DecodedText("a\0b", "utf-8")
    assert decode(encoded("ar", "cp1256").replace(b" ", b"\0", 3)).encoding == "cp1256"


def test_curly_quotes_alone_are_western() -> None:
    assert decode(b"he said \x93yes\x94 \x96 twice").text == "he said “yes” – twice"


def test_letters_at_the_end_of_a_long_page_are_found() -> None:
    data = b"<p>abc</p>\n" * 20_000 + encoded("ar", "cp1256")

    assert decode(data).encoding == "cp1256"


def test_no_bytes_are_empty_text() -> None:
    assert decode(b"") == DecodedText("", "utf-8")


def test_the_benchmark_of_decoding_reads_nearly_all() -> None:
    bench = benchmark("decoding")
    trials = [
        trial
        for encoding, languages in bench.PAIRS.items()
        for lang in languages
        for trial in bench.trials(lang, encoding, 2)
    ]

    assert sum(map(bench.is_right, trials)) >= 0.995 * len(trials)


# --- text that was misread and stored again ------------------------------------------------------


def misread(text: str, code_page: str) -> str:
    """Return what UTF-8 looks like in a code page; bytes that it lacks stay control characters."""
    as_bytes = (bytes([byte]) for byte in text.encode())
    return "".join(byte.decode(code_page, "ignore") or chr(byte[0]) for byte in as_bytes)


@pytest.mark.parametrize("code_page", ["cp1252", "cp1256", "latin-1"])
@pytest.mark.parametrize("lang", TEXTS)
def test_misread_text_is_repaired(lang: str, code_page: str) -> None:
    found = decode(misread(TEXTS[lang], code_page).encode())

    assert found.text == TEXTS[lang]
    assert (found.encoding, bool(found.misread)) == ("utf-8", not TEXTS[lang].isascii())


@pytest.mark.parametrize("lang", ["ar", "fa", "ckb", "he", "tr", "ru", "fr"])
def test_text_misread_twice_is_repaired(lang: str) -> None:
    twice = misread(misread(TEXTS[lang], "cp1252"), "cp1252")

    assert decode(twice.encode()).text == TEXTS[lang]


@pytest.mark.parametrize("lang", TEXTS)
def test_right_text_is_left_alone(lang: str) -> None:
    assert decode(TEXTS[lang].encode()) == DecodedText(TEXTS[lang], "utf-8")


def test_a_misread_headline_over_a_right_body_is_repaired() -> None:
    body = TEXTS["ar"]
    found = decode(f"{misread('انقطاع الماء في بغداد', 'cp1256')}\n{body}".encode())

    assert found == DecodedText(f"انقطاع الماء في بغداد\n{body}", "utf-8", misread="cp1256")


@pytest.mark.parametrize(
    "text",
    [
        "Ã© is how é looks in the wrong code page",
        "le grand «CAFÉ» et le «CAFÉ» et le «CAFÉ»",
        "ISBN 3 × 4 × 5",
        "IRMÃOS, NÃO, MANHÃ",
        "ط§ و ظ„",
        "آپ آپ آپ",
        "«СССР», «СССР», «СССР»",
    ],
)
def test_what_may_be_meant_is_left_alone(text: str) -> None:
    assert decode(text.encode()) == DecodedText(text, "utf-8")


def test_what_does_not_go_back_is_left_alone() -> None:
    cut = misread(TEXTS["ar"], "cp1252").replace("Ø§", "Ø")

    assert decode(cut.encode()).misread == ""


@given(st.text(alphabet="éÉ»«àâÃ©Ø§Ùطظآپ، abc\n"))
def test_repairing_twice_changes_nothing_more(text: str) -> None:
    once = decode(text.encode()).text

    assert decode(once.encode()).text == once


# --- any bytes -----------------------------------------------------------------------------------


@given(st.binary(), st.text(max_size=20))
def test_any_bytes_are_read(data: bytes, declared: str) -> None:
    found = decode(data, declared=declared)

    assert found.replaced <= found.text.count("\ufffd")
    assert codecs.lookup(found.encoding)


@pytest.mark.corpus
def test_real_articles_survive_legacy_code_pages(corpus: Path) -> None:
    code_pages = {"ar": ("cp1256", "iso-8859-6"), "fa": ("cp1256",), "ur": ("cp1256",)}
    wrong = []
    with (corpus / "records" / "gold.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, list(lines)[::4]):
            for encoding in code_pages[row["lang"]]:
                data = row["body"][:600].translate(TYPED).encode(encoding, "ignore")
                if decode(data).text != data.decode(encoding):
                    wrong.append((row["id"], encoding))

    assert not wrong


def encoded(lang: str, encoding: str) -> bytes:
    """Return a text in an encoding, without the few characters that it lacks."""
    text = TEXTS[lang]
    if encoding.startswith("cp12"):
        text = text.translate(TYPED)
    return text.encode(encoding, "ignore")
