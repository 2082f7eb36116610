"""Records as rows of the kernel."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from homeward.index.birthdates import packed
from homeward.index.kernel import CHILD, FIRST_READING, FURTHER, RICH, SOLDIER, STATED, WOMAN, Side
from homeward.index.places import PlaceBook
from homeward.index.vocabulary import ROLES, Vocabulary, part_of, view
from homeward.match import TAKEN_CHILD
from homeward.match.naming import OWN_NAMES, parsed, sex_of
from homeward.match.prior import prior_for
from homeward.names import ParsedName, Reading
from homeward.records import Category, PersonRecord, Sex

COLUMNS = 8
MOST_READINGS = 3  # as in `names.compare`
MOST_ROWS = 8  # readings of all names of one person, with every choice among doubled parts
SEX_BITS = {None: 0, Sex.FEMALE: 1, Sex.MALE: 2}
FULL_SHARE = 255

Triple = tuple[int, int, int, int]  # numbers of the parts, and what else is known of the reading


@dataclass(slots=True)
class Rows:
    """Rows of records, growing one by one."""

    words: Vocabulary = field(default_factory=Vocabulary)
    book: PlaceBook = field(default_factory=PlaceBook)
    ages: dict[tuple[int, int], int] = field(default_factory=dict)
    rows: array[Any] = field(default_factory=lambda: array("i"))
    more: array[Any] = field(default_factory=lambda: array("i"))

    def __len__(self) -> int:
        return len(self.rows) // COLUMNS

    def add(self, record: PersonRecord) -> int:
        """Put a record at the end; its row."""
        names = [record.name, *(n for n in record.other_names if n.kind in OWN_NAMES)]
        triples = [t for name in names for t in readings_of(parsed(name), self.words)]
        first, *further = triples[:MOST_ROWS]
        start = len(self.more) // 4
        for triple in further:
            self.more.extend(triple)
        self.rows.extend(first[:3])
        self.rows.append(packed(record.birth_date, self.ages))
        self.rows.append(self.book.number(record.home))
        self.rows.append(self.book.number(record.birth_place))
        self.rows.append(bits_of(record) | first[3] << FIRST_READING | len(further) << FURTHER)
        self.rows.append(start)
        return len(self) - 1

    def side(self) -> Side:
        """Views of what is there now: let go of them before it grows."""
        ages = np.array(list(self.ages) or [(0, 0)], dtype=np.int32)
        rows = view(self.rows, "i").reshape(-1, COLUMNS)
        more = view(self.more, "i").reshape(-1, 4)
        return Side(self.words.arrays(), self.book.arrays(), rows, more, ages)


def readings_of(name: ParsedName, words: Vocabulary) -> list[Triple]:
    """The readings of a name; one with two family names is two readings."""
    found: list[Triple] = []
    for reading in name.readings[:MOST_READINGS]:
        share = max(1, round(reading.weight * FULL_SHARE)) | SEX_BITS[reading.sex] << 8
        found += [(*numbers, share) for numbers in _choices(reading, words)]
    return found or [(0, 0, 0, FULL_SHARE)]


def _choices(reading: Reading, words: Vocabulary) -> list[tuple[int, int, int]]:
    lists = [[words.number(part_of(part)) for part in reading.of(role)] or [0] for role in ROLES]
    most = max(map(len, lists))
    return [tuple(numbers[min(n, len(numbers) - 1)] for numbers in lists) for n in range(most)]  # type: ignore[misc]


def bits_of(record: PersonRecord) -> int:
    """Sex, what the prior depends on, and whether there is more than the kernel weighs."""
    bits = SEX_BITS[sex_of(record)]
    bits |= STATED if record.sex else 0
    bits |= WOMAN if record.sex is Sex.FEMALE else 0
    prior = prior_for(record, record)
    bits |= CHILD if prior.renamed == TAKEN_CHILD.renamed else 0
    bits |= SOLDIER if record.category is Category.SOLDIER else 0
    return bits | (RICH if is_rich(record) else 0)


def is_rich(record: PersonRecord) -> bool:
    """Whether a record has fields that the kernel does not weigh."""
    fields = (
        record.other_names,
        record.fathers_given_name,
        record.event_place,
        record.event_date,
        record.unit,
        record.rank,
        record.institution,
        record.siblings,
        record.marks,
    )
    return any(fields)
