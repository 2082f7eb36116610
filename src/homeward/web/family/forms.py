"""The steps of asking. Each turns what is typed into fields of the registry, which checks them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from homeward.records import Sex
from homeward.web.family.audience import who_sees
from homeward.web.family.problems import sentence
from homeward.web.registry.filing import NEEDED, problems_of
from homeward.web.registry.models import CategoryChoice
from homeward.web.registry.purposes import Purpose

MONTH_CHOICES: list[tuple[str, str | Promise]] = [
    ("", _("month")), *((str(number), name) for number, name in MONTHS.items())
]  # fmt: skip
RELATIONSHIPS: list[tuple[str, str | Promise]] = [
    ("", _("choose")),
    ("mother", _("mother")),
    ("father", _("father")),
    ("wife", _("wife")),
    ("husband", _("husband")),
    ("partner", _("partner without marriage")),
    ("daughter", _("daughter")),
    ("son", _("son")),
    ("sister", _("sister")),
    ("brother", _("brother")),
    ("grandmother", _("grandmother")),
    ("grandfather", _("grandfather")),
    ("aunt", _("aunt")),
    ("uncle", _("uncle")),
    ("cousin", _("cousin")),
    ("guardian", _("guardian")),
    ("fellow_soldier", _("fellow soldier")),
    ("friend", _("friend")),
    ("neighbour", _("neighbour")),
    ("self", _("this is about me")),
    ("other", _("somebody else")),
]
KINDS: list[tuple[str, str | Promise]] = [
    ("", _("choose, if you know")),
    ("call", _("a call")),
    ("message", _("a message or a letter")),
    ("seen", _("somebody saw the person")),
    ("named_by_others", _("others named the person")),
]


def line(name: str = "", *, number: bool = False, **more: Any) -> forms.CharField:
    """One line of text; what it may hold is the registry's to say."""
    attributes = {"autocomplete": "off", "autocapitalize": "none" if number else "sentences"}
    if number:
        attributes |= {"inputmode": "numeric"}
    widget = forms.TextInput(attributes)
    return forms.CharField(required=False, label=name, widget=widget, **more)


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
    """One page of the form; `fields_told` are the registry's names of what it asks.

    `shown_at` says where a problem is shown if a field is made of several inputs.
    """

    fields_told: ClassVar[tuple[str, ...]] = ()
    shown_at: ClassVar[Mapping[str, str]] = {}
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

    def more_open(self) -> bool:
        """Whether what may stay empty was filled in, or is wrong."""
        return any(self[name].value() or self[name].errors for name in self.folded)

    def told(self) -> dict[str, str]:
        """What this page tells, by the names of `access.fields`."""
        return {name: self.typed(name) for name in self.fields_told if self.typed(name)}

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


class WhoStep(Step):
    """Who is sought."""

    fields_told = (
        "name", "sex", "birth_date", "category", "other_names", "birth_place", "unit", "marks",
    )  # fmt: skip
    shown_at: ClassVar[Mapping[str, str]] = {"birth_date": "birth_year"}
    folded = ("other_names", "birth_place", "unit", "marks")
    title = _("Who are you looking for?")

    name = line(_("Name, as you write it"))  # type: ignore[arg-type]
    sex = choice(
        _("Sex"), [(Sex.MALE.value, _("a man")), (Sex.FEMALE.value, _("a woman"))], radio=True
    )
    birth_day = line(_("day"), number=True)  # type: ignore[arg-type]
    birth_month = choice(_("month"), MONTH_CHOICES)
    birth_year = line(_("year"), number=True)  # type: ignore[arg-type]
    birth_age = line(_("or the age now, such as 34 or 30-35"), number=True)  # type: ignore[arg-type]
    category = choice(_("Is this person …"), CategoryChoice.choices, radio=True)
    other_names = text(_("Other names: before marriage, call sign, at home"))
    birth_place = line(_("Place of birth"))  # type: ignore[arg-type]
    unit = line(_("Unit"))  # type: ignore[arg-type]
    marks = text(_("Distinguishing marks"))

    def told(self) -> dict[str, str]:
        born = self.date("birth")
        if not born and (age := self.typed("birth_age")):
            born = f"{age}@{timezone.localdate().isoformat()}"
        return super().told() | ({"birth_date": born} if born else {})

    def own_problems(self) -> dict[str, str]:
        day_or_month = self.typed("birth_day") or self.typed("birth_month")
        lacks_year = day_or_month and not self.typed("birth_year")
        return {"birth_date": "year_and_age"} if lacks_year else {}


class YouStep(Step):
    """Who asks."""

    fields_told = ("relationship", "enquirer_name", "contact", "must_not_learn", "safe_word")
    folded = ("must_not_learn", "safe_word")
    title = _("Who are you to this person?")

    relationship = choice(_("I am …"), RELATIONSHIPS)
    enquirer_name = line(_("Your name, or a name that you choose"))  # type: ignore[arg-type]
    contact = text(_("How we may reach you, and when it is safe"))
    must_not_learn = text(_("Who must not learn that you ask"))
    safe_word = line(_("A word by which you will know that we wrote"))  # type: ignore[arg-type]


class NewsStep(Step):
    """The last news."""

    fields_told = ("event_date", "event_place", "last_news_kind", "circumstances")
    shown_at: ClassVar[Mapping[str, str]] = {"event_date": "event_year"}
    title = _("When was the last news?")

    event_day = line(_("day"), number=True)  # type: ignore[arg-type]
    event_month = choice(_("month"), MONTH_CHOICES)
    event_year = line(_("year"), number=True)  # type: ignore[arg-type]
    event_place = line(_("Where the person was then"))  # type: ignore[arg-type]
    last_news_kind = choice(_("What news it was"), KINDS)
    circumstances = text(_("What else you know of that day"))

    def told(self) -> dict[str, str]:
        lost = self.date("event")
        return super().told() | ({"event_date": lost} if lost else {})

    def own_problems(self) -> dict[str, str]:
        lost = self.date("event")
        return {"event_date": "missing"} if lost.startswith("????") else {}


class ConsentStep(Step):
    """What is allowed, each by a switch of its own, off by default (R4)."""

    folded = tuple(purpose.value for purpose in Purpose if purpose != Purpose.MATCH)
    title = _("What do you allow?")
    shown_at: ClassVar[Mapping[str, str]] = {"consents": Purpose.MATCH.value}

    second_word = line(_("A second word"))  # type: ignore[arg-type]

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        switches = {
            purpose.value: forms.BooleanField(required=False, label=purpose.label)
            for purpose in Purpose
        }
        self.fields = switches | self.fields
        self.fields["second_word"].help_text = gettext(
            "Nobody sees it: only a fingerprint is kept, by which it is known again."
        )

    def consents(self) -> frozenset[Purpose]:
        """The switches that are on."""
        return frozenset(purpose for purpose in Purpose if self.typed(purpose.value) == "on")

    def own_problems(self) -> dict[str, str]:
        return {} if self.consents() else {"consents": "no_consent"}


STEPS: tuple[type[Step], ...] = (WhoStep, YouStep, NewsStep, ConsentStep)
