"""What `homeward compare` and `homeward score` read: two people, told in a few words each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from homeward.dates import BirthDate, birth_date_from_text
from homeward.datewords import parse_date
from homeward.errors import BadDate, BadInput
from homeward.records import NameKind, PersonRecord, Sex, WrittenName

# What tables write for an empty cell.
NOTHING = frozenset({"", "nan", "nat", "none", "null", "n/a", "na", "-"})
# What stands between a name and another name of the same person.
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_OTHER_NAME = re.compile(
    r"\s/\s|[\s,–-]*\b(?:née|nee|born|formerly|maiden name|married name|a\.?k\.?a\.?|alias|"
    r"also known as|урожд\w*|в девичестве|он же|она же|дошлюбне|у дівоцтві|в дівоцтві|до шлюбу|"
    r"він же|вона ж)(?!\w)[:.\s]*",
    re.IGNORECASE,
)
FEMALE = frozenset({"female", "f", "w", "ж", "жін", "жіноча", "жен", "женский"})
MALE = frozenset({"male", "m", "м", "ч", "чол", "чоловіча", "муж", "мужской"})


def person(number: int, cells: Mapping[str, str]) -> PersonRecord:
    """The first or second person of a pair, from the cells name1, born1, place1, sex1.

    Raises `BadInput`, naming the cell.
    """
    told = {field: cell(cells.get(f"{field}{number}", "")) for field in ("name", "place", "sex")}
    name = told["name"]
    if name is None or not any(letter.isalpha() for letter in name):
        raise BadInput(f"name{number}: there is no name; write at least one word in letters")
    present, *others = written_names(name)
    return PersonRecord(
        id=str(number),
        name=present,
        other_names=tuple(others),
        sex=_sex(told["sex"], f"sex{number}"),
        birth_date=born(cells.get(f"born{number}", ""), f"born{number}"),
        home=told["place"],
    )


def written_names(text: str) -> list[WrittenName]:
    """The name, then what it says of others: «Олена Мельник (Шевченко)», «Olena Melnyk née …»."""
    parts = [*_OTHER_NAME.split(_BRACKETS.sub(" ", text)), *_BRACKETS.findall(text)]
    named = [" ".join(part.split()) for part in parts if any(map(str.isalpha, part))]
    if len(named) < 2:
        return [WrittenName(" ".join(text.split()))]
    return [WrittenName(named[0]), *(WrittenName(n, kind=NameKind.FORMER) for n in named[1:])]


def cell(text: str) -> str | None:
    """A cell without what tables write for nothing."""
    text = text.strip()
    return None if text.lower() in NOTHING else text


@lru_cache(maxsize=1 << 14)
def born(text: str, field: str) -> BirthDate | None:
    """A birth date or age: 1994, 1994-05-17, 17.05.1994, 17 травня 1994, 31@2024-02-17.

    Raises `BadInput`, naming the field.
    """
    known = cell(text)
    if known is None:
        return None
    if known.endswith(".0") and known[:-2].isdigit():  # a year that went through a spreadsheet
        known = known[:-2]
    try:
        return birth_date_from_text(known) if "@" in known or "????" in known else parse_date(known)
    except BadDate as error:
        raise BadInput(f"{field}: {error}") from None


def _sex(text: str | None, field: str) -> Sex | None:
    if text is None:
        return None
    word = text.lower().rstrip(".")
    if word not in FEMALE | MALE:
        raise BadInput(f"{field}: write female or male, or leave it empty")
    return Sex.FEMALE if word in FEMALE else Sex.MALE
