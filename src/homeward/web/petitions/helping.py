"""Way C: this site blinds for somebody without a script, and asks another organisation's issuers.

It sees her code and her signature, the issuer sees person and code: together, and only together,
they could say who signed. The page says so.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from homeward.errors import AlreadyUsed, BadInput, Busy, HomewardError
from homeward.log import canonical
from homeward.petition.eligibility import UnknownCode
from homeward.petition.manifest import Issuer, Manifest
from homeward.petition.papers import ask_paper, read_answer
from homeward.petition.signing import finish, prepare, withdrawal
from homeward.web.petitions.models import HelpedPetition

TIMEOUT_SECONDS = 60
LARGEST = 256 << 10  # bytes of an answer

Send = Callable[[str, bytes], tuple[int, dict[str, Any]]]  # address, body → status, answer


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
    paper = json.loads(ask_paper(asked))
    answers = answers_of(paper, code, helped.issue_at, manifest, send=post)
    return Made(finish(asked, answers).decode(), withdrawal(manifest, seed).decode())


def answers_of(
    paper: Any, code: str, addresses: Mapping[str, str], manifest: Manifest, *, send: Send
) -> dict[str, bytes]:
    """What the issuers answer to a request; k of them suffice, whatever the others say.

    Raises what the first of the others said, where fewer than k answer.
    """
    answers, refused = dict[str, bytes](), list[HomewardError]()
    group = manifest.class_of(paper["c"])
    for issuer in group.issuers:
        try:
            own = [one for one in paper["asked"] if one["issuer"] == issuer.name]
            body = canonical({"code": code, "asks": [paper | {"asked": own}]})
            answers[issuer.name] = _read(*send(addresses[issuer.name], body), issuer, manifest)
        except HomewardError as error:
            refused.append(error)
    if len(answers) < group.k:
        raise refused[0]
    return answers


def hand_in_for(helped: HelpedPetition, line: str) -> bool:
    """Bring a line to the other organisation; False if it was there."""
    status, told = post(helped.sign_at, canonical({"entry": line}))
    if status == HTTPStatus.CONFLICT:
        raise AlreadyUsed("this signature is counted already")
    if status != HTTPStatus.OK:
        raise BadInput("the other site does not take this signature")
    return bool(told.get("kept"))


def _read(status: int, told: Mapping[str, Any], issuer: Issuer, manifest: Manifest) -> bytes:
    """The blind signature in what an issuer's service said; raises what it refused."""
    if status == HTTPStatus.FORBIDDEN:
        raise UnknownCode("this code is not known there")
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        raise Busy("the issuer does not answer now: send the form again later")
    match told:
        case {"answers": [{"refused": "used"}]}:
            raise AlreadyUsed("this code was used on another device or form")
        case {"answers": [{"answers": list()} as answer]} if status == HTTPStatus.OK:
            answers = read_answer(canonical(answer), manifest)
        case _:
            raise BadInput("the issuer does not issue for this petition now")
    if issuer.name not in answers:
        raise BadInput("the issuer's answer is of another issuer")
    return answers[issuer.name]


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
