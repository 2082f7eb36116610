"""The site's governance log: what it opened and closed, with which keys and programs.

    {"manifest":{…},"t":"petition","v":1}                       with the keys of issuers and log
    {"sha256":[…],"t":"client","v":1}                           of script and offline file
    {"issued":{…},"p":…,"t":"closed","v":1,"withheld":{…}}      "destroyed": keys, K and ledgers
    {"p":…,"t":"destroyed","v":1}
    {"origin":…,"root":…,"size":…,"t":"custody","v":1}          of the custody log, as published

Lines tell no day: the log is published once a day. Nothing is kept of what was noted: whatever
holds now and does not stand in the log is added to it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from homeward.errors import HomewardError
from homeward.log import Log, canonical, leaf_hash, open_log, read_canonical
from homeward.log.files import set_midnight
from homeward.log.notes import to_base64
from homeward.log.tiles import CHECKPOINT
from homeward.petition import client
from homeward.petition.encoding import to_text
from homeward.web.custody.log import custody_log
from homeward.web.petitions import folders
from homeward.web.petitions.models import Petition, State

log = logging.getLogger(__name__)


def governance_log() -> Log:
    """The log, made when it is first needed."""
    return open_log(log_folder(), folders.governance_signer())


def log_folder() -> Path:
    return folders.all_petitions() / "governance"


def publish_governance(today: date | None = None) -> None:
    """The errand of the clock: once a day, if there is something new."""
    day = today or timezone.localdate()
    if _published_on(day):
        return
    try:
        publish(day)
    except (HomewardError, OSError):
        log.exception("the governance log will be published in a later round")


def publish(today: date) -> int:
    """Add what holds and stands nowhere yet; how many lines."""
    public = governance_log()
    known = {*public.leaf_hashes(), *map(leaf_hash, public.waiting())}
    new = [line for line in _holding() if leaf_hash(line) not in known]
    if new:
        public.append(new)
    if new or public.waiting():
        public.publish()
        set_midnight(public.folder, today)
    return len(new)


def _holding() -> Iterator[bytes]:
    """All that could be said today."""
    yield _line("client", sha256=client.digests())
    for petition in Petition.objects.exclude(state=State.DRAFT).order_by("opens", "pk"):
        yield _line("petition", manifest=read_canonical(petition.manifest.encode()))
        if petition.state == State.CLOSED:
            number = to_text(petition.frozen().id)
            yield _line("closed", p=number, issued=petition.issued, withheld=petition.withheld)
            if not folders.holds_secrets(petition):
                yield _line("destroyed", p=number)
    if (published := custody_log().checkpoint()).size:
        root = to_base64(published.root)
        yield _line("custody", origin=published.origin, size=published.size, root=root)


def _line(kind: str, **told: Any) -> bytes:
    return canonical({"v": 1, "t": kind} | told)


def _published_on(day: date) -> bool:
    """The checkpoint shows midnight of the day on which it was written."""
    try:
        shown = (log_folder() / CHECKPOINT).stat().st_mtime
    except FileNotFoundError:
        return False
    return datetime.fromtimestamp(shown, UTC).date() == day
