"""A world in a folder: the same for the same seed, and true to its truth."""

import csv
import html
import json
import re
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from homeward.world import write_requests_csv, write_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    write_world(folder, seed=3, requests=120)
    return folder


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in files}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def message(content: bytes, locator: str) -> str:
    number = int(locator.removeprefix("message "))
    found = next(one for one in json.loads(content)["messages"] if one["id"] == number)
    return "".join(part if isinstance(part, str) else part["text"] for part in found["text"])


def sheet_row(content: bytes, locator: str) -> str:
    name, _, number = locator.partition(" row ")
    sheet = CalamineWorkbook.from_filelike(BytesIO(content))
    return " ".join(map(str, sheet.get_sheet_by_name(name).to_python()[int(number) - 1]))


def page(content: bytes, _locator: str) -> str:
    charset = re.search(rb'charset="([^"]+)"', content)
    assert charset is not None
    return html.unescape(content.decode(charset[1].decode()))


def csv_row(content: bytes, locator: str) -> str:
    line = content.decode().split("\n")[int(locator.removeprefix("row ")) - 1]
    separator = ";" if content.startswith("№;".encode()) else ","
    return " ".join(next(csv.reader([line], delimiter=separator)))


def json_line(content: bytes, locator: str) -> str:
    line = content.decode().split("\n")[int(locator.removeprefix("line ")) - 1]
    text: str = json.loads(line)["text"]
    return text


def plain(content: bytes) -> str:
    """All readings together: the test knows no encoding beforehand."""
    readings = [content.decode(name, errors="replace") for name in ENCODINGS]
    return "\n".join(readings)


ENCODINGS = ("utf-8", "windows-1251", "koi8-r", "utf-16")
READERS: dict[str, Callable[[bytes, str], str]] = {
    ".json": message,
    ".xlsx": sheet_row,
    ".html": page,
    ".csv": csv_row,
    ".jsonl": json_line,
    ".txt": lambda content, _locator: plain(content),
}


def test_the_same_seed_gives_the_same_bytes(world: Path, tmp_path: Path) -> None:
    """A figure measured on a world can be measured again anywhere."""
    write_world(tmp_path, seed=3, requests=120)

    assert digests(tmp_path) == digests(world)


def test_another_seed_gives_another_world(world: Path, tmp_path: Path) -> None:
    """Two worlds differ in every file they write."""
    write_world(tmp_path, seed=4, requests=120)

    ours, theirs = digests(tmp_path), digests(world)
    assert all(ours[path] != theirs[path] for path in ours.keys() & theirs.keys())


def test_every_truth_finds_its_name_in_the_file(world: Path) -> None:
    """Path and locator lead to a text that holds the name as the truth quotes it."""
    wrong = []
    for row in rows(world / "truth.csv"):
        path = world / "sources" / row["path"]
        text = READERS[path.suffix](path.read_bytes(), row["locator"])
        words = row["name_in_source"].split() if path.suffix == ".xlsx" else None
        found = all(word in text for word in words) if words else row["name_in_source"] in text
        if not found:
            wrong.append((row["path"], row["locator"]))
    assert wrong == []


def test_every_request_is_one_row(world: Path, tmp_path: Path) -> None:
    """The spreadsheet and its CSV twin hold the same requests, each once."""
    write_requests_csv(tmp_path / "requests.csv", seed=3, requests=120)
    sheet = CalamineWorkbook.from_path(world / "requests.xlsx").get_sheet_by_index(0).to_python()
    ids = [row[0] for row in sheet[1:]]

    assert ids == [f"R{number:07}" for number in range(1, 121)]
    assert [row["ID"] for row in rows(tmp_path / "requests.csv")] == ids


def test_plain_files_are_small(world: Path) -> None:
    """A text or a page is one document, so it must stay below 64 KiB."""
    files = [*world.rglob("*.txt"), *world.rglob("*.html")]

    assert files
    assert max(path.stat().st_size for path in files) < 65_536


def test_most_people_in_the_sources_are_asked_for_by_nobody(world: Path) -> None:
    """Precision means something only among strangers."""
    truth = {(row["path"], row["locator"]) for row in rows(world / "truth.csv")}
    documents = rows(world / "documents.csv")

    assert len(truth) * 2 < len(documents)


def test_some_text_files_are_in_old_encodings(world: Path) -> None:
    """Windows-1251, KOI8-R and UTF-16 are still about."""
    contents = [path.read_bytes() for path in world.rglob("*.txt")]

    assert any(content.startswith(b"\xff\xfe") for content in contents)
    assert sum(not is_utf8(content) for content in contents) >= 4


def is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def test_one_page_is_in_windows_1251(world: Path) -> None:
    """Old sites are among the sources."""
    pages = [path.read_bytes() for path in world.rglob("*.html")]

    assert any(b'charset="windows-1251"' in content for content in pages)
