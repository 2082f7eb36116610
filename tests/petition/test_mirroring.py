"""A mirror holds what a reader needs: the log, the text, the client."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from tests.petition.example import LOG_SIGNER, OPEN, told

from homeward.errors import NotVerified
from homeward.log import open_log
from homeward.petition.client import digests, page, script
from homeward.petition.manifest import write_manifest
from homeward.petition.mirroring import mirror
from homeward.petition.publication import open_petition

TEXT = b'{"text":{"uk":"..."}}'
BESIDE = {"text.json": TEXT, "petition.js": script(), "petition.html": page()}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A petition without witnesses, as a site publishes it."""
    named = {"text_sha256": sha256(TEXT).hexdigest(), "client_sha256": digests()}
    manifest = write_manifest(told(witnesses=[], log=str(LOG_SIGNER.verifier), **named))
    log = open_log(tmp_path / "source", LOG_SIGNER)
    open_petition(log, manifest, OPEN)
    for name, data in BESIDE.items():
        (log.folder / name).write_bytes(data)
    return log.folder


def test_text_and_client_come_along(source: Path, tmp_path: Path) -> None:
    """From the stick one reads and signs as from the site; a mirror can be mirrored again."""
    mirror(source, tmp_path / "copy")
    mirror(tmp_path / "copy", tmp_path / "stick")
    for name, data in BESIDE.items():
        assert (tmp_path / "stick" / name).read_bytes() == data


@pytest.mark.parametrize("name", BESIDE)
def test_another_text_or_client_is_refused(source: Path, tmp_path: Path, name: str) -> None:
    """What the manifest does not name is not copied, and the last copy stays."""
    mirror(source, tmp_path / "copy")
    (source / name).write_bytes(BESIDE[name] + b" ")
    with pytest.raises(NotVerified, match=f"{name}: it is not the file"):
        mirror(source, tmp_path / "copy")
    assert (tmp_path / "copy" / name).read_bytes() == BESIDE[name]


def test_a_log_without_them_is_mirrored(source: Path, tmp_path: Path) -> None:
    """They are a help; the signatures are counted without them."""
    for name in BESIDE:
        (source / name).unlink()
    mirror(source, tmp_path / "copy")
    assert (tmp_path / "copy/petition.json").exists()
