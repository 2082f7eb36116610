"""How a text is read after somebody corrected it. Values in, values out; nothing is stored here."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from homeward.errors import BadInput, Stale
from homeward.extract.forms import context_of, parts_and_forms
from homeward.records import FieldMention, Mention, Role, Span
from homeward.web.evidence.models import Correction

Kind = Correction.Kind
LONGEST_NAME = 200
REACH = 40  # letters before a name that say in which case it stands


@dataclass(frozen=True, slots=True, repr=False)
class Reading:
    """A text, and the people in it by the ids of their mentions."""

    text: str
    mentions: Mapping[uuid.UUID, Mention]

    def mention(self, key: uuid.UUID) -> Mention:
        """Raises `Stale` for one that is not there any more."""
        try:
            return self.mentions[key]
        except KeyError:
            raise Stale("somebody corrected this meanwhile: look again") from None


@dataclass(frozen=True, slots=True, repr=False)
class Corrected:
    """What goes and what comes in its place."""

    kind: Correction.Kind
    gone: tuple[uuid.UUID, ...]
    made: tuple[Mention, ...]


def with_bounds(reading: Reading, key: uuid.UUID, span: Span) -> Corrected:
    """The name begins or ends elsewhere; what is said of the person stays."""
    now = reading.mention(key)
    return Corrected(Kind.BOUNDS, (key,), (_named(reading, span, now, but=key),))


def with_role(reading: Reading, key: uuid.UUID, role: Role) -> Corrected:
    """The person is something else in this text."""
    made = replace(reading.mention(key), role=role, doubtful=False)
    return Corrected(Kind.ROLE, (key,), (made,))


def without(reading: Reading, key: uuid.UUID) -> Corrected:
    """It names nobody; what was read there is said of nobody."""
    reading.mention(key)
    return Corrected(Kind.NOBODY, (key,), ())


def with_missed(reading: Reading, span: Span, role: Role) -> Corrected:
    """Somebody is named there who was not found."""
    new = Mention(span=span, role=role, parts={}, forms=())
    return Corrected(Kind.MISSED, (), (_named(reading, span, new, but=None),))


def with_owner(
    reading: Reading, key: uuid.UUID, field: FieldMention, owner: uuid.UUID | None
) -> Corrected:
    """It is said of another person, or, without an owner, of nobody."""
    now = reading.mention(key)
    if field not in now.fields:
        raise Stale("somebody corrected this meanwhile: look again")
    rest = replace(now, fields=tuple(said for said in now.fields if said != field))
    if owner is None:
        return Corrected(Kind.OWNER, (key,), (rest,))
    if owner == key:
        raise BadInput(_("It is said of this person already."))
    other = reading.mention(owner)
    sure = replace(field, doubtful=False)
    theirs = replace(other, fields=tuple(sorted({*other.fields, sure}, key=_place)))
    return Corrected(Kind.OWNER, (key, owner), (rest, theirs))


def _place(said: FieldMention) -> tuple[int, int, str, str]:
    return said.span.start, said.span.end, said.name.value, said.value


def _named(reading: Reading, span: Span, now: Mention, *, but: uuid.UUID | None) -> Mention:
    """The mention with the name that stands at `span`, its parts and its normal forms."""
    words = " ".join(span.of(reading.text).split())
    if not 0 <= span.start < span.end <= len(reading.text) or not _is_a_name(words):
        raise BadInput(_("Choose words that are a name, the first one first."))
    for key, other in reading.mentions.items():
        if key != but and span.start < other.span.end and other.span.start < span.end:
            raise BadInput(_("Another name stands there: correct that one first."))
    low = reading.text[max(0, span.start - REACH) : span.start].lower()
    context = context_of(low, 0, len(low))
    parts, forms, sex = parts_and_forms(words, context)
    return replace(now, span=span, parts=parts, forms=forms, sex=sex, doubtful=False)


def _is_a_name(words: str) -> bool:
    return any(sign.isalpha() for sign in words) and len(words) <= LONGEST_NAME
