"""What a run has looked at and found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts of one run. Nothing in it names a person."""

    out: Path
    requests: int
    requests_with_leads: int
    files: int
    documents: int  # posts, pages, letters, rows
    mentions: int  # people named in them
    searched: int  # mentions and rows compared with the requests
    leads: int  # texts repeated elsewhere count once
    reposts: int
    rejected: int  # rows and files

    @property
    def complete(self) -> bool:
        """Whether nothing had to be rejected."""
        return self.rejected == 0
