"""`manage.py clock`, with the errands of the parts above the registry."""

from __future__ import annotations

from homeward.web.custody.log import publish_when_due as publish_custody_log
from homeward.web.custody.stamping import stamp_when_due
from homeward.web.petitions.daily import publish_petitions
from homeward.web.petitions.governance import publish_governance
from homeward.web.registry.management.commands import clock


class Command(clock.Command):
    errands = (
        *clock.ERRANDS,
        publish_petitions,
        publish_custody_log,
        publish_governance,
        stamp_when_due,
    )
