"""Whose is it: each thing found is given to one person, to a group, or to nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence

from homeward.extract.found import Found
from homeward.extract.person import Person
from homeward.extract.scene import Scene
from homeward.records import FieldName, Role

_BESIDE = 3  # letters between a rank and the name it stands before
_CONTACTS = (Role.AUTHOR, Role.RELATIVE)
_OF_ALL = frozenset((  # said once, true of everybody named together
    FieldName.STATUS,
    FieldName.EVENT_DATE,
    FieldName.EVENT_PLACE,
    FieldName.LAST_CONTACT,
    FieldName.HOME,
    FieldName.UNIT,
    FieldName.INSTITUTION,
    FieldName.RELATION,
))  # fmt: skip
_TOGETHER = re.compile(
    r"(?:[ ]?\([^()\n]{1,40}\)|[ ]?[«\"][^»\"\n]{2,25}[»\"]|,[ ]\d{1,2}[ ]\w+)?"
    r"(?:,?[ ](?:и|та|і|й|and|і також|а также|разом з|вместе с)[ ]|[ ]?[,;/&+][ ]?)(?:\w{3,12}[ ])?"
)


def attach(scene: Scene, found: Found) -> None:
    """Give what was found to its owner, if it has one."""
    for owner in owners(scene, found):
        owner.known_as.fields.append(found)


def owners(scene: Scene, found: Found) -> Sequence[Person]:
    """Mostly one person; all of a group where it stands outside of it."""
    if below := scene.items_below(found.start):
        if found.name not in _OF_ALL:
            return ()
        people = [p for item in below for p in scene.within(item.start, item.end) if p.main]
        return _without(people, found)
    if found.name is FieldName.PHONE:
        return _one(_contact(scene, found))
    if found.name is FieldName.RANK:
        return _one(_right_beside(scene, found) or _nearest(scene, found))
    owner = _said_of_right_before(scene, found) or _nearest(scene, found)
    if owner is None or found.name not in _OF_ALL:
        return _one(owner)
    return _group(scene, owner, found)


def _said_of_right_before(scene: Scene, found: Found) -> Person | None:
    """A verb right after a name is said of that person, be it the author or a relative."""
    if found.name is not FieldName.STATUS:
        return None
    near = scene.within(max(0, found.start - 60), found.start)
    if not near or near[-1].main or found.start - near[-1].end > 1:
        return None
    return near[-1]


def _without(people: Sequence[Person], found: Found) -> list[Person]:
    """Those of whom their own line does not say another such thing."""
    return [
        person
        for person in people
        if not any(each.name is found.name for each in person.known_as.fields)
        or found.name is FieldName.STATUS
    ]


def _one(person: Person | None) -> Sequence[Person]:
    return (person,) if person else ()


def _right_beside(scene: Scene, found: Found) -> Person | None:
    return next(iter(scene.within(found.end, found.end + _BESIDE + 1)), None)


def _nearest(scene: Scene, found: Found) -> Person | None:
    """In the item or sentence the main person before, else after; else the last one before."""
    item = scene.item_at(found.start)
    start, end = (item.start, item.end) if item and item.listed else scene.sentence_at(found.start)
    near = [person for person in scene.within(start, end) if person.main]
    before = [person for person in near if person.start <= found.start]
    if before:
        return before[-1]
    if near:
        return near[0]
    if item and item.listed:
        return None
    return scene.main_before(found.start) or scene.main_after(found.start)


def _contact(scene: Scene, found: Found) -> Person | None:
    """A relative or the author in the same sentence; else the person the text is about."""
    item = scene.item_at(found.start)
    start = item.start if item and item.listed else scene.sentence_at(found.start)[0]
    for person in reversed(scene.within(start, found.start)):
        if person.role in _CONTACTS:
            return person
    return _nearest(scene, found)


def _group(scene: Scene, owner: Person, found: Found) -> list[Person]:
    """The people named together with `owner`, if the found thing stands outside their row."""
    start, end = scene.sentence_at(owner.start)
    row = [person for person in scene.within(start, end) if person.main]
    number = next((at for at, person in enumerate(row) if person is owner), -1)
    if number < 0:
        return [owner]
    first = last = number
    while first and _linked(scene, row[first - 1], row[first]):
        first -= 1
    while last + 1 < len(row) and _linked(scene, row[last], row[last + 1]):
        last += 1
    outside = found.end <= row[first].start or found.start >= row[last].end
    return row[first : last + 1] if outside else [owner]


def _linked(scene: Scene, one: Person, other: Person) -> bool:
    return _TOGETHER.fullmatch(scene.low[one.end : other.start]) is not None
