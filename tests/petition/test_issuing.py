"""The issuer gives one voice to each person, and the same again when an answer was lost."""

import secrets
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from tests.petition.example import AFTER, KEYS, LOG_SIGNER, MANIFEST, OPEN, TODAY, Office

from homeward.errors import AlreadyUsed, BadInput, NotVerified
from homeward.petition.blindrsa import SIZE
from homeward.petition.issuing import Issuing, people_served
from homeward.petition.ledger import tag_of
from homeward.petition.papers import Kept
from homeward.petition.signing import prepare
from homeward.petition.tokens import Secrets
from homeward.petition.wire import Visit


def message(n: int) -> bytes:
    return n.to_bytes(SIZE, "big")


TRIES = 5


def signed_in_parallel(issuing: Issuing, people: int) -> list[bytes]:
    """What so many people get who try five messages each, a person's five at the same time."""

    def attempt(n: int) -> bytes | None:
        try:
            return issuing.issue(b"%d" % (n // TRIES), message(1000 + n), TODAY)
        except AlreadyUsed:
            return None

    with ThreadPoolExecutor(8) as pool:
        return [answer for answer in pool.map(attempt, range(TRIES * people)) if answer]


@pytest.mark.rule("PET-2")
def test_one_voice_each(tmp_path: Path, *, full: bool) -> None:
    """Many people try five messages each at once, on eight threads: each gets one signature."""
    people = 1_000 if full else 25
    office = Office(tmp_path)
    signed = signed_in_parallel(office.issuing, people)
    assert len(signed) == people == len(set(signed)) == office.ledger.count()


class LooksFirst:
    """A ledger as everybody writes it: it looks whether the tag is there, and then adds it."""

    def __init__(self) -> None:
        self.known: dict[bytes, bytes] = {}
        self.all_have_looked = Barrier(TRIES)

    def claim(self, tag: bytes, digest: bytes, day: date) -> None:
        del day
        if tag in self.known:
            raise AlreadyUsed("this code has been used")
        self.all_have_looked.wait(timeout=60)
        self.known[tag] = digest

    def count(self) -> int:
        return len(self.known)


@pytest.mark.rule("PET-2")
def test_parallel_tries_find_a_ledger_that_looks_first(tmp_path: Path) -> None:
    """The control: such a ledger gives one person five signatures."""
    issuing = replace(Office(tmp_path).issuing, ledger=LooksFirst())
    assert len(signed_in_parallel(issuing, 1)) == TRIES


@pytest.mark.rule("PET-3")
def test_lost_answer(tmp_path: Path, *, full: bool) -> None:
    """A retry with the same message returns the same bytes and changes no byte of the ledger."""
    office, people = Office(tmp_path), range(1_000 if full else 30)
    first = [office.issuing.issue(b"%d" % n, message(n + 2), TODAY) for n in people]
    before = office.ledger.path.read_bytes()
    again = [office.issuing.issue(b"%d" % n, message(n + 2), TODAY) for n in people]
    assert again == first
    assert office.ledger.path.read_bytes() == before
    office.issuing.issue(b"one more", message(2), TODAY)  # what it looks like if it changes
    assert office.ledger.path.read_bytes() != before


def test_two_devices_with_one_code(tmp_path: Path) -> None:
    """The second device is told, and the first one's voice stands."""
    office = Office(tmp_path)
    answer = office.issuing.issue(b"Olena", message(5), TODAY)
    with pytest.raises(AlreadyUsed, match=r"another device"):
        office.issuing.issue(b"Olena", message(6), TODAY)
    assert office.issuing.issue(b"Olena", message(5), TODAY) == answer


@pytest.mark.parametrize("day", [OPEN - timedelta(1), AFTER])
def test_outside_its_days(tmp_path: Path, day: Any) -> None:
    """Nothing is issued before a petition opens and after it closes."""
    with pytest.raises(BadInput, match=r"open from 2026-12-01 to 2027-01-31"):
        Office(tmp_path).issuing.issue(b"Olena", message(5), day)
    assert Office(tmp_path).ledger.count() == 0


@pytest.mark.parametrize("blinded", [b"", b"\1" * 255, b"\xff" * 256, b"\0" * 257])
def test_impossible_message_costs_no_voice(tmp_path: Path, blinded: Any) -> None:
    """What can be no blinded message is refused before the person's voice is taken."""
    office = Office(tmp_path)
    with pytest.raises(BadInput, match=r"blinded message"):
        office.issuing.issue(b"Olena", blinded, TODAY)
    assert office.ledger.count() == 0


def test_key_of_another_petition(tmp_path: Path) -> None:
    """An issuer does not sign with a key that the petition does not name."""
    office = Office(tmp_path)
    stranger = type(KEYS[0].public)(KEYS[0].public.n - 2, b"")
    key = type(KEYS[0])(stranger, 1, 1, 1, 1, 1)
    issuing = Issuing(MANIFEST, "relative", key, office.ledger, b"K")
    with pytest.raises(NotVerified, match=r"not named"):
        issuing.issue(b"Olena", message(5), TODAY)


def test_faulty_computation_is_not_shown(tmp_path: Path) -> None:
    """A wrong result would give the key away; it is kept back."""
    key = KEYS[0]
    faulty = type(key)(key.public, key.p, key.q, key.d_p + 2, key.d_q, key.q_inverse)
    with pytest.raises(NotVerified, match=r"nothing was signed"):
        faulty.sign_blinded(message(5))


def test_tags_are_of_petition_and_class() -> None:
    """One person has unlinkable tags in two petitions, two classes and under two secrets."""
    tags = {
        tag_of(secret, petition, class_id, b"Olena")
        for secret in (b"K1", b"K2")
        for petition in (b"1" * 32, b"2" * 32)
        for class_id in ("relative", "invited")
    }
    assert len(tags) == 8


def test_secrets_are_not_shown(tmp_path: Path) -> None:
    """What may end in a traceback or a log holds no key, seed, code or secret."""
    issuing = Office(tmp_path).issuing
    asked = prepare(MANIFEST, "relative", b"\x2a" * 32)
    kept = Kept("relative", {}, b"\x2a" * 32)
    shown = repr((issuing, LOG_SIGNER, Secrets(b"\x2a" * 32, MANIFEST.id), kept, Visit("K123", [])))
    shown += repr(asked)
    secret = (KEYS[0].p, KEYS[0].q, KEYS[0].d_p, KEYS[0].d_q, b"K" * 32, b"\x2a" * 32)
    secret += (LOG_SIGNER.secret, "K123", *(step.blinded.inverse for step in asked.steps))
    assert [value for value in secret if str(value) in shown] == []


def test_people_served() -> None:
    """With 2 of 3 issuers, 7, 6 and 4 tokens are enough for 8 people at most."""
    assert people_served([7, 6, 4], 2) == 8


@pytest.mark.rule("PET-12")
def test_time_of_signing_tells_nothing(*, full: bool) -> None:
    """The medians for 2, n - 1 and random messages differ by less than 5 % (--full: a clock)."""
    if not full:
        pytest.skip("times are taken in the full run only")
    key = KEYS[0]
    n = key.public.n
    kinds = {"two": [2], "minus one": [n - 1], "random": [secrets.randbelow(n) for _ in range(64)]}
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    for turn in range(3_000):
        for kind, messages in kinds.items():
            blinded = message(messages[turn % len(messages)])
            begun = time.process_time_ns()
            key.sign_blinded(blinded)
            times[kind].append(time.process_time_ns() - begun)
    medians = [statistics.median(taken) for taken in times.values()]
    assert max(medians) < 1.05 * min(medians), medians
