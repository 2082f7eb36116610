from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.dates import PartialDate
from homeward.errors import IndexDamaged, IndexInUse
from homeward.index import Index, search
from homeward.index.segments import Frozen
from homeward.index.store import Store
from homeward.records import PersonRecord, Sex, WrittenName


def person(number: int, name: str, born: str | None = None, **more: object) -> PersonRecord:
    birth = PartialDate.from_iso(born) if born else None
    return PersonRecord(id=f"p{number}", name=WrittenName(name), birth_date=birth, **more)  # type: ignore[arg-type]


PEOPLE = [
    person(1, "Коваленко Олександр Петрович", "1990-05-17"),
    person(2, "Коваленко Олена Петрівна", "1992-01-03"),
    person(3, "Иванов Николай Сергеевич", "1985-11-20"),
    person(4, "Шевчук Марія Ігорівна", "2014-06-09", sex=Sex.FEMALE, home="Херсон"),
    person(5, "Бондаренко Сергій Олексійович"),
    person(6, "Мельник Тетяна Василівна", "1970"),
    person(7, "Кузнецов Андрей Викторович", "1999-02-28"),
    person(8, "Смирнова Мария", "2014-06-09", sex=Sex.FEMALE),
]


@pytest.fixture
def index() -> Index:
    return Index.build(PEOPLE)


def first(index: Index, query: PersonRecord) -> str | None:
    hits = index.search(query)
    return hits[0].id if hits else None


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Kovalenko Oleksandr", "p1"),
        ("Іванов Микола Сергійович", "p3"),
        ("Николая Иванова", "p3"),
        ("Коля Иванов", "p3"),
        ("Бондарено Сергій", "p5"),
        ("Bondarenko Serhiy", "p5"),
        ("Кузнецов А. В.", "p7"),
        ("Таня Мельник", "p6"),
    ],
)
def test_finds_by_name(index: Index, name: str, found: str) -> None:
    """A name is found in any script, case and order, shortened, with a typo, with initials."""
    assert first(index, person(0, name)) == found


def test_finds_changed_family_name(index: Index) -> None:
    """A child under a new family name is found by given name and birth date."""
    hits = index.search(person(0, "Шевчук Марія Ігорівна", "2014-06-09", sex=Sex.FEMALE))
    assert [hit.id for hit in hits[:2]] == ["p4", "p8"]


def test_least_score(index: Index) -> None:
    """Nothing under the asked score is shown."""
    query = person(0, "Коваленко Олександр Петрович", "1990-05-17")
    assert [hit.id for hit in index.search(query, least=0.9)] == ["p1"]


def test_empty_index() -> None:
    """An index of nobody finds nobody."""
    assert Index.build([]).search(person(0, "Коваленко")) == []


def test_insert_is_seen(index: Index) -> None:
    """An inserted record is known to the next query."""
    query = person(0, "Гриценко Остап")
    assert index.search(query, least=0.01) == []
    index.insert(person(9, "Гриценко Остап Юрійович"))
    assert first(index, query) == "p9"


def test_insert_replaces(index: Index) -> None:
    """A record put in again takes the place of the older one."""
    index.insert(person(1, "Гриценко Остап Юрійович"))
    assert first(index, person(0, "Гриценко Остап")) == "p1"
    assert all(
        hit.id != "p1" for hit in index.search(person(0, "Коваленко Олександр", "1990-05-17"))
    )


@pytest.mark.rule("R5")
def test_withdrawn_is_gone(index: Index) -> None:
    """A record whose owner withdrew consent is gone from the next query."""
    query = person(0, "Коваленко Олександр Петрович", "1990-05-17")
    assert first(index, query) == "p1"
    index.withdraw("p1")
    assert first(index, query) != "p1"
    assert "p1" not in index


def test_withdraw_unknown(index: Index) -> None:
    """To withdraw what is not there is an error, not silence."""
    with pytest.raises(KeyError):
        index.withdraw("nobody")


ANY_PERSON = st.builds(
    lambda name, born: person(99, name, born),
    st.sampled_from(["Коваленко Олексій", "Ivanov Nikolay", "Шевчук М.", "Лось Устим"]),
    st.sampled_from([None, "1990-05-17", "2014", "1985-11"]),
)


@settings(deadline=None, max_examples=30)
@given(ANY_PERSON)
def test_insert_then_withdraw(record: PersonRecord) -> None:
    """Insert then withdraw leaves search as it was."""
    index = Index.build(PEOPLE)
    before = [[(hit.id, hit.score.score) for hit in index.search(query)] for query in PEOPLE]
    index.insert(record)
    index.withdraw(record.id)
    after = [[(hit.id, hit.score.score) for hit in index.search(query)] for query in PEOPLE]
    assert before == after


def test_saved_index(index: Index, tmp_path: Path) -> None:
    """A stored index answers as the one in memory did."""
    index.insert(person(9, "Гриценко Остап Юрійович"))
    index.withdraw("p2")
    index.save(tmp_path)
    opened = Index.open(tmp_path)
    assert len(opened) == len(index) == 8
    for query in PEOPLE:
        ours = [(hit.id, hit.score.score) for hit in index.search(query)]
        assert [(hit.id, hit.score.score) for hit in opened.search(query)] == ours


def test_changed_meanwhile(index: Index, tmp_path: Path) -> None:
    """Who opened an index and saves it does not undo what another saved meanwhile."""
    index.save(tmp_path)
    ours, theirs = Index.open(tmp_path), Index.open(tmp_path)
    theirs.insert(person(9, "Гриценко Остап Юрійович"))
    theirs.save(tmp_path)
    ours.insert(person(10, "Лось Устим"))
    with pytest.raises(IndexInUse, match="open it again"):
        ours.save(tmp_path)
    assert "p9" in Index.open(tmp_path)


def test_truncated(index: Index, tmp_path: Path) -> None:
    """A truncated file of an index is noticed when it is opened."""
    index.save(tmp_path)
    for path in (tmp_path / "generation-1").iterdir():
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
        with pytest.raises(IndexDamaged):
            Index.open(tmp_path)
        path.write_bytes(whole)
    assert len(Index.open(tmp_path)) == 8


def test_in_memory_touches_no_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records told in confidence never reach the disk."""
    monkeypatch.chdir(tmp_path)
    index = Index.build(PEOPLE)
    index.insert(person(9, "Гриценко Остап Юрійович"))
    index.search(person(0, "Гриценко"))
    assert list(tmp_path.iterdir()) == []


def merge_all(index: Index, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], None]) -> None:
    """Merge, and do something while the merged segment is being made."""
    made = search.Frozen.of

    def slowly(store: Store) -> Frozen:
        meanwhile()
        return made(store)

    monkeypatch.setattr(search.Frozen, "of", slowly)
    index.merge()


def test_merging_loses_no_change(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is inserted, replaced or withdrawn while segments are merged counts afterwards."""
    ids = sorted(record.id for record in index.records())
    index.insert(PersonRecord(id="before", name=WrittenName("Гнатюк Зоряна")))
    index.insert(PersonRecord(id="leaves", name=WrittenName("Гнатюк Зоряна")))

    def meanwhile() -> None:
        index.insert(PersonRecord(id="while", name=WrittenName("Гнатюк Зоряна")))
        index.insert(PersonRecord(id="before", name=WrittenName("Гнатюк Зоряна Іванівна")))
        index.withdraw("leaves")

    merge_all(index, monkeypatch, meanwhile)

    assert len(index) == len(ids) + 2
    assert sorted(record.id for record in index.records()) == sorted([*ids, "before", "while"])
    hits = index.search(PersonRecord(id="", name=WrittenName("Зоряна Гнатюк")))
    assert {hit.id for hit in hits} == {"before", "while"}
    monkeypatch.undo()
    index.merge()
    assert {record.name.full for record in index.records() if record.id == "before"} == {
        "Гнатюк Зоряна Іванівна"
    }


def test_merged_by_itself(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many insertions do not stay in the small segment, which is slower to search."""
    monkeypatch.setattr(search, "MOST_LIVE", 5)
    monkeypatch.setattr(search.Thread, "start", search.Thread.run)
    for number in range(12):
        index.insert(PersonRecord(id=f"new {number}", name=WrittenName("Гнатюк Зоряна")))
    hits = index.search(PersonRecord(id="", name=WrittenName("Зоряна Гнатюк")), top=20)

    assert len(index._live.records) < 5
    assert {hit.id for hit in hits} == {f"new {number}" for number in range(12)}
