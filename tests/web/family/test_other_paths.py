"""A witness, a found person, somebody who is not missing, a teenager who asks."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import translation
from tests.office import TOLD, Family, ask, search_all
from tests.web.family.pages import CSRF, code_on, enter, headers, page

from homeward.web.access.models import Office
from homeward.web.family.views import tell
from homeward.web.matching.server import Matcher
from homeward.web.registry.models import State, TracingRequest
from homeward.web.registry.sweep import sweep
from homeward.web.reports.models import Kind, Report

pytestmark = pytest.mark.django_db
NUMBERS = {1: Kind.SIGHTING, 2: Kind.SOUGHT_HIMSELF, 3: Kind.NOT_MISSING, 4: Kind.WHO_WAS_I}
KNOWN, UNKNOWN = TOLD["name"], "Носемко Устим Гнатович"
TYPED = {
    "sex": "male", "birth_day": "12", "birth_month": "4", "birth_year": "1991",
    "event_year": "2024", "event_place": "Курськ", "wish": "nothing", "story": "Бачила сама",
}  # fmt: skip


def _answer(path: str, name: str) -> tuple[object, ...]:
    client = Client()
    first = client.post(path, TYPED | {"name": name})
    last = client.get(first["Location"])
    body = CSRF.sub("", last.content.decode())
    if "follow-up-code" in body:
        body = body.replace(code_on(body), "")
    return first.status_code, first["Location"], headers(first), headers(last), body


@pytest.mark.rule("ENU-3", "R12", "R13", "R7", "R8")
@pytest.mark.parametrize("number", NUMBERS)
def test_a_known_and_an_unknown_name_are_answered_alike(
    number: int, olena: Family, matcher: Matcher
) -> None:
    """Status, headers and every byte but the code of whoever asks who he was."""
    search_all(matcher)
    answers = []
    for name in (KNOWN, UNKNOWN, KNOWN):
        answers.append(_answer(f"/uk/tell/{number}/", name))
        search_all(matcher)

    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] == 302
    assert Report.objects.filter(kind=NUMBERS[number]).count() == 3


@pytest.mark.rule("R7", "R33", "R36")
def test_an_objection_changes_nothing_on_the_enquirers_page(
    client: Client, olena: Family, matcher: Matcher
) -> None:
    """A declined contact looks as if nothing were known."""
    search_all(matcher)
    before = enter(client, olena.code)
    for number in (2, 3):
        Client().post(f"/uk/tell/{number}/", TYPED | {"name": KNOWN})
    search_all(matcher)

    assert olena.request().state == State.OBJECTED
    assert page(client, "/uk/read/") == before


@pytest.mark.rule("R8", "R23")
def test_a_teenager_gets_a_code_and_no_answer(
    client: Client, office: Office, matcher: Matcher
) -> None:
    """The case is a child's whatever the year of birth; the code opens a page like any other."""
    ask(name="Гайовий Макар Денисович", birth_date="2010-05-02", category="child")
    typed = TYPED | {"name": "Смирнов Максим", "birth_year": "2010", "other_names": "Макар Гайовий"}
    response = client.post("/uk/tell/4/", typed)
    code = code_on(page(client, response["Location"]))
    sweep()
    search_all(matcher)

    assert Family(code).request().is_about_a_child()
    assert TracingRequest.objects.count() == 2
    text = enter(client, code)
    for name in ("Смирнов", "Гайовий", "Макар"):
        assert name not in text
    client.post("/uk/close/")
    assert "follow-up-code" not in page(client, "/uk/tell/done/")


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(
    "typed",
    [
        {}, {"name": "🙂🙂"}, {"name": "Остап", "birth_year": "2199"},
        {"name": "Остап", "birth_day": "5", "birth_year": "1991", "wish": "all"},
        {"name": "x" * 300, "birth_year": "-"},
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    number: int, typed: dict[str, str], client: Client, office: Office
) -> None:
    """In the reader's language, beside the input; nothing is stored."""
    for language in ("uk", "en"):
        response = client.post(f"/{language}/tell/{number}/", typed)
        text = response.content.decode()
        assert response.status_code == 200
        assert 'id="errors"' in text
        assert typed.get("name", "") in text
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("content", "status"), [(b"MZ no picture", 200), (b"OggS" + bytes(200), 302)]
)
def test_a_file_of_a_witness(client: Client, office: Office, content: bytes, status: int) -> None:
    """Kept sealed if it is one; refused with a clear sentence if it is not."""
    upload = SimpleUploadedFile("picture.png", content)
    response = client.post("/en/tell/1/", TYPED | {"name": KNOWN, "upload": upload})

    assert response.status_code == status
    if status == 200:
        assert "This is no picture, sound or film" in response.content.decode()
    else:
        assert Report.objects.get().file


@pytest.mark.rule("R3", "R31", "R34", "WEB-3")
@pytest.mark.parametrize("language", ["uk", "ru", "en"])
def test_every_page_says_who_sees_it_and_whom_to_ask_first(
    language: str, client: Client, office: Office
) -> None:
    """No money, the Red Cross first, a way out, below 50 KB."""
    with translation.override(language):
        first = translation.gettext("Ask first:")
    for path in ("tell/", *(f"tell/{number}/" for number in NUMBERS), "tell/done/"):
        text = page(client, f"/{language}/{path}")
        assert first in text, path
        assert "familylinks.icrc.org" in text
        assert "no-money" in text
        assert f'href="/{language}/leave/"' in text
        assert len(text.encode()) < 50_000 - 13_000  # of which the style sheets
        if path[5:6].isdigit():
            inputs = text.count('class="field')
            assert text.count('class="seen"') >= inputs - 1  # all but the wish or the upload


def test_another_number_is_no_page(client: Client, office: Office) -> None:
    """Neither a form nor an error of the site."""
    assert client.get("/uk/tell/5/").status_code == 404


@pytest.mark.rule("ENU-3")
def test_an_answer_that_looked_the_name_up_would_be_noticed(
    olena: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: a form that thanks more warmly for a name that is sought."""
    thank = tell.redirect

    def warmly(to: str) -> HttpResponse:
        answer = thank(to)
        known = seen[-1] == KNOWN
        answer["Location"] += "?found=1" if known else ""
        return answer

    seen: list[str] = []
    monkeypatch.setattr(tell, "redirect", warmly)
    answers = []
    for name in (KNOWN, UNKNOWN):
        seen.append(name)
        answers.append(_answer("/uk/tell/1/", name))

    assert answers[0] != answers[1]


@pytest.mark.rule("R8")
def test_a_report_from_the_same_telephone_shows_no_code_of_whoever_asked(
    client: Client, office: Office
) -> None:
    """A teenager asks; the next one who reports there sees thanks, and no code."""
    first = client.post("/uk/tell/4/", TYPED | {"name": UNKNOWN})
    assert "follow-up-code" in page(client, first["Location"])
    client.post("/uk/tell/1/", TYPED | {"name": UNKNOWN})

    assert "follow-up-code" not in page(client, first["Location"])
