"""All that is held of one request, as one text for the family."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from homeward.web.correspondence.queries import messages_of
from homeward.web.family.as_told import line_of
from homeward.web.family.words import MESSAGE_KINDS, shown
from homeward.web.inquiries.queries import letters_of
from homeward.web.registry.codes import OpenCase
from homeward.web.registry.copies import read_copy
from homeward.web.review.queries import read_opened


def as_text(case: OpenCase, word: str) -> str:
    """Sections with a headline and lines; what is destroyed is not among it."""
    told = read_opened(case)
    sections = (
        (_("What you told"), _told(case, word)),
        (_("What you allow"), _consents(case)),
        (_("What you were told"), (shown(answer).text for answer in told.answers)),
        (_("Messages"), _messages(case)),
        (_("Your letters"), _letters(case)),
    )
    weeks = {"filed": _day(told.filed_in_week), "ends": _day(told.ends_in_week)}
    lines = [_("Asked in the week of %(filed)s. The search goes on until %(ends)s.") % weeks]
    for headline, found in sections:
        lines += ["", headline.upper(), *(list(found) or ["—"])]
    return "\n".join(lines) + "\n"


def _told(case: OpenCase, word: str) -> Iterator[str]:
    for number, told in enumerate(read_copy(case, word), start=1):
        yield f"[{number}]"
        yield from (line_of(name, value) for name, value in told.items())


def _consents(case: OpenCase) -> Iterator[str]:
    for row in case.request.consents.order_by("given_in_week", "purpose"):
        until = f" – {_day(row.withdrawn_in_week)}" if row.withdrawn_in_week else ""
        version = f"{row.language}, {row.text_version}"
        yield f"{row.get_purpose_display()}: {_day(row.given_in_week)}{until} ({version})"


def _messages(case: OpenCase) -> Iterator[str]:
    for message in reversed(messages_of(case)):
        week = _day(message.in_week)
        yield f"{week}: {message.text if message.from_office else MESSAGE_KINDS[message.kind]}"


def _letters(case: OpenCase) -> Iterable[str]:
    for letter in letters_of(case):
        reply = f", {_day(letter.replied)}" if letter.replied else ""
        yield f"{_day(letter.sent)}: {letter.authority.label}; {letter.outcome.label}{reply}"


def _day(day: date) -> str:
    return date_format(day, _("j F Y"))
