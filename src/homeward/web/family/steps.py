"""The five short steps of asking, which are enough for a request (R1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from homeward.web.family.choices import KINDS, RELATIONSHIPS, SEXES
from homeward.web.family.forms import MONTH_CHOICES, Step, choice, line, text
from homeward.web.registry.models import CategoryChoice
from homeward.web.registry.purposes import Purpose


class WhoStep(Step):
    """Who is sought."""

    fields_told: tuple[str, ...] = ("name", "sex", "birth_date", "category")
    shown_at: ClassVar[Mapping[str, str]] = {"birth_date": "birth_year"}
    dates: ClassVar[Mapping[str, str]] = {"birth_date": "birth"}
    title = _("Who are you looking for?")

    name = line(_("Name, as you write it"))
    sex = choice(_("Sex"), SEXES, radio=True)
    birth_day = line(_("day"), number=True)
    birth_month = choice(_("month"), MONTH_CHOICES)
    birth_year = line(_("year"), number=True)
    birth_age = line(_("or the age now, such as 34 or 30-35"), number=True)
    category = choice(_("Is this person …"), CategoryChoice.choices, radio=True)

    def told(self) -> dict[str, str]:
        age = self.typed("birth_age")
        aged = {"birth_date": f"{age}@{timezone.localdate().isoformat()}"} if age else {}
        return aged | super().told()  # a date says more than an age

    def own_problems(self) -> dict[str, str]:
        day_or_month = self.typed("birth_day") or self.typed("birth_month")
        lacks_year = day_or_month and not self.typed("birth_year")
        own = {"birth_date": "year_and_age"} if lacks_year else {}
        return super().own_problems() | own


class NewsStep(Step):
    """The last news."""

    fields_told: tuple[str, ...] = ("event_date", "event_place", "last_news_kind")
    shown_at: ClassVar[Mapping[str, str]] = {"event_date": "event_year"}
    dates: ClassVar[Mapping[str, str]] = {"event_date": "event"}
    title = _("When was the last news?")

    event_day = line(_("day"), number=True)
    event_month = choice(_("month"), MONTH_CHOICES)
    event_year = line(_("year"), number=True)
    event_place = line(_("Where the person was then"))
    last_news_kind = choice(_("What news it was"), KINDS)

    def own_problems(self) -> dict[str, str]:
        lost = self.date("event")
        own = {"event_date": "missing"} if lost.startswith("????") else {}
        return super().own_problems() | own


class YouStep(Step):
    """Who asks."""

    fields_told = ("relationship", "enquirer_name")
    title = _("Who are you to this person?")

    relationship = choice(_("I am …"), RELATIONSHIPS)
    enquirer_name = line(_("Your name, or a name that you choose"))


class ReachStep(Step):
    """How to reach her, or by her code only."""

    fields_told = (
        "contact", "safe_channel", "safe_hours", "words_not_to_use", "must_not_learn", "safe_word",
    )  # fmt: skip
    folded = ("safe_channel", "safe_hours", "words_not_to_use", "must_not_learn", "safe_word")
    title = _("How may we reach you?")

    contact = text(_("How we may reach you"))
    safe_channel = line(_("Which way is safe"))
    safe_hours = line(_("When it is safe"))
    words_not_to_use = line(_("Words that we must not use"))
    must_not_learn = text(_("Who must not learn that you ask"))
    safe_word = line(_("A word by which you will know that we wrote"))


class ConsentStep(Step):
    """What is allowed, each by a switch of its own, off by default (R4)."""

    folded = tuple(purpose.value for purpose in Purpose if purpose != Purpose.MATCH)
    title = _("What do you allow?")
    shown_at: ClassVar[Mapping[str, str]] = {"consents": Purpose.MATCH.value}

    second_word = line(_("A second word"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        switches = {
            purpose.value: forms.BooleanField(required=False, label=purpose.label)
            for purpose in Purpose
        }
        self.fields = switches | self.fields
        self.fields["second_word"].help_text = second_word_seen()

    def consents(self) -> frozenset[Purpose]:
        """The switches that are on."""
        return frozenset(purpose for purpose in Purpose if self.typed(purpose.value) == "on")

    def own_problems(self) -> dict[str, str]:
        return {} if self.consents() else {"consents": "no_consent"}


def second_word_seen() -> str:
    """Who will see the second word."""
    return gettext("Nobody sees it: only a fingerprint is kept, by which it is known again.")


STEPS: tuple[type[Step], ...] = (WhoStep, NewsStep, YouStep, ReachStep, ConsentStep)
