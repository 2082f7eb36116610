"""Erasing a request to the last byte: its keys, whatever hangs on it in any part, and its traces.

What is sealed dies with its keys in `keys.db`, in older copies of the database, too. Rows of every
part that belong to the request are found through the models themselves, so that a new table is not
forgotten. Left is a tombstone: an id, the office, the weeks, a state.
"""

from __future__ import annotations

import secrets
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models.deletion import get_candidate_relations_to_delete

from homeward.web.access.fields import Part
from homeward.web.registry import sealing
from homeward.web.registry.models import Outbox, TracingRequest
from homeward.web.registry.signals import request_erased

LOOKUP_BYTES = 16
UPLOADS = "uploads"  # ciphertext too large for a row, one file an id
Rows = dict[type[models.Model], set[Any]]


def wipe_confidence(request: TracingRequest) -> None:
    """Destroy contacts and story with all that was sealed beside them; matching goes on."""
    kept = sealing.key_store().of_record(request.pk.bytes)
    sealing.erase(request.pk, Part.CONFIDENCE)
    _remove_files(name for name in kept if name.startswith(f"{Part.CONFIDENCE} "))
    TracingRequest.objects.filter(pk=request.pk).update(confidence=None, word_tag=None)


def wipe_all(request: TracingRequest) -> None:
    """Destroy everything of a request but its id and its weeks.

    Keys go first: a crash in between leaves rows that nobody can read, and the next round of the
    clock does it again. Raises `NotErased` if somebody reads the file of keys just then.
    """
    rows = _belonging(request)
    _destroy_keys({request.pk, *(pk for keys in rows.values() for pk in keys)})
    with transaction.atomic():
        Outbox.objects.bulk_create(
            Outbox(person_id=person) for person in request.sought.values_list("pk", flat=True)
        )
        for kind, found in rows.items():
            _delete(kind, found)
        _make_tombstone(request)
        request_erased.send(sender=TracingRequest, request=request)


def is_tombstone(request: TracingRequest) -> bool:
    """Whether there is nothing left of it to read or to search for."""
    return not bytes(request.case_public)


def _make_tombstone(request: TracingRequest) -> None:
    TracingRequest.objects.filter(pk=request.pk).update(
        lookup_id=secrets.token_bytes(LOOKUP_BYTES),  # no code finds it, and none leads to it
        case_public=b"",
        language="",
        confidence=None,
        word_tag=None,
        wants_a_call=False,
        keys_die_in_week=None,
    )
    request.refresh_from_db()


def _belonging(request: TracingRequest) -> Rows:
    """Every row that points at the request, at what points at it, and so on; not the request."""
    found: Rows = defaultdict(set)
    waiting: list[tuple[type[models.Model], set[Any]]] = [(TracingRequest, {request.pk})]
    while waiting:
        kind, keys = waiting.pop()
        for theirs, name in _pointing_at(kind):
            rows: models.QuerySet[Any] = models.QuerySet(theirs).filter(**{f"{name}__in": keys})
            new = set(rows.values_list("pk", flat=True)) - found[theirs]
            if new:
                found[theirs] |= new
                waiting.append((theirs, new))
    return {kind: keys for kind, keys in found.items() if keys}


def _delete(kind: type[models.Model], found: set[Any]) -> None:
    """Below the managers: no row that is written once is an exception to being forgotten."""
    rows: models.QuerySet[Any] = models.QuerySet(kind).filter(pk__in=found)
    rows._raw_delete(using=rows.db)  # noqa: SLF001  # no other way past PROTECT, in any order


def _destroy_keys(records: Iterable[object]) -> None:
    """The keys of these records, and the files whose keys lie among them."""
    store = sealing.key_store()
    for record in records:
        if not isinstance(record, uuid.UUID):
            continue
        kept = store.of_record(record.bytes)
        sealing.erase(record)
        _remove_files(kept)


def _remove_files(names: Iterable[str]) -> None:
    """The ciphertext of what was handed in: a file is called as its key ends."""
    for name in names:
        (settings.HOMEWARD_DATA / UPLOADS / name.rpartition(" ")[2]).unlink(missing_ok=True)


def _pointing_at(kind: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Each model with a column that points at this one, tables of many-to-many too."""
    for one in get_candidate_relations_to_delete(kind._meta):  # noqa: SLF001  # public by name
        relation: Any = one
        yield relation.related_model, relation.field.name


def cut_database_log() -> None:
    """Once committed, move SQLite's write-ahead log into the file: nothing deleted is left in it.

    A reader may keep it from being cut; what is deleted was sealed, and its keys are destroyed.
    """
    if connection.vendor == "sqlite":
        transaction.on_commit(_checkpoint)


def _checkpoint() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
