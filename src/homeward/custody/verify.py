"""Whether a bundle is intact, told with the name of the file that is not."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from homeward.custody.bundle import (
    ITEM,
    ORIGINAL,
    SCRIPT,
    SUMS,
    event_files,
    log_files,
)
from homeward.custody.by_hand import VERIFY
from homeward.custody.events import SALT_BYTES, Event, key_id, pem, verify_chain, verify_event
from homeward.custody.items import Item, digests_of, item_from_json
from homeward.custody.stamps import Stamp, verify_stamp
from homeward.errors import BadInput, NotVerified, UnreadableFile
from homeward.log import (
    Note,
    Policy,
    VerifierKey,
    log_policy,
    read_canonical,
    read_key,
    read_note,
    read_proof,
    verify_proof,
)

NO_BUNDLE = "this is no bundle of evidence, or it is cut off; ask for it again"
_LARGEST = 1 << 24  # bytes of any file but the original
_MOST_FILES = 100_000


@dataclass(frozen=True, slots=True)
class Verified:
    """What an intact bundle holds. Whose the keys are, somebody must ask the organisation."""

    item: Item
    events: int
    keys: tuple[str, ...]  # ids of the staff's keys
    log: VerifierKey
    stamped: tuple[datetime, ...]  # it existed at the latest then


def verify_bundle(path: Path, *, log: VerifierKey | None = None) -> Verified:
    """Check everything; raise `NotVerified` with the file's name, `UnreadableFile` for no bundle.

    With `log`, the custody log's key as known from elsewhere, the bundle's own must be that one.
    """
    try:
        with ZipFile(path) as zipped:
            return _verified(zipped, log)
    except (BadZipFile, EOFError, OSError, KeyError, NotImplementedError, ValueError) as fault:
        raise UnreadableFile(NO_BUNDLE) from fault


def _verified(zipped: ZipFile, log: VerifierKey | None) -> Verified:
    names = [part.filename for part in zipped.infolist()]
    if len(set(names)) != len(names) or len(names) > _MOST_FILES:
        raise NotVerified("a file stands twice in the bundle")
    _verify_sums(zipped, names)
    with _fault_in(SCRIPT):
        _same(_read(zipped, SCRIPT), VERIFY)
    item = _item(zipped)
    note, policy = _checkpoint(zipped, log)
    keys = _keys(zipped, names)
    events = [_event(zipped, name, keys, note, policy) for name in _events(names)]
    with _fault_in("events"):
        verify_chain(item, events)
    stamped = tuple(_stamped(zipped, names))
    return Verified(item, len(events), tuple(sorted(keys)), policy.logs[0], stamped)


@contextmanager
def _fault_in(name: str) -> Iterator[None]:
    """Put the file's name before what is wrong with it."""
    try:
        yield
    except (NotVerified, BadInput) as fault:
        raise NotVerified(f"{name}: {fault}") from None


def _same(found: bytes, expected: bytes) -> None:
    if found != expected:
        raise NotVerified("it is not what the rest of the bundle says")


def _read(zipped: ZipFile, name: str) -> bytes:
    if zipped.getinfo(name).file_size > _LARGEST:
        raise NotVerified(f"{name}: it is too large")
    return zipped.read(name)


def _text(zipped: ZipFile, name: str) -> str:
    try:
        return _read(zipped, name).decode()
    except UnicodeDecodeError:
        raise NotVerified(f"{name}: it is no text") from None


def _verify_sums(zipped: ZipFile, names: list[str]) -> None:
    lines = (line.partition("  ") for line in _text(zipped, SUMS).splitlines())
    said = {name: digest for digest, _, name in lines}
    if set(said) != set(names) - {SUMS}:
        odd = min(set(said) ^ (set(names) - {SUMS}))
        raise NotVerified(f"{odd}: it is missing, or {SUMS} does not name it")
    for name, digest in said.items():
        if _sha256(zipped, name) != digest:
            raise NotVerified(f"{name}: it was changed")


def _sha256(zipped: ZipFile, name: str) -> str | None:
    try:
        with zipped.open(name) as file:
            return digests_of(file).sha256
    except (BadZipFile, zlib.error):
        return None  # the zip itself says that it was changed


def _item(zipped: ZipFile) -> Item:
    with _fault_in(ITEM):
        item = item_from_json(read_canonical(_read(zipped, ITEM)))
    with _fault_in(ORIGINAL), zipped.open(ORIGINAL) as file:
        if digests_of(file) != item.digests:
            raise NotVerified("it is not the file that was kept")
    return item


def _checkpoint(zipped: ZipFile, known: VerifierKey | None) -> tuple[Note, Policy]:
    with _fault_in("log/key.txt"):
        key = read_key(_text(zipped, "log/key.txt").strip())
        if known is not None and key != known:
            raise NotVerified("it is another log's key than the one you know")
    with _fault_in("log/witnesses.txt"):
        witnesses = [read_key(line) for line in _text(zipped, "log/witnesses.txt").splitlines()]
        policy = log_policy(key, witnesses, least=len(witnesses))
    with _fault_in("log/checkpoint"):
        note = read_note(_text(zipped, "log/checkpoint"))
        policy.verify(note)
    for name, expected in log_files(note, key, witnesses).items():
        with _fault_in(f"log/{name}"):
            _same(_read(zipped, f"log/{name}"), expected)
    return note, policy


def _keys(zipped: ZipFile, names: list[str]) -> dict[str, bytes]:
    keys = {}
    for name in names:
        if name.startswith("keys/"):
            with _fault_in(name):
                public = _public(_read(zipped, name))
                if name != f"keys/{key_id(public)}.pem":
                    raise NotVerified("it is another key")
                _same(_read(zipped, name), pem(public))
                keys[key_id(public)] = public
    return keys


def _public(data: bytes) -> bytes:
    try:
        key = load_pem_public_key(data)
    except (ValueError, UnsupportedAlgorithm):
        raise NotVerified("it is no key") from None
    if not isinstance(key, Ed25519PublicKey):
        raise NotVerified("it is no Ed25519 key")
    return key.public_bytes_raw()


def _events(names: list[str]) -> list[str]:
    """The names of the events without their endings; a file that belongs to none is refused."""
    found = sorted(
        name[:-5] for name in names if name.startswith("events/") and name[-5:] == ".json"
    )
    expected = [f"events/{number:04}" for number in range(1, len(found) + 1)]
    files = {name for name in names if name.startswith("events/")}
    endings = ("json", "salt", "sig", "proof", "path")
    if found != expected or files != {f"{name}.{end}" for name in found for end in endings}:
        raise NotVerified("events: one is missing, or a file belongs to none")
    return found


def _event(zipped: ZipFile, name: str, keys: dict[str, bytes], note: Note, policy: Policy) -> Event:
    event = Event(*(_read(zipped, f"{name}.{ending}") for ending in ("json", "salt", "sig")))
    with _fault_in(f"{name}.json"):
        by = str(event.told.get("by"))
        if by not in keys:
            raise NotVerified("the key of the one who signed it is not in the bundle")
        if len(event.salt) != SALT_BYTES:
            raise NotVerified("its salt is not whole")
        verify_event(event, keys[by])
    with _fault_in(f"{name}.proof"):
        proof = read_proof(_text(zipped, f"{name}.proof"))
        verify_proof(proof, event.commitment, policy)
        _same(_read(zipped, f"{name}.proof"), str(replace(proof, note=note)).encode())
    with _fault_in(f"{name}.path"):
        _same(_read(zipped, f"{name}.path"), event_files(event, proof)["path"])
    return event


def _stamped(zipped: ZipFile, names: list[str]) -> Iterator[datetime]:
    for name in sorted(names):
        if name.startswith("stamps/") and name.endswith(".tsr"):
            before = name.removesuffix(".tsr")
            parts = (_read(zipped, f"{before}.{part}") for part in ("root.pem", "chain.pem"))
            stamp = Stamp(before.removeprefix("stamps/"), _read(zipped, name), *parts)
            with _fault_in(name):
                yield verify_stamp(stamp, _read(zipped, "log/checkpoint"))
