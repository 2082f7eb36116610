"""The world's own cases, genders and patronymics."""

import csv
from pathlib import Path

import pytest

from homeward.world.inflect import decline, feminine, patronymic
from homeward.world.vocabulary import GivenName

with (Path(__file__).parent / "inflected.csv").open(encoding="utf-8", newline="") as file:
    FORMS = list(csv.DictReader(file))


@pytest.mark.parametrize("row", FORMS, ids=lambda row: f"{row['word']}-{row['case']}")
def test_cases(row: dict[str, str]) -> None:
    """Each word of inflected.csv has that form in that case."""
    word = decline(row["word"], row["language"], row["role"], row["sex"], row["case"])

    assert word == row["form"]


@pytest.mark.parametrize(
    ("masculine", "language", "form"),
    [
        ("Коваленко", "uk", "Коваленко"),
        ("Соловйов", "uk", "Соловйова"),
        ("Левицький", "uk", "Левицька"),
        ("Мельник", "uk", "Мельник"),
        ("Осадчий", "uk", "Осадча"),
        ("Кузьмин", "ru", "Кузьмина"),
        ("Левицкий", "ru", "Левицкая"),
        ("Седых", "ru", "Седых"),
    ],
)
def test_a_womans_surname(masculine: str, language: str, form: str) -> None:
    """Adjectives and possessives have a feminine form, nouns do not."""
    assert feminine(masculine, language) == form


@pytest.mark.parametrize(
    ("ru", "uk", "forms"),
    [
        ("Илья", "Ілля", ("Ильич", "Ильинична", "Ілліч", "Іллівна")),
        ("Сергей", "Сергій", ("Сергеевич", "Сергеевна", "Сергійович", "Сергіївна")),
        ("Олег", "Олег", ("Олегович", "Олеговна", "Олегович", "Олегівна")),
        ("Николай", "Микола", ("Николаевич", "Николаевна", "Миколайович", "Миколаївна")),
        ("Виталий", "Віталій", ("Витальевич", "Витальевна", "Віталійович", "Віталіївна")),
    ],
)
def test_patronymics(ru: str, uk: str, forms: tuple[str, str, str, str]) -> None:
    """Sons and daughters in both languages."""
    father = GivenName(ru, uk, "m", "slav")
    made = tuple(patronymic(father, language, sex) for language in ("ru", "uk") for sex in "mf")

    assert made == forms
