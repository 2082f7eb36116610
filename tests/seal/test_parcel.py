"""What is carried from the site to the office's own machine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from homeward.cli.open import command
from homeward.errors import Sealed
from homeward.seal import boxes
from homeward.seal.parcel import open_parcel, write_parcel
from homeward.seal.records import seal_record
from homeward.seal.shares import split

TOLD = {"contact": "+380 00 000 00 00", "circumstances": "Останній дзвінок був у неділю."}


@pytest.fixture
def office() -> boxes.KeyPair:
    return boxes.new_pair()


@pytest.fixture
def parcel(office: boxes.KeyPair, tmp_path: Path) -> Path:
    """A parcel in a file, as the site gives it out."""
    sealed = seal_record(json.dumps(TOLD).encode(), office.public, context=b"request 1")
    path = tmp_path / "parcel.json"
    path.write_text(write_parcel(sealed, b"request 1"), encoding="utf-8")
    return path


def test_the_office_opens_it_with_its_key(
    parcel: Path, office: boxes.KeyPair, tmp_path: Path
) -> None:
    """The key is one line in a file; what is read goes to the screen and to no file."""
    key = tmp_path / "intake.key"
    key.write_text(boxes.key_to_text(office.private))
    before = set(tmp_path.iterdir())

    shown = CliRunner().invoke(command, [str(parcel), "--key", str(key)])

    assert shown.exit_code == 0
    assert "contact: +380 00 000 00 00" in shown.output
    assert set(tmp_path.iterdir()) == before


def test_the_office_opens_it_with_two_of_three_shares(
    parcel: Path, office: boxes.KeyPair, tmp_path: Path
) -> None:
    """No single officer can; any two can."""
    files = []
    for number, share in enumerate(split(office.private, needed=2, of=3)):
        files.append(tmp_path / f"{number}.share")
        files[-1].write_text(share)

    two = CliRunner().invoke(
        command, [str(parcel), "--share", str(files[0]), "--share", str(files[2])]
    )
    one = CliRunner().invoke(command, [str(parcel), "--share", str(files[0])])

    assert "Останній дзвінок" in two.output
    assert isinstance(one.exception, Sealed)


def test_without_a_key_it_says_what_to_give(parcel: Path) -> None:
    """Neither key nor shares: a sentence that names both."""
    refused = CliRunner().invoke(command, [str(parcel)])

    assert isinstance(refused.exception, Sealed)
    assert "--share" in str(refused.exception)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"kind": "homeward-parcel-1"}', "nonsense"])
def test_what_is_no_parcel_is_refused(text: str, office: boxes.KeyPair) -> None:
    """A clear error, whatever the file holds."""
    with pytest.raises(Sealed):
        open_parcel(text, office.private)


def test_another_offices_key_does_not_open_it(parcel: Path) -> None:
    """A parcel is for one office."""
    with pytest.raises(Sealed):
        open_parcel(parcel.read_text(), boxes.new_pair().private)
