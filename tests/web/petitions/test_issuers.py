"""k of n issuers: a second organisation with its own origin, keys and ledger."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.web.petitions.people import get_entry, hand_in, request_of
from tests.web.petitions.second_issuer import NAME, Second, second_issuer
from tests.web.petitions.test_pages import desk, typed

from homeward.errors import BadInput, NotAllowed
from homeward.log import canonical
from homeward.petition.entries import Sign, read_entry
from homeward.petition.papers import read_answer
from homeward.petition.signing import finish
from homeward.web.access.models import LogEntry, User
from homeward.web.petitions import actions, daily, folders, helping
from homeward.web.petitions.issuers import origin_of
from homeward.web.petitions.models import Kind, Petition, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(tmp_path: Path, bohdan: User, daryna: User) -> Iterator[Second]:
    daily._DONE.clear()
    with second_issuer(tmp_path / "second", bohdan, daryna) as second:
        yield second


def ask(second: Second, paper: Any, code: str) -> Any:
    at = f"/uk/petitions/{second.petition.pk}/ask/"
    return Client(enforce_csrf_checks=True).post(
        at, {"request": canonical(paper).decode(), "code": code}
    )


def signed(second: Second, code: str) -> bytes:
    """With the offline file: a request, both answers in one file, the signature."""
    asked, paper = request_of(second.petition, "relative", secrets.token_bytes(32))
    answer = ask(second, paper, code)
    assert answer.status_code == 200, answer.content
    assert answer["Content-Disposition"] == 'attachment; filename="answer.json"'
    return finish(asked, read_answer(answer.content, asked.manifest))


def test_both_issuers_answer_a_request_of_the_file(two: Second) -> None:
    """One form brings both answers; each keeps the code in a ledger of its own."""
    line = signed(two, two.new_code())
    assert len(json.loads(line)["tok"]) == 2
    assert isinstance(read_entry(line, two.petition.frozen()), Sign)
    assert hand_in(two.petition, line).status_code == 200
    ours = folders.ledger_of(two.petition, "relative")
    assert ours.count() == two.office._ledger("relative").count() == 1


@pytest.mark.rule("PET-5")
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"p": "AAAA"}, "з іншої петиції"),
        ({"c": "nobody"}, "з іншої петиції"),
        ({"t": "seed"}, "з іншої петиції"),
        ({"asked": []}, "з іншої петиції"),
    ],
)
def test_requests_that_cannot_be_answered(two: Second, change: Any, words: str) -> None:
    """The form comes back with what was typed and what is wrong; the code still works."""
    code = two.new_code()
    _, paper = request_of(two.petition, "relative", secrets.token_bytes(32))
    page = ask(two, paper | change, code)
    assert page.status_code == 400
    assert words in page.content.decode()
    assert signed(two, code)


def test_a_code_is_refused_in_words(two: Second) -> None:
    """Unknown, and used with another seed."""
    code = two.new_code()
    assert signed(two, code)
    _, paper = request_of(two.petition, "relative", secrets.token_bytes(32))
    assert "не код для підпису" in ask(two, paper, "AAAA").content.decode()
    assert "на іншому пристрої" in ask(two, paper, code).content.decode()


@pytest.mark.rule("WEB-1", "PET-9")
def test_a_page_may_ask_the_named_issuers_and_nobody_else(two: Second) -> None:
    """The policy of the signing page names them; every other page asks this site alone."""
    for path in ("", f"{two.petition.pk}/", f"{two.petition.pk}/ask/"):
        policy = Client().get(f"/uk/petitions/{path}")["Content-Security-Policy"]
        assert "connect-src 'self';" in policy
    page = Client().get(f"/uk/petitions/{two.petition.pk}/sign/")
    assert f"connect-src 'self' {two.origin};" in page["Content-Security-Policy"]
    assert f'data-name="{NAME}" data-at="{two.address}"' in page.content.decode()
    paper = {"code": "AAAA", "asks": [{}]}
    answers = [
        Client().post(at, canonical(paper), content_type="text/plain")
        for at in ("/petitions/issue", f"/petitions/{two.petition.pk}/sign")
    ]
    assert [one.headers.get("Access-Control-Allow-Origin") for one in answers] == ["*", None]


def test_half_of_the_issuers_is_not_enough(tmp_path: Path, bohdan: User, daryna: User) -> None:
    """k is more than half of n: of two issuers both are needed."""
    with second_issuer(tmp_path / "second", bohdan, daryna) as second:
        page = desk(bohdan).post("/en/petitions/work/new/", typed_with(second, k="1"))
        assert page.status_code == 400
        assert "more than half" in page.content.decode()


def typed_with(second: Second, **changed: str) -> dict[str, str]:
    spki = second.office.public_keys()["relative"]
    other = {"others_relative": f"{NAME} {spki} {second.address}\r\n", "k_relative": "2"}
    named = {f"{name}_relative": text for name, text in changed.items()}
    return typed() | other | named


def test_an_author_names_another_issuer(two: Second, bohdan: User) -> None:
    """Name, key, address; the manifest holds name and key, the page the address."""
    browser, address = desk(bohdan), two.address
    for wrong in (f"{NAME} AAAA {address}", f"{NAME} {address}", NAME, "a b javascript:alert(1)"):
        page = browser.post("/en/petitions/work/new/", typed_with(two, others=wrong))
        assert page.status_code == 400, wrong
    assert browser.post("/en/petitions/work/new/", typed_with(two)).status_code == 302
    draft = Petition.objects.get(state=State.DRAFT)
    assert draft.classes[0]["others"][0]["at"] == two.address
    again = browser.get(f"/en/petitions/work/{draft.pk}/change/").content.decode()
    assert f"{NAME} " in again
    assert two.address in again
    assert set(json.loads(two.petition.manifest)["classes"][0]["issuers"][1]) == {"name", "spki"}


@pytest.mark.parametrize(
    "address", ["", "issuer.example", "ftp://a.example", "https://", "https://a;b", "https://*.a"]
)
def test_what_is_no_address_of_an_issuer(address: str) -> None:
    """Nothing of it comes into the policy of a page."""
    with pytest.raises(BadInput):
        origin_of(address)


def test_the_list_of_codes_is_for_staff(two: Second, bohdan: User, iryna: User) -> None:
    """Digests by class, with a line in the log; no code can be read from it."""
    code = two.new_code()
    before = LogEntry.objects.count()
    listed = desk(bohdan).get("/en/petitions/work/codes.json")
    assert LogEntry.objects.count() == before + 1
    assert two.office.take_codes(listed.content) == 1
    assert code.encode() not in listed.content
    iryna.is_active = False  # her account is closed
    with pytest.raises(NotAllowed):
        actions.list_codes(by=iryna)


def test_closing_waits_for_the_other_issuers(two: Second, bohdan: User) -> None:
    """Its number of tokens is typed in; people are half of the tokens; its secrets die, too."""
    line = signed(two, two.new_code())
    assert hand_in(two.petition, line).status_code == 200
    after = two.petition.closes + timedelta(days=1)
    daily.publish_petitions(after)
    assert Petition.objects.get().state == State.FROZEN
    given = two.office.close(after)
    browser, at = desk(bohdan), f"/en/petitions/work/{two.petition.pk}/issued/"
    browser.post(at, {"issued_relative": str(given["relative"])})
    daily._DONE.clear()
    daily.publish_petitions(after)
    closed = Petition.objects.get()
    assert (closed.state, closed.issued["relative"]) == (State.CLOSED, 1)
    assert closed.withheld == {"relative": 1}


@pytest.mark.rule("PET-10")
def test_a_helper_asks_both(two: Second, bohdan: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a script, too, tokens of both organisations make the signature."""
    real = helping.post

    def post(address: str, body: bytes) -> tuple[int, dict[str, Any]]:
        if address == two.address:
            return real(address, body)
        answer = Client().post("/petitions/issue", body, content_type="application/json")
        return answer.status_code, answer.json()

    monkeypatch.setattr(helping, "post", post)
    addresses = {folders.issuer_name(): "http://there.example/issue", NAME: two.address}
    manifest = two.petition.manifest.encode()
    helped = actions.help_with("Another", manifest, addresses, "http://x.example", by=bohdan)
    made = helping.sign_for(helped, "relative", two.new_code(), b"\x05" * 32)
    assert isinstance(read_entry(made.entry.encode(), two.petition.frozen()), Sign)
    assert get_entry(two.petition, two.new_code(Kind.SUPPORTER), "supporter")


def test_helpers_of_other_organisations_are_named(two: Second, bohdan: User) -> None:
    """Staff name them after the freezing; the signing page links to them; a bad line is refused."""
    browser, at = desk(bohdan), f"/en/petitions/work/{two.petition.pk}/helpers/"
    sign = f"/en/petitions/{two.petition.pk}/sign/"
    assert "None helps with this petition yet" in Client().get(sign).content.decode()
    for wrong in ("https://help.example/p", "A society javascript:alert(1)", "A society"):
        page = browser.post(at, {"helpers": wrong})
        assert page.status_code == 400
        assert "A line holds a name" in page.content.decode()
    address = "https://help.example/en/petitions/help/1/"
    assert browser.post(at, {"helpers": f"A society {address}\r\n\r\n"}).status_code == 302
    assert (
        f'<a href="{address}" rel="noreferrer">A society</a>' in Client().get(sign).content.decode()
    )
    assert f"A society {address}" in browser.get(at.replace("helpers/", "")).content.decode()
