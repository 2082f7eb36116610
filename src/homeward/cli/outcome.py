"""What a command on tables ends with: the exit code, and a word on rows that were left out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from homeward.cli import DONE, FAILED, SOME_REJECTED
from homeward.records import Rejected
from homeward.rejected import write_rejected


def outcome(*, used: int, rejected: int) -> int:
    """The exit code for so many rows that were used and left out."""
    if not rejected:
        return DONE
    return SOME_REJECTED if used else FAILED


def list_rejected(
    console: Console, *, used: int, rejected: Sequence[Rejected], folder: Path
) -> int:
    """List rows that were left out in the folder's `rejected.csv`, and say so; the exit code.

    Nothing left out: no file, and an older one goes.
    """
    path = folder / "rejected.csv"
    if rejected:
        folder.mkdir(parents=True, exist_ok=True)
        write_rejected(path, rejected)
        console.print(f"[yellow]{len(rejected):,} rows could not be used[/]: see {path}")
    else:
        path.unlink(missing_ok=True)
    return outcome(used=used, rejected=len(rejected))
