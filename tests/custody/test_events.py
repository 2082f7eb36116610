"""The chain of custody of one item."""

from __future__ import annotations

import secrets
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from tests.custody.kept import DAY, kept

from homeward.custody import Kind, followed_by
from homeward.custody.events import COMMITTED, verify_chain, verify_event
from homeward.errors import BadInput, NotVerified
from homeward.log import canonical, leaf_hash, log_policy, read_log


def test_a_whole_chain_is_verified(tmp_path: Path) -> None:
    """Each event is signed by the key that it names and follows the one before it."""
    one = kept(tmp_path)
    verify_chain(one.item, one.events)
    for event, key in zip(one.events, [one.keys[0], one.keys[1], one.keys[1]], strict=True):
        verify_event(event, key.public)
        assert set(event.told) == {
            "v", "item", "n", "t", "at", "by", "reason", "in", "out", "prev",
        }  # fmt: skip


@pytest.mark.rule("CUS-2")
def test_an_event_cannot_be_left_out_moved_or_added(tmp_path: Path) -> None:
    """Order and number are part of what is signed and committed to."""
    one = kept(tmp_path)
    first, second, third = one.events
    forged = followed_by(first, Kind.VIEW, one.keys[1], at=DAY, reason="another second event")
    for events in (
        [],
        [second, third],
        [first, third],
        [first, third, second],
        [first, forged, third],
    ):
        with pytest.raises(NotVerified):
            verify_chain(one.item, events)


@pytest.mark.rule("CUS-2")
def test_another_item_or_another_key_is_refused(tmp_path: Path) -> None:
    """The first event vouches for all that is told of the item."""
    one = kept(tmp_path)
    told = replace(one.item.acquired, url="https://other.example/")
    with pytest.raises(NotVerified, match="vouch"):
        verify_chain(replace(one.item, acquired=told), one.events)
    with pytest.raises(NotVerified, match="another key"):
        verify_event(one.events[0], one.keys[1].public)
    with pytest.raises(NotVerified, match="signature"):
        verify_event(replace(one.events[0], signature=bytes(64)), one.keys[0].public)


def test_a_record_that_is_no_event_is_refused(tmp_path: Path) -> None:
    """Unknown fields are not passed over: they could hide something."""
    one = kept(tmp_path)
    told = canonical({**one.events[0].told, "more": 1})
    with pytest.raises(BadInput, match="version 1"):
        verify_chain(one.item, [replace(one.events[0], record=told)])


@pytest.mark.rule("CUS-3")
def test_after_erasure_the_log_stays_whole_and_says_nothing(tmp_path: Path, *, full: bool) -> None:
    """Record and salt are gone; who guesses the record exactly still finds no leaf."""
    one = kept(tmp_path)
    record, salt = one.events[0].record, one.events[0].salt
    policy = log_policy(one.log.signer.verifier, [one.witness.verifier], least=1)
    one.events.clear()  # record and salt were kept nowhere else

    assert len(read_log(tmp_path / "log", policy).entries) == 8
    leaves = set(one.log.leaf_hashes())
    guesses = 1_000_000 if full else 20_000
    for _ in range(guesses):
        commitment = sha256(COMMITTED + secrets.token_bytes(32) + record).digest()
        assert leaf_hash(commitment) not in leaves
    control = sha256(COMMITTED + salt + record).digest()  # with the salt it would be found
    assert leaf_hash(control) in leaves
