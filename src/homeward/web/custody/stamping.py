"""Time stamps of the custody log's checkpoint, by authorities that the operator chose (RFC 3161).

`HOMEWARD_STAMPS` names a folder with `NAME.url`, `NAME.root.pem` and, if there is one between,
`NAME.chain.pem` for each. They learn the digest of a checkpoint, and that this machine asked: no
file that is held here. Proxies are taken from the environment (`https_proxy`).
"""

from __future__ import annotations

import hashlib
import logging
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from homeward.custody import Stamp, stamp_request, verify_stamp
from homeward.errors import HomewardError, NotVerified
from homeward.web.custody.log import custody_log

log = logging.getLogger(__name__)
SECONDS = 10.0  # to wait for an answer
LONGEST = 1 << 20  # bytes of one
AGAIN_AFTER = 3600  # seconds
KIND = "application/timestamp-query"


@dataclass(frozen=True, slots=True)
class Authority:
    """Who stamps, and the certificates by which its answers are checked."""

    name: str
    url: str
    root: bytes
    chain: bytes


def authorities() -> list[Authority]:
    """Those that the operator named; none if the setting is empty."""
    folder: Path | None = settings.HOMEWARD_STAMPS
    return [_authority(path) for path in sorted(folder.glob("*.url"))] if folder else []


def _authority(path: Path) -> Authority:
    chain = path.with_suffix(".chain.pem")
    return Authority(
        name=path.stem,
        url=path.read_text("utf-8").strip(),
        root=path.with_suffix(".root.pem").read_bytes(),
        chain=chain.read_bytes() if chain.exists() else b"",
    )


def checkpoint() -> bytes | None:
    """What is stamped: the checkpoint as it is published; `None` before the first."""
    path = custody_log().folder / "checkpoint"
    return path.read_bytes() if path.exists() else None


def stamp_when_due() -> int:
    """Ask those authorities whose stamp of the checkpoint is missing; how many answered.

    One that does not answer is asked again after an hour.
    """
    asked = authorities()
    stamped = checkpoint() if asked else None
    if stamped is None:
        return 0
    folder = _folder(stamped)
    missing = [one for one in asked if not (folder / f"{one.name}.tsr").exists()]
    tried = folder / "tried"
    if not missing or (tried.exists() and time.time() - float(tried.read_text()) < AGAIN_AFTER):
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    tried.write_text(str(time.time()))
    return _stamp(stamped, missing)


def _stamp(stamped: bytes, asked: list[Authority]) -> int:
    """Keep each answer that is right; one that is not keeps none of the others back."""
    kept = 0
    for one in asked:
        try:
            _keep(_folder(stamped), _answer(one, stamped), stamped)
            kept += 1
        except (OSError, HomewardError) as fault:
            log.warning("no time stamp of %s: %s", one.name, fault)
    return kept


def stamps_of(stamped: bytes) -> Iterator[Stamp]:
    """The stamps that are kept of a checkpoint, with the certificates of their day."""
    for path in sorted(_folder(stamped).glob("*.tsr")):
        root, chain = path.with_suffix(".root.pem"), path.with_suffix(".chain.pem")
        yield Stamp(path.stem, path.read_bytes(), root.read_bytes(), chain.read_bytes())


def _answer(one: Authority, stamped: bytes) -> Stamp:
    if not one.url.startswith(("https://", "http://")):
        raise NotVerified("its address is neither https:// nor http://")
    query = urllib.request.Request(  # noqa: S310  # checked above
        one.url, stamp_request(stamped), {"Content-Type": KIND}
    )
    with urllib.request.urlopen(query, timeout=SECONDS) as answer:  # noqa: S310
        return Stamp(one.name, answer.read(LONGEST), one.root, one.chain)


def _keep(folder: Path, found: Stamp, stamped: bytes) -> None:
    """The answer last: what has one is whole."""
    verify_stamp(found, stamped)
    folder.mkdir(parents=True, exist_ok=True)
    for ending, data in (
        ("root.pem", found.root),
        ("chain.pem", found.chain),
        ("tsr", found.answer),
    ):
        fresh = folder / f".{found.name}.{ending}"
        fresh.write_bytes(data)
        fresh.replace(folder / f"{found.name}.{ending}")


def _folder(stamped: bytes) -> Path:
    data: Path = settings.HOMEWARD_DATA
    return data / "custody-stamps" / hashlib.sha256(stamped).hexdigest()
