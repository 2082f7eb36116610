"""CSV and TSV to rows: delimiter found, quotes respected, a quote that never closes survived."""

from __future__ import annotations

import csv
import re
from collections import Counter, deque
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path

from homeward.sources.grid import GridRow
from homeward.sources.headers import column_of
from homeward.sources.opened import BAD_BYTES, Seen, bounded_lines, is_broken, open_text, shown

DELIMITERS = ",;\t|"
OPEN_QUOTE = 'a quote (") opens here and is never closed; close it or remove it'
TOO_LONG = "this line is longer than a million characters; check the line ends of the file"
_LONGEST_LINE = 1 << 20
_LINES_OF_A_ROW = 100
_SAMPLE_LINES, _SAMPLE_WIDTH = 50, 10_000


def read_delimited(path: Path, seen: Seen) -> Iterator[GridRow]:
    """Every row of the file, blank ones too, numbered as a spreadsheet would."""
    with open_text(path, seen) as text:
        lines = deque[str]()
        source = bounded_lines(text, _LONGEST_LINE)
        lines.extend(islice(source, _SAMPLE_LINES))
        delimiter = _announced_delimiter(lines) or _delimiter(
            [line[:_SAMPLE_WIDTH] for line in lines]
        )
        for number, row in enumerate(_rows(lines, source, delimiter), 1):
            cells, problem = row
            if not problem and any(is_broken(cell) for cell in cells):
                problem = BAD_BYTES
            yield GridRow(number, tuple(shown(cell) for cell in cells), problem=problem)


def _announced_delimiter(lines: deque[str]) -> str:
    """What a first line `sep=;` (it is no row) says, or nothing."""
    if lines and lines[0].casefold().startswith("sep=") and len(lines[0].strip()) == 5:
        return lines.popleft()[4]
    return ""


def _delimiter(sample: list[str]) -> str:
    """The mark that shows most known headers, else most lines with equally many cells."""
    return max(DELIMITERS, key=lambda mark: _regularity(sample, mark))


def _regularity(sample: list[str], mark: str) -> tuple[int, int, int]:
    rows = [row for row in csv.reader(sample, delimiter=mark) if len(row) > 1]
    if not rows:
        return 0, 0, 0
    known = max(sum(column_of(cell.strip()) is not None for cell in row) for row in rows)
    width, times = Counter(map(len, rows)).most_common(1)[0]
    return known, times, width


def _rows(
    ahead: deque[str], source: Iterator[str], delimiter: str
) -> Iterator[tuple[list[str], str]]:
    """(cells, problem) for each row; `ahead` holds lines read before their turn."""
    while line := ahead.popleft() if ahead else next(source, ""):
        if '"' not in line:
            cells = line.rstrip("\n").split(delimiter)
            yield _stripped(cells), TOO_LONG if len(line) >= _LONGEST_LINE else ""
            continue
        taken = [line]
        while _open_quote(taken, delimiter) and len(taken) < _LINES_OF_A_ROW:
            following = ahead.popleft() if ahead else next(source, "")
            if not following:
                break
            taken.append(following)
        parsed = _parsed(taken, delimiter)
        if parsed is None:
            ahead.extendleft(reversed(taken[1:]))
        yield (_stripped(parsed), "") if parsed else ([line.rstrip("\n")], OPEN_QUOTE)


def _parsed(lines: list[str], delimiter: str) -> list[str] | None:
    """The cells of a row; `None` if a quote is never closed.

    In a row of several lines, text after the quote that ends a cell means that this quote
    belongs to another row, which would be swallowed.
    """
    if _open_quote(lines, delimiter):
        return None
    try:
        return next(csv.reader(lines, delimiter=delimiter, strict=len(lines) > 1))
    except csv.Error:
        return None


def _open_quote(lines: list[str], delimiter: str) -> bool:
    """Whether a cell that began with a quote has not ended with these lines."""
    return _closed_row(delimiter).fullmatch("".join(lines)) is None


@cache
def _closed_row(delimiter: str) -> re.Pattern[str]:
    mark = re.escape(delimiter)
    # Each quote has one way to be read, so nothing is tried twice. Possessive quantifiers would say
    # the same, but Debian 12's Python 3.11.2 matches them wrongly.
    quoted = rf'"[^"]*(?:""[^"]*)*"(?!")[^{mark}\n]*'
    plain = rf'(?!")[^{mark}\n]*'
    return re.compile(rf"(?:{quoted}|{plain})(?:{mark}(?:{quoted}|{plain}))*\n?")


def _stripped(cells: list[str]) -> list[str]:
    return [cell.strip() for cell in cells]
