"""Whatever is sent, the answer is a refusal and never a crash."""

import json
import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from tests.petition.example import GOLDEN, MANIFEST, sign

from homeward.errors import HomewardError
from homeward.log import canonical, read_note, read_proof
from homeward.log.witness import read_request
from homeward.petition.entries import Close, close_line, read_entry
from homeward.petition.manifest import read_manifest
from homeward.petition.papers import ask_paper, read_ask
from homeward.petition.signing import prepare, withdrawal

SEED = b"\x0d" * 32
ODD = (None, True, 0, -1, "", [], {}, "x", [1], {"a": 1}, 2**53 - 1, "é", "A" * 43)
LINES = (
    sign(SEED),
    withdrawal(MANIFEST, SEED),
    close_line(MANIFEST, Close({"relative": 3}, {"relative": 1})),
    MANIFEST.line,
    ask_paper(prepare(MANIFEST, "relative", SEED)),
)


def changed(value: Any, dice: random.Random) -> Any:
    if dice.random() < 0.1:
        return dice.choice(ODD)
    if isinstance(value, dict):
        return {k: changed(v, dice) for k, v in value.items() if dice.random() > 0.03}
    return [changed(item, dice) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    "read",
    [
        lambda line: read_entry(line, MANIFEST),
        read_manifest,
        lambda line: read_ask(line, MANIFEST),
    ],
)
def test_changed_values(read: Callable[[bytes], Any]) -> None:
    """Values of other kinds, and fields that are missing, are refused."""
    dice = random.Random(3)
    for _ in range(1_500):
        line = canonical(changed(json.loads(dice.choice(LINES)), dice))
        with suppress(HomewardError):
            read(line)


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (read_note, GOLDEN["checkpoint"]),
        (read_proof, GOLDEN["tlog_proof_index_2"]),
        (read_request, f"old 1\n{'A' * 43}=\n\n{GOLDEN['checkpoint']}"),
    ],
)
def test_changed_letters(read: Callable[[str], Any], text: str) -> None:
    """Damaged notes, proofs and requests are refused."""
    dice = random.Random(4)
    for _ in range(1_500):
        letters = list(text)
        for _ in range(dice.randrange(1, 4)):
            letters[dice.randrange(len(letters))] = dice.choice(
                ["", "\n", " ", "—", "=", "\0", "é"]
            )
        with suppress(HomewardError):
            read("".join(letters))
