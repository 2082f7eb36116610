"""What a seized disk tells of a filing."""

from __future__ import annotations

import base64
import sqlite3
import urllib.parse
from pathlib import Path

import pytest
from django.db import connection
from tests.office import INTAKE_KEY, MATCHER_KEY, ask, filing, search_all

from homeward.web.access.models import Office
from homeward.web.matching.server import Matcher
from homeward.web.registry import filings, sealing
from homeward.web.registry.actions import file_request
from homeward.web.registry.models import TracingRequest
from homeward.web.registry.purposes import Purpose
from homeward.web.registry.sweep import sweep

LATIN = str.maketrans("абвгдежзиклмнопрстуфхц", "abvhdežzyklmnoprstufxc".replace("ž", "j"), "ь")


def _marks(number: int) -> list[str]:
    """Words of one filing that occur nowhere else, in Cyrillic and Latin letters."""
    letters = "абвгдежзик"
    tail = "".join(letters[int(digit)] for digit in f"{number:04}")
    return [f"Зубокряк{tail}", f"Хутороград{tail}", f"+38099{number:04}777", f"Баламут{tail}"]


def _encodings(mark: str) -> set[bytes]:
    """All ways a word could lie on a disk."""
    forms = {mark, mark.lower(), mark.upper(), mark.lower().translate(LATIN)}
    plain = {form.encode() for form in forms}
    for name in ("utf-16-le", "utf-16-be", "cp1251", "koi8-u"):
        plain |= {form.encode(name, errors="ignore") for form in forms}
    coded = {part.hex().encode() for part in plain} | {
        part.hex().upper().encode() for part in plain
    }
    for part in plain:
        # base64 of a word inside a longer text: the middle of each of the three alignments
        coded |= {base64.b64encode(b"\0" * n + part)[4:-4] for n in range(3)}
    coded |= {urllib.parse.quote(form).encode() for form in forms}
    coded |= {form.encode("unicode_escape") for form in forms}
    return {needle for needle in plain | coded if len(needle) >= 8}


def _files(*folders: Path) -> dict[str, bytes]:
    found = [p for folder in folders for p in folder.rglob("*") if p.is_file()]
    return {str(path): path.read_bytes() for path in found}


def _database() -> Path | None:
    """The file of the main database, if it is one."""
    return Path(connection.settings_dict["NAME"]).parent if connection.vendor == "sqlite" else None


def _rows() -> bytes:
    """Everything in the main database, whatever it is."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += [repr(_plain(row)) for row in cursor.fetchall()]
    return "\n".join(rows).encode()


def _plain(row: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(bytes(cell) if isinstance(cell, memoryview) else cell for cell in row)


def _looked_for(numbers: range) -> set[str]:
    """What all marks of a kind begin with; each whole one where that is too short to be sure of."""
    words = {mark[:-4] for mark in _marks(0) if mark[-1].isalpha()}
    return words | {_marks(number)[2] for number in numbers}


def _hits(contents: dict[str, bytes], numbers: range) -> list[str]:
    needles = {needle for mark in _looked_for(numbers) for needle in _encodings(mark)}
    return [name for name, content in contents.items() if any(n in content for n in needles)]


def _file(number: int) -> None:
    name, place, contact, story = _marks(number)
    file_request(
        filing(
            name=f"{name} Остап",
            home=place,
            contact=contact,
            circumstances=f"{story} {place}",
            marks=story,
            other_names=name,
            second_word=story,
        )
    )


@pytest.mark.rule("SEI-1")
@pytest.mark.django_db(transaction=True)
def test_no_marker_of_a_filing_is_on_the_disk(
    data: Path, office: Office, matcher: Matcher, tmp_path: Path, *, full: bool
) -> None:
    """Thirty filings, swept and searched: no file, log or table holds a word of them."""
    numbers = range(1000 if full else 30)
    for number in numbers:
        _file(number)
    folders = [tmp_path] + ([_database()] if _database() else [])  # type: ignore[list-item]
    assert not _hits(_files(*folders), numbers)
    sweep()
    search_all(matcher)

    assert TracingRequest.objects.count() == len(numbers)
    assert not _hits(_files(*folders), numbers)
    assert not _hits({"rows": _rows()}, numbers)


@pytest.mark.rule("SEI-1")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "write",
    [
        lambda text: text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("cp1251", errors="ignore"),
        lambda text: text.encode("koi8-u", errors="ignore"),
        lambda text: base64.b64encode(b"x" + text.encode() + b"yz"),
        lambda text: text.encode().hex().encode(),
        lambda text: urllib.parse.quote(text).encode(),
        lambda text: text.lower().translate(LATIN).encode(),
    ],
)
def test_the_scan_would_find_what_is_not_sealed(
    write: object, data: Path, tmp_path: Path, office: Office
) -> None:
    """The control: one name written down in any of these ways is found."""
    (data / "leak").write_bytes(write(f"so {_marks(7)[0]} it is"))  # type: ignore[operator]

    assert _hits(_files(tmp_path), range(30)) == [str(data / "leak")]


@pytest.mark.rule("SEI-1")
@pytest.mark.django_db(transaction=True)
def test_the_scan_of_tables_would_find_what_is_not_sealed(office: Office) -> None:
    """The control: a name in a column of the main database is found."""
    Office.objects.create(name=_marks(3)[0])

    assert _hits({"rows": _rows()}, range(30))


@pytest.mark.rule("SEI-2")
def test_the_matchers_key_does_not_open_contacts_and_story(data: Path, office: Office) -> None:
    """Whoever has the matcher's key reads matching fields and nothing told in confidence."""
    request = ask(contact="+380990000777").request()
    body = bytes(request.confidence or b"")
    with pytest.raises(sealing.Sealed):
        sealing.opened(request.pk, sealing.Part.CONFIDENCE, body, MATCHER_KEY.private)
    told = sealing.opened(request.pk, sealing.Part.CONFIDENCE, body, INTAKE_KEY.private)
    assert told["contact"] == "+380990000777"


@pytest.mark.rule("SEI-4")
def test_filings_have_no_row_ids_and_no_clock(office: Office) -> None:
    """The table cannot tell the order, and no column of a request is finer than a week."""
    file_request(filing(consents=frozenset(Purpose)))
    with sqlite3.connect(filings.path()) as raw, pytest.raises(sqlite3.OperationalError):
        raw.execute("SELECT rowid FROM filing")
    sweep()

    kinds = {
        field.get_internal_type()
        for field in TracingRequest._meta.get_fields()
        if hasattr(field, "get_internal_type")
    }
    assert "DateTimeField" not in kinds
    request = TracingRequest.objects.get()
    assert request.filed_in_week.weekday() == request.ends_in_week.weekday() == 0
