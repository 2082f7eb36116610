"""The report speaks three languages, each whole."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

import pytest

from homeward.claims import Axis, Credibility, Reliability
from homeward.records import DocumentKind, Polarity, Role
from homeward.trace.search import NOT_SOUGHT
from homeward.trace.statements import _AXES
from homeward.trace.wording import Language, plural, words

BLANK = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("language", Language)
def test_every_sentence_is_there_with_the_same_blanks(language: Language) -> None:
    """No language lacks a sentence, a blank, or a plural form."""
    for key, english in words(Language.ENGLISH).sentences.items():
        text = words(language).sentences[key]
        forms = 2 if language is Language.ENGLISH else 3
        assert text.strip(), key
        assert set(BLANK.findall(text)) == set(BLANK.findall(english)), key
        assert len(text.split("|")) in {1, forms}, key


@pytest.mark.parametrize("language", Language)
def test_every_value_has_words(language: Language) -> None:
    """Kinds of documents, roles, states and grades can all be told."""
    said = words(language)
    values: list[tuple[str, StrEnum | str]] = [
        *(("kind_", kind) for kind in DocumentKind),
        *(("role_", role) for role in {*Role} - NOT_SOUGHT | {Role.RELATIVE}),
        *(("", polarity) for polarity in Polarity),
        *(("status_", status) for status in _AXES),
        *(("reliability_", grade) for grade in Reliability),
        *(("credibility_", str(grade.value)) for grade in Credibility),
    ]
    assert {f"{prefix}{value}" for prefix, value in values} <= set(said.sentences)
    assert set(_AXES.values()) <= set(Axis)


@pytest.mark.parametrize(
    ("number", "form"), [(1, 0), (2, 1), (4, 1), (5, 2), (11, 2), (12, 2), (21, 0), (22, 1), (0, 2)]
)
def test_plural_forms(number: int, form: int) -> None:
    """1 збіг, 2 збіги, 5 збігів, 11 збігів, 21 збіг."""
    assert plural(Language.UKRAINIAN, number) == form
    assert plural(Language.RUSSIAN, number) == form


def test_numbers_and_days() -> None:
    """Each language writes them as its readers do; a score is never shown as certainty."""
    ukrainian, english = words(Language.UKRAINIAN), words(Language.ENGLISH)

    assert ukrainian("leads_count", n=2) == "2 можливі збіги"
    assert (ukrainian.fraction(0.9999), english.fraction(0.5)) == ("0,99", "0.50")
    assert (ukrainian.number(12345), english.number(12345)) == ("12\u00a0345", "12,345")
    assert ukrainian.day(date(2024, 5, 7)) == "07.05.2024"
    assert english.day(date(2024, 5, 7)) == "7 May 2024"


@pytest.mark.parametrize(
    ("locator", "told"),
    [
        ("row 12", "рядок 12"),
        ("Запити row 4", "Запити рядок 4"),
        ("chat -100 message 345", "чат -100 повідомлення 345"),
        ("line 7 from character 900", "рядок 7 з символу 900"),
        ("item 3", "запис 3"),
        ("R-17", "R-17"),
    ],
)
def test_places_are_told_in_the_readers_language(locator: str, told: str) -> None:
    """A reader who knows no English finds the row or the message."""
    assert words(Language.UKRAINIAN).locator(locator) == told
    assert words(Language.ENGLISH).locator(locator) == locator
