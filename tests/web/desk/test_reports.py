"""Messages, reports and joined requests at the desk."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from tests.office import TOLD, Family, ask, search_all

from homeward.web.access.models import LogEntry, User
from homeward.web.correspondence.actions import write_to_office
from homeward.web.correspondence.models import Kind as MessageKind
from homeward.web.correspondence.queries import messages_of
from homeward.web.matching import client as matcher_client
from homeward.web.matching.server import Matcher
from homeward.web.registry.codes import NoSuchCase, open_case
from homeward.web.reports.actions import report
from homeward.web.reports.models import Kind, Report, State
from homeward.web.reports.told import Told
from homeward.web.review.actions import record_relationship_check
from homeward.web.review.models import Candidate, Fact

pytestmark = pytest.mark.django_db


def at_desk(user: User) -> Client:
    """A browser of this person, logged in with a one-time code."""
    from homeward.web.access.login import set_one_time_code  # with its only use

    set_one_time_code(user, "JBSWY3DPEHPK3PXP")
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


@pytest.fixture
def answers(matcher: Matcher, monkeypatch: pytest.MonkeyPatch) -> None:
    """The matcher answers in this process."""
    monkeypatch.setattr(
        matcher_client, "ask", lambda what, **more: matcher.answer({"what": what, **more})
    )


@pytest.fixture
def sighting(olena: Family, matcher: Matcher) -> Report:
    told = {"name": TOLD["name"], "birth_date": TOLD["birth_date"], "event_place": "Курськ"}
    row = report(Told(Kind.SIGHTING, told, story="Бачила в лікарні", contact="+380 22"))
    search_all(matcher)
    return row


@pytest.mark.rule("R10", "FLO-3")
def test_a_report_is_read_with_a_reason_and_kept(
    sighting: Report, olena: Family, bohdan: User, iryna: User, answers: None
) -> None:
    """Nothing of it is on the list; reading is logged; kept, it is a candidate for two people."""
    desk = at_desk(bohdan)
    assert "1 report waits to be looked at." in desk.get("/en/desk/").content.decode()
    listed = desk.get("/en/desk/reports/").content.decode()
    assert "Somebody saw a person" in listed
    assert TOLD["name"] not in listed
    assert desk.get(f"/en/desk/reports/{sighting.pk}/")["Location"] == "/en/desk/reports/"
    opened = desk.post(
        f"/en/desk/open/report/{sighting.pk}/", {"reason": "evidence_work"}, follow=True
    ).content.decode()

    assert "Бачила в лікарні" in opened
    assert str(olena.request().pk)[:8] in opened
    assert LogEntry.objects.filter(event__verb="item.read").exists()
    part = desk.post(f"/en/desk/reports/{sighting.pk}/part/{sighting.pk}/")
    assert "attachment" in part["Content-Disposition"]
    assert not Candidate.objects.exists()
    desk.post(f"/en/desk/reports/{sighting.pk}/settle/", {"as": "keep"})
    assert Candidate.objects.count() == 1
    assert Report.objects.get().state == State.KEPT
    elsewhere = at_desk(iryna)
    assert elsewhere.get(f"/en/desk/reports/{sighting.pk}/").status_code == 404
    assert "Somebody saw" not in elsewhere.get("/en/desk/reports/").content.decode()


@pytest.mark.rule("R31", "R36")
def test_a_family_is_answered_at_the_desk(olena: Family, bohdan: User) -> None:
    """The list shows who waits, the page no word of it; the answer opens with the code."""
    write_to_office(olena.open(), "Коли ми поговоримо?", MessageKind.APPOINTMENT)
    desk, case = at_desk(bohdan), olena.request().pk
    assert "1 family waits for an answer" in desk.get("/en/desk/").content.decode()
    assert str(case)[:8] in desk.get("/en/desk/messages/").content.decode()
    path = f"/en/desk/case/{case}/messages/"
    text = desk.get(path).content.decode()
    assert "An appointment" in text
    assert "Коли" not in text
    assert "cannot" not in desk.post(path, {"text": "У середу", "word": "калина"})["Location"]

    assert messages_of(olena.open())[0].text == "У середу"
    refused = desk.post(path, {"text": "І ще", "word": ""}).content.decode()
    assert 'role="alert"' in refused
    assert str(case)[:8] not in desk.get("/en/desk/messages/").content.decode()


@pytest.mark.rule("R27", "R36")
def test_two_requests_are_joined_at_the_desk(olena: Family, bohdan: User) -> None:
    """After the check, with the number of the earlier case and a tick."""
    again = ask()
    desk, case = at_desk(bohdan), again.request().pk
    path, earlier = f"/en/desk/case/{case}/join/", str(olena.request().pk)[:8]
    asked = {"earlier": earlier, "sure": "on"}
    assert 'role="alert"' in desk.post(path, asked).content.decode()
    record_relationship_check(again.request(), by=bohdan, facts=[Fact.TOY], passed=True)
    for wrong in ({"earlier": "12345678"}, {"earlier": "zzz"}, {"sure": ""}):
        assert 'role="alert"' in desk.post(path, asked | wrong).content.decode()
    assert desk.post(path, asked).status_code == 302

    with pytest.raises(NoSuchCase):
        open_case(olena.code)
