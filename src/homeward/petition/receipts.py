"""Receipts: the proof that an entry is in the published log, to be kept or destroyed."""

from __future__ import annotations

from pathlib import Path

from homeward.errors import BadInput
from homeward.log import (
    Policy,
    leaf_hash,
    log_policy,
    prove,
    read_checkpoint,
    read_note,
    read_proof,
    verify_proof,
)
from homeward.log.sources import folder_source
from homeward.log.tiles import CHECKPOINT, Tiles, split_hashes, tile_path, widths
from homeward.petition.manifest import Manifest


def policy_of(manifest: Manifest, least: int | None = None) -> Policy:
    """Whose signatures a petition's log needs; by default more than half of the witnesses."""
    needed = manifest.default_witnesses if least is None else least
    return log_policy(manifest.log, manifest.witnesses, least=needed)


def receipt(folder: Path, line: bytes) -> str:
    """The tlog-proof of an entry, from a whole copy of the log, so that nobody is asked for it."""
    note = read_note((folder / CHECKPOINT).read_text("utf-8"))
    size, fetch, wanted = read_checkpoint(note).size, folder_source(folder), leaf_hash(line)
    for index, width in widths(size):
        hashes = split_hashes(fetch(tile_path(0, index, width)))
        if wanted in hashes:
            number = index * 256 + hashes.index(wanted)
            return str(prove(Tiles(fetch, size).node, number, note))
    raise BadInput("this entry is not in the log yet; it is published with the next batch")


def check_receipt(text: str, line: bytes, manifest: Manifest, least: int | None = None) -> None:
    """Raise `NotVerified` unless the receipt shows this entry in the petition's log; offline."""
    verify_proof(read_proof(text), line, policy_of(manifest, least))
