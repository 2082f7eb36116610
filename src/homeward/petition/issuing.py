"""The issuer: signs one blinded message for each eligible person, and the same one again.

The person's code is checked before, by whoever knows people; the issuer gets an eligibility id.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from homeward.errors import NotVerified
from homeward.petition.blindrsa import IssuerKey
from homeward.petition.ledger import Ledger, digest_of, tag_of
from homeward.petition.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Issuing:
    """One class of a petition at one issuer."""

    manifest: Manifest
    class_id: str
    key: IssuerKey
    ledger: Ledger
    secret: bytes = field(
        repr=False
    )  # K of the petition: in memory or sealed, destroyed at closing

    def issue(self, eligibility: bytes, blinded: bytes, today: date) -> bytes:
        """The blind signature. A second message for the same person raises `AlreadyUsed`."""
        group = self.manifest.class_of(self.class_id)
        if all(issuer.key.n != self.key.public.n for issuer in group.issuers):
            raise NotVerified("this key is not named in the petition")
        self.manifest.check_open(today)
        self.key.number(blinded)  # before the claim: a message that can be none costs no voice
        tag = tag_of(self.secret, self.manifest.id, self.class_id, eligibility)
        self.ledger.claim(tag, digest_of(blinded), today)
        return self.key.sign_blinded(blinded)


def people_served(issued: Iterable[int], k: int) -> int:
    """How many people can hold k tokens, where the issuers gave so many each."""
    return sum(issued) // k
