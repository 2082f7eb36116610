"""A filing as it is stored: everything sealed but what says nothing of who it is."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Mapping
from typing import Any

from homeward.seal import cases
from homeward.seal.codes import CodeKeys
from homeward.web.access.fields import Part, split_by_part
from homeward.web.registry import copies, sealing
from homeward.web.registry.filing import BELIEFS, Filing, category_of
from homeward.web.registry.weeks import this_week

Told = dict[str, object]


def sealed_filing(filing: Filing, keys: CodeKeys) -> dict[str, Any]:
    """The row for `filings.db`; the data keys are stored before this returns."""
    public, private = cases.new_case(keys)
    request, batch = filing.request or uuid.uuid4(), sealing.Batch()
    told = [split_by_part(_stripped(values)) for values in filing.people]
    people = [
        _person(parts, values, batch) for parts, values in zip(told, filing.people, strict=True)
    ]
    secret = _in_confidence(split_by_part(_stripped(filing.values)), told)
    confidence = batch.seal(request, Part.CONFIDENCE, secret, sealing.instance().intake)
    batch.rows.append((request.bytes, sealing.CASE, private))
    own = [parts[Part.MATCHING] for parts in told]
    batch.rows += copies.copy_rows(request.bytes, keys, filing.second_word, own, secret)
    batch.store()
    return {
        "request": str(request),
        "case": as_text(public),
        "language": filing.language,
        "week": this_week().isoformat(),
        "people": people,
        "confidence": as_text(confidence),
        "files": [[str(file), kind] for file, kind in filing.files],
        "consents": sorted(filing.consents),
        "text": filing.text_version,
        "word": as_text(keys.word_tag(filing.second_word)) if filing.second_word.strip() else "",
    }


def _stripped(values: Mapping[str, str]) -> dict[str, str]:
    return {name: text.strip() for name, text in values.items()}


def _person(
    parts: Mapping[Part, Told], values: Mapping[str, str], batch: sealing.Batch
) -> list[Any]:
    """Id, category, statement and its ciphertext, what the family believes of him."""
    matcher, statement = sealing.instance().matcher, uuid.uuid4()
    told = dict(parts[Part.MATCHING])
    belief = _belief(told, batch) if "belief_kind" in told else []
    body = batch.seal(statement, Part.MATCHING, told, matcher)
    category = category_of(values).value
    return [str(uuid.uuid4()), category, str(statement), as_text(body), belief]


def _belief(told: Told, batch: sealing.Batch) -> list[str]:
    """Taken out of what was told: of which kind, the id of the claim it becomes, its ciphertext."""
    kind, words = (str(told.pop(name, "")) for name in BELIEFS)
    claim = uuid.uuid4()
    body = batch.seal(claim, Part.MATCHING, {"claim_wording": words}, sealing.instance().matcher)
    return [kind, str(claim), as_text(body)]


def _in_confidence(request: Mapping[Part, Told], people: list[dict[Part, Told]]) -> Told:
    """What only the office opens: of the request and its first person, then of each other one."""
    secret: Told = request[Part.CONFIDENCE] | request[Part.MATCHING]
    first, *others = [parts[Part.CONFIDENCE] for parts in people]
    more = [{"person": number, **told} for number, told in enumerate(others, start=2) if told]
    return first | secret | ({"others": more} if more else {})


def as_text(given: bytes) -> str:
    """Bytes in the JSON of a row."""
    return base64.b64encode(given).decode()
