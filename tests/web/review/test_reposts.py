"""A text that goes round is one task, not a thousand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.office import POST, POSTED, Family, ask, search_all

from homeward.claims import Axis
from homeward.web.access.models import User
from homeward.web.evidence.actions import NewClaim, Post, add_post, add_source, enter_claim
from homeward.web.evidence.models import Source
from homeward.web.evidence.queries import claims_about
from homeward.web.matching.models import Pair
from homeward.web.matching.server import Matcher
from homeward.web.review.actions import confirm, judge
from homeward.web.review.models import Candidate, Verdict
from homeward.web.review.queries import confirmed_mentions, reposts_of

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

COPIES, ALL_COPIES = 12, 1000


@pytest.mark.rule("FLO-4")
def test_a_text_posted_again_and_again_is_one_task(
    olena: Family, source: Source, bohdan: User, matcher: Matcher, *, full: bool
) -> None:
    """In several groups, with and without a word more, they make one candidate and many pairs."""
    sources = [source, *(add_source("anonymous_post", f"Group {n}", by=bohdan) for n in range(3))]
    for number in range(ALL_COPIES if full else COPIES):
        text = POST if number % 2 else f"{POST} Максимальний репост!"
        add_post(Post(text, POSTED), sources[number % len(sources)], by=bohdan)
        if number == 0:
            search_all(matcher)
    search_all(matcher)

    (task,) = Candidate.objects.with_copies()
    assert Pair.objects.count() == len(sources)  # what one source repeats is not compared
    assert len(reposts_of(task)) == len(sources) - 1
    assert task.copies == len(sources) - 1  # type: ignore[attr-defined]  # annotated


def test_another_text_about_the_same_person_is_another_task(
    olena: Family, source: Source, bohdan: User, matcher: Matcher
) -> None:
    """What is said in other words is looked at by itself."""
    add_post(Post(POST, POSTED), source, by=bohdan)
    other = "Лосенко Остап, 1991 року, з Сум. Бачили живим у квітні, звільнений з полону."
    add_post(Post(other, POSTED), source, by=bohdan)
    search_all(matcher)

    assert Candidate.objects.count() == Pair.objects.count() == 2


@pytest.mark.rule("R5")
def test_a_copy_that_says_otherwise_is_looked_at(
    olena: Family, source: Source, bohdan: User, matcher: Matcher
) -> None:
    """Nearly the same text with another birth date weighs otherwise: a person must see it."""
    add_post(Post(POST, POSTED), source, by=bohdan)
    search_all(matcher)
    add_post(Post(POST.replace("12.04.1991", "12.04.1992"), POSTED), source, by=bohdan)
    search_all(matcher)

    assert Candidate.objects.count() == 2


@pytest.mark.rule("FLO-4")
def test_copies_of_one_text_crowd_no_other_text_out(
    source: Source, bohdan: User, matcher: Matcher, settings: SettingsWrapper
) -> None:
    """Whoever asks after a text went round still gets what else was said of him."""
    settings.HOMEWARD_CANDIDATES_PER_RECORD = 2
    for number in range(5):
        group = add_source("anonymous_post", f"Group {number}", by=bohdan)
        add_post(Post(POST, POSTED), group, by=bohdan)
    other = "Лосенко Остап, 1991 року, з Сум. Бачили живим у квітні, звільнений з полону."
    add_post(Post(other, POSTED), source, by=bohdan)
    search_all(matcher)
    ask()
    search_all(matcher)

    assert Candidate.objects.count() == 2
    assert Pair.objects.count() == 6


@pytest.mark.rule("FLO-4", "E1")
def test_what_is_claimed_from_a_copy_of_a_confirmed_post_stands_in_the_case(
    olena: Family, source: Source, bohdan: User, daryna: User, matcher: Matcher
) -> None:
    """A copy has no match of its own: two people decided about the first for all of them."""
    first = add_post(Post(POST, POSTED), source, by=bohdan)
    channel = add_source("anonymous_post", "Another channel", by=bohdan)
    copy = add_post(Post(f"{POST} Максимальний репост!", POSTED), channel, by=bohdan)
    search_all(matcher)
    [candidate] = Candidate.objects.all()
    new = NewClaim(axis=Axis.CAPTIVITY, said="captive", wording="…")
    claims = [enter_claim(new, by=bohdan, mention=one.mentions.get()) for one in (first, copy)]
    assert claims_about(olena.person(), confirmed_mentions(olena.person())) == []

    judge(candidate, Verdict.SAME, by=bohdan, version=0)
    confirm(candidate, by=daryna, version=1)
    assert claims_about(olena.person(), confirmed_mentions(olena.person())) == claims
