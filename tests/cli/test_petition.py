"""`homeward petition`."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.petition.example import (
    GOLDEN,
    KEYS,
    MANIFEST,
    NAMES,
    OPEN,
    TODAY,
    Office,
    seeds,
    sign,
)

from homeward.cli import run
from homeward.petition.entries import Sign, read_entry
from homeward.petition.mirroring import server
from homeward.petition.papers import answer_paper, read_ask
from homeward.petition.publication import open_petition, publish_batch

LINES = [sign(seed) for seed in seeds(42, salt=5)]
LINK = f"https://petition.example/p/1#{MANIFEST.id.hex()}"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path / "office")
    open_petition(office.log, MANIFEST, OPEN, office.cosign)
    publish(office, LINES[:20])
    return office


def publish(office: Office, lines: list[bytes], days: int = 0) -> None:
    office.hand_in(lines)
    day = TODAY.replace(day=TODAY.day + days)
    publish_batch(office.deposits, office.log, day, office.cosign)


@pytest.fixture
def address(office: Office) -> Iterator[str]:
    """The published folder on localhost."""
    serving = server(office.log.folder, "127.0.0.1", 0)
    thread = threading.Thread(target=serving.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{serving.server_port}/"
    serving.shutdown()
    thread.join()
    serving.server_close()


def count(place: str | Path, *options: str) -> int:
    return run(["petition", "recount", str(place), *options])


def test_recount_of_a_folder(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """The count is shown by class; the id is shown where no link was given."""
    assert count(office.log.folder) == 0
    shown = capsys.readouterr()
    assert "relative" in shown.out
    assert "20 entries, every one verified" in shown.out
    assert MANIFEST.id.hex() in shown.err


def test_recount_of_an_address(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A published petition is counted over the network, with the id from its link."""
    assert count(f"{address}#{MANIFEST.id.hex()}", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["classes"] == {"relative": {"signed": 20, "revoked": 0}}
    assert count(f"{address}#{'0' * 64}") == 2
    assert "not that of the petition in the link" in capsys.readouterr().err
    assert count(f"{address}nowhere/") == 2
    assert "petition.json: the file is missing" in capsys.readouterr().err


def test_tampering_fails_loudly(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """A changed file ends with code 2 and is named."""
    bundle = office.log.folder / "tile/entries/000.p/20"
    bundle.write_bytes(bundle.read_bytes().replace(b"relative", b"relativa", 1))
    assert count(office.log.folder, "--id", LINK) == 2
    assert "tile/entries/000.p/20, entry 0" in capsys.readouterr().err


@pytest.mark.parametrize("place", ["/nowhere", "ftp://x.example/"])
def test_place_that_is_none(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What is neither a folder nor an address is said to be neither."""
    assert count(place) == 2
    assert "neither a folder nor" in capsys.readouterr().err


def test_link_without_an_id(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """A link without the id pins nothing and is refused."""
    assert count(office.log.folder, "--id", "https://petition.example/p/1") == 2
    assert "64 digits" in capsys.readouterr().err


def mirrored(place: str | Path, folder: Path) -> int:
    return run(["petition", "mirror", str(place), "--to", str(folder), "--id", LINK])


def test_mirror_grows_and_verifies(address: str, office: Office, tmp_path: Path) -> None:
    """A mirror counts the same, also on a stick, and follows the log as it grows."""
    copy = tmp_path / "copy"
    assert mirrored(address, copy) == 0
    assert count(copy) == 0
    publish(office, LINES[20:], days=1)
    assert mirrored(address, copy) == 0
    assert count(copy, "--id", LINK) == 0
    stick = tmp_path / "stick"
    shutil.copytree(copy, stick)
    assert mirrored(stick, tmp_path / "again") == 0
    assert not (copy / ".incoming").exists()


def test_mirror_keeps_what_was_seen(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A source that took something back does not replace an earlier copy."""
    copy = tmp_path / "copy"
    assert mirrored(office.log.folder, copy) == 0
    other = Office(tmp_path / "other")
    open_petition(other.log, MANIFEST, OPEN, other.cosign)
    publish(other, LINES[20:])
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    assert mirrored(other.log.folder, copy) == 2
    assert "no longer holds what was mirrored before" in capsys.readouterr().err
    for path, data in before.items():
        assert path.read_bytes() == data


def test_server_shows_public_files_only(address: str, office: Office) -> None:
    """Dot files and lists of folders are not served."""
    import urllib.error
    import urllib.request

    (office.log.folder / ".staged").write_bytes(b"x")
    for path in (".staged", ".lock", "", "tile/", "..%2fdeposits.sqlite3"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(address + path)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    (tmp_path / "petition.json").write_bytes(MANIFEST.line)
    return tmp_path


def asked(papers: Path, *options: str) -> int:
    files = ["--seed", str(papers / "seed.json"), "--out", str(papers / "request.json")]
    petition = [str(papers / "petition.json"), "--id", LINK]
    return run(["petition", "sign", "ask", *petition, "--class", "relative", *files, *options])


def answered(papers: Path) -> None:
    _, messages = read_ask((papers / "request.json").read_bytes(), MANIFEST)
    answers = {
        name: key.sign_blinded(messages[name]) for name, key in zip(NAMES, KEYS, strict=True)
    }
    (papers / "answer.json").write_bytes(answer_paper(MANIFEST, answers))


def finished(papers: Path, step: str = "finish") -> int:
    answer = ["--answer", str(papers / "answer.json")] if step == "finish" else []
    files = ["--seed", str(papers / "seed.json"), "--out", str(papers / f"{step}.json")]
    petition = [str(papers / "petition.json"), "--id", LINK]
    return run(["petition", "sign", step, *petition, *files, *answer])


def test_signing_without_a_network(papers: Path) -> None:
    """Ask, get an answer, finish; the same seed asks the same; it withdraws as well."""
    assert asked(papers) == 0
    first = (papers / "request.json").read_bytes()
    assert asked(papers) == 0
    assert (papers / "request.json").read_bytes() == first
    assert (papers / "seed.json").stat().st_mode & 0o777 == 0o600
    answered(papers)
    assert finished(papers) == finished(papers, "withdraw") == 0
    entry = read_entry((papers / "finish.json").read_bytes(), MANIFEST)
    assert isinstance(entry, Sign)
    assert read_entry((papers / "withdraw.json").read_bytes(), MANIFEST).mark == entry.mark  # type: ignore[union-attr]


def test_seed_gives_one_signature(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A seed that was made for no name is not used for one."""
    assert asked(papers) == 0
    assert asked(papers, "--name", "Ірина") == 2
    assert "another class or name" in capsys.readouterr().err


def test_wrong_answer(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An answer to something else makes no signature, and no file."""
    asked(papers)
    wrong = dict.fromkeys(NAMES, b"\x01" * 256)
    (papers / "answer.json").write_bytes(answer_paper(MANIFEST, wrong))
    assert finished(papers) == 2
    assert "not a signature of what was asked" in capsys.readouterr().err
    assert not (papers / "finish.json").exists()


def test_papers_of_another_petition(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Files of another petition are refused."""
    from homeward.petition.manifest import write_manifest

    (papers / "seed.json").write_bytes(b"{}")
    assert asked(papers) == 2
    assert "no seed file" in capsys.readouterr().err
    other = answer_paper(write_manifest(GOLDEN["manifest"]), {})
    (papers / "seed.json").unlink()
    asked(papers)
    (papers / "answer.json").write_bytes(other)
    assert finished(papers) == 2
    assert "another petition" in capsys.readouterr().err


def test_receipt(office: Office, papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A receipt made from a mirror checks offline, for this entry and no other."""
    entry, out = papers / "entry.json", papers / "entry.tlog-proof"
    entry.write_bytes(LINES[0] + b"\n")
    folder = str(office.log.folder)
    assert run(["petition", "receipt", "make", str(entry), folder, "--out", str(out)]) == 0
    check = ["petition", "receipt", "check", str(entry), str(out), str(papers / "petition.json")]
    assert run(check) == 0
    assert "is in the public log" in capsys.readouterr().out
    entry.write_bytes(LINES[1])
    assert run(check) == 2
