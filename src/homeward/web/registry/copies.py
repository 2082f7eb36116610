"""The family's own copy of what it told: opened by code and second word together (R28).

The code alone never shows again what was typed. Whoever chose a second word can take a copy away;
it is sealed to a key that grows from both, so neither the site nor the code alone opens it. The
copies lie among the keys of the request and die with them, that of contacts and story with those.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from homeward.seal import records
from homeward.seal.codes import CodeKeys
from homeward.seal.records import SealedRecord
from homeward.web.registry.codes import OpenCase
from homeward.web.registry.sealing import key_store
from homeward.web.registry.weeks import blur_file_time

PUBLIC = "own key"
TOLD, CONFIDED = "own told", "confidence own"  # the second dies with contacts and story
CONTEXT = b"homeward own copy v1"
BOX_BYTES = 80  # HPKE: 32 bytes of a public key, a key of 32, a tag of 16

Told = Mapping[str, object]
Rows = list[tuple[bytes, str, bytes]]


def copy_rows(
    request: bytes, keys: CodeKeys, word: str, told: Sequence[Told], confided: Told
) -> Rows:
    """Rows for `keys.db`: none without a second word."""
    if not word.strip():
        return []
    public = keys.word_pair(word).public
    rows = [(request, PUBLIC, public), (request, f"{TOLD} 1", _sealed(told, public))]
    return rows + ([(request, CONFIDED, _sealed([confided], public))] if confided else [])


def add_to_copy(request: bytes, number: int, told: Told) -> None:
    """Keep what was told later, too, if there is a second word."""
    kept = key_store().of_record(request)
    if PUBLIC in kept:
        key_store().put([(request, f"{TOLD} {number}", _sealed([told], kept[PUBLIC]))])
        blur_file_time(key_store().path)


def read_copy(case: OpenCase, word: str) -> list[dict[str, Any]]:
    """All that is left of what the family told; the word was checked before."""
    private = case.keys.word_pair(word).private
    kept = key_store().of_record(case.request.pk.bytes)
    found = [_opened(box, private) for part, box in kept.items() if part.startswith(TOLD)]
    if CONFIDED in kept:
        found.append(_opened(kept[CONFIDED], private))
    return [told for copies in found for told in copies if told]


def _sealed(told: Sequence[Told], public: bytes) -> bytes:
    plain = json.dumps(list(told), ensure_ascii=False, separators=(",", ":")).encode()
    sealed = records.seal_record(plain, public, context=CONTEXT)
    return sealed.box + sealed.body


def _opened(kept: bytes, private: bytes) -> list[dict[str, Any]]:
    sealed = SealedRecord(kept[BOX_BYTES:], kept[:BOX_BYTES])
    told: list[dict[str, Any]] = json.loads(records.open_record(sealed, private, context=CONTEXT))
    return told
