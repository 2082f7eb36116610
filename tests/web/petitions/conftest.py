"""Keys are costly to make, and files are rewritten at each change: shared, and in memory."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from tests.petition.test_linkage import memory

from homeward.petition import issuer
from homeward.petition.blindrsa import new_issuer_key
from homeward.web.petitions import folders

MOST = 16  # of one test


@cache
def key(_number: int) -> bytes:
    return new_issuer_key()


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first, the second, … the sixteenth: no two alike in one test."""
    numbers = count()

    def next_key() -> bytes:
        number = next(numbers)
        return key(number) if number < MOST else new_issuer_key()

    monkeypatch.setattr(folders, "new_issuer_key", next_key)
    monkeypatch.setattr(issuer, "new_issuer_key", next_key)


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """Where the site's data folder is made."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        yield Path(folder)
