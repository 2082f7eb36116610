"""Nothing tells whether somebody is in the registry, nor when somebody wrote (R12, R13, R36)."""

from __future__ import annotations

import io
import logging
import re
import sys
import threading
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver
from django_tasks_db.models import DBTaskResult
from tests.office import POST, POSTED, TOLD, Family, ask, search_all, staff

from homeward.claims import Axis, Grade
from homeward.errors import Busy, NotAllowed
from homeward.web.access.login import set_one_time_code
from homeward.web.access.models import LogEntry, Office, User
from homeward.web.access.roles import Role
from homeward.web.evidence.actions import NewClaim, Post, add_post, add_source, enter_claim
from homeward.web.matching.server import Matcher
from homeward.web.registry.actions import amend_request, renew, withdraw_request
from homeward.web.registry.models import State, TracingRequest
from homeward.web.review import actions as review
from homeward.web.review.models import Basis, Candidate, Fact, Verdict
from homeward.web.review.queries import read_opened
from homeward.web.site import logs

pytestmark = pytest.mark.django_db
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


@pytest.fixture
def nobody(office: Office) -> Family:
    """Somebody asks for a person whom no source names."""
    return ask(name="Неіснуй Ніхто Ніколайович")


@pytest.mark.rule("R36", "R13", "R7")
@pytest.mark.parametrize("state", [State.OPEN, State.OBJECTED, State.CLOSED])
def test_whatever_the_office_knows_the_unchecked_case_reads_alike(  # noqa: PLR0917  # the people of the case
    state: State,
    olena: Family,
    candidate: Candidate,
    nobody: Family,
    bohdan: User,
    daryna: User,
) -> None:
    """A call to speak, an objection of the found person, a closed case: she sees none of it."""
    for one in (bohdan, daryna):  # two people decide
        review.ask_to_speak(olena.request(), by=one)
    TracingRequest.objects.filter(pk=olena.request().pk).update(state=state)
    for family in (olena, nobody):
        renew(family.open())

    assert read_opened(olena.open()) == read_opened(nobody.open())


@pytest.mark.rule("R36")
def test_after_a_failed_check_a_call_is_silent_again(
    olena: Family, bohdan: User, daryna: User
) -> None:
    """A false mother who did not know the answers reads what everybody reads."""
    before = read_opened(olena.open())
    for passed in (True, False):
        review.record_relationship_check(
            olena.request(), by=bohdan, facts=[Fact.TOY], passed=passed
        )

    for one in (bohdan, daryna):  # two people decide
        review.ask_to_speak(olena.request(), by=one)
    assert read_opened(olena.open()) == before


@pytest.mark.rule("ENU-3", "R12")
def test_adding_a_post_answers_alike_for_a_sought_and_an_unknown_name(
    olena: Family, source: object, office: Office, matcher: Matcher
) -> None:
    """A partner who feeds names learns nothing from the answers."""
    search_all(matcher)
    partner = staff("partner", office, Role.PARTNER)
    set_one_time_code(partner, "JBSWY3DPEHPK3PXP")
    answers: list[tuple[object, ...]] = []
    for name in (TOLD["name"], "Мосенко Устим Гнатович"):
        browser = Client()
        browser.force_login(partner, backend=settings.AUTHENTICATION_BACKENDS[0])
        typed = {"source": str(source.pk), "text": POST.replace(TOLD["name"], name)}  # type: ignore[attr-defined]
        response = browser.post("/en/desk/evidence/add/", typed)
        search_all(matcher)
        page = browser.get(response["Location"])
        answers.append((response.status_code, response["Location"], dict(page.headers)))
        answers.append((page.status_code, CSRF.sub("", page.content.decode())))

    assert answers[:2] == answers[2:]


@pytest.mark.rule("ENU-2")
def test_no_address_counts() -> None:
    """Ids in addresses are random; the only number is the page of the form."""
    whole = str([str(one.pattern) for one in _all(get_resolver().url_patterns)])

    assert set(re.findall(r"<(\w+):(\w+)>", whole)) == {
        ("uuid", "pk"), ("uuid", "thing"), ("uuid", "claim"), ("int", "number"),
    }  # fmt: skip


def _all(patterns: list[Any]) -> list[Any]:
    return [
        inner
        for one in patterns
        for inner in (_all(one.url_patterns) if hasattr(one, "url_patterns") else [one])
    ]


@pytest.mark.rule("SEI-4")
def test_no_row_with_a_clock_follows_a_filing(office: Office, matcher: Matcher) -> None:
    """Neither the log nor the jobs tell when a family wrote."""
    ask()
    search_all(matcher)

    assert not LogEntry.objects.exists()
    assert not DBTaskResult.objects.exists()


@pytest.mark.rule("R23")
@pytest.mark.parametrize("born", ["2015-03-01", "2012", "9-12@2026-01-01"])
def test_a_child_is_a_child_whatever_the_form_says(
    born: str, office: Office, bohdan: User, olena: Family
) -> None:
    """Whoever files or amends cannot choose the weaker rules; nobody grown up is made a child."""
    assert ask(category="civilian", birth_date=born).request().is_about_a_child()

    assert not olena.request().is_about_a_child()
    amend_request(olena.open(), olena.person(), {"birth_date": born})
    assert olena.request().is_about_a_child()
    assert not TracingRequest.objects.visible_to(bohdan).exists()


@pytest.mark.rule("R24")
@pytest.mark.parametrize(("grade", "told"), [("C3", False), ("B3", False), ("B2", True)])
def test_of_a_child_nothing_under_b2_is_told(
    grade: str, office: Office, matcher: Matcher, *, told: bool
) -> None:
    """Decided and checked by two, and still not told."""
    one, two = (staff(name, office, Role.PROTECTION_OFFICER) for name in ("one", "two"))
    child = ask(category="child")
    source = add_source("bureau_list", "List of a bureau", by=one)
    item = add_post(Post(POST, POSTED), source, by=one)
    search_all(matcher)
    candidate = Candidate.objects.get(pair__mention__item=item)
    review.judge(candidate, Verdict.SAME, by=one, version=0)
    review.confirm(candidate, by=two, version=1)
    facts = [Fact.TOY]
    check = review.record_relationship_check(child.request(), by=one, facts=facts, passed=True)
    review.confirm_relationship_check(check, by=two)
    new = NewClaim(axis=Axis.FATE, said="alive", wording="…", grade=Grade.from_text(grade))
    claim = enter_claim(new, by=one, mention=candidate.pair.mention)

    basis = Basis.VITAL_INTEREST
    if not told:
        with pytest.raises(NotAllowed):
            review.disclose(candidate, claim, by=one, text="…", basis=basis)
        return
    assert review.disclose(candidate, claim, by=one, text="…", basis=basis)


@pytest.mark.rule("R28")
def test_the_second_word_cannot_be_guessed(office: Office) -> None:
    """Whoever forced the code out of her has five tries an hour."""
    case = ask(second_word="калина").open()
    for _ in range(5):
        with pytest.raises(NotAllowed):
            withdraw_request(case, "вишня")

    with pytest.raises(Busy):
        withdraw_request(case, "калина")


def test_nobody_claims_of_whom_he_may_not_read(
    olena: Family, source: object, iryna: User, office: Office, bohdan: User
) -> None:
    """A caseworker elsewhere, and an analyst of what is not public, change nothing."""
    new = NewClaim(axis=Axis.FATE, said="alive", wording="…")
    with pytest.raises(NotAllowed):
        enter_claim(new, by=iryna, person=olena.person(), source=source)  # type: ignore[arg-type]
    secret = add_source("returned_prisoner", "Talks", by=bohdan, public=False)
    mention = add_post(Post(POST, POSTED), secret, by=bohdan).mentions.first()
    with pytest.raises(NotAllowed):
        enter_claim(new, by=staff("anton", office, Role.ANALYST), mention=mention)


@pytest.mark.rule("R29")
def test_no_cookie_outlives_the_browser(office: Office) -> None:
    """A telephone that is taken away later tells of no visit."""
    browser = Client()
    for path in ("/uk/read/", "/uk/new/1/", "/uk/account/login/"):
        browser.get(path)
    browser.post("/uk/read/", {"code": "1"})

    assert browser.cookies
    assert {name: one["max-age"] for name, one in browser.cookies.items() if one["max-age"]} == {}


def test_an_error_that_nobody_caught_is_written_without_its_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The processes of the site end in a log on a disk."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.BareFormatter())
    monkeypatch.setattr(logs.log, "handlers", [handler])
    logs.say_little()

    sys.excepthook(ValueError, ValueError(TOLD["name"]), None)

    assert "ValueError" in written.getvalue()
    assert TOLD["name"] not in written.getvalue()
