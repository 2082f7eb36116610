"""Sealing what is stored: to the matcher (S1), to the office (S2), to the family (answers).

Filing needs public keys alone. `instance.json` in the data folder holds them and the salt of this
instance; the private halves were never on this machine's disk (`homeward-site keys`).
"""

from __future__ import annotations

import base64
import json
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from homeward.errors import Sealed
from homeward.seal import boxes, records
from homeward.seal.keystore import KeyStore
from homeward.seal.records import SealedRecord
from homeward.web.access.fields import Part
from homeward.web.registry.weeks import blur_file_time

CASE = "case"  # the part that holds the private half of a case's key pair, under its code


@dataclass(frozen=True, slots=True)
class Instance:
    """The public keys and the salt of this site."""

    salt: bytes
    matcher: bytes
    intake: bytes


def instance() -> Instance:
    """Read `instance.json`; raises `Sealed` if there is none."""
    path = settings.HOMEWARD_DATA / "instance.json"
    try:
        return _read_instance(path, path.stat().st_mtime_ns)
    except OSError:
        raise Sealed("this site has no keys yet: run 'homeward-site keys' first") from None


@lru_cache(maxsize=4)
def _read_instance(path: Path, changed: int) -> Instance:  # noqa: ARG001  # part of the cache's key
    stored = json.loads(path.read_text(encoding="utf-8"))
    return Instance(*(base64.b64decode(stored[name]) for name in ("salt", "matcher", "intake")))


def write_instance(path: Path, made: Instance) -> None:
    """Store the public half; raises `Sealed` rather than overwrite the keys of stored records."""
    if path.exists():
        raise Sealed(f"{path} exists: other keys would make what is stored unreadable")
    stored = {name: base64.b64encode(getattr(made, name)).decode() for name in made.__slots__}
    path.write_text(json.dumps(stored, indent=1), encoding="utf-8")


def key_store() -> KeyStore:
    """The data keys of all records."""
    return KeyStore(settings.HOMEWARD_DATA / "keys.db")


def erase(record: uuid.UUID, *parts: str) -> None:
    """Destroy the keys of a record (of all its parts if none is named); tells no day."""
    store = key_store()
    store.erase(record.bytes, *parts)
    blur_file_time(store.path)


def context(record: uuid.UUID, part: str) -> bytes:
    """What binds a ciphertext to its place."""
    return f"homeward {part} v1 ".encode() + record.bytes


@dataclass(slots=True)
class Batch:
    """Records sealed together; their keys are stored once, before their rows."""

    rows: list[tuple[bytes, str, bytes]] = field(default_factory=list)

    def seal(
        self, record: uuid.UUID, part: Part, values: Mapping[str, object], public: bytes
    ) -> bytes:
        """The ciphertext for the row."""
        plain = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
        sealed = records.seal_record(plain, public, context=context(record, part))
        self.rows.append((record.bytes, part, sealed.box))
        return sealed.body

    def store(self) -> None:
        """Write the data keys; to be called before the rows are committed."""
        if self.rows:
            key_store().put(self.rows)
            blur_file_time(key_store().path)


def seal(record: uuid.UUID, part: Part, values: Mapping[str, object], public: bytes) -> bytes:
    """Seal one record and store its key."""
    batch = Batch()
    body = batch.seal(record, part, values, public)
    batch.store()
    return body


def opened(
    record: uuid.UUID, part: Part, body: bytes, private: bytes, *, box: bytes | None = None
) -> dict[str, object]:
    """What was sealed; raises `Sealed`. `box` saves the look-up of the data key."""
    box = key_store().get(record.bytes, part) if box is None else box
    plain = records.open_record(SealedRecord(body, box), private, context=context(record, part))
    return _values(plain)


def _values(plain: bytes) -> dict[str, object]:
    """What was sealed elsewhere may be anything."""
    try:
        values = json.loads(plain)
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        raise Sealed("what was sealed is no record")
    return values


def make_instance(path: Path) -> tuple[boxes.KeyPair, boxes.KeyPair]:
    """New keys: stores the public halves and gives both pairs, matcher's and office's."""
    matcher, intake = boxes.new_pair(), boxes.new_pair()
    write_instance(path, Instance(secrets.token_bytes(32), matcher.public, intake.public))
    return matcher, intake
