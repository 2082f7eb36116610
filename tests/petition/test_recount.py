"""The recount finds everything that was tampered with, and says in which file."""

import random
import resource
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from tests.petition.example import (
    AFTER,
    GOLDEN,
    LOG_SIGNER,
    MANIFEST,
    OPEN,
    TODAY,
    Office,
    seeds,
    sign,
    told,
)
from tests.programs import program

from homeward.errors import BadInput, NotVerified
from homeward.log import open_log
from homeward.petition import recount as counting
from homeward.petition.entries import Close, close_line, sign_line
from homeward.petition.manifest import FILE, Manifest, read_manifest, write_manifest
from homeward.petition.publication import close_petition, in_order, open_petition, publish_batch
from homeward.petition.recount import recount
from homeward.petition.signing import withdrawal
from homeward.petition.tokens import input_for, serial

SEEDS = seeds(24, salt=1)
LINES = [sign(seed, {"name": "Ірина }]"} if n == 3 else {}) for n, seed in enumerate(SEEDS)]
PRIVATE: Any = load_pem_private_key(GOLDEN["issuer_private_keys_pem"][0].encode(), None)
SCRIPT = Path(counting.__file__).with_name("verify-entry.sh")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A closed petition: 24 signatures, one withdrawn."""
    office = Office(tmp_path)
    open_petition(office.log, MANIFEST, OPEN, office.cosign)
    office.hand_in(LINES[:20])
    publish_batch(office.deposits, office.log, TODAY, office.cosign)
    office.hand_in(LINES[20:])
    office.deposits.accept(withdrawal(MANIFEST, SEEDS[0]), TODAY)
    close_petition(
        office.deposits,
        office.log,
        {"relative": 30},
        AFTER,
        publish_rest=True,
        cosign=office.cosign,
    )
    return office


def public(office: Office) -> Path:
    return office.log.folder


def count(office: Office) -> counting.Recount:
    return recount(public(office), petition_id=MANIFEST.id, workers=1)


def forged(office: Office, lines: list[bytes], *, cosigned: bool = True) -> Office:
    """The same petition published anew by a dishonest operator, whose witnesses are new to it."""
    shutil.rmtree(public(office))
    shutil.rmtree(office.folder / "witness")
    open_petition(office.log, MANIFEST, OPEN, office.cosign if cosigned else None)
    office.log.append(lines)
    office.log.publish(office.cosign if cosigned else None)
    return office


@pytest.mark.rule("PET-6")
def test_clean(office: Office) -> None:
    """An untouched log is counted; so it is in several processes."""
    counted = count(office)
    assert (counted.size, counted.signed, counted.revoked) == (
        26,
        {"relative": 23},
        {"relative": 1},
    )
    assert counted.close == Close({"relative": 30}, {})


def test_golden() -> None:
    """Our own vectors count as they say."""
    tally = counting._Tally(read_manifest(MANIFEST.line))
    golden = write_manifest(GOLDEN["manifest"])
    tally = counting._Tally(golden)
    for number, line in enumerate(GOLDEN["log_entries"]):
        tally.add(counting.read_entry(line.encode(), golden), f"entry {number}")
    result = tally.result(len(GOLDEN["log_entries"]))
    assert result.signed["relative"] == GOLDEN["expect"]["relative"]
    assert result.close is not None
    assert result.close.issued["relative"] == GOLDEN["expect"]["issued"]


@pytest.mark.rule("PET-6")
def test_every_flipped_bit(office: Office, *, full: bool) -> None:
    """One bit changed in any file of the log: the recount fails and names a file."""
    dice = random.Random(6)
    files = [path for path in public(office).rglob("*") if path.is_file() and path.name[0] != "."]
    assert {path.name for path in files} >= {"checkpoint", FILE, "26"}
    sizes = [path.stat().st_size for path in files]
    for turn in range(10_000 if full else 150):
        path = files[turn] if turn < len(files) else dice.choices(files, sizes)[0]
        whole = path.read_bytes()
        bit = dice.randrange(len(whole) * 8)
        changed = bytearray(whole)
        changed[bit // 8] ^= 1 << bit % 8
        path.write_bytes(bytes(changed))
        with pytest.raises(NotVerified, match=r"checkpoint|tile/|petition\.json"):
            count(office)
        path.write_bytes(whole)
    count(office)


@pytest.mark.rule("PET-6")
@pytest.mark.parametrize("cosigned", [True, False])
@pytest.mark.parametrize(
    ("tampered", "reason"),
    [
        ([*LINES[:5], LINES[2]], "counted already"),
        ([*LINES[:5], sign(SEEDS[1], {"name": "Ольга"})], "counted already"),
        ([*LINES[:5], LINES[5][:-1]], "no JSON"),
        ([*LINES[:5], withdrawal(MANIFEST, SEEDS[9])], "not in the log"),
        ([*LINES[:5], *[withdrawal(MANIFEST, SEEDS[1])] * 2], "second withdrawal"),
        ([*LINES[:5], close_line(MANIFEST, Close({"relative": 4}, {}))], "more signatures"),
        (
            [*LINES[:5], close_line(MANIFEST, Close({"relative": 6}, {"relative": 2}))],
            "more signatures",
        ),
        ([*LINES[:5], close_line(MANIFEST, Close({}, {})), LINES[6]], "after the closing"),
        ([*LINES[:5], close_line(MANIFEST, Close({"children": 6}, {}))], "class"),
    ],
)
def test_dishonest_operator(
    office: Office, tampered: list[bytes], reason: str, *, cosigned: bool
) -> None:
    """A log that was signed anew fails for its entries, or for the witnesses it lacks."""
    forged(office, tampered, cosigned=cosigned)
    with pytest.raises(NotVerified, match=reason if cosigned else "too few witnesses"):
        count(office)


@pytest.mark.rule("PET-6")
@pytest.mark.parametrize("kind", ["dropped", "doubled", "swapped"])
def test_changed_bundle(office: Office, kind: str) -> None:
    """An entry dropped, doubled or moved in a published file is found."""
    from homeward.log.tiles import decode_bundle, encode_bundle

    path = public(office) / "tile/entries/000.p/26"
    entries = decode_bundle(path.read_bytes())
    changed = {
        "dropped": entries[1:],
        "doubled": [entries[0], entries[0], *entries[2:]],
        "swapped": [entries[1], entries[0], *entries[2:]],
    }[kind]
    path.write_bytes(encode_bundle(changed))
    with pytest.raises(NotVerified, match="tile/"):
        count(office)


@pytest.mark.rule("PET-6")
def test_large_petition(tmp_path: Path, *, full: bool) -> None:
    """A clean log is counted; 100,000 entries in 10 s on two cores (--full: a clock)."""
    size = 100_000 if full else 600
    told_once = told(witnesses=[], log=str(LOG_SIGNER.verifier))
    told_once["classes"][0] |= {"k": 1, "issuers": told_once["classes"][0]["issuers"][:1]}
    manifest = write_manifest(told_once)
    log = open_log(tmp_path, LOG_SIGNER)
    open_petition(log, manifest, OPEN)
    log.append([quick(manifest, n) for n in range(size)])
    log.publish()
    begun = used()
    assert recount(tmp_path, petition_id=manifest.id, workers=2).signed == {"relative": size}
    if full:
        assert (used() - begun) / 2 < 10


def quick(manifest: Manifest, number: int) -> bytes:
    """A line that signs, without blinding: the issuer's key signs as any RSA key does."""
    group = manifest.classes[0]
    mark = number.to_bytes(32, "big")
    told = input_for(manifest, group, group.issuers[0], serial(mark, {}))
    pss = padding.PSS(padding.MGF1(hashes.SHA384()), 48)
    return sign_line(
        manifest, group.id, mark, {}, [told + PRIVATE.sign(told, pss, hashes.SHA384())]
    )


def used() -> float:
    """Seconds of the processor, of this process and those it has ended."""
    whos = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(resource.getrusage(who).ru_utime + resource.getrusage(who).ru_stime for who in whos)


def test_wrong_link(office: Office) -> None:
    """Another petition than that of the link is not counted."""
    with pytest.raises(NotVerified, match=r"petition\.json: .*link"):
        recount(public(office), petition_id=b"\0" * 32)


def test_more_witnesses_than_there_are(office: Office) -> None:
    """Two witnesses cannot be demanded where one is named."""
    with pytest.raises((BadInput, NotVerified), match="2 witnesses are demanded"):
        recount(public(office), witnesses=2)


def test_several_processes(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several processes count what one does, and fail where one does."""
    monkeypatch.setattr(counting, "_FEW", 0)
    assert recount(public(office), workers=2).signed == {"relative": 23}
    forged(office, [*LINES[:5], b"{}"])
    with pytest.raises(NotVerified, match=r"tile/entries/000\.p/6, entry 5"):
        recount(public(office), workers=2)


@lru_cache
def _openssl() -> str:
    return program("openssl")


def by_hand(office: Office, line: bytes, *, look: bool = True) -> subprocess.CompletedProcess[str]:
    _openssl()
    entry = office.folder / "entry.json"
    entry.write_bytes(line)
    log = [public(office)] if look else []
    arguments = ["sh", SCRIPT, public(office) / FILE, entry, *log]
    return subprocess.run([*map(str, arguments)], capture_output=True, text=True, check=False)


@pytest.mark.rule("PET-7")
def test_openssl_alone(office: Office, *, full: bool) -> None:
    """A script of openssl and sha256sum passes every entry of the log."""
    lines = LINES
    if full:
        lines = [sign(seed) for seed in seeds(100, salt=3)]
        forged(office, in_order(lines))
    for line in lines if full else lines[:6]:
        done = by_hand(office, line)
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("leaf ")


@pytest.mark.rule("PET-7")
@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (LINES[1].replace(b'"pl":{}', b'"pl":{"name":"Olena"}'), "does not belong to this entry"),
        (LINES[1].replace(b'"c":"relative"', b'"c":"children"'), "no such class"),
        (sign(manifest=write_manifest(told(closes="2027-02-28"))), "another petition"),
        (withdrawal(MANIFEST, SEEDS[1]), "no signature"),
        (LINES[1] + b"\n", "no signature"),
        (LINES[1].replace(b'"c":"relative"', b'"c":".*"'), "no signature"),
        (LINES[1].replace(b'"pl":{}', b'"pl":{"name":"a","p":"b"}'), "no signature"),
        (LINES[1].replace(b'"tok":["AA', b'"tok":["AB'), "another kind"),
        (LINES[1].replace(LINES[1][150:190], LINES[2][150:190]), "does not belong to"),
        (LINES[1][:-12] + b"A" + LINES[1][-11:], "wrong"),
        (sign(b"\x09" * 32), "does not hold"),
    ],
)
def test_openssl_alone_refuses(office: Office, line: bytes, reason: str) -> None:
    """The script names what is wrong with an entry."""
    done = by_hand(office, line)
    assert done.returncode == 1
    assert reason in done.stderr
