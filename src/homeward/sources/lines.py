"""Files that hold one thing a line: what cannot be used is put aside, and the rest goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from homeward.errors import UnusableRow
from homeward.records import Origin, Rejected

_T = TypeVar("_T")


def usable_lines(
    lines: Iterable[str], path: Path, read_line: Callable[[str], _T], rejected: list[Rejected]
) -> Iterator[_T]:
    """What each line that is not blank gives; `UnusableRow` puts it aside with its number."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield read_line(line)
        except UnusableRow as error:
            rejected.append(Rejected(Origin(str(path), f"line {number}"), line, str(error)))
