"""Items: what belongs to one person in a list, or one paragraph of running text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from homeward.extract.person import Person
from homeward.extract.phrases import Hit, lexicon
from homeward.extract.sentences import Line, lines

_NAME_COMES_FIRST = 14  # letters before the name in a line that lists a person
_LONGEST_HEADING = 140


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that says something of all people in the items below it."""

    start: int
    end: int
    statuses: tuple[Hit, ...]
    roles: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of the text; `listed` when it is one line of a list or table."""

    start: int
    end: int
    listed: bool
    heading: Heading | None


@dataclass(slots=True)
class _Reader:
    """Goes down the lines and remembers the heading and the paragraph it is in."""

    items: list[Item] = field(default_factory=list)
    heading: Heading | None = None
    paragraph: list[Line] = field(default_factory=list)
    after_blank: bool = False

    def end_paragraph(self) -> None:
        if self.paragraph:
            start, end = self.paragraph[0].start, self.paragraph[-1].end
            self.items.append(Item(start, end, listed=False, heading=self.heading))
        self.paragraph = []

    def take_heading(self, heading: Heading) -> None:
        self.end_paragraph()
        self.heading, self.after_blank = heading, False

    def take(self, line: Line, *, listed: bool) -> None:
        """A heading holds until a blank line after which the list does not go on."""
        if listed:
            self.end_paragraph()
            self.items.append(Item(line.start, line.end, listed=True, heading=self.heading))
            return
        if self.after_blank:
            self.heading = None
        self.paragraph.append(line)


def items_of(text: str, low: str, people: Sequence[Person]) -> list[Item]:
    """Lines of lists one by one, other lines put together as paragraphs."""
    reader = _Reader()
    all_lines = lines(text)
    named = _people_in(all_lines, people)
    bare_list = _is_bare_list(all_lines, named)
    for number, (line, mine) in enumerate(zip(all_lines, named, strict=True)):
        listed_below = bare_list or any(
            below.listed for below in all_lines[number + 1 : number + 2]
        )
        last = number + 1 == len(all_lines)
        if not last and not mine and _is_heading(text, low, line, listed_below=listed_below):
            reader.take_heading(_heading(low, line))
            continue
        reader.take(line, listed=line.listed or (bare_list and _begins_with_name(line, mine)))
        if _blank_follows(text, line):
            reader.end_paragraph()
            reader.after_blank = True
    reader.end_paragraph()
    return reader.items


def _people_in(all_lines: Sequence[Line], people: Sequence[Person]) -> list[list[Person]]:
    named: list[list[Person]] = [[] for _ in all_lines]
    number = 0
    for person in people:
        while number < len(all_lines) and all_lines[number].end <= person.start:
            number += 1
        if number < len(all_lines):
            named[number].append(person)
    return named


def _begins_with_name(line: Line, mine: Sequence[Person]) -> bool:
    return bool(mine) and mine[0].start - line.body <= _NAME_COMES_FIRST


def _is_bare_list(all_lines: Sequence[Line], named: Sequence[Sequence[Person]]) -> bool:
    """Two neighbouring lines that both begin with a full name, with no bullets to show it."""
    starts = [
        _begins_with_name(line, mine) and len(mine[0].shape) > 1
        for line, mine in zip(all_lines, named, strict=True)
    ]
    return any(one and other for one, other in itertools.pairwise(starts))


def _is_heading(text: str, low: str, line: Line, *, listed_below: bool) -> bool:
    """A line without people that ends with a colon, or says a status above a list."""
    words = text[line.start : line.end].strip().rstrip("*_# ")
    if len(words) > _LONGEST_HEADING:
        return False
    if words.endswith(":"):
        return True
    if line.listed or not listed_below or words.endswith((".", ",")):
        return False
    tables = (lexicon("statuses"), lexicon("roles"))
    return any(table.find(low, line.start, line.end) for table in tables)


def _heading(low: str, line: Line) -> Heading:
    statuses = tuple(lexicon("statuses").find(low, line.start, line.end))
    return Heading(
        line.start, line.end, statuses, tuple(lexicon("roles").find(low, line.start, line.end))
    )


def _blank_follows(text: str, line: Line) -> bool:
    return bool(re.match(r"\n[ \t]*(?:\n|$)", text[line.end : line.end + 40]))
