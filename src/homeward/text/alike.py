"""How much two spellings speak for one name: letter groups side by side, in bits of evidence."""

from __future__ import annotations

import csv
import math
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from homeward.text.letters import UKRAINIAN_ONLY, Script, script_of
from homeward.text.ukrainian_russian import agreement

# A letter more, less or other, or two swapped, where the table knows no reason for it.
SLIP = -8.5
_LONGEST = 4
_NEVER = -1e9
_HOPELESS = 14.0  # bits behind the best: such an alignment is not followed
_BITS_A_LETTER = 4.3  # what a letter that agrees says at most, on average

# Shares of the greatest possible evidence: where as many pairs of names are one as are two names
# with a common beginning, and what half of all true spellings reach. Measured on the development
# pairs of tokens named in docs/benchmarks.md.
_DOUBTFUL_AND_SURE = {
    "latin-cyrillic": (0.45, 0.72),
    "latin-latin": (0.55, 0.85),
    "cyrillic-cyrillic": (0.8, 0.935),
}
DOUBTFUL = 0.75
SURE = 0.95

_BAND = 3  # letters that an alignment may stray from the diagonal
_SURER = 3.0  # how fast evidence beyond what is sure nears 1

# What their side of a group may be, by its first letter, each with its length and bits; and the
# bits of our letters that they leave out.
_Theirs = dict[str, tuple[tuple[str, int, float], ...]]
_Groups = dict[str, tuple[_Theirs, float | None]]


@cache
def letter_groups(scripts: str) -> _Groups:
    """Evidence by our and their letter group, from the table `data/letter_groups.csv`."""
    groups: dict[str, dict[str, float]] = {}
    text = files("homeward.data").joinpath("letter_groups.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        if row["scripts"] == scripts:
            groups.setdefault(row["ours"], {})[row["theirs"]] = float(row["bits"])
    return {ours: (_by_letter(theirs), theirs.get("")) for ours, theirs in groups.items()}


def _by_letter(groups: dict[str, float]) -> _Theirs:
    found: dict[str, list[tuple[str, int, float]]] = {}
    for group, bits in groups.items():
        if group:
            found.setdefault(group[0], []).append((group, len(group), bits))
    return {letter: tuple(them) for letter, them in found.items()}


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
        return _on_scale(_in_cyrillic(a, b), "cyrillic-cyrillic")
    a, b = _plain(a), _plain(b)
    found = _share(evidence(a, b, "latin-latin"), a, b, "latin-latin")
    if found >= SURE:
        return found
    return max(found, _share(evidence(b, a, "latin-latin"), a, b, "latin-latin"))


def _in_cyrillic(a: str, b: str) -> float:
    """The table reads from Ukrainian to Russian; which word is which, letters may tell."""
    ours, theirs = (UKRAINIAN_ONLY.isdisjoint(word) and "'" not in word for word in (a, b))
    if ours != theirs:
        return agreement(b, a) if ours else agreement(a, b)
    found = agreement(a, b)
    return found if found == 1 else max(found, agreement(b, a))


def _share(bits: float, a: str, b: str, scripts: str) -> float:
    """Evidence on a scale where 0.75 is doubtful and 0.95 is sure, whatever the scripts."""
    return _on_scale(bits / (_BITS_A_LETTER * (len(a) + len(b)) / 2), scripts)


def _on_scale(share: float, scripts: str) -> float:
    doubtful, sure = _DOUBTFUL_AND_SURE[scripts]
    if share < doubtful:
        return max(0.0, DOUBTFUL * share / doubtful)
    beyond = (share - doubtful) / (sure - doubtful)
    if beyond < 1:
        return DOUBTFUL + (SURE - DOUBTFUL) * beyond
    return 1 - (1 - SURE) * math.exp(_SURER * (1 - beyond))


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
    known_bits = _inserted(scripts)
    added = [known_bits.get(c, SLIP) for c in theirs]
    size, length = len(theirs), len(ours)
    best = [[_NEVER] * (size + _LONGEST) for _ in range(length + _LONGEST)]
    best[0][0] = 0.0
    for i in range(length + 1):
        row = best[i]
        middle = i * size // max(1, length)
        start, end = max(0, middle - _BAND), min(size, middle + _BAND)
        for j in range(start, end):  # letters that only they write
            bits = row[j] + added[j]
            if bits > row[j + 1]:  # noqa: PLR1730 - a call of max costs twice as much
                row[j + 1] = bits
        if i == length:
            break
        steps = [
            (best[i + a], *known)
            for a in range(1, min(_LONGEST, length - i) + 1)
            if (known := groups.get(ours[i : i + a]))
        ]
        _step(best, i, range(start, end + 1), ours, theirs, steps)
    return best[length][size]


@cache
def _inserted(scripts: str) -> dict[str, float]:
    """What a letter that only they write says, by the letter."""
    return {letter: known[0][2] for letter, known in letter_groups(scripts)[""][0].items()}


def _step(  # noqa: PLR0917 - the state of the loop above, called for each letter
    best: list[list[float]],
    i: int,
    places: range,
    ours: str,
    theirs: str,
    steps: list[tuple[list[float], _Theirs, float | None]],
) -> None:
    """From every place that is not hopeless: to the next groups, or over a slip.

    A slip is a letter of ours too many, another letter, or two letters swapped. Written with
    comparisons in place of `max`, which is most of the time that comparing spellings takes.
    """
    row, below, second = best[i], best[i + 1], ours[i + 1 : i + 2]
    least = max(row) - _HOPELESS
    size = len(theirs)
    for j in places:
        here = row[j]
        if here < least:
            continue
        letter = theirs[j : j + 1]
        for target, known, left_out in steps:
            if left_out is not None and here + left_out > target[j]:
                target[j] = here + left_out
            for group, width, bits in known.get(letter, ()):
                after = j + width
                if here + bits > target[after] and (width == 1 or theirs.startswith(group, j)):
                    target[after] = here + bits
        bits = here + SLIP
        if bits > below[j]:  # noqa: PLR1730 - a call of max costs twice as much
            below[j] = bits
        if j < size and bits > below[j + 1]:
            below[j + 1] = bits
        if second and second == letter and theirs[j + 1 : j + 2] == ours[i]:
            best[i + 2][j + 2] = max(best[i + 2][j + 2], bits + _BITS_A_LETTER)
