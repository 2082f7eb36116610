"""From handing in to the published log."""

import sqlite3
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from tests.petition.example import AFTER, MANIFEST, OPEN, TODAY, Office, seeds, sign, told

from homeward.errors import AlreadyUsed, BadInput, Busy, NotVerified
from homeward.log import new_signer, read_checkpoint, read_log, read_note
from homeward.petition.entries import Close, close_line
from homeward.petition.manifest import FILE, write_manifest
from homeward.petition.publication import close_petition, open_petition, publish_batch
from homeward.petition.receipts import check_receipt, policy_of, receipt
from homeward.petition.recount import recount
from homeward.petition.signing import withdrawal

SEEDS = seeds(45)
LINES = [sign(seed) for seed in SEEDS]
TOMORROW = TODAY + timedelta(1)
MIDNIGHT = 1_798_070_400  # of TODAY


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    open_petition(office.log, MANIFEST, OPEN, office.cosign)
    return office


def published(office: Office) -> list[bytes]:
    return read_log(office.log.folder, policy_of(MANIFEST)).entries


def publish(office: Office, today: Any = TODAY) -> int:
    return publish_batch(office.deposits, office.log, today, office.cosign)


@pytest.mark.rule("PET-11")
def test_never_fewer_than_the_batch(office: Any) -> None:
    """19 entries wait, 20 are published, in the order of their digests."""
    office.hand_in(LINES[:19])
    assert publish(office) == 0
    assert published(office) == []
    office.hand_in(LINES[19:20])
    assert publish(office) == 20
    assert published(office) == sorted(LINES[:20], key=lambda line: sha256(line).digest())
    assert office.deposits.waiting() == []


@pytest.mark.rule("PET-11")
def test_once_a_day(office: Any) -> None:
    """What comes after the day's batch waits for the next day, however much it is."""
    office.hand_in(LINES[:20])
    publish(office)
    office.hand_in(LINES[20:])
    assert publish(office) == 0
    assert publish(office, TOMORROW) == 25
    assert len(published(office)) == 45


@pytest.mark.rule("PET-11")
def test_no_hour_in_any_file(office: Any) -> None:
    """No file shows more than the day; the witness tells the day only."""
    office.hand_in(LINES[:20])
    office.ledger.claim(b"tag", b"digest", TODAY)
    publish(office)
    office.ledger.claim(b"tag 2", b"digest", TODAY)  # the last change of the folder
    files = [office.folder, office.deposits.path, office.ledger.path]
    files += [office.log.folder, *office.log.folder.rglob("*")]
    assert {path.stat().st_mtime for path in files} == {MIDNIGHT}
    note = read_note((office.log.folder / "checkpoint").read_text())
    assert note.signatures[1].time % 86_400 == 0


@pytest.mark.rule("PET-11")
def test_tables_have_no_column_for_time_or_order(office: Any) -> None:
    """The stored columns are digests and entries; rows have no ids."""
    office.hand_in(LINES[:1])
    office.ledger.claim(b"tag", b"digest", TODAY)
    columns = {}
    for path in (office.deposits.path, office.ledger.path):
        with sqlite3.connect(path) as database:
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'"):
                found = database.execute(f"SELECT name FROM pragma_table_info('{name}')")
                columns[name] = [column for (column,) in found]
                with pytest.raises(sqlite3.OperationalError, match=r"rowid"):
                    database.execute(f"SELECT rowid FROM {name}")
    assert columns == {
        "deposits": ["digest", "entry"],
        "marks": ["mark"],
        "published": ["day"],
        "ledger": ["tag", "h"],
    }


@pytest.mark.rule("PET-11")
def test_who_only_looks_makes_no_file(office: Any) -> None:
    """A file made by a look would show the hour of it."""
    assert office.deposits.waiting() == []
    assert office.ledger.count() == 0
    assert not office.deposits.published_on(TODAY)
    assert not office.deposits.path.exists()
    assert not office.ledger.path.exists()


def test_handed_in_twice(office: Any) -> None:
    """The same entry again is no second voice; another entry of the seed is refused."""
    assert office.deposits.accept(LINES[0], TODAY) is True
    assert office.deposits.accept(LINES[0], TODAY) is False
    with pytest.raises(AlreadyUsed, match=r"counted already"):
        office.deposits.accept(sign(SEEDS[0], {"name": "Olena"}), TODAY)
    assert len(office.deposits.waiting()) == 1


def test_handed_in_again_after_publication(office: Any) -> None:
    """A published entry is not published a second time."""
    office.hand_in(LINES[:20])
    publish(office)
    with pytest.raises(AlreadyUsed):
        office.deposits.accept(LINES[0], TODAY)


@pytest.mark.parametrize("day", [OPEN - timedelta(1), AFTER])
def test_handed_in_outside_its_days(office: Any, day: Any) -> None:
    """Nothing is accepted before a petition opens and after it closes."""
    with pytest.raises(BadInput, match=r"open from"):
        office.deposits.accept(LINES[0], day)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{}",
        LINES[0] + b"\n",
        LINES[0].replace(b'"v":1', b'"v":2'),
        LINES[0].replace(b'"c":"relative"', b'"c":"children"'),
        sign(manifest=write_manifest(told(closes="2027-02-28"))),
        close_line(MANIFEST, Close({"relative": 1}, {})),
        b"[" * 9_000,
    ],
)
def test_what_would_not_stand_a_recount(office: Any, line: bytes) -> None:
    """Such an entry is refused at the door."""
    with pytest.raises(NotVerified):
        office.deposits.accept(line, TODAY)
    assert office.deposits.waiting() == []


@pytest.mark.rule("PET-8")
def test_withdrawal(office: Any) -> None:
    """The right R takes one signature away, once; any other is refused."""
    office.hand_in(LINES[:20])
    publish(office)
    office.hand_in(LINES[20:39])
    for seed in (b"\1" * 32, SEEDS[44]):  # never signed, or not handed in
        with pytest.raises(BadInput, match=r"no signature here"):
            office.deposits.accept(withdrawal(MANIFEST, seed), TODAY)
    other = write_manifest(told(closes="2027-02-28"))
    with pytest.raises(NotVerified, match=r"another petition"):
        office.deposits.accept(withdrawal(other, SEEDS[0]), TODAY)
    assert office.deposits.accept(withdrawal(MANIFEST, SEEDS[0]), TODAY)
    assert publish(office, TOMORROW) == 20
    with pytest.raises(AlreadyUsed, match=r"withdrawn already"):
        office.deposits.accept(withdrawal(MANIFEST, SEEDS[0]), TODAY)
    count = recount(office.log.folder, petition_id=MANIFEST.id)
    assert (count.signed, count.revoked) == ({"relative": 38}, {"relative": 1})


@pytest.mark.rule("PET-8")
def test_withdrawn_before_it_was_published(office: Any) -> None:
    """Signature and withdrawal of one batch stand in any order and cancel each other."""
    office.hand_in(LINES[:20])
    office.deposits.accept(withdrawal(MANIFEST, SEEDS[3]), TODAY)
    publish(office)
    assert recount(office.log.folder).signed == {"relative": 19}


def test_witness_is_away(office: Any) -> None:
    """Without its witnesses nothing is published; when they are back, every voice is there once."""
    office.hand_in(LINES[:20])

    def away(note: Any, node: Any) -> list[str]:
        raise Busy("no witness answers")

    with pytest.raises(Busy):
        publish_batch(office.deposits, office.log, TODAY, away)
    assert read_checkpoint(read_note((office.log.folder / "checkpoint").read_text())).size == 0
    office.hand_in(LINES[20:22])
    assert publish(office, TOMORROW) == 20
    assert len(office.deposits.waiting()) == 2
    assert sorted(published(office)) == sorted(LINES[:20])


def test_ended_before_the_deposits_were_dropped(office: Any) -> None:
    """An end between publication and tidying up publishes nothing twice."""
    office.hand_in(LINES[:20])
    office.log.append(sorted(LINES[:20], key=lambda line: sha256(line).digest()))
    office.log.publish(office.cosign)
    assert publish(office) == 20
    assert office.deposits.waiting() == []
    assert len(published(office)) == 20


def test_lost_deposits_file(office: Any) -> None:
    """The published log teaches a new file which signatures are used."""
    office.hand_in(LINES[:20])
    publish(office)
    office.deposits.destroy()
    office.deposits.restore(published(office), TODAY)
    with pytest.raises(AlreadyUsed):
        office.deposits.accept(LINES[0], TODAY)
    assert office.deposits.accept(LINES[30], TODAY)


def test_closing_withholds_what_is_too_few(office: Any) -> None:
    """Fewer than a batch are not published but counted; a withdrawal is published even so."""
    office.hand_in(LINES[:20])
    publish(office)
    office.hand_in(LINES[20:25])
    office.deposits.accept(withdrawal(MANIFEST, SEEDS[0]), TODAY)
    office.deposits.accept(withdrawal(MANIFEST, SEEDS[20]), TODAY)
    with pytest.raises(BadInput, match=r"open until"):
        close_petition(office.deposits, office.log, {"relative": 30}, TODAY)
    close = close_petition(
        office.deposits, office.log, {"relative": 30}, AFTER, cosign=office.cosign
    )
    assert close == Close({"relative": 30}, {"relative": 4})
    count = recount(office.log.folder, petition_id=MANIFEST.id)
    assert (count.size, count.signed, count.revoked) == (22, {"relative": 19}, {"relative": 1})
    assert count.close == close


def test_closing_with_consent_publishes_the_rest(office: Any) -> None:
    """If those who signed agreed, the last few are published."""
    office.hand_in(LINES[:3])
    close_petition(
        office.deposits, office.log, {"relative": 3}, AFTER, publish_rest=True, cosign=office.cosign
    )
    count = recount(office.log.folder)
    assert (count.signed, count.close) == ({"relative": 3}, Close({"relative": 3}, {}))
    assert published(office)[-1] == close_line(MANIFEST, Close({"relative": 3}, {}))


def test_destroyed_files_are_gone(office: Any) -> None:
    """After closing nothing of ledger and deposits is left beside the log."""
    office.hand_in(LINES[:1])
    office.ledger.claim(b"tag", b"digest", TODAY)
    office.ledger.destroy()
    office.deposits.destroy()
    assert {path.name for path in office.folder.iterdir()} == {"log", "witness"}


def test_receipt(office: Any) -> None:
    """A receipt shows one's entry offline, and no other."""
    office.hand_in(LINES[:20])
    with pytest.raises(BadInput, match=r"next batch"):
        receipt(office.log.folder, LINES[0])
    publish(office)
    text = receipt(office.log.folder, LINES[0])
    check_receipt(text, LINES[0], MANIFEST)
    assert len(text) < 1_000
    with pytest.raises(NotVerified):
        check_receipt(text, LINES[1], MANIFEST)


def test_log_of_another_key(office: Any, tmp_path: Path) -> None:
    """A petition is opened with the log that it names."""
    other = write_manifest(told(log=str(new_signer("other.example").verifier)))
    with pytest.raises(BadInput, match=r"log's key"):
        open_petition(office.log, other, OPEN)
    assert (office.log.folder / FILE).read_bytes() == MANIFEST.line
