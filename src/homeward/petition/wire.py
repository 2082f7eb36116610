"""What a client and the two services say to each other, as JSON.

    POST issue   {"code": eligibility code, "asks": [request, …]}    one request for each petition
                 {"answers": [answer | {"refused": reason}, …]}      in the same order
    POST sign    {"entry": line}
                 {"kept": true | false}                              false: it was handed in before

Requests and answers are the files of `papers`. A refusal says `malformed`, `unknown`, `closed` or
`used`; one refusal stops no other request. Whoever serves this checks the code first, keeps no
address and no time, and gives these functions the eligibility id that the code stands for. A
refusal of the whole is `{"refused": word}` with the status that `answered` tells.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from typing import Any

from homeward.errors import AlreadyUsed, BadInput, Busy, NotVerified
from homeward.log import canonical
from homeward.petition.eligibility import UnknownCode
from homeward.petition.encoding import from_text
from homeward.petition.issuing import Issuing
from homeward.petition.papers import answer_paper, read_ask

LARGEST = 256 << 10  # bytes of a body
MOST = 100  # requests of one visit
# Pages of other sites ask an issuer, too: it knows no cookie that their asking could misuse.
ANSWER_HEADERS = (
    ("Content-Type", "application/json"),
    ("Access-Control-Allow-Origin", "*"),
    ("Cache-Control", "no-store"),
)
_REFUSED = (
    (UnknownCode, HTTPStatus.FORBIDDEN, "code"),
    (AlreadyUsed, HTTPStatus.CONFLICT, "used"),
    (NotVerified, HTTPStatus.BAD_REQUEST, "malformed"),
    (BadInput, HTTPStatus.BAD_REQUEST, "malformed"),
    (Busy, HTTPStatus.SERVICE_UNAVAILABLE, "busy"),
    (OSError, HTTPStatus.SERVICE_UNAVAILABLE, "busy"),
)
_ALL_USED = b'{"answers":[{"refused":"used"}]}'


def answered(serve: Callable[[], bytes]) -> tuple[int, bytes]:
    """Status and body of a service's answer; a refusal is a status and a word."""
    try:
        told = serve()
    except tuple(kind for kind, _status, _word in _REFUSED) as error:
        status, word = next(
            (status, word) for kind, status, word in _REFUSED if isinstance(error, kind)
        )
        return status, canonical({"refused": word})
    return (HTTPStatus.CONFLICT if told == _ALL_USED else HTTPStatus.OK), told


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit of a person who may sign: the code, and what is asked for."""

    code: str = field(repr=False)
    asks: list[Any]


def read_visit(body: bytes) -> Visit:
    """The body of POST issue; raises `BadInput`."""
    told = _object(body)
    code, asks = told.get("code"), told.get("asks")
    if not isinstance(code, str) or not isinstance(asks, list) or not 0 < len(asks) <= MOST:
        raise BadInput(f"a visit has a code and 1 to {MOST} requests")
    return Visit(code, asks)


def answer_visit(
    desks: Iterable[Issuing], issuer: str, visit: Visit, eligibility: bytes, today: date
) -> bytes:
    """The answer to POST issue, from the issuer of this name, which serves these desks."""
    named = {(desk.manifest.id, desk.class_id): desk for desk in desks}
    answers = [_answer(named, issuer, ask, eligibility, today) for ask in visit.asks]
    return canonical({"answers": answers})


def _answer(
    desks: dict[tuple[bytes, str], Issuing],
    issuer: str,
    ask: Any,
    eligibility: bytes,
    today: date,
) -> Any:
    try:
        desk = _desk(desks, ask)
        if desk is None:
            return {"refused": "unknown"}
        if not desk.manifest.opens <= today <= desk.manifest.closes:
            return {"refused": "closed"}
        _, messages = read_ask(canonical(ask), desk.manifest)
        signature = desk.issue(eligibility, messages.get(issuer, b""), today)
    except AlreadyUsed:
        return {"refused": "used"}
    except BadInput:
        return {"refused": "malformed"}
    return json.loads(answer_paper(desk.manifest, {issuer: signature}))


def _desk(desks: dict[tuple[bytes, str], Issuing], ask: Any) -> Issuing | None:
    if not isinstance(ask, dict) or not isinstance(ask.get("c"), str):
        raise BadInput("a request names its petition and class")
    return desks.get((from_text(ask.get("p")), ask["c"]))


def read_deposit(body: bytes) -> bytes:
    """The line in the body of POST sign; `Deposits.accept` verifies it. Raises `BadInput`."""
    entry = _object(body).get("entry")
    if not isinstance(entry, str) or not entry.isprintable():
        raise BadInput("a deposit is one line")
    return entry.encode()


def _object(body: bytes) -> dict[str, Any]:
    if len(body) > LARGEST:
        raise BadInput("the body is too long")
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise BadInput("the body is no JSON") from None
    if not isinstance(told, dict):
        raise BadInput("the body is a JSON object")
    return told
