"""Keeping originals, noting what is done with them, making working copies."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from homeward import custody
from homeward.custody import Acquired, Event, Item, Kind, Place, digests_of
from homeward.errors import BadInput, Stale, UnreadableFile
from homeward.log.files import only_writer
from homeward.pictures import Region, open_picture, variants_of, working_copy
from homeward.web.access.fields import Part
from homeward.web.access.log import record
from homeward.web.access.models import User
from homeward.web.access.policy import require
from homeward.web.custody import files, log
from homeward.web.custody.keys import staff_key
from homeward.web.custody.models import CustodyEvent, ItemOrigin, Original, WorkingCopy
from homeward.web.evidence.models import EvidenceItem
from homeward.web.registry import sealing

LARGEST = 256 * 1024 * 1024  # bytes of one original: it is sealed in memory
LONGEST_SIDE = 2_000  # pixels of a working copy
TOO_LARGE = "larger than 256 MB; split the archive or the film, and add the parts"


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    """A file as it was found. `digest` is the matcher's keyed digest of its content."""

    name: str
    content: bytes
    mime: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """The original of each keyed digest, and why no copy could be made of some pictures."""

    rows: Mapping[bytes, Original]
    new: int
    faults: Mapping[bytes, str]


@dataclass(frozen=True, slots=True, repr=False)
class Looks:
    """A picture's eight hashes, and its copy without metadata."""

    pdq: tuple[str, ...]
    copy: bytes


def keep(found: Sequence[Found], how: Acquired, *, by: User) -> Kept:
    """Keep these files write-once, each with its first events; what is kept already stays as it is.

    Files first, then the log, then the rows: an end at any moment leaves nothing half stored, and
    the next call does what is missing.
    """
    require(by, "item.add")
    for one in found:
        if len(one.content) > LARGEST:
            raise BadInput(f"{one.name}: {TOO_LARGE}")
    with only_writer(_folder()):
        known = {
            bytes(row.digest): row
            for row in Original.objects.filter(digest__in=[one.digest for one in found])
        }
        fresh = {one.digest: one for one in found if one.digest not in known}
        faults, looks = _looked_at(fresh.values())
        rows = _store(list(fresh.values()), looks, how, by) if fresh else {}
    return Kept(known | rows, len(rows), faults)


def link(pairs: Iterable[tuple[EvidenceItem, Original]]) -> None:
    """Note which items came out of which originals, within the caller's transaction.

    Pictures may have been compared before their posts were read: they are compared again, and
    until then nobody in those posts is searched for.
    """
    rows = [ItemOrigin(item=item, original=original) for item, original in pairs]
    ItemOrigin.objects.bulk_create(rows)
    pictures = Original.objects.filter(pk__in={row.original_id for row in rows})
    pictures.filter(mime__startswith="image/").update(compared=False)


def remove_orphans() -> int:
    """Delete what an ingest stored of files whose rows it did not live to write; how many."""
    with only_writer(_folder()):
        known = set(Original.objects.values_list("pk", flat=True))
        lost = [path for path in files.stored(files.ORIGINALS) if uuid.UUID(path.name) not in known]
        for path in lost:
            sealing.erase(uuid.UUID(path.name))
            path.unlink()
    return len(lost)


def _folder() -> Path:
    folder: Path = settings.HOMEWARD_DATA / files.ORIGINALS
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _looked_at(found: Iterable[Found]) -> tuple[dict[bytes, str], dict[bytes, Looks]]:
    """What is wrong with some pictures, and what the others look like."""
    faults, looks = {}, {}
    for one in found:
        if one.mime.startswith("image/"):
            try:
                looks[one.digest] = looks_of(one.content)
            except UnreadableFile as fault:
                faults[one.digest] = str(fault)
    return faults, looks


def looks_of(content: bytes) -> Looks:
    """What a picture looks like; raises `UnreadableFile`."""
    picture = open_picture(content)
    hashes = variants_of(picture)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    pdq = tuple(one.bits.hex() for one in hashes) if hashes[0].tells else ()
    return Looks(pdq, working_copy(picture))


def _store(
    found: Sequence[Found], looks: Mapping[bytes, Looks], how: Acquired, by: User
) -> dict[bytes, Original]:
    batch = sealing.Batch()
    rows, events, copies = {}, [], {}
    for one in found:
        seen = looks.get(one.digest)
        row, item = _original(one, how, seen.pdq if seen else (), batch)
        first = custody.acquired(item, staff_key(by), at=_today())
        events.append(_event_row(row, first, by, batch))
        if seen:
            copies[WorkingCopy(original=row, made_by=by)] = seen.copy
            made = _derived(first, seen.copy, by)
            events.append(_event_row(row, made, by, batch))
        rows[one.digest] = row
    files.store_originals({rows[one.digest].pk: one.content for one in found})
    for copy, content in copies.items():
        files.store_copy(copy.pk, content)
    batch.store()
    log.commit([bytes(event.commitment) for event in events])
    with transaction.atomic():
        Original.objects.bulk_create(rows.values())
        WorkingCopy.objects.bulk_create(copies)
        CustodyEvent.objects.bulk_create(events)
        record(by, "originals.kept", None, count=len(rows))
    return rows


def _original(
    found: Found, how: Acquired, pdq: tuple[str, ...], batch: sealing.Batch
) -> tuple[Original, Item]:
    row = Original(digest=found.digest, mime=found.mime, size=len(found.content))
    item = Item(
        digests=digests_of(found.content),
        mime=found.mime,
        acquired=how,
        pdq=pdq,
        id=row.pk.hex,
    )
    told = {"custody_item": item.as_json(), "file_name": found.name}
    row.body = batch.seal(row.pk, Part.MATCHING, told, sealing.instance().matcher)
    row.compared = not pdq
    return row, item


def note_event(
    original: Original,
    kind: Kind,
    *,
    by: User,
    reason: str,
    used: Sequence[str] = (),
    made: Sequence[str] = (),
) -> CustodyEvent:
    """The next link of the chain; `reason` names no person. Raises `Stale` if another was first."""
    last = original.events.last()
    if last is None:
        raise BadInput("an original without its first event: restore the database from a backup")
    place = Place(original.pk.hex, last.number + 1, bytes(last.commitment))
    event = custody.event_at(
        place, kind, staff_key(by), at=_today(), reason=reason, used=used, made=made
    )
    batch = sealing.Batch()
    row = _event_row(original, event, by, batch)
    batch.store()
    log.commit([event.commitment])
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as clash:
        raise Stale("somebody else did something with this original: try again") from clash
    return row


def hide(copy: WorkingCopy, content: bytes, regions: Sequence[Region], *, by: User) -> WorkingCopy:
    """A new working copy of `copy`, whose picture is `content`, with regions made unreadable."""
    require(by, "item.correct", copy.original)
    redacted = working_copy(open_picture(content), regions)
    fresh = WorkingCopy(
        original=copy.original, hidden_regions=copy.hidden_regions + len(regions), made_by=by
    )
    files.store_copy(fresh.pk, redacted)
    used, made = digests_of(content).sha256, digests_of(redacted).sha256
    note_event(copy.original, Kind.REDACT, by=by, reason="regions hidden", used=[used], made=[made])
    with transaction.atomic():
        fresh.save(force_insert=True)
        record(by, "copy.redacted", fresh, regions=len(regions))
    return fresh


def _derived(first: Event, copy: bytes, by: User) -> Event:
    made = [digests_of(copy).sha256]
    return custody.followed_by(
        first, Kind.DERIVE, staff_key(by), at=_today(), reason="working copy", made=made
    )


def _event_row(row: Original, event: Event, by: User, batch: sealing.Batch) -> CustodyEvent:
    told = event.told
    key = uuid.uuid4()
    sealed = {
        "custody_event": {
            "record": event.record.decode(),
            "salt": event.salt.hex(),
            "signature": event.signature.hex(),
        }
    }
    return CustodyEvent(
        id=key,
        original=row,
        number=told["n"],
        kind=told["t"],
        by=by,
        commitment=event.commitment,
        body=batch.seal(key, Part.MATCHING, sealed, sealing.instance().matcher),
    )


def _today() -> str:
    return timezone.localdate().isoformat()
