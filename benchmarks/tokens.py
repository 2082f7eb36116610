"""Petitions and the log: blind signatures beside @cloudflare/blindrsa-ts, recount, tree, proofs.

The peer runs in node, from the registry's package as `peers/blindrsa_ts/package-lock.json` pins it.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization

from benchmarks.environments import ENVIRONMENTS, SCRIPTS, Missing
from benchmarks.machine import described
from benchmarks.page import ratio, renew, table
from homeward.log import Tree, inclusion_proof, leaf_hash, new_signer
from homeward.log.reading import Bundle
from homeward.petition import blindrsa
from homeward.petition.blindrsa import IssuerKey, new_issuer_key, read_issuer_key
from homeward.petition.client import page, script
from homeward.petition.encoding import to_text
from homeward.petition.manifest import Manifest, write_manifest
from homeward.petition.recount import check_bundle
from homeward.petition.signing import finish, prepare

LEAVES = 1_000_000
PROOFS = 20_000
ENTRIES = 1_000
TURNS = 200
PEER = "blindrsa_ts"
HEADER = ("what", "method", "per second", "aim", "ours to its")
ISSUER = "issuer.example"
SEED = bytes([7]) * 32

Rates = dict[str, float]


def run(*, alone: bool) -> None:
    pem = new_issuer_key()
    key, manifest = read_issuer_key(pem), _manifest(read_issuer_key(pem))
    rates = dict(_ours(key, manifest))
    absent, versions = "", {"cryptography": version("cryptography")}
    theirs: Rates = {}
    try:
        theirs = _peer(pem, key)
        versions |= {"@cloudflare/blindrsa-ts": _peer_version(), "node": _node("--version").strip()}
    except Missing as reason:
        absent = f"\nNot run: @cloudflare/blindrsa-ts ({reason})."
    for what, rate in (rates | {f"peer: {name}": rate for name, rate in theirs.items()}).items():
        print(f"{what:40} {rate:14,.0f}/s", flush=True)
    if not alone:
        renew(
            "tokens",
            [
                described(versions),
                "",
                *_table(rates, theirs),
                *_sizes(),
                *([absent] if absent else []),
            ],
        )


def _manifest(key: IssuerKey) -> Manifest:
    issuers = [{"name": ISSUER, "spki": to_text(key.public.spki)}]
    return write_manifest(
        {
            "v": 1,
            "title": {"en": "A petition of the benchmark"},
            "text_sha256": "0" * 64,
            "opens": "2026-01-01",
            "closes": date.max.isoformat(),
            "min_batch": 20,
            "classes": [{"id": "relative", "k": 1, "issuers": issuers}],
            "log": str(new_signer("log.example").verifier),
            "witnesses": [],
        }
    )


def _ours(key: IssuerKey, manifest: Manifest) -> Iterator[tuple[str, float]]:
    asked = prepare(manifest, "relative", SEED)
    message = asked.steps[0].blinded.message
    fast = blindrsa._power, blindrsa._secret_power  # noqa: SLF001  # both ways are measured
    blindrsa._power = blindrsa._secret_power = pow  # noqa: SLF001
    yield "issue, plain Python", _rate(lambda _: key.sign_blinded(message))
    blindrsa._power, blindrsa._secret_power = fast  # noqa: SLF001
    if fast[0] is not pow:
        yield "issue, gmpy2", _rate(lambda _: key.sign_blinded(message))
    answer = {ISSUER: key.sign_blinded(message)}
    yield "client, Python", _rate(lambda _: finish(prepare(manifest, "relative", SEED), answer))
    given = {
        "script": script().decode(),
        "manifest": manifest.line.decode(),
        "id": manifest.id.hex(),
        "answer": answer[ISSUER].hex(),
        "turns": TURNS,
    }
    if shutil.which("node"):
        ours = str(Path(__file__).with_name("ours_client.js"))
        yield "client, JavaScript", json.loads(_node(ours, given=given))["client"]
        told = _node("--jitless", ours, given=given)
        yield "client, JavaScript without a compiler", json.loads(told)["client"]
    yield "recount, tokens", _recounted(key, manifest)
    yield from _log()


def _recounted(key: IssuerKey, manifest: Manifest) -> float:
    """Entries as the recount checks them, in one process."""
    lines = []
    for n in range(ENTRIES):
        asked = prepare(manifest, "relative", n.to_bytes(32, "big"))
        lines.append(finish(asked, {ISSUER: key.sign_blinded(asked.messages()[ISSUER])}))
    return ENTRIES * _rate(lambda _: check_bundle(Bundle("", 0, lines), manifest), turns=5)


def _log() -> Iterator[tuple[str, float]]:
    entries = [b"entry %d" % n for n in range(LEAVES)]
    tree = Tree()
    begun = time.process_time()
    tree.extend(map(leaf_hash, entries))
    tree.root()
    yield "log: entries appended", LEAVES / (time.process_time() - begun)
    dice = random.Random(1)
    chosen = [dice.randrange(LEAVES) for _ in range(PROOFS)]
    begun = time.process_time()
    for index in chosen:
        inclusion_proof(tree.node, index, LEAVES)
    yield "log: proofs of inclusion", PROOFS / (time.process_time() - begun)


def _rate(action: Callable[[int], Any], turns: int = TURNS) -> float:
    """Times a second of the processor."""
    action(0)
    begun = time.process_time()
    for turn in range(turns):
        action(turn)
    return turns / (time.process_time() - begun)


def _peer(pem: bytes, key: IssuerKey) -> Rates:
    folder = _installed()
    private = serialization.load_pem_private_key(pem, None).private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    given = {
        "pkcs8": base64.b64encode(private).decode(),
        "spki": base64.b64encode(key.public.spki).decode(),
        "turns": TURNS,
    }
    rates: Rates = json.loads(_node(str(folder / "measure.mjs"), given=given))
    return rates


def _installed() -> Path:
    """The peer's folder, with its packages as pinned."""
    pins = SCRIPTS / PEER
    digest = hashlib.sha256((pins / "package-lock.json").read_bytes()).hexdigest()[:16]
    folder = ENVIRONMENTS / PEER
    if not (folder / f"installed-{digest}").exists():
        npm = shutil.which("npm")
        if npm is None:
            raise Missing("npm is not installed")
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(pins / name, folder)
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Missing("npm could not install it")
        (folder / f"installed-{digest}").touch()
    shutil.copy(pins / "measure.mjs", folder)
    return folder


def _peer_version() -> str:
    told = json.loads((SCRIPTS / PEER / "package.json").read_text("utf-8"))
    return str(told["dependencies"]["@cloudflare/blindrsa-ts"])


def _node(*arguments: str, given: Any = None) -> str:
    node = shutil.which("node")
    if node is None:
        raise Missing("node is not installed")
    with tempfile.TemporaryFile("w+") as text:
        json.dump(given, text)
        text.seek(0)
        done = subprocess.run(
            [node, *arguments], stdin=text, capture_output=True, text=True, check=False
        )
    if done.returncode:
        raise Missing(f"it did not run: {(done.stderr.strip().splitlines() or ['no message'])[-1]}")
    return done.stdout


def _table(rates: Rates, theirs: Rates) -> Iterator[str]:
    named = "@cloudflare/blindrsa-ts in node"
    gmpy2, script_ = rates.get("issue, gmpy2"), rates.get("client, JavaScript")
    jitless = rates.get("client, JavaScript without a compiler")
    appended, proved = rates["log: entries appended"], rates["log: proofs of inclusion"]
    plain, told = rates["issue, plain Python"], rates["client, Python"]
    rows: list[tuple[str, str, float | None, str, float | None]] = [
        ("blind signatures issued", "**Homeward**, plain Python", plain, "120", None),
        ("", "**Homeward**, gmpy2", gmpy2, "500", None),
        ("", named, theirs.get("issue"), "", gmpy2),
        ("a client's issuances", "**Homeward**, Python", told, "", None),
        ("", "**Homeward**, JavaScript in node", script_, "", None),
        ("", "**Homeward**, node --jitless", jitless, "20", None),
        ("", named, theirs.get("client"), "", script_),
        ("tokens recounted", "**Homeward**, one process", rates["recount, tokens"], "10,000", None),
        ("", f"{named}, signatures alone", theirs.get("verify"), "", rates["recount, tokens"]),
        ("entries appended to the log", "**Homeward**, to 1 M", appended, "100,000", None),
        ("proofs of inclusion", "**Homeward**, at 1 M", proved, "10,000", None),
    ]  # fmt: skip
    yield from table(
        HEADER,
        (
            (what, method, f"{rate:,.0f}", aim, ratio(ours, rate) if ours else "")
            for what, method, rate, aim, ours in rows
            if rate is not None
        ),
    )


def _sizes() -> Iterator[str]:
    sizes = [len(gzip.compress(made, mtime=0)) / 1024 for made in (script(), page())]
    yield f"\nThe client has {sizes[0]:.1f} KB compressed, the offline page {sizes[1]:.1f} KB."
