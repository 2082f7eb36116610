"""SEI-1 and SEI-2 on everything that is stored, and what a disk tells of a known public text."""

from __future__ import annotations

import hashlib
import hmac
import os
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from tests.office import INTAKE_KEY, MATCHER_KEY, POST, ask, search_all
from tests.running import running_site
from tests.web.registry.test_seizure import _files, _hits, _marks

from homeward.errors import Sealed
from homeward.seal import boxes
from homeward.seal.records import open_body
from homeward.web.evidence.models import EvidenceItem
from homeward.web.matching.server import Matcher
from homeward.web.registry import sealing

CONTACT, STORY, NAME = "+380990007771", "Хутороградська оповідь", "Зубокряк Остап"


def blobs() -> list[bytes]:
    """Every ciphertext of every table, whatever part it belongs to."""
    found = []
    for kind in apps.get_models():
        names = [f.name for f in kind._meta.concrete_fields if isinstance(f, models.BinaryField)]
        for row in models.QuerySet(kind).values_list(*names) if names else ():
            found += [bytes(cell) for cell in row if cell]
    return found


def data_keys(private: bytes, folder: Path) -> Iterator[tuple[bytes, bytes]]:
    """Each data key that this private key opens, with what binds it."""
    with sqlite3.connect(folder / "keys.db") as store:
        rows = store.execute("SELECT record, part, box FROM data_key").fetchall()
    for record, part, box in rows:
        context = f"homeward {part} v1 ".encode() + record
        try:
            yield boxes.open_box(bytes(box), private, context=context), context
        except Sealed:
            continue


def all_that_opens(private: bytes, folder: Path) -> str:
    """Everything that somebody with this key and the whole disk reads."""
    found, stored = [], blobs()
    for key, context in data_keys(private, folder):
        for body in stored:
            try:
                found.append(open_body(body, key, context=context).decode())
            except Sealed:
                continue
    return "\n".join(found)


@pytest.mark.rule("SEI-2")
@pytest.mark.django_db
def test_with_the_matchers_key_no_word_told_in_confidence_is_read(
    office: object, data: Path, post: EvidenceItem, matcher: Matcher
) -> None:
    """The whole disk and the key: names are read (the control), contacts and stories are not."""
    for number in range(5):
        ask(name=f"{NAME}{number}", contact=CONTACT, circumstances=STORY, second_word=STORY)
    search_all(matcher)

    read = all_that_opens(MATCHER_KEY.private, data)
    assert read.count(NAME) >= 5
    assert POST[:30] in read
    for secret in (CONTACT, STORY):
        assert secret not in read
        assert secret in all_that_opens(INTAKE_KEY.private, data)


@pytest.mark.rule("SEI-1")
@pytest.mark.django_db
def test_the_disk_does_not_tell_which_public_text_an_item_is(
    data: Path, post: EvidenceItem, matcher: Matcher
) -> None:
    """Whoever has the post and the disk finds no digest of it; with the matcher's key he would."""
    search_all(matcher)
    item = EvidenceItem.objects.get(pk=post.pk)
    salt, text = sealing.instance().salt, " ".join(POST.split()).encode()
    guesses = {
        hmac.digest(key, text, name)
        for key in (salt, b"", MATCHER_KEY.public, INTAKE_KEY.public)
        for name in ("sha256", "sha512")
    } | {hashlib.sha256(text).digest(), hashlib.sha256(POST.encode()).digest()}
    stored = {bytes(item.digest or b""), item.cluster.encode()}
    for guess in guesses:
        assert not any(guess[:16] in one or guess.hex()[:32].encode() in one for one in stored)
    assert item.digest  # the control: there is a digest, and the search wrote it


@pytest.mark.rule("SEI-1")
def test_a_real_site_that_is_killed_leaves_no_marker(tmp_path: Path, *, full: bool) -> None:
    """kill -9 of everything in the middle of the work: no file, database or log holds a word."""
    if not full:
        pytest.skip("a whole site: with --full; test_seizure.py does the same in one process")
    numbers = range(30)
    code = "\n".join(
        [
            "from homeward.web.access.models import Office",
            "from tests.web.registry.test_seizure import _file",
            "Office.objects.get_or_create(name='Office', takes_filings=True)",
            f"[_file(number) for number in range({len(numbers)})]",
        ]
    )
    with running_site(tmp_path) as site:
        site.environ["PYTHONPATH"] = str(Path(__file__).parents[2])
        site.do(code)
        for name in ("matcher", "clock", "gunicorn", "db_worker"):
            if pid := site.child(name):
                os.kill(pid, signal.SIGKILL)
        site.supervisor.kill()
        site.supervisor.wait()
        assert not _hits(_files(tmp_path), numbers)
        (tmp_path / "leak").write_text(_marks(3)[0], encoding="utf-8")  # the control
        assert _hits(_files(tmp_path), numbers)
