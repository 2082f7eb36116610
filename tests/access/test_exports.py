"""Everything that leaves the site as a file or a line: no value outside its audience (R9)."""

from __future__ import annotations

import io
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command, get_commands
from django.test import Client
from tests.access import outputs
from tests.access.outputs import (
    REASONS,
    STEM,
    WORD,
    World,
    as_read,
    holder,
    leaks,
    mark,
    reader,
    whole_of,
)
from tests.office import staff

from homeward.records import Role as Mentioned
from homeward.web.access.fields import FIELDS
from homeward.web.access.log import Reason
from homeward.web.access.models import Office, User
from homeward.web.access.roles import Role
from homeward.web.custody import exporting
from homeward.web.custody.models import Original
from homeward.web.desk.correcting import reading_of
from homeward.web.evidence import correcting
from homeward.web.evidence.actions import agree_to_corrections, ask_for_corrections, correct
from homeward.web.evidence.models import CorrectionExport, EvidenceItem
from homeward.web.family import own_copy
from homeward.web.matching import client as matcher_client
from homeward.web.registry import backups
from homeward.web.registry.models import TracingRequest, Upload
from homeward.web.reports.models import Report

pytestmark = pytest.mark.django_db
world = outputs.world
# Where the site hands out a file: all that sets a name for it. A new one belongs to a test below.
# Petitions know no field of anybody: what they hand out has tests of its own.
HANDED_OUT = {
    "desk/views/case.py", "desk/views/messages.py", "desk/views/originals.py",
    "desk/views/reports.py", "family/views/copy.py", "family/views/apart.py",
    "family/views/pictures.py",
}  # fmt: skip
# Commands of our own, and where each is looked at; processes write logs only (test_leaks).
COMMANDS = {
    "corrections": "test_the_file_for_the_trainer_tells_what_its_readers_may_see",
    "offline_form": "test_the_offline_form_holds_nothing_of_anybody",
    "ingest": "test_a_command_prints_numbers_only",
    "rechecks": "test_a_command_prints_numbers_only",
    "invent": "invented people only",
    "first_people": "test_staff",
    "matcher": "a process", "clock": "a process",
}  # fmt: skip
CASEWORKERS = ("caseworker", "protection_officer")


def test_no_file_and_no_command_was_forgotten() -> None:
    """Whoever adds an export is told to walk it, too."""
    folder = Path(settings.SITE).parent
    found = {
        str(page.relative_to(folder))
        for page in folder.rglob("*.py")
        if "petitions" not in page.parts and "Content-Disposition" in page.read_text("utf-8")
    }
    assert found == HANDED_OUT
    ours = {
        name
        for name, app in get_commands().items()
        if str(app).startswith("homeward") and not str(app).endswith("petitions")
    }
    assert ours == set(COMMANDS)


def _two(who: str, office: Office) -> tuple[Client, User, User]:
    """Somebody of this role with a browser, and a second one."""
    browser, one = reader(who, office)
    assert one is not None
    return browser, one, staff(f"second-{who}", office, Role(who))


@pytest.mark.rule("R9", "CUS-5")
@pytest.mark.parametrize("who", CASEWORKERS)
def test_a_package_of_evidence_tells_what_its_readers_may_see(
    who: str, world: World, office: Office
) -> None:
    """Record and chain in the clear, the original as ciphertext, nothing of any case."""
    browser, one, two = _two(who, office)
    packages = [_package(original, browser, one, two) for original in Original.objects.all()]

    assert len(packages) == 2
    for package in packages:
        assert leaks(package, who) == []
        assert mark("adult", "upload") not in as_read(package)  # metadata of the picture
    whole = as_read(" ".join(packages))
    assert mark("adult", "custody_item") in whole  # the control: it does say how it was collected


def _package(original: Original, browser: Client, one: User, two: User) -> str:
    exporting.agree(exporting.ask(original, by=one), by=two)
    return whole_of(browser.post(f"/en/desk/original/{original.pk}/take/"))


@pytest.mark.rule("R9")
@pytest.mark.parametrize("who", CASEWORKERS)
def test_a_sealed_part_is_ciphertext_to_the_site_and_to_whoever_carries_it(
    who: str, world: World, office: Office
) -> None:
    """Contacts, stories, messages, photos: taken out sealed, by nobody else."""
    browser, _, _ = _two(who, office)
    stranger, _ = reader("elsewhere", office)
    taken = 0
    for address, kind, opens in _sealed():
        browser.post(opens, {"reason": REASONS[kind].value})
        for one in (browser, stranger):
            answer = one.post(address)
            assert STEM not in whole_of(answer)
            taken += answer.headers.get("Content-Type") == "application/octet-stream"
    assert taken >= 4  # the control: sealed parts do come out


def _sealed() -> Iterator[tuple[str, str, str]]:
    for case in TracingRequest.objects.all():
        opens = f"/en/desk/open/case/{case.pk}/"
        yield f"/en/desk/case/{case.pk}/sealed/", "case", opens
        for message in case.messages.filter(by=None):
            yield f"/en/desk/case/{case.pk}/messages/{message.pk}/sealed/", "case", opens
    for file in Upload.objects.all():
        request = file.request_id
        yield f"/en/desk/case/{request}/file/{file.pk}/", "case", f"/en/desk/open/case/{request}/"
    for row in Report.objects.exclude(contact=None):
        opens = f"/en/desk/open/report/{row.pk}/"
        yield f"/en/desk/reports/{row.pk}/part/{row.pk}/", "report", opens


@pytest.mark.rule("R9", "R8")
@pytest.mark.parametrize("who", CASEWORKERS)
def test_the_file_for_the_trainer_tells_what_its_readers_may_see(
    who: str, world: World, office: Office, tmp_path: Path
) -> None:
    """Corrected texts with their names, and no text of a young person who asks who he was."""
    _, one, two = _two(who, office)
    officer = staff("corrector", office, Role.PROTECTION_OFFICER)
    for item in (*world.items.values(), *(row.item for row in Report.objects.all())):
        _correct(item, officer)
    agree_to_corrections(ask_for_corrections(by=one), by=two)
    out = tmp_path / "corrections.jsonl"
    export = CorrectionExport.objects.get(agreed=True)
    call_command("corrections", str(export.pk), str(out), stdout=io.StringIO())

    text = out.read_text(encoding="utf-8")
    assert leaks(text, "caseworker") == []
    assert mark("adult", "item_text") in text
    assert mark("asker", "name") not in text
    assert out.stat().st_mode & 0o077 == 0


def _correct(item: EvidenceItem, by: User) -> None:
    read = matcher_client.read_item(item.pk, by=by, reason=Reason.EVIDENCE_WORK)
    now = reading_of(read)
    if key := next(iter(now.mentions), None):
        correct(item, now, correcting.with_role(now, key, Mentioned.FALLEN), by=by)


@pytest.mark.rule("R9", "R28")
def test_the_familys_own_copy_holds_its_own_request_and_no_other(world: World) -> None:
    """All that she told and was told, with code and second word; without the word nothing."""
    browser = holder(world.families["adult"].code)
    refused = whole_of(browser.post("/en/read/copy/", {"second_word": "верба"}))
    copy = whole_of(browser.post("/en/read/copy/", {"second_word": WORD}))

    assert STEM not in refused
    assert mark("adult", "contact") in copy
    assert set(re.findall(rf"{STEM}\w+", copy)) <= {mark("adult", name) for name in FIELDS}
    for name in ("message", "upload", "claim_wording", "item_author", "custody_item"):
        assert mark("adult", name) not in copy


@pytest.mark.rule("R9")
def test_the_offline_form_holds_nothing_of_anybody(world: World, tmp_path: Path) -> None:
    """It goes from hand to hand: public keys and empty fields, from the page and the command."""
    for language in ("uk", "ru", "en"):
        out = tmp_path / f"{language}.html"
        call_command("offline_form", language, str(out), stdout=io.StringIO())
        assert STEM not in out.read_text(encoding="utf-8")
        assert STEM not in whole_of(Client().get(f"/{language}/new/file/"))
        assert STEM not in whole_of(Client().get(f"/{language}/new/sheet/"))


@pytest.mark.rule("R9")
@pytest.mark.django_db(transaction=True)
def test_a_copy_for_the_operator_is_readable_to_nobody(world: World, tmp_path: Path) -> None:
    """Whoever keeps the copies, an administrator too, has ciphertext; the control has a word."""
    for copy in backups.back_up(tmp_path / "copies"):
        assert STEM.encode() not in copy.read_bytes()
        with closing(sqlite3.connect(copy)) as database:
            assert STEM not in "\n".join(database.iterdump())
    files = [path for path in settings.HOMEWARD_DATA.rglob("*") if path.is_file()]
    assert len(files) > 5
    assert not [path for path in files if STEM.encode() in path.read_bytes()]


@pytest.mark.rule("R9")
def test_a_command_prints_numbers_only(
    world: World, bohdan: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an operator's terminal and log show of an ingest: counts, no names of files."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / f"{mark('adult', 'file_name')}.txt").write_text(mark("adult", "item_text"))
    said = io.StringIO()
    source = str(world.items["adult"].source_id)
    told = {"source": source, "by": bohdan.username, "method": mark("adult", "custody_item")}
    call_command("ingest", str(folder), stdout=said, stderr=said, **told)
    assert "1 files kept" in said.getvalue()
    assert STEM not in said.getvalue()


@pytest.mark.rule("R9")
def test_an_export_that_lets_a_field_out_is_found(
    world: World, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: a package and a family's copy with one field too many."""
    browser, one, two = _two("caseworker", office)
    real, secret = matcher_client.read_chain, mark("child", "institution")

    def with_more(*args: Any, **told: Any) -> dict[str, Any]:
        opened = real(*args, **told)
        return {**opened, "item": {**opened["item"], "mime": secret}}

    monkeypatch.setattr(matcher_client, "read_chain", with_more)
    original = Original.objects.first()
    assert original is not None
    assert leaks(_package(original, browser, one, two), "caseworker") == ["child: institution"]

    monkeypatch.setattr(own_copy, "_letters", lambda _: [secret])
    copy = holder(world.families["adult"].code).post("/en/read/copy/", {"second_word": WORD})
    assert leaks(whole_of(copy), "holder").count("child: institution") == 1
