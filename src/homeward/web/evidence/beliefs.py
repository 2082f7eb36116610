"""What a family believes happened enters as a claim of the family: graded low, never as a fact."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, time
from typing import Any

from homeward.claims import Axis, default_grade
from homeward.web.access.models import User
from homeward.web.evidence.models import Claim, Source
from homeward.web.registry.filing import CLAIMED
from homeward.web.registry.models import SoughtPerson
from homeward.web.registry.weeks import this_week

KIND = "family"
NOBODY = "the-family"  # nobody logs in as this: it stands for what families wrote themselves


def enter_belief(
    person: SoughtPerson, *, kind: str, claim: uuid.UUID, body: bytes, **_: Any
) -> Claim:
    """The claim of a family, sealed when it was filed.

    It carries the week and no clock, and the log has no line of it: both would tell when the
    family wrote (SEI-4).
    """
    axis, said = CLAIMED[kind]
    default = default_grade(KIND, Axis(axis))
    entered = Claim(
        id=claim,
        person=person,
        source=_source(),
        cluster=claim.hex,
        axis=axis,
        said=said,
        reliability=default.grade.reliability.value,
        credibility=default.grade.credibility.value,
        language=person.request.language,
        body=body,
        entered_by=_nobody(),
        entered_at=datetime.combine(this_week(), time.min, tzinfo=UTC),
    )
    entered.save()
    return entered


def _source() -> Source:
    reliability = default_grade(KIND, Axis.FATE).grade.reliability.value
    told = {"title": "Families of this registry", "reliability": reliability, "public": False}
    return Source.objects.get_or_create(kind=KIND, title=told["title"], defaults=told)[0]


def _nobody() -> User:
    user, new = User.objects.get_or_create(username=NOBODY, defaults={"is_active": False})
    if new:
        user.set_unusable_password()
        user.save()
    return user
