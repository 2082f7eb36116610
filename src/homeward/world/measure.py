"""How well leads agree with the truth of an invented world.

A lead names a request and a document: its own source, and each document of equal text that it
lists in `also_in`. It is right if and only if the truth has that request at that place. A person
who is named twice in one document is one truth and one lead; a lead that repeats an earlier one
counts once.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from homeward.errors import UnreadableFile, UnusableRow

Place = tuple[str, str, str]  # request, path, locator
UNKNOWN_KIND = "unknown"


@dataclass(frozen=True, slots=True)
class Recall:
    """Of so many true mentions so many were found."""

    truths: int
    found: int

    @property
    def recall(self) -> float | None:
        return self.found / self.truths if self.truths else None


@dataclass(frozen=True, slots=True)
class Precision:
    """Of so many leads so many were right."""

    leads: int
    right: int

    @property
    def precision(self) -> float | None:
        return self.right / self.leads if self.leads else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The figures of one run; `by_kind` and `by_change` are in the order of the alphabet."""

    all: Recall
    leads: Precision
    by_kind: Mapping[str, Recall] = field(default_factory=dict)
    by_change: Mapping[str, Recall] = field(default_factory=dict)
    leads_by_kind: Mapping[str, Precision] = field(default_factory=dict)
    requests: Recall  # requests with at least one truth; found with at least one right lead


def measure(leads_jsonl: Path, truth_csv: Path) -> Measured:
    """Compare leads with the truth.

    Kinds of wrong leads come from `documents.csv` beside the truth; without that file, or for a
    document it does not list, they count as "unknown". Raises `UnreadableFile` or `UnusableRow`.
    """
    truth = read_truth(truth_csv)
    kinds = _kinds(truth_csv.with_name("documents.csv"))
    leads = set(read_leads(leads_jsonl))
    right = leads & truth.keys()
    lead_kinds = {lead: kinds.get(lead[1:], truth.get(lead, (UNKNOWN_KIND,))[0]) for lead in leads}
    return Measured(
        all=Recall(len(truth), len(right)),
        leads=Precision(len(leads), len(right)),
        by_kind=_recalls(truth, right, 0),
        by_change=_recalls(truth, right, 1),
        leads_by_kind=_precisions(lead_kinds, right),
        requests=Recall(len({place[0] for place in truth}), len({place[0] for place in right})),
    )


def read_truth(truth_csv: Path) -> dict[Place, tuple[str, str]]:
    """Every true mention with its kind and its change."""
    return {
        (row["request_id"], row["path"], row["locator"]): (row["kind"], row["change"])
        for row in _rows(truth_csv, ("request_id", "path", "locator", "kind", "change"))
    }


def _kinds(documents_csv: Path) -> dict[tuple[str, str], str]:
    if not documents_csv.exists():
        return {}
    rows = _rows(documents_csv, ("path", "locator", "kind"))
    return {(row["path"], row["locator"]): row["kind"] for row in rows}


def _rows(path: Path, needed: tuple[str, ...]) -> Iterator[dict[str, str]]:
    try:
        file = path.open(encoding="utf-8", newline="")
    except OSError as error:
        raise UnreadableFile(f"{path.name} cannot be read: {error.strerror}") from error
    with file:
        reader = csv.DictReader(file)
        missing = [name for name in needed if name not in (reader.fieldnames or ())]
        if missing:
            raise UnreadableFile(f"{path.name} lacks the columns {', '.join(missing)}")
        yield from reader


def read_leads(leads_jsonl: Path) -> Iterator[Place]:
    """Every request and place that the leads name, equal texts included."""
    try:
        file = leads_jsonl.open(encoding="utf-8")
    except OSError as error:
        raise UnreadableFile(f"{leads_jsonl.name} cannot be read: {error.strerror}") from error
    with file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                lead = json.loads(line)
                request = str(lead["request"])
                places = [lead["source"], *lead.get("also_in", ())]
                yield from [(request, place["path"], place.get("locator", "")) for place in places]
            except (ValueError, KeyError, TypeError) as error:
                raise UnusableRow(
                    f"{leads_jsonl.name} line {number}: a lead needs request and source.path"
                ) from error


def _recalls(
    truth: dict[Place, tuple[str, str]], right: set[Place], part: int
) -> dict[str, Recall]:
    truths = Counter(what[part] for what in truth.values())
    found = Counter(truth[place][part] for place in right)
    return {name: Recall(truths[name], found[name]) for name in sorted(truths)}


def _precisions(kinds: dict[Place, str], right: set[Place]) -> dict[str, Precision]:
    leads = Counter(kinds.values())
    good = Counter(kinds[place] for place in right)
    return {name: Precision(leads[name], good[name]) for name in sorted(leads)}
