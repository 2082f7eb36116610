"""Vectors of the RFCs, of others' code, and our own."""

import base64
import json
import subprocess
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from tests.petition.example import GOLDEN, KEYS
from tests.programs import program, shared

from homeward.errors import NotVerified
from homeward.log import canonical, leaf_hash, read_note, read_proof, verify_proof
from homeward.petition.blindrsa import (
    SIZE,
    IssuerKey,
    PublicKey,
    blind,
    encode_pss,
    read_issuer_key,
)
from homeward.petition.entries import read_entry
from homeward.petition.manifest import read_manifest
from homeward.petition.receipts import policy_of
from homeward.petition.signing import finish, prepare
from homeward.petition.tokens import token_input


def number(text: str) -> int:
    return int(text, 16)


def octets(text: str) -> bytes:
    return bytes.fromhex(text.removeprefix("0x"))


@pytest.mark.rule("PET-1")
def test_rfc_9474() -> None:
    """4 of 4 vectors: blinded message, blind signature and signature are the same bytes."""
    cases = json.loads(shared("vectors/rfc9474/test_vectors_rfc9474.json").read_text())
    assert len(cases) == 4
    for case in cases:
        p, q, n, d = (number(case[name]) for name in "pqnd")
        factor = pow(number(case["inv"]), -1, n)
        message, salt = octets(case["input_msg"]), octets(case["salt"])
        if "encoded_msg" in case:
            assert encode_pss(message, salt, n.bit_length() - 1) == octets(case["encoded_msg"])
        blinded = blind(n, message, salt=salt, factor=factor)
        assert blinded.message == octets(case["blinded_msg"])
        signed = pow(int.from_bytes(blinded.message, "big"), d, p * q).to_bytes(512, "big")
        assert signed == octets(case["blind_sig"])
        assert blinded.unblind(signed) == octets(case["sig"])


@pytest.mark.rule("PET-1")
def test_draft_of_rfc_9474() -> None:
    """The working group's own two: the same numbers; one has no salt, which ours always has."""
    cases = json.loads(shared("vectors/rfc9474/cfrg_test_vectors.json").read_text())
    assert [len(octets(case["salt"])) for case in cases] == [48, 0]
    for case in cases:
        n, d, message, salt = (
            number(case["n"]), number(case["d"]), octets(case["msg"]), octets(case["salt"]),
        )  # fmt: skip
        assert encode_pss(message, salt, n.bit_length() - 1) == octets(case["encoded_msg"])
        blinded = blind(n, message, salt=salt, factor=pow(number(case["inv"]), -1, n))
        assert blinded.message == octets(case["blinded_msg"])
        size = len(blinded.message)
        signed = pow(int.from_bytes(blinded.message, "big"), d, n).to_bytes(size, "big")
        assert signed == octets(case["blind_sig"])
        assert blinded.unblind(signed) == octets(case["sig"])


@pytest.mark.rule("PET-1")
@pytest.mark.parametrize("name", ["go", "rust"])
def test_rfc_9578(name: str) -> None:
    """5 of 5 vectors of each: request, response and token are the same bytes."""
    path = f"vectors/rfc9578/test/test_data/pub_verif_rfc9578.{name}.json"
    cases = json.loads(shared(path).read_text())
    assert len(cases) == 5
    for case in cases:
        pem = octets(case["skS"])
        key = read_issuer_key(pem)
        spki = octets(case["pkS"])  # RSASSA-PSS, as in Privacy Pass
        public = PublicKey(key.public.n, spki)
        message = token_input(octets(case["nonce"]), octets(case["token_challenge"]), public.id)
        blinded = blind(public.n, message, salt=octets(case["salt"]), factor=number(case["blind"]))
        request = b"\0\2" + public.id[-1:] + blinded.message
        assert request == octets(case["token_request"])
        response = key.sign_blinded(blinded.message)
        assert response == octets(case["token_response"])
        token = message + blinded.unblind(response)
        assert token == octets(case["token"])
        public.verify(token[:98], token[98:])


Judge = Callable[[bytes, bytes, bytes], bool]  # DER of the key, message, signature


def ours(der: bytes, message: bytes, signature: bytes) -> bool:
    """As a recount judges."""
    loaded = serialization.load_der_public_key(der)
    assert isinstance(loaded, rsa.RSAPublicKey)
    try:
        PublicKey(loaded.public_numbers().n, b"").verify(message, signature)
    except NotVerified:
        return False
    return True


def by_hand(der: bytes, message: bytes, signature: bytes) -> bool:
    """As docs/petitions.md tells anybody to judge, with openssl alone."""
    if len(signature) != SIZE:  # openssl itself passes over what follows; a token has no more
        return False
    options = ["rsa_padding_mode:pss", "rsa_pss_saltlen:48", "rsa_mgf1_md:sha384"]
    with tempfile.TemporaryDirectory() as folder:
        for name, data in (("key", der), ("input.bin", message), ("sig.bin", signature)):
            (Path(folder) / name).write_bytes(data)
        command = [program("openssl"), "dgst", "-sha384", "-verify", "key", "-keyform", "DER"]
        for option in options:
            command += ["-sigopt", option]
        command += ["-signature", "sig.bin", "input.bin"]
        return not subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode


@pytest.mark.rule("PET-1", "PET-7")
@pytest.mark.parametrize("judge", [ours, by_hand])
def test_wycheproof(judge: Judge, *, full: bool) -> None:
    """Every published signature, good or bad, is judged as its authors say.

    By hand one in five, which is a process each; all with --full.
    """
    told = json.loads(
        shared("vectors/wycheproof/rsa_pss_2048_sha384_mgf1_48_test.json").read_text()
    )
    cases = [
        (octets(group["publicKeyDer"]), case)
        for group in told["testGroups"]
        for case in group["tests"]
    ]
    assert len(cases) == told["numberOfTests"] == 141
    results = set()
    for der, case in cases if full or judge is ours else cases[::5]:
        right = judge(der, octets(case["msg"]), octets(case["sig"]))
        assert right is (case["result"] in ("valid", "acceptable")), case["comment"]
        results.add(right)
    assert results == {True, False}


@pytest.mark.rule("PET-1")
def test_golden_petition() -> None:
    """Our own file: id, 10 blinded messages, 10 signatures, entries, leaves, checkpoint, proof."""
    manifest = read_manifest(canonical(GOLDEN["manifest"]))
    assert manifest.id.hex() == GOLDEN["petition_id"]
    for signer in GOLDEN["signers"]:
        asked = prepare(manifest, "relative", octets(signer["seed"]), signer["payload"])
        steps = list(zip(asked.steps, KEYS, signer["steps"], strict=True))
        for step, key, expected in steps:
            assert step.token_input.hex() == expected["token_input"]
            assert step.blinded.message.hex() == expected["blinded_msg"]
            assert key.sign_blinded(step.blinded.message).hex() == expected["blind_sig"]
        answers = {step.issuer.name: octets(told["blind_sig"]) for step, _, told in steps}
        assert finish(asked, answers).decode() == signer["entry"]
    lines = [line.encode() for line in GOLDEN["log_entries"]]
    assert [leaf_hash(line).hex() for line in lines] == GOLDEN["leaf_hashes"]
    for line in lines:
        read_entry(line, manifest)
    policy = policy_of(manifest)
    policy.verify(read_note(GOLDEN["checkpoint"]))
    verify_proof(read_proof(GOLDEN["tlog_proof_index_2"]), lines[2], policy)


def test_golden_is_the_shared_one() -> None:
    """The copy beside this test is the published file."""
    assert json.loads(shared("vectors/own/petition_v1.json").read_text("utf-8")) == GOLDEN


def test_token_key_is_hashed_as_it_is_written() -> None:
    """The key id of a token is the digest of the key's DER."""
    spki = GOLDEN["manifest"]["classes"][0]["issuers"][0]["spki"]
    der = base64.urlsafe_b64decode(spki + "=" * (-len(spki) % 4))
    assert KEYS[0].public.spki == der
    assert KEYS[0].public.id == sha256(der).digest()


def test_private_key_survives_without_gmpy2(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain Python computes the same signature as gmpy2."""
    from homeward.petition import blindrsa

    message = octets(GOLDEN["signers"][0]["steps"][0]["blinded_msg"])
    expected = GOLDEN["signers"][0]["steps"][0]["blind_sig"]
    monkeypatch.setattr(blindrsa, "_power", pow)
    monkeypatch.setattr(blindrsa, "_secret_power", pow)
    key: IssuerKey = KEYS[0]
    assert key.sign_blinded(message).hex() == expected
