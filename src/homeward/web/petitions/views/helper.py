"""The helper's form: signing another organisation's petition without a script (way C)."""

from __future__ import annotations

import secrets
import uuid
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from homeward.errors import HomewardError
from homeward.petition.encoding import from_text, to_text
from homeward.petition.tokens import SEED
from homeward.web.petitions import helping, queries
from homeward.web.petitions.models import HelpedPetition
from homeward.web.petitions.views import sentences


@require_safe
def helped(request: HttpRequest) -> HttpResponse:
    """Petitions that this site helps with."""
    return render(request, "petitions/helped.html", {"helped": queries.helped_petitions()})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def help_sign(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The form; what it gives back is shown once and kept nowhere.

    The seed travels in the form, so that a form sent again asks the same again.
    """
    found = get_object_or_404(HelpedPetition, pk=pk)
    groups = [(group.id, queries.label_of(group.id)) for group in found.frozen().classes]
    page = {"helped": found, "groups": groups, "seed": to_text(secrets.token_bytes(SEED))}
    if request.method != "POST":
        return render(request, "petitions/help.html", page)
    typed = {"seed": "seed", "chosen": "group", "code": "code"}
    page |= {name: request.POST.get(field, "") for name, field in typed.items()}
    try:
        seed = from_text(page["seed"], SEED)
        page["made"] = helping.sign_for(found, str(page["chosen"]), str(page["code"]), seed)
    except HomewardError as error:
        page["problem"] = sentences.of_helper(error)
        return render(request, "petitions/help.html", page, status=HTTPStatus.BAD_REQUEST)
    return render(request, "petitions/help_made.html", page)


@csrf_exempt
@require_http_methods(["POST"])
def help_hand_in(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Bring the line to where it is counted."""
    found = get_object_or_404(HelpedPetition, pk=pk)
    page = {"helped": found, "entry": request.POST.get("entry", "")}
    try:
        page["kept"] = helping.hand_in_for(found, str(page["entry"]))
    except HomewardError as error:
        page["problem"] = sentences.of_helper(error)
    status = HTTPStatus.BAD_REQUEST if "problem" in page else HTTPStatus.OK
    return render(request, "petitions/help_handed_in.html", page, status=status)
