"""A second officer agrees to a claim: without one no death is confirmed, nor a new name (FLO-3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db import IntegrityError, transaction

from homeward.errors import NotAllowed, Stale
from homeward.web.access.log import record
from homeward.web.access.models import User
from homeward.web.access.policy import require
from homeward.web.evidence.beliefs import KIND as FAMILY
from homeward.web.evidence.models import Claim, ClaimAgreement, ClaimWithdrawal


def agree_to_claim(claim: Claim, *, by: User) -> ClaimAgreement:
    """Another officer than the one who entered it looked at the source and says the same."""
    require(by, "claim.agree", claim)
    if claim.entered_by_id == by.pk:
        raise NotAllowed("two people decide: somebody else must agree to what you entered")
    if ClaimWithdrawal.objects.filter(claim=claim).exists():
        raise Stale("this claim was withdrawn: look again")
    try:
        with transaction.atomic():
            act = ClaimAgreement(claim=claim, by=by)
            act.save()
            record(by, "claim.agreed", claim)
    except IntegrityError as clash:
        raise Stale("you agreed to this claim already") from clash
    return act


def officers_behind(claims: Iterable[Claim], on: date) -> Mapping[Claim, frozenset[str]]:
    """Who of the staff stood behind each on that day: whoever entered it, and who agreed by then.

    What a family wrote has nobody of the staff behind it until somebody agrees.
    """
    rows = {row.pk: row for row in claims}
    behind: dict[Claim, set[str]] = defaultdict(set)
    for row in rows.values():
        if row.source.kind != FAMILY:
            behind[row].add(str(row.entered_by_id))
    for act in ClaimAgreement.objects.filter(claim__in=rows):
        if act.at.date() <= on:
            behind[rows[act.claim_id]].add(str(act.by_id))
    return {row: frozenset(people) for row, people in behind.items()}
