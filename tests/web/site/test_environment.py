"""What an operator sets."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from homeward.errors import BadInput
from homeward.seal.codes import CHEAP, FULL, Cost
from homeward.web.site.environment import (
    DECLARATION,
    Mode,
    code_cost,
    database,
    is_loopback,
    value,
)
from homeward.web.site.run import children

PRODUCTION = {
    "HOMEWARD_MODE": "production",
    "HOMEWARD_SECRET_KEY": "a key of a test that is longer than fifty characters, and 8347216",
    "HOMEWARD_HOSTS": "homeward.example",
    **dict.fromkeys(DECLARATION, "said"),
}


def _manage(tmp_path: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """One of Django's commands in a process and data folder of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "DATABASE_URL") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "homeward.web.manage", *arguments],
        env={**kept, "HOMEWARD_DATA": str(tmp_path / "data"), **environ},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_deployment_check_is_clean(tmp_path: Path) -> None:
    """Production settings raise no warning of Django's."""
    done = _manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_the_migrations_are_complete(tmp_path: Path) -> None:
    """No model was changed without a migration."""
    done = _manage(tmp_path, "makemigrations", "--check", "--dry-run", **PRODUCTION)

    assert done.returncode == 0, done.stdout


@pytest.mark.rule("R34")
@pytest.mark.parametrize("name", [*DECLARATION, "HOMEWARD_SECRET_KEY"])
def test_production_does_not_start_without(name: str, tmp_path: Path) -> None:
    """Operator, country, ties to any state, the caseworkers' organisation; and a secret key."""
    done = _manage(tmp_path, "check", **{n: v for n, v in PRODUCTION.items() if n != name})

    assert done.returncode != 0
    assert name in done.stderr


def test_a_site_without_a_mode_is_in_production(tmp_path: Path) -> None:
    """Forgetting the mode must not open anything."""
    done = _manage(tmp_path, "check")

    assert done.returncode != 0
    assert "HOMEWARD_SECRET_KEY" in done.stderr or "HOMEWARD_OPERATOR" in done.stderr


@pytest.mark.parametrize("mode", ["demo", "development"])
@pytest.mark.parametrize("address", ["0.0.0.0:8000", "192.0.2.7:8000", "homeward.example:80"])
def test_a_demo_is_reachable_from_this_machine_only(
    mode: str, address: str, tmp_path: Path
) -> None:
    """Any address but loopback is refused before a process starts."""
    done = subprocess.run(
        [sys.executable, "-m", "homeward.web.site.run", "serve", "--listen", address],
        env={
            "PATH": os.environ["PATH"],
            "HOMEWARD_MODE": mode,
            "HOMEWARD_DATA": str(tmp_path / "data"),
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert "this machine only" in done.stderr


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("::1", True),
        ("[::1]", True),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
        ("", False),
    ],
)
def test_loopback(host: str, *, loopback: bool) -> None:
    """An empty host means all addresses, so it is not loopback."""
    assert is_loopback(host) is loopback


def test_addresses_of_databases(tmp_path: Path) -> None:
    """Empty and sqlite URLs are files, a postgresql URL a server or a socket folder."""
    assert database("", tmp_path)["NAME"] == str(tmp_path / "homeward.db")
    assert database("sqlite:////srv/a%20b.db", tmp_path)["NAME"] == "/srv/a b.db"
    server = database("postgresql://me:p%40ss@db.example:5433/site?sslmode=require", tmp_path)
    assert [server[k] for k in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")] == [
        "site", "me", "p@ss", "db.example", "5433", {"sslmode": "require"},
    ]  # fmt: skip
    assert database("postgres://me@/site?host=/run/pg", tmp_path)["HOST"] == "/run/pg"
    with pytest.raises(BadInput):
        database("mysql://x/y", tmp_path)


def test_codes_are_cheap_in_tests_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """64 MiB and three passes a guess, unless a test says otherwise; production refuses that."""
    monkeypatch.delenv("HOMEWARD_CHEAP_CODES")
    assert code_cost(Mode.PRODUCTION) == code_cost(Mode.DEMO) == FULL == Cost(64 * 1024, 3)
    monkeypatch.setenv("HOMEWARD_CHEAP_CODES", "yes")
    assert code_cost(Mode.DEVELOPMENT) == CHEAP
    with pytest.raises(BadInput, match="HOMEWARD_CHEAP_CODES"):
        code_cost(Mode.PRODUCTION)


def test_a_value_may_stand_in_a_file(tmp_path: Path) -> None:
    """Secrets are given as files; a file that cannot be read is named."""
    secret = tmp_path / "secret"
    secret.write_text("from a file\n")

    assert value("X", environ={"X_FILE": str(secret)}) == "from a file"
    assert value("X", environ={"X": " said ", "X_FILE": str(secret)}) == "said"
    assert value("X", "else", environ={}) == "else"
    with pytest.raises(BadInput, match="X_FILE"):
        value("X", environ={"X_FILE": str(tmp_path / "nothing")})


@pytest.mark.rule("R29")
def test_the_server_writes_no_access_log() -> None:
    """Gunicorn is started without one, and without a control socket."""
    web = next(
        child
        for child in children("x:1", workers=1, threads=1, matcher_key=None)
        if child.name == "web"
    )

    assert "--access-logfile" not in web.command
    assert "--no-control-socket" in web.command
