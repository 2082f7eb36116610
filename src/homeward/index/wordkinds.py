"""What each distinct word of a store may be, and which words may be the same things.

Where a table tells the part that a word belongs to, only that is looked at. Looking at a word
depends on nothing else, so that several processes can share the words between them.
"""

from __future__ import annotations

import multiprocessing
import re
import sys
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.index.vocabulary import FAMILY, ROLES
from homeward.names import PARTICLES, nominative_surnames
from homeward.names.analyse import analyses
from homeward.names.parts import Case, TokenAnalysis
from homeward.names.patronymic import SONS_AND_DAUGHTERS
from homeward.text import repair_word

ONE_BY_ONE = -1
ALSO_KNOWN_AS = (
    "aka",
    "alias",
    "born",
    "née",
    "nee",
    "formerly",
    "урод",
    "уродж",
    "девич",
    "дівоч",
)
_WITH_APOSTROPHES = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*['’]?")  # В'ячеслав, Gus'
BETWEEN = "\n"  # of the meanings of a word
BETWEEN_ROLES = "\t"
NOT_TOLD = 1  # the bit of words whose role no table tells
SURNAME = 1 << 1 + FAMILY
NOMINATIVE = 16  # the bit of surnames that stand beside nominatives alone
MANY = 20_000  # words from which on further processes are worth starting
CHUNK = 5_000

# For each word: bit 0 nothing is told, bit 1 a family name, and so on; 0 for words to be left out.
Told = npt.NDArray[np.uint8]
Shape = tuple[int, tuple[Any, ...]]  # a role (0 for any) and what the word may be in it
IN_NOMINATIVE = 1 + len(ROLES)  # in place of the role: a surname, looked at in one case only


class Meaning(NamedTuple):
    """What a word may be in a role, of its analyses."""

    form: str
    key: str
    ids: tuple[int, ...]


class Looked(NamedTuple):
    """The kinds of words, in any role and then in each, and their meanings as small texts.

    Words that may be the same things are of one kind; each kind is a number of `shapes`. A word
    that was not looked at is of no kind.
    """

    kinds: npt.NDArray[np.int64]  # (words, 1 + roles)
    kept: list[str]
    shapes: dict[Shape, int]

    def in_other_cases(self) -> npt.NDArray[np.bool_]:
        """For each word and role whether it may stand in another case than the nominative."""
        cases = [number > 0 and any(_oblique(one) for one in ones) for number, ones in self.shapes]
        return np.array([*cases, True])[self.kinds[:, 1:]]  # a word of no kind: perhaps


def _oblique(one: tuple[Any, ...]) -> bool:
    return one[1] not in {None, Case.NOMINATIVE}


class _Chunk(NamedTuple):
    """The same of some words, with kinds numbered among themselves."""

    kinds: npt.NDArray[np.int64]
    kept: list[str]
    shapes: list[Shape]


def look_at_words(
    texts: list[str], told: Told, workers: int = 1, before: Looked | None = None
) -> Looked:
    """Look at each word in the roles that it is told to be in, and keep what was seen before."""
    chosen = np.flatnonzero(told)
    starts = range(0, len(chosen), CHUNK)
    parts = []
    for start in starts:
        some = chosen[start : start + CHUNK]
        parts.append(([texts[number] for number in some.tolist()], told[some]))
    if workers > 1 and len(chosen) >= MANY and _can_fork():
        _look_at_some((["Іван", "Ivan", "Йцук"], np.ones(3, np.uint8)))  # tables, read once for all
        with ProcessPoolExecutor(workers, multiprocessing.get_context("fork")) as pool:
            return _together(len(texts), chosen, pool.map(_look_at_some, parts), before)
    return _together(len(texts), chosen, map(_look_at_some, parts), before)


def _can_fork() -> bool:
    """Whether a process may be copied: not while another thread may hold a lock."""
    return sys.platform == "linux" and threading.active_count() == 1


def _together(
    many: int, chosen: npt.NDArray[np.int64], chunks: Iterable[_Chunk], before: Looked | None
) -> Looked:
    if before is None:
        before = Looked(np.full((many, 1 + len(ROLES)), ONE_BY_ONE, np.int64), [""] * many, {})
    start = 0
    for chunk in chunks:
        numbers = [before.shapes.setdefault(each, len(before.shapes)) for each in chunk.shapes]
        some = chosen[start : start + len(chunk.kept)]
        before.kinds[some] = np.array([*numbers, ONE_BY_ONE])[chunk.kinds]  # -1 stays -1
        for number, kept in zip(some.tolist(), chunk.kept, strict=True):
            before.kept[number] = kept
        start += len(chunk.kept)
    return before


def _look_at_some(part: tuple[list[str], Told]) -> _Chunk:
    texts, told = part
    shapes: dict[Shape, int] = {}
    kinds = np.full((len(texts), 1 + len(ROLES)), ONE_BY_ONE, np.int64)
    kept = []
    for number, (text, bits) in enumerate(zip(texts, told.tolist(), strict=True)):
        if not _is_plain(text):
            kept.append("")
            continue
        found, meanings = _look(text, bits)
        kinds[number] = [shapes.setdefault(shape, len(shapes)) for shape in found]
        kept.append(meanings)
    return _Chunk(kinds, kept, list(shapes))


def _look(text: str, bits: int) -> tuple[list[Shape], str]:
    """The shapes of a word, in any role and then in each, and its meanings as one text."""
    lower = text.lower()
    if bits & ~NOMINATIVE == SURNAME:
        found = nominative_surnames(text) if bits & NOMINATIVE else analyses(text, _SURNAME)
        shape, kept = _look_in(found, lower)
        number = IN_NOMINATIVE if bits & NOMINATIVE else 1 + FAMILY
        return [(0, ()), (number, shape), (2, ()), (3, ())], kept + _NO_OTHER_ROLE
    known = bits & NOT_TOLD == 0
    roles = [role for number, role in enumerate(ROLES, start=1) if bits >> number & 1 or not known]
    lists: list[list[TokenAnalysis]] = [[] for _ in ROLES]
    for one in analyses(text, roles):
        lists[_NUMBER[one.role]].append(one)
    seen = [_look_in(found, lower) for found in lists]
    shapes = [shape for shape, _ in seen]
    every = () if known else tuple(shapes)
    return list(enumerate([every, *shapes])), BETWEEN_ROLES.join([kept for _, kept in seen])


def _look_in(found: Sequence[TokenAnalysis], lower: str) -> tuple[tuple[Any, ...], str]:
    """The shape of a word in one role, and its meanings as one text."""
    if len(found) == 1:
        _, case, sex, form, key, ids, weight, _ = found[0]
        return ((0, case, sex, weight, bool(ids), int(form != lower)),), _kept(form, key, ids)
    places: dict[tuple[str, str, tuple[int, ...]], int] = {}
    forms = {lower: 0}
    shape = []
    for _, case, sex, form, key, ids, weight, _ in found:
        place = places.setdefault((form, key, ids), len(places))
        shape.append(
            (place, case, sex, weight, bool(ids), forms.setdefault(form, len(forms)))
        )  # fmt: skip
    return tuple(shape), BETWEEN.join([_kept(*meaning) for meaning in places])


_SURNAME = ROLES[FAMILY : FAMILY + 1]
_NO_OTHER_ROLE = BETWEEN_ROLES * (len(ROLES) - 1)
_NUMBER = {role: number for number, role in enumerate(ROLES)}


def _kept(form: str, key: str, ids: tuple[int, ...]) -> str:
    return f"{form}|{key}|{' '.join(map(str, ids))}" if ids else f"{form}|{key}|"


def meanings_in(kept: str, role: int) -> list[Meaning]:
    """The meanings of a word in a role, as they were kept."""
    lines = kept.split(BETWEEN_ROLES)[role] if kept else ""
    return [_meaning(line) for line in lines.split(BETWEEN)] if lines else []


def _meaning(line: str) -> Meaning:
    form, key, ids = line.split("|")
    return Meaning(form, key, tuple(map(int, ids.split())) if ids else ())


def _is_plain(text: str) -> bool:
    """Whether `names` reads a word by what it may be alone, not by its letters."""
    lower = text.lower()
    one_word = text[1:] == lower[1:] or text.isupper()
    letters = text.isalpha() or _WITH_APOSTROPHES.fullmatch(text) is not None
    plain = letters and len(text) > 1 and one_word and repair_word(text) == text
    told = lower in PARTICLES or lower in SONS_AND_DAUGHTERS
    return plain and not told and not any(mark in lower for mark in ALSO_KNOWN_AS)
