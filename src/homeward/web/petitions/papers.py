"""Way D: complete signatures on paper, drawn from a heap by whoever is on a ticked list.

Nobody computes anything, and no list says which paper went to whom. The issuer and whoever hands
out could collude; papers can be swapped among people.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date

import segno
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from homeward.errors import BadInput
from homeward.petition.issuing import Issuing
from homeward.petition.signing import finish, prepare, withdrawal
from homeward.petition.tokens import SEED
from homeward.web.access.log import record
from homeward.web.access.models import User
from homeward.web.access.policy import require
from homeward.web.petitions import folders
from homeward.web.petitions.actions import MOST_PRINTED, PRINT
from homeward.web.petitions.models import Kind, Petition
from homeward.web.petitions.offices import desk_of


@dataclass(frozen=True, slots=True)
class Paper:
    """One signature that nobody owns yet."""

    entry: str
    withdrawal: str = field(repr=False)

    @property
    def picture(self) -> SafeString:
        return qr(self.entry)


def print_tokens(petition: Petition, count: int, *, by: User) -> list[Paper]:
    """Papers of the class with printed codes; raises `BadInput` where one issuer is too few."""
    require(by, PRINT)
    desk = desk_of(petition, Kind.PRINTED)
    if desk is None or desk.manifest.class_of(Kind.PRINTED.value).k > 1:
        raise BadInput(_("This petition has no class for papers that this site issues alone."))
    if not 1 <= count <= MOST_PRINTED:
        raise BadInput(_("A sheet has 1 to %(most)s codes.") % {"most": MOST_PRINTED})
    record(by, "petition.print_tokens", petition, count=count)
    today = timezone.localdate()
    papers = [_paper(desk, today) for _number in range(count)]
    return sorted(papers, key=lambda paper: paper.entry)


def _paper(desk: Issuing, today: date) -> Paper:
    seed = secrets.token_bytes(SEED)
    asked = prepare(desk.manifest, desk.class_id, seed)
    signed = desk.issue(secrets.token_bytes(SEED), asked.messages()[folders.issuer_name()], today)
    line = finish(asked, {folders.issuer_name(): signed})
    return Paper(line.decode(), withdrawal(desk.manifest, seed).decode())


def qr(text: str) -> SafeString:
    """A QR code as SVG that stands in the page."""
    made = segno.make(text, error="l", micro=False)
    return mark_safe(made.svg_inline(svgclass="qr", lineclass=None, omitsize=True))  # noqa: S308  # dots only
