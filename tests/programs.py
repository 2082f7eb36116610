"""Programs from Debian that some tests need: skipped on a user's machine, demanded in CI."""

import os
import shutil
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"


def program(*names: str) -> str:
    """The path of the first of these programs that is installed; else skip, or fail in CI."""
    for name in names:
        if found := shutil.which(name):
            return found
    message = f"{names[0]} is not installed (Debian: see .ci/run)"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def shared(path: str) -> Path:
    """A file or folder of the real data beside the repository; skips where it is absent."""
    if not (SHARED / path).exists():
        pytest.skip(f"../shared/{path} is not here")
    return SHARED / path
