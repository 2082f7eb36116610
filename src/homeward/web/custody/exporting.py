"""Taking an original out with its chain of custody: one asks, another agrees, it is taken once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from homeward.custody import Event, Kind, Package
from homeward.custody.items import item_from_json
from homeward.errors import NotAllowed, Stale
from homeward.log import Proof, leaf_hash, prove, read_note
from homeward.seal.parcel import write_parcel
from homeward.seal.records import SealedRecord
from homeward.web.access import approvals
from homeward.web.access.fields import Part
from homeward.web.access.log import record
from homeward.web.access.models import User
from homeward.web.access.policy import require
from homeward.web.custody import files
from homeward.web.custody.actions import note_event
from homeward.web.custody.keys import staff_key
from homeward.web.custody.log import custody_log, publish
from homeward.web.custody.models import Original, OriginalExport
from homeward.web.custody.stamping import stamp_when_due, stamps_of
from homeward.web.registry.sealing import context, key_store

VERB = "original.export"


def ask(original: Original, *, by: User) -> OriginalExport:
    """Ask for an original; asked twice it is one."""
    _require_reach(original, by)
    with transaction.atomic():
        export, _new = OriginalExport.objects.get_or_create(
            original=original, taken=False, defaults={"asked_by": by}
        )
        approvals.propose(by, VERB, export)
    return export


def agree(export: OriginalExport, *, by: User) -> None:
    """A second person agrees; raises `NotAllowed` for whoever asked."""
    _require_reach(export.original, by)
    with transaction.atomic():
        approvals.confirm(approvals.open_proposal(VERB, export), by)
        OriginalExport.objects.filter(pk=export.pk).update(agreed=True)
        record(by, f"{VERB}.confirmed", export)


def begin(export: OriginalExport, *, by: User) -> None:
    """Note in the chain that it is taken out, and publish the log, so that all can be proved."""
    _require_reach(export.original, by)
    with transaction.atomic():
        if not OriginalExport.objects.filter(
            pk=export.pk, asked_by=by, agreed=True, taken=False
        ).update(taken=True):
            raise Stale("this export was taken already, or nobody agreed to it: ask again")
        note_event(export.original, Kind.EXPORT, by=by, reason="taken out by two people")
        record(by, f"{VERB}.taken", export)
    publish()
    stamp_when_due()


def package(export: OriginalExport, opened: Mapping[str, Any]) -> Package:
    """The package, from what the matcher opened: `item` and `events`, in their order."""
    original = export.original
    events = [
        Event(one["record"].encode(), bytes.fromhex(one["salt"]), bytes.fromhex(one["signature"]))
        for one in opened["events"]
    ]
    signers = {row.by for row in original.events.select_related("by")}
    note = (custody_log().folder / "checkpoint").read_text("utf-8")
    return Package(
        item=item_from_json(opened["item"]),
        parcel=_parcel(original),
        events=events,
        proofs=list(_proofs(events, note)),
        keys=[staff_key(user).public for user in sorted(signers, key=lambda user: str(user.pk))],
        checkpoint=note,
        log=custody_log().signer.verifier,
        stamps=list(stamps_of(note.encode())),
    )


def _proofs(events: Iterable[Event], checkpoint: str) -> Iterable[Proof]:
    log, note = custody_log(), read_note(checkpoint)
    index = {digest: number for number, digest in enumerate(log.leaf_hashes())}
    node = log.tiles(len(index)).node
    for event in events:
        yield prove(node, index[leaf_hash(event.commitment)], note)


def _parcel(original: Original) -> str:
    box = key_store().get(original.pk.bytes, Part.CONFIDENCE)
    body = files.sealed_file(files.ORIGINALS, original.pk)
    return write_parcel(SealedRecord(body, box), context(original.pk, Part.CONFIDENCE))


def _require_reach(original: Original, by: User) -> None:
    require(by, VERB, original)
    if not Original.objects.visible_to(by).filter(pk=original.pk).exists():
        raise NotAllowed("no such original is open to this person")
