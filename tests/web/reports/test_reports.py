"""Reports of witnesses, found people and teenagers: kept at the lowest trust."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.office import INTAKE_KEY, TOLD, Family, ask, search_all, staff

from homeward.errors import NotAllowed, Sealed, Stale
from homeward.seal.parcel import open_parcel
from homeward.web.access.log import Reason
from homeward.web.access.models import LogEntry, Office, User
from homeward.web.access.roles import Role
from homeward.web.evidence.models import Claim, EvidenceItem, Mention
from homeward.web.evidence.queries import claims_about, status_on
from homeward.web.matching.models import Pair
from homeward.web.matching.server import Matcher
from homeward.web.registry import sealing
from homeward.web.registry.actions import (
    cancel_withdrawal,
    destroy_contact,
    withdraw_request,
)
from homeward.web.registry.models import SoughtPerson, TracingRequest
from homeward.web.registry.models import State as CaseState
from homeward.web.registry.signals import request_erased
from homeward.web.registry.sweep import sweep
from homeward.web.registry.uploads import NewFile
from homeward.web.registry.weeks import this_week
from homeward.web.reports.actions import (
    ask_who_i_was,
    keep,
    keep_for_family,
    objected_by,
    report,
    set_aside,
    take_out,
)
from homeward.web.reports.models import Kind, Report, State, Wish
from homeward.web.reports.queries import sealed_parts
from homeward.web.reports.told import Told, UnusableReport
from homeward.web.review.models import Candidate

pytestmark = pytest.mark.django_db
HE = {"name": TOLD["name"], "birth_date": TOLD["birth_date"], "sex": "male"}
TEENAGER = {
    "name": "Смирнов Максим", "sex": "male", "birth_date": "2010-05-02", "event_date": "2022",
}  # fmt: skip
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f"
    b"\x15\xc4\x89\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00"
    b"IEND\xaeB`\x82"
)


def sighting(story: str = "Бачила в лікарні", **values: str) -> Told:
    return Told(Kind.SIGHTING, {**HE, "event_place": "Курськ", **values}, story=story)


@pytest.mark.rule("FLO-3")
def test_a_thousand_false_sightings_change_no_status(
    olena: Family, bohdan: User, matcher: Matcher, *, full: bool
) -> None:
    """They agree with each other, and still there is no claim, no candidate and no status."""
    search_all(matcher)
    before = status_on(claims_about(olena.person(), []), this_week())
    for number in range(10_000 if full else 12):
        report(sighting(f"Він загинув, я бачив {number}"))
    search_all(matcher)

    assert Pair.objects.filter(person=olena.person()).exists()  # they were compared
    assert not Claim.objects.exists()
    assert not Candidate.objects.exists()
    assert status_on(claims_about(olena.person(), []), this_week()) == before
    assert olena.request().state == CaseState.OPEN


@pytest.mark.rule("FLO-3")
def test_a_report_that_a_caseworker_keeps_becomes_a_candidate(
    olena: Family, bohdan: User, iryna: User, matcher: Matcher
) -> None:
    """The control of the rule; two people judge it like any other, and it is settled once."""
    row = report(sighting())
    search_all(matcher)
    with pytest.raises(NotAllowed):
        keep(row, by=iryna)
    keep(row, by=bohdan)
    search_all(matcher)

    (candidate,) = Candidate.objects.all()
    assert candidate.pair.person == olena.person()
    assert candidate.pair.mention.item.source.reliability == "E"
    with pytest.raises(Stale):
        set_aside(row, by=bohdan)
    later = ask(name=TOLD["name"], relationship="mother")
    search_all(matcher)
    assert Candidate.objects.filter(pair__person=later.person()).exists()


@pytest.mark.rule("FLO-4")
def test_the_same_words_a_hundred_times_are_one_task(
    olena: Family, bohdan: User, matcher: Matcher
) -> None:
    """Counted, not queued."""
    for _ in range(4):
        report(sighting())
    search_all(matcher)
    (row,) = Report.objects.visible_to(bohdan).queue()

    assert row.times == 4


@pytest.mark.rule("FLO-2")
def test_who_fits_somebody_sought_stands_first(
    olena: Family, bohdan: User, matcher: Matcher
) -> None:
    """Then who tells more: noise about nobody sinks."""
    for number in range(19):
        noise = {"name": f"Шумко Гаврило{number}", "birth_date": f"19{60 + number}"}
        report(sighting("…", **noise))
    genuine = report(sighting())
    search_all(matcher)

    assert Report.objects.visible_to(bohdan).queue()[0] == genuine


@pytest.mark.rule("R33", "R7")
@pytest.mark.parametrize(
    ("kind", "wish", "objects"),
    [
        (Kind.NOT_MISSING, "", True),
        (Kind.SOUGHT_HIMSELF, Wish.NOTHING, True),
        (Kind.SOUGHT_HIMSELF, Wish.ASK_FIRST, False),
        (Kind.SOUGHT_HIMSELF, Wish.TELL, False),
    ],
)
def test_whoever_objects_leaves_public_lines_at_once_and_stays_in_matching(
    kind: Kind, wish: str, olena: Family, bohdan: User, matcher: Matcher, *, objects: bool
) -> None:
    """Before anybody reviewed it; set aside, the case is as it was."""
    row = report(Told(kind, HE, wish=wish))
    search_all(matcher)

    expected = CaseState.OBJECTED if objects else CaseState.OPEN
    assert olena.request().state == expected
    assert SoughtPerson.objects.matched().filter(pk=olena.person().pk).exists()
    assert list(objected_by(row)) == ([olena.request()] if objects else [])
    set_aside(row, by=bohdan)
    assert olena.request().state == CaseState.OPEN


@pytest.mark.rule("R33", "R28")
def test_a_withdrawal_taken_back_does_not_forget_the_objection(
    office: Office, matcher: Matcher
) -> None:
    """The enquirer cannot undo what the found person said."""
    family = ask(second_word="калина")
    report(Told(Kind.NOT_MISSING, HE))
    search_all(matcher)
    withdraw_request(family.open(), "калина")
    cancel_withdrawal(family.open(), "калина")

    assert family.request().state == CaseState.OBJECTED


@pytest.mark.rule("R33")
def test_two_objections_fall_one_by_one(olena: Family, bohdan: User, matcher: Matcher) -> None:
    """As long as one stands, the case stays out of public lines."""
    first = report(Told(Kind.NOT_MISSING, HE))
    second = report(Told(Kind.NOT_MISSING, {**HE, "birth_date": "1991"}))
    search_all(matcher)
    set_aside(first, by=bohdan)
    assert olena.request().state == CaseState.OBJECTED
    set_aside(second, by=bohdan)
    assert olena.request().state == CaseState.OPEN


@pytest.mark.rule("R8", "R23")
def test_a_teenager_who_asks_is_worked_by_protection_officers_only(
    office: Office, bohdan: User, matcher: Matcher
) -> None:
    """A code, a case of his own, and a match with the family that looks for him."""
    family = ask(name="Гайовий Макар Денисович", birth_date="2010-05-02", category="child")
    told = Told(
        Kind.WHO_WAS_I,
        TEENAGER | {"other_names": "Гайовий Макар"},
        contact="через тітку",
    )
    filed = ask_who_i_was(told)
    sweep()
    search_all(matcher)
    officer = staff("olha", office, Role.PROTECTION_OFFICER)

    assert Family(filed.code).request().is_about_a_child()
    assert not Report.objects.visible_to(bohdan).exists()
    (row,) = Report.objects.visible_to(officer).queue()
    assert Pair.objects.filter(person=family.person(), mention__item=row.item).exists()
    assert not Pair.objects.visible_to(bohdan).exists()
    keep(row, by=officer)
    search_all(matcher)
    people = {one.pair.person for one in Candidate.objects.all()}
    assert people == {family.person()}  # and not the teenager's own request


@pytest.mark.rule("R8", "R28")
def test_what_a_teenager_asked_dies_with_his_request(office: Office, matcher: Matcher) -> None:
    """Its keys are destroyed; of a witness nothing is lost by that."""
    filed = ask_who_i_was(Told(Kind.WHO_WAS_I, TEENAGER))
    sweep()
    row = Report.objects.get()
    request = TracingRequest.objects.get(pk=filed.request)
    request_erased.send(sender=TracingRequest, request=request)

    row.refresh_from_db()
    assert (row.of_request, row.state) == (None, State.SET_ASIDE)
    for record in (row.item_id, *row.item.mentions.values_list("pk", flat=True)):
        with pytest.raises(Sealed):
            sealing.key_store().get(record.bytes, "matching")


def test_how_to_reach_a_witness_opens_in_the_office_only(
    olena: Family, bohdan: User, iryna: User
) -> None:
    """The contact and the picture: sealed as they came, taken out with a line in the log."""
    told = Told(Kind.SIGHTING, {**HE, "event_place": "Курськ"}, contact="+380 22")
    row = report(told, upload=NewFile("a.png", PNG))
    contact, picture = sealed_parts(row)

    parcel = take_out(row, contact.id, by=bohdan, reason=Reason.EVIDENCE_WORK)
    assert json.loads(open_parcel(parcel, INTAKE_KEY.private)) == {"report_contact": "+380 22"}
    parcel = take_out(row, picture.id, by=bohdan, reason=Reason.EVIDENCE_WORK)
    assert PNG in open_parcel(parcel, INTAKE_KEY.private)
    with pytest.raises(NotAllowed):
        take_out(row, contact.id, by=iryna, reason=Reason.EVIDENCE_WORK)
    with pytest.raises(Sealed):
        take_out(row, olena.request().pk, by=bohdan, reason=Reason.EVIDENCE_WORK)


@pytest.mark.rule("SEI-4")
def test_a_report_leaves_no_clock(office: Office) -> None:
    """Weeks only, and no line of the log."""
    row = report(sighting())

    assert row.in_week == row.item.entered_at.date() == this_week()
    assert not LogEntry.objects.exists()


@pytest.mark.rule("R5")
def test_what_a_family_keeps_is_compared_if_its_switch_is_on(
    olena: Family, matcher: Matcher, bohdan: User
) -> None:
    """Its text is searched for people; without the switch it is kept and no more."""
    text = "Розшукується Лосенко Остап Гнатович, 12.04.1991 р.н."
    kept = keep_for_family(olena.open(), text, address="https://example.org/1")
    assert Mention.objects.filter(item=kept.item).exists()
    assert kept.of_request == olena.request().pk
    off = ask(consents=frozenset({"courts"}))
    assert not keep_for_family(off.open(), text).item.mentions.exists()
    assert EvidenceItem.objects.filter(unreviewed=True).count() == 2


@pytest.mark.parametrize(
    ("told", "problems"),
    [
        (Told(Kind.SIGHTING, {}), {"name": "missing", "event_place": "missing"}),
        (
            Told(Kind.SOUGHT_HIMSELF, {"name": "🙂", "birth_date": "2099"}),
            {"name": "no_name", "birth_date": "in_the_future", "wish": "missing"},
        ),
        (Told(Kind.NOT_MISSING, HE, contact="x" * 4_001), {"contact": "too_long"}),
        (Told(Kind.SOUGHT_HIMSELF, HE, wish="everything"), {"wish": "no_choice"}),
    ],
)
def test_an_unusable_report_says_what_is_wrong_and_keeps_nothing(
    office: Office, told: Told, problems: dict[str, str]
) -> None:
    """All problems at once."""
    with pytest.raises(UnusableReport) as refused:
        report(told)

    assert refused.value.problems == problems
    assert not EvidenceItem.objects.exists()


@pytest.mark.rule("R28")
def test_what_a_family_keeps_as_a_file_dies_with_its_contacts(
    olena: Family, bohdan: User, data: Path
) -> None:
    """The post stays evidence; the picture that she took is destroyed with all she confided."""
    row = keep_for_family(olena.open(), "Розшукується", upload=NewFile("a.png", PNG))
    (part,) = sealed_parts(row)
    assert take_out(row, part.id, by=bohdan, reason=Reason.EVIDENCE_WORK)
    destroy_contact(olena.open())

    with pytest.raises(Sealed):
        take_out(row, part.id, by=bohdan, reason=Reason.EVIDENCE_WORK)
    assert not list((data / "uploads").iterdir())


@pytest.mark.parametrize("content", [b"no picture", b"MZ\x90\x00" * 50])
def test_a_file_that_is_none_is_refused(olena: Family, content: bytes) -> None:
    """What the name says does not count."""
    with pytest.raises(UnusableReport) as refused:
        keep_for_family(olena.open(), "…", upload=NewFile("photo.jpg", content))

    assert refused.value.problems == {"upload": "no_file"}
    assert not Report.objects.exists()
