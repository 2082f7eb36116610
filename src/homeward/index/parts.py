"""How far two name parts agree: `names/two_words.py`, compiled."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from homeward.index import weights as w
from homeward.index.compiled import compiled, signed
from homeward.index.sounds import LETTERS as LETTER_CODES
from homeward.index.sounds import Masks, bits_set, letter_masks, slips
from homeward.index.vocabulary import (
    COUNTS,
    FAMILY,
    FIRST_ID,
    FIRST_KEY,
    FORM,
    HASH,
    INITIAL,
    LENGTH,
    LETTERS,
    PATRONYMIC,
    RARITY,
    RARITY_STEPS,
    SIGN,
)

Table = npt.NDArray[np.uint64]  # parts or keys of a vocabulary
SLOTS = 16  # of the masks; one more line tells which key lies in which slot
MEMO, MEMO_BITS, MEMO_STEPS = SLOTS + 1, 12, 2.0**53
MEMO_ROWS = (1 << MEMO_BITS) * 4 // LETTER_CODES
LOW = np.uint64(0xFFFFFFFF)
HIGH = np.uint64(32)


def new_masks() -> Masks:
    """Room for the letter masks of one side; take a new one for another side."""
    return np.zeros((MEMO + MEMO_ROWS, LETTER_CODES), np.uint64)


@compiled
def forget(masks: Masks) -> None:
    """Forget what was compared: the other side is another one now."""
    masks[MEMO:] = 0


@compiled
def compare_parts(  # noqa: PLR0917 - compiled
    role: int, ap: Table, ak: Table, i: int, bp: Table, bk: Table, j: int, masks: Masks
) -> tuple[int, float, float]:
    """Level, similarity, and rarity of what both share (below 0 if unknown).

    Many rows share a name, so what was compared last is kept: four numbers a pair of parts.
    """
    if i == 0 or j == 0:
        return w.MISSING, 0.0, -1.0
    pair = np.uint64(role + 1) << np.uint64(62) | np.uint64(i) << np.uint64(31) | np.uint64(j)
    row, column = memo_place(pair)
    if masks[row, column] == pair:
        kept = signed(masks[row, column + 1])
        alike = float(masks[row, column + 2]) / MEMO_STEPS
        return kept & 255, alike, np.float64((kept >> 8) - 1) / RARITY_STEPS if kept >> 8 else -1.0
    level, alike, rare = compare_fresh(role, ap, ak, i, bp, bk, j, masks)
    thousandths = signed(rare * RARITY_STEPS + 0.5) + 1 if rare >= 0 else 0
    masks[row, column] = pair
    masks[row, column + 1] = np.uint64(thousandths << 8 | level)
    masks[row, column + 2] = np.uint64(alike * MEMO_STEPS)
    return level, alike, rare


@compiled
def memo_place(pair: np.uint64) -> tuple[int, int]:
    """Where in the masks a pair of parts is kept, if it is."""
    place = signed((pair * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - MEMO_BITS))
    return MEMO + (place >> 4), (place & 15) << 2


@compiled
def share_a_name(  # noqa: PLR0917 - compiled
    ap: Table, ak: Table, i: int, bp: Table, bk: Table, j: int, masks: Masks
) -> bool:
    """Whether a family name and a given name are one word; kept as `compare_parts` does."""
    if i == 0 or j == 0:
        return False
    pair = np.uint64(i) << np.uint64(31) | np.uint64(j)
    row, column = memo_place(pair)
    if masks[row, column] != pair:
        shared = shared_key(FAMILY, ap, ak, i, bp, bk, j)[0] != w.MISSING
        shared = shared or shared_concept(FAMILY, ap, i, bp, j)[0] != w.MISSING
        masks[row, column], masks[row, column + 1] = pair, np.uint64(shared)
    return bool(masks[row, column + 1])


@compiled
def compare_fresh(  # noqa: PLR0911, PLR0917 - one for each level, as in two_words.py
    role: int, ap: Table, ak: Table, i: int, bp: Table, bk: Table, j: int, masks: Masks
) -> tuple[int, float, float]:
    """The same, of two parts."""
    counts, their_counts = signed(ap[i, COUNTS]), signed(bp[j, COUNTS])
    if (counts | their_counts) & INITIAL:
        return (w.INITIAL if ap[i, LETTERS] & bp[j, LETTERS] else w.INITIAL_DIFFERS), 1.0, -1.0
    level, rare = shared_concept(role, ap, i, bp, j)
    if level != w.MISSING:
        return level, 1.0, rare
    level, rare = shared_key(role, ap, ak, i, bp, bk, j)
    if level != w.MISSING:
        return level, 1.0, rare
    if role != FAMILY and (counts >> 2) & 7 and (their_counts >> 2) & 7:
        return w.OTHER, 0.0, -1.0
    alike, distance, length = nearest_keys(ap, ak, i, bp, bk, j, masks)
    if distance == 1 and length >= 4:
        return w.TYPO, alike, key_rarity(role, ak, signed(ap[i, FIRST_KEY]))
    if distance == 2 and length >= 6:
        return w.TWO_TYPOS, alike, key_rarity(role, ak, signed(ap[i, FIRST_KEY]))
    return (w.SIMILAR if alike >= 0.7 else w.DIFFERENT), alike, -1.0


@compiled
def shared_concept(role: int, ap: Table, i: int, bp: Table, j: int) -> tuple[int, float]:
    """Level and rarity of a given name or father that both share; MISSING if there is none."""
    counts, their_counts = signed(ap[i, COUNTS]), signed(bp[j, COUNTS])
    for x in range((counts >> 2) & 7):
        concept = ap[i, FIRST_ID + x]
        for y in range((their_counts >> 2) & 7):
            if (concept ^ bp[j, FIRST_ID + y]) & LOW:
                continue
            short = ((counts >> (8 + x)) | (their_counts >> (8 + y))) & 1
            different = ap[i, FORM] != bp[j, FORM]
            level = w.FORM if short and different and role != PATRONYMIC else w.SAME
            return level, np.float64(concept >> HIGH) / RARITY_STEPS
    return w.MISSING, -1.0


@compiled
def shared_key(  # noqa: PLR0917 - compiled
    role: int, ap: Table, ak: Table, i: int, bp: Table, bk: Table, j: int
) -> tuple[int, float]:
    """Level and rarity of a folded key that both share; MISSING if there is none."""
    for x in range(signed(ap[i, COUNTS]) & 3):
        ours = signed(ap[i, FIRST_KEY + x])
        for y in range(signed(bp[j, COUNTS]) & 3):
            if ak[ours, HASH] == bk[signed(bp[j, FIRST_KEY + y]), HASH]:
                return w.SAME, key_rarity(role, ak, ours)
    return w.MISSING, -1.0


@compiled
def nearest_keys(  # noqa: PLR0917 - compiled
    ap: Table, ak: Table, i: int, bp: Table, bk: Table, j: int, masks: Masks
) -> tuple[float, int, int]:
    """Similarity, slips and length of the two keys of both parts that are most alike."""
    best, best_slips, best_length = -1.0, 99, 1
    for x in range(signed(ap[i, COUNTS]) & 3):
        ours = signed(ap[i, FIRST_KEY + x])
        for y in range(signed(bp[j, COUNTS]) & 3):
            theirs = signed(bp[j, FIRST_KEY + y])
            length = max(signed(ak[ours, LENGTH]), signed(bk[theirs, LENGTH]), 1)
            # Each slip changes two bits of the signs at most; half alike is as good as unlike.
            distance = (bits_set(ak[ours, SIGN] ^ bk[theirs, SIGN]) + 1) >> 1
            if 2 * distance <= length:
                slot = ours % SLOTS
                if signed(masks[SLOTS, slot]) != ours + 1:
                    letter_masks(ak, ours, masks, slot)
                    masks[SLOTS, slot] = np.uint64(ours + 1)
                distance = slips(masks, slot, signed(ak[ours, LENGTH]), bk, theirs)
            alike = 1.0 - distance / length
            if alike > best:
                best, best_slips, best_length = alike, distance, length
    return max(best, 0.0), best_slips, best_length


@compiled
def key_rarity(role: int, keys: Table, key: int) -> float:
    """Rarity of a key in bits."""
    both = keys[key, RARITY]
    return np.float64(both & LOW if role == FAMILY else both >> HIGH) / RARITY_STEPS
