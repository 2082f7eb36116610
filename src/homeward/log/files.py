"""Files that are whole or not there, and that do not tell at what hour they were written."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path

from homeward.errors import Busy

TEMPORARY = ".part"


def write_whole(path: Path, data: bytes) -> None:
    """Write, force to disk, then give it its name in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + TEMPORARY)
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def sync_folders(root: Path) -> None:
    """Force the names of all files below to disk."""
    for folder, _, _ in os.walk(root):
        sync_folder(Path(folder))


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Be the only process that writes into this folder; raises `Busy` if another is."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(f"another process is writing into {folder.name}; wait") from None
        yield


def set_midnight(root: Path, day: date, *, below: bool = True) -> None:
    """Let this file, or this folder and all below it, show the beginning of that day (UTC)."""
    stamp = datetime.combine(day, time(), UTC).timestamp()
    for folder, _, names in os.walk(root) if below else ():
        for path in (folder, *(os.path.join(folder, name) for name in names)):  # noqa: PTH118  # a path object for each of 100,000 files is slow
            os.utime(path, (stamp, stamp))
    os.utime(root, (stamp, stamp))
