"""Way C: this site blinds for somebody without a script, and asks another organisation's issuers.

It sees her code and her signature, the issuer sees person and code: together, and only together,
they could say who signed. The page says so.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from homeward.errors import AlreadyUsed, BadInput, Busy
from homeward.log import canonical
from homeward.petition.papers import ask_paper, read_answer
from homeward.petition.signing import Asked, finish, prepare, withdrawal
from homeward.web.petitions.codes import UnknownCode
from homeward.web.petitions.models import HelpedPetition

TIMEOUT_SECONDS = 60
LARGEST = 256 << 10  # bytes of an answer


@dataclass(frozen=True, slots=True)
class Made:
    """What the helper gives back and forgets."""

    entry: str = field(repr=False)
    withdrawal: str = field(repr=False)


def sign_for(helped: HelpedPetition, class_id: str, code: str, seed: bytes) -> Made:
    """Ask every issuer of the class and finish. The same seed may be sent again.

    Raises `UnknownCode`, `AlreadyUsed`, `BadInput`, `NotVerified`, `Busy`.
    """
    manifest = helped.frozen()
    asked = prepare(manifest, class_id, seed)
    answers: dict[str, bytes] = {}
    for issuer in asked.group.issuers:
        if len(answers) < asked.group.k:
            answers |= _ask(helped, asked, issuer.name, code)
    return Made(finish(asked, answers).decode(), withdrawal(manifest, seed).decode())


def hand_in_for(helped: HelpedPetition, line: str) -> bool:
    """Bring a line to the other organisation; False if it was there."""
    status, told = post(helped.sign_at, canonical({"entry": line}))
    if status == HTTPStatus.CONFLICT:
        raise AlreadyUsed("this signature is counted already")
    if status != HTTPStatus.OK:
        raise BadInput("the other site does not take this signature")
    return bool(told.get("kept"))


def _ask(helped: HelpedPetition, asked: Asked, name: str, code: str) -> dict[str, bytes]:
    """The answer of one issuer."""
    paper = json.loads(ask_paper(asked))
    paper["asked"] = [one for one in paper["asked"] if one["issuer"] == name]
    status, told = post(helped.issue_at[name], canonical({"code": code, "asks": [paper]}))
    if status == HTTPStatus.FORBIDDEN:
        raise UnknownCode("this code is not known there")
    answer = (told.get("answers") or [{}])[0]
    if answer.get("refused") == "used":
        raise AlreadyUsed("this code was used on another device or form")
    if status != HTTPStatus.OK or "refused" in answer:
        raise BadInput("the other site does not issue for this petition now")
    return read_answer(canonical(answer), asked.manifest)


def post(address: str, body: bytes) -> tuple[int, dict[str, Any]]:
    """Status and answer of a service; raises `Busy` where there is none."""
    if urlsplit(address).scheme not in ("http", "https"):
        raise BadInput("a service is asked at an http or https address")
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(address, body, headers)  # noqa: S310  # http(s) only, see above
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as said:  # noqa: S310  # same
            return said.status, _object(said.read(LARGEST))
    except urllib.error.HTTPError as refused:
        return refused.code, _object(refused.read(LARGEST))
    except OSError as error:
        raise Busy("the other site does not answer now: send the form again later") from error


def _object(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
