"""A sealed record as one file that is carried to where the private key is."""

from __future__ import annotations

import base64
import json

from homeward.errors import Sealed
from homeward.seal.records import SealedRecord, open_record

KIND = "homeward-parcel-1"


def write_parcel(sealed: SealedRecord, context: bytes) -> str:
    """The file's text."""
    parts = {"body": sealed.body, "box": sealed.box, "context": context}
    coded = {name: base64.b64encode(part).decode() for name, part in parts.items()}
    return json.dumps({"kind": KIND, **coded}, indent=1)


def open_parcel(text: str, private: bytes) -> bytes:
    """What is in it; raises `Sealed` for another key or something that is no parcel."""
    try:
        coded = json.loads(text)
        body, box, context = (base64.b64decode(coded[part]) for part in ("body", "box", "context"))
        known = coded["kind"] == KIND
    except (ValueError, KeyError, TypeError):
        known = False
    if not known:
        raise Sealed("this file is no parcel of sealed parts from the site")
    return open_record(SealedRecord(body, box), private, context=context)
