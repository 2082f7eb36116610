"""What a family reads."""

from __future__ import annotations

import re

import pytest

from homeward.match import LANGUAGES, Language, compare, explain
from homeward.match.features import Feature
from homeward.match.sentences import catalogue, plural, sentence, shown_date
from homeward.match.weights import rows
from homeward.records import Category

from .people import someone

POSSIBLY = {"uk": "ожлив", "ru": "озможн", "en": "ossibl"}
PAIRS = [
    ("Гнатюк Остап Романович", "1990-05-17", "Hnatiuk Ostap Romanovych", "1990-05-17"),
    ("Гнатюк Остап Романович", "1990-05-17", "Тимчук Іван Степанович", "1970-05-17"),
    ("Коваленко Софія Андріївна", "2015-03-04", "Морозова София Сергеевна", "2015-03-04"),
    ("Коваленко Софія Андріївна", "2015-03-04", "Коваленко Софія Андріївна", "2012-03-09"),
    ("Бондар Андрій Олегович", "2011-04-09", "Бондар Ілля Олегович", "2011-04-09"),
    ("Гнатюк", None, "Гнатюк О. Р.", None),
]
FIELD = re.compile(r"\{(\w+)")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_level_has_a_sentence(lang: Language) -> None:
    """No level of the table is without words in any language."""
    for row in rows():
        assert catalogue()[f"{row.feature}.{row.level}"][lang]
    for feature in Feature:
        assert sentence(f"feature.{feature}", lang)


@pytest.mark.rule("R35")
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("pair", PAIRS)
def test_always_possible_never_certain(
    lang: Language, pair: tuple[str, str | None, str, str | None]
) -> None:
    """A match is only ever possible: the summary says so, and no chance is 0 or 100."""
    ours, born, theirs, their_born = pair
    told = explain(compare(someone(ours, born), someone(theirs, their_born)), lang)

    assert POSSIBLY[lang] in told.summary
    assert not re.search(r"\b(0|100)[ .%](?!таких|pairs|пар)", told.summary)
    assert "{" not in "".join((*told.agrees, *told.differs, *told.unknown, told.summary))


@pytest.mark.rule("R35")
def test_agrees_differs_unknown() -> None:
    """A candidate says what agrees, what differs and what is unknown."""
    told = explain(
        compare(
            someone("Гнатюк Остап Романович", "1990-05-17"), someone("Hnatiuk Taras", home="Київ")
        ),
        "en",
    )

    assert any("family name is the same" in text for text in told.agrees)
    assert any("given names differ" in text for text in told.differs)
    assert any(text.startswith("Birth date") for text in told.unknown)
    assert any(text.startswith("Patronymic") for text in told.unknown)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_equal_values_are_said_once(lang: Language) -> None:
    """«Харків» і «Харків» is said as «Харків»."""
    one = someone("Гнатюк Остап", "1990", home="Харків (2)")

    told = explain(compare(one, one), lang)

    assert all(text.count("Харків (2)") == 1 for text in told.agrees if "Харків" in text)
    assert all(text.count("1990") == 1 for text in told.agrees if "1990" in text)


def test_a_lead_under_a_changed_identity_says_so() -> None:
    """The reader learns that the name may have been changed, and that people check."""
    child = someone("Коваленко Софія Андріївна", "2015-03-04", category=Category.CHILD)
    found = compare(child, someone("Морозова София Сергеевна", "2015-03-04"))

    assert "зміненим ім'ям" in explain(found, "uk").summary
    assert "изменённым именем" in explain(found, "ru").summary
    assert "changed name" in explain(found, "en").summary


def test_relatives_are_named_as_such() -> None:
    """Twins are explained as a family, not as a weak match."""
    found = compare(
        someone("Бондар Андрій Олегович", "2011-04-09"),
        someone("Бондар Ілля Олегович", "2011-04-09"),
    )

    assert "of one family" in explain(found, "en").summary


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_languages_fill_in_the_same(code: str) -> None:
    """A sentence fills in the same values in all three languages."""
    row = catalogue()[code]

    assert set(FIELD.findall(row["uk"])) == set(FIELD.findall(row["ru"]))
    assert set(FIELD.findall(row["uk"])) == set(FIELD.findall(row["en"]))


@pytest.mark.parametrize(
    ("number", "form"),
    [(1, "рік"), (2, "роки"), (4, "роки"), (5, "років"), (11, "років"), (12, "років"),
     (14, "років"), (20, "років"), (21, "рік"), (22, "роки"), (25, "років"), (111, "років")],
)  # fmt: skip
def test_plurals(number: int, form: str) -> None:
    """1 рік, 2 роки, 5 років; 11 to 14 are many."""
    assert plural(number, ["рік", "роки", "років"], "uk") == form


def test_plural_in_english() -> None:
    """1 year, 2 years."""
    assert [plural(n, ["year", "years"], "en") for n in (1, 2, 21)] == ["year", "years", "years"]


@pytest.mark.parametrize(
    ("stored", "lang", "shown"),
    [
        ("1994-05-17", "uk", "17.05.1994"),
        ("1994-05", "ru", "05.1994"),
        ("1994", "uk", "1994"),
        ("????-05-17", "en", "17 May ????"),
        ("1994-05-17", "en", "17 May 1994"),
        ("31@2024-02-17", "uk", "31 рік на 17.02.2024"),
        ("30-35@2024-02-17", "en", "aged 30 to 35 on 17 February 2024"),
    ],
)
def test_dates_are_shown_as_people_write_them(stored: str, lang: Language, shown: str) -> None:
    """No reader has to know how dates are stored."""
    assert shown_date(stored, lang) == shown
