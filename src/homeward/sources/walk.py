"""The files of a folder, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

OUR_REPORTS = frozenset({"leads.csv", "leads.jsonl", "report.html", "rejected.csv"})
_A_REPORT_HOLDS = frozenset({"leads.csv", "leads.jsonl"})  # both: then it is a report's folder
_PAGE_PARTS = ("_files", ".files", "_файли", "_файлы")  # what browsers append to a page's name


def walk(folder: Path) -> Iterator[Path]:
    """Every file below `folder`, sorted; folders that cannot be opened come as themselves.

    Hidden files, parts of saved pages (`NAME_files` beside `NAME.html`), our own reports and
    links that lead out of the folder are left out; links to folders are not followed.
    """
    yield from _below(folder, folder.resolve())


def _below(folder: Path, root: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        yield folder  # the reader says why
        return
    names = {entry.name for entry in entries}
    skipped = OUR_REPORTS if names >= _A_REPORT_HOLDS else frozenset[str]()
    for entry in entries:
        if entry.name.startswith((".", "~$")) or entry.name in skipped:
            continue
        if _is_folder(entry):
            if not entry.is_symlink() and not _is_part_of_page(entry.name, names):
                yield from _below(entry, root)
        elif _is_file_inside(entry, root):
            yield entry


def _is_folder(entry: Path) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_file_inside(entry: Path, root: Path) -> bool:
    try:
        return entry.is_file() and entry.resolve().is_relative_to(root)
    except OSError:
        return True  # the reader says why it cannot be opened


def _is_part_of_page(name: str, beside: set[str]) -> bool:
    return any(
        name.removesuffix(ending) + page in beside
        for ending in _PAGE_PARTS
        if name.endswith(ending)
        for page in (".html", ".htm", ".xhtml")
    )
