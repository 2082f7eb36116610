"""Requests and lists to people."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped,unused-ignore]  # it has no types

from homeward.dates import AgeAt, PartialDate
from homeward.errors import UnreadableFile
from homeward.interchange import notes_on_row, people_of_row, read_people
from homeward.records import Category, Document, NameKind, PersonRecord, Rejected, Sex
from homeward.sources import read_documents


def table(folder: Path, *lines: str, name: str = "people.csv") -> Path:
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder / name


def read(path: Path) -> tuple[list[PersonRecord], list[Rejected]]:
    found = list(read_people(path))
    people = [item for item in found if isinstance(item, PersonRecord)]
    return people, [item for item in found if isinstance(item, Rejected)]


def one(folder: Path, *lines: str) -> PersonRecord:
    people, rejected = read(table(folder, *lines))
    assert not rejected, rejected
    [person] = people
    return person


REQUESTS = {
    "uk": (
        (
            "ID;Прізвище;Ім’я;По батькові;Стать;Дата народження;Місце проживання;Категорія;"
            "В/ч;Звання;Дата зникнення;Місце зникнення;Ким доводиться;Прикмети;Заклад;"
            "Брати і сестри;Позивний"
        ),
        (
            "R1;Іваненко;Петро;Васильович;ч;17.05.1994;Суми;військовий;А0000;солдат;"
            "17.02.2024;Авдіївка;мати;шрам;інтернат;Марія (8 р.), Олег і Ганна;Сокіл"
        ),
    ),
    "ru": (
        (
            "ID;Фамилия;Имя;Отчество;Пол;Год рождения;Место жительства;Категория;Воинская часть;"
            "Воинское звание;Дата пропажи;Место пропажи;Кем приходится;Приметы;Учреждение;"
            "Братья и сёстры;Позывной"
        ),
        (
            "R1;Іваненко;Петро;Васильович;мужской;17 мая 1994 г.;Суми;военный;А0000;солдат;"
            "17 февраля 2024;Авдіївка;мать;шрам;інтернат;Марія, Олег и Ганна;Сокіл"
        ),
    ),
    "en": (
        (
            "ID,Family name,Given name,Patronymic,Sex,Date of birth,Home,Category,Unit,Rank,"
            "Missing since,Last seen place,Relationship,Distinguishing marks,Institution,Siblings,"
            "Call sign"
        ),
        (
            "R1,Іваненко,Петро,Васильович,male,May 17 1994,Суми,soldier,А0000,солдат,"
            '2024-02-17,Авдіївка,mother,шрам,інтернат,"Марія, Олег and Ганна",Сокіл'
        ),
    ),
}


@pytest.mark.parametrize("language", REQUESTS)
def test_requests_are_read_in_each_language(language: str, tmp_path: Path) -> None:
    """The same request under headers of each language gives the same record."""
    person = one(tmp_path, *REQUESTS[language])
    assert (person.id, person.name.full) == ("R1", "Іваненко Петро Васильович")
    assert person.name.family_name == "Іваненко"
    assert person.name.given_name == "Петро"
    assert person.name.patronymic == "Васильович"
    assert (person.sex, person.category) == (Sex.MALE, Category.SOLDIER)
    assert person.birth_date == PartialDate(1994, 5, 17)
    assert person.event_date == PartialDate(2024, 2, 17)
    assert (person.home, person.event_place) == ("Суми", "Авдіївка")
    assert (person.unit, person.rank, person.marks) == ("А0000", "солдат", "шрам")
    assert person.institution == "інтернат"
    assert person.siblings == ("Марія", "Олег", "Ганна")
    assert [(other.full, other.kind) for other in person.other_names] == [
        ("Сокіл", NameKind.CALL_SIGN)
    ]
    assert next(iter(person.cells.values())) == "R1"
    assert str(person.origin) == "people.csv (row 2)"


def test_name_in_one_cell_stays_as_it_is_written(tmp_path: Path) -> None:
    """Nobody cuts a name here: its parts are known only where columns part them."""
    person = one(tmp_path, "ПІБ;Дата народження", "Іваненко  Петро Васильович;17.05.94")
    assert person.name.full == "Іваненко Петро Васильович"
    assert person.name.family_name is None
    assert person.birth_date == PartialDate(1994, 5, 17)


@pytest.mark.parametrize(
    ("header", "cell", "expected"),
    [
        ("ПІБ", "Іваненко Петро, 17.05.1994 р.н.", "1994-05-17"),
        ("ПІБ, дата народження", "Іваненко Петро (1994 р.н.)", "1994"),
        ("ФИО", "Іваненко Петро 17 мая 1994", "1994-05-17"),
        ("ПІБ", "Лютий Травень", None),  # names of months are surnames too
    ],
)
def test_birth_date_behind_the_name(
    header: str, cell: str, expected: str | None, tmp_path: Path
) -> None:
    """Lists often write name and birth into one cell."""
    person = one(tmp_path, f"{header};Звання", f"{cell};солдат")
    assert (str(person.birth_date) if person.birth_date else None) == expected
    assert person.name.full == ("Іваненко Петро" if expected else cell)


def test_dates_with_a_place_beside_them(tmp_path: Path) -> None:
    """One cell for date and place is parted where the date ends."""
    person = one(
        tmp_path,
        "ПІБ;Дата та місце народження;Дата і місце зникнення",
        "Іваненко Петро;17.05.1994, м. Суми;17 лютого 2024 р., біля Авдіївки",
    )
    assert (person.birth_date, person.birth_place) == (PartialDate(1994, 5, 17), "м. Суми")
    assert person.event_date == PartialDate(2024, 2, 17)
    assert person.event_place == "біля Авдіївки"


@pytest.mark.parametrize(
    ("age", "said", "expected"),
    [
        ("31", "17.02.2024", AgeAt(31, 31, date(2024, 2, 17))),
        ("31 рік", "17.02.2024", AgeAt(31, 31, date(2024, 2, 17))),
        ("30-35 лет", "17.02.2024", AgeAt(30, 35, date(2024, 2, 17))),
        ("31", "02.2024", AgeAt(31, 32, date(2024, 2, 29))),
        ("8 міс.", "17.02.2024", AgeAt(0, 0, date(2024, 2, 17))),
        ("1994", "17.02.2024", PartialDate(1994)),
    ],
)
def test_age_counts_from_the_day_it_was_said(
    age: str, said: str, expected: object, tmp_path: Path
) -> None:
    """The day of writing comes before that of the event; a rough day widens the age."""
    written = one(
        tmp_path, "ПІБ;Вік;Дата запису;Дата зникнення", f"Іваненко Петро;{age};{said};1.1.2024"
    )
    assert written.birth_date == expected
    event = one(tmp_path, "ПІБ;Вік;Дата зникнення", f"Іваненко Петро;{age};{said}")
    assert event.birth_date == expected
    mixed = one(tmp_path, "ПІБ;Дата народження;Дата зникнення", f"Іваненко Петро;31 рік;{said}")
    assert isinstance(mixed.birth_date, AgeAt)


def test_age_without_a_day_is_noted_and_the_person_kept(tmp_path: Path) -> None:
    """Today is never put in for the day an age was said."""
    people, [note] = read(table(tmp_path, "ПІБ;Вік", "Іваненко Петро;31 рік"))
    assert people[0].birth_date is None
    assert people[0].cells["Вік"] == "31 рік"
    assert (note.original, note.origin.locator) == ("31 рік", "row 2")


def test_rows_that_name_nobody_or_contradict_themselves_are_rejected(tmp_path: Path) -> None:
    """Each is listed with its place, its text and the reason; the others are read."""
    path = table(
        tmp_path,
        "ID;ПІБ;Дата народження;Дата зникнення",
        "1;;17.05.1994;",
        "2;Іваненко Петро;30.02.1994;",
        "3;Петренко Олег;2023;17.02.2022",
        "4;невідомо;1990;",
        "5;Бондар Юрій;1990;31.06.2022",
        "6;Коваль Ян;1990;",
        "6;Мельник Ія;1991;",
        ";Всього: 7;;",
    )
    people, rejected = read(path)
    assert [person.name.full for person in people] == ["Коваль Ян"]
    reasons = {item.origin.locator: item.reason for item in rejected}
    words = ("name", "impossible", "after", "name", "impossible", "earlier", "sum")
    for row, word in zip((2, 3, 4, 5, 6, 8, 9), words, strict=True):
        assert word in reasons[f"row {row}"]
    assert rejected[1].original == "2 | Іваненко Петро | 30.02.1994"


def test_what_says_nothing_is_unknown(tmp_path: Path) -> None:
    """A dash, "невідомо" or "n/a" is no value and no fault."""
    person = one(
        tmp_path, "ПІБ;Дата народження;Стать;Місце;в/ч", "Іваненко Петро;невідомо;-;н/д;n/a"
    )
    assert (person.birth_date, person.sex, person.event_place, person.unit) == (None,) * 4


def test_cell_that_is_not_understood_is_noted(tmp_path: Path) -> None:
    """An approximate date is no date; the person is read without it, and it is said."""
    path = table(tmp_path, "ПІБ;Дата народження;Стать", "Іваненко Петро;близько 1990;так")
    people, notes = read(path)
    assert (people[0].birth_date, people[0].sex) == (None, None)
    assert sorted(note.original for note in notes) == ["близько 1990", "так"]


def test_two_digit_birth_year_lies_before_the_event(tmp_path: Path) -> None:
    """Born in 30 and missing in 2024 is born in 1930."""
    person = one(tmp_path, "ПІБ;Дата народження;Дата зникнення", "Іваненко Петро;1.5.30;1.2.24")
    assert person.birth_date == PartialDate(1930, 5, 1)


def test_ids_come_from_numbers_only_if_no_number_stands_twice(tmp_path: Path) -> None:
    """A numbering that begins again in each part of a list names nobody."""
    good = table(tmp_path, "№;ПІБ", "1;Іваненко Петро", "2;Бондар Юрій")
    assert [person.id for person in read(good)[0]] == ["1", "2"]
    again = table(tmp_path, "№;ПІБ", "1;Іваненко Петро", "1;Бондар Юрій")
    assert [person.id for person in read(again)[0]] == ["row 2", "row 3"]


def test_people_of_one_request_are_a_group(tmp_path: Path) -> None:
    """Several people may be sought under one number of a request: none is rejected."""
    people, rejected = read(
        table(tmp_path, "Номер справи;ПІБ", "7;Іваненко Петро", "7;Іваненко Марія", "8;Бондар Юрій")
    )
    assert not rejected
    assert [(person.id, person.group) for person in people] == [
        ("row 2", "7"),
        ("row 3", "7"),
        ("row 4", None),
    ]


def test_spreadsheet_with_merged_cells_and_true_dates(tmp_path: Path) -> None:
    """The same rows as a workbook: title line, a unit merged downwards, dates as dates."""
    book = xlsxwriter.Workbook(str(tmp_path / "people.xlsx"))
    sheet = book.add_worksheet("Список")
    sheet.merge_range(0, 0, 0, 2, "Список зниклих безвісти")
    sheet.write_row(1, 0, ["ПІБ", "Дата народження", "в/ч"])
    sheet.write_column(2, 0, ["Іваненко Петро", "Бондар Юрій"])
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    sheet.write_datetime(2, 1, date(1994, 5, 17), day)
    sheet.write(3, 1, 1990)
    sheet.merge_range(2, 2, 3, 2, "А0000")
    book.close()
    people, rejected = read(tmp_path / "people.xlsx")
    assert not rejected
    assert [(str(person.birth_date), person.unit) for person in people] == [
        ("1994-05-17", "А0000"),
        ("1990", "А0000"),
    ]
    assert people[0].id == "Список row 3"


def test_file_that_is_no_list_of_people_says_so_once(tmp_path: Path) -> None:
    """Without a column of names nobody can be looked for; other kinds of files are refused."""
    people, rejected = read(table(tmp_path, "Місто;Вік", *["Суми;5"] * 50))
    assert (len(people), len(rejected)) == (0, 1)
    assert "ПІБ" in rejected[0].reason
    with pytest.raises(UnreadableFile):
        list(read_people(tmp_path / "people.docx"))


def test_enquirer_is_no_part_of_the_person(tmp_path: Path) -> None:
    """Who asks, and the phone, stay in the row; no field of the record holds them."""
    person = one(
        tmp_path,
        "ПІБ зниклого;ПІБ заявника;Телефон заявника",
        "Іваненко Петро;Іваненко Олена;+380501234567",
    )
    assert person.name.full == "Іваненко Петро"
    assert not person.other_names


def row(folder: Path, *lines: str) -> Document:
    [document] = read_documents(table(folder, *lines), root=folder)
    assert isinstance(document, Document)
    return document


def test_rows_among_the_sources(tmp_path: Path) -> None:
    """A row with a name is a person, without one rejected; other tables are read as text."""
    person = people_of_row(row(tmp_path, "№;ФИО;Возраст", "1;Іваненко Петро;31"))
    assert isinstance(person, PersonRecord)
    assert person.id == "people.csv (row 2)"
    rejected = people_of_row(row(tmp_path, "ФИО;Место", ";Суми"))
    assert isinstance(rejected, Rejected)
    assert people_of_row(row(tmp_path, "Місто;Подія", "Суми;шукаю")) is None
    post = row(tmp_path, "Name,Date,Text", "Група,2024-02-17,Шукаю сина")
    assert (people_of_row(post), post.text, post.posted) == (None, "Шукаю сина", date(2024, 2, 17))


def test_notes_on_a_row_among_the_sources(tmp_path: Path) -> None:
    """What was left out of a person's record can be listed too."""
    document = row(tmp_path, "ФИО;Возраст", "Іваненко Петро;31")
    assert [note.original for note in notes_on_row(document)] == ["31"]
    assert notes_on_row(row(tmp_path, "ФИО;Место", ";Суми")) == ()
