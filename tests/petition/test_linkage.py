"""A seized office: do its files tell who signed?

Everybody got her token and handed in her signature in one and the same order, the worst case. The
thief knows whose a tag of the ledger is (the secret tells it) and wants the signatures. Each way
to order the rows of a file is tried against each other; the n-th of one is said to be the n-th of
the other. By chance one of them is right in each run.
"""

import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from math import sqrt
from pathlib import Path

import pytest
from tests.petition.example import MANIFEST, TODAY

from homeward.log import new_signer, open_log
from homeward.petition.deposits import Deposits
from homeward.petition.entries import Sign
from homeward.petition.ledger import LedgerFile
from homeward.petition.publication import in_order

PAGE = 4096
HEADER = 100  # bytes of an SQLite file that count its changes
ENTRY = 1_150  # bytes; two tokens
Rows = list[bytes]
Schema = Callable[[Path, Rows, Rows], tuple[Path, Path]]


def ours(folder: Path, tags: Rows, lines: Rows) -> tuple[Path, Path]:
    """The files as they are at any hour, before the daily publication."""
    ledger, deposits = LedgerFile(folder / "ledger"), Deposits(folder / "deposits", MANIFEST)
    for tag, line in zip(tags, lines, strict=True):
        ledger.claim(tag, sha256(tag).digest(), TODAY)
        digest = sha256(line).digest()
        deposits.keep([(line, Sign("relative", digest, sha256(digest).digest()))], TODAY)
    return ledger.path, deposits.path


def naive(folder: Path, tags: Rows, lines: Rows) -> tuple[Path, Path]:
    """Tables as everybody makes them."""
    return _control(folder, tags, lines, "id INTEGER PRIMARY KEY AUTOINCREMENT, digest BLOB", "")


def without_vacuum(folder: Path, tags: Rows, lines: Rows) -> tuple[Path, Path]:
    """Our tables, never rewritten."""
    return _control(folder, tags, lines, "digest BLOB PRIMARY KEY", "WITHOUT ROWID")


def _control(folder: Path, tags: Rows, lines: Rows, key: str, ending: str) -> tuple[Path, Path]:
    for name, rows in (("ledger", tags), ("deposits", lines)):
        with sqlite3.connect(folder / name, isolation_level=None) as database:
            database.execute(f"CREATE TABLE kept ({key}, entry BLOB) {ending}")
            for row in rows:
                digest = sha256(row).digest()
                database.execute("INSERT INTO kept (digest, entry) VALUES (?, ?)", (digest, row))
        database.close()
    return folder / "ledger", folder / "deposits"


def orders(path: Path, rows: Rows) -> Iterator[list[int]]:
    """Every order in which a file shows its rows: as selected, by place, by place in the page."""
    data = path.read_bytes()
    for place in (lambda row: data.find(row[-60:]), lambda row: data.find(row[:24])):
        found = {n: place(row) for n, row in enumerate(rows)}
        assert -1 not in found.values(), "a row is not where the thief looks"
        yield sorted(found, key=lambda n: found[n])
        yield sorted(found, key=lambda n: (found[n] // PAGE, -found[n]))
    with sqlite3.connect(path) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        numbers = {row: n for n, row in enumerate(rows)}
        for (table,) in tables:
            values = [v for row in database.execute(f"SELECT * FROM {table}") for v in row]
            if selected := [numbers[v] for v in values if v in numbers]:
                yield selected
    database.close()


def attack(schema: Schema, people: int, runs: int, *, seed: int = 0) -> dict[tuple[int, int], int]:
    """How many are linked over all runs, for each pair of orders."""
    dice, hits = random.Random(seed), {}
    for _ in range(runs):
        tags = [dice.randbytes(32) for _ in range(people)]
        lines = [dice.randbytes(ENTRY) for _ in range(people)]
        with tempfile.TemporaryDirectory(dir=memory()) as folder:
            ledger, deposits = schema(Path(folder), tags, lines)
            assert len({path.stat().st_mtime for path in (ledger, deposits)}) == 1 or schema != ours
            shown = [*orders(deposits, lines), published(Path(folder), lines)]
            for a, left in enumerate(orders(ledger, tags)):
                for b, right in enumerate(shown):
                    linked = sum(x == y for x, y in zip(left, right, strict=True))
                    hits[a, b] = hits.get((a, b), 0) + linked
    return hits


def published(folder: Path, lines: Rows) -> list[int]:
    """The order of the public log."""
    log = open_log(folder / "log", new_signer("log.example/linkage"))
    log.append(in_order(lines))
    log.publish()
    data = b"".join(p.read_bytes() for p in sorted((folder / "log/tile/entries").rglob("*[0-9]")))
    return sorted(range(len(lines)), key=lambda n: data.find(lines[n]))


def memory() -> str | None:
    """A folder in memory, where there is one: these runs write a great many files."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


@pytest.mark.rule("PET-4")
@pytest.mark.parametrize("people", [20, 50, 100, 500])  # 500 in the full run only
def test_files_link_nobody(people: int, *, full: bool) -> None:
    """No order of rows, cells, offsets, times or of the log links more than chance does."""
    if people > 100 and not full:
        pytest.skip("500 people are tried in the full run only: 12 minutes of a core")
    runs = 200 if full else 200 // people
    hits = attack(ours, people, runs, seed=people)
    assert len(hits) >= 25
    assert max(hits.values()) <= runs + 3 * sqrt(runs), hits


@pytest.mark.rule("PET-4")
@pytest.mark.parametrize("schema", [naive, without_vacuum])
def test_the_attack_works(schema: Schema, *, full: bool) -> None:
    """The same thief links nearly everybody in tables that are not rewritten, or have row ids."""
    runs = 200 if full else 10
    hits = attack(schema, 20, runs)
    assert max(hits.values()) > 0.95 * 20 * runs, hits


@pytest.mark.rule("PET-4")
@pytest.mark.parametrize("schema", [ours, without_vacuum])
def test_any_order_leaves_the_same_bytes(schema: Schema, *, full: bool) -> None:
    """Whoever comes first or last: the files are the same, but for their count of changes.

    So no attack whatever finds an order in them. The control, never rewritten, differs.
    """
    people, dice = 500 if full else 50, random.Random(3)
    rows = [(dice.randbytes(32), dice.randbytes(ENTRY)) for _ in range(people)]
    left = []
    for _ in range(3):
        tags, lines = ([pair[n] for pair in rows] for n in (0, 1))
        with tempfile.TemporaryDirectory(dir=memory()) as folder:
            files = schema(Path(folder), tags, lines)
            left.append([path.read_bytes()[HEADER:] for path in files])
        dice.shuffle(rows)
    for one, two, three in zip(*left, strict=True):
        assert (one == two == three) is (schema is ours)


@pytest.mark.rule("PET-4")
def test_nothing_lies_beside_the_files(tmp_path: Path) -> None:
    """No journal, write-ahead log or copy is left that would tell what was written last."""
    dice = random.Random(1)
    tags, lines = ([dice.randbytes(size) for _ in range(9)] for size in (32, ENTRY))
    ours(tmp_path, tags, lines)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["deposits", "ledger"]
    midnight = {path.stat().st_mtime for path in tmp_path.iterdir()}
    assert midnight == {float((TODAY - date(1970, 1, 1)).days * 86_400)}


@pytest.mark.rule("PET-4")
def test_removed_entries_are_gone_from_the_file(tmp_path: Path) -> None:
    """What was published leaves no trace in the file of deposits."""
    dice = random.Random(2)
    lines = [dice.randbytes(ENTRY) for _ in range(9)]
    _, path = ours(tmp_path, [dice.randbytes(32) for _ in lines], lines)
    Deposits(path, MANIFEST).drop(lines, TODAY)
    data = path.read_bytes()
    assert not [line for line in lines if line[:24] in data or line[-60:] in data]
