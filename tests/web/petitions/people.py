"""An invented petition on this site, and people who sign it as clients do."""

from __future__ import annotations

import json
import secrets
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from homeward.log import canonical
from homeward.petition.papers import ask_paper, read_answer
from homeward.petition.signing import finish, prepare
from homeward.web.access.models import User
from homeward.web.petitions import actions, codes, supporters
from homeward.web.petitions.models import Kind, Petition

TODAY = date(2026, 11, 23)
ISSUE = "/petitions/issue"


def told(**changed: Any) -> dict[str, Any]:
    """What an author types."""
    today = timezone.localdate()
    return {
        "title": {
            "uk": "Списки полонених — родинам",
            "ru": "Списки пленных — семьям",
            "en": "Lists of prisoners to the families",
        },
        "text": {
            "uk": "Ми просимо назвати тих, кого тримають.",
            "ru": "Мы просим назвать тех, кого держат.",
            "en": "We ask to name those who are held.",
        },
        "addressee": {
            "uk": "Вигадана комісія",
            "ru": "Вымышленная комиссия",
            "en": "An invented commission",
        },
        "opens": today,
        "closes": today + timedelta(days=30),
        "witnesses": [],
        "classes": [{"id": kind.value, "k": 1, "others": []} for kind in Kind],
    } | changed


def frozen(first: User, second: User, **changed: Any) -> Petition:
    """Written by one, frozen by two."""
    supporters.SLOW._levels.clear()  # as after a start: tests get many codes in a moment
    petition = actions.write(told(**changed), by=first)
    actions.propose_freeze(petition, by=first)
    actions.freeze(petition, by=second)
    return petition


def request_of(petition: Petition, kind: str, seed: bytes) -> tuple[Any, Any]:
    asked = prepare(petition.frozen(), kind, seed)
    return asked, json.loads(ask_paper(asked))


def get_entry(petition: Petition, code: str, kind: str, seed: bytes | None = None) -> bytes:
    """What a client does: ask, unblind, sign."""
    asked, paper = request_of(petition, kind, seed or secrets.token_bytes(32))
    answer = post(ISSUE, {"code": code, "asks": [paper]})
    assert answer.status_code == 200, answer.content
    told = canonical(json.loads(answer.content)["answers"][0])
    return finish(asked, read_answer(told, petition.frozen()))


def hand_in(petition: Petition, line: bytes) -> Any:
    return post(f"/petitions/{petition.pk}/sign", {"entry": line.decode()})


def post(path: str, told: Any) -> Any:
    return Client().post(path, canonical(told), content_type="application/json")


def sign(petition: Petition, kind: Kind = Kind.SUPPORTER) -> bytes:
    """One more signature, through the site."""
    line = get_entry(petition, codes.new_codes(kind)[0], kind.value)
    assert hand_in(petition, line).status_code == 200
    return line
