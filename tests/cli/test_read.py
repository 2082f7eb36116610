"""`homeward read`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from homeward.cli import run

POST = "Ищу сына Лосева Виталия Сергеевича, 12.03.1990 г.р."
GOOD = json.dumps({"id": "a", "text": POST})


def read(folder: Path, content: str, code: int, name: str = "posts.jsonl") -> list[str]:
    """The ids of the texts that were read."""
    posts, out = folder / name, folder / "out.jsonl"
    posts.write_text(content, encoding="utf-8")
    assert run(["read", str(posts), "--jsonl", str(out)]) == code
    lines = out.read_text(encoding="utf-8").splitlines() if out.exists() else []
    return [json.loads(line)["source"] for line in lines]


@pytest.mark.parametrize(
    "broken",
    [
        '{"id": "b", "text": ',
        '{"id": "b"}',
        '["b"]',
        "null",
        '{"id": "b", "text": 7}',
        '{"id": "b", "text": "x", "posted": "вчера"}',
        '{"id": "b", "text": "x", "posted": 5}',
        '{"id": "b", "text": "\\ud800"}',
        "[" * 100_000,
    ],
)
def test_a_broken_line_does_not_end_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], broken: str
) -> None:
    """It is named by file and line, without its content; the others are read; the code is 3."""
    good = GOOD.replace('"a"', '"c"')

    assert read(tmp_path, f"{GOOD}\n{broken}\n\n{good}\n", 3) == ["a", "c"]

    told = capsys.readouterr().err
    assert "posts.jsonl (line 2): " in told
    assert len(told) < 400


def test_nothing_readable_is_a_failure(tmp_path: Path) -> None:
    """Where no text at all could be read, the code is 2."""
    assert read(tmp_path, "{\n", 2) == []


def test_all_read(tmp_path: Path) -> None:
    """The code is 0, and offsets are those of the text."""
    assert read(tmp_path, GOOD, 0) == ["a"]

    line = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    start, end = line["mentions"][0]["span"]
    assert POST[start:end] == "Лосева Виталия Сергеевича"


def test_an_unreadable_file_does_not_end_the_run(tmp_path: Path) -> None:
    """An empty file among good ones is named; the others are read."""
    empty, good, out = tmp_path / "empty.txt", tmp_path / "good.txt", tmp_path / "out.jsonl"
    empty.touch()
    good.write_text(POST, encoding="utf-8")

    assert run(["read", str(empty), str(good), "--jsonl", str(out)]) == 3

    assert json.loads(out.read_text(encoding="utf-8"))["source"] == str(good)


def test_two_processes_say_the_same(tmp_path: Path) -> None:
    """The output does not depend on the number of processes."""
    posts = tmp_path / "posts.jsonl"
    posts.write_text("\n".join([GOOD] * 300), encoding="utf-8")
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"

    for out, workers in ((one, "1"), (two, "2")):
        assert run(["read", str(posts), "--jsonl", str(out), "--workers", workers]) == 0

    assert one.read_bytes() == two.read_bytes()
