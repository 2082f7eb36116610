"""Sealing to a public key: HPKE (RFC 9180), X25519, HKDF-SHA256, AES-256-GCM.

Whoever has the public half can seal; only the private half opens. `context` binds a box to its
place, so that a box moved to another record does not open there.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from homeward.errors import Sealed

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
KEY_BYTES = 32


@dataclass(frozen=True, slots=True, repr=False)
class KeyPair:
    """Both halves, 32 bytes each. Its repr shows neither."""

    private: bytes
    public: bytes


def new_pair() -> KeyPair:
    """A fresh X25519 key pair."""
    return pair_of(X25519PrivateKey.generate().private_bytes_raw())


def pair_of(private: bytes) -> KeyPair:
    """The pair of a private half; raises `Sealed` if that is no key."""
    if len(private) != KEY_BYTES:
        raise Sealed(f"a private key has {KEY_BYTES} bytes")
    key = X25519PrivateKey.from_private_bytes(private)
    return KeyPair(private, key.public_key().public_bytes_raw())


def seal(plain: bytes, public: bytes, *, context: bytes) -> bytes:
    """A box for the holder of the private half."""
    return SUITE.encrypt(plain, X25519PublicKey.from_public_bytes(public), info=context)


def open_box(box: bytes, private: bytes, *, context: bytes) -> bytes:
    """What the box holds; raises `Sealed` with a wrong key, context or changed box."""
    try:
        return SUITE.decrypt(box, X25519PrivateKey.from_private_bytes(private), info=context)
    except (InvalidTag, ValueError):
        raise Sealed("this key does not open it") from None


def key_to_text(key: bytes) -> str:
    """A key as one line for a file or a prompt."""
    return base64.urlsafe_b64encode(key).decode().rstrip("=")


def key_from_text(text: str) -> bytes:
    """Read `key_to_text` back; raises `Sealed`."""
    line = text.strip()
    try:
        key = base64.b64decode(line + "=" * (-len(line) % 4), altchars=b"-_", validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise Sealed("that is not a key: a key is one line of 43 letters, digits, - and _")
    return key
