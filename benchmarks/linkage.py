"""Link requests with a register: F1 beside speed, recall by what was changed.

python benchmarks/linkage.py FOLDER      (made by benchmarks/invented.py)
"""

from __future__ import annotations

import json
import resource
import time
from collections import defaultdict
from pathlib import Path

import click
import numpy as np
import pyarrow as pa

from homeward.index import read_people
from homeward.link.register import People, Register


class Clock:
    """Wall and processor seconds since the last look."""

    def __init__(self) -> None:
        self.wall, self.cpu = time.perf_counter(), time.process_time()

    def look(self, what: str) -> None:
        wall, cpu = time.perf_counter(), time.process_time()
        print(f"  {what:24} {wall - self.wall:6.1f} s wall, {cpu - self.cpu:6.1f} s of processor")
        self.wall, self.cpu = wall, cpu


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--misses", default=0)
def main(folder: Path, misses: int) -> None:
    a, b = (read_people(folder / f"{name}.parquet") for name in ("requests", "register"))
    whole, clock = Clock(), Clock()
    people, register_people = People.both(a.rows, b.rows)
    clock.look("tables made ready")
    register = Register(register_people)
    clock.look("blocks")
    register.learn(people)
    clock.look("learning")
    pairs = register.link(people, threshold=1e-6)
    clock.look("linking")
    whole.look(f"{len(people):,} x {len(register_people):,}")
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB; "
          f"share with a partner {register.share:.3f}")  # fmt: skip
    judge(pairs, json.loads((folder / "changes.json").read_text()), misses)


def judge(pairs: pa.Table, changes: dict[str, list[str]], misses: int) -> None:
    ids_a, ids_b = pairs["id_a"].to_pylist(), pairs["id_b"].to_pylist()
    scores = np.array(pairs["score"])
    right = np.array([a == f"q-{b}" for a, b in zip(ids_a, ids_b, strict=True)])
    partners = sum(one.startswith("q-") for one in changes)
    best = (0.0, 0.0, 0.0, 0.0)
    for threshold in np.concatenate([np.linspace(0.02, 0.98, 49), [0.99, 0.995, 0.999]]):
        taken = scores >= threshold
        found = int((right & taken).sum())
        precision, recall = found / max(1, int(taken.sum())), found / max(1, partners)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        best = max(best, (f1, precision, recall, float(threshold)))
        if abs(threshold - 0.5) < 1e-6:
            print(f"at 0.50: F1 {f1:.4f} (P {precision:.4f} / R {recall:.4f})")
    print("best: F1 {:.4f} (P {:.4f} / R {:.4f}) at {:.3f}".format(*best))
    brier = float(((scores - right) ** 2).mean())
    print(f"Brier score of all pairs shown {brier:.4f}; reliability (score: right):", end=" ")
    for low in np.arange(0.05, 1.0, 0.1):
        inside = (scores >= low) & (scores < low + 0.1)
        print(f"{low + 0.05:.2f}: {right[inside].mean():.2f}" if inside.any() else "", end="  ")
    print()
    by_kind(ids_a, scores, right, changes, best[3], misses)


def by_kind(  # noqa: PLR0917
    ids: list[str], scores: np.ndarray, right: np.ndarray, changes: dict[str, list[str]],
    threshold: float, misses: int,
) -> None:  # fmt: skip
    found = {
        one for one, score, ok in zip(ids, scores, right, strict=True) if ok and score >= threshold
    }
    shown = {one for one, ok in zip(ids, right, strict=True) if ok}
    kinds: dict[str, list[str]] = defaultdict(list)
    for one, changed in changes.items():
        if one.startswith("q-"):
            for kind in changed or ["plain"]:
                kinds[kind].append(one)
    for kind, those in sorted(kinds.items()):
        recall = np.mean([one in found for one in those])
        top = np.mean([one in shown for one in those])
        print(f"  {kind:18} {len(those):7} recall {recall:.4f}  among the top 20 {top:.4f}")
        for one in [one for one in those if one not in shown][:misses]:
            print("     missed", one, changes[one])


if __name__ == "__main__":
    main()
