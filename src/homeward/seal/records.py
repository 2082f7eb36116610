"""Sealing a record: AES-256-GCM with a data key of its own, the key sealed to a public key."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from homeward.errors import Sealed
from homeward.seal import boxes

NONCE_BYTES, DATA_KEY_BYTES = 12, 32
# Lengths tell, too: a plain text is filled up to a multiple of this many bytes.
STEP_BYTES = 256


@dataclass(frozen=True, slots=True)
class SealedRecord:
    """Ciphertext and its sealed data key; the two are stored in different files."""

    body: bytes  # nonce || ciphertext
    box: bytes  # the data key, sealed to somebody's public key


def seal_record(plain: bytes, public: bytes, *, context: bytes) -> SealedRecord:
    """Seal with a fresh data key; `context` names record and part."""
    data_key = secrets.token_bytes(DATA_KEY_BYTES)
    body = seal_body(plain, data_key, context=context)
    return SealedRecord(body, boxes.seal(data_key, public, context=context))


def open_record(sealed: SealedRecord, private: bytes, *, context: bytes) -> bytes:
    """The plain bytes; raises `Sealed`."""
    data_key = boxes.open_box(sealed.box, private, context=context)
    return open_body(sealed.body, data_key, context=context)


def seal_body(plain: bytes, data_key: bytes, *, context: bytes) -> bytes:
    """Nonce and ciphertext of the filled-up plain text."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(data_key).encrypt(nonce, _filled(plain), context)


def open_body(body: bytes, data_key: bytes, *, context: bytes) -> bytes:
    """Undo `seal_body`; raises `Sealed`."""
    try:
        filled = AESGCM(data_key).decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], context)
    except (InvalidTag, ValueError):
        raise Sealed("this data key does not open it") from None
    return filled[4 : 4 + int.from_bytes(filled[:4])]


def _filled(plain: bytes) -> bytes:
    framed = len(plain).to_bytes(4) + plain
    return framed + bytes(-len(framed) % STEP_BYTES)
