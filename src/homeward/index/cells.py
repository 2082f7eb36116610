"""Cells of a table in the one way of writing that the index keeps."""

from __future__ import annotations

import re

from homeward.dates import PartialDate, birth_date_from_text
from homeward.errors import BadDate
from homeward.records import Sex

DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?(Z|\+00:?00)?$")
WRITTEN_SEXES = {
    "female": Sex.FEMALE,
    "f": Sex.FEMALE,
    "w": Sex.FEMALE,
    "ж": Sex.FEMALE,
    "жін": Sex.FEMALE,
    "жіноча": Sex.FEMALE,
    "жен": Sex.FEMALE,
    "женский": Sex.FEMALE,
    "male": Sex.MALE,
    "m": Sex.MALE,
    "м": Sex.MALE,
    "ч": Sex.MALE,
    "чол": Sex.MALE,
    "чоловіча": Sex.MALE,
    "муж": Sex.MALE,
    "мужской": Sex.MALE,
}


def birth_text(text: str | None) -> str | None:
    """A birth date or age in its written form; `None` where there is none to be read."""
    if text is None:
        return None
    try:
        return str(birth_date_from_text(_iso(text)))
    except BadDate:
        return None


def event_text(text: str | None) -> str | None:
    """A date in its written form; `None` where there is none to be read."""
    if text is None:
        return None
    try:
        return str(PartialDate.from_iso(_iso(text)))
    except BadDate:
        return None


def _iso(text: str) -> str:
    bare = MIDNIGHT.sub("", text.strip())
    written = DAY_FIRST.fullmatch(bare)
    return f"{written[3]}-{int(written[2]):02}-{int(written[1]):02}" if written else bare


def sex_text(text: str | None) -> str | None:
    """`female` or `male`; `None` for everything else."""
    return None if text is None else WRITTEN_SEXES.get(text.lower().rstrip("."))


def is_after(dates: str | None) -> str | None:
    """`yes` if in `birth/event` the birth surely lies after the event."""
    if dates is None:
        return None
    birth, _, event = dates.partition("/")
    born, happened = birth_date_from_text(birth).range(), PartialDate.from_iso(event).range()
    after = born is not None and happened is not None and born.first > happened.last
    return "yes" if after else None
