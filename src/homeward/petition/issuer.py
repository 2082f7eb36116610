"""An issuer at another organisation: everything it keeps of one petition lies in one folder.

    name                  under which the petition names it
    <class>.pem           a private key for each class, until closing
    secret                K, until closing
    petition.json         the manifest, once it is frozen
    codes.json            digests of the codes that whoever knows people gave
    <class>.sqlite3       the ledger, until closing

It learns that somebody with a code came, never what she signs.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from homeward.errors import BadInput, NotVerified
from homeward.log.files import write_whole
from homeward.petition import wire
from homeward.petition.blindrsa import new_issuer_key, read_issuer_key
from homeward.petition.eligibility import UnknownCode, code_digest, read_codes
from homeward.petition.encoding import to_text
from homeward.petition.issuing import Issuing
from homeward.petition.ledger import LedgerFile
from homeward.petition.manifest import FILE, Manifest, read_manifest
from homeward.petition.serving import QuietServer
from homeward.petition.storage import destroy

CODES = "codes.json"
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Office:
    """One petition at this issuer."""

    folder: Path

    @property
    def name(self) -> str:
        try:
            return (self.folder / "name").read_text("utf-8")
        except FileNotFoundError:
            raise BadInput("this is no folder of an issuer: make its keys first") from None

    def make_keys(self, name: str, classes: Iterable[str]) -> None:
        """Once, before the petition is frozen."""
        if (self.folder / "name").exists():
            raise BadInput("this folder has keys already: one folder for each petition")
        self.folder.mkdir(parents=True, exist_ok=True)
        _write_secret(self.folder / "secret", secrets.token_bytes(_SECRET_BYTES))
        for class_id in classes:
            _write_secret(self._key_file(class_id), new_issuer_key())
        write_whole(self.folder / "name", name.encode())

    def public_keys(self) -> dict[str, str]:
        """Class to public key, for the manifest."""
        keys = sorted(self.folder.glob("*.pem"))
        return {one.stem: to_text(read_issuer_key(one.read_bytes()).public.spki) for one in keys}

    def adopt(self, line: bytes, petition_id: bytes | None) -> Manifest:
        """Take the frozen manifest; raises `NotVerified` unless it names these keys."""
        name, manifest = self.name, read_manifest(line, petition_id)
        for class_id, spki in self.public_keys().items():
            named = {one.name: one.key.spki for one in manifest.class_of(class_id).issuers}
            if name not in named or to_text(named[name]) != spki:
                raise NotVerified(f"class {class_id}: the petition does not name this issuer's key")
        write_whole(self.folder / FILE, line)
        return manifest

    def take_codes(self, paper: bytes) -> int:
        """Replace the list of codes that may ask; how many there are."""
        known = read_codes(paper)
        write_whole(self.folder / CODES, paper)
        return len(known)

    def answer(self, body: bytes, today: date) -> bytes:
        """The answer to POST issue; raises `BadInput`, `UnknownCode`, `Busy`."""
        visit = wire.read_visit(body)
        digest = code_digest(visit.code)
        class_id = read_codes((self.folder / CODES).read_bytes()).get(digest)
        if class_id is None:
            raise UnknownCode("this is no code of this petition: compare each letter")
        return wire.answer_visit(self._desks(class_id), self.name, visit, digest, today)

    def close(self, today: date) -> dict[str, int]:
        """Tokens given, by class; keys, K, ledgers and codes are overwritten and gone."""
        manifest = self._manifest()
        if today <= manifest.closes:
            raise BadInput(f"the petition is open until {manifest.closes}")
        if not (self.folder / "secret").exists():
            raise BadInput("this issuer has closed already")
        given = {name: self._ledger(name).count() for name in self.public_keys()}
        gone = [self.folder / CODES, self.folder / "secret", *self.folder.glob("*.sqlite3")]
        for path in (*gone, *self.folder.glob("*.pem")):
            destroy(path)
        return given

    def _desks(self, class_id: str) -> list[Issuing]:
        if not (file := self._key_file(class_id)).exists():
            return []
        key, secret = read_issuer_key(file.read_bytes()), (self.folder / "secret").read_bytes()
        return [Issuing(self._manifest(), class_id, key, self._ledger(class_id), secret)]

    def _manifest(self) -> Manifest:
        try:
            return read_manifest((self.folder / FILE).read_bytes())
        except FileNotFoundError:
            raise BadInput("the frozen petition was not taken in yet") from None

    def _ledger(self, class_id: str) -> LedgerFile:
        return LedgerFile(self.folder / f"{class_id}.sqlite3")

    def _key_file(self, class_id: str) -> Path:
        return self.folder / f"{class_id}.pem"


def _write_secret(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)


class _Desk(BaseHTTPRequestHandler):
    """POST …/issue, from a page of any origin; writes down nobody who asks."""

    office: Office
    server_version, sys_version = "issuer", ""
    timeout = 60  # seconds for whoever sends nothing

    def do_POST(self) -> None:  # the base class names it so
        body = self.rfile.read(min(self._length(), wire.LARGEST + 1))
        if not self.path.endswith("/issue"):
            self.send_error(404)
            return
        today = datetime.now(UTC).date()
        status, told = wire.answered(lambda: self.office.answer(body, today))
        self.send_response(status)
        for name, text in (*wire.ANSWER_HEADERS, ("Content-Length", str(len(told)))):
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *_: object) -> None:
        """No address and no time is kept."""

    def _length(self) -> int:
        told = self.headers.get("Content-Length", "")
        return int(told) if told.isdecimal() else 0


def server(office: Office, host: str, port: int) -> QuietServer:
    """Its service, for a reverse proxy or an onion address before it; call `serve_forever`."""
    desk = type("Desk", (_Desk,), {"office": office})
    return QuietServer((host, port), desk)
