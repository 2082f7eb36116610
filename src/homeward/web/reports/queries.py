"""What of a report opens only offline."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from homeward.web.reports.models import Report


@dataclass(frozen=True, slots=True)
class SealedPart:
    """A contact or a file, by the id that its key lies under."""

    id: uuid.UUID
    is_file: bool


def sealed_parts(report: Report) -> list[SealedPart]:
    """Of the report, and of those who sent the same words again."""
    again = Report.objects.filter(item__repeats=report.item_id)
    return [part for row in (report, *again) for part in _parts(row)]


def _parts(row: Report) -> list[SealedPart]:
    contact = [SealedPart(row.pk, is_file=False)] if row.contact else []
    return contact + ([SealedPart(row.file, is_file=True)] if row.file else [])
