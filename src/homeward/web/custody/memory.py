"""A folder in memory for what is handed in at the desk: nothing plain touches a disk."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from homeward.errors import BadInput, Busy
from homeward.log.files import only_writer

MEMORY = Path("/dev/shm")  # noqa: S108  # the kernel's own file system in memory
MOUNTS = Path("/proc/self/mounts")
IN_MEMORY = frozenset({"tmpfs", "ramfs"})


@contextmanager
def folder_in_memory() -> Iterator[Path]:
    """An empty folder, gone at the end; what an upload that was killed left is removed first.

    One at a time: raises `Busy` for the next. Raises `BadInput` on a machine without such a folder.
    """
    folder = _folder()
    with only_writer(folder):
        inside = folder / "files"
        shutil.rmtree(inside, ignore_errors=True)
        inside.mkdir(mode=0o700)
        try:
            yield inside
        finally:
            shutil.rmtree(inside)


def _folder() -> Path:
    if not is_in_memory(MEMORY, MOUNTS):
        raise BadInput(_("This machine has no folder in memory: add the files by the command."))
    site = hashlib.sha256(os.fsencode(settings.HOMEWARD_DATA)).hexdigest()[:16]
    folder = MEMORY / f"homeward-{os.getuid()}-{site}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise Busy("somebody else made the folder for uploads in memory: ask the administrator")
    return folder


def is_in_memory(folder: Path, mounts: Path) -> bool:
    """Whether a file system in memory is mounted there."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return False
    kinds = [line.split()[2] for line in lines if line.split()[1:2] == [str(folder)]]
    return bool(kinds) and kinds[-1] in IN_MEMORY
