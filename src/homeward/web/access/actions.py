"""Changes to staff and their roles."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from homeward.errors import BadInput
from homeward.web.access import approvals
from homeward.web.access.log import record
from homeward.web.access.models import Approval, Office, RoleGrant, User
from homeward.web.access.policy import require
from homeward.web.access.roles import Role

LOGIN_NAME = re.compile(r"[a-z][a-z0-9.-]{2,40}")


@dataclass(frozen=True, slots=True, repr=False)
class NewPerson:
    """Somebody with an account and without any role; the password is known to nobody else."""

    user: User
    password: str


def add_person(username: str, display_name: str, *, office: Office | None, by: User) -> NewPerson:
    """Open an account. It may do nothing: roles are given by two administrators."""
    require(by, "person.add")
    with transaction.atomic():
        made = _open_account(username, display_name, office)
        record(by, "person.added", made.user)
    return made


def _open_account(username: str, display_name: str, office: Office | None) -> NewPerson:
    name, password = username.strip().lower(), secrets.token_urlsafe(12)
    if not LOGIN_NAME.fullmatch(name):
        raise BadInput(_("A login name has 3 to 41 Latin small letters, figures, dots or hyphens."))
    if User.objects.filter(username=name).exists():
        raise BadInput(_("Somebody has this login name: choose another."))
    user = User.objects.create_user(
        name, password, display_name=display_name.strip()[:120], office=office
    )
    return NewPerson(user, password)


def first_people(office: str, one: str, other: str) -> tuple[NewPerson, NewPerson]:
    """The office and two administrators of a new site; raises `BadInput` if it has anybody."""
    if User.objects.exists():
        raise BadInput("this site has its people already: administrators open accounts")
    with transaction.atomic():
        taking, _new = Office.objects.get_or_create(
            takes_filings=True, defaults={"name": office.strip()[:200]}
        )
        made = _open_account(one, "", taking), _open_account(other, "", taking)
        for person in made:
            RoleGrant.objects.create(user=person.user, role=Role.ADMINISTRATOR)
            record(None, "person.first", person.user)
    return made


def propose_role(user: User, role: Role, *, by: User) -> Approval:
    """One administrator proposes a role for a person."""
    require(by, "role.grant", user)
    return approvals.propose(by, "role.grant", user, detail=role)


def grant_role(user: User, role: Role, *, by: User) -> RoleGrant:
    """Another administrator confirms it; only then does the person have the role."""
    require(by, "role.grant", user)
    with transaction.atomic():
        approvals.confirm(approvals.open_proposal("role.grant", user, detail=role), by)
        grant, _ = RoleGrant.objects.get_or_create(user=user, role=role)
        record(by, "role.granted", user, role=str(role))
    return grant


def decline_role(user: User, role: Role, *, by: User) -> None:
    """A proposal falls; whoever made it may say so, too."""
    require(by, "role.grant", user)
    with transaction.atomic():
        approvals.decline(approvals.open_proposal("role.grant", user, detail=role), by)


def withdraw_role(user: User, role: Role, *, by: User) -> None:
    """Take a role away at once; one administrator is enough for that."""
    require(by, "role.withdraw", user)
    with transaction.atomic():
        RoleGrant.objects.filter(user=user, role=role).delete()
        record(by, "role.withdrawn", user, role=str(role))
