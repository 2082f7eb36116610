"""Judging, confirming, checking the relationship, telling the family."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from homeward.errors import BadInput, NotAllowed, Stale
from homeward.web.access import approvals
from homeward.web.access.fields import Part
from homeward.web.access.log import Reason, record
from homeward.web.access.models import Approval, User
from homeward.web.access.policy import require
from homeward.web.evidence.models import Claim, ClaimWithdrawal, Mention
from homeward.web.matching.models import Pair, PairNote
from homeward.web.registry import sealing
from homeward.web.registry.codes import OpenCase
from homeward.web.registry.models import TracingRequest
from homeward.web.review.models import (
    DECIDED_STATES,
    OPEN_STATES,
    Answer,
    Basis,
    Candidate,
    CandidateState,
    Fact,
    Hint,
    Judgement,
    RelationshipCheck,
    Verdict,
)
from homeward.web.review.queries import relationship_checked

CONFIRM = "candidate.confirm"
CHECK_CHILD = "relationship.check"
CALL = "request.call"
# Death is told by a person, never by a page (R30).
TOLD_BY_A_PERSON = {("fate", "dead"), ("captivity", "died_in_captivity")}
LONGEST_ANSWER = 5_000
LONGEST_NOTE = 2_000
SAME_BITS = 0.5  # two copies of a text whose pairs weigh so nearly the same say the same


def take_up(*, pair: Pair, **more: Any) -> Candidate | None:  # noqa: ARG001  # of the signal
    """A found pair becomes a candidate; called by matching within its transaction.

    A repost of a text that waits already, or was decided on, is no task of its own (FLO-4); what
    a stranger reported is none before a caseworker looked at it (FLO-3).
    """
    if pair.mention.replaced_by_id or pair.mention.item.unreviewed or _is_repost(pair):
        return None
    return Candidate.objects.create(pair=pair)


def _is_repost(pair: Pair) -> bool:
    """Whether the same is said of the same person in nearly the same text already."""
    others = Candidate.objects.filter(
        pair__person=pair.person_id, pair__mention__item__cluster=pair.mention.item.cluster
    )
    others = others.exclude(pair__mention__item=pair.mention.item_id)
    others = others.exclude(state=CandidateState.REPLACED)
    near = (pair.bits - SAME_BITS, pair.bits + SAME_BITS)
    return others.filter(pair__hypothesis=pair.hypothesis, pair__bits__range=near).exists()


def put_aside(*, mentions: Iterable[Mention], **more: Any) -> None:  # noqa: ARG001  # of the signal
    """A text is read otherwise now: what was found of the old reading needs nobody's decision.

    Called by evidence within its transaction. What two people decided stays decided.
    """
    old = Candidate.objects.select_for_update().filter(
        pair__mention__in=list(mentions), state__in=OPEN_STATES
    )
    for candidate in old:
        waiting = Approval.objects.filter(
            verb=CONFIRM, object_id=candidate.pk, state=Approval.State.PROPOSED
        )
        waiting.update(state=Approval.State.DECLINED)
        candidate.state = CandidateState.REPLACED
        candidate.version += 1
        candidate.save(update_fields=["state", "version"])


def begin_review(candidate: Candidate, *, by: User) -> None:
    """Somebody looks at it; beginning twice changes nothing."""
    require(by, "candidate.judge", candidate)
    proposed = Candidate.objects.filter(pk=candidate.pk, state=CandidateState.PROPOSED)
    proposed.update(state=CandidateState.UNDER_REVIEW)


def judge(
    candidate: Candidate, verdict: Verdict, *, by: User, version: int, note: str = ""
) -> Judgement:
    """One person's verdict on what was seen at `version`, with a note for colleagues.

    Submitted twice it counts once. Raises `NotAllowed` for another verdict of the same person and
    `Stale` if the candidate changed since the page was made.
    """
    require(by, "candidate.judge", candidate)
    if len(note) > LONGEST_NOTE:
        too_long = _("The note is longer than %(n)s signs: shorten it.")
        raise BadInput(too_long % {"n": LONGEST_NOTE})
    with transaction.atomic():
        locked = Candidate.objects.select_for_update().get(pk=candidate.pk)
        if earlier := locked.judgements.filter(by=by).first():
            return _same_again(earlier, verdict, version)
        if locked.version != version or locked.state not in OPEN_STATES:
            raise Stale("somebody decided on this pair meanwhile: look again")
        judgement = Judgement.objects.create(
            candidate=locked, by=by, verdict=verdict, seen_version=version
        )
        _count(locked, judgement)
        _keep_note(locked, note.strip(), by)
        record(by, "candidate.judged", locked, reason=Reason.REVIEW, verdict=str(verdict))
    candidate.refresh_from_db()
    return judgement


def _keep_note(candidate: Candidate, text: str, by: User) -> None:
    """Sealed as the pair's own texts are; whoever may read the pair reads it, no family does."""
    if not text:
        return
    note = PairNote(pair=candidate.pair, by=by)
    public = sealing.instance().matcher
    note.body = sealing.seal(note.pk, Part.MATCHING, {"note": text}, public)
    note.save(force_insert=True)


def give_hint(candidate: Candidate, verdict: Verdict, *, by: User) -> Hint:
    """A volunteer's guess: it orders the queue and counts as no judgement. Sent twice it is one."""
    require(by, "pair.glance", candidate)
    if not Pair.objects.shown_to_volunteer(by).filter(pk=candidate.pair_id).exists():
        raise NotAllowed("no such pair is shown to volunteers")
    with transaction.atomic():
        hint, new = Hint.objects.get_or_create(
            candidate=candidate, by=by, defaults={"verdict": verdict}
        )
        if new:
            record(by, "candidate.hinted", candidate, reason=Reason.REVIEW, verdict=str(verdict))
    return hint


def _same_again(earlier: Judgement, verdict: Verdict, version: int) -> Judgement:
    if earlier.verdict == verdict and earlier.seen_version == version:
        return earlier  # the same form, sent twice
    raise NotAllowed("you have judged this pair already: the next look is another person's")


def _count(candidate: Candidate, judgement: Judgement) -> None:
    """The state that follows from all verdicts; a disagreement stays open as unsure."""
    verdicts = set(candidate.judgements.values_list("verdict", flat=True))
    if {Verdict.SAME, Verdict.DIFFERENT} <= verdicts:
        candidate.state = CandidateState.UNSURE
    elif Verdict.DIFFERENT in verdicts:
        candidate.state = CandidateState.REJECTED
    else:
        same = Verdict.SAME in verdicts
        candidate.state = CandidateState.PROBABLE if same else CandidateState.UNSURE
    candidate.version += 1
    candidate.save(update_fields=["state", "version"])
    _propose(candidate, judgement)


def _propose(candidate: Candidate, judgement: Judgement) -> None:
    """A verdict `same` is a proposal to confirm; a change of the candidate closes older ones."""
    older = Approval.objects.filter(
        verb=CONFIRM, object_id=candidate.pk, state=Approval.State.PROPOSED
    ).first()
    if older and candidate.state != CandidateState.PROBABLE:
        approvals.decline(older, judgement.by)
    elif older:
        Approval.objects.filter(pk=older.pk).update(object_version=candidate.version)
    elif candidate.state == CandidateState.PROBABLE:
        approvals.propose(judgement.by, CONFIRM, candidate, version=candidate.version)


def confirm(candidate: Candidate, *, by: User, version: int) -> None:
    """The second person agrees that it is one person.

    Raises `NotAllowed` for whoever judged `same`, `Stale` if it changed since; sent twice it
    counts once.
    """
    require(by, "candidate.confirm", candidate)
    with transaction.atomic():
        locked = Candidate.objects.select_for_update().get(pk=candidate.pk)
        if locked.state in DECIDED_STATES and _confirmed_by(locked, by):
            return
        if locked.state != CandidateState.PROBABLE or locked.version != version:
            raise Stale("somebody decided on this pair meanwhile: look again")
        if locked.judgements.filter(by=by, verdict=Verdict.SAME).exists():
            raise NotAllowed("two people decide: somebody else must confirm what you judged")
        approvals.confirm(approvals.open_proposal(CONFIRM, locked), by, version=version)
        locked.state = CandidateState.CONFIRMED
        locked.version += 1
        locked.save(update_fields=["state", "version"])
        record(by, "candidate.confirmed", locked, reason=Reason.REVIEW)
    candidate.refresh_from_db()


def _confirmed_by(candidate: Candidate, by: User) -> bool:
    decided = Approval.objects.filter(
        verb=CONFIRM, object_id=candidate.pk, state=Approval.State.CONFIRMED, decided_by=by
    )
    return decided.exists()


def record_relationship_check(
    request: TracingRequest, *, by: User, facts: Sequence[Fact], passed: bool
) -> RelationshipCheck:
    """Record which kept-back facts were asked and whether the answers fitted (R36)."""
    require(by, "relationship.check", request)
    asked = sorted({Fact(fact).value for fact in facts})
    if not asked:
        raise BadInput(_("Name at least one fact that was kept back from the form and asked."))
    with transaction.atomic():
        request.checks.update(superseded=True)  # only the latest check counts
        check = RelationshipCheck.objects.create(request=request, by=by, facts=asked, passed=passed)
        record(by, "relationship.checked", request, reason=Reason.RELATIONSHIP_CHECK)
        if passed and request.is_about_a_child():
            approvals.propose(by, CHECK_CHILD, check)
    return check


def confirm_relationship_check(check: RelationshipCheck, *, by: User) -> None:
    """A second caseworker agrees; needed where a child is sought (R23)."""
    require(by, "relationship.check", check)
    with transaction.atomic():
        approvals.confirm(approvals.open_proposal(CHECK_CHILD, check), by)
        check.confirmed = True
        check.save(update_fields=["confirmed"])
        record(by, "relationship.confirmed", check, reason=Reason.RELATIONSHIP_CHECK)


def ask_to_speak(request: TracingRequest, *, by: User) -> bool:
    """Show "a caseworker asks to speak with you": one sentence for all occasions (R30).

    The first person proposes it, another one's word shows it; whether it is shown now.
    """
    require(by, CALL, request)
    with transaction.atomic():
        locked = TracingRequest.objects.select_for_update().get(pk=request.pk)
        if locked.wants_a_call:
            return True
        waiting = approvals.propose(by, CALL, locked)
        if waiting.proposed_by_id == by.pk:
            return False
        approvals.confirm(waiting, by)
        TracingRequest.objects.filter(pk=request.pk).update(wants_a_call=True)
        record(by, "request.call_asked", request, reason=Reason.CASE_WORK)
    return True


def speak_no_more(request: TracingRequest, *, by: User) -> None:
    """Take the sentence, or the proposal of it, away again; one person is enough for that."""
    require(by, CALL, request)
    with transaction.atomic():
        waiting = Approval.objects.filter(
            verb=CALL, object_id=request.pk, state=Approval.State.PROPOSED
        )
        for proposal in waiting:
            approvals.decline(proposal, by)
        TracingRequest.objects.filter(pk=request.pk).update(wants_a_call=False)
        record(by, "request.call_ended", request, reason=Reason.CASE_WORK)


def disclose(candidate: Candidate, claim: Claim, *, by: User, text: str, basis: Basis) -> Answer:
    """Tell the family one claim, in a caseworker's words, sealed so that only her code opens it.

    Needs a candidate confirmed by two people, a recorded check of the relationship (R36) and a
    basis (R7). Telling the same claim twice gives the answer that is there.
    """
    request = candidate.pair.person.request
    require(by, "answer.disclose", request)
    _may_be_told(candidate, claim, request, basis)
    if not text.strip() or len(text) > LONGEST_ANSWER:
        raise BadInput(
            _("Write the answer in words of your own, up to %(n)s signs.") % {"n": LONGEST_ANSWER}
        )
    answer = _sealed_answer(candidate, claim, text.strip())
    answer.by, answer.basis = by, basis
    with transaction.atomic():
        told, new = _kept(answer)
        if new:
            record(by, "answer.disclosed", told, reason=Reason.ANSWER, basis=str(basis))
    candidate.refresh_from_db()
    return told


def _may_be_told(candidate: Candidate, claim: Claim, request: TracingRequest, basis: Basis) -> None:
    if candidate.state not in DECIDED_STATES:
        raise NotAllowed("two people must have decided that it is one person")
    if not relationship_checked(request):
        raise NotAllowed("record the check of the relationship first (R36)")
    if (
        claim.mention_id != candidate.pair.mention_id
        and claim.person_id != candidate.pair.person_id
    ):
        raise BadInput(_("This claim is not about this person."))
    if ClaimWithdrawal.objects.filter(claim=claim).exists():
        raise Stale("this claim was withdrawn: look again")
    if (claim.axis, claim.said) in TOLD_BY_A_PERSON:
        raise NotAllowed("a death is told by a person: ask the family to speak with you (R30)")
    if candidate.is_about_a_child() and not _is_sure(claim):
        raise NotAllowed("of a child nothing under grade B2 is told to a family (R24)")
    if basis == Basis.ALREADY_PUBLIC and not claim.source.public:
        raise NotAllowed("this source is not public: choose on what basis the family is told (R7)")


def _is_sure(claim: Claim) -> bool:
    return claim.reliability in {"A", "B"} and claim.credibility <= 2


def _sealed_answer(candidate: Candidate, claim: Claim, text: str) -> Answer:
    request = candidate.pair.person.request
    told = {
        "answer": text,
        "axis": claim.axis,
        "said": claim.said,
        "polarity": claim.polarity,
        "fact_date": claim.fact_date,
        "said_on": claim.said_on.isoformat() if claim.said_on else "",
        "source": claim.source.title,
        "source_kind": claim.source.kind,
        "grade": f"{claim.reliability}{claim.credibility}",
        "coerced": claim.coerced,
    }
    answer = Answer(request=request, candidate=candidate, claim=claim)
    answer.body = sealing.seal(answer.pk, Part.ANSWER, told, bytes(request.case_public))
    return answer


def _kept(answer: Answer) -> tuple[Answer, bool]:
    """Store it unless this claim was told meanwhile, and move the candidate on."""
    candidate = Candidate.objects.select_for_update().get(pk=answer.candidate_id)
    told = Answer.objects.filter(request=answer.request, claim=answer.claim).first()
    if told:
        return told, False
    answer.save(force_insert=True)
    if candidate.state == CandidateState.CONFIRMED:
        candidate.state = CandidateState.TOLD
        candidate.version += 1
        candidate.save(update_fields=["state", "version"])
    return answer, True


def respond(case: OpenCase, answer: Answer, response: Answer.Response) -> None:
    """The family accepts or contests what it was told.

    The log has no line of it: a line has a clock, which would tell when the family was here.
    """
    if answer.request_id != case.request.pk:
        raise NotAllowed("this code belongs to another request")
    with transaction.atomic():
        locked = Candidate.objects.select_for_update().get(pk=answer.candidate_id)
        Answer.objects.filter(pk=answer.pk).update(response=response)
        locked.state = CandidateState(response.value)
        locked.version += 1
        locked.save(update_fields=["state", "version"])
