"""Tokens (RFC 9578, type 2): the right to one signature, which nobody can trace to its owner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from homeward.errors import BadInput, NotVerified
from homeward.log import canonical
from homeward.petition.blindrsa import SALT, SIZE, PublicKey
from homeward.petition.manifest import Issuer, Manifest, PetitionClass

INPUT = 98  # bytes before the signature
TOKEN = INPUT + SIZE
SEED = 32
_TYPE = b"\0\2"
_BLIND = 272  # bytes: 128 bits more than the key, so that the remainder is even
_NAME_LONGEST = 100

Payload = Mapping[str, str]
ANONYMOUS: Payload = {}


@dataclass(frozen=True, slots=True)
class Secrets:
    """All that one seed gives for one petition; the same seed gives the same again."""

    seed: bytes = field(repr=False)
    petition_id: bytes

    def revocation(self) -> bytes:
        """R: whoever shows it withdraws the signature."""
        return self._expand(b"revoke", 32)

    def salt(self, key: PublicKey) -> bytes:
        return self._expand(b"salt", SALT, key.id)

    def factor(self, key: PublicKey) -> int:
        """What blinds the message to this issuer."""
        number = int.from_bytes(self._expand(b"blind", _BLIND, key.id), "big")
        return 1 + number % (key.n - 1)

    def _expand(self, label: bytes, size: int, key_id: bytes = b"") -> bytes:
        if len(self.seed) != SEED:
            raise BadInput(f"a seed has {SEED} random bytes")
        return HKDFExpand(hashes.SHA384(), size, label + self.petition_id + key_id).derive(
            self.seed
        )


def revocation_mark(revocation: bytes) -> bytes:
    """cR: stands in the signature and tells nothing until R is shown."""
    return sha256(b"petition-revoke-v1\n" + revocation).digest()


def serial(mark: bytes, payload: Payload) -> bytes:
    """The nonce of a signature's tokens; a signature counts once by it."""
    told = sha256(b"petition-payload-v1\n" + canonical(payload)).digest()
    return sha256(b"petition-serial-v1\n" + mark + told).digest()


def check_payload(payload: object) -> Payload:
    """Nothing, or the name she wants to stand under; other text is refused."""
    if payload == {}:
        return ANONYMOUS
    name = payload.get("name") if isinstance(payload, dict) and len(payload) == 1 else None
    if not isinstance(name, str) or not 0 < len(name) <= _NAME_LONGEST or not name.isprintable():
        raise BadInput("a signature carries nothing, or one line with a name")
    return {"name": name}


def challenge(issuer: str, petition_id: bytes, class_id: str) -> bytes:
    """The TokenChallenge of RFC 9577; petition and class are its context and origin."""
    name, origin = issuer.encode(), class_id.encode()
    return b"".join(
        (_TYPE, _u16(name), name, bytes([len(petition_id)]), petition_id, _u16(origin), origin)
    )


def _u16(text: bytes) -> bytes:
    return len(text).to_bytes(2, "big")


def token_input(nonce: bytes, challenge_: bytes, key_id: bytes) -> bytes:
    """What an issuer signs without seeing it."""
    return _TYPE + nonce + sha256(challenge_).digest() + key_id


def input_for(manifest: Manifest, group: PetitionClass, issuer: Issuer, nonce: bytes) -> bytes:
    return _TYPE + nonce + _digest(issuer.name, manifest.id, group.id) + issuer.key.id


@lru_cache(maxsize=1024)
def _digest(issuer: str, petition_id: bytes, class_id: str) -> bytes:
    return sha256(challenge(issuer, petition_id, class_id)).digest()


def check_token(manifest: Manifest, group: PetitionClass, token: bytes, nonce: bytes) -> Issuer:
    """The issuer of a token for this petition, class and nonce; raises `NotVerified`."""
    issuer = next((one for one in group.issuers if one.key.id == token[66:INPUT]), None)
    if issuer is None:
        raise NotVerified("a token is of an issuer that the class does not name")
    if token[:INPUT] != input_for(manifest, group, issuer, nonce):
        raise NotVerified("a token is for another petition, class or signature")
    issuer.key.verify(token[:INPUT], token[INPUT:])
    return issuer
