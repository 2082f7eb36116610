"""A sealed record as one file that is carried to where the private key is.

What is sealed is either JSON, fields and their texts, or a file with what was said about it.
"""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from homeward.errors import Sealed
from homeward.seal.records import SealedRecord, open_record

KIND = "homeward-parcel-1"
REQUEST = "homeward-request-1"  # as the offline form seals it
CONFIDENCE = b"homeward confidence v1 "  # what the part for the office is bound to
FILE = b"homeward file 1\n"


@dataclass(frozen=True, slots=True, repr=False)
class SealedFile:
    """A file that was sealed: what was said about it, and its bytes as they came."""

    about: Mapping[str, str]
    content: bytes


def write_parcel(sealed: SealedRecord, context: bytes) -> str:
    """The file's text."""
    parts = {"body": sealed.body, "box": sealed.box, "context": context}
    coded = {name: base64.b64encode(part).decode() for name, part in parts.items()}
    return json.dumps({"kind": KIND, **coded}, indent=1)


def open_parcel(text: str, private: bytes) -> bytes:
    """What is in it; raises `Sealed` for another key or something that is no parcel."""
    try:
        coded = json.loads(text)
        sealed, context = _READERS[coded["kind"]](coded)
    except (ValueError, KeyError, TypeError):
        raise Sealed("this file is no parcel of sealed parts from the site") from None
    return open_record(sealed, private, context=context)


def _of_site(coded: Mapping[str, str]) -> tuple[SealedRecord, bytes]:
    body, box, context = (base64.b64decode(coded[part]) for part in ("body", "box", "context"))
    return SealedRecord(body, box), context


def _of_offline_form(coded: Mapping[str, str]) -> tuple[SealedRecord, bytes]:
    body, box = base64.b64decode(coded["confidence"]), base64.b64decode(coded["box"])
    return SealedRecord(body, box), CONFIDENCE + uuid.UUID(coded["request"]).bytes


_READERS = {KIND: _of_site, REQUEST: _of_offline_form}


def framed_file(about: Mapping[str, str], content: bytes) -> bytes:
    """A file and what is said about it, in one piece to be sealed."""
    head = json.dumps(about, ensure_ascii=False).encode()
    return FILE + len(head).to_bytes(4) + head + content


def file_in(plain: bytes) -> SealedFile | None:
    """The file in an opened parcel; None if it holds fields."""
    if not plain.startswith(FILE):
        return None
    start = len(FILE) + 4
    end = start + int.from_bytes(plain[len(FILE) : start])
    return SealedFile(json.loads(plain[start:end]), plain[end:])
