"""The check of the relationship, claims, and what the family is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from tests.office import Family, read_case

from homeward.claims import Axis
from homeward.dates import PartialDate
from homeward.records import Polarity
from homeward.web.access.models import LogEntry, User
from homeward.web.evidence.actions import NewClaim, enter_claim
from homeward.web.evidence.models import Claim, ClaimWithdrawal, Source
from homeward.web.review.actions import confirm, judge
from homeward.web.review.models import Answer, Candidate, RelationshipCheck, Verdict
from homeward.web.review.queries import relationship_checked

CAPTIVE = NewClaim(axis=Axis.CAPTIVITY, said="captive", wording="Потрапив у полон.")
CHECK = {"facts": ["nickname", "room"], "passed": "yes"}


def of(name: str, thing: object) -> str:
    return reverse(f"desk:{name}", kwargs={"pk": thing})


@pytest.fixture
def confirmed(candidate: Candidate, bohdan: User, daryna: User) -> Candidate:
    """Two people decided that it is Olena's brother."""
    judge(candidate, Verdict.SAME, by=bohdan, version=0)
    confirm(candidate, by=daryna, version=1)
    return candidate


@pytest.fixture
def claim(confirmed: Candidate, bohdan: User) -> Claim:
    return enter_claim(CAPTIVE, by=bohdan, mention=confirmed.pair.mention)


def told(claim: Claim, **changes: str) -> dict[str, str]:
    return {"claim": str(claim.pk), "text": "Його бачили.", "basis": "already_public", **changes}


@pytest.mark.rule("R36")
def test_nothing_is_told_before_the_check(
    confirmed: Candidate, claim: Claim, desk_of_bohdan: Client
) -> None:
    """The page has no form, and a form sent all the same tells nothing."""
    url = of("tell", confirmed.pk)
    assert 'name="basis"' not in desk_of_bohdan.get(url).content.decode()

    desk_of_bohdan.post(url, told(claim))

    assert not Answer.objects.exists()


@pytest.mark.rule("R36")
def test_a_check_is_recorded_with_the_facts_that_were_asked(
    olena: Family, daryna: User, desk_of_daryna: Client
) -> None:
    """Who, which facts, in which week; sent twice it is one check."""
    for _ in range(2):
        desk_of_daryna.post(of("relationship", olena.request().pk), CHECK)

    check = RelationshipCheck.objects.get()
    assert (check.by, check.facts, check.passed) == (daryna, ["nickname", "room"], True)
    assert relationship_checked(olena.request())


def test_a_check_without_facts_is_no_check(olena: Family, desk_of_daryna: Client) -> None:
    """What is missing is said beside the form, in the reader's language."""
    answer = desk_of_daryna.post(of("relationship", olena.request().pk), {"passed": "yes"})

    assert answer.status_code == 200
    assert "Позначте хоча б одне" in answer.content.decode()
    assert not RelationshipCheck.objects.exists()


def test_the_family_reads_what_was_told(
    confirmed: Candidate, claim: Claim, olena: Family, desk_of_bohdan: Client
) -> None:
    """After the check the answer goes out once, however often the form is sent."""
    desk_of_bohdan.post(of("relationship", olena.request().pk), CHECK)
    for _ in range(2):
        desk_of_bohdan.post(of("tell", confirmed.pk), told(claim))

    (answer,) = read_case(olena.code).answers
    assert (answer.text, answer.said) == ("Його бачили.", "captive")


@pytest.mark.rule("R30")
def test_a_death_is_never_told_by_a_page(
    confirmed: Candidate,
    bohdan: User,
    olena: Family,
    desk_of_bohdan: Client,
    desk_of_daryna: Client,
) -> None:
    """It is no choice of the form; the page offers to ask the family to speak, which needs two."""
    dead = NewClaim(axis=Axis.FATE, said="dead", wording="…", fact_date=PartialDate(2024, 2))
    claim = enter_claim(dead, by=bohdan, mention=confirmed.pair.mention)
    desk_of_bohdan.post(of("relationship", olena.request().pk), CHECK)

    answer = desk_of_bohdan.post(of("tell", confirmed.pk), told(claim))
    assert of("speak", olena.request().pk) in answer.content.decode()
    assert not Answer.objects.exists()

    desk_of_bohdan.post(of("speak", olena.request().pk), {"wanted": "yes"})
    assert not read_case(olena.code).wants_a_call
    desk_of_daryna.post(of("speak", olena.request().pk), {"wanted": "yes"})
    assert read_case(olena.code).wants_a_call


@pytest.mark.rule("R7")
def test_a_source_that_is_not_public_is_no_basis(
    confirmed: Candidate, claim: Claim, olena: Family, source: Source, desk_of_bohdan: Client
) -> None:
    """The form says so beside the choice, and what was written stays."""
    Source.objects.filter(pk=source.pk).update(public=False)
    desk_of_bohdan.post(of("relationship", olena.request().pk), CHECK)

    page = desk_of_bohdan.post(of("tell", confirmed.pk), told(claim)).content.decode()

    assert "Це джерело не публічне" in page
    assert "Його бачили." in page
    assert not Answer.objects.exists()


def test_a_claim_is_entered_once_and_withdrawn_with_a_reason(
    found: Candidate, bohdan: User, daryna: User, olena: Family, desk_of_bohdan: Client
) -> None:
    """From the text to the case; without a reason it stays."""
    judge(found, Verdict.SAME, by=bohdan, version=0)
    confirm(found, by=daryna, version=1)
    opening = reverse("desk:open_candidate", kwargs={"thing": found.pk})
    desk_of_bohdan.post(opening, {"reason": "answer"})
    form = {"said": "captivity captive", "polarity": "asserted", "wording": "Потрапив у полон."}
    for _ in range(2):
        assert desk_of_bohdan.post(of("claim", found.pk), form).status_code == 302
    claim = Claim.objects.get()
    assert claim.reliability == "C"

    case = olena.request().pk
    url = reverse("desk:withdraw", kwargs={"pk": case, "claim": claim.pk})
    desk_of_bohdan.post(url)
    assert not ClaimWithdrawal.objects.exists()
    desk_of_bohdan.post(url, {"reason": "misread"})

    assert ClaimWithdrawal.objects.get().claim == claim


@pytest.mark.rule("E7")
def test_alive_needs_its_day(found: Candidate, desk_of_bohdan: Client) -> None:
    """A claim "alive" without a date is not taken."""
    opening = reverse("desk:open_candidate", kwargs={"thing": found.pk})
    desk_of_bohdan.post(opening, {"reason": "answer"})
    form = {"said": "fate alive", "polarity": "asserted", "wording": "Живий."}

    page = desk_of_bohdan.post(of("claim", found.pk), form).content.decode()

    assert "назвіть день" in page
    assert not Claim.objects.exists()


@pytest.mark.rule("E4", "E5")
def test_the_case_shows_status_claims_and_who_read_it(
    found: Candidate, bohdan: User, daryna: User, olena: Family, desk_of_bohdan: Client
) -> None:
    """Computed on its axes on a day, with what speaks against it, and the log of this case."""
    judge(found, Verdict.SAME, by=bohdan, version=0)
    confirm(found, by=daryna, version=1)
    enter_claim(CAPTIVE, by=bohdan, mention=found.pair.mention)
    denied = replace(CAPTIVE, wording="Не в полоні.", polarity=Polarity.DENIED)
    enter_claim(denied, by=daryna, mention=found.pair.mention)
    case = olena.request().pk
    desk_of_bohdan.post(reverse("desk:open_case", kwargs={"thing": case}), {"reason": "case_work"})

    today = desk_of_bohdan.get(of("case", case)).content.decode()
    before = desk_of_bohdan.get(of("case", case), {"on": "2024-01-01"}).content.decode()

    assert "повідомляють про полон" in today
    assert "суперечить" in today
    assert "Потрапив у полон." in today
    assert "підтверджено другою людиною" in today
    then, _heading, now = before.partition("Як це виглядає сьогодні")
    assert "повідомляють про полон" not in then
    assert "повідомляють про полон" in now
    assert LogEntry.objects.filter(event__verb="person_file.read").count() == 2


def test_the_sealed_part_is_a_file_for_another_machine(
    olena: Family, desk_of_bohdan: Client
) -> None:
    """Olena told no contacts: the page says so, and asks for a reason first."""
    url = of("sealed", olena.request().pk)
    assert desk_of_bohdan.post(url).headers["Location"] == of("case", olena.request().pk)
    assert not LogEntry.objects.filter(event__verb="request.taken_out").exists()
