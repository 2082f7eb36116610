"""Pairs of names: ours beside the peers, quality and speed of names not seen before.

The sets are read from `../shared/data/pairs` where they lie, and two are invented
(`name_forms.py`); what is absent is left out.
"""

from __future__ import annotations

import csv
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.calibration import write_calibration
from benchmarks.environments import ROOT, Environment, Missing
from benchmarks.machine import described
from benchmarks.measures import Best, best
from benchmarks.name_forms import Row, inflected_mentions, short_names
from benchmarks.page import ratio, renew, table
from benchmarks.peers.lines import read_lines, timed, write_lines
from homeward.match import compare
from homeward.records import PersonRecord, WrittenName

SETS = ROOT.parent / "shared" / "data" / "pairs"
OURS = "**Homeward**"
PEERS = ("nomenklatura", "names_comparator", "daitch_mokotoff", "rapidfuzz")
HEADER = (
    "pairs", "method", "best F1", "P", "R", "R at P .99", "pairs/s",
    "our F1 to its", "our speed to its",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pairs:
    """One set, with what is true of each pair."""

    name: str
    names: list[tuple[str, str]]
    right: list[bool]

    def halves(self, scores: list[float]) -> tuple[float, float]:
        """Best F1 of two halves, parted by the text of the pair: how far chance goes."""
        parts: tuple[list[Any], list[Any]] = ([], [])
        for pair, score, right in zip(self.names, scores, self.right, strict=True):
            parts[zlib.crc32("|".join(pair).encode()) & 1].append((score, right))
        return best(parts[0]).f1, best(parts[1]).f1


@dataclass(frozen=True, slots=True)
class Result:
    method: str
    best: Best
    per_second: float


def all_sets() -> list[Pairs]:
    invented = ("inflected_mentions", inflected_mentions()), ("short_forms", short_names())
    return [*read_sets(), *(invented_set(name, rows) for name, rows in invented)]


def read_sets(folder: Path = SETS) -> list[Pairs]:
    return [read_set(path) for path in sorted(folder.glob("*.csv"))]


def invented_set(name: str, rows: Iterable[Row]) -> Pairs:
    ours, theirs, right = zip(*rows, strict=True)
    return Pairs(name, list(zip(ours, theirs, strict=True)), list(right))


def read_set(path: Path) -> Pairs:
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = [(row["name1"], row["name2"]) for row in rows]
    return Pairs(path.stem, names, [row["label"] == "1" for row in rows])


def score(ours: str, theirs: str) -> float:
    a, b = (PersonRecord(id="", name=WrittenName(name)) for name in (ours, theirs))
    return compare(a, b).score


def run(*, alone: bool) -> None:
    sets = all_sets()
    versions: dict[str, str] = {}
    score("Аліна Чуйко", "Чуйко А.")  # tables are loaded by the first call
    results = {pairs.name: [_ours(pairs)] for pairs in sets}
    if alone:
        return
    absent = dict(_beside(sets, results, versions))
    renew("pairs", _written(sets, results, absent, versions))
    write_calibration({pairs.name: pairs for pairs in sets})


def _ours(pairs: Pairs) -> Result:
    told = timed(score, pairs.names)
    result = _result(OURS, pairs, told)
    found, halves = result.best, pairs.halves(told["scores"])
    print(
        f"{pairs.name:24} F1 {found.f1:.5f} (P {found.precision:.3f} / R {found.recall:.3f})  "
        f"R@P99 {found.recall_at_99:.3f}  halves {halves[0]:.3f} {halves[1]:.3f}  "
        f"{result.per_second:,.0f} pairs/s",
        flush=True,
    )
    return result


def _result(method: str, pairs: Pairs, told: dict[str, Any]) -> Result:
    scored = list(zip(told["scores"], pairs.right, strict=True))
    return Result(method, best(scored), len(scored) / told["seconds"])


def _beside(
    sets: list[Pairs], results: dict[str, list[Result]], versions: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Add the peers' results; a peer that cannot run comes back with the reason."""
    named = {pairs.name: pairs for pairs in sets}
    for peer in PEERS:
        try:
            first, *lines = _peer_lines(sets, peer)
        except Missing as reason:
            yield peer, str(reason)
            continue
        versions |= first["versions"]
        for told in lines:
            result = _result(told["method"], named[told["set"]], told)
            results[told["set"]].append(result)
            print(f"{told['set']:24} {result.method:28} F1 {result.best.f1:.5f}", flush=True)


def _peer_lines(sets: list[Pairs], peer: str) -> list[dict[str, Any]]:
    environment = Environment(peer)
    environment.set_up()
    with tempfile.TemporaryDirectory() as name:
        asked, answers = Path(name) / "pairs.jsonl", Path(name) / "scores.jsonl"
        write_lines(asked, _lines(sets))
        environment.run(f"{peer}_pairs.py", asked, answers)
        return list(read_lines(answers))


def _lines(sets: list[Pairs]) -> Iterator[dict[str, Any]]:
    for pairs in sets:
        for ours, theirs in pairs.names:
            yield {"set": pairs.name, "name1": ours, "name2": theirs}


def _written(
    sets: list[Pairs],
    results: dict[str, list[Result]],
    absent: dict[str, str],
    versions: dict[str, str],
) -> Iterator[str]:
    yield described(versions)
    yield ""
    yield from table(HEADER, (row for pairs in sets for row in _rows(pairs, results[pairs.name])))
    for peer, reason in absent.items():
        yield f"\nNot run: {peer} ({reason})."


def _rows(pairs: Pairs, results: list[Result]) -> Iterator[tuple[str, ...]]:
    ours = results[0]
    for result in results:
        found = result.best
        beside = (ratio(ours.best.f1, found.f1), ratio(ours.per_second, result.per_second))
        yield (
            f"{pairs.name} ({len(pairs.names):,})" if result is ours else "",
            result.method,
            f"{found.f1:.3f}",
            f"{found.precision:.3f}",
            f"{found.recall:.3f}",
            f"{found.recall_at_99:.3f}",
            f"{result.per_second:,.0f}",
            *(("", "") if result is ours else beside),
        )
