"""Functions compiled by numba, with their types kept.

What is compiled is kept on disk, so that only the first use after an update compiles. It lies in a
folder named by a digest of all sources that compiled functions stand in: numba itself looks at the
time of one file only, and would go on using what another file has changed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import numpy as np

config: Any = numba.config  # its settings are set at run time
signed: Any = np.int64  # mypy does not take one for an int
F = TypeVar("F", bound=Callable[..., Any])

PACKAGE = Path(__file__).parents[1]
PREFIX = "compiled-"


def compiled(function: F) -> F:
    """Compile a function of numbers and arrays that makes no arrays of its own.

    It lets other threads run meanwhile. `_nrt=False`: references are not counted, which costs more
    than the work of these functions.
    """
    return _compile(function, {"_nrt": False})


def inlined(function: F) -> F:
    """The same, put into its callers: handing over a side costs more than comparing a pair."""
    return _compile(function, {"_nrt": False, "inline": "always"})


def compiled_with_arrays(function: F) -> F:
    """The same for a function that makes arrays."""
    return _compile(function, {})


def _compile(function: F, options: dict[str, Any]) -> F:
    decorate: Any = numba.njit
    folder = _folder()
    kept = {"nogil": True, "error_model": "numpy", "cache": folder is not None, **options}
    with _cached_in(folder):
        return cast("F", decorate(**kept)(function))


@contextmanager
def _cached_in(folder: Path | None) -> Iterator[None]:
    """Let numba keep what is decorated meanwhile in our folder, and others' where it was."""
    before = config.CACHE_DIR
    config.CACHE_DIR = str(folder or "")
    try:
        yield
    finally:
        config.CACHE_DIR = before


@cache
def _folder() -> Path | None:
    """Where compiled functions are kept: beside the source, or in the user's cache folder.

    Never where others can write: what lies there is run. `None` if neither can be written.
    """
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
    for parent in (PACKAGE / "index" / "__pycache__", home / "homeward"):
        folder = parent / f"{PREFIX}{_digest()}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            _drop_others(parent, folder)
            return folder
    return None


def _digest() -> str:
    """A digest of all sources in which compiled functions stand."""
    digest = hashlib.blake2b(digest_size=8)
    for name in ("index", "link"):
        for path in sorted((PACKAGE / name).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _drop_others(parent: Path, keep: Path) -> None:
    for path in parent.glob(f"{PREFIX}*"):
        if path != keep:
            shutil.rmtree(path, ignore_errors=True)
