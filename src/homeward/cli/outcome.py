"""What a command on tables ends with: the exit code, and a word on rows that were left out."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from homeward.cli import DONE, FAILED, SOME_REJECTED


def outcome(*, used: int, rejected: int) -> int:
    """The exit code for so many rows that were used and left out."""
    if not rejected:
        return DONE
    return SOME_REJECTED if used else FAILED


def tell_rejected(console: Console, *, used: int, rejected: int, path: Path) -> int:
    """Say how many rows were left out and where they are listed; the exit code."""
    if rejected:
        console.print(f"[yellow]{rejected:,} rows could not be used[/]: see {path}")
    return outcome(used=used, rejected=rejected)
