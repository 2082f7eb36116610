"""What an operator sets, from the environment or from files, and what must be set in production.

`HOMEWARD_X` gives a value, `HOMEWARD_X_FILE` names a file that holds it (for secrets). Every name
is described in docs/site.md.
"""

from __future__ import annotations

import ipaddress
import os
import secrets
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from homeward.errors import BadInput
from homeward.seal.codes import CHEAP, FULL, Cost


class Mode(StrEnum):
    """What the site is run for. A demo holds invented people only and is not reachable."""

    DEMO = "demo"
    DEVELOPMENT = "development"
    PRODUCTION = "production"


# R34: what every page shows, and without which production does not start.
DECLARATION = {
    "HOMEWARD_OPERATOR": "the legal operator",
    "HOMEWARD_COUNTRY": "the country whose law applies",
    "HOMEWARD_STATE_TIES": "ties to any state (write 'none' if there are none)",
    "HOMEWARD_CASEWORKERS": "the organisation of the caseworkers",
}


def value(name: str, default: str = "", *, environ: Mapping[str, str] = os.environ) -> str:
    """The value of a setting, or what stands in the file that `<name>_FILE` names."""
    if name in environ:
        return environ[name].strip()
    file = environ.get(f"{name}_FILE")
    if file is None:
        return default
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as failure:
        raise BadInput(f"{name}_FILE names {file}, which cannot be read: {failure}") from None


def mode() -> Mode:
    """`HOMEWARD_MODE`; production unless said otherwise."""
    text = value("HOMEWARD_MODE", Mode.PRODUCTION)
    try:
        return Mode(text)
    except ValueError:
        raise BadInput(f"HOMEWARD_MODE is one of {', '.join(Mode)}, not '{text}'") from None


def whole_number(name: str, default: int) -> int:
    """A setting that is a whole number."""
    text = value(name, str(default))
    if not text.isdecimal():
        raise BadInput(f"{name} is a whole number, not '{text}'")
    return int(text)


def folder(name: str) -> Path | None:
    """A setting that names a folder, or nothing."""
    text = value(name)
    if text and not Path(text).is_dir():
        raise BadInput(f"{name} names {text}, which is no folder")
    return Path(text).resolve() if text else None


def code_cost(running: Mode) -> Cost:
    """What guessing a follow-up code costs. Tests may make codes cheap; production refuses that."""
    cheap = value("HOMEWARD_CHEAP_CODES", "no") == "yes"
    if cheap and running is Mode.PRODUCTION:
        raise BadInput("HOMEWARD_CHEAP_CODES is for tests: a code could be guessed. Unset it")
    return CHEAP if cheap else FULL


def secret_key(data: Path, running: Mode) -> str:
    """Django's key. Outside production one is made in the data folder."""
    given = value("HOMEWARD_SECRET_KEY")
    if given:
        return given
    if running is Mode.PRODUCTION:
        raise BadInput("set HOMEWARD_SECRET_KEY_FILE to a file with at least 50 random characters")
    file = data / "secret_key"
    if not file.exists():
        file.write_text(secrets.token_urlsafe(64), encoding="utf-8")
        file.chmod(0o600)
    return file.read_text(encoding="utf-8")


def declaration(running: Mode) -> dict[str, str]:
    """Who is behind this instance (R34); production does not start without it."""
    given = {name: value(name) for name in DECLARATION}
    missing = [f"{name}: {DECLARATION[name]}" for name, text in given.items() if not text]
    if missing and running is Mode.PRODUCTION:
        raise BadInput("the site does not start before these are set:\n" + "\n".join(missing))
    return {name.removeprefix("HOMEWARD_").lower(): text for name, text in given.items()}


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def database(url: str, data: Path) -> dict[str, object]:
    """Django's DATABASES entry of a URL: empty or `sqlite:///path`, or `postgresql://…`."""
    parts = urlsplit(url)
    if parts.scheme in {"", "sqlite"}:
        return _sqlite(Path(unquote(parts.path[1:])) if url else data / "homeward.db")
    if parts.scheme in {"postgres", "postgresql"}:
        options = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", parts.hostname or ""),
            "PORT": options.pop("port", str(parts.port or "")),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": options,
        }
    raise BadInput("DATABASE_URL begins with sqlite:/// or postgresql://")


def _sqlite(path: Path) -> dict[str, object]:
    pragmas = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;"
        "PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON"
    )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
        "TEST": {"NAME": str(path.with_suffix(".test.db"))},
    }
