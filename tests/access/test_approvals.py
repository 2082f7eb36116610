"""Decisions that need two people."""

from __future__ import annotations

import pytest

from homeward.errors import NotAllowed, Stale
from homeward.web.access import approvals
from homeward.web.access.models import Approval, User


def test_two_different_people(bohdan: User, daryna: User, iryna: User) -> None:
    """Whoever proposed cannot confirm; another can, once."""
    approval = approvals.propose(bohdan, "test.verb", iryna)

    with pytest.raises(NotAllowed):
        approvals.confirm(approval, bohdan)
    approvals.confirm(approval, daryna)
    assert approval.state == Approval.State.CONFIRMED
    with pytest.raises(Stale):
        approvals.confirm(approval, iryna)


def test_a_double_proposal_is_one(bohdan: User, daryna: User, iryna: User) -> None:
    """Sent twice, or by two people, it stays the first proposal."""
    first = approvals.propose(bohdan, "test.verb", iryna)

    assert approvals.propose(bohdan, "test.verb", iryna) == first
    assert approvals.propose(daryna, "test.verb", iryna) == first
    assert Approval.objects.count() == 1


def test_a_stale_proposal_is_refused(bohdan: User, daryna: User, iryna: User) -> None:
    """What changed since it was proposed must be looked at again."""
    approval = approvals.propose(bohdan, "test.verb", iryna, version=1)

    with pytest.raises(Stale):
        approvals.confirm(approval, daryna, version=2)


def test_a_declined_proposal_can_be_made_again(bohdan: User, daryna: User, iryna: User) -> None:
    """Declining ends one proposal, not the matter."""
    approvals.decline(approvals.propose(bohdan, "test.verb", iryna), daryna)

    with pytest.raises(Stale):
        approvals.open_proposal("test.verb", iryna)
    assert approvals.propose(daryna, "test.verb", iryna).state == Approval.State.PROPOSED
