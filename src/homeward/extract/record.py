"""A mention as a record, so that it can be matched. Phones never enter it."""

from __future__ import annotations

from datetime import date

from homeward.dates import AgeAt, BirthDate, PartialDate
from homeward.errors import BadDate
from homeward.records import (
    Category,
    FieldMention,
    FieldName,
    Mention,
    NameKind,
    Origin,
    PersonRecord,
    Polarity,
    Role,
    WrittenName,
)

_SIBLING_WORDS = frozenset(("brother", "sister", "siblings"))


def record_of(
    mention: Mention,
    *,
    id: str,  # noqa: A002  the name of the record's field
    surface: str | None = None,
    origin: Origin | None = None,
    posted: date | None = None,
    group: str | None = None,
) -> PersonRecord:
    """What one text says of one person.

    The name is the likeliest normal form; other forms and, if given, the `surface` as written
    are kept as other names. An age counts at `posted`; a day without a year is the last such
    day before `posted`. Statements that the text denies are left out.
    """
    said = [found for found in mention.fields if found.polarity is not Polarity.DENIED]
    return PersonRecord(
        id=id,
        name=_name(mention, surface),
        other_names=_other_names(mention, surface, said),
        sex=mention.sex,
        birth_date=_birth_date(said, posted),
        birth_place=_first(said, FieldName.BIRTH_PLACE),
        home=_first(said, FieldName.HOME) or _first(said, FieldName.REGION),
        category=_category(mention, said),
        unit=_first(said, FieldName.UNIT),
        rank=_first(said, FieldName.RANK),
        marks=_joined(said, FieldName.MARK),
        event_date=_event_date(said, posted),
        event_place=_first(said, FieldName.EVENT_PLACE),
        institution=_first(said, FieldName.INSTITUTION),
        siblings=tuple(v for v in _all(said, FieldName.SIBLING) if v not in _SIBLING_WORDS),
        group=group,
        origin=origin,
    )


def _name(mention: Mention, surface: str | None) -> WrittenName:
    return WrittenName(mention.forms[0] if mention.forms else surface or _as_written(mention))


def _as_written(mention: Mention) -> str:
    return " ".join(mention.parts.values())


def _other_names(
    mention: Mention, surface: str | None, said: list[FieldMention]
) -> tuple[WrittenName, ...]:
    written = [surface or _as_written(mention), *mention.forms[1:]]
    main = mention.forms[0] if mention.forms else ""
    names = [
        WrittenName(full, kind=NameKind.DOCUMENT_SPELLING)
        for full in dict.fromkeys(written)
        if full and full != main
    ]
    calls = [WrittenName(v, kind=NameKind.CALL_SIGN) for v in _all(said, FieldName.CALL_SIGN)]
    return (*names, *calls)


def _all(said: list[FieldMention], name: FieldName) -> list[str]:
    return list(dict.fromkeys(found.value for found in said if found.name is name))


def _first(said: list[FieldMention], name: FieldName) -> str | None:
    """The first value that is not doubtful; else the first."""
    sure = [found.value for found in said if found.name is name and not found.doubtful]
    return next(iter(sure or _all(said, name)), None)


def _joined(said: list[FieldMention], name: FieldName) -> str | None:
    return "; ".join(_all(said, name)) or None


def _birth_date(said: list[FieldMention], posted: date | None) -> BirthDate | None:
    told = _first(said, FieldName.BIRTH_DATE)
    if told:
        return PartialDate.from_iso(told)
    age = _first(said, FieldName.AGE)
    if age is None or posted is None:
        return None
    low, _, high = age.partition("-")
    try:
        return AgeAt(int(low), int(high or low), posted)
    except BadDate:
        return None


def _event_date(said: list[FieldMention], posted: date | None) -> PartialDate | None:
    told = _first(said, FieldName.EVENT_DATE) or _first(said, FieldName.LAST_CONTACT)
    return _with_year(PartialDate.from_iso(told), posted) if told else None


def _with_year(told: PartialDate, posted: date | None) -> PartialDate:
    """A day without a year is the last such day up to the post's own date."""
    if told.year is not None or posted is None or told.month is None:
        return told
    later = (told.month, told.day or 1) > (posted.month, posted.day)
    try:
        return PartialDate(posted.year - later, told.month, told.day)
    except BadDate:
        return told


def _category(mention: Mention, said: list[FieldMention]) -> Category:
    if mention.role is Role.CHILD or _is_minor(said):
        return Category.CHILD
    service = (FieldName.UNIT, FieldName.RANK, FieldName.CALL_SIGN)
    if any(found.name in service for found in said):
        return Category.SOLDIER
    return Category.UNKNOWN


def _is_minor(said: list[FieldMention]) -> bool:
    age = _first(said, FieldName.AGE)
    return age is not None and int(age.partition("-")[2] or age) < 18
