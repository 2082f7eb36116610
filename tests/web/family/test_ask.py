"""Asking, page by page."""

from __future__ import annotations

import logging
import re
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from tests.office import TOLD, read_case
from tests.web.family.pages import STEPS, ask, begin, code_on, in_ukrainian, page, steps

from homeward.errors import NotAllowed
from homeward.web.access import fields
from homeward.web.access.fields import Audience, Field
from homeward.web.access.models import Office
from homeward.web.family.audience import who_sees
from homeward.web.family.choices import BELIEFS, KINDS, RELATIONSHIPS
from homeward.web.family.details import DETAILS
from homeward.web.family.forms import Step
from homeward.web.family.steps import STEPS as FORMS
from homeward.web.registry import filing
from homeward.web.registry.actions import withdraw_request
from homeward.web.registry.codes import open_case
from homeward.web.registry.models import State, TracingRequest
from homeward.web.registry.purposes import Purpose
from homeward.web.registry.sweep import sweep
from homeward.web.registry.weeks import MONTHS_12, this_week, week_of

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
    demanded = {name for form in FORMS for name in form({}).errors}
    more = {name for letter, form in DETAILS.items() if letter != "w" for name in form({}).errors}

    assert demanded == {"name", "sex", "birth_year", "relationship", "event_year", "match"}
    assert not more


@pytest.mark.rule("R3")
@pytest.mark.parametrize("language", ["uk", "ru", "en"])
def test_each_field_says_who_will_see_it(client: Client, language: str) -> None:
    """The sentence stands before the input and comes from the one table; on added pages, too."""
    begin(client, language)
    for number, form in enumerate(FORMS, start=1):
        says_who_sees(page(client, f"/{language}/new/{number}/"), form, language)
        client.post(f"/{language}/new/{number}/", STEPS[number - 1] | {"more": "1"})
    for letter, form in DETAILS.items():
        number = 2 if letter == "w" else 1
        says_who_sees(page(client, f"/{language}/new/more/{number}/{letter}/"), form, language)


def says_who_sees(text: str, form: type[Step], language: str) -> None:
    """Between the beginning of its field and the input."""
    text = unescape(text)
    first = {"birth_date": "birth_day", "event_date": "event_day", "date_left": "left_day"}
    for name in form.fields_told:
        with translation.override(language):
            sentence = who_sees(name)
        shown = {"identifiers": "number"}.get(name, first.get(name, name))
        before, found, _ = text.partition(f'name="{shown}"')
        assert found, name
        assert sentence in before.rpartition('class="field')[2], name


@pytest.mark.rule("R3", "R9")
def test_who_will_see_follows_the_table(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: another audience in the table is another sentence on the page."""
    row = fields.FIELDS["name"]
    wider = Field("name", row.part, row.tier, row.audiences | {Audience.VOLUNTEER}, needed=True)
    begin(client)
    before = page(client, "/uk/new/1/")
    monkeypatch.setitem(fields.FIELDS, "name", wider)

    assert in_ukrainian("volunteers") not in before
    assert in_ukrainian("volunteers") in page(client, "/uk/new/1/")


@pytest.mark.rule("R4")
def test_each_permission_is_a_switch_of_its_own_and_off(client: Client, office: Office) -> None:
    """Nothing is allowed that was not turned on."""
    code = begin(client)
    steps(client, until=4)
    text = page(client, "/uk/new/5/")

    switches = re.findall(r'<input type="checkbox" name="(\w+)"([^>]*)>', text)
    assert [name for name, _ in switches] == Purpose.values
    assert not [name for name, rest in switches if "checked" in rest]
    client.post("/uk/new/5/", {"match": "on", "courts": "on"})
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
    (2, {"event_year": ""}, "Write at least the year of the last news."),
    (2, {"event_year": "1980"}, "This is before the birth date that you wrote. Check both."),
    (3, {"relationship": ""}, "Choose who you are to this person."),
    (4, {"contact": "а" * 20_001}, "This is too long. Shorten it a little."),
    (5, {"match": ""}, "Turn on at least one switch: without any we may do nothing."),
]  # fmt: skip


@pytest.mark.parametrize(("number", "typed", "sentence"), WRONG)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    client: Client, office: Office, number: int, typed: dict[str, str], sentence: str
) -> None:
    """A sentence beside the field and one on top that leads to it; what was typed stands there."""
    begin(client)
    steps(client, until=number - 1)
    more = {"enquirer_name": "Лось", "contact": "+380 00", "event_place": "Лозове"}
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
    begin(client)
    client.post("/uk/new/1/", STEPS[0])
    response = client.post("/uk/new/2/", {"event_place": "Лозове", "back": "1"})

    assert response["Location"] == "/uk/new/1/"
    assert TOLD["name"] in page(client, "/uk/new/1/")
    again = page(client, "/uk/new/2/")
    assert "Лозове" in again
    assert 'id="errors"' not in again


def test_a_page_in_the_middle_leads_to_the_first_that_lacks_something(client: Client) -> None:
    """Without a code there is nothing to fill in; what was typed on a later page is kept."""
    assert client.get("/uk/new/3/")["Location"] == "/uk/new/"
    assert client.post("/uk/new/3/", STEPS[2])["Location"] == "/uk/new/"
    begin(client)
    assert client.post("/uk/new/2/", STEPS[1])["Location"] == "/uk/new/1/"
    client.post("/uk/new/1/", STEPS[0])
    assert "2024" in page(client, "/uk/new/2/")
    assert client.get("/uk/new/more/")["Location"] == "/uk/new/3/"
    assert client.post("/uk/new/send/")["Location"] == "/uk/new/3/"
    assert client.get("/uk/new/6/").status_code == 404
    assert client.get("/uk/new/sent/")["Location"] == "/uk/read/"


@pytest.mark.rule("R27")
def test_the_code_stands_before_the_first_field_with_its_end_date(client: Client) -> None:
    """Twelve months, in words, to be printed; nothing was typed yet."""
    assert client.get("/en/new/1/")["Location"] == "/en/new/"
    code = begin(client, "en")
    text = page(client, "/en/new/code/")
    ends = week_of(this_week() + MONTHS_12)

    assert code in text
    assert f"until {ends.day} {ends:%B %Y}" in text
    assert client.get("/en/new/on/")["Location"] == "/en/new/1/"


def test_the_last_page_sent_twice_files_once(client: Client, office: Office, data: Path) -> None:
    """In a row, and at once from two clicks: one request, one code, and it still opens."""
    code = begin(client)
    steps(client, until=4)
    before = {name: (data / name).read_bytes() for name in ("visits.db", "drafts.db")}
    first = client.post("/uk/new/5/", STEPS[4])
    again = client.post("/uk/new/5/", STEPS[4])
    for name, content in before.items():  # the second click saw the draft, too
        (data / name).write_bytes(content)
    at_once = client.post("/uk/new/5/", STEPS[4])
    sweep()
    for name, content in before.items():  # so did a third, after the sweep
        (data / name).write_bytes(content)
    later = client.post("/uk/new/5/", STEPS[4])

    for response in (first, again, at_once, later):
        assert response["Location"] == "/uk/new/sent/"
    assert code_on(page(client, "/uk/new/sent/")) == code
    sweep()
    assert TracingRequest.objects.count() == 1
    assert read_case(code).searching


@pytest.mark.rule("R28")
def test_the_code_is_shown_only_in_the_visit_that_filed(client: Client, office: Office) -> None:
    """Reloading is harmless; after closing nobody gets it again."""
    code = ask(client)
    assert code_on(page(client, "/uk/new/sent/")) == code
    kept = client.cookies["visit"].value

    client.post("/uk/close/")
    client.cookies["visit"] = kept

    assert client.get("/uk/new/sent/")["Location"] == "/uk/read/"
    assert client.get("/uk/new/code/")["Location"] == "/uk/new/"


@pytest.mark.rule("R28")
@pytest.mark.parametrize("where", ["code", "last step"])
def test_a_second_word_is_chosen_with_the_code_or_at_filing(
    client: Client, office: Office, where: str
) -> None:
    """It is asked for before a withdrawal, and no page shows it again."""
    word = {"second_word": "Калина"}
    code = begin(client)
    client.post("/uk/new/code/", word if where == "code" else {})
    assert "Калина" not in page(client, "/uk/new/code/")
    steps(client, {}, {}, {}, {}, word if where == "last step" else {})
    case = open_case(code)

    with pytest.raises(NotAllowed):
        withdraw_request(case, "Шипшина")
    withdraw_request(case, "калина")
    assert read_case(code).state == State.WITHDRAWN


def test_without_the_matcher_filing_works_and_the_page_says_that_matching_waits(
    client: Client, office: Office
) -> None:
    """Nothing is lost: the sentence is on the page of the code and on the case's page."""
    sentence = in_ukrainian(
        "The search stands still at this moment. Your request is kept and nothing is lost: it is "
        "compared as soon as the search runs again."
    )
    code = ask(client)
    assert sentence in page(client, "/uk/new/sent/")
    client.post("/uk/read/", {"code": code})
    assert sentence in page(client, "/uk/read/")


def test_every_answer_of_the_form_is_one_that_the_registry_knows() -> None:
    """A choice that the registry refuses would be a dead end."""
    for choices, known in (
        (RELATIONSHIPS, filing.RELATIONSHIPS),
        (KINDS, filing.LAST_NEWS),
        (BELIEFS, filing.CLAIMED),
    ):
        assert {value for value, _ in choices[1:]} == set(known)


def test_what_asking_can_mean_is_said_before_the_code(client: Client) -> None:
    """With the risk for whoever wrote to her; and which place she opens is not sent anywhere."""
    text = page(client, "/en/new/")

    assert "Do not name the soldier who wrote to you" in unescape(text)
    assert text.count('<details name="place">') == 5
    assert re.findall(r"<(?:input|select)[^>]*", text) == ['<input type="hidden" ']
    assert "visit" not in client.cookies


@pytest.mark.rule("R29")
def test_bad_input_is_in_no_log(
    client: Client, office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    """Not a name, not a date, not what was sent as a file: no line at all."""
    caplog.set_level(logging.DEBUG)
    begin(client)
    for number, typed, _ in WRONG:
        client.post(f"/uk/new/{number}/", STEPS[number - 1] | {"contact": "Зубокряк"} | typed)
    client.post(
        "/uk/new/files/", {"files": SimpleUploadedFile("Зубокряк.jpg", "Хутороград".encode())}
    )
    client.post("/uk/bring/", {"sealed": "Зубокряк"})
    client.post("/uk/read/", {"code": "12345 Зубокряк"})

    lines = [record.getMessage() for record in caplog.records if record.name != "asyncio"]
    for word in ("Зубокряк", "Хутороград", TOLD["name"].split()[0], "2199", "12345"):
        assert not [line for line in lines if word in line]
