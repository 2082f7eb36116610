"""Saved HTML pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from homeward.records import Document, DocumentKind, Rejected
from homeward.sources import read_documents

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>Пошук — Іваненко</title>
<meta property="article:published_time" content="2024-02-17T10:00:00+02:00">
<meta name="author" content="Газета"><style>p {{ }}</style><script>var a = "Зайве";</script></head>
<body><nav><a href="/">Головна</a></nav><div role="navigation">Меню</div>
<h1>Зник безвісти</h1><p>Шукаю сина,
   <b>Іваненка</b> Петра<br>1994 року<!-- примітка --></p>
<table><tr><th>ПІБ</th><th>Рік</th></tr><tr><td><p>Бондар Юрій</p></td><td>1990</td></tr></table>
<pre>рядок
другий</pre><noscript>Увімкніть</noscript></body></html>"""
LINES = [
    "Пошук — Іваненко",
    "Зник безвісти",
    "Шукаю сина, Іваненка Петра",
    "1994 року",
    "ПІБ | Рік",
    "Бондар Юрій | 1990",
    "рядок",
    "другий",
]


def page(folder: Path, data: bytes) -> Document:
    (folder / "page.html").write_bytes(data)
    [document] = read_documents(folder / "page.html", root=folder)
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-u"])
def test_page_is_read_as_a_reader_sees_it(charset: str, tmp_path: Path) -> None:
    """Blocks are lines, a table row is a line, scripts and menus are gone; any charset."""
    text = PAGE.replace("—", "-") if charset == "koi8-u" else PAGE
    document = page(tmp_path, text.format(charset=charset).encode(charset))
    assert document.text.replace(" - ", " — ").split("\n") == LINES
    assert document.kind is DocumentKind.PAGE
    assert (document.posted, document.author) == (date(2024, 2, 17), "Газета")


def test_wrong_or_missing_charset_is_survived(tmp_path: Path) -> None:
    """A page may be saved again in another encoding than it still declares."""
    saved = [
        PAGE.format(charset="windows-1251").encode(),
        PAGE.format(charset="x").encode("cp1251"),
    ]
    saved.append(PAGE.format(charset="utf-8").encode("utf-16"))
    for data in saved:
        assert page(tmp_path, data).text.split("\n") == LINES


def test_only_an_unambiguous_time_is_the_day_of_the_post(tmp_path: Path) -> None:
    """One day among the times of a page is its day; two different days are none."""
    one = '<body><time datetime="2023-05-01">1 травня</time><p>Шукаю</p></body>'
    two = one + '<time datetime="2023-06-01">1 червня</time>'
    assert page(tmp_path, one.encode()).posted == date(2023, 5, 1)
    assert page(tmp_path, two.encode()).posted is None


def test_layout_tables_keep_their_lines(tmp_path: Path) -> None:
    """An old page that stands in one large cell is still read line by line."""
    names = "<br>".join(f"Іваненко Петро {year}" for year in range(1950, 2000))
    markup = f"<body><table><tr><td>меню</td><td>{names}</td></tr></table></body>"
    assert len(page(tmp_path, markup.encode()).text.split("\n")) == 51


def test_bad_bytes_and_empty_pages_are_rejected(tmp_path: Path) -> None:
    """A page with a byte that fits no encoding, or with no text, is listed."""
    pages = [PAGE.format(charset="utf-8").encode() + b"\xff", b"<html></html>", b"<!-- -->", b" "]
    for data in pages:
        (tmp_path / "page.html").write_bytes(data)
        [rejected] = read_documents(tmp_path / "page.html", root=tmp_path)
        assert isinstance(rejected, Rejected)


def test_deeply_nested_page_is_read_or_rejected(tmp_path: Path) -> None:
    """Nesting never exhausts the stack, and where the parser gives up nothing is lost unsaid."""
    markup = "<div>{0}Шукаю сина</div>"
    assert page(tmp_path, markup.format("<div>" * 1500).encode()).text == "Шукаю сина"
    (tmp_path / "page.html").write_text(markup.format("<div>" * 5000), encoding="utf-8")
    [rejected] = read_documents(tmp_path / "page.html", root=tmp_path)
    assert isinstance(rejected, Rejected)


@pytest.mark.parametrize(
    ("line", "posted"),
    [
        ("17 лютого 2024, 12:40", date(2024, 2, 17)),
        ("17 февраля 2024 в 09:05", date(2024, 2, 17)),
        ("Опубліковано: 17.02.2024", date(2024, 2, 17)),
        ("Published on 17 Feb 2024 at 9:05 pm", date(2024, 2, 17)),
        ("2024-02-17 12:40:11", date(2024, 2, 17)),
        ("Народився 17 лютого 2024", None),
        ("17.02.2024", None),
        ("Народився 17 лютого 2024, 12:40", None),
        ("лютий 2024", None),
        ("12:40", None),
        ("17022024123", None),
        ("17.02.2024 9:00</p><p>18.02.2024 9:00", None),
    ],
)
def test_a_line_that_is_a_date_tells_the_day(
    line: str, posted: date | None, tmp_path: Path
) -> None:
    """Where no tag tells it, a line with a date and a time or a word of publishing does.

    A date alone may be a birth date; several days are no answer.
    """
    written = (
        f"<html><body><p>{line}</p><p>Шукають Іваненка Петра, 17.08.1992 р. н.</p></body></html>"
    )

    assert page(tmp_path, written.encode()).posted == posted
