"""Changes to staff and their roles."""

from __future__ import annotations

from django.db import transaction

from homeward.web.access import approvals
from homeward.web.access.log import record
from homeward.web.access.models import Approval, RoleGrant, User
from homeward.web.access.policy import require
from homeward.web.access.roles import Role


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


def withdraw_role(user: User, role: Role, *, by: User) -> None:
    """Take a role away at once; one administrator is enough for that."""
    require(by, "role.withdraw", user)
    with transaction.atomic():
        RoleGrant.objects.filter(user=user, role=role).delete()
        record(by, "role.withdrawn", user, role=str(role))
