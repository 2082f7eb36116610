"""How likely two rows are one person: `match.compare`, compiled, for the features of bulk tables.

A side is many people as arrays. What is seen of a pair goes into `Seen`, and is then weighed.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.index import weights as w
from homeward.index.birthdates import birth_level
from homeward.index.compiled import compiled
from homeward.index.places import Spots
from homeward.index.sounds import LETTERS, bits_set, letter_masks, slips
from homeward.index.vocabulary import Words
from homeward.index.weights import Weights

# Columns of a row.
FAMILY, GIVEN, PATRONYMIC, BIRTH, HOME, BIRTH_PLACE, BITS, MORE = range(8)
# BITS: sex (2 bits), sex stated, child, soldier, stated woman, rich; from bit 8 on what is known
# of the first reading (see `Side.more`); from bit 20 on, how many further readings there are from
# row MORE on.
STATED, CHILD, SOLDIER, WOMAN, RICH = 4, 8, 16, 32, 64
FIRST_READING, FURTHER = 8, 20
LIKELY = 102  # of 255: the weight of a reading that is likely, as in `match.naming`
ROUGH = np.array(w.ROUGH)
MASK_SLOTS = 16
PERHAPS_SWAPPED = 6.0  # rough bits under which the names may stand in the other order
HYPOTHESES = 4


Four = Any  # four of np.int64, which mypy does not take for int


class Side(NamedTuple):
    """Many people: vocabulary, places, rows, further readings of names, ranges of ages."""

    words: Words
    spots: Spots
    rows: npt.NDArray[np.int32]  # (people, 8)
    more: npt.NDArray[np.int32]  # (readings, 4): three parts; weight in 1/255, from bit 8 on sex
    ages: npt.NDArray[np.int32]  # (ranges, 2)


class Seen(NamedTuple):
    """What is seen of a pair, and room to work in."""

    levels: npt.NDArray[np.int64]  # (features), as weights.LEVELS counts them
    similarity: npt.NDArray[np.float64]  # (3): of name parts that differ by spelling
    rarity: npt.NDArray[np.float64]  # (features); below 0 if unknown
    chosen: npt.NDArray[np.int64]  # (8): our three parts and reading bits, then theirs
    bits: npt.NDArray[np.float64]  # (5), by hypothesis, then relatives
    masks: npt.NDArray[np.uint64]  # (MASK_SLOTS, LETTERS)
    masked: npt.NDArray[np.int64]  # (MASK_SLOTS): the key whose masks lie there


def new_seen() -> Seen:
    """Room for one pair at a time, of one side a; take a new one for another side."""
    return Seen(
        np.zeros(len(w.FEATURES), np.int64),
        np.zeros(3, np.float64),
        np.zeros(len(w.FEATURES), np.float64),
        np.zeros(8, np.int64),
        np.zeros(HYPOTHESES + 1, np.float64),
        np.zeros((MASK_SLOTS, LETTERS), np.uint64),
        np.full(MASK_SLOTS, -1, np.int64),
    )


@compiled
def nearest_keys(a: Words, i: int, b: Words, j: int, seen: Seen) -> tuple[float, int, int]:
    """Similarity, slips and length of the two keys of both parts that are most alike."""
    best, best_slips, best_length = -1.0, 99, 1
    for x in range(a.key_starts[i], a.key_starts[i + 1]):
        ours = a.keys[x]
        for y in range(b.key_starts[j], b.key_starts[j + 1]):
            theirs = b.keys[y]
            length = max(a.lengths[ours], b.lengths[theirs])
            least = (bits_set(a.signs[ours] ^ b.signs[theirs]) + 1) // 2
            if 1.0 - least / length < max(best, 0.5):
                if best < 0.5 and best_slips == 99:
                    best, best_slips, best_length = 0.0, least, length
                continue
            slot = ours % MASK_SLOTS
            if seen.masked[slot] != ours:
                letter_masks(a.codes[ours], a.lengths[ours], seen.masks[slot])
                seen.masked[slot] = ours
            distance = slips(seen.masks[slot], a.lengths[ours], b.codes[theirs], b.lengths[theirs])
            similarity = 1.0 - distance / length
            if similarity > best:
                best, best_slips, best_length = similarity, distance, length
    return best, best_slips, best_length


@compiled
def compare_parts(  # noqa: C901, PLR0911, PLR0917 - one for each level, as in `names.compare`
    role: int, a: Words, i: int, b: Words, j: int, seen: Seen
) -> tuple[int, float, float]:
    """Level, similarity, and rarity of what both share (below 0 if unknown)."""
    if i == 0 or j == 0:
        return w.MISSING, 0.0, -1.0
    if a.initial[i] or b.initial[j]:
        level = w.INITIAL if a.letters[i] & b.letters[j] else w.INITIAL_DIFFERS
        return level, 1.0, -1.0
    equal = a.forms[i] == b.forms[j]
    for x in range(a.id_starts[i], a.id_starts[i + 1]):
        for y in range(b.id_starts[j], b.id_starts[j + 1]):
            if a.ids[x] == b.ids[y]:
                short = role != PATRONYMIC and (a.short[x] or b.short[y]) and not equal
                return (w.FORM if short else w.SAME), 1.0, a.id_rarity[x]
    for x in range(a.key_starts[i], a.key_starts[i + 1]):
        for y in range(b.key_starts[j], b.key_starts[j + 1]):
            if a.hashes[a.keys[x]] == b.hashes[b.keys[y]]:
                return w.SAME, 1.0, key_rarity(role, a, a.keys[x])
    known = a.id_starts[i] < a.id_starts[i + 1] and b.id_starts[j] < b.id_starts[j + 1]
    if role != FAMILY and known:
        return w.OTHER, 0.0, -1.0
    similarity, distance, length = nearest_keys(a, i, b, j, seen)
    if distance == 1 and length >= 4:
        return w.TYPO, similarity, key_rarity(role, a, a.keys[a.key_starts[i]])
    if distance == 2 and length >= 6:
        return w.TWO_TYPOS, similarity, key_rarity(role, a, a.keys[a.key_starts[i]])
    if similarity >= 0.7:
        return w.SIMILAR, similarity, -1.0
    return w.DIFFERENT, similarity, -1.0


@compiled
def key_rarity(role: int, words: Words, key: int) -> float:
    return float(words.family_rarity[key] if role == FAMILY else words.given_rarity[key])


@compiled
def reading(side: Side, row: int, number: int) -> Four:
    """The parts of one reading of a name, and what else is known of it."""
    if number == 0:
        r = side.rows[row]
        known = (np.int64(r[BITS]) >> FIRST_READING) & 0xFFF
        return np.int64(r[FAMILY]), np.int64(r[GIVEN]), np.int64(r[PATRONYMIC]), known
    r = side.more[side.rows[row, MORE] + number - 1]
    return np.int64(r[0]), np.int64(r[1]), np.int64(r[2]), np.int64(r[3])


@compiled
def see_names(a: Side, i: int, b: Side, j: int, seen: Seen) -> None:
    """The readings of both names that agree best."""
    best = -1e9
    for x in range((a.rows[i, BITS] >> FURTHER) + 1):
        ours = reading(a, i, x)
        for y in range((b.rows[j, BITS] >> FURTHER) + 1):
            f, g, p, known = reading(b, j, y)
            best = see_reading(a, ours, b, (f, g, p, known), False, best, seen)
            if best < PERHAPS_SWAPPED:
                best = see_reading(a, ours, b, (g, f, p, known), True, best, seen)
    if seen.levels[FAMILY] == w.MISSING:
        see_left_over(a, b, seen)


@compiled
def see_reading(  # noqa: PLR0917 - compiled
    a: Side,
    ours: Four,
    b: Side,
    theirs: Four,
    swapped: bool,  # noqa: FBT001 - compiled
    best: float,
    seen: Seen,
) -> float:
    """Put what is seen into `seen` if it is better than the best so far; the better of both."""
    f, f_alike, f_rare = compare_parts(FAMILY, a.words, ours[0], b.words, theirs[0], seen)
    g, g_alike, g_rare = compare_parts(GIVEN, a.words, ours[1], b.words, theirs[1], seen)
    p, p_alike, p_rare = compare_parts(PATRONYMIC, a.words, ours[2], b.words, theirs[2], seen)
    plausible = 2.0 * (((ours[3] & 255) + (theirs[3] & 255)) / 255.0 - 2.0)
    rough = plausible + ROUGH[f] + ROUGH[g] + ROUGH[p]
    if swapped:
        rough -= w.SWAPPED_COSTS
    if rough <= best:
        return best
    seen.levels[0], seen.levels[1], seen.levels[2] = f, g, p
    seen.similarity[0], seen.similarity[1], seen.similarity[2] = f_alike, g_alike, p_alike
    seen.rarity[0], seen.rarity[1], seen.rarity[2] = f_rare, g_rare, p_rare
    for place in range(4):
        seen.chosen[place], seen.chosen[place + 4] = ours[place], theirs[place]
    return float(rough)


@compiled
def see_left_over(a: Side, b: Side, seen: Seen) -> None:
    """Words that each side has alone, in two roles, stand in for one another."""
    likely = min(seen.chosen[3] & 255, seen.chosen[7] & 255) >= LIKELY
    best = -1.0
    for x in range(3):
        for y in range(3):
            ours, theirs = seen.chosen[x], seen.chosen[4 + y]
            alone = ours and theirs and not seen.chosen[4 + x] and not seen.chosen[y]
            if not alone or (likely and PATRONYMIC in (x, y)):
                continue
            level, alike, rare = compare_parts(FAMILY, a.words, ours, b.words, theirs, seen)
            if alike > best:
                best = alike
                seen.levels[0], seen.similarity[0], seen.rarity[0] = level, alike, rare


@compiled
def see_place(a: Spots, i: int, b: Spots, j: int) -> tuple[int, float]:
    """Level of two places, and the rarity of a settlement that both name (below 0 if none)."""
    if i == 0 or j == 0:
        return w.P_MISSING, -1.0
    rarity = -1.0
    for x in range(a.starts[i], a.starts[i + 1]):
        for y in range(b.starts[j], b.starts[j + 1]):
            if a.settlements[x] == b.settlements[y] and (rarity < 0 or a.rarity[x] < rarity):
                rarity = a.rarity[x]
    if rarity >= 0:
        return w.P_SAME, rarity
    ours = theirs = shared = 0
    for word in range(a.regions.shape[1]):
        ours += bits_set(a.regions[i, word])
        theirs += bits_set(b.regions[j, word])
        shared += bits_set(a.regions[i, word] & b.regions[j, word])
    if ours == 0 or theirs == 0:
        return (w.P_ALIKE if a.hashes[i] == b.hashes[j] else w.P_MISSING), -1.0
    return (w.P_REGION if shared and min(ours, theirs) == 1 else w.P_DIFFERENT), -1.0


@compiled
def see_rest(a: Side, i: int, b: Side, j: int, seen: Seen) -> None:
    """Birth date, sex and places."""
    ours, theirs = a.rows[i], b.rows[j]
    seen.levels[w.BIRTH] = birth_level(ours[BIRTH], theirs[BIRTH], a.ages, b.ages)
    sex, their_sex = ours[BITS] & 3, theirs[BITS] & 3
    stated = (ours[BITS] | theirs[BITS]) & STATED
    seen.levels[w.SEX] = 0
    if stated and sex and their_sex:
        seen.levels[w.SEX] = 1 if sex == their_sex else 2
    elif not stated:
        sex, their_sex = seen.chosen[3] >> 8, seen.chosen[7] >> 8
        if sex and their_sex and sex != their_sex:
            seen.levels[w.SEX] = w.ENDINGS_DIFFER
    level, rarity = see_place(a.spots, ours[BIRTH_PLACE], b.spots, theirs[BIRTH_PLACE])
    seen.levels[w.BIRTH_PLACE], seen.rarity[w.BIRTH_PLACE] = level, rarity
    level, rarity = see_place(a.spots, ours[HOME], b.spots, theirs[HOME])
    seen.levels[w.HOME], seen.rarity[w.HOME] = level, rarity


@compiled
def kind_of(bits: int) -> int:
    """Which prior fits a pair whose bits are `bits` on one side or the other."""
    if bits & CHILD:
        return w.A_CHILD
    if bits & SOLDIER:
        return w.A_SOLDIER
    return w.A_WOMAN if bits & WOMAN else w.ANYBODY


@compiled
def weigh(seen: Seen, weights: Weights) -> None:
    """Add up the bits of what was seen, by hypothesis."""
    seen.bits[:] = 0.0
    for feature in range(seen.levels.shape[0]):
        level = seen.levels[feature]
        if level == 0:
            continue
        rare = seen.rarity[feature]
        excess = 0.0
        if feature < 3 and (level == w.DIFFERENT or w.TYPO <= level <= w.SIMILAR):
            step = int(seen.similarity[feature] * w.STEPS + 0.5)
            if rare >= 0:
                excess = weights.spelled_share[feature, step] * (rare - weights.average[feature])
            for column in range(seen.bits.shape[0]):
                seen.bits[column] += weights.spelled_bits[feature, step, column] + excess
            continue
        if rare >= 0 and feature not in (w.BIRTH, w.SEX):
            excess = weights.share[feature, level] * (rare - weights.average[feature])
        for column in range(seen.bits.shape[0]):
            seen.bits[column] += weights.bits[feature, level, column] + excess


@compiled
def mixture(seen: Seen, prior: npt.NDArray[np.float32]) -> tuple[float, int]:
    """The probability of one person, and the likeliest hypothesis."""
    one, best = 0.0, 0
    for column in range(HYPOTHESES):
        one += 2.0 ** (seen.bits[column] + prior[column])
        if seen.bits[column] + prior[column] > seen.bits[best] + prior[best]:
            best = column
    relatives = 2.0 ** (seen.bits[HYPOTHESES] + prior[HYPOTHESES])
    return one / (one + relatives + 1.0), best


@compiled
def score_pair(  # noqa: PLR0917 - compiled
    a: Side, i: int, b: Side, j: int, weights: Weights, seen: Seen
) -> tuple[float, int]:
    """The score of a pair, as `match.compare` gives it, and the likeliest hypothesis."""
    see_names(a, i, b, j, seen)
    see_rest(a, i, b, j, seen)
    weigh(seen, weights)
    kind = kind_of(a.rows[i, BITS] | b.rows[j, BITS])
    return mixture(seen, weights.priors[kind])
