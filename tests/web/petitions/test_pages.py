"""Writing and freezing by two, public pages, the helper, paper."""

from __future__ import annotations

import gzip
import html
import re
from base64 import b64encode
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone
from tests.petition.test_client import SMALL, check_syntax_of_2020
from tests.web.petitions.people import frozen, get_entry, hand_in, told

from homeward.errors import NotAllowed, Stale
from homeward.petition import client
from homeward.petition.client import script
from homeward.petition.encoding import from_text
from homeward.petition.entries import Revoke, Sign, read_entry
from homeward.petition.signing import withdrawal
from homeward.web.access.login import set_one_time_code
from homeward.web.access.models import User
from homeward.web.petitions import actions, codes, folders, helping, papers
from homeward.web.petitions.models import Kind, Petition, State

pytestmark = pytest.mark.django_db
AREA = re.compile(r'<textarea id="(\w+)"[^>]*>([^<]*)</textarea>')


@pytest.fixture
def petition(bohdan: User, daryna: User) -> Petition:
    return frozen(bohdan, daryna)


def desk(user: User) -> Client:
    set_one_time_code(user, "JBSWY3DPEHPK3PXP")
    browser = Client()
    browser.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return browser


def typed() -> dict[str, str]:
    """The form of an author."""
    one = told()
    form = {
        f"{n}_{code}": text for n in ("title", "text", "addressee") for code, text in one[n].items()
    }
    form |= {"opens": one["opens"].isoformat(), "closes": one["closes"].isoformat()}
    form |= {f"k_{kind}": "1" for kind in Kind}
    return form | {"class_supporter": "on", "class_relative": "on"}


def test_two_people_freeze_through_the_pages(bohdan: User, daryna: User) -> None:
    """Written, proposed, not agreed to by the same person; frozen by another, then unchangeable."""
    first, second = desk(bohdan), desk(daryna)
    assert (
        first.post(
            "/en/petitions/work/new/", typed() | {"class_supporter": "", "class_relative": ""}
        ).status_code
        == 400
    )
    page = first.post("/en/petitions/work/new/", typed())
    draft = Petition.objects.get()
    assert page["Location"] == f"/en/petitions/work/{draft.pk}/"
    assert Client().get(f"/en/petitions/{draft.pk}/").status_code == 404
    at = f"/en/petitions/work/{draft.pk}/"
    first.post(f"{at}freeze/", {"agree": "no"})
    first.post(f"{at}freeze/", {"agree": "yes"})
    assert Petition.objects.get().state == State.DRAFT
    second.post(f"{at}freeze/", {"agree": "yes"})
    petition = Petition.objects.get()
    assert petition.state == State.FROZEN
    assert first.get(f"{at}change/").status_code == 404
    with pytest.raises(Stale):
        actions.write(told(), by=bohdan, petition=petition)
    assert (folders.folder_of(petition) / "supporter.pem").stat().st_mode & 0o777 == 0o600


def test_a_changed_draft_must_be_proposed_again(bohdan: User, daryna: User) -> None:
    """Nobody agrees to a text that another person changed meanwhile."""
    draft = actions.write(told(), by=bohdan)
    actions.propose_freeze(draft, by=bohdan)
    actions.write(told(), by=bohdan, petition=draft)
    with pytest.raises(Stale):
        actions.freeze(draft, by=daryna)
    actions.propose_freeze(draft, by=bohdan)
    with pytest.raises(NotAllowed):
        actions.freeze(draft, by=bohdan)


@pytest.mark.rule("R31", "R34", "WEB-3")
@pytest.mark.parametrize("language", ["uk", "ru", "en"])
def test_public_pages_work_without_a_script(petition: Petition, language: str) -> None:
    """At most 50 KB, who runs it, no money; the number only in fragments, never in what is sent."""
    for path in ("", f"{petition.pk}/", f"{petition.pk}/sign/", f"{petition.pk}/hand-in/",
                 f"{petition.pk}/receipt/", "code/", "help/"):  # fmt: skip
        page = Client().get(f"/{language}/petitions/{path}")
        text = page.content.decode()
        assert page.status_code == 200, path
        assert len(page.content) < 50 * 1024, path
        assert 'class="no-money"' in text, path
        assert 'class="declaration"' in text, path
        assert f"?{petition.frozen().id.hex()}" not in text
    script = Client().get("/petitions/petition.js")
    assert b"const petition" in script.content


@pytest.mark.rule("PET-9")
def test_all_scripts_of_the_signing_page_are_small_and_quiet(petition: Petition) -> None:
    """What the page loads, together; its handlers stand in scripts, and it asks in one place."""
    page = Client().get(f"/uk/petitions/{petition.pk}/sign/").content.decode()
    sources = re.findall(r'<script src="([^"]+)"', page)
    assert len(sources) == page.count("<script") == 2
    own = Path(str(finders.find("petitions/sign.js"))).read_bytes()
    assert any(source.partition("sign")[0] == "/static/petitions/" for source in sources)
    whole = script() + own
    assert len(gzip.compress(whole, mtime=0)) <= SMALL
    for word in (b"eval(", b"Function(", b"XMLHttpRequest", b"innerHTML", b"import(", b"http:"):
        assert word not in own
    assert whole.count(b"fetch(") == 1
    assert not re.search(r"<[^>]+\son\w+=", page)
    check_syntax_of_2020(own)


@pytest.mark.rule("PET-9")
def test_the_client_is_the_one_of_the_manifest(
    petition: Petition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Script, offline file and text have the digests of the manifest, also after an upgrade."""
    monkeypatch.setattr(client, "script", lambda: b"the script of tomorrow")
    at = f"/petitions/{petition.pk}/log/"
    for name, digest in petition.frozen().digests().items():
        served = Client().get(at + name)
        assert sha256(b"".join(served.streaming_content)).digest() == digest  # type: ignore[attr-defined]
        shown = {"petition.js": "text/javascript; charset=utf-8", "text.json": "application/json"}
        assert served["Content-Type"] == shown.get(name, "application/octet-stream")
    page = Client().get(f"/en/petitions/{petition.pk}/sign/").content.decode()
    pinned = b64encode(petition.frozen().client_sha256[0]).decode()
    assert f'src="{at}petition.js" integrity="sha256-{pinned}"' in page


def test_log_files_and_nothing_else_are_served(petition: Petition) -> None:
    """Neither keys nor the lock, by no spelling of a path."""
    at = f"/petitions/{petition.pk}/log/"
    assert b"".join(Client().get(f"{at}checkpoint").streaming_content)  # type: ignore[attr-defined]
    for path in ("../secret", "..%2fsecret", ".lock", "../supporter.pem", "", "tile"):
        assert Client().get(at + path).status_code == 404


def through_our_client(address: str, body: bytes) -> tuple[int, dict[str, Any]]:
    answer = Client().post(urlsplit(address).path, body, content_type="application/json")
    return answer.status_code, answer.json()


@pytest.mark.rule("PET-10")
def test_a_helper_makes_the_same_signature(
    petition: Petition, bohdan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By forms without a script: byte for byte what her own client makes of that seed and code.

    Sent again it asks the same; it is handed in, and withdrawn.
    """
    monkeypatch.setattr(helping, "post", through_our_client)
    helped = actions.help_with(
        "Another society",
        petition.manifest.encode(),
        {folders.issuer_name(): "http://there.example/petitions/issue"},
        f"http://there.example/petitions/{petition.pk}/sign",
        by=bohdan,
    )
    at, browser = f"/uk/petitions/help/{helped.pk}/", Client(enforce_csrf_checks=True)
    seed = re.findall(r'name="seed" value="([^"]+)"', browser.get(at).content.decode())[0]
    form = {"seed": seed, "group": "supporter", "code": codes.new_codes(Kind.SUPPORTER)[0]}
    pages = [browser.post(at, form).content.decode() for _ in range(2)]
    assert pages[0] == pages[1]
    assert "<script" not in pages[0] + browser.get(at).content.decode()
    made = {name: html.unescape(text) for name, text in AREA.findall(pages[0])}
    own = get_entry(petition, form["code"], "supporter", from_text(seed))
    assert made["entry"].encode() == own
    assert made["back"].encode() == withdrawal(petition.frozen(), from_text(seed))
    assert browser.post(at, form | {"code": "wrong"}).status_code == 400
    again = re.findall(r'name="seed" value="([^"]+)"', browser.get(at).content.decode())[0]
    assert browser.post(at, form | {"seed": again}).status_code == 400
    assert browser.post(f"{at}hand-in/", {"entry": made["entry"]}).status_code == 200
    assert len(folders.deposits_of(petition).waiting()) == 1
    hand = browser.post(f"/uk/petitions/{petition.pk}/hand-in/", {"entry": made["back"]})
    assert hand.status_code == 200


def test_papers_are_complete_signatures(petition: Petition, bohdan: User) -> None:
    """Each is taken once by anybody's hand, counted as a person, and can be withdrawn."""
    made = papers.print_tokens(petition, 3, by=bohdan)
    entries = [read_entry(one.entry.encode(), petition.frozen()) for one in made]
    for one, entry in zip(made, entries, strict=True):
        assert isinstance(entry, Sign)
        assert entry.class_id == Kind.PRINTED
        assert read_entry(one.withdrawal.encode(), petition.frozen()) == Revoke(entry.mark)
        assert hand_in(petition, one.entry.encode()).status_code == 200
    assert folders.ledger_of(petition, "printed").count() == 3
    browser = desk(bohdan)
    page = browser.post(f"/en/petitions/work/{petition.pk}/tokens/", {"count": "1"})
    assert page.content.count(b"<svg") == 1
    assert f"/en/petitions/{petition.pk}/hand-in/<" in page.content.decode()  # to be typed in
    sheet = browser.post("/en/petitions/work/sheet/", {"count": "2"}).content.decode()
    assert sheet.count('class="given-code"') == sheet.count("/en/petitions/</p>") == 2


def test_the_silence_of_the_addressee_is_counted(petition: Petition, bohdan: User) -> None:
    """Days since delivery, until the reply."""
    today = timezone.localdate()
    browser, at = desk(bohdan), f"/en/petitions/work/{petition.pk}/reply/"
    browser.post(at, {"delivered_on": (today - timedelta(days=21)).isoformat()})
    assert "No reply for 21 days" in Client().get(f"/en/petitions/{petition.pk}/").content.decode()
    assert "немає 21 день" in Client().get(f"/uk/petitions/{petition.pk}/").content.decode()
    replied = {
        "delivered_on": (today - timedelta(days=21)).isoformat(),
        "replied_on": today.isoformat(),
    }
    browser.post(at, replied | {"reply": "We thank you for your letter."})
    page = Client().get(f"/en/petitions/{petition.pk}/").content.decode()
    assert "after 21 days" in page
    assert "We thank you" in page
