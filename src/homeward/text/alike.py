"""How much two spellings speak for one name: letter groups side by side, in bits of evidence."""

from __future__ import annotations

import csv
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from homeward.text.letters import UKRAINIAN_ONLY, Script, script_of

# A letter more, less or other, or two swapped, where the table knows no reason for it.
SLIP = -8.5
_LONGEST = 4
_NEVER = -1e9
_HOPELESS = 18.0  # bits behind the best: such an alignment is not followed
_BITS_A_LETTER = 4.3  # what a letter that agrees says at most, on average

# Shares of the greatest possible evidence: where as many pairs of names are one as are two names
# with a common beginning, and what half of all true spellings reach. Measured on the development
# pairs of tokens named in docs/benchmarks.md.
_DOUBTFUL_AND_SURE = {
    "latin-cyrillic": (0.45, 0.72),
    "latin-latin": (0.55, 0.85),
    "cyrillic-cyrillic": (0.72, 0.93),
}
DOUBTFUL = 0.75
SURE = 0.95

_Groups = dict[str, dict[str, float]]


@cache
def letter_groups(scripts: str) -> _Groups:
    """Evidence by our and their letter group, from the table `data/letter_groups.csv`."""
    groups: _Groups = {}
    text = files("homeward.data").joinpath("letter_groups.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        if row["scripts"] == scripts:
            groups.setdefault(row["ours"], {})[row["theirs"]] = float(row["bits"])
    return groups


def likeness(ours: str, theirs: str) -> float:
    """0 to 1: how alike two words are as spellings of one name, in any scripts; .75 is doubtful."""
    a, b = sorted((ours.lower(), theirs.lower()))
    return _likeness(a, b)


@lru_cache(maxsize=1 << 18)
def _likeness(a: str, b: str) -> float:
    if a == b:
        return 1.0
    first, second = script_of(a), script_of(b)
    if {first, second} == {Script.LATIN, Script.CYRILLIC}:
        latin, cyrillic = (a, b) if first is Script.LATIN else (b, a)
        return _share(evidence(_plain(latin), cyrillic, "latin-cyrillic"), a, b, "latin-cyrillic")
    if first is second is Script.CYRILLIC:
        return _both_ways(a, b, "cyrillic-cyrillic")
    return _both_ways(_plain(a), _plain(b), "latin-latin")


def _both_ways(a: str, b: str, scripts: str) -> float:
    """The table reads from Ukrainian to Russian; which word is which, letters may tell."""
    ours, theirs = (UKRAINIAN_ONLY.isdisjoint(word) and "'" not in word for word in (a, b))
    if ours != theirs:
        ukrainian, russian = (b, a) if ours else (a, b)
        return _share(evidence(ukrainian, russian, scripts), a, b, scripts)
    found = _share(evidence(a, b, scripts), a, b, scripts)
    return found if found >= SURE else max(found, _share(evidence(b, a, scripts), a, b, scripts))


def _share(bits: float, a: str, b: str, scripts: str) -> float:
    """Evidence on a scale where 0.75 is doubtful and 0.95 is sure, whatever the scripts."""
    share = bits / (_BITS_A_LETTER * (len(a) + len(b)) / 2)
    doubtful, sure = _DOUBTFUL_AND_SURE[scripts]
    if share < doubtful:
        return max(0.0, DOUBTFUL * share / doubtful)
    return min(0.99, DOUBTFUL + (SURE - DOUBTFUL) * (share - doubtful) / (sure - doubtful))


@lru_cache(maxsize=1 << 16)
def _plain(word: str) -> str:
    """Latin letters without the accents that the table does not know."""
    if word.isascii():
        return word
    known = letter_groups("latin-cyrillic")
    return "".join(c if c in known else unicodedata.normalize("NFD", c)[0] for c in word)


def evidence(ours: str, theirs: str, scripts: str) -> float:
    """Bits that the best alignment of two words speaks for one name (negative: against)."""
    groups = letter_groups(scripts)
    size = len(theirs) + 1
    best = [[_NEVER] * size for _ in range(len(ours) + 3)]
    best[0][0] = 0.0
    for i in range(len(ours) + 1):
        row = best[i]
        _step_inside(row, theirs, groups.get("", {}))
        least = max(row) - _HOPELESS
        steps = [
            (best[i + a], known)
            for a in range(1, min(_LONGEST, len(ours) - i) + 1)
            if (known := groups.get(ours[i : i + a]))
        ]
        for j in range(size):
            here = row[j]
            if here >= least:
                _step_on(here, j, theirs, steps)
                _slip(best, i, j, ours, theirs)
    return best[len(ours)][-1]


def _step_inside(row: list[float], theirs: str, inserted: dict[str, float]) -> None:
    """Letters that only they write."""
    for j, letter in enumerate(theirs):
        bits = row[j] + inserted.get(letter, SLIP)
        row[j + 1] = max(row[j + 1], bits)


def _step_on(
    here: float, j: int, theirs: str, steps: list[tuple[list[float], dict[str, float]]]
) -> None:
    for end in range(j, min(j + 3, len(theirs)) + 1):
        group = theirs[j:end]
        for target, known in steps:
            bits = known.get(group)
            if bits is not None and here + bits > target[end]:
                target[end] = here + bits


def _slip(best: list[list[float]], i: int, j: int, ours: str, theirs: str) -> None:
    """A letter of ours too many or another one, or two letters swapped."""
    bits = best[i][j] + SLIP
    below = best[i + 1]
    below[j] = max(below[j], bits)
    if j < len(theirs) and bits > below[j + 1]:
        below[j + 1] = bits
    swapped = ours[i : i + 2]
    if len(swapped) == 2 and theirs[j : j + 2] == swapped[::-1]:
        best[i + 2][j + 2] = max(best[i + 2][j + 2], bits + _BITS_A_LETTER)
