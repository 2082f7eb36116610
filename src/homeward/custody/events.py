"""The chain of custody of one item: signed events, each of which names the one before.

The public log carries only `commitment`, salted: when record and salt are erased, the leaf that is
left says nothing, and the tree stays whole.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from homeward.custody.items import Item
from homeward.errors import BadInput, NotVerified
from homeward.log import canonical, read_canonical

COMMITTED = b"custody-v1\n"
SIGNED = b"custody-event-v1\n"
SALT_BYTES = 32
VERSION = 1


class Kind(StrEnum):
    """What was done with an item."""

    ACQUIRE = "acquire"
    HASH = "hash"
    TIMESTAMP = "timestamp"
    COPY = "copy"
    DERIVE = "derive"
    VIEW = "view"
    EXPORT = "export"
    TRANSFER = "transfer"
    REDACT = "redact"
    VERIFY = "verify"
    ERASE = "erase"


@dataclass(frozen=True, slots=True)
class StaffKey:
    """The private key with which somebody of the staff signs."""

    secret: bytes

    @property
    def public(self) -> bytes:
        return self._key.public_key().public_bytes_raw()

    @property
    def id(self) -> str:
        return key_id(self.public)

    @property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.secret)

    def sign(self, record: bytes) -> bytes:
        return self._key.sign(SIGNED + record)


@dataclass(frozen=True, slots=True)
class Event:
    """`record` is canonical JSON: v, item, n, t, at, by, reason, in, out, prev."""

    record: bytes
    salt: bytes
    signature: bytes

    @property
    def commitment(self) -> bytes:
        """32 bytes: what the log carries."""
        return sha256(COMMITTED + self.salt + self.record).digest()

    @property
    def told(self) -> dict[str, Any]:
        told: dict[str, Any] = read_canonical(self.record)
        return told


def new_staff_key() -> StaffKey:
    return StaffKey(Ed25519PrivateKey.generate().private_bytes_raw())


def key_id(public: bytes) -> str:
    """Names a key in records: 16 hexadecimal digits."""
    return sha256(public).hexdigest()[:16]


def pem(public: bytes) -> bytes:
    """The key as openssl reads it."""
    key = Ed25519PublicKey.from_public_bytes(public)
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def acquired(item: Item, key: StaffKey, *, at: str) -> Event:
    """The first event: `at` is the day (ISO) on which the item came into custody."""
    first = Place(item.id, 1, b"")
    reason = item.acquired.method
    return event_at(first, Kind.ACQUIRE, key, at=at, reason=reason, made=(item,))


def followed_by(
    last: Event,
    kind: Kind,
    key: StaffKey,
    *,
    at: str,
    reason: str,
    used: Sequence[str] = (),
    made: Sequence[str] = (),
) -> Event:
    """The next event of the same item; `used` and `made` are SHA-256 of files, in hexadecimal."""
    before = last.told
    place = Place(before["item"], before["n"] + 1, last.commitment)
    return event_at(place, kind, key, at=at, reason=reason, used=used, made=made)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event stands: the item's id, its number there, and the commitment before it."""

    item: str
    number: int
    prev: bytes


def event_at(
    place: Place,
    kind: Kind,
    key: StaffKey,
    *,
    at: str,
    reason: str,
    used: Sequence[str] = (),
    made: Sequence[str | Item] = (),
) -> Event:
    """An event for somebody who keeps only commitments, and not the records before it."""
    record = canonical(
        {
            "v": VERSION,
            "item": place.item,
            "n": place.number,
            "t": kind.value,
            "at": at,
            "by": key.id,
            "reason": reason,
            "in": list(used),
            "out": [_digest(one) for one in made],
            "prev": place.prev.hex(),
        }
    )
    return Event(record, secrets.token_bytes(SALT_BYTES), key.sign(record))


def _digest(made: str | Item) -> str:
    """A file's own digest; of an item, the digest of all that is told of it."""
    return made if isinstance(made, str) else sha256(canonical(made.as_json())).hexdigest()


def verify_event(event: Event, public: bytes) -> None:
    """Raise `NotVerified` unless this key signed it."""
    if event.told.get("by") != key_id(public) or len(event.salt) != SALT_BYTES:
        raise NotVerified("the event names another key, or its salt is not whole")
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(event.signature, SIGNED + event.record)
    except InvalidSignature:
        raise NotVerified("the signature does not fit the event") from None


def verify_chain(item: Item, events: Sequence[Event]) -> None:
    """Raise `NotVerified` unless these are the item's events from the first, none left out."""
    if not events:
        raise NotVerified("there is no event: nobody says how this came into custody")
    prev = ""
    for number, event in enumerate(events, start=1):
        told = _checked(event)
        if (told["item"], told["n"], told["prev"]) != (item.id, number, prev):
            raise NotVerified(f"event {number} does not follow the one before it")
        prev = event.commitment.hex()
    first = events[0].told
    if first["t"] != Kind.ACQUIRE or first["out"] != [_digest(item)]:
        raise NotVerified("the first event does not vouch for this item")


def _checked(event: Event) -> dict[str, Any]:
    told = event.told
    names = {"v", "item", "n", "t", "at", "by", "reason", "in", "out", "prev"}
    if not isinstance(told, dict) or set(told) != names or told["v"] != VERSION:
        raise BadInput("this is no event of custody of version 1")
    return told
