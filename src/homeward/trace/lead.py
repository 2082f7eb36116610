"""A lead: one place in a source that may speak of one sought person.

One lead is one line of `leads.jsonl`; `as_json` is the only description of that format.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from homeward.records import DocumentKind, Polarity, Role, Span


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: a file, the place in it, and the day the source gives."""

    path: str
    locator: str
    kind: DocumentKind
    posted: date | None


@dataclass(frozen=True, slots=True)
class Weighed:
    """One feature that both sides know: how far it agrees and how much that says."""

    feature: str
    level: str
    bits: float  # log2 of the evidence for one person
    reason: str  # code in data/reasons.csv
    source: str  # as the source has it
    request: str  # as the request has it


@dataclass(frozen=True, slots=True)
class Statement:
    """What a source says of the person's state, as a claim with the default grade."""

    status: str  # a value of FieldName.STATUS
    polarity: Polarity
    grade: str  # Admiralty code
    coercion: bool  # may have been said in captivity, under force
    text: str  # a sentence for people
    span: Span  # in the document


@dataclass(frozen=True, slots=True)
class Proof:
    """The words that prove it, cut out of the document just as they stand."""

    text: str
    start: int  # where `text` begins in the document
    marks: tuple[Span, ...]  # in `text`: the name first, then what else was compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A possible match, explained. `also_in`: the same text, word for word or nearly, elsewhere."""

    request: str
    request_name: str
    source: Place
    name: str  # as written in the source
    role: Role
    span: Span
    score: float
    hypothesis: str
    agrees: tuple[str, ...]  # sentences in the report's language
    differs: tuple[str, ...]
    unknown: tuple[str, ...]
    summary: str
    features: tuple[Weighed, ...]  # the same as codes and figures
    statements: tuple[Statement, ...]
    proof: Proof
    also_in: tuple[Place, ...] = ()

    @property
    def speaks_of_death(self) -> bool:
        """Whether to warn before the words of the source are read (R30)."""
        told = any(
            s.status == "dead" and s.polarity is not Polarity.DENIED for s in self.statements
        )
        return told or self.role is Role.FALLEN


def as_json(lead: Lead) -> dict[str, Any]:
    """The lead as it stands in `leads.jsonl`; spans are code points of the document's text."""
    return {
        "request": lead.request,
        "request_name": lead.request_name,
        "score": round(lead.score, 4),
        "hypothesis": lead.hypothesis,
        "name": lead.name,
        "role": lead.role.value,
        "span": [lead.span.start, lead.span.end],
        "source": _place(lead.source),
        "also_in": [_place(place) for place in lead.also_in],
        "agrees": list(lead.agrees),
        "differs": list(lead.differs),
        "unknown": list(lead.unknown),
        "summary": lead.summary,
        "features": [asdict(feature) for feature in lead.features],
        "statements": [_statement(statement) for statement in lead.statements],
        "sentence": {
            "text": lead.proof.text,
            "start": lead.proof.start,
            "marks": [[mark.start, mark.end] for mark in lead.proof.marks],
        },
    }


def from_json(lead: dict[str, Any]) -> Lead:
    """Read `as_json` back."""
    return Lead(
        request=lead["request"],
        request_name=lead["request_name"],
        score=lead["score"],
        hypothesis=lead["hypothesis"],
        name=lead["name"],
        role=Role(lead["role"]),
        span=Span(*lead["span"]),
        source=_read_place(lead["source"]),
        also_in=tuple(_read_place(place) for place in lead["also_in"]),
        agrees=tuple(lead["agrees"]),
        differs=tuple(lead["differs"]),
        unknown=tuple(lead["unknown"]),
        summary=lead["summary"],
        features=tuple(Weighed(**feature) for feature in lead["features"]),
        statements=tuple(_read_statement(statement) for statement in lead["statements"]),
        proof=Proof(
            lead["sentence"]["text"],
            lead["sentence"]["start"],
            tuple(Span(*mark) for mark in lead["sentence"]["marks"]),
        ),
    )


def with_copies(lead: Lead, places: Iterable[Place]) -> Lead:
    """The same lead, found in more places."""
    return replace(lead, also_in=(*lead.also_in, *places))


def _place(place: Place) -> dict[str, Any]:
    return {
        "path": place.path,
        "locator": place.locator,
        "kind": place.kind.value,
        "posted": place.posted.isoformat() if place.posted else None,
    }


def _read_place(place: dict[str, Any]) -> Place:
    posted = date.fromisoformat(place["posted"]) if place["posted"] else None
    return Place(place["path"], place["locator"], DocumentKind(place["kind"]), posted)


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "status": statement.status,
        "polarity": statement.polarity.value,
        "grade": statement.grade,
        "coercion": statement.coercion,
        "text": statement.text,
        "span": [statement.span.start, statement.span.end],
    }


def _read_statement(statement: dict[str, Any]) -> Statement:
    return Statement(
        statement["status"],
        Polarity(statement["polarity"]),
        statement["grade"],
        statement["coercion"],
        statement["text"],
        Span(*statement["span"]),
    )
