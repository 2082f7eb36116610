"""How far two records agree in what surrounds a person: places, unit, institution, siblings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from rapidfuzz.distance import JaroWinkler

from homeward.dates import PartialDate
from homeward.match.births import birth_level
from homeward.match.fathers import same_given_name
from homeward.match.features import Feature, Level
from homeward.match.institutions import institution_level, unit_level
from homeward.match.naming import sex_of
from homeward.match.observation import Observation, neither_has, seen
from homeward.match.words import overlap, words_in
from homeward.places import PlaceLevel
from homeward.places import compare as compare_places
from homeward.records import NameKind, PersonRecord, WrittenName
from homeward.text import fold

PLACE_LEVELS = {
    PlaceLevel.SAME: Level.SAME,
    PlaceLevel.OTHER_NAME: Level.SAME,
    PlaceLevel.ALIKE: Level.ALIKE,
    PlaceLevel.REGION: Level.REGION,
    PlaceLevel.DIFFERENT: Level.DIFFERENT,
    PlaceLevel.UNKNOWN: Level.MISSING,
}


def observe_surroundings(a: PersonRecord, b: PersonRecord) -> tuple[Observation, ...]:
    """Everything but the names, in the order of the table."""
    if _is_bare(a) and _is_bare(b):
        return _nothing_known()
    return tuple(_observe(a, b))


def _is_bare(record: PersonRecord) -> bool:
    """Whether nothing but names is known of the person."""
    return not (
        record.birth_date or record.sex or record.birth_place or record.home or record.event_place
        or record.event_date or record.unit or record.rank or record.institution or record.marks
        or record.siblings or record.other_names
    )  # fmt: skip


@cache
def _nothing_known() -> tuple[Observation, ...]:
    nobody = PersonRecord(id="", name=WrittenName(""))
    return tuple(_observe(nobody, nobody))


def _observe(a: PersonRecord, b: PersonRecord) -> Iterator[Observation]:
    yield _births(a, b)
    if sex := _sex(a, b):
        yield sex
    yield _place(Feature.BIRTH_PLACE, a.birth_place, b.birth_place)
    yield _place(Feature.HOME, a.home, b.home)
    yield _place(Feature.EVENT_PLACE, a.event_place, b.event_place)
    dates = a.event_date, b.event_date
    yield seen(Feature.EVENT_DATE, _known(_event_level, *dates), *dates)
    for feature, level_of, ours, theirs in (
        (Feature.UNIT, unit_level, a.unit, b.unit),
        (Feature.RANK, _rank_level, a.rank, b.rank),
        (Feature.CALL_SIGN, _sound_level, _call_sign(a), _call_sign(b)),
        (Feature.INSTITUTION, institution_level, a.institution, b.institution),
    ):
        yield seen(feature, _known(level_of, ours, theirs), ours, theirs)
    yield _siblings(a, b)
    yield seen(Feature.MARKS, _known(_marks_level, a.marks, b.marks), a.marks, b.marks)


def _known(level_of: Callable[..., Level], ours: object, theirs: object) -> Level:
    return level_of(ours, theirs) if ours and theirs else Level.MISSING


def _births(a: PersonRecord, b: PersonRecord) -> Observation:
    if a.birth_date is None and b.birth_date is None:
        return neither_has(Feature.BIRTH_DATE)
    level = birth_level(a.birth_date, b.birth_date)
    years = _years_apart(a, b)
    return seen(
        Feature.BIRTH_DATE,
        level,
        a.birth_date,
        b.birth_date,
        params={"years": years} if years else {},
    )


def _years_apart(a: PersonRecord, b: PersonRecord) -> int:
    ranges = [r.birth_date.range() if r.birth_date else None for r in (a, b)]
    ours, theirs = ranges
    return round(ours.days_from(theirs) / 365.25) if ours and theirs else 0


def _sex(a: PersonRecord, b: PersonRecord) -> Observation | None:
    """Compared where one side states it: names on both sides are compared as names."""
    if not (a.sex or b.sex):
        return None
    ours, theirs = sex_of(a), sex_of(b)
    if ours is None or theirs is None:
        return seen(Feature.SEX, Level.MISSING, ours, theirs)
    return seen(Feature.SEX, Level.SAME if ours is theirs else Level.DIFFERENT, ours, theirs)


def _place(feature: Feature, ours: str | None, theirs: str | None) -> Observation:
    if not ours or not theirs:
        return seen(feature, Level.MISSING, ours or None, theirs or None)
    found = compare_places(ours, theirs)
    renamed = found.level is PlaceLevel.OTHER_NAME
    return seen(
        feature,
        PLACE_LEVELS[found.level],
        ours,
        theirs,
        reason=f"{feature}.same_other_name" if renamed else None,
        rarity=found.rarity,
    )


def _event_level(ours: PartialDate, theirs: PartialDate) -> Level:
    one, other = ours.range(), theirs.range()
    if one is None or other is None or None in (ours.month, theirs.month):
        return Level.MISSING
    if not (ours.is_full and theirs.is_full):
        return Level.SAME_MONTH if one.overlaps(other) else Level.DIFFERENT
    days = one.days_from(other)
    if days <= 7:
        return Level.SAME_WEEK if days else Level.SAME
    return Level.SAME_MONTH if days <= 31 else Level.DIFFERENT


def _rank_level(ours: str, theirs: str) -> Level:
    return Level.SAME if words_in(ours) == words_in(theirs) else Level.DIFFERENT


def _sound_level(ours: str, theirs: str) -> Level:
    alike = JaroWinkler.similarity(fold(ours), fold(theirs)) >= 0.92
    return Level.SAME if alike else Level.DIFFERENT


def _call_sign(record: PersonRecord) -> str | None:
    return next((n.full for n in record.other_names if n.kind is NameKind.CALL_SIGN), None)


def _siblings(a: PersonRecord, b: PersonRecord) -> Observation:
    ours, theirs = ", ".join(a.siblings) or None, ", ".join(b.siblings) or None
    if ours is None or theirs is None:
        return seen(Feature.SIBLINGS, Level.MISSING, ours, theirs)
    fewer, more = sorted((a.siblings, b.siblings), key=len)
    shared = sum(any(same_given_name(x, y) for y in more) for x in fewer)
    level = Level.SAME if shared == len(fewer) else Level.SOME if shared else Level.DIFFERENT
    return seen(Feature.SIBLINGS, level, ours, theirs, params={"count": shared})


def _marks_level(ours: str, theirs: str) -> Level:
    one, other = words_in(ours), words_in(theirs)
    shared = one & other
    if len(shared) >= 2 and overlap(one, other) >= 0.6:
        return Level.SAME
    return Level.SOME if shared else Level.DIFFERENT
