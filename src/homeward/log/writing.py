"""Publishing a log so that an end at any moment leaves a log that the next run continues.

    .staged      entries that wait for the next publication, whole or not there
    .next        the same file once it is being published: from then on it never changes, so every
                 run makes the same tiles, the same root and the same checkpoint of it
    checkpoint   replaced last, when all that it speaks of is on disk

A size has one root because `.next` says which entries come next, before anything is signed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from homeward.errors import BadInput, NotVerified
from homeward.log.checkpoints import Checkpoint, read_checkpoint
from homeward.log.files import only_writer, sync_folder, sync_folders, write_whole
from homeward.log.notes import Note, Signer, read_note, verified_by
from homeward.log.tiles import (
    CHECKPOINT,
    ENTRIES,
    HEIGHT,
    LARGEST_ENTRY,
    WIDTH,
    Tiles,
    decode_bundle,
    encode_bundle,
    levels,
    split_hashes,
    tile_hash,
    tile_path,
)
from homeward.log.tree import EMPTY_ROOT, Node, leaf_hash, root_hash

STAGED, NEXT = ".staged", ".next"
_SIZE_BYTES = 8

# Gets the signed checkpoint and the nodes of its tree; gives lines of signatures to add.
Cosign = Callable[[Note, Node], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Log:
    """A log that this process writes; every call reads from disk how far it is."""

    folder: Path
    signer: Signer

    def checkpoint(self) -> Checkpoint:
        """What was published last; size 0 before the first time."""
        try:
            note = read_note((self.folder / CHECKPOINT).read_text("utf-8"))
        except FileNotFoundError:
            return Checkpoint(self.signer.name, 0, EMPTY_ROOT)
        checkpoint = read_checkpoint(note)
        if not verified_by(note, [self.signer.verifier]) or checkpoint.origin != self.signer.name:
            raise NotVerified(f"{CHECKPOINT} in {self.folder.name} is not signed by this log's key")
        return checkpoint

    def append(self, entries: Sequence[bytes]) -> None:
        """Keep entries for the next publication: all of them or, if it fails, none."""
        if any(len(entry) > LARGEST_ENTRY for entry in entries):
            raise BadInput(f"an entry of a log has at most {LARGEST_ENTRY:,} bytes")
        with only_writer(self.folder):
            before = self._kept(STAGED)
            base = before.base if before else self._end()
            kept = (before.entries if before else []) + list(entries)
            data = base.to_bytes(_SIZE_BYTES, "big") + encode_bundle(kept)
            write_whole(self.folder / STAGED, data)
            sync_folder(self.folder)

    def waiting(self) -> list[bytes]:
        """Entries that are kept and not published yet."""
        size = self.checkpoint().size
        kept = [self._kept(NEXT), self._kept(STAGED)]
        return [entry for batch in kept if batch and batch.base >= size for entry in batch.entries]

    def publish(self, cosign: Cosign | None = None) -> Checkpoint:
        """Publish what waits, also what an earlier run left half done; the new checkpoint.

        If `cosign` or the disk fails, the last checkpoint stands and a later call continues.
        """
        with only_writer(self.folder):
            while batch := self._sealed():
                self._publish(batch, cosign)
            if not (self.folder / CHECKPOINT).exists():
                self._sign(0, cosign)
            return self.checkpoint()

    def leaf_hashes(self) -> list[bytes]:
        """The leaf hashes of all published entries."""
        size = self.checkpoint().size
        return [
            digest
            for start in range(0, size, WIDTH)
            for digest in split_hashes(
                self._read(tile_path(0, start // WIDTH, min(WIDTH, size - start)))
            )
        ]

    def tiles(self, size: int) -> Tiles:
        return Tiles(self._read, size)

    def _read(self, path: str) -> bytes:
        return (self.folder / path).read_bytes()

    def _end(self) -> int:
        sealed, size = self._kept(NEXT), self.checkpoint().size
        return max(size, sealed.end) if sealed else size

    def _kept(self, name: str) -> _Batch | None:
        try:
            data = self._read(name)
        except FileNotFoundError:
            return None
        return _Batch(int.from_bytes(data[:_SIZE_BYTES], "big"), decode_bundle(data[_SIZE_BYTES:]))

    def _sealed(self) -> _Batch | None:
        """The batch to publish now; from here on it is what follows, whatever happens."""
        if not (self.folder / NEXT).exists():
            if not (self.folder / STAGED).exists():
                return None
            (self.folder / STAGED).rename(self.folder / NEXT)
            sync_folder(self.folder)
        return self._kept(NEXT)

    def _publish(self, batch: _Batch, cosign: Cosign | None) -> None:
        size = self.checkpoint().size
        if size == batch.base:
            write_tiles(self.folder, size, batch.entries)
            sync_folders(self.folder)
            self._sign(batch.end, cosign)
        elif size != batch.end:
            raise NotVerified(f"{NEXT} does not follow the checkpoint in {self.folder.name}")
        _drop_outgrown(self.folder, batch.base, batch.end)
        (self.folder / NEXT).unlink()
        sync_folder(self.folder)

    def _sign(self, size: int, cosign: Cosign | None) -> None:
        node = self.tiles(size).node
        note = Checkpoint(self.signer.name, size, root_hash(node, size)).signed(self.signer)
        if cosign is not None:
            note = note.with_lines(cosign(note, node))
        write_whole(self.folder / CHECKPOINT, str(note).encode())
        sync_folder(self.folder)


@dataclass(frozen=True, slots=True)
class _Batch:
    base: int  # the size of the log before it
    entries: list[bytes]

    @property
    def end(self) -> int:
        return self.base + len(self.entries)


def open_log(folder: Path, signer: Signer) -> Log:
    """The log in this folder, or a new one; its origin is the signer's name."""
    return Log(folder, signer)


def write_tiles(folder: Path, size: int, entries: Sequence[bytes]) -> None:
    """Add bundles and tiles for entries that follow a log of this size; all are forced to disk."""
    bundle = _right_edge(folder, ENTRIES, size, decode_bundle) + list(entries)
    first, end = size // WIDTH, size + len(entries)
    for number, start in enumerate(range(0, len(bundle), WIDTH), first):
        part = bundle[start : start + WIDTH]
        write_whole(folder / tile_path(ENTRIES, number, len(part)), encode_bundle(part))
    new = [leaf_hash(entry) for entry in entries]
    for level in range(levels(end)):
        new = _write_level(folder, level, size >> (HEIGHT * level), new)


def _write_level(folder: Path, level: int, before: int, new: list[bytes]) -> list[bytes]:
    """Write the tiles of one level; the hashes that it adds to the level above."""
    if not new:
        return []
    hashes = _right_edge(folder, level, before, split_hashes) + new
    above = []
    for number, start in enumerate(range(0, len(hashes), WIDTH), before // WIDTH):
        tile = hashes[start : start + WIDTH]
        write_whole(folder / tile_path(level, number, len(tile)), b"".join(tile))
        if len(tile) == WIDTH:
            above.append(tile_hash(tile))
    return above


def _right_edge(
    folder: Path, level: int | str, count: int, split: Callable[[bytes], list[bytes]]
) -> list[bytes]:
    """What the last tile of a level holds, if it is not full."""
    index, width = divmod(count, WIDTH)
    return split((folder / tile_path(level, index, width)).read_bytes()) if width else []


def _drop_outgrown(folder: Path, before: int, after: int) -> None:
    """Remove partial tiles whose full tile is there."""
    edges: list[tuple[int | str, int]] = [(ENTRIES, 0), *((n, n) for n in range(levels(after)))]
    for name, level in edges:
        index = (before >> (HEIGHT * level)) // WIDTH
        full = folder / tile_path(name, index)
        if full.exists():
            parts = full.with_name(full.name + ".p")
            for part in parts.glob("*"):
                part.unlink()
            if parts.exists():
                parts.rmdir()
