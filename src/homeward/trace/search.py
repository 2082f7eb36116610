"""One document against all requests: who is named in it, and whom that may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from homeward.extract import read, record_of
from homeward.index import Hit, Index
from homeward.interchange import notes_on_row, people_of_row
from homeward.match import Level, PairScore, explain
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
from homeward.trace.lead import Lead, Place, Proof, Statement, Weighed
from homeward.trace.proof import proof
from homeward.trace.reposts import digest, sketch
from homeward.trace.spool import FoundLead
from homeward.trace.statements import statements
from homeward.trace.wording import Language, words

# Nobody looks for these: they speak of somebody else.
NOT_SOUGHT = frozenset({Role.AUTHOR, Role.WITNESS, Role.OFFICIAL, Role.RELATIVE})
_CANDIDATES = 10  # requests that one mention may be; namesakes beyond are noise
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
    """A person in a document: who it is to be compared, and the words that say so."""

    record: PersonRecord
    name: str
    role: Role
    span: Span
    proof: Proof
    statements: tuple[Statement, ...]


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
            found = self._found(document, [self._of_row(row, document)], 1)
            return replace(found, rejected=notes_on_row(document))
        mentions = read(document.text, document.posted)
        sought = [mention for mention in mentions if mention.role not in NOT_SOUGHT]
        named = (self._of_mention(m, n, document) for n, m in enumerate(sought))
        return self._found(document, list(named), len(mentions))

    def _of_mention(self, mention: Mention, number: int, document: Document) -> _Named:
        record = record_of(mention, id=f"m{number}", origin=document.origin, posted=document.posted)
        others = [field.span for field in mention.fields if field.name not in _NOT_SHOWN]
        return _Named(
            record,
            mention.span.of(document.text),
            mention.role,
            mention.span,
            proof(document.text, mention.span, others),
            statements(mention, document, words(self.language)),
        )

    def _of_row(self, record: PersonRecord, document: Document) -> _Named:
        """A row of a table is its own proof; its words on the person's state are read as text."""
        marks = name_in_row(record, document.text)
        mentions = read(document.text, document.posted)
        said = [said for m in mentions for said in statements(m, document, words(self.language))]
        return _Named(
            record,
            record.name.full,
            Role.OTHER,
            Span(marks[0].start, marks[-1].end) if marks else Span(0, len(document.text)),
            Proof(document.text, 0, tuple(marks)),
            tuple({(s.status, s.polarity): s for s in reversed(said)}.values()),
        )

    def _found(self, document: Document, named: Sequence[_Named], mentions: int) -> Found:
        best: dict[str, tuple[Hit, _Named]] = {}
        for person in named:
            for hit in self.index.search(person.record, top=_CANDIDATES, least=self.least):
                if hit.id not in best or hit.score.score > best[hit.id][0].score.score:
                    best[hit.id] = (hit, person)
        return Found(tuple(self._leads(document, best.values())), mentions, len(named))

    def _leads(self, document: Document, best: Iterable[tuple[Hit, _Named]]) -> Iterator[FoundLead]:
        pairs = list(best)
        if not pairs:
            return
        text_digest, text_sketch = digest(document.text), sketch(document.text)
        for hit, person in pairs:
            yield FoundLead(self._lead(document, hit, person), text_digest, text_sketch)

    def _lead(self, document: Document, hit: Hit, person: _Named) -> Lead:
        request = self.requests[hit.id]
        why = explain(hit.score, self.language.value)
        origin = document.origin
        return Lead(
            request=request.id,
            request_name=request.name.full,
            source=Place(origin.path, origin.locator, document.kind, document.posted),
            name=person.name,
            role=person.role,
            span=person.span,
            score=hit.score.score,
            hypothesis=hit.score.hypothesis.value,
            agrees=why.agrees,
            differs=why.differs,
            unknown=why.unknown,
            summary=why.summary,
            features=_weighed(hit.score),
            statements=person.statements,
            proof=person.proof,
        )


def name_in_row(record: PersonRecord, text: str) -> list[Span]:
    """Where the name stands in a row's text: one cell, or up to three."""
    name = record.name
    parts = [part for part in (name.family_name, name.given_name, name.patronymic) if part]
    for wanted in ([name.full], parts):
        starts = [text.find(part) for part in wanted]
        if wanted and -1 not in starts:
            pairs = zip(starts, wanted, strict=True)
            return sorted((Span(n, n + len(part)) for n, part in pairs), key=lambda s: s.start)
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
