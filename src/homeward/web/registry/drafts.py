"""Unfinished requests: each step is sealed under the follow-up code as it is sent (trust.md).

Without the code nothing of a draft can be read, here or anywhere. It dies 72 hours after its last
step: from then on it does not open, and the clock overwrites it when that day is over.
"""

from __future__ import annotations

import hmac
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from homeward.seal.codes import CodeKeys
from homeward.web.registry import filings, uploads
from homeward.web.registry.models import TracingRequest
from homeward.web.registry.shortlived import ShortLived

SECONDS = 72 * 3600
DRAFTS = ShortLived(
    "drafts.db", b"homeward draft v1", most_bytes=512 * 1024, most_of_all=4 * 1024**3
)
FILES = (
    "CREATE TABLE IF NOT EXISTS file (id BLOB PRIMARY KEY, draft BLOB, request BLOB) WITHOUT ROWID"
)
Owned = tuple[uuid.UUID, uuid.UUID]  # a file, and the request that its key lies with


def save(keys: CodeKeys, values: Mapping[str, Any]) -> None:
    """Keep the draft of this code for another 72 hours."""
    DRAFTS.put(keys.lookup_id, _key(keys), values, seconds=SECONDS)


def load(keys: CodeKeys) -> dict[str, Any] | None:
    """The draft of this code, if there is one and it is not over."""
    return DRAFTS.get(keys.lookup_id, _key(keys))


def _key(keys: CodeKeys) -> bytes:
    return hmac.digest(keys.unwrap_key, b"homeward draft v1", "sha256")


def note_file(keys: CodeKeys, file: uuid.UUID, request: uuid.UUID) -> None:
    """From now on this file dies with the draft. To be called before the file is written."""
    with DRAFTS.open() as connection:
        connection.execute(FILES)
        row = (file.bytes, keys.lookup_id, request.bytes)
        connection.execute("INSERT INTO file VALUES (?, ?, ?)", row)


def drop_file(keys: CodeKeys, file: uuid.UUID) -> None:
    """Destroy one file of the draft."""
    if not _is_filed(keys.lookup_id):
        _destroy(owned for owned in _files(keys.lookup_id) if owned[0] == file)


def filed(keys: CodeKeys) -> None:
    """The draft became a request: its files belong to that from now on."""
    _hand_over(keys.lookup_id)
    DRAFTS.forget([keys.lookup_id])


def _hand_over(draft: bytes) -> None:
    with DRAFTS.open() as connection:
        connection.execute(FILES)
        connection.execute("DELETE FROM file WHERE draft = ?", (draft,))


def _is_filed(draft: bytes) -> bool:
    """A crash may have left the draft of a request that was filed: both have the same id."""
    return filings.holds(draft) or TracingRequest.objects.filter(lookup_id=draft).exists()


def purge() -> int:
    """Overwrite the drafts that are over, with their files. Run by the clock."""
    if not DRAFTS.is_due():
        return 0
    for draft in DRAFTS.over():
        if _is_filed(draft):
            _hand_over(draft)
        else:
            _destroy(_files(draft))
    return DRAFTS.purge()


def _files(draft: bytes) -> list[Owned]:
    query = "SELECT id, request FROM file WHERE draft = ? ORDER BY id"
    with DRAFTS.open() as connection:
        connection.execute(FILES)
        found = connection.execute(query, (draft,)).fetchall()
    return [(uuid.UUID(bytes=bytes(file)), uuid.UUID(bytes=bytes(owner))) for file, owner in found]


def _destroy(files: Iterable[Owned]) -> None:
    for file, request in files:
        uploads.destroy(request, file)
        with DRAFTS.open() as connection:
            connection.execute("DELETE FROM file WHERE id = ?", (file.bytes,))
