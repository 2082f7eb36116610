"""`homeward score`."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from homeward.cli import run

Rows = list[dict[str, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def score(folder: Path, table: str, encoding: str = "utf-8", code: int = 0) -> Rows:
    pairs, out = folder / "pairs.csv", folder / "scored.csv"
    pairs.write_text(table, encoding=encoding)
    assert run(["score", str(pairs), "--out", str(out)]) == code
    return list(csv.DictReader(out.open(encoding="utf-8")))


def test_scores_are_added_and_columns_kept(folder: Path) -> None:
    """Every column stays; score, hypothesis and why are added."""
    rows = score(
        folder,
        "label,name1,name2,born1,born2,note\n"
        "1,Гнатюк Остап Романович,Hnatiuk Ostap Romanovych,1990-05-17,1990,так\n"
        "0,Гнатюк Остап Романович,Гнатюк Тарас Романович,,,ні\n",
    )

    assert [row["note"] for row in rows] == ["так", "ні"]
    assert float(rows[0]["score"]) > 0.9
    assert float(rows[1]["score"]) < 0.5
    assert rows[0]["hypothesis"] == "same_identity"
    assert "family name is the same" in rows[0]["why"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",Гнатюк Остап,,", "name1: there is no name"),
        ("nan,Гнатюк Остап,,", "name1: there is no name"),
        ("Гнатюк,NaN,,", "name2: there is no name"),
        ("🙂,Гнатюк,,", "name1: there is no name"),
        ("Гнатюк,Гнатюк,1990-02-30,", "born1: month 2 has no day 30"),
        ("Гнатюк,Гнатюк,,soon", "born2: "),
        ("Гнатюк,Гнатюк,,,1,2", "the row has 6 cells"),
        ("Гнатюк,Гнатюк", "the row has 2 cells"),
    ],
)
def test_a_bad_row_has_no_score_and_a_reason(folder: Path, row: str, reason: str) -> None:
    """A row that cannot be used is never a match in silence; the rest goes on, and it is said."""
    rows = score(folder, f"name1,name2,born1,born2\n{row}\nБук Остап,Бук Остап,,\n", code=3)

    assert rows[0]["score"] == rows[0]["hypothesis"] == ""
    assert rows[0]["why"].startswith(reason)
    assert float(rows[1]["score"]) > 0.5


def test_empty_cells_are_unknown(folder: Path) -> None:
    """NaN in an optional column is unknown, and so no evidence."""
    rows = score(
        folder,
        "name1,name2,born1,born2,sex1,place1\nБук Остап,Бук Остап,NaN,1990.0,nan,None\n"
        "Бук Остап,Бук Остап,,,,\n",
    )

    assert rows[0]["score"] == rows[1]["score"]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters(folder: Path, delimiter: str) -> None:
    """Spreadsheets write semicolons and tabs, and a mark at the start."""
    rows = score(
        folder, f"name1{delimiter}name2\nБук Остап{delimiter}Buk Ostap\n", encoding="utf-8-sig"
    )

    assert float(rows[0]["score"]) > 0.5


def test_a_header_alone_gives_a_header(folder: Path) -> None:
    """No rows is no error; the folder of the result is made."""
    pairs, out = folder / "pairs.csv", folder / "new" / "scored.csv"
    pairs.write_text("name1,name2\n", encoding="utf-8")

    assert run(["score", str(pairs), "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == "name1,name2,score,hypothesis,why\n"


def test_a_long_table_keeps_its_order(folder: Path) -> None:
    """Rows that are shared out among the cores come back in their order."""
    names = ("Гнатюк Остап", "Тимчук Іван", "Бойко Олена")
    lines = [f"{n},{names[n % 3]},{names[n % 3]}" for n in range(2_100)]

    rows = score(folder, "\n".join(["id,name1,name2", *lines]))

    assert [row["id"] for row in rows] == [str(n) for n in range(2_100)]
    assert all(row["score"] for row in rows)


def test_scoring_again_replaces_the_scores(folder: Path) -> None:
    """A scored table may be scored again."""
    first = score(folder, "name1,name2,score\nБук Остап,Buk Ostap,0.1\n")
    again = score(folder, (folder / "scored.csv").read_text(encoding="utf-8"))

    assert first == again


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it needs a header row with name1 and name2"),
        (b"name1,other\na,b\n", "it needs a header row with name2"),
        ("name1,name2\nБук,Бук\n".encode("cp1251"), "save it as CSV in UTF-8"),
    ],
)
def test_a_table_that_cannot_be_read(
    folder: Path, content: bytes, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table without names is refused as a whole; no result is written."""
    pairs, out = folder / "pairs.csv", folder / "scored.csv"
    pairs.write_bytes(content)

    assert run(["score", str(pairs), "--out", str(out)]) == 2
    assert reason in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(
    "written",
    [
        "Мельник Олена (Шевченко)",
        "Мельник (Шевченко) Олена",
        "Мельник Олена, дошлюбне Шевченко",
        "Olena Melnyk née Shevchenko",
        "Мельник Елена, урожд. Шевченко",
        "Olena Melnyk a.k.a. Olena Shevchenko",
    ],
)
def test_a_name_that_tells_another(folder: Path, written: str) -> None:
    """A maiden or other name beside a name is evidence of its own."""
    rows = score(folder, f'name1,name2\n"{written}",Шевченко Олена\nМельник Олена,Шевченко Олена\n')

    assert float(rows[0]["score"]) > float(rows[1]["score"])
    assert "another name" in rows[0]["why"]
