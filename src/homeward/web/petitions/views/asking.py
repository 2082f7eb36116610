"""For those who sign with the offline file: their request is brought to the issuers (way B)."""

from __future__ import annotations

import json
import uuid
from datetime import date
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from homeward.errors import HomewardError
from homeward.log import read_canonical
from homeward.petition import wire
from homeward.petition.papers import answer_paper, read_ask
from homeward.web.petitions import helping, issuers, offices
from homeward.web.petitions.codes import look_up
from homeward.web.petitions.models import Petition
from homeward.web.petitions.views import sentences
from homeward.web.petitions.views.public import LONGEST_LINE, shown
from homeward.web.petitions.views.services import JSON, public_petition


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A request and a code bring the answers of all issuers, as one file."""
    found, today = public_petition(pk), timezone.localdate()
    if request.method != "POST":
        return render(request, "petitions/ask.html", shown(found))
    paper = request.POST.get("request", "")
    if file := request.FILES.get("file"):
        paper = file.read(LONGEST_LINE).decode(errors="replace")
    try:
        made = _answered(found, paper.strip().encode(), request.POST.get("code", ""), today)
    except HomewardError as error:
        told = sentences.of_asking(error, found, today)
        typed = {"code": request.POST.get("code", ""), "paper": paper[:LONGEST_LINE]}
        page = {**shown(found), **typed, "problem": told}
        return render(request, "petitions/ask.html", page, status=HTTPStatus.BAD_REQUEST)
    answer = HttpResponse(made, content_type=JSON)
    answer["Content-Disposition"] = 'attachment; filename="answer.json"'
    return answer


def _answered(petition: Petition, paper: bytes, code: str, today: date) -> bytes:
    manifest = petition.frozen()
    read_ask(paper, manifest)  # raises, where it is none of this petition
    look_up(code)  # before anybody else is asked

    def send(address: str, body: bytes) -> tuple[int, dict[str, Any]]:
        if not address.startswith("/"):
            return helping.post(address, body)
        status, told = wire.answered(lambda: offices.issue(body, today))
        return status, json.loads(told)

    addresses = issuers.addresses_of(petition)
    answers = helping.answers_of(read_canonical(paper), code, addresses, manifest, send=send)
    return answer_paper(manifest, answers)
