"""The recount: anyone, on any machine, from the public files alone."""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from homeward.errors import BadInput, NotVerified
from homeward.log import leaf_hash
from homeward.log.checkpoints import Checkpoint
from homeward.log.reading import Bundle, bundles, fetch_checkpoint, verify_rest, verify_tiles
from homeward.log.sources import folder_source, url_source
from homeward.log.tiles import Fetch
from homeward.petition.entries import Close, Entry, Revoke, Sign, read_entry
from homeward.petition.manifest import FILE, Manifest, read_manifest
from homeward.petition.receipts import policy_of

_FEW = 512  # entries that one process counts faster than several start
_AHEAD = 4  # bundles that wait for each process

Progress = Callable[[int], None]  # is told how many entries are checked


@dataclass(frozen=True, slots=True)
class Recount:
    manifest: Manifest
    size: int  # entries in the log
    signed: Mapping[str, int]  # signatures that stand, by class
    revoked: Mapping[str, int]
    close: Close | None  # None while the petition is open


def recount(
    place: str | Path,
    *,
    petition_id: bytes | None = None,
    witnesses: int | None = None,
    workers: int | None = None,
    progress: Progress = lambda _: None,
    started: Progress = lambda _: None,
) -> Recount:
    """Count the signatures in a folder or below an address; raises `NotVerified` for any flaw.

    petition_id: what the link carries; without it the manifest vouches for itself. witnesses: how
    many must have signed, by default more than half of those that the petition names.
    """
    fetch = source(place)
    manifest = fetch_manifest(fetch, petition_id)
    _, checkpoint = fetch_checkpoint(fetch, policy_of(manifest, witnesses))
    started(checkpoint.size)
    tally, leaves = _Tally(manifest), []
    for path, start, checked in _checked(fetch, checkpoint, manifest, workers):
        for number, (leaf, entry) in enumerate(checked, start):
            leaves.append(leaf)
            tally.add(entry, f"{path}, entry {number}")
        progress(len(checked))
    verify_tiles(fetch, checkpoint, leaves)
    if isinstance(place, Path):
        verify_rest(place, checkpoint.size)
    return tally.result(checkpoint.size)


def source(place: str | Path) -> Fetch:
    return folder_source(place) if isinstance(place, Path) else url_source(place)


def fetch_manifest(fetch: Fetch, petition_id: bytes | None) -> Manifest:
    """The manifest beside a log; raises `NotVerified`."""
    try:
        return read_manifest(fetch(FILE), petition_id)
    except FileNotFoundError:
        raise NotVerified(f"{FILE}: the file is missing") from None
    except (BadInput, NotVerified) as error:
        raise NotVerified(f"{FILE}: {error}") from None


@dataclass(slots=True)
class _Tally:
    """What the entries so far add up to."""

    manifest: Manifest
    live: dict[bytes, str] = field(default_factory=dict)  # cR → class
    nonces: set[bytes] = field(default_factory=set)
    revoked: dict[bytes, str] = field(default_factory=dict)  # cR → where
    close: Close | None = None

    def add(self, entry: Entry, where: str) -> None:
        if self.close is not None:
            raise NotVerified(f"{where}: an entry after the closing one")
        match entry:
            case Sign():
                if entry.nonce in self.nonces or entry.mark in self.live:
                    raise NotVerified(f"{where}: a signature that is counted already")
                self.nonces.add(entry.nonce)
                self.live[entry.mark] = entry.class_id
            case Revoke():
                if entry.mark in self.revoked:
                    raise NotVerified(f"{where}: a second withdrawal of one signature")
                self.revoked[entry.mark] = where
            case Close():
                self.close = entry

    def result(self, size: int) -> Recount:
        for mark, where in self.revoked.items():
            if mark not in self.live:
                raise NotVerified(f"{where}: it withdraws a signature that is not in the log")
        self._check_issued()
        revoked = Counter(self.live[mark] for mark in self.revoked)
        signed = Counter(self.live.values()) - revoked
        ids = [group.id for group in self.manifest.classes]
        return Recount(
            self.manifest,
            size,
            {name: signed[name] for name in ids},
            {name: revoked[name] for name in ids},
            self.close,
        )

    def _check_issued(self) -> None:
        if self.close is None:
            return
        used = Counter(self.live.values()) + Counter(self.close.withheld)
        for name, number in used.items():
            if number > self.close.issued.get(name, 0):
                raise NotVerified(f"class {name}: more signatures than people who got tokens")


Checked = tuple[str, int, list[tuple[bytes, Entry]]]  # path, first number, leaf hash and entry


def _checked(
    fetch: Fetch, checkpoint: Checkpoint, manifest: Manifest, workers: int | None
) -> Iterator[Checked]:
    """The bundles in order, each entry verified."""
    several = workers or os.cpu_count() or 1
    if several == 1 or checkpoint.size <= _FEW:
        for bundle in bundles(fetch, checkpoint):
            yield check_bundle(bundle, manifest)
        return
    with ProcessPoolExecutor(several, initializer=_start, initargs=(manifest.line,)) as pool:
        ahead: deque[Future[Checked]] = deque()
        for bundle in bundles(fetch, checkpoint):
            ahead.append(pool.submit(_check_in_worker, bundle))
            if len(ahead) > several * _AHEAD:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def check_bundle(bundle: Bundle, manifest: Manifest) -> Checked:
    checked = []
    for number, line in enumerate(bundle.entries, bundle.start):
        try:
            checked.append((leaf_hash(line), read_entry(line, manifest)))
        except NotVerified as error:
            raise NotVerified(f"{bundle.path}, entry {number}: {error}") from None
    return bundle.path, bundle.start, checked


_manifest: list[Manifest] = []  # of this worker


def _start(line: bytes) -> None:
    _manifest[:] = [read_manifest(line)]


def _check_in_worker(bundle: Bundle) -> Checked:
    return check_bundle(bundle, _manifest[0])
