"""What a family can do with its code, page by page."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone, translation
from tests.office import MATCHER_KEY, TOLD, Family, ask, search_all
from tests.web.family.pages import enter, in_ukrainian, page

from homeward.claims import Axis
from homeward.dates import PartialDate
from homeward.errors import Sealed
from homeward.web.access.fields import FIELDS
from homeward.web.access.limits import Bucket
from homeward.web.access.models import User
from homeward.web.correspondence.actions import write_to_family
from homeward.web.correspondence.models import Message
from homeward.web.evidence.actions import NewClaim, Post, add_post, enter_claim
from homeward.web.evidence.models import Source
from homeward.web.family.urls import urlpatterns
from homeward.web.matching.models import Pair
from homeward.web.matching.records import told_of
from homeward.web.matching.server import Matcher
from homeward.web.registry import copies
from homeward.web.registry.actions import destroy_contact
from homeward.web.registry.models import State, TracingRequest
from homeward.web.registry.purposes import Purpose
from homeward.web.reports.models import Report
from homeward.web.review import queries
from homeward.web.review.actions import confirm, disclose, judge, record_relationship_check
from homeward.web.review.models import Basis, Candidate, Fact, Verdict

pytestmark = pytest.mark.django_db
# Every page of this face that has no id in its address, seen by whoever holds the code.
EVERY_PAGE = [
    f"/uk/{one.pattern}".replace("<int:number>", "1")
    for one in urlpatterns
    if "<uuid" not in str(one.pattern) and one.name not in {"leave", "close", "copy"}
]
PAGES = ("messages/", "more/", "keep/", "letters/", "letters/print/")
STORY = "Баламут подзвонив уранці"


def _decided(family: Family, one: User, two: User) -> Candidate:
    """Two people decided that it is he, and the relationship was checked."""
    candidate = Candidate.objects.get(pair__person=family.person())
    judge(candidate, Verdict.SAME, by=one, version=0)
    confirm(candidate, by=two, version=1)
    request = family.request()
    record_relationship_check(request, by=two, facts=[Fact.NICKNAME], passed=True)
    return candidate


def _tell(candidate: Candidate, new: NewClaim, text: str, by: User) -> None:
    claim = enter_claim(new, by=by, mention=candidate.pair.mention)
    disclose(candidate, claim, by=by, text=text, basis=Basis.ALREADY_PUBLIC)


def _write_all(client: Client) -> None:
    """The same input on every page."""
    client.post("/uk/read/messages/", {"kind": "message", "text": STORY})
    client.post("/uk/read/more/", {"other_names": "Остя", "confided": STORY})
    kept = {"address": "https://example.org", "text": "Ніхто тут не згаданий"}
    client.post("/uk/read/keep/", kept)
    letter = {"authority": "base", "day": "5", "month": "3", "year": "2025"}
    client.post("/uk/read/letters/", letter)
    client.post("/uk/read/change/", {"on": "courts"})


@pytest.mark.rule("R36", "R12", "R13", "R7")
def test_every_page_of_a_known_and_an_invented_person_is_equal(
    olena: Family, candidate: Candidate, bohdan: User, daryna: User, matcher: Matcher
) -> None:
    """Byte for byte before the check, with messages, letters, additions and a found match."""
    nobody = ask(name="Неіснуй Ніхто Ніколайович", birth_date="1950-01-01")
    judge(candidate, Verdict.SAME, by=bohdan, version=0)
    confirm(candidate, by=daryna, version=1)
    seen = []
    for family in (olena, nobody):
        client = Client()
        enter(client, family.code)
        _write_all(client)
        search_all(matcher)
        write_to_family(family.request(), "Коли вам зручно?", "", by=bohdan)
        seen.append([page(client, path) for path in EVERY_PAGE])

    assert seen[0] == seen[1]
    assert len(EVERY_PAGE) > 20
    assert in_ukrainian("What was searched") in seen[0][EVERY_PAGE.index("/uk/read/")]


@pytest.mark.rule("R36")
def test_a_page_that_forgets_the_check_would_be_noticed(
    olena: Family, candidate: Candidate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the same two cases, read by a site that holds every relationship for checked."""
    nobody = ask(name="Неіснуй Ніхто Ніколайович", birth_date="1950-01-01")
    TracingRequest.objects.filter(pk=olena.request().pk).update(wants_a_call=True)
    seen = []
    for checked in (False, True):
        monkeypatch.setattr(queries, "relationship_checked", lambda _, known=checked: known)
        for family in (olena, nobody):
            client = Client()
            enter(client, family.code)
            seen.append([page(client, path) for path in EVERY_PAGE])

    assert seen[0] == seen[1]
    assert seen[2] != seen[3]


@pytest.mark.rule("R28")
def test_no_page_shows_again_what_was_typed(client: Client, olena: Family) -> None:
    """Neither what was told at first nor what was added, written or kept."""
    enter(client, olena.code)
    _write_all(client)
    whole = "".join(page(client, f"/uk/read/{path}") for path in ("", *PAGES))

    for told in (*TOLD["name"].split(), "Баламут", "Остя", "example.org", "згаданий"):
        assert told not in whole


@pytest.mark.rule("E5", "R36")
def test_contradictions_stand_side_by_side(
    client: Client, olena: Family, candidate: Candidate, bohdan: User, daryna: User
) -> None:
    """Behind one warning, and none is preferred; what may both be so stands apart."""
    decided = _decided(olena, bohdan, daryna)
    for said, text in (("captive", "Його взяли в полон."), ("escaped", "Він утік.")):
        _tell(decided, NewClaim(axis=Axis.CAPTIVITY, said=said, wording="…"), text, bohdan)
    day = PartialDate(2024, 3, 1)
    new = NewClaim(axis=Axis.WHEREABOUTS, said="hospital", wording="…", fact_date=day)
    _tell(decided, new, "Він був у лікарні.", bohdan)
    text = unescape(enter(client, olena.code, "en"))

    assert text.count('<details class="answer">') == 2
    together, apart = text.split('<details class="answer">')[1:]
    if "Answers that contradict each other." not in together:
        together, apart = apart, together
    assert "Answers that contradict each other." in together
    assert "взяли в полон" in together
    assert "Він утік" in together
    assert "лікарні" in apart
    assert "Open it when you are ready" in together
    assert "Open it when you are ready" in apart


@pytest.mark.rule("E7")
@pytest.mark.parametrize("language", ["uk", "ru", "en"])
def test_alive_is_a_sign_of_life_on_a_day_with_its_age(  # noqa: PLR0917  # people and a language
    language: str, client: Client, olena: Family, candidate: Candidate, bohdan: User, daryna: User
) -> None:
    """And without a day it says that there is none."""
    decided = _decided(olena, bohdan, daryna)
    ago = timezone.localdate() - timedelta(days=40)
    day = PartialDate(ago.year, ago.month, ago.day)
    _tell(decided, NewClaim(axis=Axis.FATE, said="alive", wording="…", fact_date=day), "…", bohdan)
    _tell(decided, NewClaim(axis=Axis.FATE, said="alive", wording="…"), "…", bohdan)
    text = unescape(enter(client, olena.code, language))

    with translation.override(language):
        said = translation.gettext("A sign of life on %(day)s").partition("%")[0]
        unknown = translation.gettext("A sign of life; of which day, the source does not say")
        age = translation.ngettext("%(n)s day ago", "%(n)s days ago", 40) % {"n": 40}
    assert said in text
    assert f"</strong>, {age}" in text
    assert unknown in text


@pytest.mark.rule("R6", "R4")
def test_a_switch_that_was_turned_off_is_confirmed(client: Client, olena: Family) -> None:
    """At once, and on every later visit with the week in which it was."""
    enter(client, olena.code)
    assert "turned-off" not in page(client, "/uk/read/")
    client.post("/uk/read/change/", {"off": "match"})
    first, second = page(client, "/uk/read/"), page(client, "/uk/read/")

    assert 'id="turned-off"' in first
    assert 'id="turned-off"' not in second
    week = in_ukrainian("You turned it off in the week of %(day)s.").partition("%")[0]
    assert week in second
    assert Purpose.MATCH not in olena.request().consents.given().values_list("purpose", flat=True)


@pytest.mark.rule("R30", "R31")
def test_a_family_chooses_how_to_speak_and_reads_the_answer(
    client: Client, olena: Family, bohdan: User
) -> None:
    """Without a telephone; with the word under the answer; what is missing is said kindly."""
    enter(client, olena.code)
    empty = client.post("/uk/read/messages/", {"kind": "call_back", "text": "  "})
    assert 'role="alert"' in empty.content.decode()
    client.post("/uk/read/messages/", {"kind": "call_back", "text": "У середу ввечері"})
    assert Message.objects.get().kind == "call_back"
    write_to_family(olena.request(), "Будемо о шостій", "калина", by=bohdan)
    text = page(client, "/uk/read/messages/")

    assert "Будемо о шостій" in text
    assert "<strong>калина</strong>" in text
    assert "Середу" not in text


@pytest.mark.rule("R21")
def test_what_is_told_later_is_added_and_searched_for(
    client: Client, olena: Family, bohdan: User, source: Source, matcher: Matcher
) -> None:
    """The first name stays the name; a post with the new spelling is found by it."""
    search_all(matcher)
    enter(client, olena.code)
    for name in ("Лосев Евстафий", "Лосев Остап Игнатьевич"):
        client.post("/uk/read/more/", {"other_names": name})
    told = told_of(olena.person().statements.all(), MATCHER_KEY.private)
    assert told["name"] == TOLD["name"]
    assert told["other_names"].splitlines() == ["Лосев Евстафий", "Лосев Остап Игнатьевич"]
    assert olena.person().statements.count() == 3

    add_post(Post("Лосев Остап Игнатьевич, 12.04.1991 г.р., пропал без вести."), source, by=bohdan)
    search_all(matcher)
    assert Pair.objects.filter(person=olena.person()).exists()


def test_an_empty_or_wrong_addition_is_refused_and_kept_on_the_page(
    client: Client, olena: Family
) -> None:
    """Nothing is stored of it."""
    enter(client, olena.code)
    for typed in ({}, {"birth_year": "2199", "marks": "шрам"}, {"birth_day": "5"}):
        text = client.post("/uk/read/more/", typed).content.decode()
        assert 'role="alert"' in text
    assert "шрам" in client.post("/uk/read/more/", typed | {"marks": "шрам"}).content.decode()
    assert olena.person().statements.count() == 1


def test_one_family_does_not_keep_the_search_busy(
    client: Client, olena: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After so many additions in an hour the page asks to wait, and keeps what was typed."""
    monkeypatch.setattr("homeward.web.registry.actions.ADDITIONS", Bucket(size=1, seconds=3600))
    enter(client, olena.code)
    client.post("/uk/read/more/", {"marks": "шрам"})
    text = client.post("/uk/read/more/", {"marks": "татуювання"}).content.decode()

    assert 'role="alert"' in text
    assert "татуювання" in text
    assert olena.person().statements.count() == 2


def test_what_may_vanish_is_kept(client: Client, olena: Family) -> None:
    """A link and its text; with nothing at all the page says what to do and keeps the typed."""
    enter(client, olena.code)
    empty = client.post("/uk/read/keep/", {"address": " ", "text": ""}).content.decode()
    assert 'role="alert"' in empty
    assert not Report.objects.exists()
    client.post("/uk/read/keep/", {"address": "https://example.org/1", "text": "Розшукується"})

    assert Report.objects.get().of_request == olena.request().pk
    week = in_ukrainian("Week of %(day)s").partition("%")[0]
    assert f"<li>{week}" in page(client, "/uk/read/keep/")
    before = page(client, "/uk/read/keep/")
    Report.objects.update(state="kept")
    assert page(client, "/uk/read/keep/") == before  # who fits is looked at first (R36)


@pytest.mark.parametrize("language", ["uk", "ru"])
@pytest.mark.parametrize("authority", ["base", "commission", "headquarters"])
def test_a_letter_is_written_and_nothing_of_it_is_stored(
    language: str, authority: str, client: Client, olena: Family, data: Path
) -> None:
    """It stands on the page, in the language of the authority, and in no file afterwards."""
    enter(client, olena.code)
    typed = {
        "authority": authority, "language": language, "addressee": "Зубокряк\nвул. Нова, 1",
        "person": "Хутороградський Остап", "relationship": "мати", "sender": "Баламутенко Олена",
        "born": "12.04.1991",
    }  # fmt: skip
    text = client.post("/en/read/letters/print/", typed).content.decode()

    assert f'lang="{language}"' in text
    for word in ("Зубокряк", "Хутороградський", "Баламутенко", "12.04.1991"):
        assert word in text
        stored = [path for path in data.rglob("*") if path.is_file()]
        assert not [path for path in stored if word.encode() in path.read_bytes()]
    assert "<ol>" in text
    wrong = client.post("/en/read/letters/print/", typed | {"person": "", "language": "xx"})
    assert 'role="alert"' in wrong.content.decode()


def test_letters_and_replies_are_entered(client: Client, olena: Family) -> None:
    """With a day that can be; what cannot is said beside the form."""
    enter(client, olena.code, "en")
    day = timezone.localdate() - timedelta(days=21)
    sent = {"authority": "base", "day": day.day, "month": day.month, "year": day.year}
    for wrong in ({"day": "31", "month": "2"}, {"year": "2199"}, {"authority": "nobody"}):
        response = client.post("/en/read/letters/", sent | wrong)
        assert 'role="alert"' in response.content.decode()
    client.post("/en/read/letters/", sent)
    assert "21 days of silence" in page(client, "/en/read/letters/")
    client.post("/en/read/letters/", sent | {"number": "1", "outcome": "nothing_known"})
    assert "after 0 days" in page(client, "/en/read/letters/")


@pytest.mark.rule("R28")
def test_a_copy_is_taken_with_the_second_word_only(client: Client, office: object) -> None:
    """It holds what was told at first and later; without the word, or with a wrong one, nothing."""
    family = ask(second_word="калина", contact="+380 00 000 00 00")
    enter(client, family.code)
    client.post("/uk/read/more/", {"other_names": "Остя"})
    refused = client.post("/uk/read/copy/", {"second_word": "верба"})
    assert refused["Location"] == "/uk/read/#ending"
    assert 'role="alert"' in page(client, "/uk/read/")

    copy = client.post("/uk/read/copy/", {"second_word": "Калина"})
    text = copy.content.decode()
    assert copy["Content-Disposition"] == 'attachment; filename="notes.txt"'
    for told in (TOLD["name"], "Остя", "+380 00 000 00 00"):
        assert told in text
    for told in ("Дата народження: 12 квітня 1991 р.", "Стать: чоловіча", "сестра"):
        assert told in text  # in the words of the form, not of the table
    assert not [name for name in FIELDS if f"{name}:" in text]
    destroy_contact(family.open())
    text = client.post("/uk/read/copy/", {"second_word": "калина"}).content.decode()
    assert TOLD["name"] in text
    assert "+380" not in text


@pytest.mark.rule("R28", "SEI-2")
def test_a_disk_and_the_code_do_not_open_the_copy(office: object) -> None:
    """The stored tag of the word is no key, nor is a wrong word."""
    family = ask(second_word="калина")
    with pytest.raises(Sealed):
        copies.read_copy(family.open(), "верба")
    assert copies.read_copy(family.open(), "калина")
    assert not copies.read_copy(ask(name="Без Слова").open(), "")


def test_a_request_without_a_second_word_gives_no_copy(client: Client, olena: Family) -> None:
    """Whoever chose none speaks with a caseworker."""
    enter(client, olena.code)
    assert client.post("/uk/read/copy/", {"second_word": ""})["Location"] == "/uk/read/#ending"


@pytest.mark.rule("R28")
def test_a_withdrawn_case_takes_nothing_in(client: Client, office: object) -> None:
    """Its pages say so, and none breaks."""
    family = ask(second_word="калина")
    enter(client, family.code)
    client.post("/uk/read/change/", {"withdrawal": "withdraw", "second_word": "калина"})
    assert family.request().state == State.WITHDRAWN
    _write_all(client)

    assert not Message.objects.exists()
    assert not Report.objects.exists()
    for path in PAGES:
        assert client.get(f"/uk/read/{path}").status_code == 200


@pytest.mark.rule("R27", "R28")
@pytest.mark.parametrize("state", [State.WITHDRAWN, State.DORMANT])
def test_a_request_that_rests_promises_no_search(
    client: Client, olena: Family, state: State
) -> None:
    """Neither that the search goes on nor that somebody will speak with her; the control: open."""
    promises = [
        in_ukrainian(text)
        for text in (
            "Choose how we speak",
            "There is nothing yet that we can tell you.",
            "What was searched",
        )
    ]
    assert all(promise in enter(client, olena.code) for promise in promises)
    TracingRequest.objects.filter(pk=olena.request().pk).update(state=state)
    text = page(client, "/uk/read/")

    assert not any(promise in text for promise in promises)
    assert (in_ukrainian("Ask again") in text) is (state == State.DORMANT)


@pytest.mark.parametrize("path", [*PAGES, "copy/"])
def test_without_a_code_every_page_asks_for_it(client: Client, office: object, path: str) -> None:
    """Reading and sending alike."""
    for response in (client.get(f"/uk/read/{path}"), client.post(f"/uk/read/{path}", {})):
        assert response.status_code in {302, 405}
        if response.status_code == 302:
            assert response["Location"] == "/uk/read/"
