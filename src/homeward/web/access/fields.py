"""Every field that is told or found out about people: who may see it and how it is sealed (R9).

Forms, pages, exports and the leak test are driven from this one table; a field that is not in it
cannot be stored. The note of `docs/rules.md` gives the reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from homeward.errors import BadInput
from homeward.web.access.roles import Role


class Audience(StrEnum):
    """Who may see a field: a role of staff, the holder of the case's code, or anybody."""

    VOLUNTEER = "volunteer"
    CASEWORKER = "caseworker"
    PROTECTION_OFFICER = "protection_officer"
    ANALYST = "analyst"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    PARTNER = "partner"
    CODE_HOLDER = "code_holder"
    PUBLIC = "public"


class Part(StrEnum):
    """Where a field lies, which is how it is sealed."""

    OPEN = "open"  # a plain column: says nothing of who it is
    MATCHING = "matching"  # S1: the matcher opens it
    CONFIDENCE = "confidence"  # S2: the office opens it, offline
    ANSWER = "answer"  # only the family's code opens it


class Tier(StrEnum):
    """The label of `docs/rules.md`."""

    T1 = "T1"
    T2 = "T2"
    T4 = "T4"
    T5 = "T5"


@dataclass(frozen=True, slots=True)
class Field:
    """One row of the table."""

    name: str
    part: Part
    tier: Tier
    audiences: frozenset[Audience]
    needed: bool = False


WORK = frozenset({Audience.CASEWORKER, Audience.PROTECTION_OFFICER})
SOURCES = WORK | {Audience.ANALYST}  # those who also read public sources
OFFICERS = frozenset({Audience.PROTECTION_OFFICER})
HOLDER = frozenset({Audience.CODE_HOLDER})
COUNTED = WORK | {Audience.ANALYST, Audience.AUDITOR}

M, C, O = Part.MATCHING, Part.CONFIDENCE, Part.OPEN  # noqa: E741  # columns of the table below
_ROWS: tuple[Field, ...] = (
    # the sought person
    Field("name", M, Tier.T2, WORK, needed=True),
    Field("family_name", M, Tier.T2, WORK),
    Field("given_name", M, Tier.T2, WORK),
    Field("patronymic", M, Tier.T2, WORK),
    Field("former_family_name", M, Tier.T4, WORK),
    Field("other_names", M, Tier.T4, WORK),
    Field("call_sign", M, Tier.T4, WORK),
    Field("document_spelling", M, Tier.T4, WORK),
    Field("believed_new_name", M, Tier.T5, OFFICERS),
    Field("believed_new_name_source", C, Tier.T5, OFFICERS),
    Field("sex", M, Tier.T1, WORK, needed=True),
    Field("birth_date", M, Tier.T1, WORK, needed=True),
    Field("birth_place", M, Tier.T1, WORK),
    Field("home", M, Tier.T4, WORK),
    Field("fathers_given_name", M, Tier.T4, WORK),
    Field("mothers_maiden_name", C, Tier.T4, WORK),
    Field("category", O, Tier.T4, COUNTED),
    Field("service_number", C, Tier.T4, WORK),
    Field("rank", M, Tier.T4, WORK),
    Field("unit", M, Tier.T4, WORK),
    Field("position", C, Tier.T4, WORK),
    Field("marks", M, Tier.T4, WORK),
    Field("health_needs", C, Tier.T4, WORK),
    Field("identifiers", C, Tier.T5, OFFICERS),
    # the loss
    Field("event_date", M, Tier.T1, WORK, needed=True),
    Field("event_place", M, Tier.T1, WORK),
    Field("last_news_kind", M, Tier.T4, WORK),
    Field("circumstances", C, Tier.T4, WORK),
    Field("companions", C, Tier.T4, WORK),
    Field("belief_kind", M, Tier.T4, WORK),  # both become a claim of the family
    Field("belief", M, Tier.T4, WORK),
    Field("upload", C, Tier.T4, WORK),  # photos, screenshots, voice notes, as they came
    # a child
    Field("institution", M, Tier.T5, OFFICERS),
    Field("child_group", C, Tier.T5, OFFICERS),
    Field("siblings", M, Tier.T5, OFFICERS),
    Field("date_left", C, Tier.T5, OFFICERS),
    Field("who_took", C, Tier.T5, OFFICERS),
    Field("languages", C, Tier.T5, OFFICERS),
    Field("new_address", C, Tier.T5, OFFICERS),
    Field("new_documents", C, Tier.T5, OFFICERS),
    # the enquirer
    Field("relationship", M, Tier.T4, WORK, needed=True),
    Field("enquirer_name", C, Tier.T5, OFFICERS),
    Field("contact", C, Tier.T5, OFFICERS),
    Field("safe_channel", C, Tier.T5, OFFICERS),
    Field("safe_hours", C, Tier.T5, OFFICERS),
    Field("words_not_to_use", C, Tier.T5, OFFICERS),
    Field("must_not_learn", C, Tier.T5, OFFICERS),
    Field("filed_elsewhere", C, Tier.T4, WORK),
    Field("safe_word", C, Tier.T5, OFFICERS),
    # the request itself
    Field("language", O, Tier.T4, COUNTED | HOLDER),
    Field("filed_in_week", O, Tier.T4, COUNTED | HOLDER),
    Field("ends_in_week", O, Tier.T4, COUNTED | HOLDER),
    Field("consents", O, Tier.T4, COUNTED | HOLDER),
    # nobody sees it: the matcher raises an alarm when such a case is read (INS-3)
    Field("honey", M, Tier.T5, frozenset()),
    # what a source says
    Field("item_text", M, Tier.T4, SOURCES),
    Field("item_address", M, Tier.T4, SOURCES),
    Field("item_author", M, Tier.T4, SOURCES),
    Field("mention_name", M, Tier.T4, SOURCES),
    Field("mention_fields", M, Tier.T4, SOURCES),
    Field("custody_item", M, Tier.T4, SOURCES),  # digests, how it was collected
    Field("custody_event", M, Tier.T4, WORK),
    Field("file_name", M, Tier.T4, SOURCES),
    Field("working_copy", M, Tier.T4, SOURCES),
    Field("claim_wording", M, Tier.T4, SOURCES),
    Field("claim_place", M, Tier.T4, WORK),
    Field("claim_detail", M, Tier.T4, WORK),
    Field("explanation", M, Tier.T4, WORK),
    # the answer to a family
    Field("answer", Part.ANSWER, Tier.T2, HOLDER),
    # messages and letters of a family; what others report, and how to reach them
    Field("message", C, Tier.T5, OFFICERS),
    Field("message_to_family", Part.ANSWER, Tier.T2, HOLDER),
    Field("letter_days", Part.ANSWER, Tier.T2, HOLDER),
    Field("report_contact", C, Tier.T5, OFFICERS),
)
FIELDS: Mapping[str, Field] = {row.name: row for row in _ROWS}


def field(name: str) -> Field:
    """The row of a field; raises `BadInput` if the table does not know it."""
    try:
        return FIELDS[name]
    except KeyError:
        raise BadInput(f"no field is called '{name}': add it to the table first") from None


def may_see(roles: Iterable[Role], name: str) -> bool:
    """Whether one of these roles is an audience of the field."""
    return any(Audience(role) in field(name).audiences for role in roles)


def visible_fields(roles: Iterable[Role]) -> frozenset[str]:
    """All fields that these roles may see."""
    hats = frozenset(Audience(role) for role in roles)
    return frozenset(row.name for row in _ROWS if row.audiences & hats)


def split_by_part(values: Mapping[str, object]) -> dict[Part, dict[str, object]]:
    """Values by the part that they are sealed in; empty ones are left out."""
    parts: dict[Part, dict[str, object]] = {part: {} for part in Part}
    for name, given in values.items():
        if given not in (None, "", (), []):
            parts[field(name).part][name] = given
    return parts
