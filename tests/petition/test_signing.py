"""What a client refuses, so that nobody can mark her or take her voice."""

import secrets
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from tests.petition.example import GOLDEN, KEYS, MANIFEST, NAMES, sign, told

from homeward.errors import BadInput, NotVerified
from homeward.log import canonical
from homeward.petition.blindrsa import EXPONENT, SIZE, blind, read_public_key, spki_of
from homeward.petition.encoding import to_text
from homeward.petition.entries import read_entry, sign_line
from homeward.petition.manifest import read_manifest, write_manifest
from homeward.petition.signing import finish, prepare
from homeward.petition.tokens import Secrets, check_payload

SEED = b"\7" * 32
N = KEYS[0].public.n


def with_key(spki: bytes) -> Any:
    changed = told()
    changed["classes"][0]["issuers"][0]["spki"] = to_text(spki)
    return changed


def real_key(bits: int) -> bytes:
    """The DER of a whole and right key of another size."""
    key = rsa.generate_private_key(EXPONENT, bits).public_key()
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def prime(bits: int, *, factor: int = 1) -> int:
    """A prime p with p ≡ 1 (mod factor)."""
    while True:
        n = (
            secrets.randbits(bits - factor.bit_length() + 1) | 1 << (bits - factor.bit_length())
        ) & ~1
        if (p := n * factor + 1).bit_length() == bits and pow(2, p - 1, p) == 1 == pow(3, p - 1, p):
            return p


@pytest.mark.rule("PET-5")
@pytest.mark.parametrize(
    ("spki", "reason"),
    [
        (spki_of(N).replace(b"\2\3\1\0\1", b"\2\3\0\0\3"), "exponent"),
        (spki_of(N >> 1024)[:200], "2048 bits"),
        (spki_of(N - 1), "malformed"),
        (spki_of(N // 65521 * 65521), "malformed"),
        (spki_of(N >> 1), "malformed"),
        (spki_of(N) + b"\0", "2048 bits"),
        (b"", "2048 bits"),
        (real_key(1024), "2048 bits"),
        (real_key(2056), "2048 bits"),
        (spki_of(N).replace(b"\x0d\1\1\1", b"\x0d\1\1\x0a"), "2048 bits"),
    ],
    ids=[
        *("e = 3", "half a key", "even", "small factor", "2047 bits", "longer", "empty"),
        *("1024 bits", "2056 bits", "RSASSA-PSS"),
    ],
)
def test_bad_keys(spki: Any, reason: Any) -> None:
    """Keys that could mark a signer, or be broken, are never asked."""
    with pytest.raises(NotVerified, match=reason):
        write_manifest(with_key(spki))


@pytest.mark.rule("PET-5")
def test_exponent_of_three() -> None:
    """A key of exponent 3 is refused for its exponent."""
    der = bytearray(spki_of(N))
    der[-3:] = b"\0\0\3"
    with pytest.raises(NotVerified, match=r"exponent 65537"):
        read_public_key(bytes(der))


@pytest.mark.rule("PET-5")
def test_malformed_key_is_found_when_unblinding() -> None:
    """With p ≡ 1 (mod e) no answer is a signature: the client sees it and shows nothing."""
    p, q = prime(640, factor=EXPONENT), prime(640)
    blinded = blind(p * q, b"message", salt=b"\1" * 48, factor=12345)
    near = pow(EXPONENT, -1, (p - 1) // EXPONENT * (q - 1))  # the best that such an issuer can do
    message = int.from_bytes(blinded.message, "big")
    answer = pow(message, near, p * q).to_bytes((p * q).bit_length() + 7 >> 3, "big")
    with pytest.raises(NotVerified, match=r"not a signature"):
        blinded.unblind(answer)


@pytest.mark.rule("PET-5")
def test_altered_manifest() -> None:
    """A manifest with one byte changed is not that of the link, wherever the byte is."""
    assert read_manifest(MANIFEST.line, MANIFEST.id) == MANIFEST
    for at in range(len(MANIFEST.line)):
        changed = bytearray(MANIFEST.line)
        changed[at] ^= 1
        with pytest.raises(NotVerified, match=r"link"):
            read_manifest(bytes(changed), MANIFEST.id)


@pytest.mark.rule("PET-5")
def test_flipped_answer() -> None:
    """An answer with any bit flipped, of another length or for another message is refused."""
    asked = prepare(MANIFEST, "relative", SEED)
    messages = asked.messages()
    right = {name: key.sign_blinded(messages[name]) for name, key in zip(NAMES, KEYS, strict=True)}
    finish(asked, right)
    for bit in range(0, SIZE * 8, 97):
        wrong = bytearray(right[NAMES[0]])
        wrong[bit // 8] ^= 1 << bit % 8
        with pytest.raises(NotVerified):
            finish(asked, right | {NAMES[0]: bytes(wrong)})
    for wrong in (b"", right[NAMES[0]][1:], right[NAMES[1]]):
        with pytest.raises(NotVerified):
            finish(asked, right | {NAMES[0]: wrong})


@pytest.mark.rule("PET-5")
def test_one_key_for_two_issuers() -> None:
    """Two issuers with one key, in one class or in two, are one issuer: refused."""
    doubled = told()
    doubled["classes"][0]["issuers"][1]["spki"] = doubled["classes"][0]["issuers"][0]["spki"]
    with pytest.raises(NotVerified, match=r"share one key"):
        write_manifest(doubled)
    twice = told()
    twice["classes"].append(dict(twice["classes"][0], id="unverified"))
    with pytest.raises(NotVerified, match=r"share one key"):
        write_manifest(twice)


@pytest.mark.rule("PET-5")
def test_differing_nonces() -> None:
    """Tokens of two people do not make one signature."""
    lines = []
    for seed in (SEED, b"\x08" * 32):
        asked = prepare(MANIFEST, "relative", seed)
        tokens = [
            step.token_input + step.blinded.unblind(key.sign_blinded(step.blinded.message))
            for step, key in zip(asked.steps, KEYS, strict=True)
        ]
        lines.append((asked.mark, tokens))
    (mark, ours), (_, theirs) = lines
    mixed = sign_line(MANIFEST, "relative", mark, {}, [ours[0], theirs[1]])
    with pytest.raises(NotVerified, match=r"another petition, class or signature"):
        read_entry(mixed, MANIFEST)
    doubled = sign_line(MANIFEST, "relative", mark, {}, [ours[0], ours[0]])
    with pytest.raises(NotVerified, match=r"one issuer"):
        read_entry(doubled, MANIFEST)
    with pytest.raises(NotVerified, match=r"demands 2 tokens"):
        read_entry(sign_line(MANIFEST, "relative", mark, {}, ours[:1]), MANIFEST)


def test_same_seed_asks_the_same() -> None:
    """A lost answer can be asked for again; another seed or petition asks something else."""
    first = prepare(MANIFEST, "relative", SEED).messages()
    assert prepare(MANIFEST, "relative", SEED).messages() == first
    assert prepare(MANIFEST, "relative", b"\x08" * 32).messages() != first
    other = write_manifest(told(closes="2027-02-28"))
    assert not set(prepare(other, "relative", SEED).messages().values()) & set(first.values())
    assert Secrets(SEED, MANIFEST.id).revocation() != Secrets(SEED, other.id).revocation()


@pytest.mark.parametrize("seed", [b"", b"\1" * 31])
def test_short_seed(seed: Any) -> None:
    """A seed has 256 bits, or nothing is made of it."""
    with pytest.raises(BadInput, match=r"32 random bytes"):
        prepare(MANIFEST, "relative", seed)


def test_answers_of_too_few_issuers() -> None:
    """Fewer issuers than the class demands make no signature; nothing is lost by asking again."""
    asked = prepare(MANIFEST, "relative", SEED)
    answer = KEYS[0].sign_blinded(asked.messages()[NAMES[0]])
    with pytest.raises(BadInput, match=r"2 issuers are needed, 1"):
        finish(asked, {NAMES[0]: answer})


def test_class_that_does_not_exist() -> None:
    """A class that the petition does not name cannot be asked for."""
    with pytest.raises(BadInput, match=r"no such class"):
        prepare(MANIFEST, "children", SEED)


@pytest.mark.parametrize(
    "payload",
    [{"name": ""}, {"name": "x" * 101}, {"name": "two\nlines"}, {"text": "hello"}, {"name": 1},
     {"name": "x", "age": "3"}, [], None],
)  # fmt: skip
def test_free_text_is_refused(payload: Any) -> None:
    """Nothing but a name goes into a signature: style tells who wrote."""
    with pytest.raises(BadInput, match=r"carries nothing, or one line"):
        check_payload(payload)


def test_named_signature() -> None:
    """Whoever wants to stand with her name does; it is part of what the issuers sign blindly."""
    line = sign(SEED, {"name": "Олена, мати"})
    assert "Олена" in line.decode()
    with pytest.raises(NotVerified):
        read_entry(line.replace("Олена".encode(), "Оксана".encode()), MANIFEST)


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"min_batch": 19},
        {"min_batch": True},
        {"opens": "2027-02-01"},
        {"opens": "1 December"},
        {"opens": "20261201"},
        {"text_sha256": "00"},
        {"title": {}},
        {"title": "Bring them home"},
        {"classes": []},
        {"log": "nonsense"},
        {"log": GOLDEN["manifest"]["witnesses"][0]},
        {"witnesses": [GOLDEN["manifest"]["log"]]},
        {"witnesses": GOLDEN["manifest"]["witnesses"] * 2},
        {"client_sha256": ["x" * 64]},
        {"more": 1},
    ],
)
def test_manifests_with_mistakes(change: Any) -> None:
    """A manifest that does not stand is not frozen."""
    with pytest.raises(BadInput):
        write_manifest(told(**change))


@pytest.mark.parametrize(("k", "right"), [(0, False), (1, False), (2, True), (3, False)])
def test_more_than_half_of_the_issuers(k: Any, right: Any) -> None:
    """With half of the issuers or fewer one person could sign twice."""
    changed = told()
    changed["classes"][0]["k"] = k
    if right:
        write_manifest(changed)
        return
    with pytest.raises(BadInput):
        write_manifest(changed)


def test_manifest_has_one_spelling() -> None:
    """Other bytes of the same manifest are refused."""
    with pytest.raises(BadInput, match=r"canonical"):
        read_manifest(MANIFEST.line.replace(b'"v":1', b'"v": 1'))
    assert read_manifest(canonical(told())).id == MANIFEST.id
