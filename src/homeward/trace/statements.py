"""What a source says of a person's state, put as a claim with its default grade."""

from __future__ import annotations

from datetime import date

from homeward.claims import Axis, Grade, default_grade
from homeward.records import (
    Document,
    DocumentKind,
    FieldMention,
    FieldName,
    Mention,
    Polarity,
    Role,
)
from homeward.trace.lead import Statement
from homeward.trace.wording import Words

_AXES = {
    "alive": Axis.FATE,
    "dead": Axis.FATE,
    "missing": Axis.FATE,
    "wounded": Axis.FATE,
    "captive": Axis.CAPTIVITY,
    "released": Axis.CAPTIVITY,
    "deported": Axis.WHEREABOUTS,
    "adopted": Axis.LEGAL,
}


def statements(mention: Mention, document: Document, words: Words) -> tuple[Statement, ...]:
    """One for each state that the text gives the person, in the order of the text."""
    found: dict[tuple[str, Polarity], Statement] = {}
    for field in mention.fields:
        if field.name is FieldName.STATUS and field.value in _AXES:
            said = (field.value, field.polarity)
            found.setdefault(said, _statement(field, mention, document, words))
    return tuple(found.values())


def _statement(
    field: FieldMention, mention: Mention, document: Document, words: Words
) -> Statement:
    source = _kind_of_source(mention, document)
    grade = default_grade(source, _AXES[field.value], field.polarity).grade
    captive = field.value == "captive" or mention.role is Role.PRISONER
    coercion = captive and field.polarity is not Polarity.DENIED
    text = _sentence(field, grade, document.posted, words)
    return Statement(
        status=field.value,
        polarity=field.polarity,
        grade=str(grade),
        coercion=coercion,
        text=f"{text} {words('coercion')}" if coercion else text,
        span=field.span,
    )


def _kind_of_source(mention: Mention, document: Document) -> str:
    """A file does not say who stands behind it: the careful guess, for a person to better."""
    if document.kind is DocumentKind.ROW:
        return "unknown_list"
    return "local_obituary" if mention.role is Role.FALLEN else "anonymous_post"


def _sentence(field: FieldMention, grade: Grade, said_on: date | None, words: Words) -> str:
    what = words(f"status_{field.value}")
    meaning = (
        f"{words(f'reliability_{grade.reliability}')}, "
        f"{words(f'credibility_{grade.credibility.value}')}"
    )
    when = words("claim_dated", day=words.day(said_on)) if said_on else words("claim_undated")
    return " ".join(
        (
            words(field.polarity.value, what=what),
            when,
            words("claim_note", grade=grade, meaning=meaning),
        )
    )
