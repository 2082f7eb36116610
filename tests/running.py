"""A real site for tests: `homeward-site serve` with keys and a database of its own."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from tests.office import wait_until

from homeward.web.matching.wire import receive, send

PROCESSES = ("matcher", "db_worker", "clock", "gunicorn")  # a word of the command of each


@dataclass
class Site:
    """A running site."""

    supervisor: subprocess.Popen[bytes]
    environ: dict[str, str]
    address: str
    log: Path

    @property
    def url(self) -> str:
        return f"http://{self.address}"

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
            with urllib.request.urlopen(f"{self.url}/en/account/login/") as page:
                return bool(page.status == 200)
        except OSError:  # nobody listens, or it ends just now
            return False

    def matcher_has_key(self) -> bool:
        """Whether the matcher answers and can read; a killed one leaves its socket behind."""
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
                connection.connect(str(Path(self.environ["HOMEWARD_DATA"]) / "matcher.sock"))
                send(connection, {"what": "status"})
                return bool(receive(connection)["found"]["has_key"])
        except OSError:
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
        orphans = [entry for entry in Path("/proc").iterdir() if _parent(entry) == killed]
        os.kill(killed, signal.SIGKILL)
        wait_until(lambda: not any(entry.exists() for entry in orphans))  # they answer for a while
        wait_until(lambda: self.child(name) not in {None, killed})


def _parent(entry: Path) -> int | None:
    try:
        return int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return None


@contextmanager
def empty_database() -> Iterator[str]:
    """The URL of an empty database of the kind that the suite runs on; "" for SQLite."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield ""
        return
    name = f"homeward_{secrets.token_hex(6)}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield urlsplit(url)._replace(path=f"/{name}").geturl()
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def running_site(folder: Path) -> Iterator[Site]:
    """`homeward-site serve` in development mode, its data in `folder`."""
    with empty_database() as database:
        environ = {
            "PATH": os.environ["PATH"],
            "HOMEWARD_MODE": "development",
            "HOMEWARD_DATA": str(folder / "site"),
            "DATABASE_URL": database,
        }
        command = [sys.executable, "-m", "homeward.web.site.run"]
        keys = folder / "stick"
        subprocess.run([*command, "keys", "--out", str(keys)], env=environ, check=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{free.getsockname()[1]}"
        log = folder / "log"
        with log.open("wb") as written:
            supervisor = subprocess.Popen(
                [*command, "serve", "--listen", address, "--matcher-key", keys / "matcher.key"],
                env=environ,
                stderr=written,
            )
        site = Site(supervisor, environ, address, log)
        try:
            wait_until(site.answers)
            yield site
        finally:
            if supervisor.poll() is None:
                supervisor.kill()
                supervisor.wait()
