"""Boxes, records and the case's key pair."""

import pytest

from homeward.errors import Sealed
from homeward.seal import boxes, cases, records
from homeward.seal.codes import derive, new_code, read_code

TEXT = "Олена шукає брата".encode()


def test_only_the_private_half_opens() -> None:
    """Whoever seals needs public keys alone."""
    office, other = boxes.new_pair(), boxes.new_pair()
    box = boxes.seal(TEXT, office.public, context=b"request 1")

    assert boxes.open_box(box, office.private, context=b"request 1") == TEXT
    with pytest.raises(Sealed):
        boxes.open_box(box, other.private, context=b"request 1")


def test_a_box_opens_only_in_its_place() -> None:
    """A box moved to another record stays shut."""
    office = boxes.new_pair()
    sealed = records.seal_record(TEXT, office.public, context=b"request 1")

    assert records.open_record(sealed, office.private, context=b"request 1") == TEXT
    with pytest.raises(Sealed):
        records.open_record(sealed, office.private, context=b"request 2")


def test_a_changed_byte_is_noticed() -> None:
    """A sealed record cannot be altered."""
    office = boxes.new_pair()
    sealed = records.seal_record(TEXT, office.public, context=b"")
    body = sealed.body[:20] + bytes([sealed.body[20] ^ 1]) + sealed.body[21:]

    with pytest.raises(Sealed):
        records.open_record(records.SealedRecord(body, sealed.box), office.private, context=b"")


def test_the_length_of_a_text_is_hidden() -> None:
    """A short and a longer text give ciphertexts of one length."""
    key = bytes(32)

    lengths = {len(records.seal_body(b"a" * n, key, context=b"")) for n in (0, 1, 100, 252)}

    assert len(lengths) == 1
    assert records.open_body(records.seal_body(b"", key, context=b""), key, context=b"") == b""


def test_a_key_survives_paper() -> None:
    """A key is written as one line and read back; anything else is refused."""
    pair = boxes.new_pair()

    assert boxes.key_from_text(f" {boxes.key_to_text(pair.private)}\n") == pair.private
    assert boxes.pair_of(pair.private) == pair
    for wrong in ("", "abc", "ä" * 43, boxes.key_to_text(pair.private) + "A"):
        with pytest.raises(Sealed):
            boxes.key_from_text(wrong)
    with pytest.raises(Sealed):
        boxes.pair_of(b"short")


def test_a_key_pair_does_not_show_itself() -> None:
    """An error report or a log line never carries a private key."""
    pair = boxes.new_pair()

    assert repr(pair.private) not in repr(pair)
    assert pair.private.hex() not in repr(pair)


def test_the_case_opens_with_her_code_only() -> None:
    """What is told to a family is opened with her code, and with no other."""
    salt = b"salt of a test instance"
    hers, others = (derive(read_code(new_code()), salt=salt) for _ in range(2))
    public, sealed = cases.new_case(hers)
    box = boxes.seal(TEXT, public, context=b"answer")

    assert boxes.open_box(box, cases.case_private(sealed, hers), context=b"answer") == TEXT
    with pytest.raises(Sealed):
        cases.case_private(sealed, others)
