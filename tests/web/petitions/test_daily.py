"""Publication and closing through the site, and what is left on the disk."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from tests.web.petitions.people import frozen, hand_in, sign

from homeward.log import read_log
from homeward.log.writing import Log
from homeward.petition.receipts import policy_of
from homeward.petition.recount import recount
from homeward.web.access.models import User
from homeward.web.petitions import codes, daily, folders
from homeward.web.petitions.invented import invent_petition
from homeward.web.petitions.models import Kind, Petition, State
from homeward.web.petitions.queries import counted, lines_of

pytestmark = pytest.mark.django_db
BATCH = 20
HEADER = 100  # bytes of an SQLite file that count its changes


@pytest.fixture(autouse=True)
def morning() -> None:
    """As after a start."""
    daily._DONE.clear()


@pytest.fixture
def petition(bohdan: User, daryna: User) -> Petition:
    return frozen(bohdan, daryna)


def published(petition: Petition) -> list[bytes]:
    manifest = petition.frozen()
    return list(read_log(folders.log_folder(petition), policy_of(manifest)).entries)


@pytest.mark.rule("PET-11")
def test_a_batch_is_published_sorted_and_never_a_smaller_one(petition: Petition) -> None:
    """Nineteen wait; twenty are published in the order of their digests; files tell no hour."""
    for _ in range(BATCH - 1):
        sign(petition)
    daily.publish_petitions()
    assert published(petition) == []
    sign(petition)
    daily.publish_petitions()
    assert published(petition) == []  # once a day only
    daily.publish_petitions(timezone.localdate() + timedelta(days=1))
    lines = published(petition)
    assert len(lines) == BATCH
    assert lines == sorted(lines, key=lambda line: sha256(line).digest())
    petition.refresh_from_db()
    assert petition.counted["supporter"] == BATCH
    private = {"secret", "log.key", ".lock", *(f"{kind}.pem" for kind in Kind)}  # of the freezing
    for path in folders.folder_of(petition).rglob("*"):
        if path.name not in private:
            assert path.stat().st_mtime % 86_400 == 0, path.name


def test_a_full_disk_loses_no_vote(petition: Petition, monkeypatch: pytest.MonkeyPatch) -> None:
    """No space while publishing: everything waits, and the next round publishes it once."""
    for _ in range(BATCH):
        sign(petition)

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Log, "publish", full)
        daily.publish_petitions()
    assert published(petition) == []
    daily.publish_petitions()
    assert len(set(published(petition))) == len(published(petition)) == BATCH


def test_a_lost_file_of_deposits_doubles_no_vote(petition: Petition) -> None:
    """As after a copy was brought back without it: published signatures stay used."""
    lines = [sign(petition) for _ in range(BATCH)]
    daily.publish_petitions()
    folders.deposits_of(petition).path.unlink()
    assert [hand_in(petition, line).status_code for line in lines[:2]] == [409, 409]
    sign(petition)
    assert len(folders.deposits_of(petition).waiting()) == 1


@pytest.mark.rule("PET-6")
def test_closing_counts_people_and_destroys_secrets(petition: Petition) -> None:
    """Two signed: both are withheld and counted; ledgers, deposits, K and keys are gone."""
    for _ in range(2):
        sign(petition, Kind.RELATIVE)
    after = petition.closes + timedelta(days=1)
    daily.publish_petitions(after)
    petition.refresh_from_db()
    assert petition.state == State.CLOSED
    assert petition.issued == {"relative": 2, "invited": 0, "printed": 0, "supporter": 0}
    assert petition.withheld == {"relative": 2}
    folder = folders.folder_of(petition)
    assert {path.name for path in folder.iterdir()} == {"log", "log.key"}
    told = recount(folders.log_folder(petition), petition_id=petition.frozen().id)
    assert told.close is not None
    assert hand_in(petition, b"{}").status_code == 400
    line = next(one for one in lines_of(petition) if one.class_id == "relative")
    assert line.is_small


def test_closing_goes_on_after_an_end_in_the_middle(petition: Petition) -> None:
    """Ended between the public closing line and the destruction: closed once, then destroyed."""
    sign(petition)
    after = petition.closes + timedelta(days=1)
    daily.close(petition, after)
    Petition.objects.update(state=State.FROZEN)
    daily.publish_petitions(after)
    assert Petition.objects.get().state == State.CLOSED
    assert len(published(petition)) == 1


@pytest.mark.rule("PET-4", "SEI-4")
def test_no_file_ties_a_code_to_a_signature(petition: Petition, data: Path) -> None:
    """After a batch: no code and no mark in any file or table; rows lie by their keys."""
    kinds = (Kind.RELATIVE, Kind.SUPPORTER)
    lines = [sign(petition, kinds[number % 2]) for number in range(BATCH)]
    given = codes.new_codes(Kind.RELATIVE, 5)
    daily.publish_petitions(timezone.localdate() + timedelta(days=1))
    assert published(petition) != lines
    files = [path for path in data.rglob("*") if path.is_file()]
    dump = "".join(
        serializers.serialize("json", model.objects.all())  # type: ignore[attr-defined]
        for model in apps.get_models()
    ).encode()
    everything = b"".join(path.read_bytes() for path in files) + dump
    marks = [json.loads(line)["cR"].encode() for line in lines]
    for secret in given:
        for spelling in (secret, secret.replace("-", ""), secret.lower()):
            assert spelling.encode() not in everything
    assert not any(mark in dump for mark in marks)
    for path in files:
        if path.suffix == ".db" and "petitions" in path.parts:
            _rows_lie_by_their_keys(path)
            assert path.stat().st_mtime % 86_400 == 0


def _rows_lie_by_their_keys(path: Path) -> None:
    """No table has row ids, no column a time, and the file is as a fresh copy of it would be."""
    with closing(sqlite3.connect(path)) as database:
        tables = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        for name, made in tables.fetchall():
            assert "WITHOUT ROWID" in made
            columns = {row[1] for row in database.execute(f"PRAGMA table_info({name})")}
            assert columns <= {
                *("digest", "entry", "mark", "day", "tag", "h", "kind", "depth", "invites"),
            }
        database.execute("VACUUM INTO ?", (str(path.with_suffix(".copy")),))
    copy = path.with_suffix(".copy").read_bytes()  # written in the order of the keys
    assert path.read_bytes()[HEADER:] == copy[HEADER:]


@pytest.mark.parametrize(
    ("language", "n", "words"),
    [
        ("en", 1204, "1,204 confirmed relatives"),
        ("en", 1, "1 confirmed relative"),
        ("uk", 1204, "1204 підтверджені родичі"),
        ("uk", 310, "310 підтверджених родичів"),
        ("ru", 21, "21 подтверждённый родственник"),
        ("ru", 5080, "5080 подтверждённых родственников"),
    ],
)
def test_classes_are_counted_in_words(language: str, n: int, words: str) -> None:
    """The right ending in each language; how digits are grouped is the language's."""
    with override(language):
        said = counted("relative", n)
    assert "".join(said.split("\xa0")) == words


def test_the_invented_petition_is_signed_and_published(bohdan: User, daryna: User) -> None:
    """The demonstration shows numbers that a recount confirms."""
    petition = invent_petition(bohdan, daryna)
    assert petition.counted == {"relative": 13, "invited": 5, "printed": 0, "supporter": 9}


def test_a_small_crowd_is_warned_of_by_the_day(
    petition: Petition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anybody signs; the page changes once a day, not with the one who makes it enough."""
    monkeypatch.setattr(daily, "FEW", 2)
    at = f"/en/petitions/{petition.pk}/sign/"

    def warned() -> bool:
        lines = {line.class_id: line.is_small for line in lines_of(Petition.objects.get())}
        assert lines["relative"]  # nobody came in this class
        text = Client().get(at).content.decode()
        assert ("unverified supporters: fewer than" in text) is lines["supporter"]
        return lines["supporter"]

    daily.publish_petitions()
    for _ in range(2):
        sign(petition)
    assert warned()
    daily.publish_petitions(timezone.localdate() + timedelta(days=1))
    assert not warned()
