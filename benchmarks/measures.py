"""How good scores are: the best threshold, recall at a precision, calibration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PRECISE = 0.99

Scored = Sequence[tuple[float, bool]]  # a score, and whether the pair is right


@dataclass(frozen=True, slots=True)
class Best:
    """What is reached at the threshold with the best F1, and recall where precision is .99."""

    f1: float
    precision: float
    recall: float
    threshold: float
    recall_at_99: float


@dataclass(frozen=True, slots=True)
class Band:
    """Pairs whose scores lie in one stretch: what was promised and what came."""

    mean_score: float
    share_right: float
    pairs: int


def best(scored: Scored, *, true_pairs: int | None = None) -> Best:
    """The best threshold; `true_pairs` where some of them were never scored."""
    total = sum(right for _, right in scored) if true_pairs is None else true_pairs
    found, at_99, top = 0, 0.0, (0.0, 0.0, 0.0, 1.0)
    ordered = sorted(scored, key=lambda pair: -pair[0])
    for count, (score, right) in enumerate(ordered, start=1):
        found += right
        if count < len(ordered) and ordered[count][0] == score:
            continue  # a threshold cannot part equal scores
        precision, recall = found / count, found / max(1, total)
        at_99 = recall if precision >= PRECISE else at_99
        f1 = 2 * precision * recall / (precision + recall or 1)
        top = max(top, (f1, precision, recall, score))
    return Best(*top, at_99)


def brier(scored: Scored) -> float:
    """Mean square of how far scores are from the truth; 0 is best."""
    return sum((score - right) ** 2 for score, right in scored) / max(1, len(scored))


def bands(scored: Scored, count: int = 10) -> list[Band]:
    """The reliability curve; bands without any pair are left out."""
    parts: list[list[tuple[float, bool]]] = [[] for _ in range(count)]
    for score, right in scored:
        parts[min(count - 1, int(score * count))].append((score, right))
    return [
        Band(
            sum(score for score, _ in part) / len(part),
            sum(right for _, right in part) / len(part),
            len(part),
        )
        for part in parts
        if part
    ]
