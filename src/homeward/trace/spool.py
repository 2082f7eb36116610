"""Leads wait on disk until all sources are read, so that memory does not grow with them.

A SQLite file in the report's hidden folder; it is gone before anybody sees the folder.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from homeward.records import DocumentKind, Origin, Rejected
from homeward.text.near import NEARLY, digest, overlap
from homeward.trace.lead import Lead, Place, as_json, from_json, with_copies

_TABLES = """
CREATE TABLE lead (
    number INTEGER PRIMARY KEY,
    request TEXT NOT NULL,
    score REAL NOT NULL,
    text_digest BLOB NOT NULL,
    print_of_text BLOB NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (request, text_digest)
);
CREATE TABLE copy (lead INTEGER NOT NULL, path TEXT, locator TEXT, kind TEXT, posted TEXT);
CREATE INDEX copy_of ON copy (lead);
CREATE TABLE rejected (path TEXT, locator TEXT, original TEXT, reason TEXT);
"""
_WORST = """
DELETE FROM lead WHERE number IN (
    SELECT number FROM (
        SELECT number, row_number() OVER (PARTITION BY request ORDER BY score DESC, number) AS place
        FROM lead)
    WHERE place > ?)
"""
_PRUNE_EVERY = 50_000


@dataclass(frozen=True, slots=True)
class FoundLead:
    """A lead with what tells whether its text stands elsewhere too."""

    lead: Lead
    text_digest: bytes
    print_of_text: bytes


@dataclass(frozen=True, slots=True)
class OfRequest:
    """The leads of one request, the best first; `found` counts those not kept as well."""

    request: str
    found: int
    leads: tuple[Lead, ...]


class Spool:
    """Takes leads and rejected rows; gives them back sorted. `keep` leads a request, no more."""

    def __init__(self, file: Path, *, keep: int) -> None:
        self._base = sqlite3.connect(file, isolation_level=None)
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute("PRAGMA synchronous = OFF")
        self._base.executescript(_TABLES)
        self._base.execute("BEGIN")
        self._keep = keep
        self._since_pruning = 0
        self.found: Counter[str] = Counter()  # request to leads, reposts not counted
        self.reposts = 0

    def close(self) -> None:
        self._base.close()

    def add(self, found: FoundLead) -> None:
        """Keep a lead; if its text was seen for this request, keep only where it stands."""
        request = found.lead.request
        row = self._base.execute(
            "SELECT number FROM lead WHERE request = ? AND text_digest = ?",
            (request, found.text_digest),
        ).fetchone()
        if row:
            self._add_copy(row[0], found.lead.source)
            return
        self.found[request] += 1
        body = json.dumps(as_json(found.lead), ensure_ascii=False)
        self._base.execute(
            "INSERT INTO lead (request, score, text_digest, print_of_text, body)"
            " VALUES (?, ?, ?, ?, ?)",
            (request, found.lead.score, found.text_digest, found.print_of_text, body),
        )
        self._since_pruning += 1
        if self._since_pruning >= _PRUNE_EVERY:
            self._prune()

    def reject(self, rejected: Rejected) -> None:
        """Keep a rejected row or file for `rejected.csv`."""
        origin = rejected.origin
        self._base.execute(
            "INSERT INTO rejected VALUES (?, ?, ?, ?)",
            (origin.path, origin.locator, rejected.original, rejected.reason),
        )

    def rejected(self) -> Iterator[Rejected]:
        """All that was rejected, in the order in which it was met."""
        for path, locator, original, reason in self._base.execute(
            "SELECT path, locator, original, reason FROM rejected ORDER BY rowid"
        ):
            yield Rejected(Origin(path, locator), original, reason)

    def requests(self) -> Iterator[OfRequest]:
        """Requests with leads: the one with the best lead first."""
        self._prune()
        order = "SELECT request FROM lead GROUP BY request ORDER BY max(score) DESC, min(number)"
        for (request,) in self._base.execute(order).fetchall():
            leads, merged = self._leads(request)
            yield OfRequest(request, self.found[request] - merged, leads)

    def _leads(self, request: str) -> tuple[tuple[Lead, ...], int]:
        """The leads of a request with near-equal texts joined, and how many were joined."""
        rows = self._base.execute(
            "SELECT number, print_of_text, body FROM lead"
            " WHERE request = ? ORDER BY score DESC, number",
            (request,),
        ).fetchall()
        heads: list[tuple[Lead, bytes]] = []
        for number, text_print, body in rows:
            lead = with_copies(from_json(json.loads(body)), self._copies(number))
            twin = next(
                (n for n, head in enumerate(heads) if _one_text(head, lead, text_print)), None
            )
            if twin is None:
                heads.append((lead, text_print))
            else:
                first, print_of_first = heads[twin]
                heads[twin] = (with_copies(first, (lead.source, *lead.also_in)), print_of_first)
        return tuple(lead for lead, _ in heads), len(rows) - len(heads)

    def _copies(self, lead: int) -> tuple[Place, ...]:
        return tuple(
            Place(path, locator, DocumentKind(kind), date.fromisoformat(day) if day else None)
            for path, locator, kind, day in self._base.execute(
                "SELECT path, locator, kind, posted FROM copy WHERE lead = ? ORDER BY rowid",
                (lead,),
            )
        )

    def _add_copy(self, lead: int, place: Place) -> None:
        self.reposts += 1
        day = place.posted.isoformat() if place.posted else None
        self._base.execute(
            "INSERT INTO copy VALUES (?, ?, ?, ?, ?)",
            (lead, place.path, place.locator, place.kind.value, day),
        )

    def _prune(self) -> None:
        """Drop the worst leads of requests that have too many."""
        self._base.execute(_WORST, (self._keep,))
        self._base.execute("DELETE FROM copy WHERE lead NOT IN (SELECT number FROM lead)")
        self._since_pruning = 0


def _one_text(head: tuple[Lead, bytes], lead: Lead, text_print: bytes) -> bool:
    """Nearly the same text around the same words; rows of tables only if fully equal."""
    first, print_of_first = head
    if DocumentKind.ROW in (first.source.kind, lead.source.kind):
        return False
    same_words = digest(first.proof.text) == digest(lead.proof.text)
    return same_words and overlap(print_of_first, text_print) >= NEARLY
