"""What leaves the site for a bundle: events and proofs in the clear, the original still sealed.

The site cannot open an original. Whoever holds the office's intake key makes the bundle of it, away
from the site: `homeward evidence bundle PACKAGE --key … --out bundle.zip`.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from homeward.custody.bundle import Bundle
from homeward.custody.events import Event
from homeward.custody.items import Item, item_from_json
from homeward.custody.stamps import Stamp
from homeward.errors import BadInput
from homeward.log import Proof, VerifierKey, read_key, read_note, read_proof

KIND = "homeward-evidence-package-1"
NO_PACKAGE = "this is no package of evidence from the site, or it is cut off; take it out again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A bundle whose original is a sealed parcel (`homeward.seal.parcel`)."""

    item: Item
    parcel: str
    events: Sequence[Event]
    proofs: Sequence[Proof]
    keys: Sequence[bytes]
    checkpoint: str
    log: VerifierKey
    witnesses: Sequence[VerifierKey] = ()
    stamps: Sequence[Stamp] = ()

    def opened(self, open_parcel: Callable[[str], bytes]) -> Bundle:
        """The bundle, its original opened by whoever has the key."""
        return Bundle(
            item=self.item,
            original=open_parcel(self.parcel),
            events=self.events,
            proofs=self.proofs,
            keys=self.keys,
            checkpoint=read_note(self.checkpoint),
            log=self.log,
            witnesses=self.witnesses,
            stamps=self.stamps,
        )


def write_package(package: Package) -> str:
    """The package as a text."""
    return json.dumps(
        {
            "kind": KIND,
            "item": package.item.as_json(),
            "parcel": package.parcel,
            "events": [
                [event.record.decode(), event.salt.hex(), event.signature.hex()]
                for event in package.events
            ],
            "proofs": [str(proof) for proof in package.proofs],
            "keys": [key.hex() for key in package.keys],
            "checkpoint": package.checkpoint,
            "log": str(package.log),
            "witnesses": [str(key) for key in package.witnesses],
            "stamps": [
                [stamp.name, *map(_coded, (stamp.answer, stamp.root, stamp.chain))]
                for stamp in package.stamps
            ],
        }
    )


def read_package(text: str) -> Package:
    """Undo `write_package`; raises `BadInput` for anything else."""
    try:
        told = json.loads(text)
        if told["kind"] != KIND:
            raise BadInput(NO_PACKAGE)
        return _package(told)
    except (ValueError, KeyError, TypeError):
        raise BadInput(NO_PACKAGE) from None


def _package(told: Any) -> Package:
    return Package(
        item=item_from_json(told["item"]),
        parcel=told["parcel"],
        events=[
            Event(record.encode(), bytes.fromhex(salt), bytes.fromhex(signature))
            for record, salt, signature in told["events"]
        ],
        proofs=[read_proof(proof) for proof in told["proofs"]],
        keys=[bytes.fromhex(key) for key in told["keys"]],
        checkpoint=told["checkpoint"],
        log=read_key(told["log"]),
        witnesses=[read_key(key) for key in told["witnesses"]],
        stamps=[Stamp(name, *map(base64.b64decode, parts)) for name, *parts in told["stamps"]],
    )


def _coded(data: bytes) -> str:
    return base64.b64encode(data).decode()
