"""Candidates of many rows, scored: the inner loop of linkage, compiled."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.index.compiled import compiled, inlined, signed
from homeward.index.finding import rows_under
from homeward.index.kernel import (
    ALIKE,
    BITS,
    FAMILY,
    FEATURES,
    HYPOTHESES,
    PATRONYMIC,
    RARE,
    SUMS,
    Seen,
    Side,
    kind_of,
    new_seen,
    see_names,
    see_rest,
    weigh,
)
from homeward.index.parts import new_masks
from homeward.index.postings import Postings
from homeward.index.sounds import Masks
from homeward.index.weights import Weights
from homeward.link.blocking import MOST_KEYS, link_keys
from homeward.link.renamed import agrees

HOPELESS = -24.0  # bits under which a pair is not kept
SEEN_COLUMNS = FEATURES + 3 + FEATURES  # levels, similarity of the names, rarity


class Room(NamedTuple):
    """What one thread works in."""

    seen: npt.NDArray[np.float64]
    masks: Masks
    keys: npt.NDArray[np.uint64]
    marks: npt.NDArray[np.uint8]
    found: npt.NDArray[np.int32]


class Kept(NamedTuple):
    """The best pairs of each row, best first, `top` places a row; `odds` 0 where there is none."""

    rows: npt.NDArray[np.int32]  # (people, top): rows of the other side
    odds: npt.NDArray[np.float64]  # (people, top): one person against all else
    hypotheses: npt.NDArray[np.int8]
    seen: npt.NDArray[np.float32]  # (people, top, SEEN_COLUMNS), or empty
    relatives: npt.NDArray[np.float64]  # (people): how many of all compared are, or empty


def new_room(people: int) -> Room:
    keys = np.zeros(MOST_KEYS, np.uint64)
    marks, found = np.zeros(people, np.uint8), np.zeros(people, np.int32)
    return Room(new_seen(), new_masks(), keys, marks, found)


def new_kept(people: int, top: int, *, with_seen: bool = False) -> Kept:
    shape = (people, top)
    seen = np.zeros((*shape, SEEN_COLUMNS) if with_seen else (0, 0, SEEN_COLUMNS), np.float32)
    relatives = np.zeros(people if with_seen else 0)
    return Kept(
        np.zeros(shape, np.int32), np.zeros(shape), np.zeros(shape, np.int8), seen, relatives
    )


@compiled
def link_rows(  # noqa: PLR0917 - compiled
    a: Side,
    chosen: npt.NDArray[np.int64],
    first: int,
    b: Side,
    postings: Postings,
    weights: Weights,
    same_table: bool,  # noqa: FBT001 - compiled
    room: Room,
    kept: Kept,
) -> int:
    """Link the chosen rows; the first is at place `first` of `kept`. How many were compared."""
    compared = 0
    for number in range(len(chosen)):
        row = chosen[number]
        count = link_keys(a, row, True, room.keys)
        found = rows_under(postings, room.keys[:count], room.marks, room.found)
        for place in range(found):
            other = signed(room.found[place])
            if same_table and other <= row:
                continue
            compared += 1
            odds, hypothesis = see_pair(a, row, b, other, weights, same_table, room)
            keep(kept, first + number, other, odds, hypothesis, room.seen)
            if len(kept.relatives):
                kind = kind_of(signed(a.rows[row, BITS]) | signed(b.rows[other, BITS]))
                kept.relatives[first + number] += of_relatives(room.seen, weights.priors, kind)
    return compared


@compiled
def of_relatives(seen: Seen, priors: Seen, kind: int) -> float:
    """How likely two people of whom this was seen are relatives."""
    relatives = 2.0 ** (seen[SUMS + HYPOTHESES] + priors[kind, HYPOTHESES])
    one = 0.0
    for column in range(HYPOTHESES):
        one += 2.0 ** (seen[SUMS + column] + priors[kind, column])
    return float(relatives / (1.0 + one + relatives))


@inlined
def see_pair(  # noqa: PLR0917 - compiled
    a: Side,
    row: int,
    b: Side,
    other: int,
    weights: Weights,
    renamed: bool,  # noqa: FBT001 - compiled
    room: Room,
) -> tuple[float, int]:
    """The odds of a pair and the likeliest hypothesis; what was seen stays in the room.

    People of whose names nothing agrees are weighed by `renamed.py`, unless `renamed` says to.
    """
    see_names(a, row, b, other, room.seen, room.masks)
    see_rest(a, row, b, other, room.seen)
    return weigh_pair(a, row, b, other, weights, renamed, room.seen)


@inlined
def weigh_pair(  # noqa: PLR0917 - compiled
    a: Side,
    row: int,
    b: Side,
    other: int,
    weights: Weights,
    renamed: bool,  # noqa: FBT001 - compiled
    seen: Seen,
) -> tuple[float, int]:
    """The same of what has been seen."""
    weigh(seen, weights.table)
    kind = kind_of(signed(a.rows[row, BITS]) | signed(b.rows[other, BITS]))
    step = 1 if renamed or agrees(int(seen[FAMILY])) or agrees(int(seen[PATRONYMIC])) else 2
    return odds_of(seen, weights.priors, kind, step)


@compiled
def odds_of(seen: Seen, priors: Seen, kind: int, step: int) -> tuple[float, int]:
    """Odds of one person against relatives and strangers; the likeliest hypothesis.

    With a `step` of 2 only those that leave the name as it was.
    """
    best, most = 0, -1e9
    for column in range(0, HYPOTHESES, step):
        bits = seen[SUMS + column] + priors[kind, column]
        if bits > most:
            best, most = column, bits
    if most < HOPELESS:
        return 0.0, best
    one = 0.0
    for column in range(0, HYPOTHESES, step):
        one += 2.0 ** (seen[SUMS + column] + priors[kind, column])
    relatives = 2.0 ** (seen[SUMS + HYPOTHESES] + priors[kind, HYPOTHESES])
    return one / (1.0 + relatives), best


@compiled
def weigh_again(  # noqa: PLR0917 - compiled
    a: Side, chosen: npt.NDArray[np.int64], b: Side, weights: Weights,
    renamed: bool,  # noqa: FBT001 - compiled
    seen: Seen, kept: Kept,
) -> None:  # fmt: skip
    """New odds for pairs that were kept with what was seen, by other weights."""
    for number in range(len(chosen)):
        for place in range(kept.odds.shape[1]):
            if kept.odds[number, place] <= 0:
                break
            take_seen(kept.seen[number, place], seen)
            row, other = signed(chosen[number]), signed(kept.rows[number, place])
            odds, hypothesis = weigh_pair(a, row, b, other, weights, renamed, seen)
            kept.odds[number, place], kept.hypotheses[number, place] = odds, hypothesis


@inlined
def keep(  # noqa: PLR0917 - compiled
    kept: Kept,
    row: int,
    other: int,
    odds: float,
    hypothesis: int,
    seen: npt.NDArray[np.float64],
) -> None:
    """Put a pair among the best of its row, if it is one of them."""
    top = kept.odds.shape[1]
    if odds <= kept.odds[row, top - 1]:
        return
    place = top - 1
    while place > 0 and kept.odds[row, place - 1] < odds:
        kept.odds[row, place] = kept.odds[row, place - 1]
        kept.rows[row, place] = kept.rows[row, place - 1]
        kept.hypotheses[row, place] = kept.hypotheses[row, place - 1]
        if len(kept.seen):
            for column in range(SEEN_COLUMNS):
                kept.seen[row, place, column] = kept.seen[row, place - 1, column]
        place -= 1
    kept.odds[row, place], kept.rows[row, place] = odds, other
    kept.hypotheses[row, place] = hypothesis
    if len(kept.seen):
        put_seen(kept.seen[row, place], seen)


@compiled
def put_seen(out: npt.NDArray[np.float32], seen: npt.NDArray[np.float64]) -> None:
    """Keep what was seen of a pair, SEEN_COLUMNS of it."""
    for column in range(FEATURES):
        out[column] = seen[column]
        out[FEATURES + 3 + column] = seen[RARE + column]
    for column in range(3):
        out[FEATURES + column] = seen[ALIKE + column]


@compiled
def take_seen(kept: npt.NDArray[np.float32], seen: Seen) -> None:
    """The way back of `put_seen`."""
    for column in range(FEATURES):
        seen[column] = kept[column]
        seen[RARE + column] = kept[FEATURES + 3 + column]
    for column in range(3):
        seen[ALIKE + column] = kept[FEATURES + column]
