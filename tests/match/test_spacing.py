"""Where the words of a name end."""

from __future__ import annotations

import pytest

from homeward.match import compare
from homeward.match.spacing import respaced

from .people import someone


@pytest.mark.parametrize(
    ("text", "model", "expected"),
    [
        ("ГнатюкОстап", "Гнатюк Остап", "Гнатюк Остап"),
        ("Анна-Марія Левко", "Анна Марія Левко", "Анна Марія Левко"),
        ("ГнатюкОстпа Романович", "Гнатюк Остап Романович", "Гнатюк Остпа Романович"),
        ("ГнатюкОстап", "Тимчук Остап", "ГнатюкОстап"),
        ("Бук", "Б ук", "Бук"),
        ("Гнатюк", "Гнатюк Остап", "Гнатюк"),
    ],
)
def test_respaced(text: str, model: str, expected: str) -> None:
    """Only a name that is the other one but for its spaces gets them."""
    assert respaced(text, model) == expected


def test_a_missing_space_is_no_other_name() -> None:
    """A space that was forgotten does not hide a person."""
    joined = compare(someone("ГнатюкОстап Романович"), someone("Гнатюк Остап Романович"))

    assert joined.score > 0.9
