"""The search itself, compiled: keys to rows, rows to scores, the best of them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.index.compiled import compiled, signed
from homeward.index.kernel import (
    BITS,
    FAMILY,
    FURTHER,
    Seen,
    Side,
    reading,
    score_over,
)
from homeward.index.parts import SLOTS, Table, forget
from homeward.index.postings import BY_FAMILY, Keys, Postings, Rows, mixed
from homeward.index.sounds import Masks, bits_set, letter_masks, slips
from homeward.index.vocabulary import COUNTS, FIRST_KEY, HASH, INITIAL, LENGTH, SIGN
from homeward.index.weights import Weights

MOST_FAMILIES_ASKED = 32  # different family names of one query that are told apart


class Families(NamedTuple):
    """The folded family names of a segment: numbers of keys, and their signs side by side.

    Names of a length lie from `firsts` up to `ends` of that length, or anywhere between.
    """

    keys: npt.NDArray[np.int32]
    signs: npt.NDArray[np.uint64]
    firsts: npt.NDArray[np.int64]  # (WIDTH + 1)
    ends: npt.NDArray[np.int64]  # (WIDTH + 1)


class Best(NamedTuple):
    """The best rows so far, in order."""

    rows: npt.NDArray[np.int64]
    scores: npt.NDArray[np.float64]
    hypotheses: npt.NDArray[np.int64]


def new_best(top: int) -> Best:
    return Best(np.zeros(top, np.int64), np.zeros(top, np.float64), np.zeros(top, np.int64))


@compiled
def allowed_slips(length: int) -> int:
    """How many slips of the pen a family name of this length is searched with."""
    if length < 4:
        return 0
    if length < 6:
        return 1
    return 2


@compiled
def near_families(  # noqa: PLR0917 - compiled
    q: Side, row: int, keys: Table, families: Families, masks: Masks, out: Keys, count: int
) -> int:
    """Keys of all family names of a segment that are alike to one of the query."""
    masks[SLOTS] = 0  # which keys were asked; what `compare_parts` kept there is gone
    forget(masks)
    for number in range((q.rows[row, BITS] >> FURTHER) + 1):
        part = reading(q.rows, q.more, row, number)[FAMILY]
        counts = signed(q.words.parts[part, COUNTS])
        for x in range(0 if counts & INITIAL else counts & 3):
            ours = signed(q.words.parts[part, FIRST_KEY + x])
            if signed(masks[SLOTS, 1 + ours % MOST_FAMILIES_ASKED]) == ours + 1:
                continue  # another reading has it too
            masks[SLOTS, 1 + ours % MOST_FAMILIES_ASKED] = np.uint64(ours + 1)
            sign, length = q.words.keys[ours, SIGN], signed(q.words.keys[ours, LENGTH])
            letter_masks(q.words.keys, ours, masks, 0)
            count = near_key(sign, length, masks, keys, families, out, count)
    masks[SLOTS] = 0
    return count


@compiled
def near_key(  # noqa: PLR0917 - compiled
    sign: np.uint64,
    length: int,
    masks: Masks,
    keys: Table,
    families: Families,
    out: Keys,
    count: int,
) -> int:
    """Compare one key with the whole vocabulary of family names, exactly."""
    most = allowed_slips(length)
    first = families.firsts[max(0, length - most)]
    end = families.ends[min(len(families.ends) - 1, length + most)]
    for place in range(first, end):
        if bits_set(sign ^ families.signs[place]) > 2 * most:
            continue
        theirs = signed(families.keys[place])
        distance = slips(masks, 0, length, keys, theirs)
        if 0 < distance <= most and count < len(out):
            out[count] = mixed(BY_FAMILY, keys[theirs, HASH], np.uint64(0))
            count += 1
    return count


@compiled
def rows_under(postings: Postings, keys: Keys, marks: npt.NDArray[np.uint8], found: Rows) -> int:
    """Rows under any of the keys, each once, into `found`; rows that are marked are left out."""
    count = 0
    for key in keys:
        place = np.searchsorted(postings.keys, key)
        if place == len(postings.keys) or postings.keys[place] != key:
            continue
        for at in range(postings.starts[place], postings.starts[place + 1]):
            row = postings.rows[at]
            if not marks[row]:
                marks[row] = 1
                found[count] = row
                count += 1
    for place in range(count):
        marks[found[place]] = 0
    return count


@compiled
def find_best(  # noqa: PLR0917 - compiled
    q: Side,
    row: int,
    side: Side,
    found: Rows,
    weights: Weights,
    seen: Seen,
    masks: Masks,
    best: Best,
) -> int:
    """Score the rows found; the best go into `best`, and their number is returned."""
    count, least = 0, -1e9
    for other in found:
        score, hypothesis = score_over(q, row, side, signed(other), weights, seen, masks, least)
        if count == len(best.rows) and score <= best.scores[count - 1]:
            continue
        place = min(count, len(best.rows) - 1)
        while place > 0 and best.scores[place - 1] < score:
            best.rows[place] = best.rows[place - 1]
            best.scores[place] = best.scores[place - 1]
            best.hypotheses[place] = best.hypotheses[place - 1]
            place -= 1
        best.rows[place], best.scores[place], best.hypotheses[place] = other, score, hypothesis
        count = min(count + 1, len(best.rows))
        if count == len(best.rows):
            last = best.scores[count - 1]
            least = np.log2(last / (1.0 - last)) if 0.0 < last < 1.0 else least
    return count
