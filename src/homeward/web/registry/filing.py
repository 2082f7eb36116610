"""What a family fills in, and what is wrong with it, field by field."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from homeward.dates import DateRange, PartialDate, birth_date_from_text
from homeward.errors import BadDate, BadInput
from homeward.records import Category, Sex
from homeward.web.access.fields import FIELDS, Part
from homeward.web.registry.purposes import TEXT_VERSION, Purpose

LONGEST, LONGEST_LINES, LONGEST_STORY = 200, 2_000, 20_000
LINES = frozenset({
    "other_names", "document_spelling", "marks", "siblings", "belief",
})  # fmt: skip
DATES = frozenset({"birth_date", "event_date", "date_left"})
NEEDED = ("name", "sex", "birth_date", "relationship", "event_date")
RELATIONSHIPS = (
    "mother", "father", "wife", "husband", "partner", "sister", "brother", "daughter", "son",
    "grandmother", "grandfather", "aunt", "uncle", "cousin", "guardian", "fellow_soldier",
    "friend", "neighbour", "self", "other",
)  # fmt: skip


LAST_NEWS = ("call", "message", "seen", "named_by_others")
# What a family may believe, and what the claim says that it becomes: axis and said.
CLAIMED: Mapping[str, tuple[str, str]] = {
    "captive": ("captivity", "captive"),
    "held": ("whereabouts", "held"),
    "hospital": ("whereabouts", "hospital"),
    "institution": ("whereabouts", "institution"),
    "other_name": ("identity", "other_name"),
    "dead": ("fate", "dead"),
}
BELIEFS = ("belief_kind", "belief")


class UnusableFiling(BadInput):
    """Some fields cannot be used: `problems` gives field to a code of what is wrong.

    Codes: missing, too_long, no_date, in_the_future, before_birth, no_choice, unknown_field,
    no_name, no_consent.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__(f"these fields cannot be used: {', '.join(sorted(problems))}")


@dataclass(frozen=True, slots=True, repr=False)
class Filing:
    """One request as it comes from the form.

    `people` has one mapping a sought person and `values` what concerns the whole request; both
    from names of `access.fields` to text (`siblings` and `other_names`: one a line). Dates are
    written as in `homeward.dates`.
    """

    people: tuple[Mapping[str, str], ...]
    language: str
    values: Mapping[str, str] = field(default_factory=dict)
    consents: frozenset[Purpose] = frozenset()
    second_word: str = ""
    request: uuid.UUID | None = None  # the id, where one was chosen for files handed in before
    files: tuple[tuple[uuid.UUID, str], ...] = ()  # of `uploads`, with their kinds
    text_version: str = TEXT_VERSION
    # Told by one who may not read what was told before: "before the birth" would tell it (R28).
    dates_apart: bool = False


def check(filing: Filing) -> None:
    """Raise `UnusableFiling` with all problems at once; the codes are put in words by the page."""
    problems = problems_of(filing.values)
    for person in filing.people:
        problems |= person_problems(person)
    if filing.dates_apart and problems.get("event_date") == "before_birth":
        del problems["event_date"]
    if not filing.people:
        problems["name"] = "missing"
    if not filing.consents:
        problems["consents"] = "no_consent"
    if problems:
        raise UnusableFiling(problems)


def person_problems(values: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with what is told of one sought person."""
    missing = {name: "missing" for name in NEEDED if not values.get(name, "").strip()}
    return missing | problems_of(values)


def require_usable(told: Mapping[str, object]) -> None:
    """Raise `UnusableFiling` for what was sealed elsewhere and makes no sense as a request."""
    texts = {name: text for name, text in told.items() if isinstance(text, str)}
    problems = dict.fromkeys(told.keys() - texts.keys(), "no_text") | person_problems(texts)
    if problems:
        raise UnusableFiling(problems)


def category_of(values: Mapping[str, str]) -> Category:
    """As the family says; but whoever may be under 18 today is a child, whatever it says.

    The rules for children must not be left to whoever files (R23).
    """
    if _may_be_under_18(values.get("birth_date", "").strip()):
        return Category.CHILD
    return Category(values.get("category", "").strip() or Category.UNKNOWN)


def _may_be_under_18(born: str) -> bool:
    days = birth_date_from_text(born).range() if born else None
    if days is None:
        return False
    latest, today = days.last, _today()
    birthday_is_to_come = (today.month, today.day) < (latest.month, latest.day)
    return today.year - latest.year - birthday_is_to_come < 18


def problems_of(values: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with single fields; empty ones are fine."""
    found = {name: _problem(name, text.strip()) for name, text in values.items() if text.strip()}
    found |= _order_of_dates(values, found)
    return {name: problem for name, problem in found.items() if problem}


def _problem(name: str, text: str) -> str:
    if name not in FIELDS or FIELDS[name].part is Part.ANSWER:
        return "unknown_field"
    if len(text) > _longest(name):
        return "too_long"
    if name in _CHOICES:
        return "" if text in _CHOICES[name] else "no_choice"
    if name in {"name", "family_name", "given_name", "patronymic"}:
        return "" if any(sign.isalpha() for sign in text) else "no_name"
    return _date_problem(name, text) if name in DATES else ""


def _longest(name: str) -> int:
    if FIELDS[name].part is Part.CONFIDENCE:
        return LONGEST_STORY
    return LONGEST_LINES if name in LINES else LONGEST


_CHOICES: Mapping[str, frozenset[str]] = {
    "sex": frozenset(Sex),
    "category": frozenset(Category),
    "relationship": frozenset(RELATIONSHIPS),
    "last_news_kind": frozenset(LAST_NEWS),
    "belief_kind": frozenset(CLAIMED),
}


def _days(name: str, text: str) -> DateRange | None:
    read = birth_date_from_text if name == "birth_date" else PartialDate.from_iso
    return read(text).range()


def _date_problem(name: str, text: str) -> str:
    try:
        days = _days(name, text)
    except BadDate:
        return "no_date"
    return "in_the_future" if days and days.first > _today() else ""


def _order_of_dates(values: Mapping[str, str], found: Mapping[str, str]) -> dict[str, str]:
    born, lost = values.get("birth_date", "").strip(), values.get("event_date", "").strip()
    if not born or not lost or found.get("birth_date") or found.get("event_date"):
        return {}
    birth, loss = _days("birth_date", born), _days("event_date", lost)
    late = birth is not None and loss is not None and loss.last < birth.first
    return {"event_date": "before_birth"} if late else {}


def _today() -> date:
    return timezone.localdate()
