"""The whole site as an operator runs it: four real processes, killed one after another."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from tests.office import POST, TOLD, wait_until

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


@dataclass
class Site:
    """A running site."""

    supervisor: subprocess.Popen[bytes]
    environ: dict[str, str]
    address: str

    def do(self, code: str) -> str:
        """Run a few lines inside the site's environment."""
        done = subprocess.run(
            [sys.executable, "-m", "homeward.web.manage", "shell", "-v", "0", "-c", code],
            env=self.environ,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://{self.address}/en/account/login/") as page:
                return bool(page.status == 200)
        except urllib.error.URLError:
            return False

    def child(self, name: str) -> int | None:
        """The process of a child of the supervisor, by a word of its command."""
        for entry in Path("/proc").iterdir():
            ours = entry.name.isdigit() and _parent(entry) == self.supervisor.pid
            if ours and name.encode() in (entry / "cmdline").read_bytes().split(b"\0"):
                return int(entry.name)
        return None

    def kill(self, name: str) -> None:
        """kill -9, and wait until another process has taken its place."""
        killed = wait_until(lambda: self.child(name))
        os.kill(killed, signal.SIGKILL)
        wait_until(lambda: self.child(name) not in {None, killed})


def _parent(entry: Path) -> int | None:
    try:
        return int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return None


@pytest.fixture
def database(tmp_path: Path) -> Iterator[str]:
    """An empty database of the kind that the suite runs on."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield ""
        return
    name = f"homeward_{secrets.token_hex(6)}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield urlsplit(url)._replace(path=f"/{name}").geturl().replace(":/homeward", "://homeward")
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def site(tmp_path: Path, database: str) -> Iterator[Site]:
    """`homeward-site serve` with keys of its own."""
    environ = {
        "PATH": os.environ["PATH"],
        "HOMEWARD_MODE": "development",
        "HOMEWARD_DATA": str(tmp_path / "site"),
        "DATABASE_URL": database,
    }
    command = [sys.executable, "-m", "homeward.web.site.run"]
    keys = tmp_path / "stick"
    subprocess.run([*command, "keys", "--out", str(keys)], env=environ, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    supervisor = subprocess.Popen(
        [*command, "serve", "--listen", address, "--matcher-key", str(keys / "matcher.key")],
        env=environ,
        stderr=(tmp_path / "log").open("wb"),
    )
    running = Site(supervisor, environ, address)
    wait_until(running.answers)
    yield running
    if supervisor.poll() is None:
        supervisor.kill()
        supervisor.wait()


def test_a_killed_process_loses_nothing(site: Site, tmp_path: Path) -> None:
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
    written = (tmp_path / "log").read_text()
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
