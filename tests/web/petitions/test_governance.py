"""The site's own log: petitions, keys, programs, closings, the root of the custody log."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.petitions.people import frozen, sign, told

from homeward.cli import run
from homeward.log import log_policy, read_log
from homeward.petition import client
from homeward.web.access.models import User
from homeward.web.custody import log as custody
from homeward.web.petitions import actions, daily, folders, governance
from homeward.web.petitions.models import Kind

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    daily._DONE.clear()
    yield
    daily._DONE.clear()


def lines() -> list[dict[str, Any]]:
    """As anybody reads it."""
    policy = log_policy(folders.governance_signer().verifier)
    return [json.loads(line) for line in read_log(governance.log_folder(), policy).entries]


def kinds() -> list[str]:
    return [line["t"] for line in lines()]


@pytest.mark.rule("SUP-2")
def test_programs_and_petitions_with_their_keys(bohdan: User, daryna: User) -> None:
    """The digests of the client, and each frozen manifest whole; no draft."""
    actions.write(told(), by=bohdan)
    petition = frozen(bohdan, daryna)
    governance.publish_governance(TODAY)
    program, opened = lines()
    assert program == {"v": 1, "t": "client", "sha256": client.digests()}
    assert opened["manifest"] == json.loads(petition.manifest)
    assert opened["manifest"]["client_sha256"] == program["sha256"]


def test_closing_and_the_end_of_the_keys(bohdan: User, daryna: User) -> None:
    """People who got tokens, what was withheld; and that the secrets are gone once they are."""
    petition = frozen(bohdan, daryna)
    sign(petition, Kind.RELATIVE)
    after = petition.closes + timedelta(days=1)
    daily.publish_petitions(after)
    petition.refresh_from_db()
    left = folders.folder_of(petition) / "relative.pem"
    left.write_bytes(b"left behind")
    governance.publish_governance(after)
    assert kinds() == ["client", "petition", "closed"]
    assert lines()[2]["issued"] == petition.issued
    assert lines()[2]["withheld"] == {"relative": 1}
    left.unlink()
    governance.publish_governance(after + timedelta(days=1))
    assert kinds() == ["client", "petition", "closed", "destroyed"]


def test_the_root_of_the_custody_log(db: None) -> None:
    """As it was published last; a later one is a line more."""
    governance.publish_governance(TODAY)
    assert kinds() == ["client"]
    for day in (1, 2):
        custody.commit([bytes([day]) * 32])
        custody.publish(TODAY)
        governance.publish_governance(TODAY + timedelta(days=day))
    assert [line["size"] for line in lines() if line["t"] == "custody"] == [1, 2]


def test_once_a_day_and_nothing_twice(bohdan: User, daryna: User) -> None:
    """Lines stand in it once, whoever asks how often; files tell no hour."""
    governance.publish_governance(TODAY)
    frozen(bohdan, daryna)
    governance.publish_governance(TODAY)
    assert kinds() == ["client"]
    for _ in range(2):
        governance.publish_governance(TODAY + timedelta(days=1))
    assert kinds() == ["client", "petition"]
    folder = governance.log_folder()
    assert {path.stat().st_mtime % 86_400 for path in [folder, *folder.rglob("*")]} == {0}


def test_a_full_disk_costs_a_round(bohdan: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is lost: the next round publishes it."""

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("homeward.log.writing.Log.publish", full)
        governance.publish_governance(TODAY)
    governance.publish_governance(TODAY)
    assert kinds() == ["client"]


def test_anybody_reads_it(bohdan: User, daryna: User, capsys: pytest.CaptureFixture[str]) -> None:
    """Public files and nothing else; the key stands on each petition's page; tampering is told."""
    petition = frozen(bohdan, daryna)
    governance.publish_governance(TODAY)
    key = str(folders.governance_signer().verifier)
    page = Client().get(f"/en/petitions/{petition.pk}/").content.decode()
    assert f"--key {key}" in page
    assert Client().get("/petitions/governance/checkpoint").status_code == 200
    for path in ("../governance.key", "..%2fgovernance.key", ".lock", "", "tile"):
        assert Client().get(f"/petitions/governance/{path}").status_code == 404
    command = ["petition", "governance", str(governance.log_folder()), "--key", key]
    assert run(command) == 0
    assert capsys.readouterr().out.count("\n") == 2
    bundle = governance.log_folder() / "tile/entries/000.p/2"
    bundle.write_bytes(bundle.read_bytes().replace(b"2048", b"2049").replace(b'"v":1', b'"v":2'))
    assert run(command) == 2
    assert "tile/" in capsys.readouterr().err
