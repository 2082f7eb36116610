"""Pages for everybody. They set no cookie: their forms concern no session (`csrf_exempt`)."""

from __future__ import annotations

import uuid
from base64 import b64encode
from hashlib import sha384
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from homeward.errors import AlreadyUsed, BadInput, Busy, HomewardError, NotAllowed
from homeward.petition import client
from homeward.petition.eligibility import UnknownCode
from homeward.web.petitions import codes, folders, issuers, offices, queries, supporters
from homeward.web.petitions.models import FEW, Kind, Petition
from homeward.web.petitions.papers import qr
from homeward.web.petitions.views import sentences
from homeward.web.petitions.views.services import public_petition
from homeward.web.registry.codes import open_case

LONGEST_LINE = 10_000
INTEGRITY = f"sha384-{b64encode(sha384(client.script()).digest()).decode()}"


@require_safe
def petitions(request: HttpRequest) -> HttpResponse:
    """All of them."""
    today = timezone.localdate()
    found = queries.public_petitions()
    listed = [(one, queries.phase(one, today), queries.lines_of(one)) for one in found]
    return render(request, "petitions/list.html", {"petitions": listed})


@require_safe
def petition(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One: text, numbers, what anonymity holds, how to recount."""
    found, today = public_petition(pk), timezone.localdate()
    link = link_of(request, found)
    page = {
        **shown(found),
        "phase": queries.phase(found, today),
        "can_sign": queries.can_be_signed(found, today),
        "silence": queries.days_of_silence(found, today),
        "governance_key": str(folders.governance_signer().verifier),
        "link": link,
        "qr": qr(link),
    }
    return render(request, "petitions/petition.html", page)


@require_safe
def sign(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The ways to sign; with a script it happens on this page."""
    found, today = public_petition(pk), timezone.localdate()
    signable = [one for one in queries.public_petitions() if queries.can_be_signed(one, today)]
    addresses = issuers.addresses_of_all([*signable, found])
    page = {
        **shown(found),
        "can_sign": queries.can_be_signed(found, today),
        "integrity": integrity_of(found),
        "issuers": addresses,
        "open": [(one, one.frozen().id.hex()) for one in signable],
    }
    answer = render(request, "petitions/sign.html", page)
    answer.may_ask = issuers.origins(addresses.values())  # type: ignore[attr-defined]  # see `site.headers`
    return answer


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a line that somebody brings, by text or file: a signature or a withdrawal."""
    found = public_petition(pk)
    if request.method != "POST":
        return render(request, "petitions/hand_in.html", shown(found))
    line = request.POST.get("entry", "")
    if file := request.FILES.get("file"):
        line = file.read(LONGEST_LINE).decode(errors="replace")
    today = timezone.localdate()
    try:
        kept = offices.take_in(found, line.strip().encode(), today)
    except HomewardError as error:
        told = sentences.of_hand_in(error, found, today)
        page = {**shown(found), "entry": line[:LONGEST_LINE], "problem": told}
        return render(request, "petitions/hand_in.html", page, status=HTTPStatus.BAD_REQUEST)
    return render(request, "petitions/handed_in.html", {**shown(found), "kept": kept})


@require_safe
def receipt(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How a receipt is made and checked without asking anybody."""
    found = public_petition(pk)
    return render(
        request, "petitions/receipt.html", {**shown(found), "link": log_of(request, found)}
    )


@require_safe
def code(request: HttpRequest) -> HttpResponse:
    """The ways to a code."""
    return render(request, "petitions/code.html", {"most": codes.MOST_OF_A_CASE})


@csrf_exempt
@require_POST
def code_of_case(request: HttpRequest) -> HttpResponse:
    """A code for whoever has asked for somebody."""
    try:
        kind, given = codes.give_to_case(open_case(request.POST.get("code", "")))
    except NotAllowed as error:
        told = _("No request opens with this code.")
        if isinstance(error, AlreadyUsed):
            told = _("This request was given all its codes.")
        return _no_code(request, told)
    return _codes(request, kind, [given])


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def code_of_supporter(request: HttpRequest) -> HttpResponse:
    """A code for anybody, for work or at a slow pace: it says nothing of who signs."""
    page: dict[str, Any] = {"day": timezone.localdate().isoformat(), "integrity": INTEGRITY}
    if request.method != "POST":
        return render(request, "petitions/supporter.html", page)
    try:
        given = supporters.code_for(request.POST.get("work", ""))
    except Busy:
        status = HTTPStatus.SERVICE_UNAVAILABLE
        page["problem"] = _(
            "Very many ask for such a code now. Try again in a minute; with a script you need "
            "not wait."
        )
    except (BadInput, AlreadyUsed):
        status = HTTPStatus.BAD_REQUEST
        page["problem"] = _("It did not work. Open this page anew and try again.")
    else:
        return _codes(request, Kind.SUPPORTER, [given])
    return render(request, "petitions/supporter.html", page, status=status)


@csrf_exempt
@require_POST
def invitations(request: HttpRequest) -> HttpResponse:
    """Codes for two more, from whoever has one."""
    try:
        given = codes.invite(request.POST.get("code", ""))
    except UnknownCode:
        return _no_code(request, _("This is no code for signing. Compare each letter."))
    except AlreadyUsed:
        return _no_code(request, _("This code invites nobody, or has done so already."))
    return _codes(request, Kind.INVITED, given)


def shown(found: Petition) -> dict[str, Any]:
    """What every page of a petition knows."""
    return {
        "petition": found,
        "lines": queries.lines_of(found),
        "number": found.frozen().id.hex(),
        "manifest": found.frozen(),
        "few": FEW,
    }


def integrity_of(found: Petition) -> str:
    """The digest of the script as the manifest names it: a browser runs no other."""
    return f"sha256-{b64encode(found.frozen().client_sha256[0]).decode()}"


def link_of(request: HttpRequest, found: Petition) -> str:
    """The link that is spread: its fragment says which petition it is, and is never sent."""
    address = reverse("petitions:sign", args=[found.pk])
    return f"{request.build_absolute_uri(address)}#{found.frozen().id.hex()}"


def log_of(request: HttpRequest, found: Petition) -> str:
    """What `homeward petition recount` is given."""
    address = reverse("petition_services:log", args=[str(found.pk), ""])
    return f"{request.build_absolute_uri(address)}#{found.frozen().id.hex()}"


def _codes(request: HttpRequest, kind: Kind, given: list[str]) -> HttpResponse:
    page = {"codes": given, "label": kind.label, "invites": kind is Kind.RELATIVE}
    return render(request, "petitions/codes.html", page)


def _no_code(request: HttpRequest, told: str) -> HttpResponse:
    page = {"problem": told, "most": codes.MOST_OF_A_CASE}
    return render(request, "petitions/code.html", page, status=HTTPStatus.BAD_REQUEST)
