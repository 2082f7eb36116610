"""Evidence from the neighbours: a pair gains when a brother, a room mate, a comrade matches too.

A neighbour counts only by its own evidence, never by what it gained from its neighbours, so that
two weak pairs cannot lift each other for ever.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import product

from homeward.match.fathers import same_given_name
from homeward.match.features import Feature, Level
from homeward.match.observation import Observation, seen
from homeward.match.scoring import PairScore, score_pair
from homeward.places import find
from homeward.records import PersonRecord
from homeward.text import fold

ScoredPair = tuple[PersonRecord, PersonRecord, PairScore]

PROBABLE = 0.5  # what a neighbour must score by itself
LARGEST_FAMILY = 12  # a larger group of a source is a list


def with_group_evidence(pairs: Sequence[ScoredPair]) -> tuple[PairScore, ...]:
    """The scores again, with what neighbouring pairs add; in the order given."""
    gained: defaultdict[int, list[Observation]] = defaultdict(list)
    for level, keys in (
        (Level.SIBLING, _family_keys(pairs)),
        (Level.INSTITUTION, _institution_keys),
        (Level.UNIT, _unit_keys),
    ):
        for number, count in _neighbours(pairs, keys):
            gained[number].append(
                seen(Feature.NEIGHBOURS, level, count, count, params={"count": count})
            )
    return tuple(
        score_pair((*score.observations, *gained[number]), score.prior) if gained[number] else score
        for number, (_, _, score) in enumerate(pairs)
    )


Keys = Callable[[PersonRecord], frozenset[str]]


def _neighbours(pairs: Sequence[ScoredPair], keys: Keys) -> Iterator[tuple[int, int]]:
    """Pairs, by number, with how many others link the same two groups of people."""
    linked: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, (ours, theirs, _) in enumerate(pairs):
        for key in product(keys(ours), keys(theirs)):
            linked[key].append(number)
    probable = {
        key: [n for n in found if pairs[n][2].score >= PROBABLE] for key, found in linked.items()
    }
    support: defaultdict[int, set[str]] = defaultdict(set)
    for key, found in linked.items():
        for number in found:
            support[number] |= _others(pairs, number, probable[key])
    yield from ((number, len(others)) for number, others in support.items() if others)


def _others(pairs: Sequence[ScoredPair], number: int, probable: list[int]) -> set[str]:
    """Ids of other people of the group who probably match somebody else of the other group."""
    ours, theirs, _ = pairs[number]
    return {
        pairs[n][0].id
        for n in probable
        if pairs[n][0].id != ours.id and pairs[n][1].id != theirs.id
    }


def _family_keys(pairs: Sequence[ScoredPair]) -> Keys:
    """Records that one source puts into one small group, or that name each other as siblings."""
    records = {record.id: record for pair in pairs for record in pair[:2]}
    sizes: defaultdict[str, int] = defaultdict(int)
    for record in records.values():
        sizes[record.group or ""] += 1
    siblings = _named_siblings(list(records.values()))

    def keys(record: PersonRecord) -> frozenset[str]:
        group = record.group if record.group and sizes[record.group] <= LARGEST_FAMILY else None
        return siblings[record.id] | (frozenset({f"group {group}"}) if group else frozenset())

    return keys


def _named_siblings(records: list[PersonRecord]) -> dict[str, frozenset[str]]:
    """A key for every two records of one source that name each other among their siblings."""
    naming = [record for record in records if record.siblings]
    keys: defaultdict[str, set[str]] = defaultdict(set)
    by_surname: defaultdict[str, list[PersonRecord]] = defaultdict(list)
    for record in naming:
        by_surname[_surname(record)].append(record)
    for family in by_surname.values():
        for one, other in product(family, family):
            if one.id < other.id and _names(one, other) and _names(other, one):
                key = f"siblings {one.id} {other.id}"
                keys[one.id].add(key)
                keys[other.id].add(key)
    return {record.id: frozenset(keys[record.id]) for record in records}


def _surname(record: PersonRecord) -> str:
    return fold(record.name.family_name or record.name.full.split()[0] if record.name.full else "")


def _names(one: PersonRecord, other: PersonRecord) -> bool:
    written = other.name.given_name or other.name.full
    return any(same_given_name(name, written) for name in one.siblings)


def _institution_keys(record: PersonRecord) -> frozenset[str]:
    """Children of one institution who left it, or came, on one day."""
    if not record.institution or not record.event_date or not record.event_date.is_full:
        return frozenset()
    return frozenset({f"{fold(record.institution)} {record.event_date}"})


def _unit_keys(record: PersonRecord) -> frozenset[str]:
    """People of one unit of whom something happened at one place."""
    if not record.unit or not record.event_place:
        return frozenset()
    place = find(record.event_place)
    where = place.id if place else fold(record.event_place)
    return frozenset({f"{fold(record.unit)} {where}"})
