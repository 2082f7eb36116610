"""`homeward evidence verify` in one line."""

from __future__ import annotations

import zipfile
from dataclasses import fields
from pathlib import Path

import pytest
from tests.custody.kept import ORIGINAL, kept
from tests.custody.test_bundle import by_hand

from homeward.cli import DONE, FAILED, run
from homeward.custody import Package, verify_bundle, write_bundle, write_package
from homeward.log import new_signer
from homeward.seal import boxes
from homeward.seal.parcel import write_parcel
from homeward.seal.records import seal_record


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


@pytest.mark.rule("CUS-1")
def test_a_package_becomes_a_bundle_where_the_offices_key_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Sealed until then; what the command makes verifies on a machine without Homeward.

    A name that is taken is refused.
    """
    office = boxes.new_pair()
    (tmp_path / "office.key").write_text(boxes.key_to_text(office.private))
    whole = kept(tmp_path).bundle()
    sealed = seal_record(ORIGINAL, office.public, context=b"original")
    parts = {part.name: getattr(whole, part.name) for part in fields(whole)}
    del parts["original"]
    package = Package(
        **{**parts, "checkpoint": str(whole.checkpoint)},
        parcel=write_parcel(sealed, b"original"),
    )
    (tmp_path / "package").write_text(write_package(package))
    asked = ["evidence", "bundle", str(tmp_path / "package"), "--out", str(tmp_path / "made.zip")]

    assert run([*asked, "--key", str(tmp_path / "office.key")]) == DONE
    assert "made.zip is intact" in capsys.readouterr().out
    assert verify_bundle(tmp_path / "made.zip").item == whole.item
    zipfile.ZipFile(tmp_path / "made.zip").extractall(tmp_path / "elsewhere")
    assert "VERIFIED: the original, 3 events" in by_hand(tmp_path / "elsewhere")
    assert run([*asked, "--key", str(tmp_path / "office.key")]) == FAILED
    assert "choose another name" in capsys.readouterr().err
    assert run([*asked[:3], "--out", str(tmp_path / "other.zip")]) == FAILED


def test_a_log_that_is_known_from_elsewhere(
    bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its key, as the organisation publishes it, must be the bundle's."""
    other = str(new_signer("custody.example").verifier)
    assert run(["evidence", "verify", str(bundle), "--log-key", other]) == FAILED
    assert "another log's key" in capsys.readouterr().err
