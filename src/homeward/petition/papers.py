"""Small files for signing without a network, the same from the command and from the offline page.

request   what the issuers are asked; shows nobody what is signed
seed      the secret of one signature; keep it until it is handed in, then destroy it, or keep
          it to be able to withdraw
answer    what the issuers sent back
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from homeward.errors import BadInput
from homeward.log import canonical, read_canonical
from homeward.petition.blindrsa import SIZE
from homeward.petition.encoding import from_text, to_text
from homeward.petition.manifest import Manifest
from homeward.petition.signing import Asked
from homeward.petition.tokens import SEED, Payload, check_payload


@dataclass(frozen=True, slots=True)
class Kept:
    """What a seed file holds."""

    class_id: str
    payload: Payload
    seed: bytes = field(repr=False)


def ask_paper(asked: Asked) -> bytes:
    listed = [
        {"issuer": name, "blinded_msg": to_text(message)}
        for name, message in asked.messages().items()
    ]
    return _paper("ask", asked.manifest, c=asked.group.id, asked=listed)


def seed_paper(asked: Asked, seed: bytes) -> bytes:
    return _paper(
        "seed", asked.manifest, c=asked.group.id, pl=dict(asked.payload), seed=to_text(seed)
    )


def answer_paper(manifest: Manifest, answers: Mapping[str, bytes]) -> bytes:
    """Written by issuers: issuer to blind signature."""
    listed = [{"issuer": name, "blind_sig": to_text(answer)} for name, answer in answers.items()]
    return _paper("answer", manifest, answers=listed)


def read_ask(paper: bytes, manifest: Manifest) -> tuple[str, dict[str, bytes]]:
    """The class, and issuer to blinded message."""
    told = _read(paper, "ask", manifest)
    return manifest.class_of(told.get("c")).id, _listed(told.get("asked"), "blinded_msg")


def read_seed(paper: bytes, manifest: Manifest) -> Kept:
    told = _read(paper, "seed", manifest)
    group = manifest.class_of(told.get("c"))
    return Kept(group.id, check_payload(told.get("pl")), from_text(told.get("seed"), SEED))


def read_answer(paper: bytes, manifest: Manifest) -> dict[str, bytes]:
    return _listed(_read(paper, "answer", manifest).get("answers"), "blind_sig")


def _paper(kind: str, manifest: Manifest, **fields: Any) -> bytes:
    return canonical({"v": 1, "t": kind, "p": to_text(manifest.id)} | fields)


def _read(paper: bytes, kind: str, manifest: Manifest) -> dict[str, Any]:
    told = read_canonical(paper.strip())
    if not isinstance(told, dict) or told.get("v") != 1 or told.get("t") != kind:
        raise BadInput(f"this file is no {kind} file")
    if told.get("p") != to_text(manifest.id):
        raise BadInput("this file belongs to another petition")
    return told


def _listed(told: Any, field: str) -> dict[str, bytes]:
    if not isinstance(told, list) or not all(isinstance(item, dict) for item in told):
        raise BadInput("the file lists no issuers")
    return {str(item.get("issuer")): from_text(item.get(field), SIZE) for item in told}
