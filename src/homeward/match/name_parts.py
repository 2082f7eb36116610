"""What a comparison of two names says of each part, as levels of the table of weights."""

from __future__ import annotations

from itertools import product

from homeward.match.features import Feature, Level
from homeward.match.observation import Observation, seen
from homeward.names import (
    PARTICLES,
    NameComparison,
    NameLevel,
    NamePart,
    PartComparison,
    PartRole,
    Reading,
    compare_parts,
    edges_of,
    rarity,
)
from homeward.text import fold, likeness
from homeward.text.alike import SURE

FEATURES = {
    PartRole.FAMILY: Feature.FAMILY_NAME,
    PartRole.GIVEN: Feature.GIVEN_NAME,
    PartRole.PATRONYMIC: Feature.PATRONYMIC,
}
LEVELS = {
    NameLevel.EXACT: Level.SAME,
    NameLevel.SAME_NAME: Level.SAME,
    NameLevel.SHORT_FORM: Level.FORM,
    NameLevel.SELDOM_FORM: Level.ALIKE,
    NameLevel.TYPO: Level.NEAR,
    NameLevel.TWO_TYPOS: Level.ALIKE,
    NameLevel.SIMILAR: Level.ALIKE,
    NameLevel.INITIAL: Level.INITIAL,
    NameLevel.MISSING: Level.MISSING,
    NameLevel.DIFFERENT: Level.DIFFERENT,
}
# Levels at which nothing is left to ask about two given names.
TOLD_APART = frozenset(
    {
        NameLevel.EXACT,
        NameLevel.SAME_NAME,
        NameLevel.SHORT_FORM,
        NameLevel.SELDOM_FORM,
        NameLevel.INITIAL,
        NameLevel.MISSING,
    }
)
LIKELY_READING = 0.4
SHORTEST_HALF = 3
ARTICLES = frozenset(fold(word) for word in PARTICLES if len(word) <= SHORTEST_HALF)
AGREEING = frozenset({Level.SAME, Level.FORM})
NAMES = frozenset(FEATURES.values())


def observe_parts(found: NameComparison) -> list[Observation]:
    """Levels of the parts, and whether the endings tell a woman from a man."""
    observations = _observe_all(found)
    compared = [o for o in observations if o.feature in NAMES and o.level is not Level.MISSING]
    alone = len(compared) == 1 and _are_alone(found)
    if compared and (alone or found.plausible):
        one, place = compared[0], observations.index(compared[0])
        plausible = found.plausible
        if plausible and alone and _is_one_word(one):
            plausible = 0.0
        observations[place] = Observation(
            one.feature, one.level, one.ours, one.theirs, one.reason, one.rarity, one.similarity,
            one.params, alone, plausible,
        )  # fmt: skip
    return observations


def _are_alone(found: NameComparison) -> bool:
    """Whether both names are one word each, and no initial."""
    parts = [reading.parts for reading in found.readings or ()]
    return all(len(words) == 1 and not words[0].initial for words in parts)


def _is_one_word(found: Observation) -> bool:
    """Whether the words as written are spellings of one, however likely it is in that role."""
    return likeness(found.ours, found.theirs) >= SURE


def _observe_all(found: NameComparison) -> list[Observation]:
    known = _known_given_names(found)
    parts = [_observe(found.family), known or _observe(found.given), _observe(found.patronymic)]
    further = [_observe(part) for part in found.others]
    # A second surname or given name that agrees is no news; one that differs is.
    parts += [part for part in further if part.level not in AGREEING | {Level.MISSING}]
    if left_over := _left_over(found):
        parts = [part for part in parts if part.level is not Level.MISSING]
        parts.append(_observe(left_over))
    if _endings_differ(found) and not (known and known.level is Level.FORM):
        parts.append(
            seen(Feature.SEX, Level.ENDINGS_DIFFER, *(r.sex for r in found.readings or ()))
        )
    return parts


def _known_given_names(found: NameComparison) -> Observation | None:
    """Two known given names are one or two, however alike they look.

    Дима is short for Дмитрий and for Вадим; Софія is not Соломія.
    """
    part = found.given
    if part.level in TOLD_APART or part.reason == "other_initial":
        return None
    words = _word(found, 0, part.ours), _word(found, 1, part.theirs)
    ours, theirs = ({e.id for f in w.forms for e in edges_of(f)} if w else set() for w in words)
    if not ours or not theirs:
        return None
    if shared := ours & theirs:
        bits = rarity(PartRole.GIVEN, min(shared))
        return seen(Feature.GIVEN_NAME, Level.FORM, part.ours, part.theirs, rarity=bits)
    if part.level is not NameLevel.DIFFERENT:
        return None
    return seen(Feature.GIVEN_NAME, Level.DIFFERENT, part.ours, part.theirs)


def _left_over(found: NameComparison) -> PartComparison | None:
    """Words that each side has alone, in two roles: a family name here, a given name there.

    They were read as different parts, but they stand in for one another, and are compared so.
    A patronymic and a family name are both left out often enough to say nothing.
    """
    parts = (found.family, found.given, found.patronymic, *found.others)
    missing = [part for part in parts if part.level is NameLevel.MISSING]
    ours = [word for part in missing if part.ours and (word := _word(found, 0, part.ours))]
    theirs = [word for part in missing if part.theirs and (word := _word(found, 1, part.theirs))]
    pairs = [pair for pair in product(ours, theirs) if not _may_both_be_left_out(found, *pair)]
    compared = [compare_parts(_role_of_both(found, x, y), x, y) for x, y in pairs]
    return max(compared, key=lambda part: part.similarity, default=None)


def _role_of_both(found: NameComparison, ours: NamePart, theirs: NamePart) -> PartRole:
    """Two known given names are compared as such, if no others were."""
    if found.given.level is not NameLevel.MISSING:
        return PartRole.FAMILY
    known = all(any(edges_of(form) for form in word.forms) for word in (ours, theirs))
    return PartRole.GIVEN if known else PartRole.FAMILY


def _word(found: NameComparison, side: int, text: str) -> NamePart | None:
    reading = found.readings[side] if found.readings else None
    return next((p for p in reading.parts if p.text == text), None) if reading else None


def _may_both_be_left_out(found: NameComparison, ours: NamePart, theirs: NamePart) -> bool:
    if PartRole.PATRONYMIC not in (ours.role, theirs.role) or found.readings is None:
        return False
    return min(reading.weight for reading in found.readings) >= LIKELY_READING


def _endings_differ(found: NameComparison) -> bool:
    """Whether the endings of one name are a woman's, of the other a man's.

    Both names must tell it by the same kind of part: a family name alone is a weaker sign than a
    given name, and Щербина is a man's name too.
    """
    readings = found.readings or ()
    sexes = {reading.sex for reading in readings}
    tells = {_has_whole_given_name(reading) for reading in readings}
    return len(sexes) == 2 and None not in sexes and len(tells) == 1


def _has_whole_given_name(reading: Reading) -> bool:
    named = (*reading.of(PartRole.GIVEN), *reading.of(PartRole.PATRONYMIC))
    return any(not part.initial for part in named)


def _observe(part: PartComparison) -> Observation:
    level = LEVELS[part.level]
    if part.reason == "half_of_double":
        return _observe_half(part)
    if part.level is NameLevel.DIFFERENT and part.reason == "other_initial":
        level = Level.INITIAL_DIFFERS
    # Two known names are two names, however alike they look: Марія, Марина.
    spelled = part.level is not NameLevel.DIFFERENT or part.reason == "different"
    feature = FEATURES[part.role]
    return seen(
        feature,
        level,
        part.ours,
        part.theirs,
        reason=_why(feature, part, level),
        rarity=_rarity(part),
        similarity=part.similarity if spelled else None,
    )


def _observe_half(part: PartComparison) -> Observation:
    """A double name and one of its halves: two forms of one, if the half is a name."""
    level = Level.FORM if _shares_a_name(part) else Level.DIFFERENT
    feature = FEATURES[part.role]
    reason = f"{feature}.half" if level is Level.FORM else None
    return seen(feature, level, part.ours, part.theirs, reason=reason)


def _shares_a_name(part: PartComparison) -> bool:
    """Whether two joined names share more than an article: not «al» of Al-Hashimi and Al-Bakri."""
    ours, theirs = (set(fold(text).split()) for text in (part.ours, part.theirs))
    return any(len(word) >= SHORTEST_HALF and word not in ARTICLES for word in ours & theirs)


def _why(feature: Feature, part: PartComparison, level: Level) -> str:
    if part.level is NameLevel.SELDOM_FORM:
        return f"{feature}.form"
    return _why_same(feature, part) if level is Level.SAME else f"{feature}.{level}"


def _why_same(feature: Feature, part: PartComparison) -> str:
    """Equal letters, or one name in two spellings, endings or languages."""
    if part.ours.casefold() == part.theirs.casefold():
        return f"{feature}.same"
    return f"{feature}.same_{part.reason}"


def _rarity(part: PartComparison) -> float | None:
    if part.key is None:
        return None
    is_id = part.role is not PartRole.FAMILY and part.key.isdigit()
    return rarity(part.role, int(part.key) if is_id else part.key)
