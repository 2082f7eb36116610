"""Who may do what: the whole table. An action that is not in it is allowed to nobody.

A condition looks at the object: `of_their_office` is true when the case belongs to the asker's
office. Reading a child's case and telling of it is for protection officers (T5).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from homeward.errors import NotAllowed
from homeward.web.access.models import User
from homeward.web.access.roles import Role


@runtime_checkable
class OfAnOffice(Protocol):
    """Something that belongs to a case."""

    def office_of(self) -> object:
        """The id of the office that works the case."""

    def is_about_a_child(self) -> bool:
        """Whether a child is sought."""


Condition = Callable[[User, object], bool]


def anything(by: User, thing: object) -> bool:  # noqa: ARG001  # one signature for all conditions
    """No condition."""
    return True


def of_their_office(by: User, thing: object) -> bool:
    """The case is worked by the asker's office; a child's case by its protection officers only."""
    if not isinstance(thing, OfAnOffice) or by.office_id is None:
        return False
    if thing.is_about_a_child() and Role.PROTECTION_OFFICER not in by.roles:
        return False
    return thing.office_of() == by.office_id


@dataclass(frozen=True, slots=True)
class Permission:
    """One row: these roles may do it if the condition holds."""

    roles: frozenset[Role]
    condition: Condition = anything


V, C, P = Role.VOLUNTEER, Role.CASEWORKER, Role.PROTECTION_OFFICER
AN, AU, AD, PA = Role.ANALYST, Role.AUDITOR, Role.ADMINISTRATOR, Role.PARTNER


def _row(*roles: Role, when: Condition = anything) -> Permission:
    return Permission(frozenset(roles), when)


PERMISSIONS: Mapping[str, Permission] = {
    # verb                        who            condition
    "request.read": _row(C, P, when=of_their_office),
    "request.take_out": _row(C, P, when=of_their_office),  # the sealed parts, to open offline
    "request.amend": _row(C, P, when=of_their_office),
    "request.call": _row(C, P, when=of_their_office),  # "a caseworker asks to speak with you"
    "request.end": _row(C, P, when=of_their_office),  # a held one, at its end: two people (R27)
    "request.join": _row(C, P, when=of_their_office),  # an earlier one whose code is lost (R27)
    "message.write": _row(C, P, when=of_their_office),
    "report.read": _row(C, P, when=of_their_office),
    "report.settle": _row(C, P, when=of_their_office),
    "relationship.check": _row(C, P, when=of_their_office),
    "candidate.read": _row(C, P, when=of_their_office),
    "pair.glance": _row(V),  # initials and what agrees; which pairs: Pair.shown_to_volunteer
    "candidate.judge": _row(C, P, when=of_their_office),
    "candidate.confirm": _row(C, P, when=of_their_office),
    "answer.disclose": _row(C, P, when=of_their_office),
    "source.add": _row(C, P, AN),
    "item.add": _row(C, P, AN, PA),
    "item.read": _row(C, P, AN),
    "item.correct": _row(C, P, AN),
    "corrections.export": _row(C, P),  # all of them as a file: two people
    "original.export": _row(C, P),  # with its chain of custody: two people
    "claim.enter": _row(C, P, AN),
    "claim.withdraw": _row(C, P, AN),
    "claim.agree": _row(C, P),  # the second officer, without whom no death is confirmed
    "petition.write": _row(C, P),  # two of them freeze it
    "petition.print": _row(C, P),  # sheets of codes, signatures on paper
    "log.read": _row(AU),
    "alert.read": _row(P, AU),
    "alert.settle": _row(P),  # two officers, neither of them whom it is about (INS-1)
    "mass_event.open": _row(P),  # two officers
    "honey.plant": _row(P),
    "matcher.unlock": _row(AD),
    "person.add": _row(AD),  # an account without a role
    "role.grant": _row(AD),  # two of them
    "role.withdraw": _row(AD),
}


def allowed(by: User, verb: str, thing: object = None) -> bool:
    """Whether this person may do this to this thing."""
    row = PERMISSIONS.get(verb)
    return bool(row and by.is_active and by.roles & row.roles and row.condition(by, thing))


def require(by: User, verb: str, thing: object = None) -> None:
    """Raise `NotAllowed` unless the table allows it."""
    if not allowed(by, verb, thing):
        raise NotAllowed(f"{verb} is not allowed to this person here")
