"""Forms of those who have no case: a witness, a found person, a teenager who asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from homeward.records import Sex
from homeward.web.family.audience import who_sees
from homeward.web.family.forms import MONTH_CHOICES, choice, line, text
from homeward.web.family.problems import sentence
from homeward.web.reports.models import Kind, Wish
from homeward.web.reports.told import Told

SEX = [(Sex.MALE.value, _("a man")), (Sex.FEMALE.value, _("a woman"))]
WISHES = [
    (Wish.ASK_FIRST.value, _("Speak with me first. Tell nobody anything until then.")),
    (Wish.TELL.value, _("Tell those who look for me that I am alive.")),
    (Wish.NOTHING.value, _("Tell nobody anything, and publish nothing about me.")),
]
PROBLEMS: Mapping[tuple[str, str], str | Promise] = {
    ("event_place", "missing"): _("Write the place, as well as you know it."),
    ("event_date", "missing"): _("Write at least the year."),
    ("wish", "missing"): _("Choose what we should do."),
    ("upload", "too_large"): _("The file is larger than 12 MB. Send a smaller one."),
    ("upload", "no_file"): _("This is no picture, sound or film that we can keep."),
}
# Which input shows the problem of a field that is made of several.
SHOWN_AT = {"birth_date": "birth_year", "event_date": "event_year"}


class ReportForm(forms.Form):
    """One of the four forms: `kind` says which inputs it has."""

    name = line(_("Name"))
    sex = choice(_("Sex"), SEX, radio=True)
    birth_day = line(_("day"), number=True)
    birth_month = choice(_("month"), MONTH_CHOICES)
    birth_year = line(_("year"), number=True)
    birth_age = line(_("or the age now, such as 34 or 30-35"), number=True)
    other_names = text(_("Other names"))
    event_day = line(_("day"), number=True)
    event_month = choice(_("month"), MONTH_CHOICES)
    event_year = line(_("year"), number=True)
    event_place = line(_("Where"))
    marks = text(_("What the person looked like"))
    story = text(_("What you saw and heard"))
    wish = choice(_("What should we do?"), WISHES, radio=True)
    contact = text(_("How we may reach you, and when it is safe"))
    upload = forms.FileField(
        required=False,
        label=_("A picture, if you have one"),
        widget=forms.FileInput({"autocomplete": "off", "accept": "image/*,audio/*,video/*"}),
    )

    FIELDS: ClassVar[Mapping[Kind, tuple[str, ...]]] = {
        Kind.SIGHTING: ("name", "sex", "birth", "event", "event_place", "marks", "story", "contact",
                        "upload"),
        Kind.SOUGHT_HIMSELF: ("name", "sex", "birth", "other_names", "wish", "contact"),
        Kind.NOT_MISSING: ("name", "sex", "birth", "contact"),
        Kind.WHO_WAS_I: ("name", "sex", "birth", "other_names", "event", "marks", "contact"),
    }  # fmt: skip
    LABELS: ClassVar[Mapping[tuple[Kind, str], str | Promise]] = {
        (Kind.SIGHTING, "name"): _("Name of the person, as much of it as you know"),
        (Kind.SOUGHT_HIMSELF, "name"): _("Your name, as your family writes it"),
        (Kind.NOT_MISSING, "name"): _("Your name, as it was published or as you were asked for"),
        (Kind.WHO_WAS_I, "name"): _("Your name now"),
        (Kind.SOUGHT_HIMSELF, "other_names"): _("Other names of yours"),
        (Kind.WHO_WAS_I, "other_names"): _(
            "Names that you remember: yours, of a brother, a sister"
        ),
        (Kind.WHO_WAS_I, "contact"): _("How to reach you so that nobody notices"),
        (Kind.WHO_WAS_I, "marks"): _("What you remember: a place, a song, a scar, a toy"),
    }

    def __init__(self, kind: Kind, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.kind = kind
        kept = self.FIELDS[kind]
        for name in list(self.fields):
            of_a_date = name.startswith(("birth_", "event_")) and name != "event_place"
            if name not in kept and not (of_a_date and name.partition("_")[0] in kept):
                del self.fields[name]
        for (of, name), label in self.LABELS.items():
            if of == kind:
                self.fields[name].label = str(label)
        self._say_who_sees()

    def _say_who_sees(self) -> None:
        """R3: of each field before it is filled in."""
        contact = "message" if self.kind != Kind.WHO_WAS_I else "contact"
        seen_as = {"story": "item_text", "contact": contact, "upload": "message"}
        child = self.kind == Kind.WHO_WAS_I
        for name, one in self.fields.items():
            if name in {"name", "sex", "other_names", "event_place", "marks", *seen_as}:
                one.help_text = who_sees("new_address" if child else seen_as.get(name, name))

    def birth_date_seen(self) -> str:
        """Who will see the birth date."""
        return who_sees("new_address" if self.kind == Kind.WHO_WAS_I else "birth_date")

    def event_date_seen(self) -> str:
        """Who will see the day."""
        return who_sees("new_address" if self.kind == Kind.WHO_WAS_I else "event_date")

    def has(self, name: str) -> bool:
        """Whether this form asks for it."""
        return name in self.FIELDS[self.kind]

    def typed(self, name: str) -> str:
        """What stands in one input."""
        return str(self.data.get(name, "")).strip() if name in self.fields else ""

    def told(self, language: str) -> Told:
        """The report as it is checked and kept."""
        values = {
            name: self.typed(name)
            for name in ("name", "sex", "other_names", "event_place", "marks")
            if self.typed(name)
        }
        born, event = self._date("birth"), self._date("event")
        if not born and (age := self.typed("birth_age")):
            born = f"{age}@{timezone.localdate().isoformat()}"
        values |= {name: day for name, day in (("birth_date", born), ("event_date", event)) if day}
        return Told(
            kind=self.kind,
            values=values,
            story=self.typed("story"),
            contact=self.typed("contact"),
            wish=self.typed("wish"),
            language=language,
        )

    def _date(self, prefix: str) -> str:
        year, month, day = (self.typed(f"{prefix}_{part}") for part in ("year", "month", "day"))
        if day and not month:
            return "?"  # no date: the registry says so
        return "-".join(part for part in (year or ("????" if month else ""), month, day) if part)

    def refuse(self, problems: Mapping[str, str]) -> None:
        """Say what is wrong beside each input."""
        self.is_valid()
        for name, code in problems.items():
            said = PROBLEMS.get((name, code)) or sentence(name, code)
            at = SHOWN_AT.get(name, name)
            self.add_error(at if at in self.fields else None, str(said))
