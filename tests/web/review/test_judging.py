"""The life of a possible match."""

from __future__ import annotations

import pytest
from tests.office import MATCHER_KEY, Family, ask, queue_for, read_case, staff

from homeward.claims import Axis
from homeward.errors import BadInput, NotAllowed, Stale
from homeward.web.access.log import Reason
from homeward.web.access.models import Approval, User
from homeward.web.access.roles import Role
from homeward.web.evidence.actions import NewClaim, enter_claim, withdraw_claim
from homeward.web.evidence.models import Claim, ClaimWithdrawal
from homeward.web.matching import reading
from homeward.web.matching.models import PairNote
from homeward.web.matching.server import Matcher
from homeward.web.registry.actions import withdraw_request
from homeward.web.review.actions import (
    ask_to_speak,
    begin_review,
    confirm,
    confirm_relationship_check,
    disclose,
    judge,
    record_relationship_check,
    speak_no_more,
)
from homeward.web.review.models import (
    Answer,
    Basis,
    Candidate,
    CandidateState,
    Fact,
    Judgement,
    Verdict,
)
from homeward.web.review.queries import relationship_checked


def test_a_pair_that_was_found_waits_in_the_queue(
    candidate: Candidate, bohdan: User, iryna: User
) -> None:
    """Bohdan sees it; Iryna does not."""
    assert list(queue_for(bohdan)) == [candidate]
    assert not list(queue_for(iryna))
    begin_review(candidate, by=bohdan)
    candidate.refresh_from_db()
    assert candidate.state == CandidateState.UNDER_REVIEW
    with pytest.raises(NotAllowed):
        judge(candidate, Verdict.SAME, by=iryna, version=0)


@pytest.mark.parametrize(
    ("verdict", "state"),
    [
        (Verdict.SAME, CandidateState.PROBABLE),
        (Verdict.DIFFERENT, CandidateState.REJECTED),
        (Verdict.UNSURE, CandidateState.UNSURE),
    ],
)
def test_one_verdict_makes_a_state(
    verdict: Verdict, state: CandidateState, candidate: Candidate, bohdan: User
) -> None:
    """`same` of one person is probable, never more."""
    judge(candidate, verdict, by=bohdan, version=0)

    assert candidate.state == state


def test_two_people_confirm(candidate: Candidate, bohdan: User, daryna: User) -> None:
    """Whoever judged `same` cannot confirm it; a second person can."""
    judge(candidate, Verdict.SAME, by=bohdan, version=0)

    with pytest.raises(NotAllowed):
        confirm(candidate, by=bohdan, version=1)
    confirm(candidate, by=daryna, version=1)

    assert candidate.state == CandidateState.CONFIRMED
    approval = Approval.objects.get(object_id=candidate.pk)
    assert (approval.proposed_by, approval.decided_by) == (bohdan, daryna)


def test_a_second_judgement_of_one_person_is_refused(candidate: Candidate, bohdan: User) -> None:
    """The next look is another person's."""
    judge(candidate, Verdict.UNSURE, by=bohdan, version=0)

    with pytest.raises(NotAllowed):
        judge(candidate, Verdict.SAME, by=bohdan, version=1)
    assert candidate.state == CandidateState.UNSURE


def test_a_double_submit_counts_once(candidate: Candidate, bohdan: User, daryna: User) -> None:
    """The same form sent twice changes nothing more, neither a verdict nor a confirmation."""
    first = judge(candidate, Verdict.SAME, by=bohdan, version=0)
    assert judge(candidate, Verdict.SAME, by=bohdan, version=0) == first
    confirm(candidate, by=daryna, version=1)
    confirm(candidate, by=daryna, version=1)

    assert Judgement.objects.count() == 1
    assert candidate.version == 2


def test_a_stale_page_is_refused(candidate: Candidate, bohdan: User, daryna: User) -> None:
    """Who looked at an older state must look again before deciding."""
    judge(candidate, Verdict.UNSURE, by=bohdan, version=0)

    with pytest.raises(Stale):
        judge(candidate, Verdict.SAME, by=daryna, version=0)
    judge(candidate, Verdict.SAME, by=daryna, version=1)
    with pytest.raises(Stale):
        confirm(candidate, by=bohdan, version=1)


def test_a_disagreement_stays_open(
    candidate: Candidate, bohdan: User, daryna: User, office: object
) -> None:
    """`same` and `different` are shown as unsure; nothing can be confirmed then."""
    judge(candidate, Verdict.SAME, by=bohdan, version=0)
    judge(candidate, Verdict.DIFFERENT, by=daryna, version=1)

    assert candidate.state == CandidateState.UNSURE
    assert not Approval.objects.filter(state=Approval.State.PROPOSED).exists()
    with pytest.raises(Stale):
        confirm(candidate, by=daryna, version=2)


def test_an_unsure_person_may_confirm_after_another_was_sure(
    candidate: Candidate, bohdan: User, daryna: User
) -> None:
    """First unsure, then `same` of another: the two together may confirm."""
    judge(candidate, Verdict.UNSURE, by=bohdan, version=0)
    judge(candidate, Verdict.SAME, by=daryna, version=1)
    confirm(candidate, by=bohdan, version=2)

    assert candidate.state == CandidateState.CONFIRMED


def _claim(candidate: Candidate, by: User, axis: Axis, said: str) -> Claim:
    new = NewClaim(axis=axis, said=said, wording="…")
    return enter_claim(new, by=by, mention=candidate.pair.mention)


@pytest.fixture
def confirmed(candidate: Candidate, olena: Family, bohdan: User, daryna: User) -> Candidate:
    """Confirmed by two, relationship checked."""
    judge(candidate, Verdict.SAME, by=bohdan, version=0)
    confirm(candidate, by=daryna, version=1)
    record_relationship_check(olena.request(), by=daryna, facts=[Fact.NICKNAME], passed=True)
    return candidate


@pytest.mark.rule("R30")
@pytest.mark.parametrize(
    ("axis", "said"), [(Axis.FATE, "dead"), (Axis.CAPTIVITY, "died_in_captivity")]
)
def test_a_death_is_never_told_by_a_page(  # noqa: PLR0917  # the people of the rule
    axis: Axis, said: str, confirmed: Candidate, olena: Family, bohdan: User, daryna: User
) -> None:
    """The page only says that a caseworker asks to speak with her."""
    claim = _claim(confirmed, bohdan, axis, said)

    with pytest.raises(NotAllowed):
        disclose(confirmed, claim, by=bohdan, text="…", basis=Basis.ALREADY_PUBLIC)
    for one in (bohdan, daryna):
        ask_to_speak(olena.request(), by=one)
    read = read_case(olena.code)
    assert read.wants_a_call
    assert not read.answers


@pytest.mark.rule("R30", "R7")
def test_a_call_needs_two_people(olena: Family, bohdan: User, daryna: User, iryna: User) -> None:
    """One person's word, said twice, shows nothing; another's does; taking it away needs one."""
    request = olena.request()
    assert not ask_to_speak(request, by=bohdan)
    assert not ask_to_speak(request, by=bohdan)
    with pytest.raises(NotAllowed):
        ask_to_speak(request, by=iryna)
    assert not olena.request().wants_a_call

    assert ask_to_speak(request, by=daryna)
    assert olena.request().wants_a_call
    speak_no_more(request, by=bohdan)
    assert not olena.request().wants_a_call


def test_a_proposed_call_is_taken_away(olena: Family, bohdan: User, daryna: User) -> None:
    """After that one word is again not enough."""
    ask_to_speak(olena.request(), by=bohdan)
    speak_no_more(olena.request(), by=daryna)

    assert not ask_to_speak(olena.request(), by=daryna)


def test_a_note_beside_a_judgement_is_sealed(
    candidate: Candidate, bohdan: User, daryna: User, matcher: Matcher
) -> None:
    """Whoever may read the pair reads it; on the disk it is ciphertext; a long one is refused."""
    with pytest.raises(BadInput):
        judge(candidate, Verdict.SAME, by=bohdan, version=0, note="а" * 2_001)
    judge(candidate, Verdict.SAME, by=bohdan, version=0, note=" Той самий шрам. ")

    assert "шрам".encode() not in bytes(PairNote.objects.get().body)
    read = reading.pair(
        MATCHER_KEY.private, candidate.pair_id, by=daryna, reason=Reason.REVIEW, language="uk"
    )
    assert [note["text"] for note in read["notes"]] == ["Той самий шрам."]
    with pytest.raises(NotAllowed):
        judge(candidate, Verdict.DIFFERENT, by=bohdan, version=1, note="…")
    assert PairNote.objects.count() == 1


def test_before_two_decided_nothing_is_told(
    candidate: Candidate, olena: Family, bohdan: User
) -> None:
    """A probable match is not told, even when the relationship is checked."""
    judge(candidate, Verdict.SAME, by=bohdan, version=0)
    record_relationship_check(olena.request(), by=bohdan, facts=[Fact.NICKNAME], passed=True)
    claim = _claim(candidate, bohdan, Axis.CAPTIVITY, "captive")

    with pytest.raises(NotAllowed):
        disclose(candidate, claim, by=bohdan, text="…", basis=Basis.ALREADY_PUBLIC)


@pytest.mark.rule("R7")
def test_what_is_not_public_needs_a_basis(confirmed: Candidate, bohdan: User) -> None:
    """ "The source is public" is no basis for a source that is not."""
    claim = _claim(confirmed, bohdan, Axis.CAPTIVITY, "captive")
    claim.source.public = False
    claim.source.save()

    with pytest.raises(NotAllowed):
        disclose(confirmed, claim, by=bohdan, text="…", basis=Basis.ALREADY_PUBLIC)
    disclose(confirmed, claim, by=bohdan, text="…", basis=Basis.FOUND_PERSON_AGREES)


def test_telling_twice_tells_once(confirmed: Candidate, bohdan: User, daryna: User) -> None:
    """Two caseworkers who send the same claim give one answer."""
    claim = _claim(confirmed, bohdan, Axis.CAPTIVITY, "captive")

    first = disclose(confirmed, claim, by=bohdan, text="один", basis=Basis.ALREADY_PUBLIC)
    again = disclose(confirmed, claim, by=daryna, text="два", basis=Basis.ALREADY_PUBLIC)

    assert first == again
    assert Answer.objects.count() == 1


def test_a_withdrawn_or_foreign_claim_is_not_told(
    confirmed: Candidate, bohdan: User, iryna: User
) -> None:
    """The claim must stand, and be about this person; and Iryna tells nobody anything."""
    claim = _claim(confirmed, bohdan, Axis.CAPTIVITY, "captive")
    with pytest.raises(NotAllowed):
        disclose(confirmed, claim, by=iryna, text="…", basis=Basis.ALREADY_PUBLIC)
    other = ask(name="Інший Панас", birth_date="1980").person()
    foreign = enter_claim(
        NewClaim(axis=Axis.CAPTIVITY, said="captive", wording="…"),
        by=bohdan,
        person=other,
        source=claim.source,
    )
    with pytest.raises(BadInput):
        disclose(confirmed, foreign, by=bohdan, text="…", basis=Basis.ALREADY_PUBLIC)
    withdraw_claim(claim, ClaimWithdrawal.Reason.MISREAD, by=bohdan)
    with pytest.raises(Stale):
        disclose(confirmed, claim, by=bohdan, text="…", basis=Basis.ALREADY_PUBLIC)


@pytest.mark.rule("R23")
def test_where_a_child_is_sought_two_people_check_the_relationship(office: object) -> None:
    """One recorded check is not enough."""
    child = ask(category="child")
    one, two = (staff(n, child.request().office, Role.PROTECTION_OFFICER) for n in ("one", "two"))
    check = record_relationship_check(child.request(), by=one, facts=[Fact.ROOM], passed=True)

    assert not relationship_checked(child.request())
    with pytest.raises(NotAllowed):
        confirm_relationship_check(check, by=one)
    confirm_relationship_check(check, by=two)
    assert relationship_checked(child.request())


@pytest.mark.rule("R36")
def test_a_check_names_a_fact(olena: Family, bohdan: User, iryna: User) -> None:
    """A check without any asked fact is no check; and Iryna records none."""
    with pytest.raises(BadInput):
        record_relationship_check(olena.request(), by=bohdan, facts=[], passed=True)
    with pytest.raises(NotAllowed):
        record_relationship_check(olena.request(), by=iryna, facts=[Fact.TOY], passed=True)
    assert not relationship_checked(olena.request())


@pytest.mark.rule("R28")
def test_a_withdrawn_case_leaves_the_queue_at_once(
    office: object, bohdan: User, post: object, matcher: object
) -> None:
    """Withdrawn with the second word, it is hidden everywhere."""
    family = ask(second_word="калина")
    from tests.office import search_all

    search_all(matcher)  # type: ignore[arg-type]
    assert list(queue_for(bohdan))

    withdraw_request(family.open(), "Калина")

    assert not list(queue_for(bohdan))
