"""What the report says in Ukrainian, Russian and English: data/trace_words.csv."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Language(StrEnum):
    UKRAINIAN = "uk"
    RUSSIAN = "ru"
    ENGLISH = "en"


# The words in a locator, as the readers of the sources write it.
_PLACE = re.compile(r"\b(row|line|item|message|chat|from character)(?= -?\d)")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language."""

    language: Language
    sentences: dict[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """A sentence with its blanks filled in; with `n`, in the right plural form."""
        text = self.sentences[key]
        number = values.get("n")
        if isinstance(number, int):
            forms = text.split("|")
            text = forms[min(plural(self.language, number), len(forms) - 1)]
            values["n"] = self.number(number)
        return text.format(**values)

    def number(self, number: int) -> str:
        """Digits in groups of three: 1 234 567, in English 1,234,567."""
        separator = "," if self.language is Language.ENGLISH else "\u00a0"
        return f"{number:,}".replace(",", separator)

    def fraction(self, share: float) -> str:
        """Two decimals, never rounded up to a certainty that the score has not."""
        text = f"{min(share, 0.99):.2f}"
        return text if self.language is Language.ENGLISH else text.replace(".", ",")

    def locator(self, locator: str) -> str:
        """The place in a file (row 12, message 345) in this language."""
        return _PLACE.sub(lambda found: self(f"place_{found[1].split()[-1]}"), locator)

    def day(self, day: date) -> str:
        """17.02.2024; in English 17 Feb 2024."""
        if self.language is Language.ENGLISH:
            return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        return f"{day:%d.%m.%Y}"


def plural(language: Language, number: int) -> int:
    """Which form of a word goes with a number: 0 one, 1 few, 2 many (English: 0 or 1)."""
    if language is Language.ENGLISH:
        return int(number != 1)
    ones, tens = number % 10, number % 100
    if ones == 1 and tens != 11:
        return 0
    return 1 if 2 <= ones <= 4 and not 12 <= tens <= 14 else 2


@cache
def words(language: Language) -> Words:
    """All sentences of a language."""
    with (files("homeward.data") / "trace_words.csv").open(encoding="utf-8") as table:
        return Words(language, {row["key"]: row[language.value] for row in csv.DictReader(table)})
