"""A mirror: a verified copy of a petition's public files, for another host or a USB stick."""

from __future__ import annotations

import shutil
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from homeward.errors import NotVerified
from homeward.log.files import write_whole
from homeward.log.reading import fetch_checkpoint
from homeward.log.tiles import (
    CHECKPOINT,
    ENTRIES,
    Fetch,
    levels,
    split_hashes,
    tile_path,
    widths,
)
from homeward.petition.manifest import FILE
from homeward.petition.receipts import policy_of
from homeward.petition.recount import Progress, Recount, fetch_manifest, recount, source
from homeward.petition.serving import QuietServer

_INCOMING = ".incoming"


def mirror(
    place: str | Path,
    folder: Path,
    *,
    petition_id: bytes | None = None,
    witnesses: int | None = None,
    progress: Progress = lambda _: None,
    started: Progress = lambda _: None,
) -> Recount:
    """Copy a petition, verify the copy as a recount does, then let it take the place of the last.

    Raises `NotVerified` for any flaw, and where the source no longer holds what was mirrored
    before; the folder keeps its last copy then.
    """
    incoming = folder / _INCOMING
    shutil.rmtree(incoming, ignore_errors=True)
    _download(
        source(place),
        incoming,
        petition_id=petition_id,
        witnesses=witnesses,
        started=started,
        progress=progress,
    )
    counted = recount(incoming, petition_id=petition_id, witnesses=witnesses)
    _check_continues(folder, incoming)
    _take(incoming, folder)
    return counted


def _download(
    fetch: Fetch,
    incoming: Path,
    *,
    petition_id: bytes | None,
    witnesses: int | None,
    started: Progress,
    progress: Progress,
) -> None:
    manifest = fetch_manifest(fetch, petition_id)
    note, checkpoint = fetch_checkpoint(fetch, policy_of(manifest, witnesses))
    paths = list(tile_paths(checkpoint.size))
    started(len(paths))
    for path in paths:
        try:
            write_whole(incoming / path, fetch(path))
        except FileNotFoundError:
            raise NotVerified(f"{path}: the file is missing") from None
        progress(1)
    for name, digest in manifest.digests().items():
        _copy_beside(fetch, incoming / name, digest)
    write_whole(incoming / FILE, manifest.line)
    write_whole(incoming / CHECKPOINT, str(note).encode())


def _copy_beside(fetch: Fetch, path: Path, digest: bytes) -> None:
    """The petition's text and client: they may be absent, but must be those of the manifest."""
    try:
        data = fetch(path.name)
    except FileNotFoundError:
        return
    if sha256(data).digest() != digest:
        raise NotVerified(f"{path.name}: it is not the file that the petition names")
    write_whole(path, data)


def tile_paths(size: int) -> list[str]:
    """All tiles and bundles of a log of that size."""
    levelled: list[tuple[int | str, int]] = [(n, n) for n in range(levels(size))]
    return [
        tile_path(name, index, width)
        for name, level in [*levelled, (ENTRIES, 0)]
        for index, width in widths(size, level)
    ]


def _check_continues(folder: Path, incoming: Path) -> None:
    """Raise `NotVerified` unless the new copy begins with what the old one holds."""
    if not (folder / CHECKPOINT).exists():
        return
    if (folder / FILE).read_bytes() != (incoming / FILE).read_bytes():
        raise NotVerified(f"{FILE}: the folder mirrors another petition; name an empty one")
    old, new = _leaves(folder), _leaves(incoming)
    if new[: len(old)] != old:
        raise NotVerified(
            f"{CHECKPOINT}: the source no longer holds what was mirrored before; keep this copy and"
            " show both to others"
        )


def _leaves(folder: Path) -> list[bytes]:
    size = int((folder / CHECKPOINT).read_text("utf-8").split("\n")[1])
    tiles = ((folder / tile_path(0, index, width)).read_bytes() for index, width in widths(size))
    return [digest for tile in tiles for digest in split_hashes(tile)]


def _take(incoming: Path, folder: Path) -> None:
    """Move new files into place, the checkpoint last."""
    names = [path.relative_to(incoming) for path in incoming.rglob("*") if path.is_file()]
    for name in sorted(names, key=lambda name: (name.as_posix() == CHECKPOINT, name)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (incoming / name).replace(folder / name)
    shutil.rmtree(incoming)
    kept = set(map(Path.as_posix, names))
    for path in [path for path in (folder / "tile").rglob("*") if path.is_file()]:
        if path.relative_to(folder).as_posix() not in kept:
            path.unlink()  # a narrower tile of an earlier copy


class _Files(SimpleHTTPRequestHandler):
    """Serves the public files of a mirror and writes down nobody who asks."""

    server_version, sys_version = "mirror", ""
    timeout = 60  # seconds for whoever sends nothing

    def log_message(self, *_: object) -> None:
        """No address and no time is kept."""

    def send_head(self) -> BytesIO | BinaryIO | None:
        if any(part.startswith(".") for part in self.path.split("/")):
            self.send_error(404)
            return None
        return super().send_head()

    def list_directory(self, _: object) -> None:
        self.send_error(404)


def server(folder: Path, host: str, port: int) -> QuietServer:
    """A server of the folder's public files; call its `serve_forever`."""
    return QuietServer((host, port), partial(_Files, directory=str(folder)))
