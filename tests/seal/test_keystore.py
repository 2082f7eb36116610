"""The file of data keys, and what is left of an erased one."""

import sqlite3
from pathlib import Path

import pytest

from homeward.errors import Sealed
from homeward.seal.keystore import KeyStore, NotErased

MARKED = b"MARKED-KEY-OF-A-TEST" * 3


def _found(folder: Path, marker: bytes = MARKED) -> int:
    return sum(path.read_bytes().count(marker) for path in folder.iterdir())


def test_keys_are_kept_by_record_and_part(tmp_path: Path) -> None:
    """Each part of a record has a key of its own."""
    store = KeyStore(tmp_path / "keys.db")
    store.put([(b"one", "matching", b"a"), (b"one", "confidence", b"b")])
    store.put([(b"two", "matching", b"c")])

    assert store.get(b"one", "confidence") == b"b"
    assert store.all_of("matching") == {b"one": b"a", b"two": b"c"}
    with pytest.raises(Sealed):
        store.get(b"two", "confidence")


def test_contact_data_can_be_destroyed_alone(tmp_path: Path) -> None:
    """R28: the request stays alive when its contact data is destroyed."""
    store = KeyStore(tmp_path / "keys.db")
    store.put([(b"one", "matching", b"a"), (b"one", "confidence", b"b")])

    store.erase(b"one", "confidence")

    assert store.get(b"one", "matching") == b"a"
    with pytest.raises(Sealed):
        store.get(b"one", "confidence")


@pytest.mark.rule("R28")
def test_a_part_takes_along_what_is_named_after_it(tmp_path: Path) -> None:
    """Messages lie beside contacts and die with them; a part that only begins alike stays."""
    store = KeyStore(tmp_path / "keys.db")
    names = ("confidence", "confidence 7f", "confidence own", "confidences", "own told 1")
    store.put([(b"one", name, b"x") for name in names])
    store.put([(b"two", "confidence 7f", b"x")])
    store.erase(b"one", "confidence")

    assert list(store.of_record(b"one")) == ["confidences", "own told 1"]
    assert list(store.of_record(b"two")) == ["confidence 7f"]


@pytest.mark.rule("SEI-3")
def test_an_erased_key_is_gone_from_every_file(tmp_path: Path) -> None:
    """After an erasure no byte of the key is left, while others read the file."""
    store = KeyStore(tmp_path / "keys.db")
    witness = sqlite3.connect(store.path)
    store.put([(b"one", "matching", MARKED)])
    store.put([(b"two", "matching", b"x" * 60)])
    witness.execute("SELECT count(*) FROM data_key").fetchone()
    assert _found(tmp_path) > 0

    store.erase(b"one")

    assert _found(tmp_path) == 0
    assert store.get(b"two", "matching") == b"x" * 60
    witness.close()


@pytest.mark.rule("SEI-3")
def test_without_the_checkpoint_the_key_would_be_found(tmp_path: Path) -> None:
    """The control: deleting alone leaves the bytes in the write-ahead log."""
    store = KeyStore(tmp_path / "keys.db")
    witness = sqlite3.connect(store.path)
    witness.execute("PRAGMA journal_mode=WAL")
    store.put([(b"one", "matching", MARKED)])
    witness.execute("SELECT count(*) FROM data_key").fetchone()

    with store._open() as connection:
        connection.execute("DELETE FROM data_key")

    assert _found(tmp_path) > 0
    witness.close()


def test_an_erasure_that_is_not_complete_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader that holds the log keeps it from being cut: the caller must try again."""
    monkeypatch.setattr("homeward.seal.keystore.WAIT_SECONDS", 0.05)
    store = KeyStore(tmp_path / "keys.db")
    store.put([(b"one", "matching", MARKED)])
    reader = sqlite3.connect(store.path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM data_key").fetchone()

    with pytest.raises(NotErased):
        store.erase(b"one")

    reader.close()
    store.cut_log()
    assert _found(tmp_path) == 0
