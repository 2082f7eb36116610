"""What a family told, as it was asked: the question, and the answer in its words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from homeward.dates import PartialDate
from homeward.errors import BadDate
from homeward.web.family.details import DETAILS
from homeward.web.family.papers import MARK, shown_line
from homeward.web.family.steps import STEPS
from homeward.web.family.words import in_words

Words = str | Promise
DATES = ("birth_date", "event_date", "date_left")
# Fields that are made of several inputs, and what comes along with messages.
ASKED: Mapping[str, Words] = {
    "birth_date": _("Date of birth"),
    "event_date": _("Date of the last news"),
    "date_left": _("Day on which the child was taken"),
    "identifiers": _("Numbers of papers"),
}


def line_of(name: str, told: object) -> str:
    """One line of the family's own copy."""
    question, answers = _questions().get(name, (name, {}))
    text = str(told)
    return f"{str(question).rstrip(' …')}: {_in_words(name, str(answers.get(text, text)))}"


def _in_words(name: str, text: str) -> str:
    if name == "identifiers":
        return "; ".join(shown_line(one) for one in text.splitlines() if MARK in one)
    return _day(text) if name in DATES else text


def _day(text: str) -> str:
    """A date in words; an age as it was told, with its day."""
    age, _at, day = text.partition("@")
    try:
        return f"{age} ({_day(day)})" if day else in_words(PartialDate.from_iso(text))
    except BadDate:
        return text


@cache
def _questions() -> dict[str, tuple[Words, dict[str, Words]]]:
    """Field to its label and the words of its answers, from the forms that ask for it."""
    found: dict[str, tuple[Words, dict[str, Words]]] = {
        name: (label, {}) for name, label in ASKED.items()
    }
    for form in (*STEPS, *DETAILS.values()):
        for name, field in form.base_fields.items():
            if name in form.fields_told:
                choices = dict(getattr(field.widget, "choices", ()))
                found.setdefault(name, (field.label or name, choices))
    return found
