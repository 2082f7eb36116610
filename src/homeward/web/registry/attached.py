"""What is sealed beside a request: messages, letters, a copy of its own for the family.

The keys lie with the request's own keys, under names such as "confidence 7f…": whatever destroys
the keys of a request, or of one part of it, destroys them, too.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any

from homeward.seal import records
from homeward.seal.parcel import write_parcel
from homeward.seal.records import SealedRecord
from homeward.web.access.fields import Part
from homeward.web.registry.sealing import context, key_store
from homeward.web.registry.weeks import blur_file_time


def attach(
    request: uuid.UUID, part: Part, row: uuid.UUID, values: Mapping[str, object], public: bytes
) -> bytes:
    """The ciphertext for a row that belongs to a request; its key is stored with the request's."""
    plain = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    return attach_bytes(request, part, row, plain, public)


def attach_bytes(
    request: uuid.UUID, part: Part, row: uuid.UUID, plain: bytes, public: bytes
) -> bytes:
    """The same for a file."""
    sealed = records.seal_record(plain, public, context=context(row, part))
    key_store().put([(request.bytes, key_name(part, row), sealed.box)])
    blur_file_time(key_store().path)
    return sealed.body


def attached(
    request: uuid.UUID, part: Part, row: uuid.UUID, body: bytes, private: bytes
) -> dict[str, Any]:
    """What was attached; raises `Sealed` if its key was destroyed or is another."""
    box = key_store().get(request.bytes, key_name(part, row))
    plain = records.open_record(SealedRecord(body, box), private, context=context(row, part))
    values: dict[str, Any] = json.loads(plain)
    return values


def parcel_of(request: uuid.UUID, row: uuid.UUID, body: bytes) -> str:
    """What was attached in confidence, as a file for `homeward open`; raises `Sealed`."""
    box = key_store().get(request.bytes, key_name(Part.CONFIDENCE, row))
    return write_parcel(SealedRecord(body, box), context(row, Part.CONFIDENCE))


def key_name(part: Part, row: uuid.UUID) -> str:
    """Under which name the key of a row lies among the keys of its request."""
    return f"{part.value} {row.hex}"
