"""One document against all requests: who is named in it, and whom that may be."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from homeward.extract import read, record_of
from homeward.index import Index
from homeward.interchange import notes_on_row, people_of_row
from homeward.match import Level, PairScore, explain, with_group_evidence
from homeward.records import (
    Document,
    DocumentKind,
    FieldName,
    Mention,
    PersonRecord,
    Rejected,
    Role,
    Span,
)
from homeward.text.near import digest, fingerprint
from homeward.trace.lead import Lead, Place, Proof, Statement, Weighed
from homeward.trace.proof import proof
from homeward.trace.spool import FoundLead
from homeward.trace.statements import statements
from homeward.trace.wording import Language, Words, words

# Nobody looks for these: they speak of somebody else.
NOT_SOUGHT = frozenset({Role.AUTHOR, Role.WITNESS, Role.OFFICIAL, Role.RELATIVE})
_CANDIDATES = 10  # requests that one mention may be; namesakes beyond are noise
_NEIGHBOUR = 0.02  # score from which others named in the same text may still lift a pair
_NOT_SHOWN = frozenset({FieldName.PHONE, FieldName.RELATION, FieldName.REFERENCE})


@dataclass(frozen=True, slots=True)
class Found:
    """What one document gave."""

    leads: tuple[FoundLead, ...]
    mentions: int
    searched: int
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class _Named:
    """A person in a document; without a mention, the person of a row."""

    record: PersonRecord
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class _Pair:
    """A person in a document who may be the one a request looks for."""

    person: _Named
    request: PersonRecord
    score: PairScore


@dataclass(frozen=True, slots=True)
class Searcher:
    """All requests, ready to be asked."""

    requests: Mapping[str, PersonRecord]
    index: Index
    least: float
    language: Language

    def search(self, document: Document) -> Found:
        """The leads of a document: for each request the best mention in it."""
        row = people_of_row(document) if document.kind is DocumentKind.ROW else None
        if isinstance(row, Rejected):
            return Found((), 0, 0, (row,))
        if row is not None:
            found = self._found(document, [_Named(row)], 1)
            return replace(found, rejected=notes_on_row(document))
        mentions = read(document.text, document.posted)
        sought = to_compare(mentions)
        named = [_named(mention, number, document) for number, mention in enumerate(sought)]
        return self._found(document, named, len(mentions))

    def _found(self, document: Document, named: Sequence[_Named], mentions: int) -> Found:
        pairs = [
            (person, hit.id, hit.score)
            for person in named
            for hit in self.index.search(person.record, top=_CANDIDATES, least=_NEIGHBOUR)
        ]
        together = with_group_evidence(
            [(person.record, self.requests[request], score) for person, request, score in pairs]
        )
        best: dict[str, _Pair] = {}
        for (person, request, _), score in zip(pairs, together, strict=True):
            likely = request not in best or score.score > best[request].score.score
            if score.score >= self.least and likely:
                best[request] = _Pair(person, self.requests[request], score)
        return Found(tuple(self._leads(document, best.values())), mentions, len(named))

    def _leads(self, document: Document, pairs: Collection[_Pair]) -> Iterator[FoundLead]:
        if pairs:
            text_digest, text_print = digest(document.text), fingerprint(document.text)
        for pair in pairs:
            yield FoundLead(self._lead(document, pair), text_digest, text_print)

    def _lead(self, document: Document, pair: _Pair) -> Lead:
        request, score, mention = pair.request, pair.score, pair.person.mention
        why = explain(score, self.language.value)
        proved = (
            _in_text(mention, document, words(self.language))
            if mention
            else _in_row(pair.person.record, document, words(self.language))
        )
        origin = document.origin
        return Lead(
            request=request.id,
            request_name=request.name.full,
            source=Place(origin.path, origin.locator, document.kind, document.posted),
            name=proved.name,
            role=proved.role,
            span=proved.span,
            score=score.score,
            hypothesis=score.hypothesis.value,
            agrees=why.agrees,
            differs=why.differs,
            unknown=why.unknown,
            summary=why.summary,
            features=_weighed(score),
            statements=proved.statements,
            proof=proved.proof,
        )


@dataclass(frozen=True, slots=True)
class _Proved:
    """The words of a document that name a person, and what they claim."""

    name: str
    role: Role
    span: Span
    proof: Proof
    statements: tuple[Statement, ...]


def to_compare(mentions: Sequence[Mention]) -> list[Mention]:
    """Whom a text may speak of. A relative who is alone in it is whom it speaks of."""
    sought = [mention for mention in mentions if mention.role not in NOT_SOUGHT]
    return sought or [mention for mention in mentions if mention.role is Role.RELATIVE]


def _named(mention: Mention, number: int, document: Document) -> _Named:
    record = record_of(
        mention,
        id=f"m{number}",
        surface=mention.span.of(document.text),
        origin=document.origin,
        posted=document.posted,
        group=str(document.origin),
    )
    return _Named(record, mention)


def _in_text(mention: Mention, document: Document, words: Words) -> _Proved:
    others = [field.span for field in mention.fields if field.name not in _NOT_SHOWN]
    return _Proved(
        mention.span.of(document.text),
        mention.role,
        mention.span,
        proof(document.text, mention.span, others),
        statements(mention, document, words),
    )


def _in_row(record: PersonRecord, document: Document, words: Words) -> _Proved:
    """A row is its own proof; what it says of the person's state is read as text."""
    marks = name_in_row(record, document.text)
    span = Span(marks[0].start, marks[-1].end) if marks else Span(0, len(document.text))
    mentions = read(document.text, document.posted)
    said = [said for mention in mentions for said in statements(mention, document, words)]
    once = {(one.status, one.polarity): one for one in reversed(said)}
    own = Proof(document.text, 0, tuple(marks))
    return _Proved(record.name.full, Role.OTHER, span, own, tuple(once.values()))


def name_in_row(record: PersonRecord, text: str) -> list[Span]:
    """Where the name stands in a row's text: one cell, or up to three; [] if it was rewritten."""
    name = record.name
    parts = [part for part in (name.family_name, name.given_name, name.patronymic) if part]
    for wanted in ([name.full], parts):
        found = [re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text) for part in wanted]
        spans = [Span(*match.span()) for match in found if match]
        if wanted and len(spans) == len(wanted):
            return sorted(spans, key=lambda span: span.start)
    return []


def _weighed(score: PairScore) -> tuple[Weighed, ...]:
    return tuple(
        Weighed(
            feature=compared.feature.value,
            level=compared.level.value,
            bits=round(compared.weight, 2),
            reason=compared.reason,
            source=compared.ours,
            request=compared.theirs,
        )
        for compared in score.comparisons
        if compared.level is not Level.MISSING
    )
