"""What pages show of petitions. Sums over classes are never made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from homeward.web.petitions.models import FEW, HelpedPetition, Kind, Petition, State


@dataclass(frozen=True, slots=True)
class Line:
    """One class of a petition in words."""

    class_id: str
    label: str
    signed: str
    issued: int | None  # people who got tokens; None while it is open
    withheld: int
    k: int
    issuers: tuple[str, ...]
    is_small: bool  # as of the last day: a signature hides badly


def public_petitions() -> list[Petition]:
    return list(Petition.objects.exclude(state=State.DRAFT))


def lines_of(petition: Petition) -> list[Line]:
    """Its classes, each counted apart."""
    return [
        Line(
            class_id=group.id,
            label=label_of(group.id),
            signed=counted(group.id, petition.counted.get(group.id, 0)),
            issued=petition.issued.get(group.id),
            withheld=petition.withheld.get(group.id, 0),
            k=group.k,
            issuers=tuple(issuer.name for issuer in group.issuers),
            is_small=_is_small(petition, group.id),
        )
        for group in petition.frozen().classes
    ]


def _is_small(petition: Petition, class_id: str) -> bool:
    if petition.state == State.CLOSED:
        return bool(0 < petition.issued.get(class_id, 0) < FEW)
    return class_id not in petition.crowds


def label_of(class_id: str) -> str:
    return str(Kind(class_id).label) if class_id in Kind.values else class_id


def counted(class_id: str, n: int) -> str:
    """So many of this class, in words with the right ending."""
    words = {
        Kind.RELATIVE: ngettext("%(n)s confirmed relative", "%(n)s confirmed relatives", n),
        Kind.INVITED: ngettext(
            "%(n)s person invited by relatives", "%(n)s people invited by relatives", n
        ),
        Kind.PRINTED: ngettext(
            "%(n)s person with a printed code", "%(n)s people with a printed code", n
        ),
        Kind.SUPPORTER: ngettext("%(n)s unverified supporter", "%(n)s unverified supporters", n),
    }
    form = words[Kind(class_id)] if class_id in Kind.values else f"%(n)s {class_id}"
    return form % {"n": number_format(n, use_l10n=True, force_grouping=True)}


def phase(petition: Petition, today: date) -> str:
    """Where it stands, in a word."""
    if petition.state == State.CLOSED or today > petition.closes:
        return pgettext("petition", "closed")
    return _("not open yet") if today < petition.opens else pgettext("petition", "open")


def can_be_signed(petition: Petition, today: date) -> bool:
    return petition.state == State.FROZEN and petition.opens <= today <= petition.closes


def days_of_silence(petition: Petition, today: date) -> int | None:
    """Days since it was handed over, until the reply; None if it was not."""
    if petition.delivered_on is None:
        return None
    return ((petition.replied_on or today) - petition.delivered_on).days


def helped_petitions() -> list[HelpedPetition]:
    return list(HelpedPetition.objects.order_by("organisation", "pk"))
