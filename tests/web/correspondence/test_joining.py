"""A lost code: ask again, and a caseworker joins both (R27)."""

from __future__ import annotations

import pytest
from tests.office import INTAKE_KEY, TOLD, Family, ask, search_all

from homeward.errors import BadInput, NotAllowed
from homeward.seal.parcel import open_parcel
from homeward.web.access.log import Reason
from homeward.web.access.models import User
from homeward.web.correspondence.actions import take_out, write_to_office
from homeward.web.correspondence.joining import join_requests
from homeward.web.correspondence.models import Message
from homeward.web.inquiries.actions import enter_letter
from homeward.web.inquiries.models import Authority
from homeward.web.inquiries.queries import letters_of
from homeward.web.matching.models import Pair
from homeward.web.matching.server import Matcher
from homeward.web.registry import uploads
from homeward.web.registry.actions import file_request
from homeward.web.registry.codes import NoSuchCase, open_case
from homeward.web.registry.filing import Filing
from homeward.web.registry.models import SoughtPerson, State, TracingRequest
from homeward.web.registry.purposes import Purpose
from homeward.web.registry.sweep import sweep
from homeward.web.registry.uploads import NewFile
from homeward.web.registry.weeks import this_week
from homeward.web.reports.actions import keep_for_family
from homeward.web.review.actions import record_relationship_check
from homeward.web.review.models import Candidate, Fact

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R27")]


@pytest.fixture
def again(olena: Family) -> Family:
    """Olena lost her code and asks again, with a spelling more."""
    return ask(other_names="Лосєнко Остап")


def _checked(family: Family, by: User) -> TracingRequest:
    record_relationship_check(family.request(), by=by, facts=[Fact.TOY], passed=True)
    return family.request()


@pytest.mark.rule("R36")
def test_nobody_takes_over_a_case_without_the_check(
    olena: Family, again: Family, bohdan: User, iryna: User
) -> None:
    """Whoever files the same name gets nothing of the first case; nor does another office join."""
    old, new = olena.request(), again.request()
    with pytest.raises(NotAllowed):
        join_requests(old, new, by=bohdan)
    _checked(again, bohdan)
    with pytest.raises(NotAllowed):
        join_requests(old, new, by=iryna)
    with pytest.raises(BadInput):
        join_requests(new, new, by=bohdan)
    assert open_case(olena.code).request == old


def test_what_was_found_goes_on_under_the_new_code(
    olena: Family, candidate: Candidate, bohdan: User, matcher: Matcher
) -> None:
    """One person with both statements and the old match; the old code opens nothing."""
    again, person = ask(other_names="Лосєнко Остап"), olena.person()
    search_all(matcher)
    join_requests(olena.request(), _checked(again, bohdan), by=bohdan)
    search_all(matcher)

    (joined,) = SoughtPerson.objects.filter(request=again.request())
    assert joined == person
    assert [row.number for row in joined.statements.all()] == [1, 2]
    assert Candidate.objects.get(pk=candidate.pk).pair.person.request == again.request()
    assert Pair.objects.count() == 1
    with pytest.raises(NoSuchCase):
        open_case(olena.code)
    assert TracingRequest.objects.get(lookup_id=olena._opened.keys.lookup_id).state == State.CLOSED


def test_contacts_messages_and_letters_go_along(office: object, bohdan: User) -> None:
    """Sealed as they were: the office still opens them, and they die with the new case."""
    old, new = ask(contact="+380 00 000 00 00"), ask(contact="+380 11")
    write_to_office(old.open(), "Перше повідомлення")
    enter_letter(old.open(), Authority.BASE, this_week())
    sound = NewFile("voice.ogg", b"OggS" + bytes(200))
    kept = keep_for_family(old.open(), "…", upload=sound)
    old_id = old.request().pk
    join_requests(old.request(), _checked(new, bohdan), by=bohdan)

    kept.refresh_from_db()
    assert kept.of_request == new.request().pk
    assert kept.file
    parcel = uploads.parcel(new.request().pk, kept.file)
    assert b"OggS" in open_parcel(parcel, INTAKE_KEY.private)
    assert new.request().uploads.get().pk == kept.file
    story, message = Message.objects.filter(request=new.request())
    assert story.pk == old_id
    opened = [
        open_parcel(take_out(row, by=bohdan, reason=Reason.CASE_WORK), INTAKE_KEY.private).decode()
        for row in (story, message)
    ]
    assert "+380 00 000 00 00" in opened[0]
    assert "Перше повідомлення" in opened[1]
    (letter,) = letters_of(new.open())
    assert letter.sent == this_week()


def test_an_objection_goes_along(olena: Family, again: Family, bohdan: User) -> None:
    """What the found person said is not lost by asking again."""
    TracingRequest.objects.filter(pk=olena.request().pk).update(state=State.OBJECTED)
    join_requests(olena.request(), _checked(again, bohdan), by=bohdan)

    assert again.request().state == State.OBJECTED


def test_of_several_sought_nobody_is_taken_for_another(olena: Family, bohdan: User) -> None:
    """Only where each request has one person they are one; else all go on side by side."""
    two = Family(file_request(Filing(people=(TOLD, TOLD | {"name": "Лосенко Гнат"}), language="uk",
                                     consents=frozenset({Purpose.MATCH}))).code)  # fmt: skip
    sweep()
    join_requests(olena.request(), _checked(two, bohdan), by=bohdan)

    people = SoughtPerson.objects.filter(request=two.request())
    assert people.count() == 3
