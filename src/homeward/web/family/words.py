"""What a source said, of which day, and how far it can be relied on, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from homeward.dates import PartialDate
from homeward.web.correspondence.models import Kind
from homeward.web.review.queries import AnswerRead

Words = Mapping[str, str | Promise]

SAID: Words = {
    "fate alive": _("A sign of life"),
    "whereabouts held": _("Held somewhere"),
    "whereabouts hospital": _("In a hospital"),
    "whereabouts institution": _("In an institution or with another family"),
    "whereabouts home": _("At home"),
    "whereabouts seen": _("Was seen"),
    "captivity captive": _("Taken prisoner"),
    "captivity interned": _("Interned in a neutral country"),
    "captivity escaped": _("Escaped from captivity"),
    "captivity released": _("Released"),
    "identity other_name": _("Possibly lives under another name"),
    "identity own": _("Lives under the own name"),
    "identity unidentified": _("Somebody whose name is not known"),
    "legal missing": _("Entered as missing by an authority"),
    "legal prosecuted": _("On trial in the state that holds"),
    "legal citizenship_changed": _("The citizenship was changed"),
    "legal guardianship": _("Under guardianship"),
    "legal adopted": _("Adopted"),
    "process passed": _("Passed on to another body"),
    "process own_list": _("On a list of the own side"),
    "process offered": _("Named for an exchange"),
    "process scheduled": _("A return is planned"),
    "process done": _("The return took place"),
    "process refused": _("A return was refused"),
    "contact letter": _("There is a letter"),
    "contact call": _("There was a call"),
    "contact icrc_visit": _("Visited by the ICRC"),
}
POLARITY: Words = {
    "denied": _("The source says that this is not so."),
    "hearsay": _("The source says it from hearsay."),
}
KINDS: Words = {
    "icrc_confirmation": _("a written confirmation of the ICRC"),
    "bureau_list": _("a list that came through a national information bureau"),
    "returned_prisoner": _("somebody who came back from captivity"),
    "fellow_soldier": _("a fellow soldier who gives his name"),
    "official_video": _("a film of an official channel"),
    "anonymous_post": _("a post without a name under it"),
    "local_obituary": _("an obituary"),
    "obituary_grave_unit": _("an obituary with a grave and a unit"),
    "family": _("a family"),
    "witness_report": _("somebody who reported here what he or she saw"),
    "own_word": _("somebody who says that it is he or she"),
    "unknown_list": _("a list of which nobody knows who made it"),
    "caseworker": _("a caseworker"),
}
MESSAGE_KINDS: Mapping[Kind, str | Promise] = {
    Kind.MESSAGE: _("A question or a message"),
    Kind.APPOINTMENT: _("An appointment: I come, or you call me"),
    Kind.CALL_BACK: _("A talk in writing on this page, at a time that I choose"),
    Kind.TRUSTED_PERSON: _("Speak with a person whom I trust instead of me"),
    Kind.ADDITION: _("More of that day, or a new way to reach me"),
    Kind.LOST_CODE: _("I asked here before and lost that code"),
}
RELIABILITY: Words = {
    "A": _("This source has always been right so far."),
    "B": _("This source is usually right."),
    "C": _("This source is often right."),
    "D": _("This source is often wrong."),
    "E": _("This source cannot be relied on."),
    "F": _("How far this source can be relied on is not known."),
}
CREDIBILITY: Words = {
    "1": _("Other sources, independent of it, say the same."),
    "2": _("It is probably true, but not confirmed."),
    "3": _("It may be true, but nothing confirms it yet."),
    "4": _("It is doubtful."),
    "5": _("It is improbable."),
    "6": _("Whether it is true cannot be judged."),
}


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """An answer as the page shows it; `id` is random."""

    id: str
    told_in_week: date
    text: str
    said: str
    polarity: str
    when: str
    ago: str
    source: str
    kind: str
    said_on: str
    reliability: str
    credibility: str
    coerced: bool
    response: str
    axis: str
    told: str  # what is said and whether it is denied: differs where two answers contradict
    sign_of_life: bool


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """Answers about one thing; where they contradict each other, both are shown (E5)."""

    answers: tuple[AnswerShown, ...]
    contradict: bool


def grouped(answers: Iterable[AnswerShown]) -> list[AnswerGroup]:
    """Together what is about the same thing and cannot both be so; all else by itself."""
    groups: list[list[AnswerShown]] = []
    for answer in answers:
        clash = next((group for group in groups if any(_clash(answer, o) for o in group)), None)
        if clash is None:
            groups.append([answer])
        else:
            clash.append(answer)
    return [AnswerGroup(tuple(group), contradict=len(group) > 1) for group in groups]


def _clash(one: AnswerShown, other: AnswerShown) -> bool:
    """Said of two different days, both may be so: he was moved, he came home."""
    if one.axis != other.axis or one.told == other.told:
        return False
    return not one.when or not other.when or one.when == other.when


def shown(answer: AnswerRead) -> AnswerShown:
    """Put in words what the caseworker's text rests on."""
    day = PartialDate.from_iso(answer.fact_date) if answer.fact_date else None
    said = date.fromisoformat(answer.said_on) if answer.said_on else None
    return AnswerShown(
        id=str(answer.id),
        told_in_week=answer.told_in_week,
        text=answer.text,
        said=str(SAID.get(f"{answer.axis} {answer.said}", "")),
        polarity=str(POLARITY.get(answer.polarity, "")),
        when=in_words(day) if day else "",
        ago=how_long_ago(day) if day else "",
        source=answer.source,
        kind=str(KINDS.get(answer.source_kind, "")),
        said_on=date_format(said, gettext("j F Y")) if said else "",
        reliability=str(RELIABILITY.get(answer.grade[:1], RELIABILITY["F"])),
        credibility=str(CREDIBILITY.get(answer.grade[1:], CREDIBILITY["6"])),
        coerced=answer.coerced,
        response=answer.response,
        axis=answer.axis,
        told=f"{answer.said} {answer.polarity == 'denied'}",
        sign_of_life=(answer.axis, answer.said) == ("fate", "alive"),
    )


def in_words(day: PartialDate) -> str:
    """A date of which a part may be missing."""
    if day.year is None or day.month is None:
        return str(day)
    if day.day is None:
        return f"{MONTHS[day.month]} {day.year}"
    return date_format(date(day.year, day.month, day.day), gettext("j F Y"))


def how_long_ago(day: PartialDate) -> str:
    """The age of a sign of life, from the last day it may mean (E7)."""
    span = day.range()
    days = (timezone.localdate() - span.last).days if span else -1
    if days < 1:
        return ""
    if days < 60:
        return ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}
    months = days // 30
    if months < 24:
        return ngettext("%(n)s month ago", "%(n)s months ago", months) % {"n": months}
    years = days // 365
    return ngettext("%(n)s year ago", "%(n)s years ago", years) % {"n": years}


def counted(lists: int, posts: int, sightings: int = 0) -> str:
    """How much was searched, with the right plural forms."""
    parts = (
        ngettext("%(n)s new list", "%(n)s new lists", lists) % {"n": lists} if lists else "",
        ngettext("%(n)s new post", "%(n)s new posts", posts) % {"n": posts} if posts else "",
        ngettext("%(n)s new sighting", "%(n)s new sightings", sightings) % {"n": sightings}
        if sightings
        else "",
    )
    return ", ".join(part for part in parts if part)
