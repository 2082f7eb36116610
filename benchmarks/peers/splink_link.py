"""Splink on DuckDB, tuned as docs/benchmarks.md says: tables of folder 1, pairs into folder 2."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import splink.comparison_library as cl
from latin import latin
from lines import peak_gb, versions, write_lines
from metaphone import doublemetaphone
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

SHOWN = 0.001


def prepared(path: Path) -> pa.Table:
    rows = pq.read_table(path).to_pylist()
    for row in rows:
        for key, short in (("family_name", "sur"), ("given_name", "giv"), ("patronymic", "pat")):
            text = latin(row.pop(key) or "") or None
            row[short] = text
            row[f"k_{short}"] = doublemetaphone(text)[0] or None if text else None
        born = row.pop("birth_date")
        row["dob"] = born if born and len(born) == 10 else None
        row["year"] = born[:4] if born else None
        row["place"] = latin(row["place"]) if row["place"] else None
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


def train(linker: Linker) -> None:
    linker.training.estimate_probability_two_random_records_match(
        [block_on("sur", "giv", "dob"), block_on("sur", "giv", "pat")], recall=0.6
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("dob", "giv2"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("sur", "giv"))


def linked(connection: duckdb.DuckDBPyConnection, left: pa.Table, right: pa.Table) -> pa.Table:
    """Pairs with a probability of at least SHOWN: id_a (a request), id_b, score."""
    connection.execute("set threads to 2")
    api = DuckDBAPI(connection=connection)
    frames = [api.register(left, table_name="requests"), api.register(right, table_name="register")]
    linker = Linker(frames, settings())
    train(linker)
    predictions = linker.inference.predict(threshold_match_probability=SHOWN)
    turned = "starts_with(unique_id_l, 'S')"  # register ids begin so
    return connection.sql(
        f"select if({turned}, unique_id_r, unique_id_l) as id_a, "
        f"if({turned}, unique_id_l, unique_id_r) as id_b, match_probability as score "
        f"from {predictions.physical_name}"
    ).to_arrow_table()


def main(folder: Path, out: Path) -> None:
    started, begun = time.perf_counter(), time.process_time()
    left, right = (prepared(folder / f"{name}.parquet") for name in ("requests", "register"))
    read = time.perf_counter() - started
    pairs = linked(duckdb.connect(), left, right)
    seconds, processor = time.perf_counter() - started, time.process_time() - begun
    pq.write_table(pairs, out / "pairs.parquet")
    told = {"method": "Splink on DuckDB", "seconds": seconds, "processor": processor}
    told |= {"read_seconds": read, "gb": peak_gb(), "versions": versions(("splink", "duckdb"))}
    write_lines(out / "told.jsonl", [told])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
