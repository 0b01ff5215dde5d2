"""How surely the copies of one story are told from other stories.

    python benchmarks/copies.py [--records FILE...]

The stories are those of the sample, and what other outlets make of each is invented: a
dateline, a cut, other spellings, a word here and there. Against them stand all pairs of
different stories, later reports that repeat an earlier one, and stories that quote it.
With files of records (JSON lines with `lang`, `site` and a body), the copies among them
are listed, to be looked at.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from warraq.content import read_article_file
from warraq.text.sketch import MIN_CLAUSES, handles, is_copy, sketch

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("ar", "ckb", "fa", "he", "en")

_SPELLINGS = str.maketrans("أإآةى", "اااهي")
# Marks that a careful typist adds, and a hurried one leaves out.
_MARK = {"ar": "\u064e", "fa": "\u064e", "ckb": "\u064e", "he": "\u05b8", "en": "\u0301"}
_DATELINE = {
    "ar": "بغداد – وكالات: ",
    "ckb": "هەولێر – ئاژانسەکان: ",
    "fa": "تهران – خبرگزاری‌ها: ",
    "he": "חיפה – סוכנויות: ",
    "en": "Erbil – Agencies: ",
}
_BODIES = ("body", "maintext", "text", "content", "articleBody", "plaintext")


def stories(lang: str) -> list[str]:
    """Return the bodies of the sample in a language that are long enough to have copies."""
    paths = sorted(
        path for path in (ROOT / "content" / lang).rglob("*.md") if "pages" not in path.parts
    )
    read = [read_article_file(path.read_bytes(), file=path.name) for path in paths]
    # One outlet's: the sample holds a copy by another, too.
    own = Counter(one.article.source.site for one in read).most_common(1)[0][0]
    bodies = [one.body for one in read if one.article.source.site == own]
    return [body for body in bodies if len(sketch(body, lang)) >= MIN_CLAUSES]


def paragraphs(body: str) -> list[str]:
    return body.split("\n\n")


def shortened(body: str, lang: str) -> str:
    del lang
    kept = paragraphs(body)
    return "\n\n".join(kept[: max(2, len(kept) * 2 // 3)])


def respelled(body: str, lang: str) -> str:
    return body.translate(_SPELLINGS) if lang != "en" else body.replace("’", "'").upper()


def marked(body: str, lang: str) -> str:
    """Put a vowel mark, or an accent, after a letter of every tenth word."""
    words = body.split(" ")
    return " ".join(
        w[:1] + _MARK[lang] + w[1:] if n % 10 == 3 and w[:1].isalpha() and lang != "en" else w
        for n, w in enumerate(words)
    )


def reworded(body: str, lang: str) -> str:
    """Change a word in every fortieth."""
    del lang
    words = body.split(" ")
    words[20::40] = [word[::-1] for word in words[20::40]]
    return " ".join(words)


def all_of_it(body: str, lang: str) -> str:
    return _DATELINE[lang] + marked(shortened(respelled(body, lang), lang), lang)


COPIES: dict[str, Callable[[str, str], str]] = {
    "dateline": lambda body, lang: _DATELINE[lang] + body,
    "shortened": shortened,
    "spelling": respelled,
    "marks": marked,
    "words": reworded,
    "all": all_of_it,
}


def later_report(news: str, old: str) -> str:
    """Return the first half of one story, and all of an earlier one as its background."""
    fresh = paragraphs(news)
    return "\n\n".join([*fresh[: max(2, len(fresh) // 2)], *paragraphs(old)])


def quoting(story: str, quoted: str) -> str:
    first, *rest = paragraphs(story)
    return "\n\n".join([first, max(paragraphs(quoted), key=len), *rest])


def found(one: str, other: str, lang: str) -> bool:
    """Return whether a build would name two texts as copies."""
    first, second = sketch(one, lang), sketch(other, lang)
    share = set(handles(first)) & set(handles(second))
    enough = min(len(first), len(second)) >= MIN_CLAUSES
    return bool(share) and enough and is_copy(first, second)


def judged(lang: str) -> Iterator[tuple[str, bool, bool]]:
    """Yield (kind, whether it is a copy, whether it was taken for one)."""
    held = stories(lang)
    for body in held:
        for kind, make in COPIES.items():
            yield kind, True, found(body, make(body, lang), lang)
    for one, other in combinations(held, 2):
        yield "other story", False, found(one, other, lang)
        yield "later report", False, found(one, later_report(other, one), lang)
        yield "quotation", False, found(one, quoting(other, one), lang)


def report(languages: tuple[str, ...]) -> None:
    right, wrong, missed = 0, 0, 0
    for lang in languages:
        counts: dict[str, Counter[bool]] = defaultdict(Counter)
        for kind, is_one, taken in judged(lang):
            counts[kind][taken] += 1
            right += is_one and taken
            missed += is_one and not taken
            wrong += taken and not is_one
        parts = (f"{kind} {tally[True]}/{tally.total()}" for kind, tally in counts.items())
        print(f"{lang}: {', '.join(parts)}")
    print(f"precision {right / (right + wrong):.4f} ({wrong} wrong), ", end="")
    print(f"recall {right / (right + missed):.4f} of {right + missed}")


def list_copies(files: list[Path]) -> None:
    """Print the copies among records, whoever published them."""
    held: list[tuple[str, str, str, tuple[int, ...]]] = []
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            row = json.loads(line) if line.strip() else {}
            body = next((row[name] for name in _BODIES if isinstance(row.get(name), str)), "")
            lang = str(row.get("lang") or row.get("language") or "und")
            parts = sketch(body, lang)
            if len(parts) >= MIN_CLAUSES:
                held.append(
                    (
                        str(row.get("site") or row.get("publisher") or row.get("url")),
                        str(row.get("title")),
                        lang,
                        parts,
                    )
                )
    by_handle: dict[int, list[int]] = defaultdict(list)
    for number, row in enumerate(held):
        for handle in handles(row[3]):
            by_handle[handle].append(number)
    pairs = {pair for near in by_handle.values() for pair in combinations(sorted(set(near)), 2)}
    apart = [pair for pair in pairs if held[pair[0]][0] != held[pair[1]][0]]
    copies = sorted(pair for pair in apart if is_copy(held[pair[0]][3], held[pair[1]][3]))
    print(f"{len(held)} records, {len(apart)} compared, {len(copies)} copies")
    for one, other in copies:
        print(f"  {held[one][:2]}\n  {held[other][:2]}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", nargs="*", type=Path, default=[])
    asked = parser.parse_args()
    report(LANGUAGES)
    if asked.records:
        list_copies(asked.records)


if __name__ == "__main__":
    main()
