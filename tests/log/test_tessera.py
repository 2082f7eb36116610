"""A log written by another implementation, byte for byte."""

from pathlib import Path

import pytest
from tests.programs import shared

from homeward.errors import NotVerified
from homeward.log import (
    log_policy,
    new_signer,
    open_log,
    read_checkpoint,
    read_key,
    read_log,
    read_note,
)
from homeward.log.notes import read_signer, verified_by
from homeward.log.sources import folder_source
from homeward.log.tiles import encode_bundle, tile_path

# The key of tessera's test log, published with it (testdata/build_log.sh).
PRIVATE = (
    "PRIVATE+KEY+example.com/log/testdata+33d7b496+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg"
)
PUBLIC = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"
WORDS = [
    *("one", "two", "three", "four", "five", "six", "seven", "eit"),
    *("nain", "ten", "ileven", "twelf", "threeten", "fourten", "fivten"),
]


@pytest.mark.rule("LOG-1")
def test_checkpoints_and_tiles_are_those_of_tessera(tmp_path: Path) -> None:
    """16 of 16 checkpoints, and each tile and bundle, are the same bytes."""
    theirs = shared("vectors/tessera/testdata/log")
    signer = read_signer(PRIVATE)
    assert str(signer.verifier) == PUBLIC
    log = open_log(tmp_path, signer)
    for size in range(16):
        if size:
            log.append([WORDS[size - 1].encode()])
        log.publish()
        checkpoint = (theirs / f"checkpoint.{size}").read_text()
        assert (tmp_path / "checkpoint").read_text() == checkpoint
        assert verified_by(read_note(checkpoint), [read_key(PUBLIC)])
        if size:
            for level in (0, "entries"):
                path = tile_path(level, 0, size)
                assert (tmp_path / path).read_bytes() == (theirs / path).read_bytes(), path


@pytest.mark.rule("LOG-1")
def test_tessera_log_is_read() -> None:
    """Their folder as it is verifies and gives their entries."""
    theirs = shared("vectors/tessera/testdata/log")
    read = read_log(theirs, log_policy(read_key(PUBLIC)))
    assert read.entries == [word.encode() for word in WORDS]
    stranger = new_signer("example.com/log/testdata").verifier
    with pytest.raises(NotVerified, match=r"checkpoint"):
        read_log(theirs, log_policy(stranger))


@pytest.mark.rule("LOG-1")
def test_earlier_checkpoints_have_their_bundles() -> None:
    """Each earlier size finds its own narrower bundle."""
    theirs = shared("vectors/tessera/testdata/log")
    for size in range(1, 16):
        checkpoint = read_checkpoint(read_note((theirs / f"checkpoint.{size}").read_text()))
        assert checkpoint.size == size
        bundle = folder_source(theirs)(tile_path("entries", 0, size))
        assert bundle == encode_bundle(word.encode() for word in WORDS[:size])
