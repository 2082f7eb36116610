"""The open case of a visit: the keys that the code gave, kept sealed until the visit ends."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from homeward.seal.codes import CodeKeys
from homeward.web.family.visit import Visit
from homeward.web.registry.codes import OpenCase
from homeward.web.registry.models import TracingRequest


def as_json(case: OpenCase) -> dict[str, str]:
    """For the visit: the code itself is not among it."""
    return {
        "request": str(case.request.pk),
        "lookup_id": case.keys.lookup_id.hex(),
        "unwrap_key": case.keys.unwrap_key.hex(),
        "word_key": case.keys.word_key.hex(),
        "private": case.private.hex(),
    }


def case_of(visit: Visit) -> OpenCase | None:
    """The case that was opened in this visit."""
    stored: Mapping[str, str] | None = visit.values.get("case")
    if stored is None:
        return None
    request = TracingRequest.objects.filter(pk=uuid.UUID(stored["request"])).first()
    if request is None:
        return None
    keys = (bytes.fromhex(stored[name]) for name in ("lookup_id", "unwrap_key", "word_key"))
    return OpenCase(request, CodeKeys(*keys), bytes.fromhex(stored["private"]))
