"""Encodings, recognised from bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from homeward.errors import UnreadableFile
from homeward.records import Document, Rejected
from homeward.sources import read_documents
from homeward.sources.encoding import recognise

UKRAINIAN = "Шукаю сина: Іваненко Петро Васильович, 1994 р.н., позивний «Ґедзь». Їхав із Щастя."
RUSSIAN = "Ищу сына: Иваненко Пётр Васильевич, 1994 г.р., позывной «Эхо». Ехал из Щастья."
UTF = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


def only_text(path: Path) -> str:
    [document] = read_documents(path, root=path.parent)
    assert isinstance(document, Document)
    return document.text


@pytest.mark.parametrize("encoding", [*UTF, "cp1251", "koi8-u", "cp1125"])
def test_ukrainian_file_is_read_in_each_encoding(encoding: str, tmp_path: Path) -> None:
    """Each usual encoding of Ukrainian gives the very text that was written."""
    written = UKRAINIAN.replace("«", '"').replace("»", '"')
    (tmp_path / "post.txt").write_bytes(written.encode(encoding))
    assert only_text(tmp_path / "post.txt") == written


@pytest.mark.parametrize("encoding", [*UTF, "cp1251", "koi8-r", "cp866"])
def test_russian_file_is_read_in_each_encoding(encoding: str, tmp_path: Path) -> None:
    """Each usual encoding of Russian gives the very text that was written."""
    written = RUSSIAN.replace("«", '"').replace("»", '"')
    (tmp_path / "post.txt").write_bytes(written.encode(encoding))
    assert only_text(tmp_path / "post.txt") == written


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-u", "cp1125", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["Іваненко Іван Іванович", "ШЕВЧЕНКО ГАЛИНА ПЕТРІВНА"])
def test_one_name_is_enough_to_tell_the_encoding(name: str, encoding: str) -> None:
    """A list may hold nothing but names, even in capitals."""
    data = name.encode(encoding)
    assert data.decode(recognise(data)) == name


def test_letters_after_a_long_english_beginning_are_seen(tmp_path: Path) -> None:
    """The encoding is judged where the file stops being ASCII, not at its start."""
    text = "plain header line\n" * 20_000 + "Шукаю брата, Сидоренко Олег\n"
    (tmp_path / "log.txt").write_bytes(text.encode("cp1251"))
    documents = list(read_documents(tmp_path / "log.txt", root=tmp_path))
    assert isinstance(documents[-1], Document)
    assert documents[-1].text.endswith("Шукаю брата, Сидоренко Олег")


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 4,
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        "Crème brûlée à la carte".encode("cp1252"),
        "Zażółć gęślą jaźń".encode("cp1250"),
    ],
)
def test_what_is_no_known_text_is_refused(data: bytes) -> None:
    """Binary data and encodings of other languages are refused, not turned into letters."""
    with pytest.raises(UnreadableFile):
        recognise(data)


def test_bad_byte_in_utf8_rejects_the_text_and_shows_the_byte(tmp_path: Path) -> None:
    """One broken byte does not turn the file into another code page, and is never replaced."""
    data = "Шукаю сина, Іваненко Петро".encode() + b"\xff" + " із Полтави".encode()
    (tmp_path / "post.txt").write_bytes(data)
    [rejected] = read_documents(tmp_path / "post.txt", root=tmp_path)
    assert isinstance(rejected, Rejected)
    assert "Іваненко Петро\\xff із" in rejected.original
    assert "UTF-8" in rejected.reason


def test_cut_off_utf16_is_refused(tmp_path: Path) -> None:
    """Half a character at the end of the file is no text."""
    (tmp_path / "post.txt").write_bytes("Шукаю сина".encode("utf-16")[:-1])
    [rejected] = read_documents(tmp_path / "post.txt", root=tmp_path)
    assert isinstance(rejected, Rejected)
