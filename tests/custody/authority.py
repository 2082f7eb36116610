"""A stamping authority of our own, for tests, by openssl."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from homeward.custody import Stamp

_CONFIG = """
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[stamping]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
default_tsa = local
[local]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.1
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
"""
_NEW = (
    "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-config", "tsa.cnf",
    "-extensions",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Authority:
    folder: Path
    openssl: str

    @classmethod
    def made_in(cls, folder: Path, openssl: str) -> Authority:
        """Its root, its own certificate, its settings."""
        folder.mkdir()
        one = cls(folder, openssl)
        (folder / "tsa.cnf").write_text(_CONFIG.format(folder=folder))
        (folder / "serial").write_text("01")
        one._run(*_NEW, "ca", "-subj", "/CN=root", "-keyout", "ca.key", "-out", "ca.pem")
        signed = ("-CA", "ca.pem", "-CAkey", "ca.key", "-subj", "/CN=tsa")
        one._run(*_NEW, "stamping", *signed, "-keyout", "tsa.key", "-out", "tsa.pem")
        return one

    def stamp(self, data: bytes) -> Stamp:
        """A stamp of these bytes."""
        (self.folder / "data").write_bytes(data)
        self._run("ts", "-query", "-data", "data", "-sha512", "-out", "query.tsq")
        answer = self.answer((self.folder / "query.tsq").read_bytes())
        root, own = ((self.folder / name).read_bytes() for name in ("ca.pem", "tsa.pem"))
        return Stamp("local", answer, root, own)

    def answer(self, query: bytes) -> bytes:
        """What it says to a question, both as they go over the network."""
        (self.folder / "query.tsq").write_bytes(query)
        asked = ("-config", "tsa.cnf", "-queryfile", "query.tsq", "-out", "answer.tsr")
        self._run("ts", "-reply", *asked)
        return (self.folder / "answer.tsr").read_bytes()

    def _run(self, *arguments: str) -> None:
        subprocess.run([self.openssl, *arguments], cwd=self.folder, check=True, capture_output=True)
