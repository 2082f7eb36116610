"""Export bundles: intact ones verify, here and with a shell alone; nothing else does."""

from __future__ import annotations

import hashlib
import os
import random
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.custody.authority import Authority
from tests.custody.kept import ORIGINAL, Kept, kept
from tests.programs import program

from homeward.custody import verify_bundle, write_bundle
from homeward.errors import BadInput, NotVerified, UnreadableFile
from homeward.log import new_signer

Files = dict[str, bytes]


@pytest.fixture
def whole(tmp_path: Path) -> tuple[Kept, Path]:
    """A bundle without time stamps: those need openssl."""
    one = kept(tmp_path)
    path = tmp_path / "bundle.zip"
    write_bundle(path, one.bundle())
    return one, path


def files_of(path: Path) -> Files:
    with zipfile.ZipFile(path) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def write(path: Path, files: Files, *, mend_sums: bool = True) -> Path:
    """The files as a bundle, their sums made right again, as a forger would."""
    if mend_sums:
        told = {name: data for name, data in files.items() if name != "SHA256SUMS"}
        lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in told.items())
        files = {**told, "SHA256SUMS": "".join(lines).encode()}
    with zipfile.ZipFile(path, "w") as zipped:
        for name, data in files.items():
            zipped.writestr(name, data)
    return path


def test_an_intact_bundle_is_verified(whole: tuple[Kept, Path]) -> None:
    """It tells the item, its events, who signed, and whose log it is."""
    one, path = whole
    found = verify_bundle(path, log=one.log.signer.verifier)

    assert found.item == one.item
    assert found.events == 3
    assert found.keys == tuple(sorted(key.id for key in one.keys))
    assert found.stamped == ()


@pytest.mark.rule("CUS-2")
def test_a_changed_byte_is_found(whole: tuple[Kept, Path], tmp_path: Path, *, full: bool) -> None:
    """In the original, an event, a salt, a signature, a proof: any byte, with its sums mended."""
    _, path = whole
    files, dice = files_of(path), random.Random(7)  # no secret
    names = sorted(name for name in files if name != "SHA256SUMS")
    for _ in range(10_000 if full else 150):
        name = dice.choice(names)
        at, bit = dice.randrange(len(files[name])), 1 << dice.randrange(8)
        changed = bytearray(files[name])
        changed[at] ^= bit
        forged = {**files, name: bytes(changed)}
        with pytest.raises(NotVerified, match=re.escape(name)):
            verify_bundle(write(tmp_path / "forged.zip", forged, mend_sums=False))
        with pytest.raises(NotVerified):
            verify_bundle(write(tmp_path / "forged.zip", forged))


@pytest.mark.rule("CUS-2")
@pytest.mark.parametrize(
    "change",
    [
        lambda files: files.pop("events/0003.json"),
        lambda files: files.pop("keys/" + next(n for n in files if n.startswith("keys/"))[5:]),
        lambda files: files.update({"events/0004.json": files["events/0003.json"]}),
        lambda files: files.update({"readme.txt": b"trust me"}),
        lambda files: files.update({
            f"events/000{a}.{end}": files[f"events/000{b}.{end}"]
            for a, b in ((2, 3), (3, 2))
            for end in ("json", "salt", "sig", "proof", "path")
        }),
    ],
    ids=["event left out", "key left out", "event added", "file added", "two events exchanged"],
)  # fmt: skip
def test_missing_added_and_moved_files_are_found(
    change: Callable[[Files], object], whole: tuple[Kept, Path], tmp_path: Path
) -> None:
    """With sums that fit: the forger knows how they are made."""
    files = files_of(whole[1])
    change(files)
    if "readme.txt" in files:
        write(tmp_path / "forged.zip", files, mend_sums=False)
    else:
        write(tmp_path / "forged.zip", files)

    with pytest.raises(NotVerified):
        verify_bundle(tmp_path / "forged.zip")


def test_another_log_than_the_known_one_is_refused(whole: tuple[Kept, Path]) -> None:
    """Anybody can make a log: the key must be known from elsewhere."""
    with pytest.raises(NotVerified, match=r"log/key\.txt: .* you know"):
        verify_bundle(whole[1], log=new_signer("custody.example").verifier)


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all"])
def test_what_is_no_bundle_is_refused(data: bytes, tmp_path: Path) -> None:
    """And a bundle that is cut off."""
    (tmp_path / "bundle.zip").write_bytes(data)
    with pytest.raises(UnreadableFile, match="ask for it again"):
        verify_bundle(tmp_path / "bundle.zip")


def test_an_event_that_is_not_published_yet_makes_no_bundle(tmp_path: Path) -> None:
    """The sentence says what to do; nothing is left behind."""
    one = kept(tmp_path)
    bundle = one.bundle()
    one.events.append(one.events[-1])
    with pytest.raises(BadInput, match="publish"):
        write_bundle(tmp_path / "bundle.zip", bundle)
    assert not list(tmp_path.glob("bundle*"))


@pytest.mark.rule("CUS-1")
def test_a_bundle_verifies_without_homeward(tmp_path: Path) -> None:
    """`sh VERIFY.txt` with a local stamping authority, and no program but the usual and openssl."""
    authority = Authority.made_in(tmp_path / "authority", program("openssl"))
    one = kept(tmp_path)
    stamped = (tmp_path / "log" / "checkpoint").read_bytes()
    write_bundle(tmp_path / "bundle.zip", one.bundle(authority.stamp(stamped)))
    folder = tmp_path / "unpacked"
    zipfile.ZipFile(tmp_path / "bundle.zip").extractall(folder)

    assert "VERIFIED: the original, 3 events" in by_hand(folder)
    [moment] = verify_bundle(tmp_path / "bundle.zip").stamped
    assert moment.year >= 2024


@pytest.mark.rule("CUS-2")
@pytest.mark.parametrize(
    "name",
    ["original", "item.json", "events/0002.json", "events/0001.salt", "events/0003.sig",
     "events/0002.path", "log/text", "stamps/local.tsr"],
)  # fmt: skip
def test_the_script_finds_a_change_too(name: str, tmp_path: Path) -> None:
    """With sums that fit, so that the later steps must find it."""
    authority = Authority.made_in(tmp_path / "authority", program("openssl"))
    one = kept(tmp_path)
    stamped = (tmp_path / "log" / "checkpoint").read_bytes()
    write_bundle(tmp_path / "bundle.zip", one.bundle(authority.stamp(stamped)))
    files = files_of(tmp_path / "bundle.zip")
    middle = len(files[name]) // 2
    changed = bytearray(files[name])
    changed[middle] ^= 1
    folder = tmp_path / "unpacked"
    forged = write(tmp_path / "forged.zip", {**files, name: bytes(changed)})
    zipfile.ZipFile(forged).extractall(folder)

    assert "NOT VERIFIED" in by_hand(folder)


def by_hand(folder: Path) -> str:
    """What the script prints where nothing of Homeward is installed."""
    bare = {"PATH": os.defpath, "LC_ALL": "C"}
    command = [program("sh"), "VERIFY.txt"]
    done = subprocess.run(
        command, cwd=folder, env=bare, capture_output=True, text=True, check=False
    )
    assert (done.returncode == 0) == ("NOT VERIFIED" not in done.stdout), done.stderr
    assert ORIGINAL.decode() not in done.stdout
    return done.stdout
