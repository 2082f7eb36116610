"""Messages between a family and its office."""

from __future__ import annotations

import json

import pytest
from tests.office import INTAKE_KEY, Family, ask

from homeward.errors import BadInput, Busy, NotAllowed, Sealed
from homeward.seal.parcel import open_parcel
from homeward.web.access.limits import Bucket
from homeward.web.access.log import Reason
from homeward.web.access.models import LogEntry, User
from homeward.web.correspondence import actions
from homeward.web.correspondence.actions import (
    set_answered,
    take_out,
    write_to_family,
    write_to_office,
)
from homeward.web.correspondence.models import Kind, Message
from homeward.web.correspondence.queries import cases_that_wrote, messages_of
from homeward.web.registry import sealing
from homeward.web.registry.actions import destroy_contact, withdraw_request
from homeward.web.review.actions import record_relationship_check
from homeward.web.review.models import Fact

pytestmark = pytest.mark.django_db
STORY = "Вранці подзвонив Баламут"


def test_what_the_family_writes_opens_in_the_office_only(olena: Family, bohdan: User) -> None:
    """Neither the code nor the site opens it again; the office's key does."""
    message = write_to_office(olena.open(), STORY, Kind.APPOINTMENT)
    (read,) = messages_of(olena.open())

    assert (read.text, read.from_office, read.kind) == ("", False, Kind.APPOINTMENT)
    assert STORY.encode() not in bytes(message.body)
    parcel = take_out(message, by=bohdan, reason=Reason.CASE_WORK)
    assert json.loads(open_parcel(parcel, INTAKE_KEY.private)) == {"message": STORY}
    with pytest.raises(Sealed):
        open_parcel(parcel, olena.open().private)


@pytest.mark.rule("R31")
def test_what_the_office_writes_opens_with_the_code_only(olena: Family, bohdan: User) -> None:
    """With the word under it by which the family knows us."""
    write_to_office(olena.open(), "Коли?")
    message = write_to_family(olena.request(), "У середу.", " Калина ", by=bohdan)
    newest, first = messages_of(olena.open())

    assert (newest.text, newest.word, newest.from_office) == ("У середу.", "Калина", True)
    assert not first.from_office
    with pytest.raises(NotAllowed):
        take_out(message, by=bohdan, reason=Reason.CASE_WORK)


@pytest.mark.rule("R36")
def test_before_the_check_the_office_only_answers(olena: Family, bohdan: User) -> None:
    """A message out of the blue would tell her that something is known."""
    with pytest.raises(NotAllowed):
        write_to_family(olena.request(), "Є новини", "", by=bohdan)
    write_to_office(olena.open(), "Коли ми поговоримо?")
    write_to_family(olena.request(), "У середу.", "", by=bohdan)
    with pytest.raises(NotAllowed):
        write_to_family(olena.request(), "І ще одне", "", by=bohdan)

    record_relationship_check(olena.request(), by=bohdan, facts=[Fact.TOY], passed=True)
    write_to_family(olena.request(), "І ще одне", "", by=bohdan)
    assert len(messages_of(olena.open())) == 3


def test_the_office_sees_who_waits_and_iryna_does_not(
    olena: Family, bohdan: User, iryna: User
) -> None:
    """Until it is answered or dealt with."""
    assert not cases_that_wrote(bohdan)
    message = write_to_office(olena.open(), "Код загубився", Kind.LOST_CODE)
    (case,) = cases_that_wrote(bohdan)

    assert (case.pk, case.unanswered, case.lost) == (olena.request().pk, 1, 1)
    assert not cases_that_wrote(iryna)
    for refused in (
        lambda: write_to_family(olena.request(), "…", "", by=iryna),
        lambda: take_out(message, by=iryna, reason=Reason.CASE_WORK),
        lambda: set_answered(olena.request(), by=iryna),
    ):
        with pytest.raises(NotAllowed):
            refused()
    set_answered(olena.request(), by=bohdan)
    assert not cases_that_wrote(bohdan)


@pytest.mark.rule("SEI-4")
def test_a_message_of_the_family_leaves_no_clock(olena: Family) -> None:
    """The week and no line of the log."""
    lines = LogEntry.objects.count()
    message = write_to_office(olena.open(), STORY)

    assert message.in_week.weekday() == 0
    assert LogEntry.objects.count() == lines


@pytest.mark.rule("R28")
def test_messages_die_with_contacts_and_story(olena: Family, bohdan: User) -> None:
    """“Destroy my contact data now” takes along what was written."""
    message = write_to_office(olena.open(), STORY)
    destroy_contact(olena.open())

    with pytest.raises(Sealed):
        take_out(message, by=bohdan, reason=Reason.CASE_WORK)
    kept = sealing.key_store().of_record(olena.request().pk.bytes)
    assert not [part for part in kept if part.startswith("confidence")]
    assert sealing.CASE in kept


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 5_001])
def test_an_empty_or_endless_message_is_refused(olena: Family, text: str) -> None:
    """And nothing is kept of it."""
    with pytest.raises(BadInput):
        write_to_office(olena.open(), text)
    assert not Message.objects.exists()


def test_nothing_is_written_into_a_withdrawn_case(office: object) -> None:
    """It is hidden everywhere."""
    family = ask(second_word="калина")
    withdraw_request(family.open(), "калина")
    with pytest.raises(NotAllowed):
        write_to_office(family.open(), STORY)


def test_one_family_does_not_flood_the_office(
    olena: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So many in an hour and no more."""
    monkeypatch.setattr(actions, "WRITING", Bucket(size=2, seconds=3600))
    for _ in range(2):
        write_to_office(olena.open(), STORY)
    with pytest.raises(Busy):
        write_to_office(olena.open(), STORY)
