"""Two tables with known pairs: stable, flat, and true to the rates."""

from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest

from homeward.world import Linkage, linkage, rates, write_linkage

Row = dict[str, str | None]


@pytest.fixture(scope="module")
def tables() -> Linkage:
    return linkage(5, requests=20_000, register=30_000)


@pytest.fixture(scope="module")
def register(tables: Linkage) -> list[Row]:
    return pa.Table.from_batches(tables.register_batches()).to_pylist()


@pytest.fixture(scope="module")
def truth(tables: Linkage) -> list[Row]:
    return pa.Table.from_batches(tables.truth_batches()).to_pylist()


def share(count: int, total: int) -> object:
    return pytest.approx(count / total, abs=0.012)


def test_the_same_seed_gives_the_same_files(tmp_path: Path) -> None:
    """Parquet files of one seed are equal byte for byte."""
    for name in ("a", "b"):
        write_linkage(tmp_path / name, seed=1, requests=500, register=900)

    for file in ("requests.parquet", "register.parquet", "truth.parquet"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_csv_and_parquet_say_the_same(tmp_path: Path) -> None:
    """The form of the file changes nothing in it."""
    write_linkage(tmp_path, seed=1, requests=300, register=300, form="parquet")
    write_linkage(tmp_path, seed=1, requests=300, register=300, form="csv")
    read = pa_csv.read_csv(
        tmp_path / "register.csv",
        convert_options=pa_csv.ConvertOptions(
            column_types=dict.fromkeys(("id", "birth_date"), pa.string()), strings_can_be_null=True
        ),
    )

    assert read.to_pylist() == pq.read_table(tmp_path / "register.parquet").to_pylist()


def test_a_row_does_not_depend_on_how_many_there_are() -> None:
    """A longer register begins like a shorter one."""
    short = next(linkage(5, requests=10, register=50).register_batches()).to_pylist()
    longer = next(linkage(5, requests=10, register=80).register_batches()).to_pylist()

    assert longer[:50] == short


def test_partners_are_distinct(truth: list[Row]) -> None:
    """No record is the partner of two requests."""
    assert len({row["register_id"] for row in truth}) == len(truth)


def test_as_many_partners_as_the_table_of_rates_says(truth: list[Row]) -> None:
    """70 in 100 requests have a partner."""
    assert rates()["partner"] == share(len(truth), 20_000)


def test_the_register_is_spoilt_by_the_rates(register: list[Row]) -> None:
    """Missing patronymics and birth dates come as often as rates.csv says."""
    total = len(register)
    no_patronymic = sum(row["patronymic"] is None for row in register)
    no_birth = sum(row["birth_date"] is None for row in register)
    kept = 1 - rates()["changed_identity"]

    assert rates()["no_patronymic"] == share(no_patronymic, total)
    assert rates()["no_birth_date"] * kept == share(no_birth, total)


def test_changes_come_as_often_as_they_should(truth: list[Row]) -> None:
    """Of the pairs, 3 in 100 changed identity; typos and short forms where nothing hides them."""
    changes = Counter(row["change"] for row in truth)

    assert rates()["changed_identity"] == share(changes["changed_identity"], len(truth))
    assert rates()["typo"] * 0.97 * 0.96 == share(changes["typo"], len(truth))
    assert rates()["short_form"] == share(changes["short_form"], len(truth))


def test_scripts_come_as_often_as_they_should(register: list[Row]) -> None:
    """About one name in five is in Latin letters."""
    latin = sum(str(row["family_name"]).isascii() for row in register)

    assert 1 - rates()["language_uk"] - rates()["language_ru"] == share(latin, len(register))


def test_a_changed_identity_keeps_only_what_it_should(tables: Linkage, truth: list[Row]) -> None:
    """Sex stays; the surname does not."""
    requests = {
        row["id"]: row for row in pa.Table.from_batches(tables.request_batches()).to_pylist()
    }
    register = {
        row["id"]: row for row in pa.Table.from_batches(tables.register_batches()).to_pylist()
    }
    pairs = [
        (requests[row["request_id"]], register[row["register_id"]])
        for row in truth
        if row["change"] == "changed_identity"
    ]

    assert all(one["sex"] == other["sex"] for one, other in pairs)
    same = sum(one["family_name"] == other["family_name"] for one, other in pairs)
    assert same <= len(pairs) * 0.01


def test_more_requests_than_records() -> None:
    """Requests beyond the size of the register have no partner."""
    tables = linkage(2, requests=400, register=100)
    truth = pa.Table.from_batches(tables.truth_batches())

    assert 50 < truth.num_rows <= 100
