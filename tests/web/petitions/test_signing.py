"""Issue and sign as clients do it: a voice for each code, and clear refusals."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.petitions.people import ISSUE, frozen, get_entry, hand_in, post, request_of, sign

from homeward.petition import storage
from homeward.petition.signing import withdrawal
from homeward.web.access.models import User
from homeward.web.petitions import codes, folders
from homeward.web.petitions.models import Kind, Petition

pytestmark = pytest.mark.django_db


@pytest.fixture
def petition(bohdan: User, daryna: User) -> Petition:
    return frozen(bohdan, daryna)


@pytest.mark.rule("PET-3")
def test_a_code_gives_one_voice(petition: Petition) -> None:
    """The same seed asks again and gets the same bytes; another device with that code gets 409."""
    code, seed = codes.new_codes(Kind.SUPPORTER)[0], secrets.token_bytes(32)
    assert get_entry(petition, code, "supporter", seed) == get_entry(
        petition, code.lower(), "supporter", seed
    )
    _, other = request_of(petition, "supporter", secrets.token_bytes(32))
    answer = post(ISSUE, {"code": code, "asks": [other]})
    assert answer.status_code == 409
    assert json.loads(answer.content) == {"answers": [{"refused": "used"}]}
    assert folders.ledger_of(petition, "supporter").count() == 1


@pytest.mark.rule("PET-8")
def test_a_deposit_counts_once_and_is_withdrawn_once(petition: Petition) -> None:
    """The same line twice, its withdrawal, a second withdrawal, and one of another seed."""
    seed, code = secrets.token_bytes(32), codes.new_codes(Kind.RELATIVE)[0]
    line = get_entry(petition, code, "relative", seed)
    assert json.loads(hand_in(petition, line).content) == {"kept": True}
    assert json.loads(hand_in(petition, line).content) == {"kept": False}
    back = withdrawal(petition.frozen(), seed)
    strange = withdrawal(petition.frozen(), secrets.token_bytes(32))
    assert hand_in(petition, strange).status_code == 400
    assert json.loads(hand_in(petition, back).content) == {"kept": True}
    assert len(folders.deposits_of(petition).waiting()) == 2


@pytest.mark.rule("PET-5")
def test_bad_requests_are_refused_and_cost_no_voice(petition: Petition) -> None:
    """A foreign class, no JSON, a message that is none, an unknown code; the code still works."""
    code = codes.new_codes(Kind.SUPPORTER)[0]
    _, other_class = request_of(petition, "relative", secrets.token_bytes(32))
    _, paper = request_of(petition, "supporter", secrets.token_bytes(32))
    cases = [
        ({"code": code, "asks": [other_class]}, 200, "unknown"),
        ({"code": code, "asks": [paper | {"c": "nobody"}]}, 200, "unknown"),
        ({"code": code, "asks": [paper | {"p": "AAAA"}]}, 200, "unknown"),
        ({"code": code, "asks": [paper | {"asked": []}]}, 200, "malformed"),
        ({"code": code, "asks": []}, 400, "malformed"),
        ({"code": "no code", "asks": [paper]}, 403, "code"),
    ]
    for told, status, word in cases:
        answer = post(ISSUE, told)
        assert (answer.status_code, word in answer.content.decode()) == (status, True), word
    broken = Client().post(ISSUE, b"{", content_type="application/json")
    assert broken.status_code == 400
    assert Client().get(ISSUE).status_code == 405
    assert get_entry(petition, code, "supporter")


@pytest.mark.rule("PET-6")
def test_bad_lines_are_refused(petition: Petition, bohdan: User, daryna: User) -> None:
    """A flipped letter, another petition's line, a closing line, no line: none waits."""
    line = get_entry(petition, codes.new_codes(Kind.SUPPORTER)[0], "supporter")
    other = frozen(bohdan, daryna)
    foreign = get_entry(other, codes.new_codes(Kind.SUPPORTER)[0], "supporter")
    flipped = line[:-40] + (b"A" if line[-40:-39] != b"A" else b"B") + line[-39:]
    assert flipped != line
    closing = line.replace(b'"t":"sign"', b'"t":"close"')
    for bad in (flipped, foreign, closing, b"hello", line + b" "):
        assert hand_in(petition, bad).status_code == 400
    assert post(f"/petitions/{petition.pk}/sign", {"line": "x"}).status_code == 400
    assert folders.deposits_of(petition).waiting() == []


def test_outside_its_days_nothing_is_taken(bohdan: User, daryna: User) -> None:
    """Not before the first day: neither tokens nor lines."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    petition = frozen(bohdan, daryna, opens=tomorrow)
    _, paper = request_of(petition, "supporter", secrets.token_bytes(32))
    answer = post(ISSUE, {"code": codes.new_codes(Kind.SUPPORTER)[0], "asks": [paper]})
    assert json.loads(answer.content) == {"answers": [{"refused": "closed"}]}
    Petition.objects.update(opens=timezone.localdate())  # the manifest is what counts
    assert hand_in(petition, b"{}").status_code == 400


@pytest.mark.rule("R29")
def test_services_know_no_session(petition: Petition) -> None:
    """No cookie is set, nothing is stored by a browser, no form needs a session."""
    line = sign(petition)
    browser = Client(enforce_csrf_checks=True)
    for answer in (
        browser.post(f"/petitions/{petition.pk}/sign", {"entry": line}),
        browser.post(f"/en/petitions/{petition.pk}/hand-in/", {"entry": line.decode()}),
        browser.post("/en/petitions/code/supporter/"),
        browser.get(f"/uk/petitions/{petition.pk}/sign/"),
        browser.get(f"/petitions/{petition.pk}/log/petition.json"),
    ):
        assert not answer.cookies
        assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("language", "words"), [("uk", "завершилася"), ("ru", "завершилась"), ("en", "is over")]
)
def test_past_its_date_it_is_said_in_words(
    petition: Petition, language: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the clock has closed it, too: no token, no line, no request of the file."""
    code, day = codes.new_codes(Kind.SUPPORTER)[0], petition.closes + timedelta(days=1)
    line = get_entry(petition, code, "supporter")
    _, paper = request_of(petition, "supporter", secrets.token_bytes(32))
    monkeypatch.setattr(timezone, "localdate", lambda: day)
    at, asked = f"/{language}/petitions/{petition.pk}/", json.dumps(paper)
    for path, typed in (
        ("hand-in/", {"entry": line.decode()}),
        ("ask/", {"request": asked, "code": code}),
    ):
        page = Client().post(at + path, typed)
        assert page.status_code == 400
        assert words in page.content.decode()
        assert str(petition.closes.year) in page.content.decode()
    assert json.loads(post(ISSUE, {"code": code, "asks": [paper]}).content) == {
        "answers": [{"refused": "closed"}]
    }
    assert hand_in(petition, line).status_code == 400
    assert folders.deposits_of(petition).waiting() == []


@contextmanager
def full_disk(*, before: bool) -> Iterator[None]:
    """No room: before a change is kept, or after, when the file is rewritten."""
    opened = storage._opened

    def without_room(path: Path | None, schema: str) -> sqlite3.Connection:
        database = opened(path, schema)
        (pages,) = database.execute("PRAGMA page_count").fetchone()
        database.execute(f"PRAGMA max_page_count = {pages}")
        return database

    def fails(_: sqlite3.Connection) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(
            *((storage, "_opened", without_room) if before else (storage, "tidy", fails))
        )
        yield


def test_a_full_disk_at_the_door_loses_no_vote(petition: Petition) -> None:
    """503; what was taken is taken once; what was not is handed in later, in words on the page."""
    given = codes.new_codes(Kind.SUPPORTER, 9)
    lines = [get_entry(petition, code, "supporter") for code in given]
    with full_disk(before=True):
        answers = [hand_in(petition, line).status_code for line in lines]
        page = Client().post(f"/uk/petitions/{petition.pk}/hand-in/", {"entry": lines[-1].decode()})
    assert set(answers) == {200, 503}
    assert "Нічого не втрачено" in page.content.decode()
    assert len(folders.deposits_of(petition).waiting()) == answers.count(200)
    again = [json.loads(hand_in(petition, line).content)["kept"] for line in lines]
    assert again == [status == 503 for status in answers]
    assert sorted(folders.deposits_of(petition).waiting()) == sorted(lines)


def test_a_full_disk_after_a_change_is_kept_doubles_no_vote(petition: Petition) -> None:
    """The code was taken, or the line kept, and the answer lost: the same again is the same."""
    code, seed = codes.new_codes(Kind.SUPPORTER)[0], secrets.token_bytes(32)
    _, paper = request_of(petition, "supporter", seed)
    with full_disk(before=False):
        assert post(ISSUE, {"code": code, "asks": [paper]}).status_code == 503
    line = get_entry(petition, code, "supporter", seed)
    with full_disk(before=False):
        assert hand_in(petition, line).status_code == 503
    assert json.loads(hand_in(petition, line).content) == {"kept": False}
    assert folders.deposits_of(petition).waiting() == [line]
    assert folders.ledger_of(petition, "supporter").count() == 1
