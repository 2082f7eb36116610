"""The signer's side: ask issuers for tokens without showing what they sign, then sign, or withdraw.

    asked = prepare(manifest, "relative", seed)       # show asked.messages() to the issuers
    line = finish(asked, answers)                     # answers: issuer → blind signature
    withdrawal(manifest, seed)                        # takes the signature back, with the seed

The seed is 32 bytes from `secrets`. The same seed asks the same again, so a lost answer costs
nothing. Who keeps the seed can prove and withdraw the signature; who destroys it can do neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from homeward.errors import BadInput
from homeward.petition.blindrsa import Blinded, blind
from homeward.petition.entries import revoke_line, sign_line
from homeward.petition.manifest import Issuer, Manifest, PetitionClass
from homeward.petition.tokens import (
    ANONYMOUS,
    Payload,
    Secrets,
    check_payload,
    input_for,
    revocation_mark,
    serial,
)


@dataclass(frozen=True, slots=True)
class Step:
    """What one issuer is asked."""

    issuer: Issuer
    token_input: bytes
    blinded: Blinded


@dataclass(frozen=True, slots=True)
class Asked:
    manifest: Manifest
    group: PetitionClass
    mark: bytes
    payload: Payload
    steps: tuple[Step, ...]  # one for each issuer of the class

    def messages(self) -> dict[str, bytes]:
        """Issuer to the blinded message for it."""
        return {step.issuer.name: step.blinded.message for step in self.steps}


def prepare(manifest: Manifest, class_id: str, seed: bytes, payload: Payload = ANONYMOUS) -> Asked:
    """Blind what the issuers of a class shall sign."""
    group = manifest.class_of(class_id)
    secrets = Secrets(seed, manifest.id)
    mark = revocation_mark(secrets.revocation())
    nonce = serial(mark, check_payload(payload))
    steps = []
    for issuer in group.issuers:
        told = input_for(manifest, group, issuer, nonce)
        salt, factor = secrets.salt(issuer.key), secrets.factor(issuer.key)
        steps.append(Step(issuer, told, blind(issuer.key.n, told, salt=salt, factor=factor)))
    return Asked(manifest, group, mark, payload, tuple(steps))


def finish(asked: Asked, answers: Mapping[str, bytes]) -> bytes:
    """The entry that signs, from the answers of at least k issuers; raises `NotVerified`."""
    answered = [step for step in asked.steps if step.issuer.name in answers][: asked.group.k]
    if len(answered) < asked.group.k:
        raise BadInput(f"answers of {asked.group.k} issuers are needed, {len(answered)} are there")
    tokens = [
        step.token_input + step.blinded.unblind(answers[step.issuer.name]) for step in answered
    ]
    return sign_line(asked.manifest, asked.group.id, asked.mark, asked.payload, tokens)


def withdrawal(manifest: Manifest, seed: bytes) -> bytes:
    """The entry that takes the signature of this seed back."""
    return revoke_line(manifest, Secrets(seed, manifest.id).revocation())
