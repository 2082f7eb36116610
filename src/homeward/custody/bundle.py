"""An export bundle: an original with all that proves its custody, as a zip.

`VERIFY.txt` in it is a shell script that checks everything with sha256sum and openssl alone.

    VERIFY.txt  SHA256SUMS  item.json  original
    events/0001.json  .salt  .sig  .proof  .path
    keys/<key id>.pem
    log/checkpoint  text  signature  key.pem  key.txt  witnesses.txt
    stamps/<authority>.tsr  .root.pem  .chain.pem
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from homeward.custody.by_hand import VERIFY
from homeward.custody.events import Event, key_id, pem
from homeward.custody.items import Item
from homeward.custody.stamps import Stamp
from homeward.errors import BadInput
from homeward.log import Note, Proof, VerifierKey, canonical, read_checkpoint
from homeward.log.notes import to_base64

SUMS, SCRIPT, ORIGINAL, ITEM = "SHA256SUMS", "VERIFY.txt", "original", "item.json"
_MADE = (1980, 1, 1, 0, 0, 0)  # a zip says no day: the events do


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """What goes into a bundle; all proofs are of one checkpoint."""

    item: Item
    original: bytes | Path
    events: Sequence[Event]
    proofs: Sequence[Proof]
    keys: Sequence[bytes]  # public keys of the staff, 32 bytes each
    checkpoint: Note
    log: VerifierKey
    witnesses: Sequence[VerifierKey] = ()
    stamps: Sequence[Stamp] = ()


def write_bundle(path: Path, bundle: Bundle) -> None:
    """Write the zip beside its place and move it there; raises `BadInput` if a proof is missing."""
    if len(bundle.events) != len(bundle.proofs):
        raise BadInput(
            f"{len(bundle.events)} events and {len(bundle.proofs)} proofs: publish the custody log "
            "first, then every event has a proof"
        )
    waiting = path.with_name(path.name + ".part")
    with ZipFile(waiting, "w", ZIP_STORED) as zipped:
        sums = [_write(zipped, name, data) for name, data in _files(bundle)]
        _write(zipped, SUMS, "".join(sorted(sums, key=_name_of)).encode())
    waiting.replace(path)


def _write(zipped: ZipFile, name: str, data: bytes | Path) -> str:
    """Add a file; its line of SHA256SUMS."""
    told = ZipInfo(name, _MADE)
    told.external_attr = 0o644 << 16
    digest = hashlib.sha256()
    if isinstance(data, bytes):
        zipped.writestr(told, data)
        digest.update(data)
    else:
        told.file_size = data.stat().st_size
        with data.open("rb") as source, zipped.open(told, "w") as target:
            shutil.copyfileobj(source, target, 1 << 20)
        with data.open("rb") as source:
            digest = hashlib.file_digest(source, "sha256")
    return f"{digest.hexdigest()}  {name}\n"


def _name_of(line: str) -> str:
    return line.partition("  ")[2]


def _files(bundle: Bundle) -> Iterator[tuple[str, bytes | Path]]:
    yield SCRIPT, VERIFY
    yield ITEM, canonical(bundle.item.as_json())
    yield ORIGINAL, bundle.original
    for number, (event, proof) in enumerate(zip(bundle.events, bundle.proofs, strict=True), 1):
        for ending, data in event_files(event, proof).items():
            yield f"events/{number:04}.{ending}", data
    for public in bundle.keys:
        yield f"keys/{key_id(public)}.pem", pem(public)
    for name, data in log_files(bundle.checkpoint, bundle.log, bundle.witnesses).items():
        yield f"log/{name}", data
    for stamp in bundle.stamps:
        yield f"stamps/{stamp.name}.tsr", stamp.answer
        yield f"stamps/{stamp.name}.root.pem", stamp.root
        yield f"stamps/{stamp.name}.chain.pem", stamp.chain


def event_files(event: Event, proof: Proof) -> Mapping[str, bytes]:
    """The files of one event by their ending; `path` is the proof for the shell script."""
    return {
        "json": event.record,
        "salt": event.salt,
        "sig": event.signature,
        "proof": str(proof).encode(),
        "path": _path(proof).encode(),
    }


def _path(proof: Proof) -> str:
    """One line a step up the tree: the side on which the other hash stands, and that hash."""
    sides = _sides(proof.index, read_checkpoint(proof.note).size)
    steps = zip(sides, proof.path, strict=True)
    return "".join(f"{side} {to_base64(step)}\n" for side, step in steps)


def _sides(index: int, size: int) -> list[str]:
    """From the leaf to the root, as RFC 6962 divides the leaves."""
    sides, start, end = [], 0, size
    while end - start > 1:
        middle = start + (1 << ((end - start - 1).bit_length() - 1))
        sides.append("right" if index < middle else "left")
        start, end = (start, middle) if index < middle else (middle, end)
    return sides[::-1]


def log_files(
    note: Note, log: VerifierKey, witnesses: Sequence[VerifierKey]
) -> Mapping[str, bytes]:
    """The checkpoint as it was published, and in the parts that openssl reads."""
    [signature] = [one for one in note.signatures if one.key_id == log.id]
    return {
        "checkpoint": str(note).encode(),
        "text": note.text.encode(),
        "signature": signature.value,
        "key.pem": pem(log.public),
        "key.txt": f"{log}\n".encode(),
        "witnesses.txt": "".join(f"{key}\n" for key in witnesses).encode(),
    }
