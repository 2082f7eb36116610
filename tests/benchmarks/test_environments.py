from __future__ import annotations

import re
from pathlib import Path

import pytest
from benchmarks.environments import BUILD, PACKAGES, Environment, Missing

PINS = [Environment(peer).pins for peer in PACKAGES] + [
    Environment(peer).build_pins for peer in BUILD
]


def test_a_peer_without_pins_is_missing_with_a_reason() -> None:
    """The table says why a peer was not run."""
    with pytest.raises(Missing, match=r"bench-nobody\.txt is not there"):
        Environment("nobody").set_up()


@pytest.mark.parametrize("path", PINS, ids=lambda path: path.stem)
def test_pins_have_hashes_and_name_no_host(path: Path) -> None:
    """What is installed for a peer is one known file, from whatever registry is set."""
    text = path.read_text(encoding="utf-8")

    packages = re.findall(r"^[a-z0-9][\w.-]*==.*?(?=^[a-z0-9]|\Z)", text, re.DOTALL | re.MULTILINE)
    assert packages
    assert all("--hash=sha256:" in package for package in packages)
    assert "://" not in text
