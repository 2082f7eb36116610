"""Reading names: every case of the table that a linguist edits, and properties."""

import csv
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from homeward.errors import BadInput
from homeward.names import PartRole, parse_name, parse_written
from homeward.records import WrittenName

CASES = Path(__file__).parents[1] / "accuracy" / "names_parse.csv"


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"])
def test_parts_of_a_name(case: dict[str, str]) -> None:
    """The likeliest reading has the parts, sex and case that the table states."""
    best = parse_name(case["name"]).best
    for role in (PartRole.FAMILY, PartRole.GIVEN, PartRole.PATRONYMIC):
        wanted = case[role.value]
        found = " ".join(part.forms[0] for part in best.of(role))
        assert found == wanted, f"{role}: {case['why']}"
    if case["sex"]:
        assert best.sex == case["sex"]
    if case["case"]:
        assert best.parts[0].case == case["case"]


def test_too_long_a_name_is_refused() -> None:
    """Ten thousand characters are no name, and the error does not repeat them."""
    with pytest.raises(BadInput, match="500"):
        parse_name("а" * 10_000)


@given(st.text(max_size=60))
@example("ʹ‘")  # apostrophes alone
def test_any_text_has_a_reading(text: str) -> None:
    """Emoji, marks of direction, emptiness: a defined reading whose spans lie in the text."""
    name = parse_name(text)
    assert name.readings
    for reading in name.readings:
        for part in reading.parts:
            assert part.span.of(text) == part.text
            assert part.forms
            assert part.key


def test_a_patronymic_in_the_full_name_counts_when_only_other_parts_are_told() -> None:
    """A form with the family name and given name apart keeps the patronymic of the full name."""
    told = WrittenName("Астрейко Віталій Анатолійович", "Астрейко", "Віталій")
    family_untold = WrittenName("Астрейко Віталій Анатолійович", given_name="Віталій")
    surname_in_vich = WrittenName("Некрашевич Віталій", given_name="Віталій")

    assert _roles(told)["Анатолійович"] is PartRole.PATRONYMIC
    assert _roles(family_untold)["Анатолійович"] is PartRole.PATRONYMIC
    assert _roles(family_untold)["Астрейко"] is PartRole.FAMILY
    assert _roles(surname_in_vich)["Некрашевич"] is PartRole.FAMILY


def _roles(name: WrittenName) -> dict[str, PartRole]:
    return {part.text: part.role for part in parse_written(name).best.parts}


@pytest.mark.parametrize(
    ("text", "language", "form"),
    [
        ("Деркача Леонгарда Савовича", "uk", "деркач леонгард савович"),
        ("Гулак-Пузирного Якова Юхимовича", "uk", "гулак-пузирний яків юхимович"),
        ("Сокірку Федором Лукичем", "uk", "сокірку федір лукич"),
        ("Кривошиї Майї Іванівні", "uk", "кривошия майя іванівна"),
        ("Чубчика Айдара Маратовича", "ru", "чубчик айдар маратович"),
        ("Лопушняком Тимуром Абдул-Кадировичем", "ru", "лопушняк тимур абдул-кадирович"),
        ("Гордиенко Матрёне Фомичне", "ru", "гордиенко матрёна фомична"),
    ],
)
def test_bent_names_lead_back(text: str, language: str, form: str) -> None:
    """Beside a patronymic each part is bent alike, also a given name that no table has."""
    best = parse_name(text, language).best

    assert " ".join(part.forms[0] for part in best.parts) == form
