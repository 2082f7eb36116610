"""What each distinct word of a store may be, and which words may be the same things.

Where a table tells the part that a word belongs to, only that is looked at. Looking at a word
depends on nothing else, so that several processes can share the words between them.
"""

from __future__ import annotations

import multiprocessing
import re
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.index.vocabulary import ROLES
from homeward.names.analyse import analyses
from homeward.names.parse import PARTICLES
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
MANY = 20_000  # words from which on further processes are worth starting
CHUNK = 5_000

Told = npt.NDArray[np.uint8]  # for each word: bit 0 nothing is told, bit 1 a family name, and so on
Shape = tuple[int, tuple[Any, ...]]  # a role (0 for any) and what the word may be in it


class Meaning(NamedTuple):
    """What a word may be in a role, of its analyses."""

    form: str
    key: str
    ids: tuple[int, ...]


class Looked(NamedTuple):
    """The kinds of words, in any role and then in each, and their meanings as small texts.

    Words that may be the same things are of one kind; `many` kinds are there.
    """

    kinds: npt.NDArray[np.int64]  # (words, 1 + roles)
    kept: list[str]
    many: int


class _Chunk(NamedTuple):
    """The same of some words, with kinds numbered among themselves."""

    kinds: npt.NDArray[np.int64]
    kept: list[str]
    shapes: list[Shape]


def look_at_words(texts: list[str], told: Told, workers: int = 1) -> Looked:
    """Look at each word in the roles that it is told to be in."""
    starts = range(0, len(texts), CHUNK)
    parts = [(texts[start : start + CHUNK], told[start : start + CHUNK]) for start in starts]
    if workers > 1 and len(texts) >= MANY and _can_fork():
        _look_at_some((["Іван", "Ivan", "Йцук"], np.ones(3, np.uint8)))  # tables, read once for all
        with ProcessPoolExecutor(workers, multiprocessing.get_context("fork")) as pool:
            return _one_after_other(list(pool.map(_look_at_some, parts)))
    return _one_after_other([_look_at_some(part) for part in parts])


def _can_fork() -> bool:
    """Whether a process may be copied: not while another thread may hold a lock."""
    return sys.platform == "linux" and threading.active_count() == 1


def _one_after_other(chunks: list[_Chunk]) -> Looked:
    every: dict[Shape, int] = {}
    kinds = [np.zeros((0, 1 + len(ROLES)), np.int64)]
    kept: list[str] = []
    for chunk in chunks:
        numbers = [every.setdefault(shape, len(every)) for shape in chunk.shapes]
        kinds.append(np.array([*numbers, ONE_BY_ONE])[chunk.kinds])  # -1 stays -1
        kept += chunk.kept
    return Looked(np.concatenate(kinds), kept, len(every))


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
        kinds[number] = [shapes.setdefault(shape, len(shapes)) for shape in enumerate(found)]
        kept.append(meanings)
    return _Chunk(kinds, kept, list(shapes))


def _look(text: str, bits: int) -> tuple[list[tuple[Any, ...]], str]:
    """The shapes of a word, in any role and then in each, and its meanings as one text."""
    known = bits & NOT_TOLD == 0
    roles = [role for number, role in enumerate(ROLES, start=1) if bits >> number & 1 or not known]
    shapes: list[list[Any]] = [[] for _ in ROLES]
    places: list[dict[tuple[str, str, tuple[int, ...]], int]] = [{} for _ in ROLES]
    forms: list[dict[str, int]] = [{text.lower(): 0} for _ in ROLES]
    for a in analyses(text, roles):
        role = _NUMBER[a.role]
        place = places[role].setdefault((a.form, a.key, a.ids), len(places[role]))
        form = forms[role].setdefault(a.form, len(forms[role]))
        shapes[role].append((place, a.case, a.sex, a.weight, bool(a.ids), form))
    frozen = [tuple(shape) for shape in shapes]
    kept = (BETWEEN.join(map(_kept, meanings)) for meanings in places)
    return [() if known else tuple(frozen), *frozen], BETWEEN_ROLES.join(kept)


_NUMBER = {role: number for number, role in enumerate(ROLES)}


def _kept(meaning: tuple[str, str, tuple[int, ...]]) -> str:
    form, key, ids = meaning
    return f"{form}|{key}|{' '.join(map(str, ids))}" if ids else f"{form}|{key}|"


def meanings_in(kept: str, role: int) -> list[Meaning]:
    """The meanings of a word in a role, as they were kept."""
    lines = kept.split(BETWEEN_ROLES)[role] if kept else ""
    return [_meaning(line) for line in lines.split(BETWEEN)] if lines else []


def _meaning(line: str) -> Meaning:
    form, key, ids = line.split("|")
    return Meaning(form, key, tuple(map(int, ids.split())))


def _is_plain(text: str) -> bool:
    """Whether `names` reads a word by what it may be alone, not by its letters."""
    lower = text.lower()
    one_word = text[1:] == lower[1:] or text.isupper()
    letters = text.isalpha() or _WITH_APOSTROPHES.fullmatch(text) is not None
    plain = letters and len(text) > 1 and one_word and repair_word(text) == text
    told = lower in PARTICLES or lower in SONS_AND_DAUGHTERS
    return plain and not told and not any(mark in lower for mark in ALSO_KNOWN_AS)
