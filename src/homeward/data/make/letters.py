# ruff: noqa: INP001 - a script beside the table, not a module of the package
"""Learn which letter groups of two spellings of one name stand for each other.

    python -m venv /tmp/names && /tmp/names/bin/pip install rigour==1.7.0
    PYTHONPATH=src /tmp/names/bin/python src/homeward/data/make/letters.py

Writes letter_groups.csv: for each pair of groups the evidence, in bits, that two words that have
them side by side are one name: log2 of how often spellings of one name have them, over how often
chance would. Learnt by aligning pairs, the best alignment of each, five times over.
"""

from __future__ import annotations

import csv
import math
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import rigour  # type: ignore[import-not-found]  # installed only where tables are made

DATA = Path(__file__).resolve().parents[1]
CYRILLIC = re.compile(r"[а-яёіїєґў'’-]{3,}")
LATIN = re.compile(r"[a-z\u00c0-\u024f\u1e00-\u1eff'’-]{3,}")
ROUNDS = 5
MOST_PAIRS = 60_000
SEEN_AT_LEAST = 8

Pair = tuple[str, str]
Table = dict[Pair, float]

# What to start from: one letter for one sound.
SOUNDS = "а=a б=b в=v г=g д=d е=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f "
SOUNDS += "х=kh ц=ts ч=ch ш=sh ы=y э=e ю=yu я=ya ё=yo і=i ї=yi є=ye ґ=g ў=w"
SHAPES = [(a, b) for a in range(5) for b in range(4) if a + b == 1 or (a and b and a + b <= 5)]


def main() -> None:
    groups = list(read_groups())
    tables = {
        "latin-cyrillic": between(groups, LATIN, CYRILLIC),
        "latin-latin": between(groups, LATIN, LATIN),
    }
    with (DATA / "letter_groups.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("scripts", "ours", "theirs", "bits"))
        for scripts, pairs in tables.items():
            for (ours, theirs), bits in sorted(learn(pairs).items()):
                out.writerow((scripts, ours, theirs, f"{bits:.1f}"))


def read_groups() -> Iterator[list[str]]:
    """Groups of one name in many scripts, from the names of Wikidata in rigour."""
    path = Path(rigour.__file__).parent / "data" / "names" / "persons.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        yield line.split(" => ")[0].split(", ")


def between(groups: list[list[str]], ours: re.Pattern[str], theirs: re.Pattern[str]) -> list[Pair]:
    """Random pairs of spellings out of each group."""
    chance = random.Random(1)  # noqa: S311 - a sample, no secret
    pairs = set()
    for names in groups:
        left = [name for name in names if ours.fullmatch(name)]
        right = [name for name in names if theirs.fullmatch(name)]
        for _ in range(4 if left and right else 0):
            pairs.add((chance.choice(left), chance.choice(right)))
    return sample(pairs, chance)


def sample(pairs: set[Pair], chance: random.Random) -> list[Pair]:
    ordered = sorted(pairs)
    chance.shuffle(ordered)
    return ordered[:MOST_PAIRS]


def learn(pairs: list[Pair]) -> Table:
    """Evidence in bits for each pair of letter groups."""
    chances = first_guess(pairs)
    floor = -12.0
    for _ in range(ROUNDS):
        counts = Counter(step for pair in pairs for step in align(*pair, chances, floor))
        kept = {step: n for step, n in counts.items() if n >= SEEN_AT_LEAST}
        total = sum(kept.values())
        chances = {step: math.log2(n / total) for step, n in kept.items()}
        floor = math.log2(0.3 / total)
    ours = letter_bits(a for a, _ in pairs)
    theirs = letter_bits(b for _, b in pairs)
    return {
        (a, b): bits + sum(map(ours.__getitem__, a)) + sum(map(theirs.__getitem__, b))
        for (a, b), bits in chances.items()
    }


def first_guess(pairs: list[Pair]) -> Table:
    letters = {letter for a, b in pairs[:2000] for letter in a + b}
    chances = {(letter, letter): -4.5 for letter in letters}
    for sound in SOUNDS.split():
        cyrillic, latin = sound.split("=")
        chances[latin, cyrillic] = -4.5
        chances |= {(letter, cyrillic): -6.0 for letter in latin if len(latin) > 1}
    return chances


def letter_bits(words: Iterable[str]) -> dict[str, float]:
    counts = Counter(letter for word in words for letter in word)
    total = sum(counts.values())
    return {letter: -math.log2(n / total) for letter, n in counts.items()}


def align(ours: str, theirs: str, chances: Table, floor: float) -> list[Pair]:
    """The likeliest steps from one spelling to the other."""

    def step(a: str, b: str) -> float:
        return chances.get((a, b), floor - 5 * (len(a) + len(b) - 1))

    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {(0, 0): (0.0, None)}
    for i in range(len(ours) + 1):
        for j in range(len(theirs) + 1):
            options = [
                (best[i - a, j - b][0] + step(ours[i - a : i], theirs[j - b : j]), (a, b))
                for a, b in SHAPES
                if a <= i and b <= j
            ]
            if options:
                best[i, j] = max(options)
    return walk_back(ours, theirs, best)


def walk_back(
    ours: str, theirs: str, best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]]
) -> list[Pair]:
    steps = []
    i, j = len(ours), len(theirs)
    while back := best[i, j][1]:
        a, b = back
        steps.append((ours[i - a : i], theirs[j - b : j]))
        i, j = i - a, j - b
    return steps


if __name__ == "__main__":
    main()
