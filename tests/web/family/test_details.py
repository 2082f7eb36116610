"""What may be told beyond the five steps."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from tests.office import INTAKE_KEY, MATCHER_KEY, search_all
from tests.web.family.pages import STEPS, begin, page, steps

from homeward.web.access.fields import FIELDS, Part
from homeward.web.access.models import LogEntry, Office
from homeward.web.evidence.models import Claim
from homeward.web.family.details import DETAILS
from homeward.web.family.papers import fingerprint
from homeward.web.family.steps import STEPS as FORMS
from homeward.web.matching.records import record_of_person, told_of
from homeward.web.matching.server import Matcher
from homeward.web.registry import sealing
from homeward.web.registry.codes import open_case
from homeward.web.registry.models import SoughtPerson, TracingRequest
from homeward.web.registry.sealing import opened

pytestmark = pytest.mark.django_db
CHILD = {"name": "Лосенко Марта", "sex": "female", "birth_year": "2015", "relationship": "mother"}
NEWS = {"event_month": "2", "event_year": "2024"}


@pytest.fixture
def code(client: Client, office: Office) -> str:
    """All five steps are done, and the list of pages is open."""
    code = begin(client)
    steps(client, {}, {}, {}, {}, {"more": "1"})
    return code


def add(client: Client, page: str, **typed: str) -> str:
    """Fill in one page; where it leads."""
    return str(client.post(f"/uk/new/more/{page}/", typed)["Location"])


def send(client: Client, code: str) -> TracingRequest:
    client.post("/uk/new/send/")
    return open_case(code).request


def told(person: SoughtPerson) -> dict[str, str]:
    return told_of(person.statements.all(), MATCHER_KEY.private)


def confided(request: TracingRequest) -> dict[str, object]:
    return opened(request.pk, Part.CONFIDENCE, bytes(request.confidence or b""), INTAKE_KEY.private)


def test_every_field_that_a_family_may_tell_has_its_input() -> None:
    """The table of fields and the pages do not drift apart."""
    asked = {name for form in (*FORMS, *DETAILS.values()) for name in form.fields_told}
    rows = list(FIELDS)
    tellable = set(rows[: rows.index("language")])  # what comes after is of the request and sources
    assert tellable - asked == {"upload"}  # handed in as files
    assert asked <= tellable


def test_what_is_added_is_sealed_where_the_table_says(client: Client, code: str) -> None:
    """Names for the matcher, the rest for the office alone."""
    assert add(client, "1/a", call_sign="Лось", mothers_maiden_name="Бук") == "/uk/new/more/"
    add(client, "1/b", marks="шрам на лівій руці", health_needs="інсулін")
    add(client, "1/e", companions="двоє з тієї ж роти")
    add(client, "1/h", filed_elsewhere="МКЧХ 0000")
    request = send(client, code)

    seen, secret = told(request.sought.get()), confided(request)
    assert (seen["call_sign"], seen["marks"]) == ("Лось", "шрам на лівій руці")
    assert "health_needs" not in seen
    assert secret["health_needs"] == "інсулін"
    assert secret["mothers_maiden_name"] == "Бук"
    assert secret["filed_elsewhere"] == "МКЧХ 0000"


@pytest.mark.rule("R25")
def test_brothers_and_sisters_are_one_group(client: Client, code: str) -> None:
    """Several people in one request; each keeps what was told of him alone."""
    client.post("/uk/new/more/add/")
    add(client, "2/w", **CHILD, **NEWS)
    add(client, "2/g", institution="Будинок дитини", who_took="люди у формі")
    add(client, "3/w", **{**CHILD, "name": "Лосенко Гордій", "sex": "male"}, **NEWS)
    add(client, "3/b", health_needs="астма")
    request = send(client, code)

    people = list(request.sought.all())
    records = [record_of_person(person, told(person)) for person in people]
    assert len(people) == 3
    assert {record.group for record in records} == {str(request.pk)}
    others = confided(request)["others"]
    assert others == [
        {"person": 2, "who_took": "люди у формі"},
        {"person": 3, "health_needs": "астма"},
    ]
    assert "health_needs" not in confided(request)
    assert sorted(person.category for person in people) == ["child", "child", "unknown"]


def test_one_more_person_is_lost_with_the_first_unless_told_otherwise(
    client: Client, code: str
) -> None:
    """Date, place and relationship are filled in beforehand; he can be taken out again."""
    location = client.post("/uk/new/more/add/")["Location"]
    assert location == "/uk/new/more/2/w/"
    assert 'value="2024"' in page(client, location)
    add(client, "2/w", **CHILD, **NEWS)
    assert "Лосенко Марта" in page(client, "/uk/new/more/")
    client.post("/uk/new/more/drop/2/")

    assert "Лосенко Марта" not in page(client, "/uk/new/more/")
    assert client.get("/uk/new/more/2/a/").status_code == 404
    assert client.get("/uk/new/more/9/w/").status_code == 404
    assert send(client, code).sought.count() == 1


def test_an_added_page_that_is_wrong_holds_the_request_back(client: Client, code: str) -> None:
    """It says what is wrong, and sending leads to it."""
    assert add(client, "1/g", left_year="2199") == "/uk/new/more/1/g/"
    assert 'id="errors"' in page(client, "/uk/new/more/1/g/")
    assert client.post("/uk/new/send/")["Location"] == "/uk/new/more/1/g/"
    add(client, "1/g", left_year="2022", left_month="9")

    assert confided(send(client, code))["date_left"] == "2022-9"


def test_of_a_paper_a_fingerprint_and_two_signs_are_kept(
    client: Client, code: str, data: Path
) -> None:
    """From the moment it is typed; the page shows the two signs, the office no more than that."""
    add(client, "1/d", kind="tax", number="31 234 567-89")
    text = unescape(page(client, "/uk/new/more/1/d/"))
    assert "89" in text
    assert "3123456789" not in text
    assert "31 234" not in text
    add(client, "1/d", kind="passport", number="АВ 123456")
    secret = str(confided(send(client, code))["identifiers"])

    assert secret.splitlines() == [
        fingerprint("tax", "3123456789"),
        fingerprint("passport", "ав123456"),
    ]
    assert "3123456789" not in json.dumps(secret)


def test_the_fingerprint_is_this_sites_own(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same number elsewhere gives another one."""
    here = fingerprint("tax", "3123456789")
    other = sealing.Instance(b"another instance", MATCHER_KEY.public, INTAKE_KEY.public)
    monkeypatch.setattr("homeward.web.family.papers.sealing.instance", lambda: other)

    assert here
    assert fingerprint("tax", "3123456789") != here
    assert not fingerprint("tax", "12")


@pytest.mark.rule("E1", "SEI-4")
def test_what_the_family_believes_is_a_claim_of_the_family(
    client: Client, code: str, matcher: Matcher
) -> None:
    """Graded as a family's word, sealed, without a clock; no line of the log tells of it."""
    add(client, "1/f", belief_kind="captive", belief="Подзвонив чоловік і сказав, що він у полоні")
    person = send(client, code).sought.get()
    claim = Claim.objects.get()
    search_all(matcher)

    assert (claim.person, claim.axis, claim.said) == (person, "captivity", "captive")
    assert claim.source.kind == "family"
    assert (claim.reliability, claim.credibility) == ("C", 3)
    assert not claim.entered_by.is_active
    assert (claim.entered_at.weekday(), claim.entered_at.hour) == (0, 0)
    assert not LogEntry.objects.exists()
    values = opened(claim.pk, Part.MATCHING, bytes(claim.body), MATCHER_KEY.private)
    assert str(values["claim_wording"]).startswith("Подзвонив")
    assert "belief" not in told(person)


def test_words_without_a_kind_stay_with_the_person(client: Client, code: str) -> None:
    """Nothing that was typed is dropped."""
    add(client, "1/f", belief="Не знаю, що думати")
    person = send(client, code).sought.get()

    assert told(person)["belief"] == "Не знаю, що думати"
    assert not Claim.objects.exists()


def test_going_back_to_the_steps_and_on(client: Client, code: str) -> None:
    """What was added stays when a step is changed."""
    add(client, "1/b", marks="шрам")
    client.post("/uk/new/1/", {**STEPS[0], "birth_year": "1990"})
    assert told(send(client, code).sought.get())["marks"] == "шрам"


@pytest.mark.rule("R28")
def test_of_a_child_its_own_page_stands_first(client: Client, office: Office) -> None:
    """And none of service; whoever brings the code reads from the list what it always is."""
    code = begin(client)
    steps(client, {"birth_year": "2015"}, {}, {}, {}, {"more": "1"})
    other = Client()
    other.post("/uk/read/", {"code": code})

    assert pages_of_first(page(client, "/uk/new/more/")) == "gabdef"
    assert pages_of_first(page(other, "/uk/new/on/")) == ""
    assert pages_of_first(page(other, "/uk/new/more/")) == "abcdefg"


def pages_of_first(text: str) -> str:
    """Letters of the pages about the first person, in the order in which they stand."""
    return "".join(re.findall(r"/new/more/1/([a-g])/", text))
