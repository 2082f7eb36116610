"""The manifest of a petition: what is asked, of whom, who issues and who watches.

Its digest is the petition's id and stands in the link and the QR code, so nobody can be given
another text or a key of her own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

from homeward.errors import BadInput, NotVerified
from homeward.log import LOG, WITNESS, VerifierKey, canonical, read_canonical, read_key
from homeward.petition.blindrsa import PublicKey, read_public_key
from homeward.petition.encoding import from_hex, from_text

FILE = "petition.json"  # its name beside a published log
TEXT = "text.json"  # what `text_sha256` is the digest of
CLIENT = ("petition.js", "petition.html")  # what `client_sha256` are the digests of, in this order
LEAST_BATCH = 20
_PREFIX = b"petition-manifest-v1\n"
_CLASS = re.compile(r"[a-z][a-z0-9-]{0,31}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_ISSUER = re.compile(r"[a-z0-9][a-z0-9.:/_-]{0,252}")
_FIELDS = {
    *("v", "title", "text_sha256", "opens", "closes", "min_batch", "classes", "log", "witnesses"),
}
_OPTIONAL = {"client_sha256"}


@dataclass(frozen=True, slots=True)
class Issuer:
    name: str
    key: PublicKey


@dataclass(frozen=True, slots=True)
class PetitionClass:
    """Signatures that are counted together; each carries tokens of k of these issuers."""

    id: str
    k: int
    issuers: tuple[Issuer, ...]


@dataclass(frozen=True)
class Manifest:
    line: bytes  # canonical JSON; what the id is made of
    title: Mapping[str, str]
    text_sha256: bytes
    opens: date
    closes: date
    min_batch: int
    classes: tuple[PetitionClass, ...]
    log: VerifierKey
    witnesses: tuple[VerifierKey, ...]
    client_sha256: tuple[bytes, ...]

    @cached_property
    def id(self) -> bytes:
        return sha256(_PREFIX + self.line).digest()

    def class_of(self, class_id: object) -> PetitionClass:
        """The class of that name; raises `BadInput`."""
        for petition_class in self.classes:
            if petition_class.id == class_id:
                return petition_class
        raise BadInput("the petition has no such class")

    def check_open(self, today: date) -> None:
        """Raise `BadInput` unless the petition can be signed on that day."""
        if not self.opens <= today <= self.closes:
            raise BadInput(f"the petition is open from {self.opens} to {self.closes}")

    def digests(self) -> dict[str, bytes]:
        """Files that lie beside the log, for those who sign or read without this site."""
        return {TEXT: self.text_sha256} | dict(zip(CLIENT, self.client_sha256, strict=False))

    @property
    def default_witnesses(self) -> int:
        """How many witnesses a recount demands if it is not told: more than half."""
        return len(self.witnesses) // 2 + 1 if self.witnesses else 0


def write_manifest(told: Mapping[str, Any]) -> Manifest:
    """Freeze what an author told; raises `BadInput` or `NotVerified` for what cannot stand."""
    return read_manifest(canonical(told))


def read_manifest(line: bytes, petition_id: bytes | None = None) -> Manifest:
    """The manifest of these bytes; raises `NotVerified` if it is not that of the id."""
    if petition_id is not None and sha256(_PREFIX + line).digest() != petition_id:
        raise NotVerified("the manifest is not that of the petition in the link")
    told = read_canonical(line)
    if not isinstance(told, dict) or told.get("v") != 1:
        raise BadInput("this is no manifest of a petition (version 1)")
    if set(told) | _OPTIONAL != _FIELDS | _OPTIONAL:
        raise BadInput("the manifest has other fields than those of version 1")
    manifest = Manifest(
        line=line,
        title=_title(told["title"]),
        text_sha256=from_hex(told["text_sha256"], 32),
        opens=_date(told["opens"]),
        closes=_date(told["closes"]),
        min_batch=_number(told["min_batch"], LEAST_BATCH, "min_batch"),
        classes=tuple(_class(item) for item in _list(told["classes"])),
        log=_key(told["log"], LOG),
        witnesses=tuple(_key(item, WITNESS) for item in _list(told["witnesses"])),
        client_sha256=tuple(from_hex(item, 32) for item in _list(told.get("client_sha256", []))),
    )
    _check_whole(manifest)
    return manifest


def _check_whole(manifest: Manifest) -> None:
    if manifest.closes < manifest.opens:
        raise BadInput("the petition closes before it opens")
    ids = [petition_class.id for petition_class in manifest.classes]
    if not ids or len(set(ids)) < len(ids):
        raise BadInput("a petition has classes, each with an id of its own")
    keys = [issuer.key.n for group in manifest.classes for issuer in group.issuers]
    if len(set(keys)) < len(keys):
        raise NotVerified("two issuers or classes share one key")
    if len({key.public for key in manifest.witnesses}) < len(manifest.witnesses):
        raise BadInput("a witness is named twice")


def _class(told: Any) -> PetitionClass:
    if not isinstance(told, dict) or set(told) != {"id", "k", "issuers"}:
        raise BadInput("a class has an id, k and issuers")
    if not isinstance(told["id"], str) or not _CLASS.fullmatch(told["id"]):
        raise BadInput("the id of a class is a short word of a-z, 0-9 and -")
    issuers = tuple(_issuer(item) for item in _list(told["issuers"]))
    names = {issuer.name for issuer in issuers}
    k = _number(told["k"], 1, "k")
    if len(names) < len(issuers) or not len(issuers) < 2 * k <= 2 * len(issuers):
        raise BadInput(
            "k is more than half of the issuers and not more than all (with fewer, one person could"
            " sign twice), and each issuer is named once"
        )
    return PetitionClass(told["id"], k, issuers)


def _issuer(told: Any) -> Issuer:
    if not isinstance(told, dict) or set(told) != {"name", "spki"}:
        raise BadInput("an issuer has a name and a key (spki)")
    if not isinstance(told["name"], str) or not _ISSUER.fullmatch(told["name"]):
        raise BadInput("the name of an issuer is a host name")
    return Issuer(told["name"], read_public_key(from_text(told["spki"])))


def _title(told: Any) -> Mapping[str, str]:
    if not isinstance(told, dict) or not told:
        raise BadInput("the title is a text for each language")
    if not all(_LANGUAGE.fullmatch(key) and isinstance(told[key], str) for key in told):
        raise BadInput("the title is a text for each language (uk, ru, en)")
    return dict(told)


def _date(told: Any) -> date:
    try:
        day = date.fromisoformat(told)
    except (TypeError, ValueError):
        raise BadInput("opens and closes are dates such as 2026-12-01") from None
    if day.isoformat() != told:
        raise BadInput("opens and closes are dates such as 2026-12-01")
    return day


def _number(told: Any, least: int, field: str) -> int:
    if not isinstance(told, int) or isinstance(told, bool) or told < least:
        raise BadInput(f"{field} is a whole number and at least {least}")
    return told


def _list(told: Any) -> list[Any]:
    if not isinstance(told, list):
        raise BadInput("classes, issuers, witnesses and client_sha256 are lists")
    return told


def _key(told: Any, kind: int) -> VerifierKey:
    if not isinstance(told, str):
        raise BadInput("the keys of log and witnesses are texts")
    key = read_key(told)
    if key.kind != kind:
        raise BadInput(f"the key of {key.name} is of another kind")
    return key
