"""E1-E7 of docs/rules.md, each as the rule reads."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from datetime import date
from itertools import count
from typing import Any

import pytest

from homeward.claims import (
    Axis,
    Claim,
    Evidence,
    Grade,
    Withdrawal,
    default_grade,
    live_claims,
    status,
    status_rules,
)
from homeward.claims.rules import UNKNOWN
from homeward.dates import PartialDate
from homeward.errors import BadInput
from homeward.records import Polarity

JUNE = date(2024, 6, 1)
numbers = count(1)


def claim(
    said: str, grade: str | None = None, *, source: str = "fellow_soldier", **more: Any
) -> Claim:
    """A claim about an invented person; everything not given is unremarkable."""
    axis = more.pop("axis", Axis.FATE)
    row = default_grade(source, axis)
    number = next(numbers)
    given: dict[str, Any] = {
        "id": f"c{number}",
        "subject": "p1",
        "axis": axis,
        "said": said,
        "evidence": Evidence(
            id=f"e{number}",
            kind=source,
            cluster=more.pop("cluster", f"k{number}"),
            said_on=more.pop("said_on", None),
            said_in_captivity=row.in_captivity,
        ),
        "grade": Grade.from_text(grade) if grade else row.grade,
        "entered_on": date(2024, 1, 10),
        "entered_by": "bohdan",
        "wording": "Бачив його живим.",
        "language": "uk",
        "fact_date": PartialDate(2024, 1, 5),
    }
    return Claim(**(given | more))


@pytest.mark.rule("E1")
def test_ten_reposts_are_one_source() -> None:
    """E1: ten claims of one origin cluster reach no more than one of them does."""
    one = claim("captive", axis=Axis.CAPTIVITY, cluster="post")
    ten = [claim("captive", axis=Axis.CAPTIVITY, cluster="post") for _ in range(10)]
    two = [one, claim("captive", axis=Axis.CAPTIVITY, cluster="cellmate")]

    assert status([one], on=JUNE)[Axis.CAPTIVITY].value == "reported_captured"
    assert status(ten, on=JUNE)[Axis.CAPTIVITY].value == "reported_captured"
    assert status(two, on=JUNE)[Axis.CAPTIVITY].value == "probable"


@pytest.mark.rule("E1")
def test_credibility_one_needs_two_origin_clusters() -> None:
    """E1: a grade 1 counts as 2 while all who say so go back to one origin."""
    reposts = [claim("alive", "B1", cluster="post") for _ in range(10)]
    independent = [*reposts, claim("alive", "B1", cluster="letter")]

    assert str(status(reposts, on=JUNE)[Axis.FATE].grade) == "B2"
    assert str(status(independent, on=JUNE)[Axis.FATE].grade) == "B1"


@pytest.mark.rule("E1")
def test_icrc_confirmation_stands_alone() -> None:
    """A1 is the default grade of a written confirmation of the ICRC, though it is one source."""
    confirmed = claim("captive", source="icrc_confirmation", axis=Axis.CAPTIVITY)

    found = status([confirmed], on=JUNE)[Axis.CAPTIVITY]

    assert (found.value, str(found.grade)) == ("confirmed_by_icrc", "A1")


@pytest.mark.rule("E2")
def test_claim_holds_all_that_the_rule_asks_for() -> None:
    """E2: every part of a claim has a field of its own."""
    needed = {
        "subject", "axis", "said", "fact_date", "entered_on", "evidence", "grade", "place",
        "place_precision", "wording", "language", "entered_by", "supersedes", "contradicts",
    }  # fmt: skip

    assert needed <= {field.name for field in fields(Claim)}
    assert "said_on" in {field.name for field in fields(Evidence)}


@pytest.mark.rule("E3")
def test_claim_is_never_edited() -> None:
    """E3: another grade is a new claim that supersedes the old one."""
    old = claim("alive")
    new = old.regraded(Grade.from_text("E6"), id="later", on=date(2024, 2, 1), by="iryna")

    with pytest.raises(FrozenInstanceError):
        old.said = "dead"  # type: ignore[misc]
    assert new.supersedes == old.id
    assert live_claims([old, new], on=JUNE) == [new]
    assert live_claims([old, new], on=date(2024, 1, 31)) == [old]


@pytest.mark.rule("E3")
def test_claim_is_withdrawn_with_a_reason() -> None:
    """E3: a withdrawal without a reason is refused; with one, the claim counts no more."""
    alive = claim("alive")
    with pytest.raises(BadInput, match="reason"):
        Withdrawal(claim=alive.id, on=JUNE, by="bohdan", reason=" ")
    taken_back = Withdrawal(claim=alive.id, on=JUNE, by="bohdan", reason="another man")

    assert status([alive], on=JUNE, withdrawals=[taken_back])[Axis.FATE].value == "unknown"


@pytest.mark.rule("E4")
def test_past_date_gives_that_days_answer() -> None:
    """E4: what was entered or withdrawn later does not change the answer for an earlier day."""
    reported = claim("dead", "C3", entered_on=date(2024, 3, 1))
    alive = claim("alive", entered_on=date(2024, 4, 1), fact_date=PartialDate(2024, 3, 20))
    gone = Withdrawal(claim=reported.id, on=date(2024, 5, 1), by="bohdan", reason="a namesake")
    values = [
        status([reported, alive], on=day, withdrawals=[gone])[Axis.FATE]
        for day in (date(2024, 2, 1), date(2024, 3, 15), date(2024, 4, 15), date(2024, 5, 15))
    ]

    assert [found.value for found in values] == [
        "unknown", "dead_reported", "sign_of_life", "sign_of_life",
    ]  # fmt: skip
    assert [found.contradicted for found in values] == [False, False, True, False]


@pytest.mark.rule("E5")
def test_contradictions_are_shown() -> None:
    """E5: a report of death does not vanish behind a later sign of life."""
    dead = claim("dead", "B2", fact_date=PartialDate(2024, 1, 2))
    alive = claim("alive", fact_date=PartialDate(2024, 2, 2))

    found = status([dead, alive], on=JUNE)[Axis.FATE]

    assert found.value == "sign_of_life"
    assert found.against == (dead.id,)
    assert "contradicted" in {reason.code for reason in found.reasons}


@pytest.mark.rule("E5")
def test_one_after_the_other_is_no_contradiction() -> None:
    """Alive in January and reported dead in May can both be true."""
    alive = claim("alive")
    dead = claim("dead", "C3", fact_date=PartialDate(2024, 5))

    assert not status([alive, dead], on=JUNE)[Axis.FATE].contradicted


@pytest.mark.rule("E5")
def test_denial_is_shown() -> None:
    """E5: "we do not hold him" stands beside "he is held"."""
    held = claim("captive", "B2", axis=Axis.CAPTIVITY, source="returned_prisoner")
    denial = claim("captive", "B3", axis=Axis.CAPTIVITY, polarity=Polarity.DENIED)

    found = status([held, denial], on=JUNE)[Axis.CAPTIVITY]

    assert (found.value, found.against) == ("probable", (denial.id,))


@pytest.mark.rule("E6")
def test_statement_made_in_captivity_is_flagged() -> None:
    """E6: a video from captivity shows a sign of life; the flag stays on claim and status."""
    video = claim("alive", source="official_video")
    words = claim("seen", source="official_video", axis=Axis.WHEREABOUTS)

    found = status([video, words], on=JUNE)

    assert video.coerced
    assert words.coerced
    assert found[Axis.FATE].value == "sign_of_life"
    assert "said_in_captivity" in {reason.code for reason in found[Axis.FATE].reasons}
    assert found[Axis.WHEREABOUTS].value == "unknown"  # what he says there moves nothing


@pytest.mark.rule("E7")
def test_alive_is_a_sign_of_life_on_a_date() -> None:
    """E7: the status gives the date and its age in days."""
    found = status([claim("alive")], on=date(2024, 1, 15))[Axis.FATE]

    assert (found.value, str(found.as_of), found.age_days) == ("sign_of_life", "2024-01-05", 10)


@pytest.mark.rule("E7")
def test_alive_without_a_date_is_no_sign_of_life() -> None:
    """E7: without a date of fact or source, "alive" says nothing and is said to say nothing."""
    found = status([claim("alive", "A2", fact_date=None)], on=JUNE)[Axis.FATE]

    assert found.value == "unknown"
    assert "alive_without_date" in {reason.code for reason in found.reasons}


@pytest.mark.rule("FLO-3")
def test_many_false_sightings_change_nothing() -> None:
    """FLO-3: unverified sources, however many agree, move no status."""
    flood = [claim("dead", source="anonymous_post") for _ in range(10_000)]

    found = status(flood, on=JUNE)[Axis.FATE]

    assert (found.value, found.reasons[0].code) == ("unknown", "only_weak_claims")


@pytest.mark.rule("FLO-3")
def test_confirmed_death_needs_two_people() -> None:
    """FLO-3: two good sources are a report of death until two people have decided."""
    sources = [claim("dead", "B2", reviewed_by=frozenset({"bohdan"})) for _ in range(2)]
    decided = [claim("dead", "B2", reviewed_by=frozenset({"bohdan", "iryna"})) for _ in range(2)]

    assert status(sources, on=JUNE)[Axis.FATE].value == "dead_reported"
    assert status(decided, on=JUNE)[Axis.FATE].value == "dead_confirmed"


@pytest.mark.rule("E5")
@pytest.mark.parametrize(
    ("seen", "contradicted"),
    [(PartialDate(2024, 3), True), (None, True), (PartialDate(2023, 12), False)],
)
def test_a_death_and_a_later_sign_of_life_are_shown_on_both_axes(
    *, seen: PartialDate | None, contradicted: bool
) -> None:
    """E5: who is reported dead and was seen after that, or nobody knows when, is both."""
    dead = claim("dead")
    held = claim("held", axis=Axis.WHEREABOUTS, fact_date=seen)

    found = status([dead, held], on=JUNE)

    assert (found[Axis.FATE].value, found[Axis.WHEREABOUTS].value) == ("dead_reported", "held_by")
    assert (held.id in found[Axis.FATE].against) is contradicted
    assert (dead.id in found[Axis.WHEREABOUTS].against) is contradicted
    codes = {reason.code for reason in found[Axis.FATE].reasons}
    assert ("contradicted" in codes) is contradicted


def test_missing_by_law_until_return() -> None:
    """The legal status of a missing person ends with the return and not before."""
    missing = claim("missing", "A2", axis=Axis.LEGAL)
    ended = claim("none", "A2", axis=Axis.LEGAL, fact_date=PartialDate(2024, 2))
    back = claim("released", "B2", axis=Axis.CAPTIVITY, fact_date=PartialDate(2024, 2))

    kept = status([missing, ended], on=JUNE)[Axis.LEGAL]
    over = status([missing, ended, back], on=JUNE)[Axis.LEGAL]

    assert kept.value == "missing_special_circumstances"
    assert "stays_until_return" in {reason.code for reason in kept.reasons}
    assert (over.value, over.also) == ("none", ())


def test_several_legal_states_hold_at_once() -> None:
    """A man may be missing by law and prosecuted by those who hold him."""
    both = [claim("missing", "A2", axis=Axis.LEGAL), claim("prosecuted", "B2", axis=Axis.LEGAL)]

    found = status(both, on=JUNE)[Axis.LEGAL]

    assert {found.value, *found.also} == {
        "missing_special_circumstances", "prosecuted_by_detaining_state",
    }  # fmt: skip
    assert not found.contradicted


def test_without_claims_nothing_is_known() -> None:
    """Every axis has a value and a reason even where nothing was said."""
    found = status([], on=JUNE)

    assert {axis: found[axis].value for axis in Axis} == UNKNOWN
    assert all(found[axis].reasons for axis in Axis)


@pytest.mark.parametrize("rule", status_rules(), ids=lambda rule: f"{rule.axis}-{rule.status}")
def test_every_row_of_the_table_can_apply(rule: Any) -> None:
    """No row is hidden behind an earlier one: claims that just satisfy it give its status."""
    just = [
        claim(
            rule.said,
            str(rule.grade),
            axis=rule.axis,
            source=rule.source or "family",
            reviewed_by=frozenset(f"officer{n}" for n in range(rule.reviewers)),
        )
        for _ in range(rule.clusters)
    ]

    found = status(just, on=JUNE)[rule.axis]

    assert (found.value, found.reasons[0].code) == (rule.status, rule.reason)
