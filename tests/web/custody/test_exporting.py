"""Taking an original out: two people, once, with a chain that anyone can check."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from tests.office import INTAKE_KEY, MATCHER_KEY
from tests.pictures.drawn import drawn, saved
from tests.web.custody.test_ingest import HOW, keyed_here

from homeward.custody import read_package, verify_bundle, write_bundle, write_package
from homeward.errors import NotAllowed, Stale
from homeward.seal.parcel import open_parcel
from homeward.web.access.log import Reason
from homeward.web.access.models import User
from homeward.web.custody import exporting
from homeward.web.custody.ingest import Ingest
from homeward.web.custody.log import custody_log, publish_when_due
from homeward.web.custody.models import CustodyEvent, Original, WorkingCopy
from homeward.web.evidence.models import Source
from homeward.web.matching import reading

MATCHER = MATCHER_KEY.private


def taken_out(original: Original, bohdan: User, daryna: User, bundle: Path) -> bytes:
    """Two people take it out; the office makes the bundle; the original."""
    export = exporting.ask(original, by=bohdan)
    exporting.agree(export, by=daryna)
    exporting.begin(export, by=bohdan)
    opened = reading.chain(MATCHER, export.pk, by=bohdan, reason=Reason.EVIDENCE_WORK)
    text = write_package(exporting.package(export, opened))
    made = read_package(text).opened(lambda one: open_parcel(one, INTAKE_KEY.private))
    write_bundle(bundle, made)
    assert isinstance(made.original, bytes)
    return made.original


@pytest.fixture
def original(tmp_path: Path, source: Source, bohdan: User) -> Original:
    """A picture as it came, with the copy that was made of it."""
    folder = tmp_path / "found"
    folder.mkdir()
    (folder / "one.jpg").write_bytes(saved(drawn(5)))
    Ingest(folder, source, HOW, bohdan, keyed_here).run()
    return Original.objects.get()


@pytest.mark.rule("CUS-1", "CUS-2")
def test_two_people_take_out_a_bundle_that_verifies(
    original: Original, bohdan: User, daryna: User, tmp_path: Path
) -> None:
    """From the stored rows to a bundle: the site never holds the original's key."""
    taken = taken_out(original, bohdan, daryna, tmp_path / "bundle.zip")

    found = verify_bundle(tmp_path / "bundle.zip", log=custody_log().signer.verifier)
    assert found.events == 3  # acquired, copied, taken out
    assert found.item.mime == "image/jpeg"
    assert taken == saved(drawn(5))


@pytest.mark.rule("INS-1")
def test_one_person_takes_nothing_out(
    original: Original, bohdan: User, daryna: User, iryna: User
) -> None:
    """Not without a second, not another person, not twice."""
    export = exporting.ask(original, by=bohdan)
    with pytest.raises(NotAllowed):
        exporting.agree(export, by=bohdan)
    with pytest.raises(Stale):
        exporting.begin(export, by=bohdan)
    with pytest.raises(NotAllowed):
        reading.chain(MATCHER, export.pk, by=bohdan, reason=Reason.EVIDENCE_WORK)
    exporting.agree(export, by=daryna)
    with pytest.raises(Stale):
        exporting.begin(export, by=daryna)
    exporting.begin(export, by=bohdan)
    with pytest.raises(Stale):
        exporting.begin(export, by=bohdan)
    with pytest.raises(NotAllowed):
        reading.chain(MATCHER, export.pk, by=iryna, reason=Reason.EVIDENCE_WORK)


@pytest.mark.rule("CUS-5")
def test_no_question_to_the_matcher_gives_an_original(original: Original, bohdan: User) -> None:
    """It answers with copies alone, and has not the key of originals."""
    copy = WorkingCopy.objects.get()
    shown = reading.copy(MATCHER, copy.pk, by=bohdan, reason=Reason.EVIDENCE_WORK)
    assert shown["jpeg"].startswith("/9j/")
    with pytest.raises(NotAllowed):
        reading.copy(MATCHER, original.pk, by=bohdan, reason=Reason.EVIDENCE_WORK)


def test_the_log_is_published_once_a_day(original: Original) -> None:
    """Every event is committed to before its row is stored; files show midnight."""
    assert publish_when_due()
    assert not publish_when_due()
    entries = set(custody_log().waiting())
    assert not entries
    assert custody_log().checkpoint().size == CustodyEvent.objects.count()
    times = {path.stat().st_mtime % 86_400 for path in custody_log().folder.rglob("*")}
    assert times == {0.0}


def test_the_clock_publishes_the_custody_log(original: Original) -> None:
    """The errand stands in the clock that the site runs."""
    call_command("clock", once=True)
    assert custody_log().checkpoint().size == CustodyEvent.objects.count()
