"""A folder that appears whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from homeward.errors import BadInput

LEADS_CSV, LEADS_JSONL = "leads.csv", "leads.jsonl"
REJECTED_CSV, REPORT_HTML = "rejected.csv", "report.html"
FILES = frozenset({LEADS_CSV, LEADS_JSONL, REJECTED_CSV, REPORT_HTML})


@contextmanager
def new_folder(out: Path, *, holds: frozenset[str] = FILES) -> Iterator[Path]:
    """A hidden folder beside `out` that takes its place at the end.

    Whatever goes wrong before, Ctrl-C included, it is removed and `out` stays as it was. An
    earlier result is replaced, and put back if the new one cannot take its place; a folder with
    anything but `holds` in it is refused.
    """
    refuse_foreign(out, holds)
    out.parent.mkdir(parents=True, exist_ok=True)
    hidden = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    earlier = hidden.with_name(f"{hidden.name}-earlier")
    try:
        yield hidden
        refuse_foreign(out, holds)  # it may have changed during the hours of a long run
        if out.exists():
            out.rename(earlier)
        hidden.rename(out)
    except BaseException:
        if earlier.exists() and not out.exists():
            earlier.rename(out)
        shutil.rmtree(hidden, ignore_errors=True)
        raise
    finally:
        shutil.rmtree(earlier, ignore_errors=True)


def refuse_foreign(out: Path, holds: frozenset[str] = FILES) -> None:
    """Raise `BadInput` if nothing can be put here without touching other files."""
    if not out.exists():
        return
    if not out.is_dir():
        raise BadInput(f"{out} is a file: name a folder")
    if {entry.name for entry in out.iterdir()} - holds:
        raise BadInput(f"{out} holds other files: name a new or empty folder")
