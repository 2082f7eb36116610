"""What somebody who corrects a reading may choose, and what a form chose."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from homeward.errors import BadInput
from homeward.records import Role, Span
from homeward.web.desk.sides import shown
from homeward.web.desk.words import FIELDS, ROLES, word
from homeward.web.evidence import correcting
from homeward.web.evidence.correcting import Corrected, Reading
from homeward.web.evidence.payload import mention_of

WORD = re.compile(r"\b\w\.|\w[\w'’ʼ-]*")  # an initial with its dot is one word
BESIDE = 4  # words offered on either side of a name
LONGEST_NAME = 8  # words offered for a name that was missed
A_PAGE = 250  # words of a long text offered at a time


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text; `now` if the name begins or ends there now."""

    text: str
    start: int
    end: int
    now: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen of one mention, or of one thing said of it."""

    at: str
    said: int | None
    words: str  # as they stand in the text
    what: str  # what is said, "" for a name
    first_words: Sequence[Word]
    last_words: Sequence[Word]
    roles: Sequence[tuple[str, str, bool]]  # code, name, whether it is so now
    owners: Sequence[tuple[str, str]]  # id and name of the other people


def reading_of(item: Mapping[str, Any]) -> Reading:
    """What the matcher answered of an item, as the engine's values."""
    found = {uuid.UUID(key): mention_of(one["read"]) for key, one in item["mentions"].items()}
    return Reading(item.get("item_text", ""), found)


def choices(item: Mapping[str, Any], at: str, said: str) -> Choices | None:
    """What may be corrected of the mention that was clicked; None if there is none such."""
    if at not in item["mentions"]:
        return None
    text, mention = item["item_text"], item["mentions"][at]
    span, what, number = mention["span"], "", None
    if said.isdecimal() and len(said) < 4 and int(said) < len(mention["fields"]):
        number = int(said)
        span, what = _said(mention["fields"][number])
    words = list(words_of(text))
    return Choices(
        at=at,
        said=number,
        words=text[span[0] : span[1]],
        what=what,
        first_words=_first_words(words, span),
        last_words=_last_words(words, span),
        roles=[(role.value, word(ROLES, role), role == mention["role"]) for role in Role],
        owners=[
            (key, other["name"] or text[slice(*other["span"])])
            for key, other in item["mentions"].items()
            if key != at
        ],
    )


def _said(said: Mapping[str, Any]) -> tuple[Sequence[int], str]:
    return said["span"], f"{word(FIELDS, said['name'])}: {shown(said['name'], said['value'])}"


def words_of(text: str) -> list[Word]:
    """The words of a text that may belong to a name, with their places."""
    found = (Word(one[0], one.start(), one.end()) for one in WORD.finditer(text))
    return [one for one in found if any(sign.isalpha() for sign in one.text)]


def _first_words(words: Sequence[Word], span: Sequence[int]) -> list[Word]:
    inside = [one for one in words if span[0] <= one.start < span[1]]
    before = [one for one in words if one.end <= span[0]][-BESIDE:]
    return [
        Word(one.text, one.start, one.end, now=one.start == span[0]) for one in [*before, *inside]
    ]


def _last_words(words: Sequence[Word], span: Sequence[int]) -> list[Word]:
    inside = [one for one in words if span[0] <= one.start < span[1]]
    after = [one for one in words if one.start >= span[1]][:BESIDE]
    return [Word(one.text, one.start, one.end, now=one.end == span[1]) for one in [*inside, *after]]


def missed_words(text: str, first: str, page: int) -> tuple[list[Word], list[Word], int]:
    """Words of one page to choose the first from, the words that may be the last, and the pages."""
    words = words_of(text)
    pages = max(1, -(-len(words) // A_PAGE))
    shown = words[page * A_PAGE : (page + 1) * A_PAGE]
    at = int(first) if first.isdecimal() and len(first) < 9 else -1
    place = next((n for n, one in enumerate(words) if one.start == at), None)
    last = words[place : place + LONGEST_NAME] if place is not None else []
    return shown, last, pages


def chosen(form: QueryDict, reading: Reading) -> Corrected:
    """The correction that a form chose; raises `BadInput` for none, `Stale` for an old page."""
    if "missed" in form:
        start, end = _number(form, "first"), _number(form, "missed")
        return correcting.with_missed(reading, Span(start, end), Role.SOUGHT)
    key = _id(form.get("at", ""))
    mention = reading.mention(key)
    if "start" in form:
        return correcting.with_bounds(reading, key, Span(_number(form, "start"), mention.span.end))
    if "end" in form:
        return correcting.with_bounds(reading, key, Span(mention.span.start, _number(form, "end")))
    if "owner" in form:
        said = _number(form, "said")
        if said >= len(mention.fields):
            raise BadInput(_("Choose what is wrong first."))
        owner = _id(form.get("owner", "")) if form.get("owner") else None
        return correcting.with_owner(reading, key, mention.fields[said], owner)
    role = form.get("role", "")
    if role in set(Role):
        return correcting.with_role(reading, key, Role(role))
    if "nobody" in form:
        return correcting.without(reading, key)
    raise BadInput(_("Choose what is wrong first."))


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise BadInput(_("Choose what is wrong first.")) from None


def _number(form: QueryDict, name: str) -> int:
    text = form.get(name, "")
    if not text.isdecimal() or len(text) > 8:
        raise BadInput(_("Choose what is wrong first."))
    return int(text)
