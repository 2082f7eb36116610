"""Eligibility codes: who may sign, and in which class. Never the follow-up code of a case.

A code is random and kept as its digest, with its class and how often it may still invite; not with
the case, the person, the code that invited it, or a day.
"""

from __future__ import annotations

import base64
import secrets
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from homeward.errors import AlreadyUsed
from homeward.petition.eligibility import UnknownCode, code_digest, codes_paper
from homeward.petition.storage import changing, reading
from homeward.web.petitions import folders
from homeward.web.petitions.models import CodesGiven, Kind
from homeward.web.registry.codes import OpenCase
from homeward.web.review.queries import relationship_checked

MOST_OF_A_CASE = 3  # mother, wife, father
INVITATIONS, DEPTH = 2, 2
_BYTES = 15  # 24 letters and digits
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS code (digest BLOB PRIMARY KEY, kind TEXT NOT NULL,"
    " depth INTEGER NOT NULL, invites INTEGER NOT NULL) WITHOUT ROWID"
)


@dataclass(frozen=True, slots=True)
class Eligible:
    """What a code stands for."""

    id: bytes
    kind: Kind
    depth: int
    invites: int


def new_codes(kind: Kind, count: int = 1) -> list[str]:
    """Codes that were not given before; show them once."""
    depth = 0 if kind is Kind.RELATIVE else DEPTH
    codes = [_new() for _ in range(count)]
    with changing(_file(), _SCHEMA, timezone.localdate()) as database:
        _insert(database, codes, kind, depth)
    return codes


def look_up(code: str) -> Eligible:
    """Raises `UnknownCode`."""
    digest = code_digest(code)
    with reading(_file(), _SCHEMA) as database:
        found = database.execute(
            "SELECT kind, depth, invites FROM code WHERE digest = ?", (digest,)
        ).fetchone()
    if found is None:
        raise UnknownCode("this is no code of this site: compare each letter")
    return Eligible(digest, Kind(found[0]), found[1], found[2])


def give_to_case(case: OpenCase) -> tuple[Kind, str]:
    """A code for whoever asks with the follow-up code: of a relative only after R36."""
    kind = Kind.RELATIVE if relationship_checked(case.request) else Kind.SUPPORTER
    with transaction.atomic():
        given, _ = CodesGiven.objects.get_or_create(request=case.request)
        given = CodesGiven.objects.select_for_update().get(pk=given.pk)
        if kind is Kind.SUPPORTER:  # everybody gets these: they are not counted
            return kind, new_codes(kind)[0]
        if given.count >= MOST_OF_A_CASE:
            raise AlreadyUsed("this request was given all its codes")
        given.count += 1
        given.save()
        return kind, new_codes(kind)[0]


def invite(code: str) -> list[str]:
    """The invitations that this code may give, all at once; it gives them once."""
    eligible = look_up(code)
    codes = [_new() for _ in range(INVITATIONS)]
    with changing(_file(), _SCHEMA, timezone.localdate()) as database:
        spent = database.execute(
            "UPDATE code SET invites = 0 WHERE digest = ? AND invites > 0", (eligible.id,)
        )
        if not spent.rowcount:
            raise AlreadyUsed("this code invites nobody, or has invited already")
        _insert(database, codes, Kind.INVITED, eligible.depth + 1)
    return codes


def for_other_issuers() -> bytes:
    """The list of digests that issuers at other organisations need; it tells nothing of people."""
    with reading(_file(), _SCHEMA) as database:
        rows = database.execute("SELECT kind, digest FROM code").fetchall()
    return codes_paper({kind: [row[1] for row in rows if row[0] == kind] for kind in Kind.values})


def _insert(database: sqlite3.Connection, codes: Iterable[str], kind: Kind, depth: int) -> None:
    invites = INVITATIONS if depth < DEPTH else 0
    rows = [(code_digest(code), kind.value, depth, invites) for code in codes]
    database.executemany("INSERT INTO code VALUES (?, ?, ?, ?)", rows)


def _new() -> str:
    letters = base64.b32encode(secrets.token_bytes(_BYTES)).decode()
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def _file() -> Path:
    return folders.all_petitions() / "codes.db"
