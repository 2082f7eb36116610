"""Pairs of names: best F1, precision and recall there, and recall at precision .99.

    python benchmarks/pairs.py [FOLDER of CSV files name1,name2,label,category] [SET ...]

Each set is also split in two halves by the text of the pair: a figure on a half that nobody
tuned to says more than one on the whole.
"""

from __future__ import annotations

import csv
import sys
import time
import zlib
from pathlib import Path

from homeward.match import compare
from homeward.records import PersonRecord, WrittenName

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "pairs"


def score(ours: str, theirs: str) -> float:
    a, b = (PersonRecord(id="", name=WrittenName(name)) for name in (ours, theirs))
    return compare(a, b).score


def best_f1(scored: list[tuple[float, bool]]) -> tuple[float, float, float, float]:
    """Best F1, precision and recall there, recall where precision is at least .99."""
    total = sum(label for _, label in scored)
    true = best = at99 = 0.0
    where = (0.0, 0.0)
    ordered = sorted(scored, key=lambda pair: -pair[0])
    for count, (value, label) in enumerate(ordered, 1):
        true += label
        if count < len(ordered) and ordered[count][0] == value:
            continue
        precision, recall = true / count, true / total
        if precision >= 0.99:
            at99 = recall
        f1 = 2 * precision * recall / (precision + recall or 1)
        if f1 > best:
            best, where = f1, (precision, recall)
    return best, *where, at99


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def run(path: Path) -> None:
    rows = read(path)
    started = time.perf_counter()
    values = [score(row["name1"], row["name2"]) for row in rows]
    took = time.perf_counter() - started
    labels = [row["label"] == "1" for row in rows]
    scored = list(zip(values, labels, strict=True))
    halves = [zlib.crc32(f"{r['name1']}|{r['name2']}".encode()) & 1 for r in rows]
    f1, precision, recall, at99 = best_f1(scored)
    parts = [
        best_f1([s for s, h in zip(scored, halves, strict=True) if h == half])[0] for half in (0, 1)
    ]
    print(
        f"{path.stem:28} F1 {f1:.3f} (P {precision:.3f} / R {recall:.3f})  R@P99 {at99:.3f}"
        f"  halves {parts[0]:.3f} {parts[1]:.3f}  {len(rows) / took:,.0f} pairs/s"
    )


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    for path in sorted(folder.glob("*.csv")):
        if len(sys.argv) < 3 or path.stem in sys.argv[2:]:
            run(path)


if __name__ == "__main__":
    main()
