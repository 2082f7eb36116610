"""An ingest that is killed in the middle leaves nothing half stored; the next run goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection
from tests.office import MATCHER_KEY
from tests.pictures.drawn import drawn, saved
from tests.web.custody.test_ingest import HOW, keyed_here

from homeward.web.access.models import User
from homeward.web.custody import files
from homeward.web.custody.ingest import Ingest
from homeward.web.custody.log import custody_log
from homeward.web.custody.models import CustodyEvent, Original, WorkingCopy
from homeward.web.evidence.models import EvidenceItem, Source

POSTS = 300
PROGRAM = """
import os, sys
from pathlib import Path
from django.conf import settings as s
import django
django.setup()
from django.db import connection
s.HOMEWARD_DATA = Path(sys.argv[1])
connection.close()
connection.settings_dict["NAME"] = sys.argv[2]
from homeward.custody import Acquired
from homeward.web.access.models import User
from homeward.web.custody import ingest
from homeward.web.evidence.models import Source
from homeward.web.matching.pictures import keyed
ingest.DOCUMENTS_AT_ONCE, ingest.FILES_AT_ONCE = 5, 2
key = bytes.fromhex(sys.argv[4])
ingest.Ingest(
    Path(sys.argv[3]), Source.objects.get(), Acquired(method="export", utc="2024-03-04"),
    User.objects.get(username="bohdan"), lambda digests: keyed(key, digests),
).run()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Posts, each with a name, and some pictures."""
    made = tmp_path / "export"
    made.mkdir()
    posts = [
        {"id": n, "type": "message", "text": f"Шукаємо {n}: Лосенко Остап Гнатович, 1991"}
        for n in range(POSTS)
    ]
    (made / "result.json").write_text(json.dumps({"messages": posts}))
    for number in range(6):
        (made / f"{number}.jpg").write_bytes(saved(drawn(number)))
    return made


@pytest.mark.rule("LOG-3")
@pytest.mark.django_db(transaction=True)
def test_kill_9_in_the_middle_of_an_ingest(
    folder: Path, source: Source, bohdan: User, data: Path
) -> None:
    """A real process, killed among the files and again among the texts; then it is run to its end.

    Every row has its file and every file its row, every event is in the log, no text is there
    twice, none is missing.
    """
    for reached in (lambda: Original.objects.count() >= 2, EvidenceItem.objects.exists):
        ended = _killed_when(reached, folder, data)
        assert ended == -signal.SIGKILL, "it was not in the middle"
    assert EvidenceItem.objects.count() < POSTS

    Ingest(folder, source, HOW, bohdan, keyed_here).run()
    assert EvidenceItem.objects.count() == POSTS
    assert Original.objects.count() == 7
    kept = {path.name for path in files.stored(files.ORIGINALS)}
    assert kept == {row.pk.hex for row in Original.objects.all()}
    for copy in WorkingCopy.objects.all():
        assert files.open_copy(copy.pk, MATCHER_KEY.private)
    assert WorkingCopy.objects.count() == 6
    waiting = set(custody_log().waiting())
    assert {bytes(event.commitment) for event in CustodyEvent.objects.all()} <= waiting
    again = Ingest(folder, source, HOW, bohdan, keyed_here).run()
    assert (again.kept, again.items) == (0, 0)


def _killed_when(reached: object, folder: Path, data: Path) -> int:
    assert callable(reached)
    database = str(connection.settings_dict["NAME"])
    command = [sys.executable, "-c", PROGRAM, data, database, folder, MATCHER_KEY.private.hex()]
    process = subprocess.Popen(list(map(str, command)), env={**os.environ})  # ours
    try:
        while not reached() and process.poll() is None:
            time.sleep(0.01)  # who asks without a pause keeps the other from the database
    finally:
        process.kill()
    return process.wait()
