"""Evidence items and claims."""

from __future__ import annotations

import hmac
from pathlib import Path

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from tests.office import MATCHER_KEY, POST, POSTED, search_all, staff

from homeward.claims import Axis, Grade
from homeward.dates import PartialDate
from homeward.errors import BadInput, NotAllowed, Stale
from homeward.records import Polarity
from homeward.text import near
from homeward.web.access.fields import Part
from homeward.web.access.models import User
from homeward.web.access.roles import Role
from homeward.web.evidence.actions import (
    NewClaim,
    Post,
    add_post,
    add_source,
    enter_claim,
    said_on,
    withdraw_claim,
)
from homeward.web.evidence.models import Claim, ClaimWithdrawal, EvidenceItem, Mention, Source
from homeward.web.evidence.queries import claim_value, status_on
from homeward.web.matching.server import Matcher
from homeward.web.matching.texts import Texts
from homeward.web.registry import sealing
from homeward.web.registry.sealing import opened

ALIVE = NewClaim(
    axis=Axis.FATE, said="alive", wording="живий", fact_date=PartialDate(2024, 5, 2), place="Суми"
)


def test_a_post_is_kept_with_the_people_in_it(post: EvidenceItem) -> None:
    """The text is sealed; the mentions wait for the standing search."""
    told = opened(post.pk, Part.MATCHING, bytes(post.body), MATCHER_KEY.private)

    assert told["item_text"] == POST
    assert POST.encode() not in bytes(post.body)
    assert post.mentions.filter(searched=False).exists()


@pytest.mark.rule("E1")
def test_the_same_text_counts_once(
    post: EvidenceItem, source: Source, bohdan: User, matcher: Matcher
) -> None:
    """Added again, with other spaces, it only repeats; another source's copy is of one origin."""
    again = add_post(Post(POST.replace(" ", "  "), POSTED), source, by=bohdan)
    other = add_source("anonymous_post", "Another group", by=bohdan)
    copy = add_post(Post(f"Репост! {POST}", POSTED), other, by=bohdan)
    foreign = add_post(Post("Зовсім інший текст про погоду і врожай цього літа."), other, by=bohdan)
    search_all(matcher)

    for row in (post, again, copy, foreign):
        row.refresh_from_db()
    assert again.repeats == post
    assert (post.repeats, copy.repeats) == (None, None)
    assert copy.cluster == post.cluster  # nearly the same words
    assert foreign.cluster != post.cluster


@pytest.mark.rule("SEI-1")
def test_a_seized_disk_cannot_be_asked_whether_it_holds_a_text(
    post: EvidenceItem, matcher: Matcher, data: Path
) -> None:
    """Until the matcher saw it there is no digest; then one that nothing on the disk can make."""
    assert post.digest is None
    search_all(matcher)
    post.refresh_from_db()

    assert post.digest
    words = near.digest(POST)
    salt = sealing.instance().salt
    guesses = {hmac.digest(key, words, "sha256") for key in (salt, MATCHER_KEY.public)}
    assert bytes(post.digest) not in guesses | {words}
    assert bytes(post.digest) == Texts(MATCHER_KEY.private).digest(POST)


@pytest.mark.parametrize("text", ["", "   \n", "а" * 1_000_001])
def test_a_text_that_cannot_be_used_is_refused(text: str, source: Source, bohdan: User) -> None:
    """Empty or far too long: a sentence says what to do."""
    with pytest.raises(BadInput):
        add_post(Post(text), source, by=bohdan)
    assert not EvidenceItem.objects.exists()


def test_who_may_add_and_read(office: object, post: EvidenceItem, source: Source) -> None:
    """A volunteer neither adds nor reads; an analyst reads public sources only."""
    volunteer = staff("vira", None, Role.VOLUNTEER)
    analyst = staff("anton", None, Role.ANALYST)
    with pytest.raises(NotAllowed):
        add_post(Post(POST), source, by=volunteer)
    assert not EvidenceItem.objects.visible_to(volunteer).exists()
    assert EvidenceItem.objects.visible_to(analyst).exists()
    Source.objects.update(public=False)
    assert not EvidenceItem.objects.visible_to(analyst).exists()


@pytest.fixture
def mention(post: EvidenceItem) -> Mention:
    return post.mentions.order_by("number")[0]


@pytest.fixture
def claim(mention: Mention, bohdan: User) -> Claim:
    return enter_claim(ALIVE, by=bohdan, mention=mention)


@pytest.mark.rule("E2")
def test_a_claim_carries_what_the_rule_lists(claim: Claim, mention: Mention) -> None:
    """Subject, predicate, value, three times, source, grades, place, wording, who entered it."""
    value = claim_value(claim)
    told = opened(claim.pk, Part.MATCHING, bytes(claim.body), MATCHER_KEY.private)

    assert value.subject == str(mention.pk)
    assert (value.axis, value.said) == (Axis.FATE, "alive")
    assert value.fact_date == PartialDate(2024, 5, 2)
    assert value.evidence.said_on == POSTED
    assert str(value.grade) == "C3"
    assert told == {"claim_wording": "живий", "claim_place": "Суми", "claim_detail": ""}


@pytest.mark.rule("E3")
def test_a_claim_is_never_edited_or_deleted(claim: Claim) -> None:
    """Neither one nor many, neither changed nor removed."""
    claim.said = "dead"
    for forbidden in (
        claim.save,
        claim.delete,
        lambda: Claim.objects.update(said="dead"),
        lambda: Claim.objects.all().delete(),
    ):
        with pytest.raises(NotAllowed):
            forbidden()
    assert Claim.objects.get().said == "alive"


@pytest.mark.rule("E3")
def test_a_claim_is_superseded_or_withdrawn_with_a_reason(claim: Claim, bohdan: User) -> None:
    """The earlier one stays readable; the status follows the later one, or neither."""
    better = enter_claim(
        NewClaim(axis=Axis.FATE, said="alive", wording="живий", grade=Grade.from_text("B2"),
                 fact_date=PartialDate(2024, 5, 3)),
        by=bohdan,
        mention=claim.mention,
        supersedes=claim,
    )  # fmt: skip
    today = better.entered_at.date()
    assert status_on(Claim.objects.all(), today)[Axis.FATE].claims == (str(better.pk),)
    withdraw_claim(better, ClaimWithdrawal.Reason.MISREAD, by=bohdan)
    withdraw_claim(claim, ClaimWithdrawal.Reason.FORGED, by=bohdan)

    assert status_on(Claim.objects.all(), today)[Axis.FATE].value == "unknown"
    assert Claim.objects.count() == 2
    with pytest.raises(Stale):
        withdraw_claim(claim, ClaimWithdrawal.Reason.FORGED, by=bohdan)


def test_a_claim_is_superseded_once(claim: Claim, bohdan: User) -> None:
    """Two people who mend the same claim: the second must look again."""
    enter_claim(ALIVE, by=bohdan, mention=claim.mention, supersedes=claim)

    with pytest.raises(Stale):
        enter_claim(ALIVE, by=bohdan, mention=claim.mention, supersedes=claim)


@pytest.mark.rule("E6")
def test_what_is_said_in_captivity_carries_the_flag(bohdan: User, office: object) -> None:
    """The kind of source decides it, not whoever enters the claim."""
    video = add_source("official_video", "An official channel", by=bohdan)
    item = add_post(Post(POST, POSTED), video, by=bohdan)

    assert enter_claim(ALIVE, by=bohdan, mention=item.mentions.all()[0]).coerced


def test_only_words_of_the_axis_are_said(mention: Mention, bohdan: User) -> None:
    """A word that no status rule knows is refused, and so is a claim without a subject."""
    assert "captive" in said_on(Axis.CAPTIVITY)
    with pytest.raises(BadInput):
        enter_claim(
            NewClaim(axis=Axis.FATE, said="captive", wording="…"), by=bohdan, mention=mention
        )
    with pytest.raises(BadInput):
        enter_claim(ALIVE, by=bohdan)


@pytest.mark.rule("R20")
def test_there_is_no_field_for_a_prisoners_value() -> None:
    """No column of any model is called price, value, worth or cost."""
    names = {f.name for model in apps.get_models() for f in model._meta.get_fields()}
    assert not names & {"price", "value", "worth", "cost", "ransom"}


def test_a_denied_statement_stays_denied(mention: Mention, bohdan: User) -> None:
    """ "He is not in captivity" is not a claim of captivity."""
    new = NewClaim(
        axis=Axis.CAPTIVITY, said="captive", wording="не в полоні", polarity=Polarity.DENIED
    )
    row = enter_claim(new, by=bohdan, mention=mention)

    assert status_on([row], row.entered_at.date())[Axis.CAPTIVITY].value == "none_known"


def test_the_database_itself_wants_one_subject(claim: Claim) -> None:
    """A claim about nobody cannot be stored by any code."""
    nobody = Claim(source=claim.source, axis="fate", said="alive", entered_by=claim.entered_by)
    nobody.reliability, nobody.credibility, nobody.body = "C", 3, b""

    with pytest.raises(IntegrityError), transaction.atomic():
        nobody.save()
