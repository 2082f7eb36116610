"""Where the name of a row's person stands in the row."""

from __future__ import annotations

import pytest

from homeward.records import PersonRecord, WrittenName
from homeward.trace.search import name_in_row


@pytest.mark.parametrize(
    ("name", "text", "marked"),
    [
        (
            WrittenName("Лось Віталій", "Лось", "Віталій"),
            "№: 1\nПІБ: Лось Віталій",
            ["Лось Віталій"],
        ),
        (
            WrittenName("Левченко Лев", "Левченко", "Лев"),
            "Прізвище: Левченко\nІм'я: Лев",
            ["Левченко", "Лев"],
        ),
        (
            WrittenName("Лев Левченко", "Левченко", "Лев"),
            "Ім'я: Лев\nПрізвище: Левченко",
            ["Лев", "Левченко"],
        ),
        (WrittenName("Лось Віталій"), "ПІБ: Лось  Віталій", []),
    ],
)
def test_name_in_row(name: WrittenName, text: str, marked: list[str]) -> None:
    """The whole cell, or each part in a cell of its own; never the middle of another word."""
    record = PersonRecord(id="1", name=name)

    assert [span.of(text) for span in name_in_row(record, text)] == marked
