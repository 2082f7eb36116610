"""Claims as the engine's values, and the status computed from them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from homeward import claims as engine
from homeward.claims import Axis, Credibility, Evidence, Grade, Reliability, Status, Withdrawal
from homeward.dates import PartialDate
from homeward.records import Polarity
from homeward.web.evidence.agreeing import officers_behind
from homeward.web.evidence.models import Claim, ClaimWithdrawal, EvidenceItem, Mention
from homeward.web.registry.models import SoughtPerson


def claims_about(person: SoughtPerson, mentions: Iterable[Mention]) -> list[Claim]:
    """Claims about the sought person and about the mentions that were confirmed to be him."""
    about = Q(person=person) | Q(mention__in=[mention.pk for mention in mentions])
    found = Claim.objects.filter(about).select_related("source", "mention__item")
    return list(found.order_by("entered_at", "pk"))


def status_on(rows: Iterable[Claim], on: date) -> Status:
    """The status at the end of a day, from what had been entered by then (E4)."""
    rows = list(rows)
    taken_back = ClaimWithdrawal.objects.filter(claim__in=[row.pk for row in rows])
    behind = officers_behind(rows, on)
    return engine.status(
        [claim_value(row, behind.get(row, frozenset())) for row in rows],
        on=on,
        withdrawals=[
            Withdrawal(claim=str(w.claim_id), on=w.at.date(), by=str(w.by_id), reason=w.reason)
            for w in taken_back
        ],
    )


def claim_value(row: Claim, officers: frozenset[str] = frozenset()) -> engine.Claim:
    """A stored claim as the engine's value, without what is sealed; `officers` stand behind it."""
    return engine.Claim(
        id=str(row.pk),
        subject=str(row.person_id or row.mention_id),
        axis=Axis(row.axis),
        said=row.said,
        evidence=Evidence(
            id=str(row.mention.item_id if row.mention else row.source_id),
            kind=row.source.kind,
            cluster=row.mention.item.cluster if row.mention else row.cluster,
            said_on=row.said_on,
            said_in_captivity=row.coerced,
        ),
        grade=Grade(Reliability(row.reliability), Credibility(row.credibility)),
        entered_on=row.entered_at.date(),
        entered_by=str(row.entered_by_id),
        wording="",
        language=row.language,
        polarity=Polarity(row.polarity),
        fact_date=PartialDate.from_iso(row.fact_date) if row.fact_date else None,
        supersedes=str(row.supersedes_id) if row.supersedes_id else None,
        reviewed_by=officers,
    )


def items_searched_since(week: date) -> int:
    """How many items came in and were searched since that week: the same for every family."""
    return EvidenceItem.objects.filter(unreviewed=False, entered_in_week__gte=week).count()
