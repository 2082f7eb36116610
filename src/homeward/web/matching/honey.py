"""Cases that nobody has a reason to read: whoever reads one is noticed at once (INS-3).

The mark is sealed like everything that was told, and no role is an audience of it: neither a page,
a table nor a disk tells such a case from another. Only the matcher sees it when it opens the case.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.db import transaction

from homeward.web.access.fields import Part
from homeward.web.access.log import record
from homeward.web.access.models import User
from homeward.web.access.policy import require
from homeward.web.access.watch import alert_honey
from homeward.web.registry import sealing
from homeward.web.registry.models import SoughtPerson, Statement

MARK = "honey"


def plant(person: SoughtPerson, *, by: User) -> None:
    """Mark an invented request, filed for this; the log does not say which."""
    require(by, "honey.plant")
    statement = uuid.uuid4()
    body = sealing.seal(statement, Part.MATCHING, {MARK: "yes"}, sealing.instance().matcher)
    with transaction.atomic():
        locked = SoughtPerson.objects.select_for_update().get(pk=person.pk)
        locked.version += 1
        locked.save(update_fields=["version"])
        Statement.objects.create(id=statement, person=locked, number=locked.version, body=body)
        record(by, "honey.planted", None)


def look_out(told: Mapping[str, str], by: User) -> None:
    """Raise the alarm if this is one; whoever reads it sees no difference."""
    if MARK in told:
        alert_honey(by)
