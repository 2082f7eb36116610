"""The custody log of this site: salted commitments of every event, published once a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from homeward.log import Log, open_log
from homeward.log.files import set_midnight
from homeward.web.custody.keys import log_signer

DAY_FILE = "published"


def custody_log() -> Log:
    """The log, made when it is first needed."""
    folder: Path = settings.HOMEWARD_DATA / "custody-log"
    return open_log(folder, log_signer())


def commit(commitments: Sequence[bytes]) -> None:
    """Keep them for the next publication, before what they commit to is stored."""
    custody_log().append(commitments)


def publish_when_due(today: date | None = None) -> bool:
    """Publish what waits, once a day; whether it was done now."""
    day = today or timezone.localdate()
    log = custody_log()
    last = log.folder.parent / f"{log.folder.name}.{DAY_FILE}"
    if not log.waiting() or (last.exists() and last.read_text() == day.isoformat()):
        return False
    publish(day)
    last.write_text(day.isoformat())
    return True


def publish(today: date | None = None) -> None:
    """Publish now: what is taken out must be provable."""
    log = custody_log()
    log.publish()
    set_midnight(log.folder, today or timezone.localdate())
