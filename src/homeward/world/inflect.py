"""Cases and genders of names in Ukrainian and Russian, by the world's own table of endings.

The engine has rules of its own; the two share nothing, so that one can test the other.
"""

from __future__ import annotations

from functools import cache

from homeward.world.rows import table
from homeward.world.vocabulary import GivenName, Surname

CASES = ("nom", "gen", "dat", "acc", "ins", "loc", "voc")
CONSONANTS = "бвгґджзйклмнпрстфхцчшщ"
VOWELS = "аеиоуыэюяєіїь"
ANY_CONSONANT = "*"
OGLY = "оглы"


@cache
def endings(language: str, role: str, sex: str) -> tuple[dict[str, str], ...]:
    """Rows of the table for one kind of name, the longest ending first."""
    rows = [
        row
        for row in table("endings")
        if (row["language"], row["role"], row["sex"]) == (language, role, sex)
    ]
    return tuple(sorted(rows, key=lambda row: (row["ending"] == "*", -len(row["ending"]))))


@cache
def decline(word: str, language: str, role: str, sex: str, case: str) -> str:
    """The word in a case; unchanged where the table has no ending for it."""
    if case == "nom" or language not in ("uk", "ru"):
        return word
    for row in endings(language, role, sex):
        ending = row["ending"]
        if ending == ANY_CONSONANT and word[-1:] in CONSONANTS:
            return word + row[case]
        if word.endswith(ending) and (len(word) > len(ending) or ending[0].isupper()):
            return word[: len(word) - len(ending)] + row[case]
    return word


@cache
def feminine(masculine: str, language: str) -> str:
    """A woman's form of a surname."""
    for row in table("feminine_surnames"):
        if row["language"] == language and masculine.endswith(row["masculine"]):
            return masculine[: -len(row["masculine"])] + row["feminine"]
    return masculine


def surname_form(surname: Surname, language: str, sex: str, case: str = "nom") -> str:
    masculine = surname.uk if language == "uk" else surname.ru
    if sex == "m":
        return decline(masculine, language, "surname", "m", case)
    form = feminine(masculine, language)
    role = "surname" if form == masculine else "adjective"
    return decline(form, language, role, "f", case)


def given_form(given: GivenName, language: str, case: str = "nom") -> str:
    word = given.uk if language == "uk" else given.ru
    return decline(word, language, "given", given.sex, case)


@cache
def _irregular(father: str) -> dict[str, str] | None:
    return next((row for row in table("patronymics") if row["father"] == father), None)


def patronymic(father: GivenName, language: str, sex: str, case: str = "nom") -> str:
    """The patronymic of a child of that father."""
    row = _irregular(father.ru)
    if row:
        word = row[f"{language}_{'son' if sex == 'm' else 'daughter'}"]
    else:
        word = _regular(father.uk if language == "uk" else father.ru, language, sex)
    return decline(word, language, "patronymic", sex, case)


def _regular(father: str, language: str, sex: str) -> str:
    son, daughter = ("ович", "овна") if language == "ru" else ("ович", "івна")
    if language == "ru":
        if father.endswith("ий"):
            return father[:-2] + ("ьевич" if sex == "m" else "ьевна")
        if father[-1] in "йьья":
            return father[:-1] + ("евич" if sex == "m" else "евна")
    elif father[-1] == "й":
        return father + "ович" if sex == "m" else father[:-1] + "ївна"
    stem = father
    while stem[-1] in VOWELS and len(stem) > 2:
        stem = stem[:-1]
    return stem + (son if sex == "m" else daughter)


def eastern_patronymic(father: GivenName, language: str, sex: str) -> str:
    """As families of Azerbaijan and Dagestan write it; it has no cases."""
    child = {("ru", "m"): OGLY, ("ru", "f"): "кызы", ("uk", "m"): "огли", ("uk", "f"): "кизи"}
    return f"{father.uk if language == 'uk' else father.ru} {child[language, sex]}"
