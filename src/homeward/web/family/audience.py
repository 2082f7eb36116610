"""Who will see a field, said before it is filled in (R3): from the one table of `access.fields`."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from homeward.web.access.fields import Audience, Part, field

PEOPLE: Mapping[Audience, str | Promise] = {
    Audience.PUBLIC: _("anybody"),
    Audience.CODE_HOLDER: _("you, with your code"),
    Audience.VOLUNTEER: _("volunteers"),
    Audience.CASEWORKER: _("caseworkers"),
    Audience.PROTECTION_OFFICER: _("protection officers"),
    Audience.ANALYST: _("analysts"),
    Audience.AUDITOR: _("auditors"),
    Audience.ADMINISTRATOR: _("administrators"),
    Audience.PARTNER: _("partner organisations"),
}
STORED: Mapping[Part, str | Promise] = {
    Part.OPEN: "",
    Part.MATCHING: _("Encrypted; compared by the search."),
    Part.CONFIDENCE: _("Encrypted at once; opened only in the office, not on this site."),
    Part.ANSWER: _("Only your code opens it."),
}


def who_sees(name: str) -> str:
    """One or two sentences: the audiences of a field, and how it is kept."""
    row = field(name)
    people = _together([str(PEOPLE[one]) for one in PEOPLE if one in row.audiences])
    seen = gettext("Who will see it: %(people)s.") % {"people": people}
    return f"{seen} {STORED[row.part]}".strip()


def _together(people: list[str]) -> str:
    *others, last = people
    if not others:
        return last
    return gettext("%(others)s and %(last)s") % {"others": ", ".join(others), "last": last}
