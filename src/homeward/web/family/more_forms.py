"""Forms of a family that came back with its code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from homeward.web.correspondence.actions import LONGEST
from homeward.web.family.audience import who_sees
from homeward.web.family.forms import MONTH_CHOICES, Step, choice, line, text
from homeward.web.registry.filing import problems_of


class MoreForm(Step):
    """More of the sought person, more of that day."""

    fields_told = ("other_names", "birth_place", "home", "unit", "event_place", "marks")
    shown_at: ClassVar[Mapping[str, str]] = {"birth_date": "birth_year"}
    dates: ClassVar[Mapping[str, str]] = {"birth_date": "birth"}

    person_number = line("", number=True)
    other_names = text(_("Other names or spellings: in documents, before marriage, call sign"))
    birth_day = line(_("day"), number=True)
    birth_month = choice(_("month"), MONTH_CHOICES)
    birth_year = line(_("year"), number=True)
    birth_place = line(_("Place of birth"))
    home = line(_("Home: settlement, district, region"))
    unit = line(_("Unit"))
    event_place = line(_("Where the person was at the last news"))
    marks = text(_("Distinguishing marks"))
    confided = text(_("More of that day, or a new way to reach you"))

    def __init__(self, *args: Any, people: int = 1, **more: Any) -> None:
        super().__init__(*args, **more)
        self.people = people
        self.fields["confided"].help_text = who_sees("message")

    def person(self) -> int:
        """The place of the chosen person in the list of those sought."""
        number = self.typed("person_number")
        return min(int(number), self.people) - 1 if number.isdecimal() and int(number) else 0

    def own_problems(self) -> dict[str, str]:
        """A birth date may be left empty here, unlike in a new request."""
        born = self.date("birth")
        if born.startswith("????"):
            return {"birth_date": "no_date"}
        return problems_of({"birth_date": born}) if born else {}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if len(self.typed("confided")) > LONGEST:
            self.add_error("confided", str(_("This is too long. Shorten it a little.")))
        if not self.told() and not self.typed("confided") and not self.errors:
            self.add_error("other_names", str(_("Write at least one thing.")))
        return cleaned
