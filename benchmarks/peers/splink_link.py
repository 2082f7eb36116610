"""Splink on DuckDB, tuned as docs/benchmarks.md says, on the tables of benchmarks/invented.py.

python benchmarks/peers/splink_link.py FOLDER      (in an environment of its own: splink, metaphone)
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import splink.comparison_library as cl
from metaphone import doublemetaphone
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

LATIN = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ё": "e",
    "ж": "zh", "з": "z", "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m",
    "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "iu",
    "я": "ia", "'": "", "’": "",
})  # fmt: skip


def prepared(path: Path) -> pa.Table:
    rows = pq.read_table(path).to_pylist()
    for row in rows:
        for key, short in (("family_name", "sur"), ("given_name", "giv"), ("patronymic", "pat")):
            text = (row.pop(key) or "").lower().translate(LATIN) or None
            row[short] = text
            row[f"k_{short}"] = doublemetaphone(text)[0] or None if text else None
        born = row.pop("birth_date")
        row["dob"] = born if born and len(born) == 10 else None
        row["year"] = born[:4] if born else None
        row["sur3"], row["giv2"] = (row["sur"] or "")[:3] or None, (row["giv"] or "")[:2] or None
        row["unique_id"] = row.pop("id")
    return pa.Table.from_pylist(rows)


def settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="link_only",
        blocking_rules_to_generate_predictions=[
            block_on("dob", "sur3"), block_on("dob", "giv2"), block_on("k_sur", "k_giv"),
            block_on("k_sur", "k_pat"), block_on("sur", "year"),
            block_on("k_giv", "k_pat", "year"), block_on("k_sur", "place", "year"),
        ],
        comparisons=[
            cl.NameComparison("sur").configure(term_frequency_adjustments=True),
            cl.NameComparison("giv").configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("pat", [0.95, 0.88, 0.7]).configure(
                term_frequency_adjustments=True
            ),
            cl.DateOfBirthComparison(
                "dob", input_is_string=True, datetime_metrics=["month", "year"],
                datetime_thresholds=[1, 1],
            ),
            cl.ExactMatch("place"),
        ],
    )  # fmt: skip


def main(folder: Path) -> None:
    left, right = (prepared(folder / f"{name}.parquet") for name in ("requests", "register"))
    started = time.perf_counter()
    connection = duckdb.connect()
    connection.execute("set threads to 2")
    api = DuckDBAPI(connection=connection)
    frames = [api.register(left, table_name="requests"), api.register(right, table_name="register")]
    linker = Linker(frames, settings())
    train(linker)
    predictions = linker.inference.predict(threshold_match_probability=0.01)
    name = predictions.physical_name
    pairs = connection.sql(
        f"select unique_id_l, unique_id_r, match_probability from {name}"
    ).fetchall()
    seconds = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        json.dumps(
            {"seconds": round(seconds, 1), "peak_gb": round(memory, 2), **judged(pairs, folder)}
        )
    )


def train(linker: Linker) -> None:
    linker.training.estimate_probability_two_random_records_match(
        [block_on("sur", "giv", "dob"), block_on("sur", "giv", "pat")], recall=0.6
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("dob", "giv2"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("sur", "giv"))


def judged(pairs: list[tuple[str, str, float]], folder: Path) -> dict[str, float]:
    changes = json.loads((folder / "changes.json").read_text())
    partners = sum(one.startswith("q-") for one in changes)
    both = [sorted((a, b), key=lambda one: one.startswith("r")) for a, b, _ in pairs]
    right = [a == f"q-{b}" for a, b in both]
    best = (0.0, 0.0, 0.0, 0.0)
    for step in range(1, 100):
        taken = [ok for ok, (_, _, p) in zip(right, pairs, strict=True) if p >= step / 100]
        precision, recall = sum(taken) / max(1, len(taken)), sum(taken) / partners
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        best = max(best, (f1, precision, recall, step / 100))
    return dict(zip(("f1", "precision", "recall", "threshold"), best, strict=True))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
