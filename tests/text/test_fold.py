"""Folding: one key for every spelling of a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.text import fold, repair, tokens

LETTERS = st.text(st.characters(codec="utf-8"), max_size=40)
NAME_LETTERS = st.text(
    "абвгґдеєёжзиіїйклмнопрстуфхцчшщьъюяыэўabcdefghijklmnopqrstuvwxyz'šžčł -", max_size=30
)


@given(LETTERS | NAME_LETTERS)
def test_folding_twice_is_folding(text: str) -> None:
    """A key folds to itself."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "spellings",
    [
        "Зеленський Зеленский Zelenskyi Zelenskyy Zelensky Zelenskiy Zelenskij",
        "Шевченко Shevchenko Schewtschenko Szewczenko",
        "Щербина Shcherbyna Schtscherbina",
        "Аксёнов Аксенов Аксьонов Aksyonov Aksenov",
        "Сергійович Сергеевич Serhiiovych Serhiyovych Sergeevich Sergeyevich",
        "В'ячеслав В’ячеслав Вячеслав Viacheslav Vyacheslav Vjacheslav",
        "Згурський Zghurskyi Zgurskiy",
    ],
)
def test_spellings_of_one_name_share_a_key(spellings: str) -> None:
    """Script, system of transliteration and apostrophes do not change the key."""
    assert len({fold(word) for word in spellings.split()}) == 1


def test_look_alike_letters_are_repaired() -> None:
    """A Latin i inside a Cyrillic word is a Cyrillic і."""
    assert repair("Анатолiй Iванович").text == "Анатолій Іванович"


def test_spans_point_into_the_original() -> None:
    """Zero-width marks and accents shift nothing."""
    text = "Пе\u0301тр\u200b  Паул"
    assert [token.span.of(text) for token in tokens(text)] == ["Пе\u0301тр", "Паул"]


@given(LETTERS)
def test_tokens_lie_in_the_text(text: str) -> None:
    """Every span is a non-empty stretch of the text, in order."""
    end = 0
    for token in tokens(text):
        assert end <= token.span.start < token.span.end <= len(text)
        end = token.span.end
