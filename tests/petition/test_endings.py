"""No voice is lost and none is doubled, however a publication ends."""

import random
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from tests.petition.example import MANIFEST, OPEN, TODAY, Office, seeds, sign

from homeward.log import read_log
from homeward.petition.publication import open_petition, publish_batch
from homeward.petition.receipts import policy_of
from homeward.petition.recount import recount

LINES = [sign(seed) for seed in seeds(40, salt=7)]
ROOT = Path(__file__).parents[2]
PUBLISHER = """
import resource, sys
from datetime import date
from pathlib import Path
from homeward.petition.publication import publish_batch
from tests.petition.example import Office
office = Office(Path(sys.argv[1]))
if limit := int(sys.argv[3]):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
print("ready", flush=True)
publish_batch(office.deposits, office.log, date.fromisoformat(sys.argv[2]), office.cosign)
"""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    open_petition(office.log, MANIFEST, OPEN, office.cosign)
    return office


def start(office: Office, day: int, limit: int = 0) -> subprocess.Popen[bytes]:
    arguments = [office.folder, TODAY + timedelta(day), limit]
    process = subprocess.Popen(
        [sys.executable, "-c", PUBLISHER, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    return process


def all_counted_once(office: Office, day: int) -> None:
    publish_batch(office.deposits, office.log, TODAY + timedelta(day), office.cosign)
    assert office.deposits.waiting() == []
    entries = read_log(office.log.folder, policy_of(MANIFEST)).entries
    assert sorted(entries) == sorted(LINES)
    assert recount(office.log.folder, petition_id=MANIFEST.id).signed == {"relative": 40}


@pytest.mark.rule("LOG-3")
def test_killed_while_publishing(office: Office, *, full: bool) -> None:
    """kill -9 at any moment of the daily job: the next run finishes it."""
    dice = random.Random(11)
    office.hand_in(LINES[:20])
    for day in range(60 if full else 6):
        if day == 3:
            office.hand_in(LINES[20:])
        process = start(office, day)
        try:
            process.wait(dice.uniform(0, 0.3))
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
    all_counted_once(office, 61)


def test_full_disk(office: Office) -> None:
    """A disk that is full at publication costs nothing but time."""
    office.hand_in(LINES)
    for day, limit in enumerate((5_000, 30_000)):
        process = start(office, day, limit)
        process.communicate()
        assert process.returncode
    assert len(office.deposits.waiting()) == 40
    all_counted_once(office, 9)
