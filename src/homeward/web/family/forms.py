"""Pages of asking: how an input looks, and a page that turns inputs into fields of the registry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.dates import MONTHS
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from homeward.web.family.audience import who_sees
from homeward.web.family.problems import sentence
from homeward.web.registry.filing import NEEDED, problems_of

MONTH_CHOICES: list[tuple[str, str | Promise]] = [
    ("", _("month")), *((str(number), name) for number, name in MONTHS.items())
]  # fmt: skip


def line(name: str | Promise, *, number: bool = False) -> forms.CharField:
    """One line of text; what it may hold is the registry's to say."""
    attributes = {"autocomplete": "off", "autocapitalize": "none" if number else "sentences"}
    if number:
        attributes |= {"inputmode": "numeric"}
    widget = forms.TextInput(attributes)
    return forms.CharField(required=False, label=name, widget=widget)  # type: ignore[arg-type]


def text(name: str | Promise) -> forms.CharField:
    """Several lines."""
    widget = forms.Textarea({"rows": 3, "autocomplete": "off"})
    return forms.CharField(required=False, label=name, widget=widget)  # type: ignore[arg-type]


def choice(name: str | Promise, choices: Any, *, radio: bool = False) -> forms.CharField:
    """One of several; an answer that is not among them is the registry's to refuse."""
    widget = forms.RadioSelect if radio else forms.Select
    return forms.CharField(
        required=False,
        label=name,  # type: ignore[arg-type]
        widget=widget(choices=choices, attrs={"autocomplete": "off"}),
    )


class Step(forms.Form):
    """One page; `fields_told` are the registry's names of what it asks.

    `shown_at` says where a problem is shown if a field is made of several inputs.
    """

    fields_told: tuple[str, ...] = ()
    shown_at: ClassVar[Mapping[str, str]] = {}
    title: ClassVar[str | Promise] = ""
    # Dates of several inputs: field to the prefix of its year, month and day.
    dates: ClassVar[Mapping[str, str]] = {}
    folded: ClassVar[tuple[str, ...]] = ()  # inputs that are folded away until they are needed

    def __init__(self, *args: Any, earlier: Mapping[str, str] | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.earlier = dict(earlier or {})
        for name in self.fields:
            if name in self.fields_told:
                self.fields[name].help_text = who_sees(name)

    def birth_date_seen(self) -> str:
        """Who will see the birth date."""
        return who_sees("birth_date")

    def event_date_seen(self) -> str:
        """Who will see the date of the last news."""
        return who_sees("event_date")

    def date_left_seen(self) -> str:
        """Who will see the day on which a child left."""
        return who_sees("date_left")

    def more_open(self) -> bool:
        """Whether what may stay empty was filled in, or is wrong."""
        return any(self[name].value() or self[name].errors for name in self.folded)

    def told(self) -> dict[str, str]:
        """What this page tells, by the names of `access.fields`."""
        told = {name: self.typed(name) for name in self.fields_told if self.typed(name)}
        dates = {name: self.date(prefix) for name, prefix in self.dates.items()}
        return told | {name: day for name, day in dates.items() if day}

    def typed(self, name: str) -> str:
        """What stands in one input."""
        return str(self.data.get(name, "")).strip()

    def clean(self) -> dict[str, Any]:
        told = self.told()
        problems = {
            name: "missing" for name in NEEDED if name in self.fields_told and name not in told
        }
        found = problems_of(self.earlier | told)
        problems |= {name: code for name, code in found.items() if name in self.fields_told}
        for name, code in (problems | self.own_problems()).items():
            self.add_error(self.shown_at.get(name, name), str(sentence(name, code)))
        return self.cleaned_data

    def own_problems(self) -> dict[str, str]:
        """Problems that only this page can see."""
        return {}

    def date(self, prefix: str) -> str:
        """Year, month and day of three inputs, written as the registry reads it."""
        year, month, day = (self.typed(f"{prefix}_{part}") for part in ("year", "month", "day"))
        if day and not month:
            return "?"  # no date: the registry says so
        return "-".join(part for part in (year or ("????" if month else ""), month, day) if part)
