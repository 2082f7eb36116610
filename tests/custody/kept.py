"""An item in custody with its log, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from homeward.custody import (
    Acquired,
    Bundle,
    Event,
    Item,
    Kind,
    StaffKey,
    Stamp,
    acquired,
    digests_of,
    followed_by,
    new_staff_key,
)
from homeward.log import (
    WITNESS,
    Log,
    Note,
    Signer,
    new_signer,
    open_log,
    prove,
    read_note,
)

ORIGINAL = "Шукаємо Лосенка Остапа, 1991 року народження".encode() * 100
DAY = "2024-03-04"


@dataclass(frozen=True, slots=True)
class Kept:
    item: Item
    events: list[Event]
    keys: list[StaffKey]
    log: Log
    witness: Signer
    note: Note

    def bundle(self, *stamps: Stamp) -> Bundle:
        tiles = self.log.tiles(self.log.checkpoint().size)
        first = 3  # entries of other items stand before
        return Bundle(
            item=self.item,
            original=ORIGINAL,
            events=self.events,
            proofs=[
                prove(tiles.node, first + number, self.note) for number in range(len(self.events))
            ],
            keys=[key.public for key in self.keys],
            checkpoint=self.note,
            log=self.log.signer.verifier,
            witnesses=[self.witness.verifier],
            stamps=stamps,
        )


def kept(folder: Path) -> Kept:
    """A saved page: acquired by one person, copied and viewed by another, in a log of eight."""
    bohdan, daryna = new_staff_key(), new_staff_key()
    told = Acquired(method="saved page", utc=DAY, url="https://news.example/9", tool="browser 1")
    item = Item(digests=digests_of(ORIGINAL), mime="text/html", acquired=told)
    first = acquired(item, bohdan, at=DAY)
    copy = digests_of(b"copy").sha256
    made = followed_by(first, Kind.DERIVE, daryna, at=DAY, reason="working copy", made=[copy])
    seen = followed_by(made, Kind.VIEW, daryna, at="2024-03-05", reason='asked: "by":"whom"?')
    log = open_log(folder / "log", new_signer("custody.example"))
    log.append([bytes([number]) * 32 for number in range(3)])
    log.append([event.commitment for event in (first, made, seen)])
    log.append([bytes([number]) * 32 for number in range(8, 10)])
    witness = new_signer("witness.example", kind=WITNESS)
    log.publish(lambda note, _: [witness.sign(note.text, time=1_709_600_000)])
    note = read_note((folder / "log" / "checkpoint").read_text())
    return Kept(item, [first, made, seen], [bohdan, daryna], log, witness, note)
