"""What the columns of a list hold, by their headers in Ukrainian, Russian or English.

The dictionary is `data/headers.csv`. Case, punctuation, apostrophes and look-alike letters of
the other script are folded; what stands in brackets and words such as "of the missing person"
are dropped.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz import process
from rapidfuzz.distance import OSA


class Column(StrEnum):
    """What a column says of the person in its row."""

    ID = "id"
    NAME = "name"
    NAME_AND_BIRTH = "name_and_birth"
    FAMILY_NAME = "family_name"
    GIVEN_NAME = "given_name"
    PATRONYMIC = "patronymic"
    FORMER_NAME = "former_name"
    NEW_NAME = "new_name"
    OTHER_NAME = "other_name"
    HOME_NAME = "home_name"
    CALL_SIGN = "call_sign"
    FATHERS_GIVEN_NAME = "fathers_given_name"
    MOTHERS_MAIDEN_NAME = "mothers_maiden_name"
    BIRTH_DATE = "birth_date"
    BIRTH_DATE_AND_PLACE = "birth_date_and_place"
    AGE = "age"
    WRITTEN_ON = "written_on"  # the day the row was written: an age counts from it
    SEX = "sex"
    BIRTH_PLACE = "birth_place"
    HOME = "home"
    CATEGORY = "category"
    UNIT = "unit"
    RANK = "rank"
    EVENT_DATE = "event_date"
    EVENT_DATE_AND_PLACE = "event_date_and_place"
    EVENT_PLACE = "event_place"
    MARKS = "marks"
    INSTITUTION = "institution"
    SIBLINGS = "siblings"
    GROUP = "group"
    ENQUIRER = "enquirer"  # who asks, and how to reach them: never part of the person's record
    POST = "post"  # the words of a post: then the table is a list of posts, not of people
    REQUEST_NUMBER = "request_number"  # several people may stand under one
    RUNNING_NUMBER = "running_number"  # of the row, may begin again in each part of a list


_IGNORED = "ignored_word"
_LONG_ENOUGH = 9  # letters; among shorter headers one letter parts `місто` from `місце`
_BRACKETS = re.compile(r"[(\[].*?[)\]]")
_NO_WORD = re.compile(r"[\W_]+")
_APOSTROPHES = re.compile("['’ʼ`´‘\"]")
_TWINS = str.maketrans("авсеёнкмортухіїґ", "abceehkmoptyxiiг")
_CONNECTIVES = frozenset(
    word.translate(_TWINS) for word in ("та", "і", "й", "и", "або", "или", "and", "or", "of", "the")
)


def column_of(header: str) -> Column | None:
    """What a column with this header holds; `None` if the dictionary does not know it."""
    return _column_of(header) if 0 < len(header) <= 120 else None


@lru_cache(maxsize=4096)
def _column_of(header: str) -> Column | None:
    without_brackets = _BRACKETS.sub(" ", header)
    for spelling in (header, without_brackets, without_brackets.split("/")[0]):
        folded = fold(spelling)
        for words in (folded, _without_ignored(folded)):
            if found := _dictionary().get(words) or _one_slip_away(words):
                return found
    return None


def _one_slip_away(folded: str) -> Column | None:
    """The header with one letter wrong, missing, too many or swapped, if it is long enough."""
    if len(folded) < _LONG_ENOUGH:
        return None
    found = process.extractOne(folded, _dictionary().keys(), scorer=OSA.distance, score_cutoff=1)
    return _dictionary()[found[0]] if found else None


def fold(header: str) -> str:
    """The header as it is compared: `П.І.Б.` and Latin `ПIБ` are one."""
    plain = unicodedata.normalize("NFKC", header.replace("№", "#").replace("#", " numbersign "))
    plain = _APOSTROPHES.sub("", plain.casefold()).translate(_TWINS)
    words = _NO_WORD.sub(" ", plain).split()
    if len(words) > 1 and all(len(word) == 1 for word in words):
        return "".join(words)  # initials
    return " ".join(word for word in words if word not in _CONNECTIVES)


def _without_ignored(folded: str) -> str:
    return " ".join(_ignored().sub(" ", folded).split())


@cache
def _table() -> tuple[Mapping[str, str], ...]:
    with (files("homeward.data") / "headers.csv").open(encoding="utf-8") as table:
        return tuple(csv.DictReader(table))


@cache
def _dictionary() -> Mapping[str, Column]:
    return {
        fold(row["header"]): Column(row["column"]) for row in _table() if row["column"] != _IGNORED
    }


@cache
def _ignored() -> re.Pattern[str]:
    phrases = sorted(
        (fold(row["header"]) for row in _table() if row["column"] == _IGNORED), key=len
    )
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, reversed(phrases)))})\b")
