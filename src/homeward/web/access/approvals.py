"""Decisions that need two people: one proposes, another confirms."""

from __future__ import annotations

import uuid
from typing import Protocol

from django.db import IntegrityError, transaction
from django.utils import timezone

from homeward.errors import NotAllowed, Stale
from homeward.web.access.log import record
from homeward.web.access.models import Approval, User


class Approvable(Protocol):
    @property
    def pk(self) -> uuid.UUID: ...


def propose(
    by: User, verb: str, thing: Approvable, *, version: int = 0, detail: str = ""
) -> Approval:
    """Open a proposal; proposing the same again gives the one that is open."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                approval = Approval.objects.create(
                    verb=verb,
                    object_kind=type(thing).__name__,
                    object_id=thing.pk,
                    object_version=version,
                    detail=detail,
                    proposed_by=by,
                )
        except IntegrityError:
            return open_proposal(verb, thing, detail=detail)
        record(by, f"{verb}.proposed", thing, approval=str(approval.pk))
    return approval


def open_proposal(verb: str, thing: Approvable, *, detail: str = "") -> Approval:
    """The proposal that waits for a second person; raises `Stale` if there is none."""
    waiting = Approval.objects.filter(
        verb=verb, object_id=thing.pk, detail=detail, state=Approval.State.PROPOSED
    ).first()
    if waiting is None:
        raise Stale("no proposal waits for a second person here any more: look again")
    return waiting


def confirm(approval: Approval, by: User, *, version: int = 0) -> None:
    """The second person agrees, within the caller's transaction.

    Raises `NotAllowed` for the person who proposed, `Stale` if it was decided meanwhile or the
    thing changed since.
    """
    if approval.proposed_by_id == by.pk:
        raise NotAllowed("two people decide: somebody else must confirm what you proposed")
    if approval.object_version != version:
        raise Stale("it changed since it was proposed: look again")
    _decide(approval, by, Approval.State.CONFIRMED)


def decline(approval: Approval, by: User) -> None:
    """Close a proposal without effect; its proposer may do so too."""
    state = Approval.State.DECLINED
    _decide(approval, None if approval.proposed_by_id == by.pk else by, state)
    record(by, f"{approval.verb}.declined", None, approval=str(approval.pk))


def _decide(approval: Approval, by: User | None, state: Approval.State) -> None:
    changed = Approval.objects.filter(pk=approval.pk, state=Approval.State.PROPOSED).update(
        state=state, decided_by=by, decided_at=timezone.now()
    )
    if not changed:
        raise Stale("somebody decided this meanwhile: look again")
    approval.refresh_from_db()
