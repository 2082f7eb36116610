"""The names in a row, just as they are written there."""

from __future__ import annotations

import re
from dataclasses import replace

from homeward.interchange.columns import Cells
from homeward.records import NameKind, WrittenName
from homeward.sources.headers import Column

_SEVERAL = re.compile(r"[;\n/]")
_OTHERS = (
    (Column.FORMER_NAME, NameKind.FORMER),
    (Column.MOTHERS_MAIDEN_NAME, NameKind.MOTHERS_MAIDEN),
    (Column.HOME_NAME, NameKind.AT_HOME),
    (Column.CALL_SIGN, NameKind.CALL_SIGN),
    (Column.OTHER_NAME, NameKind.DOCUMENT_SPELLING),
    (Column.NEW_NAME, NameKind.BELIEVED_NEW),
)
_IS_FAMILY_NAME = frozenset({NameKind.FORMER, NameKind.MOTHERS_MAIDEN})


def name_of(cells: Cells) -> WrittenName | None:
    """The name, in one cell or in three; `None` if no cell with a letter holds it."""
    whole = cells.first(Column.NAME, Column.NAME_AND_BIRTH)
    family, given = cells.first(Column.FAMILY_NAME), cells.first(Column.GIVEN_NAME)
    patronymic = cells.first(Column.PATRONYMIC)
    if whole is None and given is None and patronymic is None and family and " " in family:
        whole, family = family, None  # a column called "surname" that holds whole names
    parts = [part for part in (family, given, patronymic) if part]
    full = " ".join((whole or " ".join(parts)).split())
    if not any(map(str.isalpha, full)):
        return None
    return WrittenName(full, family, given, patronymic)


def other_names(cells: Cells) -> tuple[WrittenName, ...]:
    """Former, home, believed new names, call signs and other spellings."""
    return tuple(
        _other(" ".join(written.split()), kind)
        for column, kind in _OTHERS
        for cell in cells.every(column)
        for written in _SEVERAL.split(cell)
        if any(map(str.isalnum, written))
    )


def _other(written: str, kind: NameKind) -> WrittenName:
    name = WrittenName(written, kind=kind)
    is_one_word = kind in _IS_FAMILY_NAME and " " not in written
    return replace(name, family_name=written) if is_one_word else name
