"""What one source says of one person, as plain frozen values.

A record is never edited. Unknown is `None` (or an empty tuple), never a guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from homeward.dates import BirthDate, PartialDate


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"


class Category(StrEnum):
    """Which rules apply to the sought person."""

    SOLDIER = "soldier"
    CONSCRIPT = "conscript"
    CIVILIAN = "civilian"
    CHILD = "child"
    UNKNOWN = "unknown"


class NameKind(StrEnum):
    """Why a person has this name."""

    CURRENT = "current"
    FORMER = "former"
    MOTHERS_MAIDEN = "mothers_maiden"
    AT_HOME = "at_home"
    CALL_SIGN = "call_sign"
    DOCUMENT_SPELLING = "document_spelling"
    BELIEVED_NEW = "believed_new"


@dataclass(frozen=True, slots=True)
class WrittenName:
    """A name just as a source writes it; the parts only where the source separates them."""

    full: str
    family_name: str | None = None
    given_name: str | None = None
    patronymic: str | None = None
    kind: NameKind = NameKind.CURRENT


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record or document comes from.

    `path` is relative to the folder that was read, with forward slashes. `locator` finds the
    place in the file again: "row 12", "Sheet1 row 12", "line 12", "message 345", or "" for the
    whole file.
    """

    path: str
    locator: str = ""

    def __str__(self) -> str:
        return f"{self.path} ({self.locator})" if self.locator else self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """What one source says of one person."""

    id: str
    name: WrittenName
    other_names: tuple[WrittenName, ...] = ()
    sex: Sex | None = None
    birth_date: BirthDate | None = None
    birth_place: str | None = None
    home: str | None = None
    category: Category = Category.UNKNOWN
    unit: str | None = None
    rank: str | None = None
    marks: str | None = None
    fathers_given_name: str | None = None
    event_date: PartialDate | None = None  # last news, capture, death, transfer: see its source
    event_place: str | None = None
    institution: str | None = None
    siblings: tuple[str, ...] = ()  # their given names
    group: str | None = None  # equal for records that one source puts together (a family, a list)
    origin: Origin | None = None
    cells: Mapping[str, str] = field(default_factory=dict)  # the row as it was, header to text


class DocumentKind(StrEnum):
    """What a document is, as far as its file tells."""

    TEXT = "text"
    POST = "post"
    PAGE = "page"
    ROW = "row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text from a source: a post, a page, a letter, one row of a table.

    A row of a table has its cells (header to text, in order) and, as `text`, the same cells
    written one a line as `header: text`. `posted` is the day the source gives, never guessed.
    `media` are files that belong to it, as its source names them: from the folder of its file.
    """

    origin: Origin
    kind: DocumentKind
    text: str
    posted: date | None = None
    author: str | None = None
    cells: Mapping[str, str] = field(default_factory=dict)
    media: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something that could not be used, with all that is needed to mend it."""

    origin: Origin
    original: str
    reason: str  # a sentence that says what to do


class Role(StrEnum):
    """What a person is in a text."""

    SOUGHT = "sought"
    AUTHOR = "author"
    RELATIVE = "relative"
    FALLEN = "fallen"
    PRISONER = "prisoner"
    WITNESS = "witness"
    OFFICIAL = "official"
    CHILD = "child"  # a child offered for adoption or kept in an institution
    OTHER = "other"


class Polarity(StrEnum):
    """How a text puts a statement."""

    ASSERTED = "asserted"
    DENIED = "denied"
    HEARSAY = "hearsay"


class FieldName(StrEnum):
    """What a text may say of a person. Values are written as the right-hand note says."""

    BIRTH_DATE = "birth_date"  # PartialDate: 1994, 1994-05, 1994-05-17, ????-05-17
    AGE = "age"  # full years: 31 or 30-35
    HOME = "home"  # the place in its normal form where known, else as written
    BIRTH_PLACE = "birth_place"
    UNIT = "unit"
    RANK = "rank"
    CALL_SIGN = "call_sign"
    MARK = "mark"
    RELATION = "relation"  # of the author to the person, a word of relationship: mother, wife, ...
    LAST_CONTACT = "last_contact"  # PartialDate
    EVENT_DATE = "event_date"  # PartialDate
    EVENT_PLACE = "event_place"
    PHONE = "phone"  # E.164; never enters an index
    STATUS = "status"  # missing, captive, dead, wounded, alive, released, deported, ...
    INSTITUTION = "institution"
    SIBLING = "sibling"  # given name
    REGION = "region"
    TRAIT = "trait"
    REFERENCE = "reference"  # number of a letter


@dataclass(frozen=True, slots=True)
class Span:
    """Code points `start` up to, not including, `end` of the original text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words it marks."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class FieldMention:
    """One thing that a text says of a person, and where it says so."""

    name: FieldName
    value: str
    span: Span
    polarity: Polarity = Polarity.ASSERTED
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named in a text.

    `parts` maps family_name, given_name, patronymic, initials to the words as written;
    `forms` are full names in normal form (nominative), the likeliest first.
    """

    span: Span
    role: Role
    parts: Mapping[str, str]
    forms: tuple[str, ...]
    sex: Sex | None = None
    fields: tuple[FieldMention, ...] = ()
    doubtful: bool = False
