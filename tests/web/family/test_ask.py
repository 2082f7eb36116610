"""Asking, page by page."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from tests.office import TOLD
from tests.web.family.pages import STEPS, ask, code_on, in_ukrainian, page

from homeward.web.access import fields
from homeward.web.access.fields import Audience, Field
from homeward.web.access.models import Office
from homeward.web.family.audience import who_sees
from homeward.web.family.forms import STEPS as FORMS
from homeward.web.registry.models import TracingRequest
from homeward.web.registry.purposes import Purpose
from homeward.web.registry.sweep import sweep
from homeward.web.review.queries import read_case

pytestmark = pytest.mark.django_db


@pytest.mark.rule("R1", "R2")
@pytest.mark.parametrize("language", ["uk", "ru", "en"])
def test_the_least_is_enough(client: Client, office: Office, language: str) -> None:
    """Name, sex, year of birth, relationship, month of the last news, one switch: that is valid."""
    code = ask(client, language=language)

    read = read_case(code)
    assert read.language == language
    assert read.consents == {Purpose.MATCH}


@pytest.mark.rule("R1")
@pytest.mark.parametrize("age", ["34", "30-35"])
def test_an_age_does_for_a_birth_date(client: Client, office: Office, age: str) -> None:
    """Whoever does not know the year writes about how old the person is."""
    code = ask(client, {"birth_year": "", "birth_age": age})
    assert read_case(code).searching


@pytest.mark.rule("R2")
def test_nothing_more_is_demanded(client: Client) -> None:
    """Empty pages name only what R1 lists; no document, unit or number is among it."""
    demanded = set()
    for number, form in enumerate(FORMS, start=1):
        demanded |= set(form({}).errors)
        client.post(f"/uk/new/{number}/", STEPS[number - 1])

    assert demanded == {"name", "sex", "birth_year", "relationship", "event_year", "match"}


@pytest.mark.rule("R3")
@pytest.mark.parametrize("language", ["uk", "ru", "en"])
def test_each_field_says_who_will_see_it(client: Client, language: str) -> None:
    """The sentence stands before the input, and comes from the one table."""
    for number, form in enumerate(FORMS, start=1):
        text = unescape(page(client, f"/{language}/new/{number}/"))
        for name in form.fields_told:
            with translation.override(language):
                sentence = who_sees(name)
            inputs = form.shown_at.get(name, name)
            assert sentence in text.partition(f'name="{inputs}"')[0].rpartition("<label")[0] or (
                sentence in text.partition(f'name="{inputs}"')[0].rpartition("</fieldset>")[2]
            )
        client.post(f"/{language}/new/{number}/", STEPS[number - 1])


@pytest.mark.rule("R3", "R9")
def test_who_will_see_follows_the_table(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: another audience in the table is another sentence on the page."""
    row = fields.FIELDS["name"]
    wider = Field("name", row.part, row.tier, row.audiences | {Audience.VOLUNTEER}, needed=True)
    before = page(client, "/uk/new/1/")
    monkeypatch.setitem(fields.FIELDS, "name", wider)

    assert in_ukrainian("volunteers") not in before
    assert in_ukrainian("volunteers") in page(client, "/uk/new/1/")


@pytest.mark.rule("R4")
def test_each_permission_is_a_switch_of_its_own_and_off(client: Client, office: Office) -> None:
    """Nothing is allowed that was not turned on."""
    for number in (1, 2, 3):
        client.post(f"/uk/new/{number}/", STEPS[number - 1])
    text = page(client, "/uk/new/4/")

    switches = re.findall(r'<input type="checkbox" name="(\w+)"([^>]*)>', text)
    assert [name for name, _ in switches] == Purpose.values
    assert not [name for name, rest in switches if "checked" in rest]
    client.post("/uk/new/4/", {"match": "on", "courts": "on"})
    code = code_on(page(client, "/uk/new/code/"))
    assert read_case(code).consents == {Purpose.MATCH, Purpose.COURTS}


WRONG = [
    (1, {"name": ""}, "Write the name, as much of it as you know."),
    (1, {"name": "😀😀"}, "Write the name in letters."),
    (1, {"birth_year": "2199"}, "There is no such date or age. The year alone is enough."),
    (1, {"birth_year": "2100"}, "This birth date is in the future. Check the year."),
    (1, {"birth_year": "", "birth_age": "old"},
     "There is no such date or age. The year alone is enough."),
    (1, {"birth_year": "", "birth_age": "30", "birth_day": "4"},
     "With a day or a month write the year too, or the age only."),
    (1, {"birth_month": "2", "birth_day": "30"},
     "There is no such date or age. The year alone is enough."),
    (1, {"name": "а" * 300}, "This is too long. Shorten it a little."),
    (1, {"sex": "neither"}, "Choose one of the answers."),
    (2, {"relationship": ""}, "Choose who you are to this person."),
    (3, {"event_year": ""}, "Write at least the year of the last news."),
    (3, {"event_year": "1980"}, "This is before the birth date that you wrote. Check both."),
    (4, {"match": ""}, "Turn on at least one switch: without any we may do nothing."),
]  # fmt: skip


@pytest.mark.parametrize(("number", "typed", "sentence"), WRONG)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    client: Client, office: Office, number: int, typed: dict[str, str], sentence: str
) -> None:
    """A sentence beside the field and one on top that leads to it; what was typed stands there."""
    for before in range(1, number):
        client.post(f"/uk/new/{before}/", STEPS[before - 1])
    more = {"other_names": "Лось", "contact": "+380 00", "event_place": "Лозове"}
    sent = STEPS[number - 1] | more | typed
    response = client.post(f"/uk/new/{number}/", sent)
    text = page(client, f"/uk/new/{number}/")

    assert (response.status_code, response["Location"]) == (302, f"/uk/new/{number}/")
    assert unescape(text).count(in_ukrainian(sentence)) == 2
    links = re.findall(
        r'<a href="#([^"]+)">', text.partition('id="errors"')[2].partition("</ul")[0]
    )
    assert links
    assert all(f'id="{link}"' in text for link in links)
    for name, told in sent.items():
        if f'name="{name}"' in text and name not in {"sex", "relationship", "match"}:
            assert not told or told in text


def test_going_back_keeps_what_was_typed(client: Client) -> None:
    """ "Back" takes an unfinished page along and says nothing about it."""
    client.post("/uk/new/1/", STEPS[0])
    response = client.post("/uk/new/2/", {"contact": "сусідка", "back": "1"})

    assert response["Location"] == "/uk/new/1/"
    assert TOLD["name"] in page(client, "/uk/new/1/")
    again = page(client, "/uk/new/2/")
    assert "сусідка" in again
    assert 'id="errors"' not in again


def test_a_page_in_the_middle_leads_to_the_first_that_lacks_something(client: Client) -> None:
    """Without a draft there is nothing to go on with; what was typed on a later page is kept."""
    assert client.get("/uk/new/3/")["Location"] == "/uk/new/1/"
    assert client.post("/uk/new/3/", STEPS[2])["Location"] == "/uk/new/1/"
    client.post("/uk/new/1/", STEPS[0])
    assert "2024" in page(client, "/uk/new/3/")
    assert client.get("/uk/new/5/").status_code == 404
    assert client.get("/uk/new/code/")["Location"] == "/uk/read/"


def test_the_last_page_sent_twice_files_once(client: Client, office: Office, data: Path) -> None:
    """In a row, and at once from two clicks: one request, one code."""
    for number in (1, 2, 3):
        client.post(f"/uk/new/{number}/", STEPS[number - 1])
    before = (data / "visits.db").read_bytes()
    first = client.post("/uk/new/4/", STEPS[3])
    code = code_on(page(client, "/uk/new/code/"))
    again = client.post("/uk/new/4/", STEPS[3])
    (data / "visits.db").write_bytes(before)  # the second click saw the draft, too
    at_once = client.post("/uk/new/4/", STEPS[3])

    assert first["Location"] == again["Location"] == at_once["Location"] == "/uk/new/code/"
    assert code_on(page(client, "/uk/new/code/")) == code
    sweep()
    assert TracingRequest.objects.count() == 1


@pytest.mark.rule("WEB-4", "SEI-1", "SEI-4")
def test_a_draft_is_readable_nowhere(client: Client, data: Path) -> None:
    """Not in an address, not in the cookie, not in the file; and the file has no clock."""
    responses = [client.post("/uk/new/1/", STEPS[0]), client.post("/uk/new/2/", STEPS[1])]

    assert [one["Location"] for one in responses] == ["/uk/new/2/", "/uk/new/3/"]
    stored = b"".join(path.read_bytes() for path in data.glob("visits.db*"))
    assert b"INTEGER" not in stored  # columns: id, week, body
    for word in (*TOLD["name"].split(), "mother", "1991"):
        marks = (word.encode(), word.encode("utf-16-le"), ascii(word).strip("'").encode())
        assert not [mark for mark in marks if mark in stored]
        assert word not in str(client.cookies["visit"].value)


@pytest.mark.rule("R28")
def test_the_code_is_shown_only_in_the_visit_that_filed(client: Client, office: Office) -> None:
    """Reloading is harmless; after closing nobody gets it again."""
    code = ask(client)
    assert code_on(page(client, "/uk/new/code/")) == code
    kept = client.cookies["visit"].value

    client.post("/uk/close/")
    client.cookies["visit"] = kept

    assert client.get("/uk/new/code/")["Location"] == "/uk/read/"


@pytest.mark.rule("R27")
def test_the_code_stands_with_its_end_date(client: Client, office: Office) -> None:
    """Twelve months, in words."""
    code = ask(client, language="en")
    ends = read_case(code).ends_in_week

    assert f"until {ends.day} {ends:%B %Y}" in page(client, "/en/new/code/")


def test_without_the_matcher_filing_works_and_the_page_says_that_matching_waits(
    client: Client, office: Office
) -> None:
    """Nothing is lost: the sentence is on the page of the code and on the case's page."""
    sentence = in_ukrainian(
        "The search stands still at this moment. Your request is kept and nothing is lost: it is "
        "compared as soon as the search runs again."
    )
    code = ask(client)
    assert sentence in page(client, "/uk/new/code/")
    client.post("/uk/read/", {"code": code})
    assert sentence in page(client, "/uk/read/")


def test_every_answer_of_the_form_is_one_that_the_registry_knows() -> None:
    """A choice that the registry refuses would be a dead end."""
    from homeward.web.family.forms import RELATIONSHIPS
    from homeward.web.registry import filing

    assert {value for value, _ in RELATIONSHIPS[1:]} == set(filing.RELATIONSHIPS)
