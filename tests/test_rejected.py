"""Tables that are safe to open."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.records import Origin, Rejected
from homeward.rejected import safe_cell, write_rejected


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://example.org","x")',
        "+380501234567",
        "-1",
        "@SUM(A1)",
        " =1",
        "\t=1",
        "\r=1",
        "\n=cmd|'/C calc'!A0",
        "＝1+1",
        "'=1+1",
        "\ufeff=1",
        "\x00=1",
    ],
)
def test_nothing_that_begins_like_a_formula_stays_so(text: str) -> None:
    """Every beginning that some spreadsheet runs is defused, and the text is kept behind."""
    assert safe_cell(text) == f"'{text}"


@given(st.text(max_size=20))
def test_cell_is_never_changed_beyond_the_apostrophe(text: str) -> None:
    """Either the very text, or the text behind one apostrophe."""
    assert safe_cell(text) in (text, f"'{text}")
    assert not safe_cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_rejected_rows_are_written_for_spreadsheets(tmp_path: Path) -> None:
    """UTF-8 with its mark, four columns, formulas defused, very long texts shortened."""
    rejected = [
        Rejected(Origin("list.csv", "row 2"), "=cmd()", "fix it"),
        Rejected(Origin("a/b.txt"), "Іваненко\nПетро; " + "x" * 40_000, "fix it"),
    ]
    path = tmp_path / "rejected.csv"
    assert write_rejected(path, rejected) == 2
    assert path.read_bytes().startswith(b"\xef\xbb\xbffile,place,original,reason\r\n")
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    assert table[1] == ["list.csv", "row 2", "'=cmd()", "fix it"]
    assert len(table[2][2]) < 32_767


def test_broken_off_writing_leaves_no_file(tmp_path: Path) -> None:
    """Ctrl-C in the middle leaves neither half a table nor a stray file."""

    def breaks_off() -> Iterator[Rejected]:
        yield Rejected(Origin("list.csv"), "", "fix it")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_rejected(tmp_path / "rejected.csv", breaks_off())
    assert not list(tmp_path.iterdir())
