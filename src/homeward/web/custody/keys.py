"""Keys that sign: one for each of the staff, one for the custody log.

They open nothing. Whoever takes the machine could sign what comes after, not what was before: the
log's checkpoints are with witnesses and stamping authorities.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from homeward.custody import StaffKey, new_staff_key
from homeward.log import Signer, new_signer, read_signer
from homeward.seal.boxes import key_from_text, key_to_text
from homeward.web.access.models import User

LOG_NAME = "custody"


def staff_key(user: User) -> StaffKey:
    """The key of one of the staff; made when it is first needed."""
    written = _kept(f"{user.pk}.key", lambda: key_to_text(new_staff_key().secret))
    return StaffKey(key_from_text(written))


def log_signer() -> Signer:
    """The key of the custody log."""
    return read_signer(_kept("log.key", lambda: new_signer(LOG_NAME).written()))


def _kept(name: str, make: Callable[[], str]) -> str:
    folder: Path = settings.HOMEWARD_DATA / "custody-keys"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / name
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        pass
    fresh = path.with_name(f"{name}.{os.getpid()}")
    with open(fresh, "w", encoding="ascii", opener=_for_me_alone) as file:
        file.write(make() + "\n")
    try:
        os.link(fresh, path)  # whoever is first makes the key
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return path.read_text(encoding="ascii").strip()


def _for_me_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
