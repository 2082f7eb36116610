"""A petition with two issuers, and whoever takes part in it: invented, quick to make."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from homeward.log import LOG, WITNESS, Cosigner, Log, Signer, Witness, open_log
from homeward.petition.blindrsa import IssuerKey, read_issuer_key
from homeward.petition.deposits import Deposits
from homeward.petition.entries import Sign, read_entry
from homeward.petition.issuing import Issuing
from homeward.petition.ledger import LedgerFile
from homeward.petition.manifest import Manifest, write_manifest
from homeward.petition.signing import finish, prepare

GOLDEN: Any = json.loads((Path(__file__).parent / "petition_v1.json").read_text("utf-8"))
KEYS: list[IssuerKey] = [read_issuer_key(pem.encode()) for pem in GOLDEN["issuer_private_keys_pem"]]
OPEN, LAST, AFTER = date(2026, 12, 1), date(2027, 1, 31), date(2027, 2, 1)
TODAY = date(2026, 12, 24)
LOG_SIGNER = Signer("log.example/petition/test", LOG, b"\1" * 32)
WITNESS_SIGNER = Signer("witness.example/w1", WITNESS, b"\2" * 32)
NAMES = ("issuer-a.example", "issuer-b.example")


def told(**changed: Any) -> dict[str, Any]:
    """The golden manifest with our own log and witness."""
    manifest: dict[str, Any] = json.loads(json.dumps(GOLDEN["manifest"]))
    ours = {
        "log": str(LOG_SIGNER.verifier),
        "witnesses": [str(WITNESS_SIGNER.verifier)],
    }
    return manifest | ours | changed


MANIFEST = write_manifest(told())


def sign(
    seed: bytes | None = None,
    payload: Mapping[str, str] | None = None,
    manifest: Manifest = MANIFEST,
    keys: list[IssuerKey] = KEYS,
) -> bytes:
    """A line that signs, straight from the issuers' keys."""
    class_id = manifest.classes[0].id
    asked = prepare(manifest, class_id, seed or secrets.token_bytes(32), payload or {})
    messages = asked.messages()
    by_key = {key.public.id: key for key in keys}
    answers = {
        issuer.name: by_key[issuer.key.id].sign_blinded(messages[issuer.name])
        for issuer in asked.group.issuers
    }
    return finish(asked, answers)


def seeds(count: int, salt: int = 0) -> list[bytes]:
    return [bytes([salt]) + n.to_bytes(31, "big") for n in range(count)]


@dataclass(frozen=True)
class Office:
    """Everything the publisher and issuer A of one petition keep, in one folder."""

    folder: Path
    manifest: Manifest = MANIFEST
    signer: Signer = LOG_SIGNER

    @property
    def log(self) -> Log:
        return open_log(self.folder / "log", self.signer)

    @property
    def deposits(self) -> Deposits:
        return Deposits(self.folder / "deposits.sqlite3", self.manifest)

    @property
    def ledger(self) -> LedgerFile:
        return LedgerFile(self.folder / "ledger.sqlite3")

    @property
    def issuing(self) -> Issuing:
        class_id = self.manifest.classes[0].id
        return Issuing(self.manifest, class_id, KEYS[0], self.ledger, b"K" * 32)

    def cosign(self, note: Any, node: Any) -> list[str]:
        witness = Witness(
            self.folder / "witness", WITNESS_SIGNER, {self.signer.name: [self.signer.verifier]}
        )
        asks = [
            (WITNESS_SIGNER.verifier, lambda body: witness.add_checkpoint(body, now=1_800_000_000))
        ]
        return list(Cosigner(asks, 1)(note, node))

    def hand_in(self, lines: list[bytes], today: date = TODAY) -> None:
        """Keep lines that are known to be right, in one go."""
        read = [(line, read_entry(line, self.manifest)) for line in lines]
        self.deposits.keep(
            [(line, entry) for line, entry in read if isinstance(entry, Sign)], today
        )
