"""Coming back with the code."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from tests.office import TOLD, Family, ask, queue_for, search_all
from tests.web.family.pages import enter, headers, in_ukrainian, page

from homeward.claims import Axis
from homeward.dates import PartialDate
from homeward.records import Polarity
from homeward.seal.codes import new_code
from homeward.web.access.models import User
from homeward.web.evidence.actions import NewClaim, Post, add_post, add_source, enter_claim
from homeward.web.evidence.models import EvidenceItem
from homeward.web.family.effort import Effort, searched_this_week
from homeward.web.family.visit import CASE_SECONDS
from homeward.web.family.words import counted, how_long_ago, in_words
from homeward.web.matching.server import Matcher
from homeward.web.registry import codes
from homeward.web.registry.models import State, TracingRequest
from homeward.web.registry.purposes import Purpose
from homeward.web.registry.weeks import this_week
from homeward.web.review.actions import (
    ask_to_speak,
    confirm,
    disclose,
    judge,
    record_relationship_check,
)
from homeward.web.review.models import Basis, Candidate, CandidateState, Fact, Verdict

pytestmark = pytest.mark.django_db
ANSWER = "Його бачили живим."
NOTHING = "There is nothing yet that we can tell you."
NO_CASE = "No request opens with this code. Compare it digit by digit."


def _told(candidate: Candidate, family: Family, bohdan: User, daryna: User) -> None:
    """Decided by two, relationship checked, one claim told."""
    judge(candidate, Verdict.SAME, by=bohdan, version=0)
    confirm(candidate, by=daryna, version=1)
    new = NewClaim(
        axis=Axis.FATE, said="alive", wording="…", fact_date=PartialDate(2024, 2, 17),
        polarity=Polarity.HEARSAY,
    )  # fmt: skip
    claim = enter_claim(new, by=bohdan, mention=candidate.pair.mention)
    record_relationship_check(family.request(), by=daryna, facts=[Fact.NICKNAME], passed=True)
    disclose(candidate, claim, by=bohdan, text=ANSWER, basis=Basis.ALREADY_PUBLIC)


@pytest.mark.rule("R36", "R12", "R13", "ENU-1")
def test_before_the_check_the_pages_of_a_known_and_an_unknown_person_are_equal(
    olena: Family, candidate: Candidate, bohdan: User, daryna: User, matcher: Matcher
) -> None:
    """Byte for byte, even when two people have decided that he is found."""
    nobody = ask(name="Неіснуй Ніхто Ніколайович", birth_date="1950-01-01")
    search_all(matcher)
    judge(candidate, Verdict.SAME, by=bohdan, version=0)
    confirm(candidate, by=daryna, version=1)

    known, unknown = enter(Client(), olena.code), enter(Client(), nobody.code)

    assert known == unknown
    assert in_ukrainian(NOTHING) in known
    for family in (olena, nobody):
        request = family.request()
        record_relationship_check(request, by=daryna, facts=[Fact.NICKNAME], passed=True)
    known, unknown = enter(Client(), olena.code), enter(Client(), nobody.code)
    assert known == unknown  # checked, but nothing told yet


@pytest.mark.rule("R36", "E7")
def test_after_the_check_the_answer_stands_with_source_date_and_grade(
    client: Client, olena: Family, candidate: Candidate, bohdan: User, daryna: User
) -> None:
    """In plain words; a sign of life with its date and its age (this is the control of R36)."""
    _told(candidate, olena, bohdan, daryna)
    text = unescape(enter(client, olena.code, "en"))

    assert ANSWER in text
    for words in (
        "A sign of life", "The source says it from hearsay.", "17 February 2024", "years ago",
        "Search group of an invented brigade", "a fellow soldier who gives his name",
        "5 March 2024", "This source is often right.",
        "It is doubtful.",
    ):  # fmt: skip
        assert words in text
    assert "C3" not in text


def test_the_family_says_what_it_thinks(
    client: Client, olena: Family, candidate: Candidate, bohdan: User, daryna: User
) -> None:
    """She accepts or contests; twice is once; nobody touches the answer of another case."""
    _told(candidate, olena, bohdan, daryna)
    enter(client, olena.code)
    answer = olena.request().answers.get()
    stranger = Client()
    enter(stranger, ask(name="Інший Панас").code)
    stranger.post("/uk/read/change/", {"accepted": str(answer.pk)})
    stranger.post("/uk/read/change/", {"accepted": "no id"})
    assert Candidate.objects.get(pk=candidate.pk).state == CandidateState.TOLD

    for _ in range(2):
        client.post("/uk/read/change/", {"contested": str(answer.pk)})

    candidate.refresh_from_db()
    assert candidate.state == CandidateState.CONTESTED
    assert in_ukrainian("You said: this is somebody else.") in page(client, "/uk/read/")


@pytest.mark.rule("ENU-1")
def test_a_code_that_opens_and_one_that_does_not_are_answered_alike(
    olena: Family,
    full: bool,  # noqa: FBT001  # a fixture
) -> None:
    """Status, length and headers of the answer to the typed code; it only leads on."""
    rounds = 300 if full else 3
    seen = set()
    for _ in range(rounds):
        for typed in (olena.code, new_code(), "12345", ""):
            response = Client().post("/uk/read/", {"code": typed})
            seen.add((response.status_code, response.content, str(headers(response))))

    assert len(seen) == 1
    assert next(iter(seen))[0] == 302


@pytest.mark.rule("ENU-1")
def test_a_mistyped_and_an_unknown_code_look_alike(olena: Family) -> None:
    """The page is equal but for the digits that were typed."""
    typed = (new_code(), olena.code[:-1], "1")
    pages = {enter(Client(), one).replace(f'value="{one}"', "") for one in typed}

    assert len(pages) == 1
    assert in_ukrainian(NO_CASE) in pages.pop()


@contextmanager
def _both_slots(folder: Path) -> Iterator[None]:
    """Two others who derive keys right now."""
    held = [(folder / f"derivation-{number}.lock").open("w") for number in range(2)]
    for one in held:
        fcntl.flock(one, fcntl.LOCK_EX)
    yield
    for one in held:
        one.close()


def test_when_too_many_come_a_page_asks_to_wait(
    client: Client, olena: Family, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The code stays in the field, and the same button works a moment later."""
    monkeypatch.setattr(codes, "WAIT_SECONDS", 0.0)
    with _both_slots(data):
        response = client.post("/uk/read/", {"code": olena.code})

    assert response.status_code == 503
    assert f'value="{olena.code}"' in response.content.decode()
    assert in_ukrainian(NOTHING) in enter(client, olena.code)


@pytest.mark.rule("R28")
def test_the_code_never_shows_again_what_was_typed(client: Client, office: object) -> None:
    """Neither the sought person, nor contacts or story, nor the code itself."""
    family = ask(contact="+380 00 000 00 00", circumstances="Вранці подзвонив", unit="в/ч А0000")
    text = enter(client, family.code)

    assert in_ukrainian(NOTHING) in text
    for told in (*TOLD["name"].split(), TOLD["event_place"], "1991", "+380", "Вранці", "А0000"):
        assert told not in text
    assert family.code not in text


@pytest.mark.rule("R4")
def test_each_switch_turns_on_and_off_alone(client: Client, olena: Family) -> None:
    """Twice is once; what is no switch changes nothing."""
    enter(client, olena.code)
    for typed in ({"on": "courts"}, {"on": "courts"}, {"off": "match"}, {"on": "everything"}):
        response = client.post("/uk/read/change/", typed)
        assert response["Location"].startswith("/uk/read/")

    given = olena.request().consents.given().values_list("purpose", flat=True)
    assert set(given) == {Purpose.COURTS}
    sentence = "Nothing is compared with your request now: the switch for the search is off."
    assert in_ukrainian(sentence) in page(client, "/uk/read/")


@pytest.mark.rule("R30", "R36")
def test_one_sentence_asks_to_speak(
    client: Client, olena: Family, bohdan: User, daryna: User
) -> None:
    """The same for everything that a person must say; before the check it tells nothing new."""
    sentence = in_ukrainian("A caseworker asks to speak with you.")
    before = enter(client, olena.code)
    assert sentence not in before
    for one in (bohdan, daryna):  # two people decide
        ask_to_speak(olena.request(), by=one)
    assert page(client, "/uk/read/") == before

    record_relationship_check(olena.request(), by=bohdan, facts=[Fact.TOY], passed=True)
    assert sentence in page(client, "/uk/read/")


@pytest.mark.rule("R27")
def test_a_visit_renews_the_request(client: Client, olena: Family) -> None:
    """For twelve months from today."""
    soon = this_week() + timedelta(weeks=1)
    TracingRequest.objects.filter(pk=olena.request().pk).update(ends_in_week=soon)
    enter(client, olena.code)

    assert olena.request().ends_in_week > soon + timedelta(weeks=50)


@pytest.mark.rule("R28")
def test_contacts_are_destroyed_at_once_and_the_search_goes_on(
    client: Client, office: object
) -> None:
    """With a second tick, so that no slip does it."""
    family = ask(contact="+380 00 000 00 00")
    enter(client, family.code)
    client.post("/uk/read/change/", {"destroy": "contact"})
    assert family.request().confidence is not None
    client.post("/uk/read/change/", {"destroy": "contact", "sure": "on"})

    assert family.request().confidence is None
    assert family.request().state == State.OPEN
    assert in_ukrainian("Contacts and story are destroyed. The search goes on.") in page(
        client, "/uk/read/"
    )


@pytest.mark.rule("R28")
def test_withdrawing_needs_the_second_word_and_can_be_taken_back(
    client: Client, office: object
) -> None:
    """The code alone cannot; a wrong word changes nothing and says so."""
    family = ask(second_word="калина")
    enter(client, family.code)
    client.post("/uk/read/change/", {"withdrawal": "withdraw", "second_word": "верба"})
    assert family.request().state == State.OPEN
    assert 'role="alert"' in page(client, "/uk/read/")

    client.post("/uk/read/change/", {"withdrawal": "withdraw", "second_word": "Калина"})
    assert family.request().state == State.WITHDRAWN
    assert 'value="cancel"' in page(client, "/uk/read/")
    client.post("/uk/read/change/", {"withdrawal": "cancel", "second_word": "калина"})
    assert family.request().state == State.OPEN


@pytest.mark.parametrize("way", ["close", "leave"])
def test_after_leaving_nothing_opens_again(client: Client, olena: Family, way: str) -> None:
    """Not even with the old cookie, and no cookie stays."""
    enter(client, olena.code)
    kept = client.cookies["visit"].value
    client.get("/uk/leave/") if way == "leave" else client.post("/uk/close/")

    assert not client.cookies["visit"].value
    client.cookies["visit"] = kept
    assert 'id="id_code"' in page(client, "/uk/read/")
    assert client.post("/uk/read/change/", {"on": "courts"})["Location"] == "/uk/read/"
    assert olena.request().consents.given().count() == 1


@pytest.mark.rule("R29")
def test_the_visit_dies_with_the_browser_and_after_half_an_hour(
    client: Client, olena: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cookie without a date, for this site only; later it opens nothing."""
    enter(client, olena.code)
    cookie = client.cookies["visit"]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert (cookie["samesite"], cookie["httponly"]) == ("Strict", True)

    later = time.time() + CASE_SECONDS + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert 'id="id_code"' in page(client, "/uk/read/")


def test_a_key_that_was_set_beforehand_opens_nothing(client: Client, olena: Family) -> None:
    """Entering a code gives the visit a fresh key."""
    client.post("/uk/read/", {"code": "1"})
    before = client.cookies["visit"].value
    enter(client, olena.code)

    assert client.cookies["visit"].value != before
    other = Client()
    other.cookies["visit"] = before
    assert 'id="id_code"' in page(other, "/uk/read/")


@pytest.mark.parametrize("value", ["", "x", "AAAA", "é", "A" * 44])
def test_a_broken_cookie_is_no_visit(client: Client, office: object, value: str) -> None:
    """Nothing breaks, nothing opens."""
    client.cookies["visit"] = value
    assert 'id="id_code"' in page(client, "/uk/read/")


def test_the_effort_counts_lists_and_posts_that_were_compared(
    post: EvidenceItem, bohdan: User, matcher: Matcher
) -> None:
    """What still waits for the matcher is not counted as searched."""
    bureau = add_source("bureau_list", "An invented bureau", by=bohdan)
    add_post(Post("1. Лосенко Остап Гнатович, 1991"), bureau, by=bohdan)
    assert not searched_this_week()
    search_all(matcher)

    assert searched_this_week() == Effort(lists=1, posts=1)
    assert not list(queue_for(bohdan))


@pytest.mark.parametrize(
    ("language", "lists", "posts", "text"),
    [
        ("uk", 3, 214, "3 нові списки, 214 нових дописів"),
        ("uk", 1, 22, "1 новий список, 22 нові дописи"),
        ("uk", 5, 111, "5 нових списків, 111 нових дописів"),
        ("ru", 3, 214, "3 новых списка, 214 новых публикаций"),
        ("ru", 21, 1, "21 новый список, 1 новая публикация"),
        ("ru", 0, 12, "12 новых публикаций"),
        ("en", 1, 2, "1 new list, 2 new posts"),
        ("en", 0, 0, ""),
    ],
)
def test_plural_forms(language: str, lists: int, posts: int, text: str) -> None:
    """As each language counts."""
    with translation.override(language):
        assert counted(lists, posts) == text


def test_dates_in_words() -> None:
    """What is unknown of a date stays unknown."""
    with translation.override("uk"):
        assert in_words(PartialDate(2024, 2, 17)) == "17 лютого 2024 р."
        assert in_words(PartialDate(2024, 2)) == "Лютий 2024"
        assert in_words(PartialDate(2024)) == "2024"
        assert how_long_ago(PartialDate(2149)) == ""
