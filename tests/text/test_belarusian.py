"""Belarusian spellings."""

import pytest

from homeward.text import fold_word
from homeward.text.belarusian import is_belarusian, without_akanne


@pytest.mark.parametrize(
    ("belarusian", "russian"),
    [("зямцоў", "земцов"), ("рашэтнікаў", "решетников"), ("халадкоў", "холодков")],
)
def test_vowels_are_written_as_they_sound(belarusian: str, russian: str) -> None:
    """What akanne makes of е and о is one letter on both sides."""
    one, other = fold_word(belarusian), fold_word(russian)

    assert is_belarusian(belarusian)
    assert not is_belarusian(russian)
    assert without_akanne(one) == without_akanne(other)


def test_other_vowels_stay() -> None:
    """Земцов is not Зимцов, in Belarusian either."""
    assert without_akanne(fold_word("зімцоў")) != without_akanne(fold_word("земцов"))
