"""Two people decide on a possible match, page by page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.office import Family

from homeward.web.access.models import LogEntry, User
from homeward.web.registry.actions import withdraw_consent
from homeward.web.registry.purposes import Purpose
from homeward.web.review.models import Candidate, CandidateState, Judgement


def of(name: str, candidate: Candidate) -> str:
    return reverse(f"desk:{name}", kwargs={"pk": candidate.pk})


def state(candidate: Candidate) -> str:
    candidate.refresh_from_db()
    return candidate.state


def test_the_queue_holds_no_name(candidate: Candidate, desk_of_bohdan: Client) -> None:
    """Names are sealed until somebody opens the match with a reason."""
    page = desk_of_bohdan.get(reverse("desk:queue")).content.decode()

    assert reverse("desk:open_candidate", kwargs={"thing": candidate.pk}) in page
    assert "Лосенко" not in page


def test_the_queue_is_narrowed_by_hypothesis(candidate: Candidate, desk_of_bohdan: Client) -> None:
    """Only matches under the chosen hypothesis are shown; nonsense shows all."""
    link = reverse("desk:open_candidate", kwargs={"thing": candidate.pk})
    shown = {}
    for asked in ("same_identity", "renamed", "nonsense"):
        page = desk_of_bohdan.get(reverse("desk:queue"), {"hypothesis": asked})
        shown[asked] = link in page.content.decode()

    assert shown == {"same_identity": True, "renamed": False, "nonsense": True}


@pytest.mark.rule("R10")
def test_a_reason_is_asked_and_logged_before_names_are_shown(
    found: Candidate, desk_of_bohdan: Client, bohdan: User
) -> None:
    """No reason: no name and no read. With one: the read is in the log with it."""
    asked = desk_of_bohdan.get(of("candidate", found)).content.decode()
    assert "Лосенко" not in asked
    assert not LogEntry.objects.filter(event__verb="pair.read").exists()

    opening = reverse("desk:open_candidate", kwargs={"thing": found.pk})
    desk_of_bohdan.post(opening, {"reason": "review"})
    page = desk_of_bohdan.get(of("candidate", found)).content.decode()

    assert "Лосенко Остап Гнатович" in page
    event = LogEntry.objects.get(event__verb="pair.read").event or {}
    assert (event["by"], event["reason"]) == (str(bohdan.pk), "review")
    assert state(found) == CandidateState.UNDER_REVIEW


@pytest.mark.rule("R35")
def test_a_match_is_explained_and_never_certain(found: Candidate, desk_of_bohdan: Client) -> None:
    """What agrees and what is not known stands there; at most 99 of 100."""
    opening = reverse("desk:open_candidate", kwargs={"thing": found.pk})
    desk_of_bohdan.post(opening.replace("/uk/", "/en/"), {"reason": "review"})
    page = desk_of_bohdan.get(of("candidate", found).replace("/uk/", "/en/")).content.decode()

    assert "Possibly one person" in page
    assert "agrees</b>" in page
    assert "100 of 100" not in page


def test_one_judges_and_another_confirms(
    candidate: Candidate, desk_of_bohdan: Client, desk_of_daryna: Client
) -> None:
    """The way of a match through two pairs of hands."""
    desk_of_bohdan.post(of("judge", candidate), {"verdict": "same", "version": 0})
    assert state(candidate) == CandidateState.PROBABLE

    desk_of_daryna.post(of("confirm", candidate), {"version": 1})

    assert state(candidate) == CandidateState.CONFIRMED


def test_the_same_form_twice_counts_once(
    candidate: Candidate, desk_of_bohdan: Client, desk_of_daryna: Client
) -> None:
    """A double click is harmless, in judging and in confirming."""
    for _ in range(2):
        answer = desk_of_bohdan.post(of("judge", candidate), {"verdict": "same", "version": 0})
        assert answer.status_code == 302
    for _ in range(2):
        answer = desk_of_daryna.post(of("confirm", candidate), {"version": 1})
        assert answer.status_code == 302

    assert Judgement.objects.count() == 1
    assert state(candidate) == CandidateState.CONFIRMED


def test_my_second_word_is_refused_with_a_reason(
    candidate: Candidate, desk_of_bohdan: Client
) -> None:
    """Bohdan can neither judge again nor confirm himself; the page says whose turn it is."""
    desk_of_bohdan.post(of("judge", candidate), {"verdict": "same", "version": 0})

    again = desk_of_bohdan.post(of("judge", candidate), {"verdict": "different", "version": 1})
    himself = desk_of_bohdan.post(of("confirm", candidate), {"version": 1})

    for answer in (again, himself):
        assert answer.status_code == 403
        assert "інша людина" in answer.content.decode()
    assert state(candidate) == CandidateState.PROBABLE


@pytest.mark.parametrize("version", ["0", "", "x", "-1", "99999999999999999999"])
def test_a_stale_form_shows_what_stands_now(
    version: str, candidate: Candidate, desk_of_bohdan: Client, desk_of_daryna: Client
) -> None:
    """Daryna's page was made before Bohdan decided: nothing counts, the new state is shown."""
    desk_of_bohdan.post(of("judge", candidate), {"verdict": "different", "version": 0})

    answer = desk_of_daryna.post(of("judge", candidate), {"verdict": "same", "version": version})

    assert answer.status_code == 409
    assert "Bohdan" in answer.content.decode()
    assert state(candidate) == CandidateState.REJECTED


@pytest.mark.rule("R5")
def test_a_withdrawn_consent_closes_the_page(
    candidate: Candidate, olena: Family, desk_of_bohdan: Client
) -> None:
    """With the match switch off the match is gone from every page."""
    withdraw_consent(olena.open(), Purpose.MATCH)

    assert desk_of_bohdan.get(of("candidate", candidate)).status_code == 404
    answer = desk_of_bohdan.post(of("judge", candidate), {"verdict": "same", "version": 0})
    assert answer.status_code == 404


def test_without_the_matcher_names_wait_and_the_queue_works(
    candidate: Candidate, desk_of_bohdan: Client
) -> None:
    """A killed matcher is a waiting page for names, a warning in the queue, and no error."""
    opening = reverse("desk:open_candidate", kwargs={"thing": candidate.pk})
    desk_of_bohdan.post(opening, {"reason": "review"})

    assert desk_of_bohdan.get(of("candidate", candidate)).status_code == 503
    assert desk_of_bohdan.get(reverse("desk:queue")).status_code == 200
