"""The folder of a stored index: whole generations, written beside and then switched to.

    DIR/current           the name of the generation that counts, replaced in one step
    DIR/writer.lock       held while somebody writes
    DIR/generation-7/     files that are never changed, and `manifest.json` with their sizes

A reader keeps what it has mapped, also when a newer generation replaces it.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from homeward.errors import IndexDamaged, IndexInUse

FORMAT = 2  # raise it with every change of the stored files
CURRENT, LOCK, MANIFEST, PREFIX = "current", "writer.lock", "manifest.json", "generation-"
MEND = "build it again from the records with `homeward index build`"


@contextmanager
def writer(folder: Path) -> Iterator[None]:
    """Be the only writer of this folder; raises `IndexInUse` if somebody else is."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise IndexInUse(
                f"another process is writing the index {folder.name}; wait until it is done"
            ) from None
        yield


def current_generation(folder: Path) -> int:
    """The number of the generation that counts; 0 before the first."""
    try:
        name = (folder / CURRENT).read_text("ascii").strip()
    except FileNotFoundError:
        return 0
    except (OSError, UnicodeDecodeError) as error:
        raise IndexDamaged(f"{folder.name}/{CURRENT} cannot be read; {MEND}") from error
    number = name.removeprefix(PREFIX)
    if not name.startswith(PREFIX) or not number.isdecimal():
        raise IndexDamaged(f"{folder.name}/{CURRENT} names no generation; {MEND}")
    return int(number)


def check_unchanged(folder: Path, opened: Path, generation: int) -> None:
    """Refuse to overwrite what another process saved meanwhile: raises `IndexInUse`."""
    if folder.resolve() == opened.resolve() and current_generation_or_none(folder) != generation:
        raise IndexInUse(
            f"the index {folder.name} was changed by another process since it was opened; "
            "open it again and repeat the change"
        )


@contextmanager
def new_generation(folder: Path, facts: Mapping[str, Any]) -> Iterator[Path]:
    """A folder to write the next generation into; it counts once the block ends well.

    `facts` go into the manifest. Call it inside `writer`.
    """
    number = current_generation_or_none(folder) + 1
    fresh = folder / f"{PREFIX}{number}"
    beside = folder / f"{PREFIX}{number}.part"
    for left_over in (beside, fresh):
        shutil.rmtree(left_over, ignore_errors=True)
    beside.mkdir()
    try:
        yield beside
        sizes = {path.name: path.stat().st_size for path in sorted(beside.iterdir())}
        manifest = {"format": FORMAT, "files": sizes, **facts}
        (beside / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False), "utf-8")
        for path in beside.iterdir():
            _flush(path)
        beside.rename(fresh)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    _switch_to(folder, fresh.name)
    _drop_others(folder, fresh.name)


def current_generation_or_none(folder: Path) -> int:
    """As `current_generation`, but a damaged folder counts by what lies in it.

    So a damaged index can be built again in its own place.
    """
    try:
        return current_generation(folder)
    except IndexDamaged:
        found = (path.name.removeprefix(PREFIX) for path in folder.glob(f"{PREFIX}*"))
        return max((int(number) for number in found if number.isdecimal()), default=0)


def open_generation(folder: Path) -> tuple[Path, dict[str, Any]]:
    """The files that count, and the manifest; raises `IndexDamaged`."""
    number = current_generation(folder)
    if number == 0:
        raise IndexDamaged(f"there is no index in {folder.name}; {MEND}")
    files = folder / f"{PREFIX}{number}"
    try:
        manifest = json.loads((files / MANIFEST).read_text("utf-8"))
        stored, sizes = manifest["format"], dict(manifest["files"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(f"{folder.name}: its manifest cannot be read; {MEND}") from error
    if stored != FORMAT:
        raise IndexDamaged(
            f"{folder.name} was written by another version (format {stored}, this one reads "
            f"{FORMAT}); {MEND}"
        )
    for name, size in sizes.items():
        path = files / name
        if not path.is_file() or path.stat().st_size != size:
            raise IndexDamaged(f"{folder.name}: {name} is missing or cut short; {MEND}")
    return files, manifest


def _flush(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _switch_to(folder: Path, generation: str) -> None:
    beside = folder / f"{CURRENT}.part"
    beside.write_text(generation, "ascii")
    _flush(beside)
    beside.replace(folder / CURRENT)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _drop_others(folder: Path, keep: str) -> None:
    for path in folder.glob(f"{PREFIX}*"):
        if path.name != keep:
            shutil.rmtree(path, ignore_errors=True)
