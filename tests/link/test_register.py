from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from homeward.errors import UnreadableFile
from homeward.index.table import clean
from homeward.link import (
    Judgement,
    People,
    Register,
    Verdict,
    dedupe,
    link,
    read_judgements,
    rejected_pairs,
)

REQUESTS = [
    ("a1", "Коваленко Олександр Петрович", "1990-05-17", "Херсон"),
    ("a2", "Іванов Микола Сергійович", "1985-11-20", None),
    ("a3", "Шевчук Марія Ігорівна", "2014-06-09", "Олешки"),
    ("a4", "Бондаренко Тарас Юрійович", "1971-01-30", "Суми"),
    ("a5", "Мельник Сергій", "1971", None),
]
REGISTER = [
    ("b1", "Коваленко Александр Петрович", "1990-05-17", "Херсон"),
    ("b2", "Іваноф Николай Сергеевич", "1985-11-20", "Курск"),
    ("b3", "Смирнова Мария Олеговна", "2014-06-09", "Олешки"),
    ("b4", "Кузнецов Андрей Викторович", "1999-02-28", "Орёл"),
    ("b5", "Коваленко Олександр Іванович", "1961-03-02", "Львів"),
]


def people(rows: list[tuple[str, str, str, str | None]]) -> pa.Table:
    columns = dict(zip(("id", "name", "birth_date", "place"), zip(*rows, strict=True), strict=True))
    return clean(pa.table({k: pa.array(v, pa.string()) for k, v in columns.items()}), "test").rows


def pairs_of(table: pa.Table) -> set[tuple[str, str]]:
    return set(zip(table["id_a"].to_pylist(), table["id_b"].to_pylist(), strict=True))


def test_links_across_languages_and_slips() -> None:
    """A person is linked over another language and a slip of the pen; strangers are not."""
    found = link(people(REQUESTS), people(REGISTER))
    assert found.column_names == ["id_a", "id_b", "score", "hypothesis"]
    assert {("a1", "b1"), ("a2", "b2")} <= pairs_of(found) <= {
        ("a1", "b1"), ("a2", "b2"), ("a3", "b3")
    }  # fmt: skip


def test_changed_identity_is_shown() -> None:
    """A child under a new family name and patronymic is among the leads, and called renamed."""
    found = link(people(REQUESTS), people(REGISTER), threshold=0.001)
    lead = [row for row in found.to_pylist() if row["id_a"] == "a3" and row["id_b"] == "b3"]
    assert [row["hypothesis"] for row in lead] == ["renamed"]


def test_judgements_count() -> None:
    """A pair judged different is not shown; one judged the same is, with the score 1."""
    judged = [Judgement("a1", "b1", Verdict.DIFFERENT), Judgement("a4", "b4", Verdict.SAME)]
    found = link(people(REQUESTS), people(REGISTER), judgements=judged)
    assert ("a1", "b1") not in pairs_of(found)
    assert {"id_a": "a4", "id_b": "b4", "score": 1.0, "hypothesis": "same_identity"} in (
        found.to_pylist()
    )


def test_doubles_in_one_table() -> None:
    """Within one table each pair is shown once, and nobody with himself."""
    rows = [*REQUESTS, ("a9", "Коваленка Олександра Петровича", "1990-05-17", "Херсон")]
    found = pairs_of(dedupe(people(rows)))
    assert found in ({("a1", "a9")}, {("a9", "a1")})


def test_judged_doubles() -> None:
    """A judgement counts in whichever order the pair was given."""
    rows = people([*REQUESTS, ("a9", "Коваленка Олександра Петровича", "1990-05-17", "Херсон")])
    for pair in (("a1", "a9"), ("a9", "a1")):
        assert dedupe(rows, judgements=[Judgement(*pair, Verdict.DIFFERENT)]).num_rows == 0


def test_batches_are_linked_alike() -> None:
    """A record batch gives the pairs of the whole table, so that batches may be spread out."""
    register = Register(People.of(people(REGISTER)))
    batch = people(REQUESTS).combine_chunks().to_batches()[0]
    whole = register.link(People.of(people(REQUESTS)))
    assert pairs_of(pa.Table.from_batches([register.link_batch(batch)])) == pairs_of(whole)


def test_empty_tables() -> None:
    """Nobody is linked with nobody."""
    nobody = people(REQUESTS).slice(0, 0)
    assert link(nobody, people(REGISTER)).num_rows == 0
    assert link(people(REQUESTS), nobody).num_rows == 0
    assert dedupe(nobody).num_rows == 0


def test_reading_judgements(tmp_path: Path) -> None:
    """Judgements are read from a table; a word that is no verdict is named by its row."""
    path = tmp_path / "judgements.csv"
    path.write_text("id_a,id_b,verdict\na1,b1,different\na2,b2,Same\n", "utf-8")
    assert rejected_pairs(read_judgements(path)) == [("a1", "b1")]
    path.write_text("id_a,id_b,verdict\na1,b1,perhaps\n", "utf-8")
    with pytest.raises(UnreadableFile, match="row 2"):
        read_judgements(path)


def test_command(tmp_path: Path) -> None:
    """`homeward link` writes pairs and rejected rows, and its exit code says so."""
    from homeward.cli import run

    rows = "\n".join(f"{i},{n},{b}" for i, n, b, _ in REQUESTS)
    (tmp_path / "a.csv").write_text(f"id,name,birth_date\n{rows}\n", "utf-8")
    (tmp_path / "b.csv").write_text("id,name\nb1,Коваленко Олександр\nb2,\n", "utf-8")
    out = tmp_path / "out" / "pairs.parquet"
    ours, theirs = str(tmp_path / "a.csv"), str(tmp_path / "b.csv")
    assert run(["link", ours, theirs, "--out", str(out), "--threshold", "0.001"]) == 3
    assert ("a1", "b1") in pairs_of(pq.read_table(out))
    assert "b.csv,row 3," in (out.parent / "rejected.csv").read_text("utf-8")
    assert run(["link", ours, ours, "--out", str(out)]) == 0
    assert not (out.parent / "rejected.csv").exists()


def test_nothing_to_link(tmp_path: Path) -> None:
    """A table without one usable row ends with 2 and a list of its rows; no pairs are written."""
    from homeward.cli import run

    (tmp_path / "a.csv").write_text("id,name\na1,Гончар Тарас\n", "utf-8")
    (tmp_path / "b.csv").write_text("id,name\nb1,\n", "utf-8")
    out = tmp_path / "out" / "pairs.parquet"
    assert run(["link", str(tmp_path / "a.csv"), str(tmp_path / "b.csv"), "--out", str(out)]) == 2
    assert "b.csv,row 2," in (out.parent / "rejected.csv").read_text("utf-8")
    assert not out.exists()
