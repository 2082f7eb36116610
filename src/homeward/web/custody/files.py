"""Ciphertext of originals and working copies: files named by random ids, without a clock."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings

from homeward.seal import records
from homeward.seal.records import SealedRecord
from homeward.web.access.fields import Part
from homeward.web.registry.sealing import context, instance, key_store
from homeward.web.registry.uploads import write_once
from homeward.web.registry.weeks import blur_file_time

ORIGINALS, COPIES = "originals", "copies"


def store_originals(new: dict[uuid.UUID, bytes]) -> None:
    """Seal each to the office, keep its key, then its file; all are on disk when this returns."""
    sealed = {
        row: records.seal_record(content, instance().intake, context=context(row, Part.CONFIDENCE))
        for row, content in new.items()
    }
    key_store().put([(row.bytes, Part.CONFIDENCE, one.box) for row, one in sealed.items()])
    blur_file_time(key_store().path)
    for row, one in sealed.items():
        write_once(path_of(ORIGINALS, row), one.body)


def store_copy(row: uuid.UUID, content: bytes) -> None:
    """Seal a working copy to the matcher."""
    sealed = records.seal_record(content, instance().matcher, context=context(row, Part.MATCHING))
    key_store().put([(row.bytes, Part.MATCHING, sealed.box)])
    blur_file_time(key_store().path)
    write_once(path_of(COPIES, row), sealed.body)


def open_copy(row: uuid.UUID, private: bytes) -> bytes:
    """The picture, for the matcher's process; raises `Sealed`."""
    sealed = SealedRecord(sealed_file(COPIES, row), key_store().get(row.bytes, Part.MATCHING))
    return records.open_record(sealed, private, context=context(row, Part.MATCHING))


def sealed_file(kind: str, row: uuid.UUID) -> bytes:
    """The ciphertext."""
    return path_of(kind, row).read_bytes()


def path_of(kind: str, row: uuid.UUID) -> Path:
    folder: Path = settings.HOMEWARD_DATA
    return folder / kind / row.hex


def stored(kind: str) -> list[Path]:
    """All files of a kind; the lock beside them is none."""
    folder: Path = settings.HOMEWARD_DATA / kind
    return [path for path in folder.iterdir() if not path.name.startswith(".")]
