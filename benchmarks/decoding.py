"""How often bytes of unknown encoding are read as the text that was meant.

    python benchmarks/decoding.py [--texts N] [--languages ar,fa]

Invented texts of at least two hundred letters are written in every encoding that
holds their language, damaged in up to five bytes, and read without a declaration,
with the right one and with a wrong one. A reading is right where the encoding it
names gives the undamaged text back, and every byte that was lost is counted.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from vocabulary import Vocabulary, vocabulary

from warraq.text.encoding import decode

LANGUAGES = ("ar", "fa", "ur", "he", "tr", "fr", "ckb", "kmr")
# Encodings, and the languages that pages are written in them in.
PAIRS = {
    **dict.fromkeys(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"), LANGUAGES),
    "cp1256": ("ar", "fa", "ur"),
    "iso8859-6": ("ar",),
    "cp720": ("ar",),
    "cp1255": ("he",),
    "iso8859-8": ("he",),
    "cp1254": ("tr", "kmr"),
    "cp1252": ("fr",),
}
DECLARATIONS = ("none", "right", "wrong")
MOST_DAMAGED = 5
SHORTEST = 200

# The code page of Windows has no Persian yeh, and people typed the Arabic one.
_TYPED = str.maketrans({"ی": "ي"})
_SENTENCE = (6, 18)


@dataclass(frozen=True, slots=True)
class Trial:
    """One text as bytes, whole and damaged, and what is declared about it."""

    lang: str
    encoding: str
    declared: str
    whole: bytes
    damaged: bytes
    damages: int


def trials(lang: str, encoding: str, texts: int) -> Iterator[Trial]:
    """Yield the trials of a language in an encoding; letters that it lacks are left out."""
    chance = random.Random(f"{lang} {encoding}")
    words = vocabulary(lang)
    for _ in range(texts):
        text = _text(words, chance)
        if encoding == "cp1256":
            text = text.translate(_TYPED)
        whole = text.encode(encoding, "ignore")
        for declared in DECLARATIONS:
            damages = chance.randint(0, MOST_DAMAGED)
            damaged = _damaged(whole, damages, chance)
            yield Trial(lang, encoding, _label(declared, encoding, chance), whole, damaged, damages)


def is_right(trial: Trial) -> bool:
    """Return whether the text is read as it was meant, and what was lost is counted."""
    found = decode(trial.damaged, declared=trial.declared)
    meant = trial.whole.decode(trial.encoding).removeprefix("\ufeff")
    read = trial.whole.decode(found.encoding, "replace").removeprefix("\ufeff")
    return read == meant and found.replaced == found.text.count("\ufffd")


def _text(words: Vocabulary, chance: random.Random) -> str:
    sentences: list[str] = []
    while sum(map(str.isalpha, " ".join(sentences))) < SHORTEST:
        picked = chance.choices(
            words.words, cum_weights=words.weights, k=chance.randint(*_SENTENCE)
        )
        picked[0] = picked[0].capitalize()
        sentences.append(
            " ".join(picked) + chance.choice((".", ".", "!", f" {chance.randrange(99)}."))
        )
    return " ".join(sentences)


def _damaged(whole: bytes, damages: int, chance: random.Random) -> bytes:
    """Return the bytes with some of them changed, the mark at the beginning aside."""
    data = bytearray(whole)
    for _ in range(damages):
        data[chance.randrange(4, len(data))] = chance.randrange(256)
    return bytes(data)


def _label(declared: str, encoding: str, chance: random.Random) -> str:
    if declared == "none":
        return ""
    others = [name for name in PAIRS if name != encoding]
    return encoding if declared == "right" else chance.choice(others)


def main() -> None:
    """Print the share of right readings, by pair and in all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--texts", type=int, default=200, help="texts for each pair")
    parser.add_argument("--languages", default=",".join(LANGUAGES))
    options = parser.parse_args()
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for encoding, languages in PAIRS.items():
        for lang in sorted(set(languages) & set(options.languages.split(","))):
            for trial in trials(lang, encoding, options.texts):
                for group in (f"{lang} in {encoding}", _told(trial), "all"):
                    asked[group] += 1
                    right[group] += is_right(trial)
    for group in sorted(asked, key=lambda group: (" in " not in group, group)):
        print(f"{group:28} {right[group] / asked[group]:8.2%} of {asked[group]}")


def _told(trial: Trial) -> str:
    if not trial.declared:
        return "without a declaration"
    return f"with a {'right' if trial.declared == trial.encoding else 'wrong'} declaration"


if __name__ == "__main__":
    main()
