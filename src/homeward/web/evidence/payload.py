"""A mention as it is sealed, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from homeward.records import FieldMention, FieldName, Mention, Polarity, Role, Sex, Span


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
