"""The leads as CSV for a spreadsheet and as JSON lines for programs."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from types import TracebackType
from typing import Self

from homeward.rejected import safe_cell
from homeward.trace.folder import LEADS_CSV, LEADS_JSONL
from homeward.trace.lead import Lead, as_json

COLUMNS = (
    *("request", "request_name", "score", "hypothesis", "name_in_source", "role"),
    *("path", "locator", "kind", "posted", "also_in"),
    *("agrees", "differs", "unknown", "statements", "sentence"),
)


class LeadTables:
    """Writes both files side by side, lead by lead."""

    def __init__(self, folder: Path) -> None:
        # With a byte order mark, else spreadsheet programs misread Cyrillic letters.
        self._csv = (folder / LEADS_CSV).open("w", encoding="utf-8-sig", newline="")
        self._jsonl = (folder / LEADS_JSONL).open("w", encoding="utf-8", newline="\n")
        self._table = csv.writer(self._csv)
        self._table.writerow(COLUMNS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._csv.close()
        self._jsonl.close()

    def add(self, lead: Lead) -> None:
        self._table.writerow(safe_cell(cell) for cell in _cells(lead))
        self._jsonl.write(json.dumps(as_json(lead), ensure_ascii=False) + "\n")


def _cells(lead: Lead) -> tuple[str, ...]:
    return (
        *(lead.request, lead.request_name, f"{lead.score:.4f}", lead.hypothesis),
        *(lead.name, lead.role.value),
        *(lead.source.path, lead.source.locator, lead.source.kind.value),
        lead.source.posted.isoformat() if lead.source.posted else "",
        "\n".join(f"{p.path} ({p.locator})" if p.locator else p.path for p in lead.also_in),
        *("\n".join(told) for told in (lead.agrees, lead.differs, lead.unknown)),
        "\n".join(statement.text for statement in lead.statements),
        lead.proof.text,
    )
