"""How often one Cyrillic letter follows another: what tells the old code pages apart.

`python -m homeward.sources.letter_pairs FILE.po ...` counts the pairs in translation files and
prints the table that lies in `data/letter_pairs.csv`.
"""

from __future__ import annotations

import csv
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

LETTERS = "абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя"
SPACE = " "  # stands for the edge of a word
_UNSEEN = 0.5  # added to every count, so that no pair is impossible
_TRANSLATION = re.compile(r'^msgstr(?:\[\d\])? ((?:".*"\n)+)', re.MULTILINE)


@cache
def pair_weights() -> Mapping[tuple[str, str], float]:
    """(letter, next letter) to log2 of how likely the next one is; a space is a word's edge."""
    counts: Counter[tuple[str, str]] = Counter()
    with (files("homeward.data") / "letter_pairs.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            counts[row["letter"] or SPACE, row["next"] or SPACE] = int(row["count"])
    return _weights(counts)


def _weights(counts: Counter[tuple[str, str]]) -> dict[tuple[str, str], float]:
    letters = SPACE + LETTERS
    weights = {}
    for first in letters:
        row = sum(counts[first, second] + _UNSEEN for second in letters)
        for second in letters:
            weights[first, second] = math.log2((counts[first, second] + _UNSEEN) / row)
    return weights


def count_pairs(texts: Iterable[str]) -> Counter[tuple[str, str]]:
    """Pairs of neighbouring letters, words' edges included."""
    counts: Counter[tuple[str, str]] = Counter()
    for text in texts:
        words = SPACE + re.sub(f"[^{LETTERS}]+", SPACE, text.lower()) + SPACE
        counts.update(pairwise(words))
    del counts[SPACE, SPACE]
    return counts


def translations(po: str) -> Iterable[str]:
    """The translated sentences of one .po file."""
    for match in _TRANSLATION.finditer(po):
        yield "".join(re.findall(r'"(.*)"', match[1])).replace(r"\n", "\n")


def main(paths: list[str]) -> None:
    """Count the pairs in the given .po files and print them as a table."""
    counts: Counter[tuple[str, str]] = Counter()
    for path in paths:
        counts += count_pairs(translations(Path(path).read_text(encoding="utf-8")))
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["letter", "next", "count"])
    out.writerows(
        [first.strip(), second.strip(), n] for (first, second), n in sorted(counts.items())
    )


if __name__ == "__main__":
    main(sys.argv[1:])
