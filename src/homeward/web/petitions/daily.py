"""What the clock does once a day: publish what waits, close what is over.

Each petition on its own: a full disk or an absent witness at one keeps no other from it, and what
could not be published waits in its file for the next round.
"""

from __future__ import annotations

import logging
from datetime import date
from uuid import UUID

from django.utils import timezone

from homeward.errors import HomewardError
from homeward.log import Cosigner, ask_over_http, read_key
from homeward.petition.issuing import people_served
from homeward.petition.publication import close_petition, publish_batch
from homeward.petition.recount import Recount, recount
from homeward.web.petitions import folders
from homeward.web.petitions.models import FEW, Petition, State

log = logging.getLogger(__name__)
_DONE: dict[UUID, date] = {}  # what this process has published on which day


def publish_petitions(today: date | None = None) -> None:
    """Publish, or close, each frozen petition once a day."""
    day = today or timezone.localdate()
    for petition in Petition.objects.filter(state=State.FROZEN):
        if _DONE.get(petition.pk) == day:
            continue
        try:
            (close if day > petition.closes else publish)(petition, day)
        except (HomewardError, OSError):
            log.exception("a petition will be published in a later round")
        else:
            _DONE[petition.pk] = day


def cosigner_of(petition: Petition) -> Cosigner | None:
    """Asks the petition's witnesses; more than half of them must sign."""
    if not petition.witnesses:
        return None
    asks = [(read_key(one["key"]), ask_over_http(one["address"])) for one in petition.witnesses]
    return Cosigner(asks, len(asks) // 2 + 1)


def publish(petition: Petition, today: date) -> int:
    """The batch of a day; how many lines."""
    _note_crowds(petition)
    deposits, public = folders.deposits_of(petition), folders.log_of(petition)
    published = publish_batch(deposits, public, today, cosigner_of(petition))
    if published:
        _remember(petition, _counted(petition), today)
    return published


def close(petition: Petition, today: date) -> None:
    """Publish the rest and the numbers of people who got tokens, then destroy all secrets.

    It may be ended at any moment and called again. Where other issuers take part it waits until
    somebody entered how many tokens they gave.
    """
    public, cosign = folders.log_of(petition), cosigner_of(petition)
    if public.waiting():
        public.publish(cosign)
    counted = _counted(petition)
    if counted.close is None:
        if (issued := _issued(petition)) is None:
            publish(petition, today)
            return
        close_petition(folders.deposits_of(petition), public, issued, today, cosign=cosign)
        counted = _counted(petition)
    folders.destroy_secrets(petition)
    petition.state = State.CLOSED
    if counted.close is not None:
        petition.issued = dict(counted.close.issued)
        petition.withheld = dict(counted.close.withheld)
    _remember(petition, counted, today)


def _note_crowds(petition: Petition) -> None:
    """Once a day, so that the page tells nobody's hour."""
    groups = [group.id for group in petition.frozen().classes]
    crowds = [one for one in groups if folders.ledger_of(petition, one).count() >= FEW]
    if crowds != petition.crowds:
        petition.crowds = crowds
        petition.save()


def _issued(petition: Petition) -> dict[str, int] | None:
    """People who got tokens, by class; None while other issuers' numbers are missing."""
    issued = {}
    for group in petition.frozen().classes:
        own = folders.ledger_of(petition, group.id).count()
        if len(group.issuers) > 1:
            if group.id not in petition.issued_elsewhere:
                return None
            own = people_served([own, petition.issued_elsewhere[group.id]], group.k)
        issued[group.id] = own
    return issued


def _counted(petition: Petition) -> Recount:
    """The recount that anybody can make; raises `NotVerified` if our own files are wrong."""
    return recount(folders.log_folder(petition), petition_id=petition.frozen().id, workers=1)


def _remember(petition: Petition, counted: Recount, today: date) -> None:
    petition.counted, petition.counted_on = dict(counted.signed), today
    petition.save()
