"""The first journey without a browser: ask, match, two people decide, the family reads."""

from __future__ import annotations

import pytest
from tests.office import MATCHER_KEY, POST, POSTED, Family, ask, queue_for, read_case, search_all

from homeward.claims import Axis
from homeward.dates import PartialDate
from homeward.errors import NotAllowed
from homeward.web.access import log
from homeward.web.access.log import Reason
from homeward.web.access.models import User
from homeward.web.evidence.actions import NewClaim, Post, add_post, enter_claim
from homeward.web.evidence.models import EvidenceItem, Source
from homeward.web.matching import reading
from homeward.web.matching.models import Pair
from homeward.web.matching.server import Matcher
from homeward.web.review import actions as review
from homeward.web.review.models import Answer, Basis, Candidate, CandidateState, Fact, Verdict
from homeward.web.review.queries import person_file

CAPTIVE = NewClaim(
    axis=Axis.CAPTIVITY,
    said="captive",
    wording="Потрапив у полон за словами побратимів.",
    fact_date=PartialDate(2024, 2, 17),
)


def test_from_the_request_to_the_answer(
    olena: Family, post: EvidenceItem, matcher: Matcher, bohdan: User, daryna: User
) -> None:
    """Olena asks; a post is found; two people decide; the relationship is checked; she reads."""
    search_all(matcher)
    (candidate,) = queue_for(bohdan)
    seen = reading.pair(
        MATCHER_KEY.private, candidate.pair_id, by=bohdan, reason=Reason.REVIEW, language="uk"
    )
    assert seen["person"]["name"] == "Лосенко Остап Гнатович"
    assert seen["item"]["item_text"] == POST
    assert seen["explanation"]["summary"]

    review.begin_review(candidate, by=bohdan)
    review.judge(candidate, Verdict.SAME, by=bohdan, version=0)
    assert not list(queue_for(bohdan))
    review.confirm(candidate, by=daryna, version=1)
    claim = enter_claim(CAPTIVE, by=bohdan, mention=candidate.pair.mention)
    with pytest.raises(NotAllowed):
        review.disclose(candidate, claim, by=bohdan, text="…", basis=Basis.PRESUMED_INTEREST)
    review.record_relationship_check(
        olena.request(), by=daryna, facts=[Fact.NICKNAME, Fact.CHILDHOOD], passed=True
    )
    review.disclose(
        candidate, claim, by=bohdan, text="Його бачили живим.", basis=Basis.PRESUMED_INTEREST
    )

    (answer,) = read_case(olena.code).answers
    assert answer.text == "Його бачили живим."
    assert (answer.axis, answer.said, answer.fact_date) == ("captivity", "captive", "2024-02-17")
    assert answer.source == "Search group of an invented brigade"
    assert answer.said_on == POSTED.isoformat()
    assert candidate.state == CandidateState.TOLD
    review.respond(olena.open(), Answer.objects.get(pk=answer.id), Answer.Response.ACCEPTED)
    assert Candidate.objects.get().state == CandidateState.ACCEPTED
    file = person_file(
        olena.person(), by=bohdan, reason=Reason.CASE_WORK, on=claim.entered_at.date()
    )
    assert file.status[Axis.CAPTIVITY].value == "reported_captured"
    assert log.check() is None


@pytest.mark.rule("R36", "R13")
def test_before_the_check_a_known_and_an_invented_person_look_alike(
    olena: Family, post: EvidenceItem, matcher: Matcher, bohdan: User, daryna: User
) -> None:
    """For equal input the code shows the same of a found and of an unknown person."""
    nobody = ask(name="Неіснуй Ніхто Ніколайович", birth_date="1950-01-01")
    search_all(matcher)
    (candidate,) = queue_for(bohdan)
    review.judge(candidate, Verdict.SAME, by=bohdan, version=0)
    review.confirm(candidate, by=daryna, version=1)

    assert read_case(olena.code) == read_case(nobody.code)
    assert read_case(olena.code).items_searched == 1


@pytest.mark.rule("R36")
def test_a_failed_check_closes_what_an_earlier_one_opened(
    candidate: Candidate, olena: Family, bohdan: User, daryna: User
) -> None:
    """If a later check fails, the code shows the search effort again and no more."""
    claim = enter_claim(CAPTIVE, by=bohdan, mention=candidate.pair.mention)
    review.judge(candidate, Verdict.SAME, by=bohdan, version=0)
    review.confirm(candidate, by=daryna, version=1)
    review.record_relationship_check(olena.request(), by=daryna, facts=[Fact.TOY], passed=True)
    review.disclose(candidate, claim, by=bohdan, text="Текст", basis=Basis.ALREADY_PUBLIC)
    assert read_case(olena.code).answers

    review.record_relationship_check(olena.request(), by=bohdan, facts=[Fact.MARK], passed=False)

    assert not read_case(olena.code).answers


def test_it_is_found_in_either_order(
    source: Source, bohdan: User, matcher: Matcher, office: object
) -> None:
    """A post that came before the request is found as well as one that came after."""
    add_post(Post(POST, POSTED), source, by=bohdan)
    search_all(matcher)
    family = ask()
    search_all(matcher)
    add_post(Post(POST + " Допоможіть знайти.", POSTED), source, by=bohdan)
    search_all(matcher)

    assert Pair.objects.filter(person=family.person()).count() == 2
    assert Candidate.objects.filter(pair__person=family.person()).count() == 1  # a copy (FLO-4)
