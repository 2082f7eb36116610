"""A text that goes round is one task, not a thousand."""

from __future__ import annotations

import pytest
from tests.office import POST, POSTED, Family, search_all

from homeward.web.access.models import User
from homeward.web.evidence.actions import Post, add_post, add_source
from homeward.web.evidence.models import Source
from homeward.web.matching.models import Pair
from homeward.web.matching.server import Matcher
from homeward.web.review.models import Candidate
from homeward.web.review.queries import reposts_of

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
