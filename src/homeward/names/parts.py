"""What a parsed name consists of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from homeward.records import Sex, Span
from homeward.text import Script


class PartRole(StrEnum):
    FAMILY = "family_name"
    GIVEN = "given_name"
    PATRONYMIC = "patronymic"
    PARTICLE = "particle"


class Case(StrEnum):
    """Grammatical case of a name in Ukrainian or Russian."""

    NOMINATIVE = "nominative"
    GENITIVE = "genitive"
    DATIVE = "dative"
    ACCUSATIVE = "accusative"
    INSTRUMENTAL = "instrumental"
    LOCATIVE = "locative"
    VOCATIVE = "vocative"


class NamePart(NamedTuple):
    """One word of a name under one reading.

    `forms` are nominative normal forms in lower case, likeliest first; `keys` are their folds,
    `key` the first of them; `ids` are concepts of the graph of given names (for a patronymic
    those of the father's name). A tuple, because a register has millions of them.
    """

    role: PartRole
    text: str
    span: Span
    forms: tuple[str, ...]
    key: str
    skeleton: str
    ids: tuple[int, ...] = ()
    initial: bool = False
    case: Case | None = None
    sex: Sex | None = None
    keys: tuple[str, ...] = ()


Parts = tuple[NamePart, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a name; the weights of all readings of a name add up to 1."""

    parts: tuple[NamePart, ...]
    sex: Sex | None
    weight: float

    def of(self, role: PartRole) -> Parts:
        """Its parts in one role, in the order of the text."""
        return tuple([part for part in self.parts if part.role is role])

    def first(self, role: PartRole) -> NamePart | None:
        """The part in one role, if there is one."""
        for part in self.parts:
            if part.role is role:
                return part
        return None


@dataclass(frozen=True, slots=True)
class ParsedName:
    """A name with all its readings, the likeliest first, never none."""

    text: str
    script: Script
    language: str | None  # "uk", "ru", "en"; None where letters and names do not tell
    readings: tuple[Reading, ...]

    @property
    def best(self) -> Reading:
        return self.readings[0]


class TokenAnalysis(NamedTuple):
    """One way to understand one word.

    `weight` compares analyses of one word: how often a word of this shape is meant so.
    `known` tells that the normal form is in a table of names. A tuple, for the same reason.
    """

    role: PartRole
    case: Case | None
    sex: Sex | None
    form: str
    key: str
    ids: tuple[int, ...]
    weight: float
    known: bool
