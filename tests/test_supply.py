"""What is installed: everything by its digest; whoever verifies a petition needs little."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PINNED = re.compile(r"^[\w.-]+(?:\[[\w,-]+\])?==[\w.+!-]+", re.MULTILINE)
MOST_PACKAGES = 5
# Imports the verifier and the offline signer, and names the foreign packages that came along.
ASK = """
import sys
from homeward.petition import {what}
import importlib.metadata as installed
of = installed.packages_distributions()
tops = {{name.partition(".")[0] for name in sys.modules}}
print(*sorted({{of[one][0] for one in tops if one in of}} - {{"homeward"}}))
"""


def unpinned(requirements: str) -> list[str]:
    """Lines that pip would install without knowing what it must get."""
    whole = re.sub(r"\\\n\s*", " ", requirements)
    lines = [line for line in whole.splitlines() if line.strip() and not line.startswith("#")]
    return [line for line in lines if not PINNED.match(line) or "--hash=sha256:" not in line]


@pytest.mark.rule("SUP-1")
@pytest.mark.parametrize("name", ["bare", "site", "dev"])
def test_everything_is_installed_by_its_digest(name: str) -> None:
    """And the command that installs refuses anything else."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert unpinned(text) == []
    assert "--require-hashes" in (ROOT / "dev").read_text(encoding="utf-8")


@pytest.mark.rule("SUP-1")
def test_a_line_without_a_digest_is_found() -> None:
    """The control."""
    assert unpinned("numpy==2.1.0 \\\n    --hash=sha256:00\n") == []
    assert unpinned("numpy==2.1.0\n") == ["numpy==2.1.0"]
    assert unpinned("numpy>=2 --hash=sha256:00\n") == ["numpy>=2 --hash=sha256:00"]


@pytest.mark.rule("SUP-1")
@pytest.mark.parametrize("what", ["recount", "signing"])
def test_verifier_and_offline_signer_need_few_packages(what: str) -> None:
    """Five at most, and cryptography among them."""
    done = subprocess.run(
        [sys.executable, "-c", ASK.format(what=what)], capture_output=True, text=True, check=True
    )
    packages = done.stdout.split()
    assert "cryptography" in packages
    assert len(packages) <= MOST_PACKAGES, packages
