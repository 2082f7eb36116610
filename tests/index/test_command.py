import json
from pathlib import Path

import pytest

from homeward.cli import run

RECORDS = """id,name,birth_date,place
1,Коваленко Олександр Петрович,1990-05-17,Херсон
2,Иванов Николай Сергеевич,1985-11-20,
3,,1990,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "records.csv").write_text(RECORDS, "utf-8")
    assert run(["index", "build", str(tmp_path / "records.csv"), "--out", str(tmp_path / "i")]) == 3
    return tmp_path / "i"


def test_rejected_rows_are_listed(folder: Path) -> None:
    """The row that cannot be used is listed beside the index, and the exit code said so."""
    assert "records.csv,row 4," in (folder / "rejected.csv").read_text("utf-8")


def test_file_of_queries(folder: Path, tmp_path: Path) -> None:
    """Each query has one line of answer; those that cannot be asked come last and say why."""
    lines = [
        {"id": "a", "name": "Александр Коваленко", "birth_date": "1990-05-17"},
        {"id": "b", "name": "Микола Іванов"},
        {"id": "c", "name": ""},
    ]
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    (tmp_path / "q.jsonl").write_text(text + "\nno json\n", "utf-8")
    out = tmp_path / "out.jsonl"
    arguments = ["--queries", str(tmp_path / "q.jsonl"), "--top", "1", "--jsonl", str(out)]
    assert run(["index", "search", str(folder), *arguments]) == 3
    answers = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [answer["id"] for answer in answers] == ["a", "b", "c", None]
    assert [hit["id"] for answer in answers for hit in answer["hits"]] == ["1", "2"]
    assert all("ms" in answer for answer in answers[:2])
    assert ["error" in answer for answer in answers] == [False, False, True, True]


def test_one_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A single name is answered on standard output."""
    assert run(["index", "search", str(folder), "Іванов Микола", "--born", "1985"]) == 0
    assert json.loads(capsys.readouterr().out)["hits"][0]["id"] == "2"


def test_no_index(tmp_path: Path) -> None:
    """A folder that holds no index is a clear error."""
    assert run(["index", "search", str(tmp_path / "nothing"), "Іванов"]) == 2


def test_name_or_queries(folder: Path) -> None:
    """Either a name or a file of queries."""
    assert run(["index", "search", str(folder)]) == 2


def test_nothing_to_index(tmp_path: Path) -> None:
    """A table without one usable row ends with 2, and an index that is there stays as it is."""
    (tmp_path / "good.csv").write_text("id,name\n1,Гончар Тарас\n", "utf-8")
    (tmp_path / "bad.csv").write_text("id,name\n1,\n", "utf-8")
    out = tmp_path / "i"
    assert run(["index", "build", str(tmp_path / "good.csv"), "--out", str(out)]) == 0
    assert run(["index", "build", str(tmp_path / "bad.csv"), "--out", str(out)]) == 2
    assert "bad.csv,row 2," in (out / "rejected.csv").read_text("utf-8")
    assert run(["index", "search", str(out), "Гончар Тарас"]) == 0
