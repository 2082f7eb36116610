"""Reading a log that somebody else published, believing nothing before it is verified."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from homeward.errors import BadInput, NotVerified
from homeward.log.checkpoints import Checkpoint, read_checkpoint
from homeward.log.notes import Note, read_note
from homeward.log.policy import Policy
from homeward.log.sources import folder_source
from homeward.log.tiles import (
    CHECKPOINT,
    ENTRIES,
    TILE_PATH,
    WIDTH,
    Fetch,
    decode_bundle,
    levels,
    tile_hash,
    tile_path,
    widths,
)
from homeward.log.tree import HASH_BYTES, Tree, leaf_hash


@dataclass(frozen=True, slots=True)
class Bundle:
    """Up to 256 entries as they were published, and where."""

    path: str
    start: int  # the number of its first entry
    entries: list[bytes]


@dataclass(frozen=True, slots=True)
class VerifiedLog:
    note: Note
    checkpoint: Checkpoint
    entries: list[bytes]


def read_log(folder: Path, policy: Policy) -> VerifiedLog:
    """All of a published log in a folder; raises `NotVerified` with the name of the wrong file."""
    read = read_from(folder_source(folder), policy)
    verify_rest(folder, read.checkpoint.size)
    return read


def read_from(fetch: Fetch, policy: Policy) -> VerifiedLog:
    """The same, from wherever its files are."""
    note, checkpoint = fetch_checkpoint(fetch, policy)
    entries = [entry for bundle in bundles(fetch, checkpoint) for entry in bundle.entries]
    verify_tiles(fetch, checkpoint, [leaf_hash(entry) for entry in entries])
    return VerifiedLog(note, checkpoint, entries)


def fetch_checkpoint(fetch: Fetch, policy: Policy) -> tuple[Note, Checkpoint]:
    """The checkpoint, signed as the policy demands; raises `NotVerified`."""
    try:
        data = _fetch(fetch, CHECKPOINT)
        note = read_note(data.decode())
        policy.verify(note)
        checkpoint = read_checkpoint(note)
    except (BadInput, NotVerified, UnicodeDecodeError) as error:
        raise NotVerified(f"{CHECKPOINT}: {error}") from None
    if str(note).encode() != data or not note.text.startswith(checkpoint.text):
        raise NotVerified(f"{CHECKPOINT}: its base64 ends in stray bits")
    return note, checkpoint


def bundles(fetch: Fetch, checkpoint: Checkpoint) -> Iterator[Bundle]:
    """The entries, in bundles; believe them when `verify_tiles` has passed."""
    for index, width in widths(checkpoint.size):
        path = tile_path(ENTRIES, index, width)
        yield Bundle(path, index * WIDTH, read_bundle(path, _fetch(fetch, path), width))


def read_bundle(path: str, data: bytes, width: int) -> list[bytes]:
    try:
        entries = decode_bundle(data)
    except BadInput as error:
        raise NotVerified(f"{path}: {error}") from None
    if len(entries) != width:
        raise NotVerified(f"{path}: {len(entries)} entries where {width} belong")
    return entries


def verify_tiles(fetch: Fetch, checkpoint: Checkpoint, leaves: Sequence[bytes]) -> None:
    """Raise `NotVerified` unless tiles and root follow from these leaf hashes, byte by byte."""
    hashes = list(leaves)
    for level in range(levels(checkpoint.size)):
        above = []
        for index, width in widths(checkpoint.size, level):
            tile = hashes[index * WIDTH : index * WIDTH + width]
            path = tile_path(level, index, width)
            if _fetch(fetch, path) != b"".join(tile):
                raise NotVerified(f"{path}: it does not follow from the entries below it")
            if width == WIDTH:
                above.append(tile_hash(tile))
        hashes = above
    if Tree(leaves).root() != checkpoint.root:
        raise NotVerified(f"{CHECKPOINT}: its root is not that of the entries")


def verify_rest(folder: Path, size: int) -> None:
    """Raise `NotVerified` for a file below tile/ that does not belong to a log of this size.

    Narrower tiles of earlier checkpoints may lie beside: they begin as the wider ones do.
    """
    for path in sorted(path for path in (folder / "tile").rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if not TILE_PATH.fullmatch(name) or not _belongs(folder, name, size):
            raise NotVerified(f"{name}: this file does not belong to the log")


def _belongs(folder: Path, name: str, size: int) -> bool:
    tile, _, width = name.removeprefix("tile/").partition(".p/")
    level, _, number = tile.partition("/")
    hashes = size if level == ENTRIES else size >> (8 * int(level))
    index = int(number.replace("x", "").replace("/", ""))
    widest = min(WIDTH, hashes - index * WIDTH)
    narrow = int(width) if width else WIDTH
    named = tile_path(level, index, narrow) == name
    if not named or not 0 < narrow <= widest:
        return False
    whole = (folder / tile_path(level, index, widest)).read_bytes()
    part = (folder / name).read_bytes()
    if level == ENTRIES:
        return decode_bundle(whole)[:narrow] == read_bundle(name, part, narrow)
    return len(part) == narrow * HASH_BYTES and whole.startswith(part)


def _fetch(fetch: Fetch, path: str) -> bytes:
    try:
        return fetch(path)
    except FileNotFoundError:
        raise NotVerified(f"{path}: the file is missing") from None
