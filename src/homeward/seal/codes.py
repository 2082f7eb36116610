"""Follow-up codes: 20 random digits and a check digit, and the keys that grow from them.

The digits are the same in every alphabet and can be hidden as telephone numbers. 20 digits are
66 bits; each guess costs one Argon2id run of 64 MiB.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from homeward.errors import BadInput
from homeward.seal.boxes import KeyPair, pair_of

DIGITS = 20
LOOKUP_BYTES, KEY_BYTES = 16, 32
INFO = b"homeward follow-up code v1"
SEPARATORS = str.maketrans("", "", " -\t\r\n\u00a0\u2009\u202f.–—−‑()+")

# Damm's quasigroup of order ten: finds every single wrong digit and every swap of neighbours.
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


class BadCode(BadInput):
    """Not a follow-up code: wrong length, other signs, or a mistyped digit."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess of a code costs: Argon2id's memory and passes."""

    memory_kib: int
    passes: int


FULL = Cost(64 * 1024, 3)
CHEAP = Cost(64, 1)  # for tests that are not about codes; it protects nothing


@dataclass(frozen=True, slots=True)
class CodeKeys:
    """What one follow-up code opens. Kept in memory only while a page is made."""

    lookup_id: bytes  # 16 bytes: finds the case, tells nothing
    unwrap_key: bytes  # 32 bytes: opens the private half of the case's key pair
    word_key: bytes  # 32 bytes: checks the second word

    def word_tag(self, word: str) -> bytes:
        """What is stored of the second word; useless without the code."""
        return hmac.digest(self.word_key, _folded(word), "sha256")

    def word_matches(self, word: str, tag: bytes | None) -> bool:
        """Whether this is the second word chosen at filing."""
        return tag is not None and hmac.compare_digest(self.word_tag(word), tag)

    def word_pair(self, word: str) -> KeyPair:
        """The key pair of code and second word together: one alone, or a disk, opens nothing."""
        seed = hmac.digest(self.word_key, b"homeward own copy v1\0" + _folded(word), "sha256")
        return pair_of(seed)


def _folded(word: str) -> bytes:
    return " ".join(word.casefold().split()).encode()


def new_code() -> str:
    """A fresh code as it is shown: four groups of five digits and one check digit."""
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    return written(digits + check_digit(digits))


def written(code: str) -> str:
    """21 digits in groups."""
    return " ".join(code[start : start + 5] for start in range(0, DIGITS + 1, 5))


def read_code(text: str) -> str:
    """The 21 digits of a typed code, with any spaces, dashes and scripts of digits.

    Raises `BadCode`.
    """
    compact = text.translate(SEPARATORS)
    if len(compact) != DIGITS + 1 or not all(sign.isdecimal() for sign in compact):
        raise BadCode(f"a follow-up code has {DIGITS + 1} digits")
    digits = "".join(str(int(sign)) for sign in compact)
    if check_digit(digits[:DIGITS]) != digits[DIGITS]:
        raise BadCode("one of the digits is mistyped: compare with the code as it was given")
    return digits


def check_digit(digits: str) -> str:
    """The digit after these digits (Damm, 2004)."""
    state = 0
    for digit in digits:
        state = int(_DAMM[state][int(digit)])
    return str(state)


def derive(code: str, *, salt: bytes, cost: Cost = FULL) -> CodeKeys:
    """The keys of a code as `read_code` gives it; takes 64 MiB and about a quarter of a second.

    `salt` belongs to the instance, at least 16 bytes.
    """
    root = Argon2id(
        salt=salt, length=32, iterations=cost.passes, lanes=1, memory_cost=cost.memory_kib
    ).derive(code.encode())
    length = LOOKUP_BYTES + 2 * KEY_BYTES
    grown = HKDFExpand(algorithm=SHA256(), length=length, info=INFO).derive(root)
    middle = LOOKUP_BYTES + KEY_BYTES
    return CodeKeys(grown[:LOOKUP_BYTES], grown[LOOKUP_BYTES:middle], grown[middle:])
