"""What a family may tell beyond the five steps: one short page for each kind of thing.

The letters stand in addresses, which say nothing that a history should not show.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from homeward.web.family.audience import who_sees
from homeward.web.family.choices import BELIEFS, PAPERS, RELATIONSHIPS
from homeward.web.family.forms import MONTH_CHOICES, Step, choice, line, text
from homeward.web.family.papers import MARK, fingerprint, shown_line
from homeward.web.family.steps import NewsStep, WhoStep


class NamesPage(Step):
    """All names that the person had, has, or may have now; where he comes from."""

    fields_told = (
        "family_name", "given_name", "patronymic", "former_family_name", "call_sign",
        "other_names", "document_spelling", "believed_new_name", "believed_new_name_source",
        "birth_place", "home", "fathers_given_name", "mothers_maiden_name",
    )  # fmt: skip
    folded = ("family_name", "given_name", "patronymic", "document_spelling", "believed_new_name",
              "believed_new_name_source")  # fmt: skip
    title = _("Other names, and where from")

    former_family_name = line(_("Family name before marriage"))
    call_sign = line(_("Call sign"))
    other_names = text(_("Names used at home and among friends"))
    birth_place = line(_("Place of birth"))
    home = line(_("Where the person lived"))
    fathers_given_name = line(_("Given name of the father"))
    mothers_maiden_name = line(_("Mother’s family name before marriage"))
    family_name = line(_("Family name"))
    given_name = line(_("Given name"))
    patronymic = line(_("Patronymic"))
    document_spelling = text(_("How the name is spelled in papers"))
    believed_new_name = line(_("A new name that the person may have been given"))
    believed_new_name_source = line(_("From whom you know the new name"))


class BodyPage(Step):
    """By what the person can be known, and what he needs."""

    fields_told = ("marks", "health_needs")
    title = _("Marks and health")

    marks = text(_("Distinguishing marks"))
    health_needs = text(_("Illness, medicine, disability"))


class ServicePage(Step):
    """Never demanded (R2)."""

    fields_told = ("unit", "rank", "position", "service_number")
    title = _("Service")

    unit = line(_("Unit"))
    rank = line(_("Rank"))
    position = line(_("Duty"))
    service_number = line(_("Number of the identity disc"))


class PapersPage(Step):
    """Numbers of papers: of each a fingerprint and the last two signs are kept, from here on."""

    fields_told = ("identifiers",)
    title = _("Numbers of papers")

    kind = choice(_("Which paper"), PAPERS)
    number = line(_("Its number"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["number"].help_text = who_sees("identifiers")

    def told(self) -> dict[str, str]:
        kept = str(self.data.get("identifiers", ""))
        return {"identifiers": kept} if kept else {}

    def own_problems(self) -> dict[str, str]:
        number, kind = self.typed("number"), self.typed("kind")
        if number and not fingerprint(kind or "other", number):
            return {"number": "no_number"}
        return {}

    def kept_lines(self) -> list[str]:
        """What is kept, for the page."""
        kept = str(self.data.get("identifiers", self.initial.get("identifiers", "")))
        return [shown_line(one) for one in kept.splitlines() if MARK in one]


class DayPage(Step):
    """The day of the last news."""

    fields_told = ("circumstances", "companions")
    title = _("That day")

    circumstances = text(_("What else you know of that day"))
    companions = text(_("Who was with the person"))


class BeliefPage(Step):
    """What the family believes: it becomes a claim of the family."""

    fields_told = ("belief_kind", "belief")
    title = _("What you believe happened")

    belief_kind = choice(_("I believe that this person is …"), BELIEFS)
    belief = text(_("Why you believe it"))


class ChildPage(Step):
    """A child."""

    fields_told = (
        "institution", "child_group", "siblings", "date_left", "who_took", "languages",
        "new_address", "new_documents",
    )  # fmt: skip
    shown_at: ClassVar[Mapping[str, str]] = {"date_left": "left_year"}
    dates: ClassVar[Mapping[str, str]] = {"date_left": "left"}
    title = _("If it is a child")

    institution = line(_("School, home, hospital or camp"))
    child_group = line(_("Group or class"))
    siblings = text(_("Given names of brothers and sisters"))
    left_day = line(_("day"), number=True)
    left_month = choice(_("month"), MONTH_CHOICES)
    left_year = line(_("year"), number=True)
    who_took = text(_("Who took the child, and where to"))
    languages = line(_("Languages that the child speaks"))
    new_address = line(_("Where the child may be now"))
    new_documents = text(_("New papers that the child may have been given"))


class ElsewherePage(Step):
    """Requests that were filed with others."""

    fields_told = ("filed_elsewhere",)
    title = _("Where you have asked already")

    filed_elsewhere = text(_("Where, with which number, and when"))


class AnotherPage(WhoStep, NewsStep):
    """One more person who was lost with the first; both stay one group (R25)."""

    fields_told = (*WhoStep.fields_told, "relationship", *NewsStep.fields_told)
    shown_at: ClassVar[Mapping[str, str]] = {**WhoStep.shown_at, **NewsStep.shown_at}
    dates: ClassVar[Mapping[str, str]] = {**WhoStep.dates, **NewsStep.dates}
    title = _("One more person")

    relationship = choice(_("I am …"), RELATIONSHIPS)


ANOTHER, ELSEWHERE, PAPERS_LETTER, SERVICE_LETTER, CHILD_LETTER = "w", "h", "d", "c", "g"
OF_A_PERSON: Mapping[str, type[Step]] = {
    "a": NamesPage,
    "b": BodyPage,
    SERVICE_LETTER: ServicePage,
    PAPERS_LETTER: PapersPage,
    "e": DayPage,
    "f": BeliefPage,
    CHILD_LETTER: ChildPage,
}
DETAILS: Mapping[str, type[Step]] = {**OF_A_PERSON, ELSEWHERE: ElsewherePage, ANOTHER: AnotherPage}
