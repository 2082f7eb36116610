"""A mention as it is sealed, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from homeward.records import FieldMention, FieldName, Mention, Polarity, Role, Sex, Span
from homeward.web.evidence.models import EvidenceItem


def mention_values(mention: Mention) -> dict[str, Any]:
    """All of a mention in plain types."""
    return {
        "span": [mention.span.start, mention.span.end],
        "role": mention.role.value,
        "parts": dict(mention.parts),
        "forms": list(mention.forms),
        "sex": mention.sex.value if mention.sex else None,
        "doubtful": mention.doubtful,
        "fields": [
            [f.name.value, f.value, f.span.start, f.span.end, f.polarity.value, f.doubtful]
            for f in mention.fields
        ],
    }


def mention_of(values: Mapping[str, Any]) -> Mention:
    """Undo `mention_values`."""
    return Mention(
        span=Span(*values["span"]),
        role=Role(values["role"]),
        parts=values["parts"],
        forms=tuple(values["forms"]),
        sex=Sex(values["sex"]) if values["sex"] else None,
        doubtful=values["doubtful"],
        fields=tuple(
            FieldMention(FieldName(name), value, Span(start, end), Polarity(polarity), doubtful)
            for name, value, start, end, polarity, doubtful in values["fields"]
        ),
    )


def training_line(item: EvidenceItem, text: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """A corrected text in the shape of docs/gold-set.md, "Corrections of caseworkers"."""
    return {
        "id": str(item.pk),
        "text": text,
        "posted": item.posted.isoformat() if item.posted else None,
        "mentions": [_training_mention(values) for values in told["after"]],
    }


def _training_mention(values: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: values[name] for name in ("span", "role", "parts", "forms", "sex", "doubtful")}
    said = [
        {"name": name, "value": value, "span": [start, end], "polarity": polarity}
        for name, value, start, end, polarity, _doubtful in values["fields"]
    ]
    return {**kept, "fields": said}
