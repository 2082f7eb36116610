"""Whatever bytes a file holds, reading it ends, and ends in documents or rejections."""

from __future__ import annotations

import json
import random
import zipfile
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped,unused-ignore]  # it has no types
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.records import Document, Rejected
from homeward.sources import read_documents
from homeward.sources.read import READERS

PIECES = st.sampled_from(
    [b'"', b"{", b"}", b"[", b"]", b":", b",", b";", b"\n", b"\0", b"\xff", b"\xd0", b"<td>",
     b'"messages":[', b'"text":"', "Іваненко".encode(), "ПІБ;".encode("cp1251"), b"PK\x03\x04"]
)  # fmt: skip


def assert_whole(path: Path) -> None:
    """Every item can be written as UTF-8 and leads back to the file."""
    for item in read_documents(path, root=path.parent):
        assert isinstance(item, Document | Rejected)
        assert item.origin.path == path.name
        words = item.text if isinstance(item, Document) else item.original + item.reason
        words.encode("utf-8")
        if isinstance(item, Rejected):
            assert item.reason


@pytest.mark.parametrize("ending", sorted(READERS))
@settings(max_examples=15, deadline=None)
@given(data=st.one_of(st.binary(max_size=200), st.lists(PIECES, max_size=30).map(b"".join)))
def test_any_bytes_are_survived(
    tmp_path_factory: pytest.TempPathFactory, ending: str, data: bytes
) -> None:
    """No content, under any ending, raises or gives text that cannot be stored."""
    path = tmp_path_factory.mktemp("any") / f"file{ending}"
    path.write_bytes(data)
    assert_whole(path)


@pytest.mark.parametrize("seed", range(40))
def test_damaged_files_are_survived(seed: int, tmp_path: Path) -> None:
    """A good workbook or export with some bytes changed or cut off never raises."""
    book = xlsxwriter.Workbook(str(tmp_path / "list.xlsx"))
    sheet = book.add_worksheet("Список")
    sheet.write_row(0, 0, ["ПІБ", "Місце"])
    sheet.merge_range(1, 0, 2, 0, "Іваненко Петро")
    book.close()
    posts = [{"id": n, "type": "message", "text": "Шукаю сина"} for n in range(30)]
    export = json.dumps({"id": 5, "messages": posts}, ensure_ascii=False)
    (tmp_path / "result.json").write_text(export, encoding="utf-8")
    chance = random.Random(seed)
    for name in ("list.xlsx", "result.json"):
        data = bytearray((tmp_path / name).read_bytes())
        for _ in range(chance.randint(0, 5)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        (tmp_path / name).write_bytes(data[: chance.randint(1, 2 * len(data))])
        assert_whole(tmp_path / name)


def test_file_name_of_any_bytes_can_be_stored(tmp_path: Path) -> None:
    """A name that is no UTF-8 on the disk is shown with its bytes, not passed on broken."""
    path = Path(str(tmp_path) + "/\udcff.txt")
    try:
        path.write_text("Шукаю сина", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    [document] = read_documents(path, root=tmp_path)
    assert document.origin.path == "\\xff.txt"


@pytest.mark.parametrize("seed", range(60))
def test_damaged_parts_of_a_workbook_are_survived(seed: int, tmp_path: Path) -> None:
    """A whole zip around broken XML is one rejection, not a crash."""
    book = xlsxwriter.Workbook(str(tmp_path / "good.xlsx"))
    sheet = book.add_worksheet("Список")
    sheet.write_row(0, 0, ["ПІБ", "Місце"])
    sheet.write_formula(1, 0, "=A1", value="Іваненко")
    book.close()
    chance = random.Random(seed)
    with (
        zipfile.ZipFile(tmp_path / "good.xlsx") as good,
        zipfile.ZipFile(tmp_path / "bad.xlsx", "w") as bad,
    ):
        for name in good.namelist():
            part = bytearray(good.read(name))
            if chance.random() < 0.5:
                place = chance.randrange(len(part))
                part[place : place + chance.randint(0, 30)] = chance.choice([b"", b"<", b'"', b"9"])
            bad.writestr(name, bytes(part))
    assert_whole(tmp_path / "bad.xlsx")


def test_panic_of_the_compiled_reader_is_one_rejection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even a failure that is no Exception does not end the walk; Ctrl-C still does."""
    (tmp_path / "list.xls").write_bytes(b"x")

    class PanicException(BaseException): ...

    for failure in (PanicException, KeyboardInterrupt):

        def fails(_: Path, failure: type[BaseException] = failure) -> None:
            raise failure

        monkeypatch.setattr("homeward.sources.sheets._sheets", fails)
        if failure is KeyboardInterrupt:
            with pytest.raises(KeyboardInterrupt):
                list(read_documents(tmp_path / "list.xls", root=tmp_path))
        else:
            [rejected] = read_documents(tmp_path / "list.xls", root=tmp_path)
            assert isinstance(rejected, Rejected)
