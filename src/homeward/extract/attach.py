"""Whose is it: each thing found is given to one person, or to nobody."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from homeward.extract.found import Found
from homeward.extract.items import Item
from homeward.extract.person import Person
from homeward.records import FieldName, Role

_BESIDE = 3  # letters between a rank and the name it stands before
_CONTACTS = (Role.AUTHOR, Role.RELATIVE)


@dataclass(frozen=True, slots=True)
class Scene:
    """A text with its people, sentences and items; all in order."""

    low: str
    people: Sequence[Person]
    sentences: Sequence[tuple[int, int]]
    items: Sequence[Item]

    def item_at(self, at: int) -> Item | None:
        starts = [item.start for item in self.items]
        number = bisect_right(starts, at) - 1
        return self.items[number] if number >= 0 and at < self.items[number].end else None

    def sentence_at(self, at: int) -> tuple[int, int]:
        number = bisect_right([start for start, _ in self.sentences], at) - 1
        return self.sentences[number] if number >= 0 else (0, len(self.low))

    def within(self, start: int, end: int) -> list[Person]:
        """People named between two places."""
        starts = [person.start for person in self.people]
        return list(self.people[bisect_right(starts, start - 1) : bisect_right(starts, end - 1)])


def attach(scene: Scene, found: Found) -> None:
    """Give what was found to its owner, if it has one."""
    for owner in owners(scene, found):
        owner.known_as.fields.append(found)


def owners(scene: Scene, found: Found) -> list[Person]:
    """Mostly one person; several where the words speak of all ("погибли Петров и Сидоров")."""
    if found.name is FieldName.PHONE:
        return _one(_contact(scene, found))
    if found.name is FieldName.RANK:
        return _one(_right_beside(scene, found) or _nearest(scene, found))
    if found.name is FieldName.STATUS and (group := _spoken_of_together(scene, found)):
        return group
    return _one(_nearest(scene, found))


def _one(person: Person | None) -> list[Person]:
    return [person] if person else []


def _right_beside(scene: Scene, found: Found) -> Person | None:
    for person in scene.within(found.start, found.end + _BESIDE + 1):
        if person.start >= found.end:
            return person
    return None


def _nearest(scene: Scene, found: Found) -> Person | None:
    """In the item or sentence: the main person before, else after; else the last one before."""
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
    return _topic(scene, found.start)


def _topic(scene: Scene, at: int) -> Person | None:
    """The main person last spoken of; at the very beginning the first one to come."""
    main = [person for person in scene.people if person.main]
    before = [person for person in main if person.end <= at]
    if before:
        return before[-1]
    return main[0] if main else None


def _contact(scene: Scene, found: Found) -> Person | None:
    """A relative or the author in the same sentence; else the person the text is about."""
    start, _ = scene.sentence_at(found.start)
    item = scene.item_at(found.start)
    if item and item.listed:
        start = item.start
    for person in reversed(scene.within(start, found.start)):
        if person.role in _CONTACTS:
            return person
    return _nearest(scene, found)


def _spoken_of_together(scene: Scene, found: Found) -> list[Person]:
    """All main people of the sentence, where the verb is in the plural."""
    words = scene.low[found.start : found.end].split()
    if not any(
        word.endswith(("ли", "ны", "ні", "ші", "ись", "ися", "ет", "ют", "ють", "are", "were"))
        for word in words
    ):
        return []
    start, end = scene.sentence_at(found.start)
    return [person for person in scene.within(start, end) if person.main]
