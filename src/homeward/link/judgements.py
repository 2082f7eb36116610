"""What people decided on pairs."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from homeward.errors import UnreadableFile


class Verdict(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision on a pair."""

    id_a: str
    id_b: str
    verdict: Verdict


def read_judgements(path: Path) -> list[Judgement]:
    """Read a CSV with the columns id_a, id_b, verdict; raises `UnreadableFile`."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    found = []
    for number, row in enumerate(rows, start=2):
        try:
            verdict = Verdict((row["verdict"] or "").strip().lower())
            found.append(Judgement(row["id_a"].strip(), row["id_b"].strip(), verdict))
        except (KeyError, ValueError, AttributeError):
            raise UnreadableFile(
                f"{path.name}, row {number}: it needs id_a, id_b, and a verdict that is same, "
                "different or unsure"
            ) from None
    return found


def rejected_pairs(judgements: Iterable[Judgement]) -> list[tuple[str, str]]:
    """The pairs that were judged different."""
    return [(j.id_a, j.id_b) for j in judgements if j.verdict is Verdict.DIFFERENT]
