"""The whole site as an operator runs it: four real processes, killed one after another."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.office import POST, TOLD, wait_until
from tests.running import Site, running_site

SET_UP = """
from homeward.web.access.models import Office, RoleGrant, User
office = Office.objects.create(name="Office", takes_filings=True)
for name in ("bohdan", "daryna"):
    user = User.objects.create_user(name, office=office)
    RoleGrant.objects.create(user=user, role="caseworker")
"""
FILE = f"""
from homeward.web.registry.actions import file_request
from homeward.web.registry.filing import Filing
from homeward.web.registry.purposes import Purpose
told = {TOLD!r}
print(file_request(Filing((told,), "uk", consents=frozenset({{Purpose.MATCH}}))).code)
"""
ADD_POST = f"""
from homeward.web.access.models import User
from homeward.web.evidence.actions import Post, add_post, add_source
bohdan = User.objects.get(username="bohdan")
source = add_source("fellow_soldier", "Group", by=bohdan)
add_post(Post({POST!r}), source, by=bohdan)
"""
COUNT = """
from homeward.web.registry import filings
from homeward.web.registry.models import TracingRequest
from homeward.web.review.models import Candidate
from homeward.web.access import log
assert log.check() is None
print(len(filings.waiting()), TracingRequest.objects.count(), Candidate.objects.count())
"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with running_site(tmp_path) as running:
        yield running


def test_a_killed_process_loses_nothing(site: Site) -> None:
    """kill -9 of each process in the middle of the journey; then a clean stop."""
    site.do(SET_UP)
    site.kill("clock")
    assert site.do(FILE)
    site.kill("matcher")
    site.do(ADD_POST)
    site.kill("db_worker")
    site.kill("gunicorn")

    wait_until(lambda: site.do(COUNT) == "0 1 1", 90)
    wait_until(site.answers)
    site.supervisor.send_signal(signal.SIGTERM)
    assert site.supervisor.wait(30) == 0
    assert not site.answers()
    written = site.log.read_text()
    for word in ("Лосенко", "Остап", "Авдіївк"):
        assert word not in written


def test_the_processes_end_with_their_supervisor(site: Site) -> None:
    """If the supervisor itself is killed, no process stays behind on the port."""
    pids = [wait_until(lambda n=name: site.child(n)) for name in ("matcher", "clock", "gunicorn")]
    site.supervisor.kill()
    site.supervisor.wait()

    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids))
    assert not site.answers()


def test_no_process_can_be_looked_into(site: Site) -> None:
    """No core dumps; the matcher's memory is not readable by others of the same user."""
    pid = wait_until(lambda: site.child("matcher"))
    limits = Path(f"/proc/{pid}/limits").read_text()
    core = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
    assert core.split()[4:6] == ["0", "0"]
