"""The switches of a family (R4): what each allows, and who will see what by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from homeward.web.registry.purposes import Purpose

EXPLAINED: Mapping[Purpose, str | Promise] = {
    Purpose.MATCH: _(
        "The search compares what you told with lists, posts and messages. What it finds is seen "
        "by caseworkers. Without this switch your request is kept, but nobody is searched for."
    ),
    Purpose.VOLUNTEERS: _("They see a shortened name and one task, never who asks."),
    Purpose.RED_CROSS: _(
        "Its tracing officers will see the name, the birth date and the last news. "
        "They accept it only with your name."
    ),
    Purpose.OWN_STATE: _(
        "Officials of the state whose citizen the person is will see the name, the birth date and "
        "the last news."
    ),
    Purpose.DETAINING_STATE: _(
        "Officials of the state that may hold the person will learn the name, and that somebody "
        "asks."
    ),
    Purpose.LAWYERS: _("Lawyers and organisations that help families will see the request."),
    Purpose.COURTS: _("Those who investigate crimes of this war will see the request."),
    Purpose.ACROSS_THE_LINE: _(
        "Requests of families on both sides are compared. Where two fit, a caseworker of each side "
        "sees that one pair."
    ),
    Purpose.PUBLISH_LINE: _(
        "Anybody will see the sex, about how old, the region and the month. No name, and never "
        "anybody under 18."
    ),
    Purpose.PUBLISH_PHOTO: _("Anybody will see the photo. Never of anybody under 18."),
    Purpose.AGGREGATES: _("The request is counted. Nobody sees anything of one person."),
    Purpose.KEEP: _(
        "When the request ends, contacts and story are destroyed. With this switch the search goes "
        "on with names, dates and places for five years more; without it everything is destroyed."
    ),
}


@dataclass(frozen=True, slots=True)
class Switch:
    """One switch on a page."""

    purpose: Purpose
    label: str | Promise
    explained: str | Promise
    on: bool
    withdrawn_in_week: date | None = None


def switches(
    on: Iterable[Purpose], withdrawn: Mapping[Purpose, date] | None = None
) -> list[Switch]:
    """All switches, the one that the search needs first, and since when one is off again (R6)."""
    given, since = frozenset(on), withdrawn or {}
    return [Switch(one, one.label, EXPLAINED[one], one in given, since.get(one)) for one in Purpose]
