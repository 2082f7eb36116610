from datetime import date
from pathlib import Path

import pytest

from homeward.dates import AgeAt, PartialDate
from homeward.errors import IndexDamaged
from homeward.index.store import Columns, Store
from homeward.records import Category, NameKind, Origin, PersonRecord, Sex, WrittenName

RECORDS = [
    PersonRecord(id="1", name=WrittenName("Коваленко Олександр Петрович")),
    PersonRecord(
        id="2",
        name=WrittenName(
            "Мельник Анна Марія Ігорівна", "Мельник", "Анна Марія", "Ігорівна", NameKind.FORMER
        ),
        other_names=(WrittenName("Смирнова Анна", kind=NameKind.BELIEVED_NEW),),
        sex=Sex.FEMALE,
        birth_date=PartialDate(2015, 4),
        birth_place="Херсон",
        home="Олешки",
        category=Category.CHILD,
        event_date=PartialDate(2022, 11, 3),
        institution="Олешківський інтернат",
        siblings=("Ігор", "Олена"),
        origin=Origin("list.csv", "row 3"),
    ),
    PersonRecord(
        id="3", name=WrittenName("  два   пробіли "), birth_date=AgeAt(30, 35, date(2024, 2, 17))
    ),
]


@pytest.fixture
def store() -> Store:
    columns = Columns()
    for record in RECORDS:
        columns.add(record)
    return columns.store()


def test_records_come_back(store: Store, tmp_path: Path) -> None:
    """A record comes out of the store as it was put in, also after saving."""
    assert [store.record(row) for row in range(3)] == RECORDS
    store.save(tmp_path)
    opened = Store.open(tmp_path)
    assert [opened.record(row) for row in range(3)] == RECORDS


def test_empty_store(tmp_path: Path) -> None:
    """A store of nobody can be saved and opened."""
    Columns().store().save(tmp_path)
    assert len(Store.open(tmp_path)) == 0


def test_truncated_store(store: Store, tmp_path: Path) -> None:
    """A file that is no whole store says so."""
    store.save(tmp_path)
    path = tmp_path / "rows.arrow"
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(IndexDamaged):
        Store.open(tmp_path)
