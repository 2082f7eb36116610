"""Given names outside the name: of the father, of siblings."""

from __future__ import annotations

from functools import lru_cache

from homeward.match.features import Feature, Level
from homeward.match.observation import Observation, seen
from homeward.match.reading import parsed
from homeward.names import NameLevel, PartRole, compare_names, parse_name, rarity
from homeward.records import PersonRecord


def observe_father(
    a: PersonRecord, b: PersonRecord, found: list[Observation]
) -> Observation | None:
    """The father's given name, told by one side and heard in the patronymic of the other."""
    told = bool(a.fathers_given_name or b.fathers_given_name)
    if not told or any(
        o.feature is Feature.PATRONYMIC and o.level is not Level.MISSING for o in found
    ):
        return None
    ours, theirs = _fathers_ids(a), _fathers_ids(b)
    names = a.fathers_given_name or a.name.full, b.fathers_given_name or b.name.full
    if not ours or not theirs:
        return None
    shared = sorted(ours & theirs)
    level = Level.SAME if shared else Level.DIFFERENT
    bits = rarity(PartRole.GIVEN, shared[0]) if shared else None
    return seen(Feature.FATHERS_GIVEN_NAME, level, *names, rarity=bits)


def _fathers_ids(record: PersonRecord) -> frozenset[int]:
    """Concepts of the father's given name, from the field or from the patronymic."""
    if record.fathers_given_name:
        return _given_ids(record.fathers_given_name)
    part = parsed(record.name).best.first(PartRole.PATRONYMIC)
    return frozenset(part.ids) if part else frozenset()


@lru_cache(maxsize=1 << 12)
def _given_ids(name: str) -> frozenset[int]:
    readings = parse_name(name).readings
    parts = (part for reading in readings for part in reading.of(PartRole.GIVEN))
    return frozenset(i for part in parts for i in part.ids)


@lru_cache(maxsize=1 << 12)
def same_given_name(ours: str, theirs: str) -> bool:
    """Whether two given names are forms of one (Сашко, Александр)."""
    if _given_ids(ours) & _given_ids(theirs):
        return True
    return compare_names(parse_name(ours), parse_name(theirs)).given.level in {
        NameLevel.EXACT,
        NameLevel.SAME_NAME,
    }
