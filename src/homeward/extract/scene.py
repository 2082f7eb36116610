"""A text with its people, sentences and items, and who stands where."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from homeward.extract.fields.dates import When
from homeward.extract.fields.places import Where
from homeward.extract.items import Item
from homeward.extract.person import Person


@dataclass(slots=True)
class Scene:
    """All in the order of the text."""

    low: str
    people: Sequence[Person]
    sentences: Sequence[tuple[int, int]]
    items: Sequence[Item]
    dates: Sequence[When] = ()
    places: Sequence[Where] = ()
    _people: list[int] = field(init=False)
    _sentences: list[int] = field(init=False)
    _items: list[int] = field(init=False)
    _dates: list[int] = field(init=False)
    _places: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._people = [person.start for person in self.people]
        self._sentences = [start for start, _ in self.sentences]
        self._items = [item.start for item in self.items]
        self._dates = [when.start for when in self.dates]
        self._places = [where.start for where in self.places]

    def item_at(self, at: int) -> Item | None:
        """The item around a place; none inside a heading."""
        number = bisect_right(self._items, at) - 1
        return self.items[number] if number >= 0 and at < self.items[number].end else None

    def items_below(self, at: int) -> list[Item]:
        """The items that a heading at this place holds for; none if it is no heading."""
        number = bisect_right(self._items, at)
        below: list[Item] = []
        for at_item in range(number, len(self.items)):
            item = self.items[at_item]
            if item.heading is None or not item.heading.start <= at < item.heading.end:
                break
            below.append(item)
        return below

    def dates_near(self, start: int, end: int) -> Sequence[When]:
        """Dates that begin between two places."""
        return self.dates[bisect_left(self._dates, start) : bisect_left(self._dates, end)]

    def places_near(self, start: int, end: int) -> Sequence[Where]:
        """Places that begin between two places of the text."""
        return self.places[bisect_left(self._places, start) : bisect_left(self._places, end)]

    def sentence_at(self, at: int) -> tuple[int, int]:
        number = bisect_right(self._sentences, at) - 1
        return self.sentences[number] if number >= 0 else (0, len(self.low))

    def within(self, start: int, end: int) -> Sequence[Person]:
        """People whose name begins between two places."""
        return self.people[bisect_left(self._people, start) : bisect_left(self._people, end)]

    def main_before(self, at: int) -> Person | None:
        """The main person last named before a place."""
        for number in range(bisect_right(self._people, at) - 1, -1, -1):
            if self.people[number].main:
                return self.people[number]
        return None

    def main_after(self, at: int) -> Person | None:
        for number in range(bisect_left(self._people, at), len(self.people)):
            if self.people[number].main:
                return self.people[number]
        return None
