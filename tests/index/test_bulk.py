from datetime import date

import numpy as np

from homeward.dates import AgeAt, PartialDate
from homeward.index.bulk import side_of
from homeward.index.kernel import Side, new_seen, score_pair
from homeward.index.parts import new_masks
from homeward.index.postings import MOST_KEYS, all_keys, keys_of, postings_of
from homeward.index.rows import Rows
from homeward.index.store import Columns
from homeward.index.weights import weights
from homeward.records import Category, NameKind, PersonRecord, Sex, WrittenName

PEOPLE = [
    PersonRecord(id="1", name=WrittenName("Коваленко Олександр Петрович"), home="Херсон"),
    PersonRecord(id="2", name=WrittenName("Ковальчук О. П."), birth_date=PartialDate(2015, 4, 2)),
    PersonRecord(
        id="3",
        name=WrittenName("Мельник Анна", "Мельник", "Анна"),
        other_names=(WrittenName("Смирнова Анна", kind=NameKind.BELIEVED_NEW),),
        sex=Sex.FEMALE,
        birth_date=AgeAt(30, 35, date(2024, 2, 17)),
        birth_place="Київ",
    ),
    PersonRecord(id="4", name=WrittenName("Іван Іванов"), category=Category.SOLDIER, unit="54"),
    PersonRecord(id="5", name=WrittenName("Иванова Мария"), birth_date=PartialDate(1990)),
]


def both_ways() -> tuple[Side, Side]:
    columns, rows = Columns(), Rows()
    for record in PEOPLE:
        columns.add(record)
        rows.add(record)
    return side_of(columns.store()), rows.side()


def test_bulk_is_one_by_one() -> None:
    """Rows made from columns score as those made record by record."""
    bulk, single = both_ways()
    for i in range(len(PEOPLE)):
        for j in range(len(PEOPLE)):
            ours = score_pair(bulk, i, bulk, j, weights(), new_seen(), new_masks())
            assert ours == score_pair(single, i, single, j, weights(), new_seen(), new_masks())
        assert bulk.rows[i, 6] == single.rows[i, 6]


def test_blocking_keys() -> None:
    """Rows made from columns have the keys of those made record by record."""
    bulk, single = both_ways()
    for row in range(len(PEOPLE)):
        ours, theirs = np.zeros(MOST_KEYS, np.uint64), np.zeros(MOST_KEYS, np.uint64)
        count = keys_of(bulk, row, ours)
        assert count == keys_of(single, row, theirs) > 0
        assert set(ours[:count]) == set(theirs[:count])


def test_postings() -> None:
    """Each row stands under each of its keys, and nowhere else."""
    bulk, _ = both_ways()
    counts = np.zeros(len(PEOPLE), np.int64)
    keys, rows = all_keys(bulk, counts)
    postings = postings_of(keys, rows)
    assert counts.sum() == len(keys) == len(postings.rows)
    found = {
        (int(key), int(row))
        for number, key in enumerate(postings.keys)
        for row in postings.rows[postings.starts[number] : postings.starts[number + 1]]
    }
    assert found == {(int(key), int(row)) for key, row in zip(keys, rows, strict=True)}
