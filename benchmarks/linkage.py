"""Requests against a register of the invented world: quality, speed and what was changed."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.environments import Environment, Missing, run_script
from benchmarks.machine import described
from benchmarks.page import ratio, renew, table
from benchmarks.peers.lines import read_lines
from homeward.world import OracleBound, oracle_bound, write_linkage
from homeward.world.linkage import CHANGES

QUICK = 200_000
LARGE = 1_000_000  # records from which on the results have a part of the page of their own
REQUEST_EACH = 10  # records of the register
SEED = 26
TOP = 20
PRECISION = 0.95
HEADER = (
    "method", "best F1", "P", "R", "s", "s of processor", "GB", "our F1 to its",
    "its processor time to ours",
)  # fmt: skip

Scores = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Truth:
    partner: dict[str, str]  # of each request that has one
    change: dict[str, str]


@dataclass(frozen=True, slots=True)
class Linked:
    """Pairs of one method, the likeliest first."""

    told: dict[str, Any]
    asked: npt.NDArray[np.str_]
    right: Mask
    scores: Scores
    renamed: Mask  # told to be a changed identity; every pair, if a method tells no hypothesis

    def f1(self, partners: int) -> tuple[float, float, float, int]:
        """Best F1, precision and recall there, and how many pairs were taken."""
        found = np.cumsum(self.right)
        taken = np.arange(1, len(found) + 1)
        f1 = np.where(_ends(self.scores), 2 * found / (taken + partners), 0.0)
        at = int(f1.argmax())
        return float(f1[at]), found[at] / taken[at], found[at] / partners, at + 1

    def found(self, taken: int) -> set[str]:
        """Requests whose partner is among the first pairs."""
        return set(self.asked[:taken][self.right[:taken]].tolist())

    def changed(self, truth: Truth) -> tuple[float, float]:
        """Share of changed identities among the top 20, and at precision .95, as the oracle counts.

        Requests whose partner kept the name are left out, and for the precision those pairs that a
        method tells to be one identity: they are wrong for another reason.
        """
        there = {one for one, change in truth.change.items() if change == "changed_identity"}
        kept = np.array([one in there or one not in truth.partner for one in self.asked.tolist()])
        first = np.array(list(_first(self.asked[kept].tolist())), bool)
        shown = float((self.right[kept] & first).sum())
        leads = kept & self.renamed
        right = self.right[leads]
        precise = np.cumsum(right) >= PRECISION * np.arange(1, len(right) + 1)
        precise &= _ends(self.scores[leads])
        last = int(np.flatnonzero(precise)[-1]) + 1 if precise.any() else 0
        return shown / len(there), float(right[:last].sum()) / len(there)


def _ends(scores: Scores) -> Mask:
    """Where a threshold can stand: behind the last of equal scores."""
    return np.append(scores[1:] != scores[:-1], [True] * min(1, len(scores)))


def _first(asked: list[str]) -> Iterator[bool]:
    """Whether a pair is among the likeliest 20 of its request."""
    seen: dict[str, int] = {}
    for one in asked:
        seen[one] = seen.get(one, 0) + 1
        yield seen[one] <= TOP


def run(*, alone: bool, size: int | None) -> None:
    size = size or QUICK
    requests = size // REQUEST_EACH
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_linkage(folder, seed=SEED, requests=requests, register=size)
        truth = read_truth(folder / "truth.parquet")
        results = [_ours(folder, truth)]
        if alone:
            return
        absent: dict[str, str] = {}
        versions: dict[str, str] = {}
        try:
            results.append(_splink(folder, truth, versions))
        except Missing as reason:
            absent["splink"] = str(reason)
    bound = oracle_bound(SEED, requests=requests, register=size)
    lines = _written(size, results, truth, bound)
    part = "linkage-large" if size >= LARGE else "linkage"
    renew(part, [described(versions), "", *lines, *_not_run(absent)])


def read_truth(path: Path) -> Truth:
    rows = pq.read_table(path).to_pylist()
    return Truth(
        {row["request_id"]: row["register_id"] for row in rows},
        {row["request_id"]: row["change"] for row in rows},
    )


def _ours(folder: Path, truth: Truth) -> Linked:
    compile_ours(folder / "small")
    out = folder / "ours"
    out.mkdir()
    run_script([sys.executable, "-m", "benchmarks.ours_link", folder, out])
    return read_linked(out, truth)


def compile_ours(folder: Path) -> None:
    """Link something small: our kernels are compiled once for each installation, as peers' are."""
    write_linkage(folder, seed=SEED, requests=100, register=1_000)
    run_script([sys.executable, "-m", "benchmarks.ours_link", folder, folder])


def _splink(folder: Path, truth: Truth, versions: dict[str, str]) -> Linked:
    environment = Environment("splink")
    environment.set_up()
    out = folder / "splink"
    out.mkdir()
    environment.run("splink_link.py", folder, out)
    linked = read_linked(out, truth)
    versions |= linked.told["versions"]
    return linked


def read_linked(out: Path, truth: Truth) -> Linked:
    (told,) = read_lines(out / "told.jsonl")
    pairs = pq.read_table(out / "pairs.parquet")
    scores = np.asarray(pairs["score"], dtype=np.float64)
    order = np.argsort(-scores, kind="stable")
    asked = np.array(pairs["id_a"].to_pylist())[order]
    others = np.array(pairs["id_b"].to_pylist())[order]
    meant = [truth.partner.get(one) for one in asked.tolist()]
    right = np.array([one == other for one, other in zip(meant, others.tolist(), strict=True)])
    linked = Linked(told, asked, right, scores[order], _renamed(pairs)[order])
    f1, precision, recall, _ = linked.f1(len(truth.partner))
    print(
        f"{told['method']:20} F1 {f1:.4f} (P {precision:.4f} / R {recall:.4f}), "
        f"{told['seconds']:.1f} s, {told['processor']:.1f} s of processor",
        flush=True,
    )
    return linked


def _renamed(pairs: pa.Table) -> Mask:
    if "hypothesis" not in pairs.column_names:
        return np.ones(pairs.num_rows, bool)
    told = pairs["hypothesis"].to_pylist()
    return np.array([str(one).startswith("renamed") for one in told], np.bool_)


def _written(size: int, results: list[Linked], truth: Truth, bound: OracleBound) -> Iterator[str]:
    yield (
        f"**{size // REQUEST_EACH:,} requests against {size:,} records**; "
        f"{len(truth.partner):,} requests have a partner there.\n"
    )
    yield from table(HEADER, (_row(result, results[0], truth) for result in results))
    yield "\nRecall by the main change, at the threshold of the best F1:\n"
    yield from table(("method", *CHANGES), (_by_change(result, truth) for result in results))
    yield f"\nChanged identities ({bound.changed:,}) among requests that names do not settle:\n"
    header = ("method", f"among the top {TOP}", f"at precision {PRECISION}", "of the oracle's")
    yield from table(header, _changed(results, truth, bound))


def _row(result: Linked, ours: Linked, truth: Truth) -> tuple[str, ...]:
    f1, precision, recall, _ = result.f1(len(truth.partner))
    beside = (
        ratio(ours.f1(len(truth.partner))[0], f1),
        ratio(result.told["processor"], ours.told["processor"]),
    )
    return (
        result.told["method"],
        f"{f1:.4f}",
        f"{precision:.4f}",
        f"{recall:.4f}",
        f"{result.told['seconds']:.1f}",
        f"{result.told['processor']:.1f}",
        f"{result.told['gb']:.2f}",
        *(("", "") if result is ours else beside),
    )


def _by_change(result: Linked, truth: Truth) -> tuple[str, ...]:
    found = result.found(result.f1(len(truth.partner))[3])
    kinds = {kind: [one for one, told in truth.change.items() if told == kind] for kind in CHANGES}
    recalls = (np.mean([one in found for one in those]) for those in kinds.values())
    return result.told["method"], *(f"{recall:.3f}" for recall in recalls)


def _changed(results: list[Linked], truth: Truth, bound: OracleBound) -> Iterator[tuple[str, ...]]:
    for result in results:
        top, precise = result.changed(truth)
        shares = f"{_share(top, bound.in_top)}, {_share(precise, bound.at_precision)}"
        yield result.told["method"], f"{top:.3f}", f"{precise:.3f}", shares
    yield "oracle", f"{bound.in_top:.3f}", f"{bound.at_precision:.3f}", ""


def _share(ours: float, most: float) -> str:
    return f"{ours / most:.0%}" if most else "-"


def _not_run(absent: dict[str, str]) -> Iterator[str]:
    for peer, reason in absent.items():
        yield f"\nNot run: {peer} ({reason})."
