"""Compiling at set-up."""

from __future__ import annotations

from typing import Any

from homeward.index import finding
from homeward.link import pairs
from homeward.link.warm import warm


def test_search_and_linkage_are_compiled() -> None:
    """After it, the inner loops of search and of linkage have compiled code."""
    warm()
    loops: list[Any] = [finding.find_best, pairs.link_rows]
    assert all(loop.signatures for loop in loops)
