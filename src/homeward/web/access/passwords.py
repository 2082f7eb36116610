"""Passwords of staff: Argon2id from the one crypto dependency."""

from __future__ import annotations

import secrets
from typing import Any

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from django.contrib.auth.hashers import BasePasswordHasher

MEMORY_KIB, PASSES, LANES = 19 * 1024, 2, 1  # OWASP's second choice: 19 MiB, two passes


class Argon2Hasher(BasePasswordHasher):
    """Stores `homeward_argon2$` and the usual written form of Argon2."""

    algorithm = "homeward_argon2"

    def encode(self, password: str, salt: str) -> str:
        kdf = Argon2id(
            salt=salt.encode(), length=32, iterations=PASSES, lanes=LANES, memory_cost=MEMORY_KIB
        )
        return self.algorithm + kdf.derive_phc_encoded(password.encode())

    def salt(self) -> str:
        return secrets.token_urlsafe(16)  # 128 bits; with a longer one the column is too short

    def verify(self, password: str, encoded: str) -> bool:
        try:
            Argon2id.verify_phc_encoded(password.encode(), encoded.removeprefix(self.algorithm))
        except InvalidKey:
            return False
        return True

    def decode(self, encoded: str) -> dict[str, Any]:
        return {"algorithm": self.algorithm, "hash": encoded.removeprefix(self.algorithm)}

    def safe_summary(self, encoded: str) -> dict[Any, Any]:  # noqa: ARG002  # shows nothing
        return {"algorithm": self.algorithm}

    def must_update(self, encoded: str) -> bool:
        return f"m={MEMORY_KIB},t={PASSES},p={LANES}" not in encoded

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Nothing: the parameters are fixed."""
