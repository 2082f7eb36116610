"""How likely two rows are one person: `match.compare`, compiled, for the features of bulk tables.

A side is many people as arrays. What is seen of a pair lies in one array (`new_seen`) and is then
weighed. The functions take few and bare arrays: handing over many costs more than the work.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.index import weights as w
from homeward.index.birthdates import birth_level
from homeward.index.compiled import compiled, inlined, signed
from homeward.index.parts import HIGH, LOW, Table, compare_parts, share_a_name
from homeward.index.places import COUNT, FIRST, HASH, REGION_WORDS, Spots
from homeward.index.sounds import Masks, bits_set
from homeward.index.vocabulary import RARITY_STEPS, Words
from homeward.index.weights import AVERAGE, MOST_LEVELS, SHARE, STEPS

# Columns of a row.
FAMILY, GIVEN, PATRONYMIC, BIRTH, HOME, BIRTH_PLACE, BITS, MORE = range(8)
# BITS: sex (2 bits), sex stated, child, soldier, stated woman, rich; from bit 8 on what is known
# of the first reading (see `Side.more`); from bit 20 on, how many further readings there are from
# row MORE on.
STATED, CHILD, SOLDIER, WOMAN, RICH = 4, 8, 16, 32, 64
FIRST_READING, FURTHER = 8, 20
LIKELY = 102  # of 255: the weight of a reading that is likely, as in `match.naming`
PERHAPS_SWAPPED = 6.0  # rough bits under which the names may stand in the other order
TWO_BITS = 2.0
ROUGH = np.array(w.ROUGH)

Rows = npt.NDArray[np.int32]
Seen = npt.NDArray[np.float64]
Weights = npt.NDArray[np.float64]
Four = Any  # four of np.int64, which mypy does not take for int

# Places in what is seen of a pair: levels of the features; similarity of name parts; rarity of what
# is shared, by feature; bits by hypothesis, then as relatives; our three parts and what is known of
# the reading, then theirs; the bits again, of what a family shares alone.
ALIKE, RARE, SUMS, CHOSEN, SHARED = 8, 12, 20, 28, 36
FEATURES = len(w.FEATURES)
HYPOTHESES = 4
COLUMNS = HYPOTHESES + 1
SHARED_BY_FAMILIES = (FAMILY, PATRONYMIC)  # as in `match.scoring`
AS_GOOD_AS_NONE = 1e-3  # what relatives must weigh beside all else before names are left out


class Side(NamedTuple):
    """Many people: vocabulary, places, rows, further readings of names, ranges of ages."""

    words: Words
    spots: Spots
    rows: Rows  # (people, 8)
    more: Rows  # (readings, 4): three parts; weight in 1/255, from bit 8 on sex
    ages: Rows  # (ranges, 2)


def new_seen() -> Seen:
    """Room for one pair at a time."""
    return np.zeros(SHARED + len(SHARED_BY_FAMILIES) * COLUMNS)


@compiled
def reading(rows: Rows, more: Rows, row: int, number: int) -> Four:
    """The parts of one reading of a name, and what else is known of it."""
    if number == 0:
        known = (signed(rows[row, BITS]) >> FIRST_READING) & 0xFFF
        names = signed(rows[row, FAMILY]), signed(rows[row, GIVEN])
        return names[0], names[1], signed(rows[row, PATRONYMIC]), known
    at = rows[row, MORE] + number - 1
    names = signed(more[at, 0]), signed(more[at, 1])
    return names[0], names[1], signed(more[at, 2]), signed(more[at, 3])


@inlined
def see_names(  # noqa: PLR0917 - compiled
    a: Side, i: int, b: Side, j: int, seen: Seen, masks: Masks
) -> None:
    """The readings of both names that agree best."""
    ap, ak, bp, bk = a.words.parts, a.words.keys, b.words.parts, b.words.keys
    ours_more, theirs_more = a.rows[i, BITS] >> FURTHER, b.rows[j, BITS] >> FURTHER
    best = -1e9
    for x in range(ours_more + 1):
        ours = reading(a.rows, a.more, i, x)
        for y in range(theirs_more + 1):
            f, g, p, known = reading(b.rows, b.more, j, y)
            theirs = (f, g, p, known)
            best = see_reading(ap, ak, ours, bp, bk, theirs, 0.0, best, seen, masks)
            if best < PERHAPS_SWAPPED and (
                share_a_name(ap, ak, ours[0], bp, bk, g, masks)
                or share_a_name(ap, ak, ours[1], bp, bk, f, masks)
            ):
                theirs = (g, f, p, known)
                cost = w.SWAPPED_COSTS
                best = see_reading(ap, ak, ours, bp, bk, theirs, cost, best, seen, masks)
    if seen[FAMILY] == w.MISSING:
        see_left_over(ap, ak, bp, bk, seen, masks)


@compiled
def see_reading(  # noqa: PLR0917 - compiled
    ap: Table,
    ak: Table,
    ours: Four,
    bp: Table,
    bk: Table,
    theirs: Four,
    cost: float,
    best: float,
    seen: Seen,
    masks: Masks,
) -> float:
    """Put what is seen into `seen` if it is better than the best so far; the better of both."""
    f, f_alike, f_rare = compare_parts(FAMILY, ap, ak, ours[0], bp, bk, theirs[0], masks)
    g, g_alike, g_rare = compare_parts(GIVEN, ap, ak, ours[1], bp, bk, theirs[1], masks)
    p, p_alike, p_rare = compare_parts(PATRONYMIC, ap, ak, ours[2], bp, bk, theirs[2], masks)
    plausible = 2.0 * (((ours[3] & 255) + (theirs[3] & 255)) / 255.0 - 2.0)
    rough = plausible - cost + ROUGH[f] + ROUGH[g] + ROUGH[p]
    if rough <= best:
        return best
    seen[0], seen[1], seen[2] = f, g, p
    seen[ALIKE], seen[ALIKE + 1], seen[ALIKE + 2] = f_alike, g_alike, p_alike
    seen[RARE], seen[RARE + 1], seen[RARE + 2] = f_rare, g_rare, p_rare
    for place in range(4):
        seen[CHOSEN + place], seen[CHOSEN + 4 + place] = ours[place], theirs[place]
    return float(rough)


@compiled
def see_left_over(  # noqa: PLR0917 - compiled
    ap: Table, ak: Table, bp: Table, bk: Table, seen: Seen, masks: Masks
) -> None:
    """Words that each side has alone, in two roles, stand in for one another."""
    likely = min(int(seen[CHOSEN + 3]) & 255, int(seen[CHOSEN + 7]) & 255) >= LIKELY
    best = -1.0
    for x in range(3):
        for y in range(3):
            ours, theirs = int(seen[CHOSEN + x]), int(seen[CHOSEN + 4 + y])
            alone = ours and theirs and not seen[CHOSEN + 4 + x] and not seen[CHOSEN + y]
            if not alone or (likely and PATRONYMIC in (x, y)):
                continue
            level, alike, rare = compare_parts(FAMILY, ap, ak, ours, bp, bk, theirs, masks)
            if alike > best:
                best = alike
                seen[FAMILY], seen[ALIKE], seen[RARE] = level, alike, rare


@compiled
def see_place(a: Spots, i: int, b: Spots, j: int) -> tuple[int, float]:
    """Level of two places, and the rarity of a settlement that both name (below 0 if none)."""
    if i == 0 or j == 0:
        return w.P_MISSING, -1.0
    for x in range(FIRST, FIRST + signed(a[i, COUNT])):  # the largest first
        for y in range(FIRST, FIRST + signed(b[j, COUNT])):
            if not (a[i, x] ^ b[j, y]) & LOW:
                return w.P_SAME, np.float64(a[i, x] >> HIGH) / RARITY_STEPS
    ours = theirs = shared = 0
    for word in range(REGION_WORDS):
        ours += bits_set(a[i, word])
        theirs += bits_set(b[j, word])
        shared += bits_set(a[i, word] & b[j, word])
    if ours == 0 or theirs == 0:
        return (w.P_ALIKE if a[i, HASH] == b[j, HASH] else w.P_MISSING), -1.0
    return (w.P_REGION if shared and min(ours, theirs) == 1 else w.P_DIFFERENT), -1.0


@compiled
def sex_level(ours: int, theirs: int, seen: Seen) -> int:
    """The stated sex, or else the endings of the names; both rows' BITS."""
    sex, their_sex = ours & 3, theirs & 3
    if (ours | theirs) & STATED:
        if sex and their_sex:
            return w.SAME if sex == their_sex else w.SEX_DIFFERS
        return w.MISSING
    sex, their_sex = int(seen[CHOSEN + 3]) >> 8, int(seen[CHOSEN + 7]) >> 8
    return w.ENDINGS_DIFFER if sex and their_sex and sex != their_sex else w.MISSING


@inlined
def see_rest(a: Side, i: int, b: Side, j: int, seen: Seen) -> None:
    """Birth date, sex and places."""
    birth, their_birth = signed(a.rows[i, BIRTH]), signed(b.rows[j, BIRTH])
    seen[w.BIRTH] = birth_level(birth, their_birth, a.ages, b.ages)
    seen[w.SEX] = sex_level(signed(a.rows[i, BITS]), signed(b.rows[j, BITS]), seen)
    seen[RARE + w.BIRTH] = seen[RARE + w.SEX] = -1.0
    level, rare = see_place(a.spots, a.rows[i, BIRTH_PLACE], b.spots, b.rows[j, BIRTH_PLACE])
    seen[w.BIRTH_PLACE], seen[RARE + w.BIRTH_PLACE] = level, rare
    level, rare = see_place(a.spots, a.rows[i, HOME], b.spots, b.rows[j, HOME])
    seen[w.HOME], seen[RARE + w.HOME] = level, rare


@compiled
def weigh(seen: Seen, table: Weights) -> None:
    """Add up the bits of what was seen, by hypothesis."""
    seen[SUMS : SUMS + COLUMNS] = 0.0
    seen[SHARED:] = 0.0
    for feature in range(FEATURES):
        level = int(seen[feature])
        if level == 0:
            continue
        if feature < 3 and (level == w.DIFFERENT or w.TYPO <= level <= w.SIMILAR):
            level = MOST_LEVELS + int(seen[ALIKE + feature] * STEPS + 0.5)
        excess = 0.0
        if seen[RARE + feature] >= 0:
            over = seen[RARE + feature] - table[feature, level, AVERAGE]
            excess = table[feature, level, SHARE] * over
        for column in range(COLUMNS):
            bits = table[feature, level, column] + excess
            seen[SUMS + column] += bits
            if feature in SHARED_BY_FAMILIES:
                seen[SHARED + (feature >> 1) * COLUMNS + column] = bits


@compiled
def kind_of(bits: int) -> int:
    """Which prior fits a pair of which one side or the other has these bits."""
    if bits & CHILD:
        return w.A_CHILD
    if bits & SOLDIER:
        return w.A_SOLDIER
    return w.A_WOMAN if bits & WOMAN else w.ANYBODY


@compiled
def mixture(seen: Seen, priors: Weights, kind: int, least: float) -> tuple[float, int]:
    """The probability of one person, and the likeliest hypothesis; 0 if it is surely under `least`.

    `least` is in bits.
    """
    best, most = 0, -1e9
    for column in range(HYPOTHESES):
        bits = seen[SUMS + column] + priors[kind, column]
        if bits > most:
            best, most = column, bits
    if most + TWO_BITS < least:  # of four explanations each says as much as the likeliest at most
        return 0.0, best
    one = 0.0
    for column in range(HYPOTHESES):
        one += 2.0 ** (seen[SUMS + column] + priors[kind, column])
    relatives = 2.0 ** (seen[SUMS + HYPOTHESES] + priors[kind, HYPOTHESES])
    score = one / (one + relatives + 1.0)
    if relatives > AS_GOOD_AS_NONE * (one + 1.0):
        score = at_least(seen, priors, kind, score)
    return score, best


@compiled
def at_least(seen: Seen, priors: Weights, kind: int, score: float) -> float:
    """The highest score that leaves out agreeing names which relatives share, or this one.

    As `match.scoring` has it: an agreement never lowers a score.
    """
    can = 0
    for name in range(len(SHARED_BY_FAMILIES)):
        at = SHARED + name * COLUMNS
        least = min(seen[at], seen[at + 1], seen[at + 2], seen[at + 3])
        if seen[at] > 0 and seen[at + HYPOTHESES] > least:
            can |= 1 << name
    for left_out in range(1, 1 << len(SHARED_BY_FAMILIES)):
        if left_out & ~can:
            continue
        one = relatives = 0.0
        for column in range(COLUMNS):
            bits = seen[SUMS + column] + priors[kind, column]
            for name in range(len(SHARED_BY_FAMILIES)):
                if left_out >> name & 1:
                    bits -= seen[SHARED + name * COLUMNS + column]
            if column == HYPOTHESES:
                relatives = 2.0**bits
            else:
                one += 2.0**bits
        score = max(score, one / (one + relatives + 1.0))
    return score


@compiled
def score_pair(  # noqa: PLR0917 - compiled
    a: Side, i: int, b: Side, j: int, weights: w.Weights, seen: Seen, masks: Masks
) -> tuple[float, int]:
    """The score of a pair, as `match.compare` gives it, and the likeliest hypothesis.

    `masks` serve one side `a`: take new ones for another.
    """
    return score_over(a, i, b, j, weights, seen, masks, -1e9)


@inlined
def score_over(  # noqa: PLR0917 - compiled
    a: Side, i: int, b: Side, j: int, weights: w.Weights, seen: Seen, masks: Masks, least: float
) -> tuple[float, int]:
    """The same, or 0 if it is surely under `least`, in bits."""
    see_names(a, i, b, j, seen, masks)
    see_rest(a, i, b, j, seen)
    weigh(seen, weights.table)
    kind = kind_of(signed(a.rows[i, BITS]) | signed(b.rows[j, BITS]))
    return mixture(seen, weights.priors, kind, least)
