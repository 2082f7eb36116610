"""Web archives: read without unpacking, whatever is wrong with them."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from homeward.records import Document, Rejected
from homeward.sources import read_documents
from homeward.sources.warc import BOMB, CUT_OFF, NO_ARCHIVE, NO_TEXT

ADDRESS = "https://news.example/lost"
PAGE = "<html><body><p>Шукають Лосенка Остапа Гнатовича, 1991 року народження</p></body></html>"


def archived(*pages: tuple[str, str, bytes]) -> bytes:
    """A packed WARC of (address, kind, content)."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=True)
    for address, kind, content in pages:
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        body = io.BytesIO(content)
        writer.write_record(
            writer.create_warc_record(address, "response", body, http_headers=headers)
        )
    return file.getvalue()


def zipped(inside: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in inside.items():
            archive.writestr(name, data)
    return file.getvalue()


def read(folder: Path, name: str, data: bytes) -> list[Document | Rejected]:
    (folder / name).write_bytes(data)
    return list(read_documents(folder / name, root=folder))


ONE = archived(
    (ADDRESS, "text/html; charset=utf-8", PAGE.encode()),
    (ADDRESS + ".css", "text/css", b"p { }"),
    (ADDRESS + ".txt", "text/plain", "Список: Бондар Юрій".encode("cp1251")),
)


def test_pages_of_a_warc_with_their_addresses(tmp_path: Path) -> None:
    """Packed or not; what holds no text is passed over."""
    for name, data in (("a.warc.gz", ONE), ("a.warc", gzip.decompress(ONE))):
        page, text = read(tmp_path, name, data)
        assert isinstance(page, Document)
        assert page.text == "Шукають Лосенка Остапа Гнатовича, 1991 року народження"
        assert (page.origin.path, page.origin.locator) == (name, ADDRESS)
        assert isinstance(text, Document)
        assert text.text == "Список: Бондар Юрій"


def test_pages_of_a_wacz(tmp_path: Path) -> None:
    """Wherever in the zip the archive lies; a path that leads out of it leads nowhere."""
    data = zipped({"datapackage.json": b"{}", "archive/data.warc.gz": ONE, "../../up.warc.gz": ONE})
    found = read(tmp_path, "a.wacz", data)

    assert len(found) == 4
    assert all(isinstance(one, Document) for one in found)
    assert list(tmp_path.iterdir()) == [tmp_path / "a.wacz"]
    assert not (tmp_path.parent.parent / "up.warc.gz").exists()


def test_a_cut_off_archive_gives_what_stands_before(tmp_path: Path) -> None:
    """At any place: documents that were whole, or the reason; never a crash."""
    whole = read(tmp_path, "a.warc.gz", ONE)
    for end in range(1, len(ONE), 37):
        found = read(tmp_path, "a.warc.gz", ONE[:end])
        assert found
        assert found == whole[: len(found)] or any(isinstance(one, Rejected) for one in found)


def test_a_cut_off_wacz_is_refused(tmp_path: Path) -> None:
    """A zip has its list of contents at the end."""
    [found] = read(tmp_path, "a.wacz", zipped({"archive/data.warc.gz": ONE})[:-40])

    assert isinstance(found, Rejected)
    assert found.reason == CUT_OFF


def test_a_zip_without_archives_and_one_without_text(tmp_path: Path) -> None:
    """The sentence says what to save instead."""
    [other] = read(tmp_path, "a.wacz", zipped({"readme.txt": b"x"}))
    [empty] = read(tmp_path, "b.warc.gz", archived((ADDRESS, "image/png", b"\x89PNG")))

    assert isinstance(other, Rejected)
    assert other.reason == NO_ARCHIVE
    assert isinstance(empty, Rejected)
    assert empty.reason == NO_TEXT


def test_a_zip_bomb_is_left_out_and_the_rest_is_read(tmp_path: Path) -> None:
    """Seventy megabytes of nothing in some kilobytes, beside an honest archive."""
    data = zipped({"archive/bomb.warc": bytes(70_000_000), "archive/data.warc.gz": ONE})
    found = read(tmp_path, "a.wacz", data)

    assert isinstance(found[0], Rejected)
    assert found[0].reason == BOMB
    assert isinstance(found[1], Document)
