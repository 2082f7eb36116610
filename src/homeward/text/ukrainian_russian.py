"""Ukrainian and Russian spellings of one name: what corresponds, and what each change costs."""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from importlib.resources import files

SLIP = 9.0  # bits: a letter more, less or other, or two swapped, that no rule explains
_WORTH_A_LETTER = 4.3  # bits
_BEGIN, _END = "^", "$"

# What stands for a group of letters on the other side, its letters here and there, and the cost.
_Rule = tuple[str, int, int, float]
_Rules = tuple[_Rule, ...]
_Costs = dict[tuple[int, int], float]


@cache
def _rules() -> dict[str, tuple[tuple[str, _Rule], ...]]:
    """Correspondences by the first letter of the Ukrainian group, from the table."""
    found: dict[str, list[tuple[str, _Rule]]] = {}
    text = files("homeward.data").joinpath("uk_ru_spellings.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        ours, theirs = row["ukrainian"], row["russian"]
        rule = (theirs, len(ours), len(theirs), float(row["cost"]))
        found.setdefault(ours[:1], []).append((ours, rule))
    return {letter: tuple(rules) for letter, rules in found.items()}


@lru_cache(maxsize=1 << 16)
def _rules_along(word: str) -> tuple[_Rules, ...]:
    """For each letter of a word with its marks of beginning and end: the rules that fit there."""
    rules = _rules()
    added = tuple(rule for _, rule in rules.get("", ()))
    return tuple(
        (*(rule for group, rule in rules.get(letter, ()) if word.startswith(group, i)), *added)
        for i, letter in enumerate(word)
    )


def agreement(ukrainian: str, russian: str) -> float:
    """0 to 1: how far the letters of one word follow from the other; 1 where rules cost nothing.

    A slip of the pen is dearer than any rule, so the fewest slips decide, then the rules.
    """
    if ukrainian == russian:
        return 1.0
    worth = _WORTH_A_LETTER * (len(ukrainian) + len(russian)) / 2
    ours, theirs = f"{_BEGIN}{ukrainian}{_END}", f"{_BEGIN}{russian}{_END}"
    along, end = _rules_along(ours), (len(ours), len(theirs))
    reached: _Costs = {}
    starts: _Costs = {(0, 0): 0.0}
    for slips in range(1 + int(worth / SLIP / 2)):
        if slips:
            starts = _over_a_slip(reached, ours, theirs)
        reached = _follow(starts, ours, theirs, along)
        if end in reached:
            return max(0.0, 1 - reached[end] / worth)
    return 0.5 * min(len(ours), len(theirs)) / max(len(ours), len(theirs))


def _follow(starts: _Costs, ours: str, theirs: str, along: tuple[_Rules, ...]) -> _Costs:
    """All places in both words that equal letters and rules lead to, each at its least cost."""
    reached = dict(starts)
    size, length = len(ours), len(theirs)
    waiting = list(starts)
    while waiting:
        i, j = place = waiting.pop()
        cost = reached[place]
        while i < size and j < length:
            for group, here, there, dear in along[i]:
                if theirs.startswith(group, j):
                    target = (i + here, j + there)
                    if cost + dear < reached.get(target, _FAR):
                        reached[target] = cost + dear
                        waiting.append(target)
            if ours[i] != theirs[j]:
                break
            i, j = i + 1, j + 1
            if cost >= reached.get((i, j), _FAR):
                break
            reached[i, j] = cost
    return reached


_FAR = 1e9


def _over_a_slip(reached: _Costs, ours: str, theirs: str) -> _Costs:
    """The places one slip of the pen beyond those reached."""
    found: _Costs = {}
    size, length = len(ours), len(theirs)
    for (i, j), cost in reached.items():
        targets = [(i + 1, j), (i, j + 1), (i + 1, j + 1)]
        if ours[i : i + 2] == theirs[j : j + 2][::-1]:
            targets.append((i + 2, j + 2))
        for target in targets:
            known = reached.get(target, _FAR)
            if target[0] <= size and target[1] <= length and cost + SLIP < found.get(target, known):
                found[target] = cost + SLIP
    return found
