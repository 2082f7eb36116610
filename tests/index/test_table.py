from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from homeward.errors import UnreadableFile
from homeward.index.table import People, read_people
from homeward.rejected import write_rejected

TABLE = """id,name,birth_date,sex,event_date
1,Коваленко Олександр Петрович,1990-05-17,ч,2022-03-01
2,,1990,,
,Иванов Иван,,,
1,Петров Пётр,,,
5,Шевченко Тарас,1990-02-31,,
6,Шевченко Тарас,2023-02-01,,2022-01-01
7,nan,NaN,,
8,a,b,c
9,Сидоренко Олег,17.05.1994,f,NaN
10,🙂,,,
11,{long},,,
""".format(long="о" * 10_000)


@pytest.fixture
def people(tmp_path: Path) -> People:
    path = tmp_path / "people.csv"
    path.write_text(TABLE, "utf-8")
    return read_people(path)


def test_good_rows_are_kept(people: People) -> None:
    """What can be used of a table is used, dates and sex in one way of writing."""
    assert people.rows["id"].to_pylist() == ["1", "9"]
    assert people.rows["birth_date"].to_pylist() == ["1990-05-17", "1994-05-17"]
    assert people.rows["sex"].to_pylist() == ["male", "female"]
    assert people.rows["event_date"].to_pylist() == ["2022-03-01", None]


def test_bad_rows_are_listed(people: People) -> None:
    """Each row that is left out is named by its number, with a reason."""
    reasons = {item.origin.locator: item.reason for item in people.rejected}
    assert list(reasons) == [f"row {number}" for number in (3, 4, 5, 6, 7, 8, 9, 11, 12)]
    assert reasons["row 3"].startswith("no name")
    assert reasons["row 4"].startswith("no id")
    assert reasons["row 5"].startswith("this id")
    assert reasons["row 6"].startswith("birth_date")
    assert reasons["row 7"] == "born after the event"
    assert reasons["row 8"].startswith("no name")
    assert reasons["row 9"].startswith("4 cells")
    assert reasons["row 12"].startswith("more than")


def test_rejected_rows_keep_their_cells(people: People, tmp_path: Path) -> None:
    """The list of rejected rows holds what was written, so that nothing is lost."""
    path = tmp_path / "rejected.csv"
    assert write_rejected(path, people.rejected) == len(people.rejected)
    text = path.read_text("utf-8")
    assert "1990-02-31" in text
    assert len(text.splitlines()) == len(people.rejected) + 1


def test_parquet_with_numbers(tmp_path: Path) -> None:
    """A Parquet file whose ids are numbers and whose empty cells are NaN is read alike."""
    table = pa.table(
        {
            "id": pa.array([1.0, 2.0, float("nan")]),
            "family_name": ["Бондар", None, "Бондар"],
            "given_name": ["Ігор", None, "Ігор"],
            "birth_date": pa.array([631152000000, None, None], pa.timestamp("ms")),
        }
    )
    path = tmp_path / "people.parquet"
    pq.write_table(table, path)
    people = read_people(path)
    assert people.rows["id"].to_pylist() == ["1"]
    assert people.rows["birth_date"].to_pylist() == ["1990-01-01"]
    assert [item.origin.locator for item in people.rejected] == ["row 3", "row 4"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    """Tables saved by spreadsheets of any age are read."""
    path = tmp_path / "people.csv"
    path.write_bytes("id;name\n1;Іваненко Олена\n".encode(encoding))
    assert read_people(path).rows["name"].to_pylist() == ["Іваненко Олена"]


@pytest.mark.parametrize("text", ["", "id\n1\n", "name\nИванов\n"])
def test_unreadable(tmp_path: Path, text: str) -> None:
    """A file without ids or names is refused with what it needs."""
    path = tmp_path / "people.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(UnreadableFile):
        read_people(path)


def test_cut_parquet(tmp_path: Path) -> None:
    """A cut Parquet file is refused."""
    path = tmp_path / "people.parquet"
    pq.write_table(pa.table({"id": ["1"], "name": ["Бондар"]}), path)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(UnreadableFile):
        read_people(path)
