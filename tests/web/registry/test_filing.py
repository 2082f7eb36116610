"""Filing a request."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from tests.office import TOLD, Family, ask, filing

from homeward.errors import BadInput
from homeward.seal.codes import new_code, read_code
from homeward.web.access.models import LogEntry, Office
from homeward.web.registry import filings
from homeward.web.registry.actions import file_request
from homeward.web.registry.codes import NoSuchCase, open_case
from homeward.web.registry.filing import Filing, UnusableFiling, check
from homeward.web.registry.models import Consent, SoughtPerson, Statement, TracingRequest
from homeward.web.registry.purposes import Purpose
from homeward.web.registry.sweep import NotSetUp, sweep
from homeward.web.registry.weeks import this_week


@pytest.mark.rule("R1")
def test_six_things_are_enough(office: Office) -> None:
    """Name, sex, birth year, relationship, last news, one consent: that is a whole request."""
    six = {name: TOLD[name] for name in ("name", "sex", "relationship")}
    six |= {"birth_date": "1991", "event_date": "2024-02"}

    filed = file_request(Filing((six,), "ru", consents=frozenset({Purpose.MATCH})))

    assert read_code(filed.code)
    assert filed.ends_in_week > this_week() + timedelta(weeks=51)


@pytest.mark.rule("R2")
def test_no_document_unit_or_telephone_is_demanded() -> None:
    """What is demanded is what the rule lists and nothing else."""
    with pytest.raises(UnusableFiling) as refusal:
        check(Filing(({},), "uk"))

    assert refusal.value.problems == {
        "name": "missing",
        "sex": "missing",
        "birth_date": "missing",
        "relationship": "missing",
        "event_date": "missing",
        "consents": "no_consent",
    }


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("birth_date", "1991-13", "no_date"),
        ("birth_date", "весна", "no_date"),
        ("birth_date", "2150", "in_the_future"),
        ("birth_date", "33@2024-02-17", ""),
        ("event_date", "2149-01-01", "in_the_future"),
        ("event_date", "1990", "before_birth"),
        ("event_date", "33@2024-02-17", "no_date"),
        ("name", "🌻🌻🌻", "no_name"),
        ("name", "О" * 201, "too_long"),
        ("sex", "unknown", "no_choice"),
        ("relationship", "creditor", "no_choice"),
        ("category", "hostage", "no_choice"),
        ("price", "100", "unknown_field"),
        ("answer", "text", "unknown_field"),
    ],
)
def test_what_is_wrong_is_named_by_field(field: str, value: str, problem: str) -> None:
    """The page can put a sentence beside the field; the error itself repeats no value."""
    if not problem:
        check(filing(**{field: value}))
        return

    with pytest.raises(UnusableFiling) as refusal:
        check(filing(**{field: value}))
    assert refusal.value.problems == {field: problem}
    assert value not in str(refusal.value)


def test_a_filing_that_cannot_be_used_keeps_nothing(office: Office) -> None:
    """Either everything is stored or nothing."""
    with pytest.raises(BadInput):
        file_request(filing(birth_date="spring"))

    assert not filings.waiting()


@pytest.mark.rule("SEI-4")
def test_a_filing_tells_no_time(office: Office) -> None:
    """No clock, no job, no line in the log; the file's time is the week's beginning."""
    file_request(filing())

    (_, body) = filings.waiting()[0]
    assert f'"week":"{this_week().isoformat()}"'.encode() in body
    changed = datetime.fromtimestamp(filings.path().stat().st_mtime, tz=UTC)
    assert changed == datetime.combine(this_week(), time.min, tzinfo=UTC)
    assert not LogEntry.objects.exists()
    assert not TracingRequest.objects.exists()


@pytest.mark.rule("SEI-4")
def test_the_sweep_forgets_the_order(office: Office) -> None:
    """Filings are moved in the order of their random ids, and their file is empty afterwards."""
    codes = [file_request(filing()).code for _ in range(6)]
    by_id = [lookup_id for lookup_id, _ in filings.waiting()]
    assert by_id == sorted(by_id)

    assert sweep() == 6

    assert not filings.waiting()
    assert not any(lookup_id in filings.path().read_bytes() for lookup_id in by_id)
    assert {open_case(code).request.pk for code in codes} == set(
        TracingRequest.objects.values_list("pk", flat=True)
    )


def test_a_sweep_that_was_killed_half_way_is_repeated(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after the main database took them and before the file forgot: nothing doubles."""
    file_request(filing())

    def killed(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(filings, "remove", killed)
        with pytest.raises(KeyboardInterrupt):
            sweep()

    assert sweep() == 0
    assert TracingRequest.objects.count() == SoughtPerson.objects.count() == 1
    assert Statement.objects.count() == Consent.objects.count() == 1
    assert not filings.waiting()


def test_without_an_office_filings_wait(db: None) -> None:
    """Nothing is lost while the site is not set up."""
    file_request(filing())

    with pytest.raises(NotSetUp):
        sweep()
    assert len(filings.waiting()) == 1


def test_her_code_opens_her_case_before_the_sweep(office: Office) -> None:
    """She may come back a minute later."""
    code = file_request(filing()).code

    assert open_case(code).request.language == "uk"


def test_a_code_given_beforehand_is_used(office: Office) -> None:
    """The code may be shown before the first personal field."""
    code = new_code()
    assert file_request(filing(), code=code).code == code
    assert open_case(code.replace(" ", "-"))


@pytest.mark.rule("ENU-1")
def test_any_wrong_code_gives_one_answer(olena: Family) -> None:
    """Unknown, mistyped, too short or no digits: the same error with the same words."""
    digits = read_code(olena.code)
    mistyped = digits[:-1] + str((int(digits[-1]) + 1) % 10)
    texts = set()
    for wrong in (new_code(), mistyped, "12345", "калина"):
        with pytest.raises(NoSuchCase) as refusal:
            open_case(wrong)
        texts.add(str(refusal.value))

    assert len(texts) == 1


@pytest.mark.rule("ENU-2")
def test_ids_tell_no_number(office: Office) -> None:
    """Ids are random: they do not count cases."""
    ids = [ask().request().pk for _ in range(3)]

    assert all(request_id.version == 4 for request_id in ids)
    assert ids != sorted(ids) or len({request_id.bytes[:4] for request_id in ids}) == 3


def test_several_people_in_one_request(office: Office, data: object) -> None:
    """One enquirer may look for brothers."""
    people = (TOLD, TOLD | {"name": "Лосенко Гнат Гнатович", "birth_date": "1993"})
    code = file_request(Filing(people, "uk", consents=frozenset({Purpose.MATCH}))).code

    assert open_case(code).request.sought.count() == 2
