"""Blind RSA signatures (RFC 9474, RSABSSA-SHA384-PSS-Deterministic), as numbers.

The signer of a petition blinds a message, the issuer signs what it cannot read, she unblinds.
Powers with secret exponents go through gmpy2 in constant time where it is installed.
"""

from __future__ import annotations

import math
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import sha256, sha384

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from homeward.errors import BadInput, NotVerified

BITS = 2048
SIZE = BITS // 8  # bytes of a key's modulus, a blinded message and a signature
EXPONENT = 65537
SALT = 48  # bytes
_SMALL = 1 << 16  # no factor of a key is below
# DER of every RSA key of 2048 bits with exponent 65537: only the modulus between differs.
_BEFORE = bytes.fromhex("30820122300d06092a864886f70d01010105000382010f003082010a0282010100")
_AFTER = bytes.fromhex("0203010001")
_PSS = padding.PSS(padding.MGF1(hashes.SHA384()), SALT)
_HASH = 48  # bytes of SHA-384

Power = Callable[[int, int, int], int]

try:
    import gmpy2  # type: ignore[import-untyped]
except ImportError:  # the extra `issuer` is not installed
    _power: Power = pow
    _secret_power: Power = pow
else:

    def _power(base: int, exponent: int, modulus: int) -> int:
        return int(gmpy2.powmod(base, exponent, modulus))

    def _secret_power(base: int, exponent: int, modulus: int) -> int:
        return int(gmpy2.powmod_sec(base, exponent, modulus))


@dataclass(frozen=True)
class PublicKey:
    """An issuer's public key as petitions use it; `spki` is its DER (SubjectPublicKeyInfo)."""

    n: int
    spki: bytes

    @cached_property
    def id(self) -> bytes:
        return sha256(self.spki).digest()

    @cached_property
    def _verifier(self) -> rsa.RSAPublicKey:
        return rsa.RSAPublicNumbers(EXPONENT, self.n).public_key()

    def verify(self, message: bytes, signature: bytes) -> None:
        """Raise `NotVerified` unless this is a signature of the message (RSASSA-PSS, SHA-384)."""
        try:
            self._verifier.verify(signature, message, _PSS, hashes.SHA384())
        except InvalidSignature:
            raise NotVerified("the issuer's signature is wrong") from None


def read_public_key(spki: bytes) -> PublicKey:
    """A key that is safe to ask for a signature; raises `NotVerified` for any other."""
    modulus = spki[len(_BEFORE) : -len(_AFTER)]
    if len(modulus) != SIZE or spki != _BEFORE + modulus + _AFTER:
        raise NotVerified(f"the issuer's key is not RSA of {BITS} bits with exponent {EXPONENT}")
    n = int.from_bytes(modulus, "big")
    if n.bit_length() != BITS or math.gcd(n, _small_primes()) != 1:
        raise NotVerified(
            "the issuer's key is malformed: its modulus is short or has a small factor"
        )
    return PublicKey(n, spki)


def spki_of(n: int) -> bytes:
    """The DER of the key with this modulus."""
    return _BEFORE + n.to_bytes(SIZE, "big") + _AFTER


@lru_cache(maxsize=1)
def _small_primes() -> int:
    """The product of all primes below 2**16."""
    sieve = bytearray([1]) * _SMALL
    for n in range(2, 1 << 8):
        if sieve[n]:
            sieve[n * n :: n] = bytes(len(range(n * n, _SMALL, n)))
    return math.prod(n for n in range(2, _SMALL) if sieve[n])


@dataclass(frozen=True, slots=True)
class IssuerKey:
    """An issuer's private key."""

    public: PublicKey
    p: int = field(repr=False)
    q: int = field(repr=False)
    d_p: int = field(repr=False)
    d_q: int = field(repr=False)
    q_inverse: int = field(repr=False)

    def sign_blinded(self, blinded: bytes) -> bytes:
        """The blind signature; equal messages get equal bytes, and time tells nothing of them.

        The message is multiplied by a random number before the secret powers, and the result is
        checked: a fault in the computation would give the key away.
        """
        n, message = self.public.n, self.number(blinded)
        mask = 1 + secrets.randbelow(n - 1)
        masked = message * _power(mask, EXPONENT, n) % n
        signature = self._signed(masked) * _power(mask, -1, n) % n
        if _power(signature, EXPONENT, n) != message:
            raise NotVerified("the issuer's computation failed; nothing was signed, try again")
        return signature.to_bytes(SIZE, "big")

    def number(self, blinded: bytes) -> int:
        """A blinded message as a number; raises `BadInput` for what can be none."""
        message = int.from_bytes(blinded, "big")
        if len(blinded) != SIZE or message >= self.public.n:
            raise BadInput(f"a blinded message is a number of {SIZE} bytes below the issuer's key")
        return message

    def _signed(self, message: int) -> int:
        first = _secret_power(message % self.p, self.d_p, self.p)
        second = _secret_power(message % self.q, self.d_q, self.q)
        return second + (first - second) * self.q_inverse % self.p * self.q


def read_issuer_key(pem: bytes) -> IssuerKey:
    """The private key in a PEM file; raises `BadInput` or `NotVerified`."""
    try:
        key = serialization.load_pem_private_key(pem, None)
    except (ValueError, TypeError):
        raise BadInput("this is no private key in PEM without a password") from None
    if not isinstance(key, rsa.RSAPrivateKey):
        raise BadInput("an issuer's key is an RSA key")
    told = key.private_numbers()
    if told.public_numbers.e != EXPONENT or key.key_size != BITS:
        raise BadInput(f"an issuer's key has {BITS} bits and the exponent {EXPONENT}")
    public = read_public_key(spki_of(told.public_numbers.n))
    return IssuerKey(public, told.p, told.q, told.dmp1, told.dmq1, told.iqmp)


def new_issuer_key() -> bytes:
    """A new private key in PEM: one for each petition, class and issuer."""
    key = rsa.generate_private_key(EXPONENT, BITS)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


@dataclass(frozen=True, slots=True)
class Blinded:
    """A blinded message, and what unblinds the answer to it."""

    n: int
    encoded: int = field(repr=False)  # the message after EMSA-PSS
    inverse: int = field(repr=False)
    message: bytes

    def unblind(self, blind_signature: bytes) -> bytes:
        """The signature; raises `NotVerified` where the issuer answered anything else."""
        number = int.from_bytes(blind_signature, "big")
        signature = number * self.inverse % self.n
        size = len(self.message)
        if len(blind_signature) != size or pow(signature, EXPONENT, self.n) != self.encoded:
            raise NotVerified("the issuer's answer is not a signature of what was asked")
        return signature.to_bytes(size, "big")


def blind(n: int, message: bytes, *, salt: bytes, factor: int) -> Blinded:
    """Blind a message for the key of modulus n; `factor` (below n) and `salt` are secret."""
    encoded = int.from_bytes(encode_pss(message, salt, n.bit_length() - 1), "big")
    if math.gcd(encoded, n) != 1 or math.gcd(factor, n) != 1:
        raise NotVerified("the issuer's key shares a factor with the message: do not use it")
    blinded = encoded * pow(factor, EXPONENT, n) % n
    size = (n.bit_length() + 7) // 8
    return Blinded(n, encoded, pow(factor, -1, n), blinded.to_bytes(size, "big"))


def encode_pss(message: bytes, salt: bytes, bits: int) -> bytes:
    """EMSA-PSS with SHA-384 (RFC 8017, 9.1.1)."""
    size = (bits + 7) // 8
    digest = sha384(bytes(8) + sha384(message).digest() + salt).digest()
    block = bytes(size - len(salt) - _HASH - 2) + b"\1" + salt
    mask = _mgf1(digest, len(block))
    masked = bytearray(a ^ b for a, b in zip(block, mask, strict=True))
    masked[0] &= 0xFF >> (8 * size - bits)
    return bytes(masked) + digest + b"\xbc"


def _mgf1(seed: bytes, size: int) -> bytes:
    blocks = (sha384(seed + n.to_bytes(4, "big")).digest() for n in range(-(-size // _HASH)))
    return b"".join(blocks)[:size]
