"""Codes for anybody: for the work of a device, or, without a script, at a slow pace for all."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from homeward.errors import AlreadyUsed, Busy
from homeward.petition import work
from homeward.petition.storage import changing
from homeward.web.access.limits import Bucket
from homeward.web.petitions import codes, folders
from homeward.web.petitions.models import Kind

SLOW = Bucket(size=8, seconds=60)
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS work (digest BLOB PRIMARY KEY, day TEXT NOT NULL) WITHOUT ROWID"
)


def code_for(done: str) -> str:
    """One code; raises `BadInput` or `AlreadyUsed` for work that is none, `Busy` without any."""
    if done:
        _spend(done)
    elif not SLOW.take("all"):
        raise Busy("too many ask without a script: try again in a minute")
    return codes.new_codes(Kind.SUPPORTER)[0]


def _spend(done: str) -> None:
    today = timezone.localdate()
    digest = work.check(done, today)
    with changing(_file(), _SCHEMA, today) as database:
        over = (str(today - timedelta(days=1)),)  # what no check takes any more
        database.execute("DELETE FROM work WHERE day < ?", over)
        row = (digest, done[:10])
        if not database.execute("INSERT OR IGNORE INTO work VALUES (?, ?)", row).rowcount:
            raise AlreadyUsed("this work has been used for a code")


def _file() -> Path:
    return folders.all_petitions() / "work.db"
