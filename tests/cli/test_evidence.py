"""`homeward evidence verify` in one line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.custody.kept import kept

from homeward.cli import DONE, FAILED, run
from homeward.custody import write_bundle
from homeward.log import new_signer


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    write_bundle(tmp_path / "bundle.zip", kept(tmp_path).bundle())
    return tmp_path / "bundle.zip"


def test_an_intact_bundle_is_told_in_one_line(
    bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With what it holds, and what remains to be asked."""
    assert run(["evidence", "verify", str(bundle)]) == DONE
    [line] = capsys.readouterr().out.splitlines()
    assert line.startswith("bundle.zip is intact: 7,800 bytes of text/html, 3 events of custody")
    assert line.endswith("ask whose it is")


def test_the_file_that_is_not_intact_is_named(
    bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line, exit code 2."""
    data = bytearray(bundle.read_bytes())
    data[data.index("Шукаємо".encode())] ^= 1
    bundle.write_bytes(data)

    assert run(["evidence", "verify", str(bundle)]) == FAILED
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("homeward: original: ")


def test_a_log_that_is_known_from_elsewhere(
    bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its key, as the organisation publishes it, must be the bundle's."""
    other = str(new_signer("custody.example").verifier)
    assert run(["evidence", "verify", str(bundle), "--log-key", other]) == FAILED
    assert "another log's key" in capsys.readouterr().err
