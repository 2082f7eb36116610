"""Publishing a log, and what an end at the wrong moment leaves."""

import random
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from homeward.errors import BadInput, Busy, NotVerified
from homeward.log import (
    Tree,
    leaf_hash,
    log_policy,
    new_signer,
    open_log,
    prove,
    read_log,
    read_note,
    read_proof,
    verify_proof,
)
from homeward.log.files import only_writer, set_midnight

SIGNER = new_signer("log.example/test")
POLICY = log_policy(SIGNER.verifier)


def entries(start: int, end: int) -> list[bytes]:
    return [b"entry %d" % n for n in range(start, end)]


def published(folder: Path) -> list[bytes]:
    return read_log(folder, POLICY).entries


@pytest.mark.parametrize("steps", [[1], [256], [255, 1, 1], [3, 600, 20], [300, 300, 70_000]])
def test_what_is_published_is_read(tmp_path: Path, steps: Any) -> None:
    """In any portions, the log holds the entries in order, and its root is that of the tree."""
    log, size = open_log(tmp_path, SIGNER), 0
    for step in steps:
        log.append(entries(size, size + step))
        size += step
        assert log.publish().size == size
    assert published(tmp_path) == entries(0, size)
    tree = Tree(leaf_hash(entry) for entry in entries(0, size))
    assert log.checkpoint().root == tree.root()
    node = log.tiles(size).node
    for index in {0, size // 2, size - 1}:
        note = read_note((tmp_path / "checkpoint").read_text())
        proof = read_proof(str(prove(node, index, note)))
        verify_proof(proof, entries(index, index + 1)[0], POLICY)
        with pytest.raises(NotVerified):
            verify_proof(proof, b"another entry", POLICY)


def test_nothing_is_public_before_it_is_published(tmp_path: Path) -> None:
    """What is appended waits, also over a new start; an empty log has a checkpoint."""
    log = open_log(tmp_path, SIGNER)
    assert log.publish().size == 0
    log.append(entries(0, 3))
    log.append(entries(3, 5))
    assert published(tmp_path) == []
    again = open_log(tmp_path, SIGNER)
    assert again.waiting() == entries(0, 5)
    again.publish()
    assert (published(tmp_path), again.waiting()) == (entries(0, 5), [])


def test_entry_of_64_kib_is_refused(tmp_path: Path) -> None:
    """An entry that no bundle can hold is refused, and nothing of its batch is kept."""
    log = open_log(tmp_path, SIGNER)
    with pytest.raises(BadInput, match=r"65,535"):
        log.append([b"", b"x" * 65_536])
    assert log.waiting() == []
    log.append([b"", b"x" * 65_535])
    log.publish()
    assert published(tmp_path) == [b"", b"x" * 65_535]


def test_one_writer(tmp_path: Path) -> None:
    """A second process that publishes at the same time is told to wait."""
    with only_writer(tmp_path), pytest.raises(Busy, match=r"wait"):
        open_log(tmp_path, SIGNER).append([b"entry"])


def test_foreign_checkpoint_is_not_continued(tmp_path: Path) -> None:
    """A log that another key signed is not continued."""
    open_log(tmp_path, SIGNER).publish()
    with pytest.raises(NotVerified, match=r"not signed by this log's key"):
        open_log(tmp_path, new_signer(SIGNER.name)).append([b"entry"])


def test_failed_witnesses_leave_the_old_checkpoint(tmp_path: Path) -> None:
    """If witnesses fail, nothing new is public, and the same batch is published later."""
    log = open_log(tmp_path, SIGNER)
    log.append(entries(0, 2))
    log.publish()

    def fails(note: Any, node: Any) -> Any:
        raise Busy("no witness answers")

    log.append(entries(2, 9))
    with pytest.raises(Busy):
        log.publish(fails)
    assert published_prefix(tmp_path) == entries(0, 2)
    log.append(entries(9, 12))  # must not change what the witnesses may have signed
    tried = []

    def records(note: Any, node: Any) -> Any:
        tried.append(note.text.split("\n")[1])
        return []

    log.publish(records)
    assert tried == ["9", "12"]
    assert published(tmp_path) == entries(0, 12)


def published_prefix(folder: Path) -> list[bytes]:
    """The entries under the checkpoint, while tiles of the next may lie there already."""
    log = open_log(folder, SIGNER)
    size = log.checkpoint().size
    assert Tree(log.leaf_hashes()).root() == log.checkpoint().root
    return entries(0, size)


def test_times_tell_the_day_only(tmp_path: Path) -> None:
    """After set_midnight no file shows an hour."""
    log = open_log(tmp_path, SIGNER)
    log.append(entries(0, 300))
    log.publish()
    set_midnight(tmp_path, date(2026, 12, 1))
    stamps = {path.stat().st_mtime for path in [tmp_path, *tmp_path.rglob("*")]}
    assert stamps == {1_796_083_200}


PUBLISHER = """
import sys
from pathlib import Path
from homeward.log import open_log, read_signer
folder, secret, record, rounds = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
log = open_log(folder, read_signer(secret))

def told(note, node):  # a witness that remembers each root it was shown
    with open(record, "a") as file:
        file.write(note.text.replace("\\n", " ") + "\\n")
    return []

log.publish(told)
print("ready", flush=True)
for _ in range(rounds):
    done = log.checkpoint().size
    log.append([b"%d %d" % (n, int(sys.argv[5])) for n in range(done, done + 30)])
    log.publish(told)
"""


@pytest.mark.rule("LOG-3")
def test_killed_at_any_moment(tmp_path: Path, *, full: bool) -> None:
    """kill -9 during publication: one root for each size, nothing missing under a checkpoint."""
    dice = random.Random(7)
    folder, record = tmp_path / "log", tmp_path / "record"
    for run in range(200 if full else 10):
        arguments = [folder, SIGNER.written(), record, "40", str(run)]
        process = subprocess.Popen(
            [sys.executable, "-c", PUBLISHER, *map(str, arguments)], stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        try:
            process.wait(dice.uniform(0, 0.15))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        process.wait()
        check_shown(record, folder)
    log = open_log(folder, SIGNER)
    log.publish()
    assert len(published(folder)) == log.checkpoint().size > 0


def check_shown(record: Path, folder: Path) -> None:
    log = open_log(folder, SIGNER)
    leaves = log.leaf_hashes()
    assert Tree(leaves).root() == log.checkpoint().root
    lines = record.read_text().splitlines()
    roots = dict(line.split()[1:3] for line in lines)
    assert len(roots) == len(set(lines)), "two roots of one size"


@pytest.mark.rule("LOG-3")
def test_full_disk(tmp_path: Path) -> None:
    """Where the disk is full, the last checkpoint stands; later the batch is published."""
    folder = tmp_path / "log"
    log = open_log(folder, SIGNER)
    log.append(entries(0, 5))
    log.publish()
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
        "from pathlib import Path\n"
        "from homeward.log import open_log, read_signer\n"
        "log = open_log(Path(sys.argv[1]), read_signer(sys.argv[2]))\n"
        "try: log.append([b'x' * 1960]); log.publish()\n"
        "except OSError: sys.exit(5)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder), SIGNER.written()], check=False
    )
    assert done.returncode == 5
    assert published_prefix(folder) == entries(0, 5)
    log.publish()
    assert published(folder) == [*entries(0, 5), b"x" * 1960]


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def test_every_flipped_bit_is_found(tmp_path: Path) -> None:
    """A bit changed in any public file of a log makes reading fail, and names the file."""
    log = open_log(tmp_path, SIGNER)
    for size in (20, 300):
        log.append(entries(log.checkpoint().size, size))
        log.publish()
    dice = random.Random(1)
    files = [tmp_path / "checkpoint", *(p for p in (tmp_path / "tile").rglob("*") if p.is_file())]
    for _ in range(300):
        path = dice.choice(files)
        whole = path.read_bytes()
        path.write_bytes(flipped(whole, dice.randrange(len(whole) * 8)))
        with pytest.raises(NotVerified, match=r"checkpoint|tile/"):
            published(tmp_path)
        path.write_bytes(whole)
    assert published(tmp_path) == entries(0, 300)


def test_added_and_removed_files_are_found(tmp_path: Path) -> None:
    """A file that does not belong below tile/, and one that is missing, are named."""
    log = open_log(tmp_path, SIGNER)
    log.append(entries(0, 3))
    log.publish()
    (tmp_path / "tile/0/001").write_bytes(b"")
    with pytest.raises(NotVerified, match=r"tile/0/001"):
        published(tmp_path)
    (tmp_path / "tile/0/001").unlink()
    (tmp_path / "tile/entries/000.p/3").unlink()
    with pytest.raises(NotVerified, match=r"tile/entries/000.p/3.*missing"):
        published(tmp_path)
