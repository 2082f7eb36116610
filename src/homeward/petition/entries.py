"""The lines of a petition's public log: sign, revoke, close.

{"c":class,"cR":…,"p":petition id,"pl":{},"t":"sign","tok":[token,…],"v":1}
{"R":…,"p":…,"t":"revoke","v":1}
{"issued":{class:number},"p":…,"t":"close","v":1}      also "withheld":{class:number}, if any
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from homeward.errors import BadInput, NotVerified
from homeward.log import canonical, read_canonical
from homeward.petition.encoding import from_text, to_text
from homeward.petition.manifest import Manifest
from homeward.petition.tokens import (
    TOKEN,
    Payload,
    check_payload,
    check_token,
    revocation_mark,
    serial,
)

LONGEST = 8_000  # bytes of an entry


@dataclass(frozen=True, slots=True)
class Sign:
    class_id: str
    mark: bytes  # cR
    nonce: bytes


@dataclass(frozen=True, slots=True)
class Revoke:
    mark: bytes  # cR of the signature that is withdrawn


@dataclass(frozen=True, slots=True)
class Close:
    issued: Mapping[str, int]  # people who got tokens, by class
    withheld: Mapping[str, int]  # signatures that were not published, by class


Entry = Sign | Revoke | Close


def sign_line(
    manifest: Manifest, class_id: str, mark: bytes, payload: Payload, tokens: Sequence[bytes]
) -> bytes:
    return _line(
        manifest,
        "sign",
        {
            "c": class_id,
            "cR": to_text(mark),
            "pl": dict(payload),
            "tok": [to_text(token) for token in tokens],
        },
    )


def revoke_line(manifest: Manifest, revocation: bytes) -> bytes:
    return _line(manifest, "revoke", {"R": to_text(revocation)})


def close_line(manifest: Manifest, close: Close) -> bytes:
    withheld = {"withheld": dict(close.withheld)} if any(close.withheld.values()) else {}
    return _line(manifest, "close", {"issued": dict(close.issued)} | withheld)


def _line(manifest: Manifest, kind: str, fields: Mapping[str, Any]) -> bytes:
    return canonical({"v": 1, "t": kind, "p": to_text(manifest.id)} | dict(fields))


def read_entry(line: bytes, manifest: Manifest) -> Entry:
    """What a line says, with every token verified; raises `NotVerified` with the reason."""
    try:
        return _read(line, manifest)
    except BadInput as error:
        raise NotVerified(str(error)) from None


def _read(line: bytes, manifest: Manifest) -> Entry:
    if len(line) > LONGEST:
        raise BadInput(f"an entry has at most {LONGEST:,} bytes")
    told = read_canonical(line)
    if not isinstance(told, dict) or told.get("v") != 1:
        raise BadInput("it is no entry of version 1")
    if told.get("p") != to_text(manifest.id):
        raise BadInput("it belongs to another petition")
    match told:
        case {"t": "sign", "c": group, "cR": mark, "pl": payload, "tok": list(tokens)} if (
            len(told) == 7
        ):
            return _sign(manifest, group, from_text(mark, 32), check_payload(payload), tokens)
        case {"t": "revoke", "R": revocation} if len(told) == 4:
            return Revoke(revocation_mark(from_text(revocation, 32)))
        case {"t": "close", "issued": issued, "withheld": withheld} if len(told) == 5:
            return Close(_counts(issued, manifest), _counts(withheld, manifest))
        case {"t": "close", "issued": issued} if len(told) == 4:
            return Close(_counts(issued, manifest), {})
    raise BadInput("it is neither sign, revoke nor close, or has other fields")


def _sign(
    manifest: Manifest, group: object, mark: bytes, payload: Payload, tokens: list[Any]
) -> Sign:
    petition_class = manifest.class_of(group)
    if len(tokens) != petition_class.k:
        raise BadInput(f"the class demands {petition_class.k} tokens")
    nonce = serial(mark, payload)
    issuers = {
        check_token(manifest, petition_class, from_text(token, TOKEN), nonce).name
        for token in tokens
    }
    if len(issuers) < len(tokens):
        raise BadInput("two tokens are of one issuer")
    return Sign(petition_class.id, mark, nonce)


def _counts(told: Any, manifest: Manifest) -> Mapping[str, int]:
    names = {group.id for group in manifest.classes}
    if not isinstance(told, dict) or not names.issuperset(told):
        raise BadInput("it counts a class that the petition does not have")
    if not all(isinstance(n, int) and not isinstance(n, bool) and n >= 0 for n in told.values()):
        raise BadInput("it counts in whole numbers")
    return dict(told)
