"""An invented petition for the demonstration, signed by invented people and published once."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.utils import timezone

from homeward.petition.entries import Sign, read_entry
from homeward.petition.signing import finish, prepare
from homeward.petition.tokens import SEED
from homeward.web.access.models import User
from homeward.web.petitions import actions, daily, folders
from homeward.web.petitions.models import Kind, Petition
from homeward.web.petitions.offices import desk_of

TITLE = {
    "uk": "Назвіть тих, кого тримаєте",
    "ru": "Назовите тех, кого держите",
    "en": "Name those whom you hold",
}
TEXT = {
    "uk": "Ми просимо передати родинам списки всіх, кого тримають, і пустити до них лікарів.",
    "ru": "Мы просим передать семьям списки всех, кого держат, и пустить к ним врачей.",
    "en": "We ask you to give families the lists of all who are held, and to let doctors see them.",
}
ADDRESSEE = {
    "uk": "Вигадана комісія з обміну",
    "ru": "Вымышленная комиссия по обмену",
    "en": "An invented commission for exchanges",
}
SIGNERS = {Kind.RELATIVE: 13, Kind.INVITED: 5, Kind.SUPPORTER: 9}


def invent_petition(first: User, second: User) -> Petition:
    """Written by one, frozen by the other."""
    today = timezone.localdate()
    told = {
        "title": TITLE,
        "text": TEXT,
        "addressee": ADDRESSEE,
        "opens": today,
        "closes": today + timedelta(days=60),
        "classes": [{"id": kind.value, "k": 1, "others": []} for kind in Kind],
        "witnesses": [],
    }
    petition = actions.write(told, by=first)
    actions.propose_freeze(petition, by=first)
    actions.freeze(petition, by=second)
    _sign(petition)
    daily.publish(petition, today)
    return petition


def _sign(petition: Petition) -> None:
    lines = [_line(petition, kind) for kind, count in SIGNERS.items() for _ in range(count)]
    read = [(line, read_entry(line, petition.frozen())) for line in lines]
    signed = [(line, entry) for line, entry in read if isinstance(entry, Sign)]
    folders.deposits_of(petition).keep(signed, timezone.localdate())


def _line(petition: Petition, kind: Kind) -> bytes:
    desk = desk_of(petition, kind)
    if desk is None:
        raise ValueError(kind)
    asked = prepare(desk.manifest, desk.class_id, secrets.token_bytes(SEED))
    issuer = folders.issuer_name()
    eligible = secrets.token_bytes(SEED)
    signed = desk.issue(eligible, asked.messages()[issuer], timezone.localdate())
    return finish(asked, {issuer: signed})
