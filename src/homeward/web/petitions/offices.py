"""The issuer and the box for signatures, as `petition.wire` speaks with them.

Nothing here knows a request, an address or a session; the day is the finest time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from homeward.errors import BadInput
from homeward.petition import wire
from homeward.petition.issuing import Issuing
from homeward.web.petitions import folders
from homeward.web.petitions.codes import look_up
from homeward.web.petitions.models import Kind, Petition, State


def desks(kind: Kind) -> Iterator[Issuing]:
    """Where a person of this class gets tokens: one desk for each frozen petition."""
    for petition in Petition.objects.filter(state=State.FROZEN):
        if desk := desk_of(petition, kind):
            yield desk


def desk_of(petition: Petition, kind: Kind) -> Issuing | None:
    """None where the petition does not have that class."""
    key, manifest = folders.key_of(petition, kind), petition.frozen()
    if key is None or kind not in {group.id for group in manifest.classes}:
        return None
    ledger = folders.ledger_of(petition, kind)
    return Issuing(manifest, kind.value, key, ledger, folders.secret_of(petition))


def issue(body: bytes, today: date) -> bytes:
    """The answer to POST issue; raises `BadInput`, `UnknownCode`, `Busy`."""
    visit = wire.read_visit(body)
    eligible = look_up(visit.code)
    found = desks(eligible.kind)
    return wire.answer_visit(found, folders.issuer_name(), visit, eligible.id, today)


def take_in(petition: Petition, line: bytes, today: date) -> bool:
    """Keep a line that somebody brings; see `Deposits.accept`."""
    if petition.state != State.FROZEN:
        raise BadInput("the petition is not open")
    return folders.deposits_of(petition).accept(line, today)
