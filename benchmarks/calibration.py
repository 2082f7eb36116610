"""Whether a score of 0.8 is right 8 times in 10: reliability curve and Brier score."""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

from benchmarks.environments import ROOT
from benchmarks.measures import Band, Scored, bands, brier
from benchmarks.page import renew, table
from benchmarks.picture import reliability

FULL_NAMES = ("eu269_fullnames", "nk_name_bench_person", "uk_edr_ground_truth")
PICTURE = ROOT / "docs" / "pictures" / "reliability.svg"


class Judged(Protocol):
    """Pairs of names, and which of them are one person."""

    @property
    def names(self) -> list[tuple[str, str]]: ...
    @property
    def right(self) -> list[bool]: ...


def write_calibration(sets: Mapping[str, Judged]) -> None:
    scored = {name: scored_by_command(sets[name]) for name in FULL_NAMES if name in sets}
    PICTURE.write_text(reliability({name: bands(pairs) for name, pairs in scored.items()}), "utf-8")
    renew("calibration", _written(scored))


def scored_by_command(pairs: Judged) -> list[tuple[float, bool]]:
    """What `homeward score` says of each pair."""
    homeward = Path(sys.executable).with_name("homeward")
    with tempfile.TemporaryDirectory() as name:
        asked, out = Path(name) / "pairs.csv", Path(name) / "scored.csv"
        with asked.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("name1", "name2"), *pairs.names])
        command: list[str | Path] = [homeward, "score", asked, "--out", out]
        subprocess.run(command, check=True, capture_output=True)
        with out.open(encoding="utf-8", newline="") as file:
            scores = [float(row["score"]) for row in csv.DictReader(file)]
    return list(zip(scores, pairs.right, strict=True))


def _written(scored: Mapping[str, Scored]) -> Iterator[str]:
    yield from table(("pairs", "Brier score", "Brier score of the share of true pairs"), (
        (f"{name} ({len(pairs):,})", f"{brier(pairs):.4f}", f"{_constant(pairs):.4f}")
        for name, pairs in scored.items()
    ))  # fmt: skip
    yield ""
    yield "![Reliability curve: the share of right pairs by score](pictures/reliability.svg)"
    yield ""
    yield from table(("pairs", "mean score", "share right", "number"), (
        _row(name if number == 0 else "", band)
        for name, pairs in scored.items()
        for number, band in enumerate(bands(pairs))
    ))  # fmt: skip


def _row(name: str, band: Band) -> tuple[str, ...]:
    return name, f"{band.mean_score:.3f}", f"{band.share_right:.3f}", f"{band.pairs:,}"


def _constant(pairs: Scored) -> float:
    share = sum(right for _, right in pairs) / len(pairs)
    return share * (1 - share)
