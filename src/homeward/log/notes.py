"""Signed notes, their keys, and the cosignatures of witnesses (C2SP signed-note, tlog-cosignature).

A note is a text and signature lines; a key is written as `name+id+key`. Only Ed25519 is known:
kind 1 signs the text, kind 4 is a witness's and signs the time too.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from homeward.errors import BadInput, NotVerified

LOG, WITNESS = 0x01, 0x04
DASH = "— "
_MOST_SIGNATURES = 64
_PRIVATE = "PRIVATE+KEY+"
_NAME = re.compile(r"[^\s+]+")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_ID_BYTES, _TIME_BYTES = 4, 8


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """Whose signature is believed."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that tell keys of one name apart."""
        material = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return sha256(material).digest()[:_ID_BYTES]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{to_base64(bytes([self.kind]) + self.public)}"


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key with its name; `str(signer.verifier)` is what others need to check it."""

    name: str
    kind: int
    secret: bytes = field(repr=False)

    @property
    def verifier(self) -> VerifierKey:
        return VerifierKey(self.name, self.kind, self._key.public_key().public_bytes_raw())

    @property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.secret)

    def sign(self, text: str, *, time: int | None = None) -> str:
        """A signature line; a witness signs with the time (seconds since 1970)."""
        if self.kind == WITNESS:
            if time is None:
                raise ValueError("a witness signs with a time")
            signature = time.to_bytes(_TIME_BYTES, "big") + self._key.sign(_cosigned(text, time))
        else:
            signature = self._key.sign(text.encode())
        return f"{DASH}{self.name} {to_base64(self.verifier.id + signature)}\n"

    def written(self) -> str:
        """The private key as text; keep it secret."""
        key = self.verifier
        return f"{_PRIVATE}{self.name}+{key.id.hex()}+" + to_base64(
            bytes([self.kind]) + self.secret
        )


@dataclass(frozen=True, slots=True)
class Signature:
    name: str
    key_id: bytes
    value: bytes

    @property
    def time(self) -> int:
        """When a witness signed, in seconds since 1970."""
        return int.from_bytes(self.value[:_TIME_BYTES], "big")

    def __str__(self) -> str:
        return f"{DASH}{self.name} {to_base64(self.key_id + self.value)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """The text ends in a newline, which is signed too."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return self.text + "\n" + "".join(map(str, self.signatures))

    def with_lines(self, lines: Iterable[str]) -> Note:
        """The same note with more signature lines."""
        more = tuple(read_signature(line.removesuffix("\n")) for line in lines)
        return Note(self.text, self.signatures + more)


def new_signer(name: str, *, kind: int = LOG) -> Signer:
    _check_name(name)
    return Signer(name, kind, Ed25519PrivateKey.generate().private_bytes_raw())


def read_signer(text: str) -> Signer:
    """A private key as `Signer.written` writes it."""
    if not text.startswith(_PRIVATE):
        raise BadInput("this is no private key of a note (PRIVATE+KEY+name+id+key)")
    name, key_id, kind, secret = _key_parts(text.removeprefix(_PRIVATE).strip())
    signer = Signer(name, kind, secret)
    if signer.verifier.id != key_id:
        raise BadInput(f"the private key of {name} does not fit its id")
    return signer


def read_key(text: str) -> VerifierKey:
    """A public key written as name+id+key."""
    name, key_id, kind, public = _key_parts(text)
    key = VerifierKey(name, kind, public)
    if key.id != key_id or str(key) != text:
        raise BadInput(f"the key of {name} does not fit its id")
    return key


def _key_parts(text: str) -> tuple[str, bytes, int, bytes]:
    name, _, rest = text.partition("+")
    key_id, _, material = rest.partition("+")
    _check_name(name)
    data = from_base64(material)
    if len(data) != 33 or data[0] not in (LOG, WITNESS) or not re.fullmatch("[0-9a-f]{8}", key_id):
        raise BadInput(f"the key of {name} is not of a known kind (Ed25519, log or witness)")
    return name, bytes.fromhex(key_id), data[0], data[1:]


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise BadInput("the name of a key is one word without a plus sign")


def read_note(text: str) -> Note:
    """A note as it is written; nothing in it is believed yet."""
    body, separator, tail = text.rpartition("\n\n")
    if not separator or not tail.endswith("\n") or _CONTROL.search(text):
        raise BadInput("this is no signed note: text, an empty line, signature lines")
    lines = tail.removesuffix("\n").split("\n")
    if len(lines) > _MOST_SIGNATURES:
        raise BadInput(f"a note with more than {_MOST_SIGNATURES} signatures")
    return Note(body + "\n", tuple(read_signature(line) for line in lines))


def read_signature(line: str) -> Signature:
    name, _, value = line.removeprefix(DASH).partition(" ")
    data = from_base64(value)
    if not line.startswith(DASH) or not _NAME.fullmatch(name) or len(data) <= _ID_BYTES:
        raise BadInput("this is no signature line of a note")
    return Signature(name, data[:_ID_BYTES], data[_ID_BYTES:])


def sign_note(text: str, signer: Signer) -> Note:
    return Note(text, (read_signature(signer.sign(text).removesuffix("\n")),))


def verified_by(note: Note, keys: Iterable[VerifierKey]) -> tuple[VerifierKey, ...]:
    """Which of these keys signed; others' signatures are passed over.

    Raises `NotVerified` where a signature under one of these keys is wrong.
    """
    known = {(key.name, key.id): key for key in keys}
    found: dict[VerifierKey, None] = {}
    for signature in note.signatures:
        if key := known.get((signature.name, signature.key_id)):
            _verify(note.text, signature, key)
            found[key] = None
    return tuple(found)


def _verify(text: str, signature: Signature, key: VerifierKey) -> None:
    value, message = signature.value, text.encode()
    if key.kind == WITNESS:
        value, message = value[_TIME_BYTES:], _cosigned(text, signature.time)
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(value, message)
    except InvalidSignature:
        raise NotVerified(f"the signature of {key.name} is wrong") from None


def _cosigned(text: str, time: int) -> bytes:
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def to_base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def from_base64(text: str) -> bytes:
    """As Go reads it: stray bits at the end are passed over (see `reading.fetch_checkpoint`)."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise BadInput("this is no base64") from None
