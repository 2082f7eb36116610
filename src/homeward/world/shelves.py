"""Which file of the world's sources a document goes into."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from homeward.world.dice import Dice
from homeward.world.documents import Item
from homeward.world.files import Lines, ManyFiles, Sheet, TelegramExport, saved_page
from homeward.world.rows import texts

F = TypeVar("F")

SINGLE_FILES = 400  # of each kind; what comes later goes into JSON Lines
ROWS_IN_A_SHEET = 5_000
LIST_HEADERS = {
    "uk": ("№", "Прізвище", "Ім'я", "По батькові", "Дата народження", "Місто", "В/ч", "Звання"),
    "ru": ("№", "Фамилия", "Имя", "Отчество", "Дата рождения", "Город", "В/ч", "Звание"),
    "en": ("No.", "Surname", "Given name", "Patronymic", "Date of birth", "Home", "Unit", "Rank"),
}
ONE_NAME_HEADERS = {
    "uk": ("№", "ПІБ", "Дата народження", "Місто", "В/ч", "Звання"),
    "ru": ("№", "ФИО", "Дата рождения", "Город", "В/ч", "Звание"),
    "en": ("No.", "Name", "Date of birth", "Home", "Unit", "Rank"),
}
OLD_ENCODINGS = {7: "windows-1251", 19: "koi8-r", 31: "utf-16"}  # one text file in forty each
SHEET_NAMES = {"uk": "Список", "ru": "Список", "en": "List"}
SITES = {"uk": "Вісті громади", "ru": "Вести района", "en": "Town News"}


class Put(NamedTuple):
    """Where a document was put: the path below `sources/` and the place in the file."""

    path: str
    locator: str


class Shelves:
    """The sources of one world, open for writing."""

    def __init__(self, folder: Path, files: ManyFiles) -> None:
        self._folder, self._files = folder, files
        self._singles: dict[str, int] = {}

    def put(self, item: Item) -> Put:
        """Write one document where documents of its kind go."""
        shelf = SHELVES[item.kind]
        dice = Dice("shelf", item.key)
        return shelf(self, item, dice)

    def telegram(self, item: Item) -> Put:
        group = "chat_1" if item.side == "ua" else "chat_2"
        path = "telegram/result.json" if group == "chat_1" else f"telegram/{group}/result.json"
        names = texts(f"snippets.{'uk' if group == 'chat_1' else 'ru'}")["group"]

        def create() -> TelegramExport:
            return TelegramExport(self._folder / path, names[0], 1_400_000_000 + len(group) * 7)

        export = self._open(path, create)
        forwarded = names[len(item.text) % len(names)] if item.forwarded else None
        number = export.write(item.text, item.posted, item.author, forwarded)
        return Put(path, f"message {number}")

    def json_line(self, item: Item, path: str) -> Put:
        file = self._open(path, lambda: Lines(self._folder / path))
        line = file.write_json(
            {"date": item.posted.isoformat(), "author": item.author, "text": item.text}
        )
        return Put(path, f"line {line}")

    def text_file(self, item: Item, folder: str) -> Put | None:
        """A file of its own, as long as there are not too many."""
        number = self._single(folder)
        if number is None:
            return None
        path = f"{folder}/{number:04}.txt"
        self._write(path, encoded(item.text + "\n", OLD_ENCODINGS.get(number % 40, "utf-8")))
        return Put(path, "")

    def page(self, item: Item, folder: str) -> Put | None:
        """A saved page; every fifth of one town's site is still in Windows-1251."""
        number = self._single(folder)
        if number is None:
            return None
        charset = "windows-1251" if number % 5 == 1 and item.language != "en" else "utf-8"
        path = f"{folder}/{number:04}.html"
        content = saved_page(
            item.text,
            language=item.language,
            site=SITES[item.language],
            posted=item.posted,
            charset=charset,
        )
        self._write(path, content)
        return Put(path, "")

    def list_row(self, item: Item, dice: Dice) -> Put:
        """A row of a list: CSV or spreadsheet, three cells of names or one."""
        one_name = dice.chance(0.4)
        shape = "one" if one_name else "three"
        if dice.chance(0.5):
            return self._csv_row(item, f"lists/{item.language}_{shape}.csv", one_name=one_name)
        return self._sheet_row(item, f"lists/{item.language}_{shape}", one_name=one_name)

    def _csv_row(self, item: Item, path: str, *, one_name: bool) -> Put:
        headers = (ONE_NAME_HEADERS if one_name else LIST_HEADERS)[item.language]
        separator = ";" if item.language == "ru" else ","

        def create() -> Lines:
            file = Lines(self._folder / path)
            file.write_cells(headers, separator)
            return file

        file = self._open(path, create)
        row = file.write_cells((str(file.count), *cells_of(item, one_name=one_name)), separator)
        return Put(path, f"row {row}")

    def _sheet_row(self, item: Item, path: str, *, one_name: bool) -> Put:
        number = self._singles.setdefault(path, 0)
        full = self._files.open.get(f"{path}_{number}.xlsx")
        if full is not None and full.count > ROWS_IN_A_SHEET:
            self._files.open.pop(f"{path}_{number}.xlsx").close()
            number = self._singles[path] = number + 1
        name = f"{path}_{number}.xlsx"
        headers = (ONE_NAME_HEADERS if one_name else LIST_HEADERS)[item.language]
        title = SHEET_NAMES[item.language]
        sheet = self._open(name, lambda: Sheet(self._folder / name, title, headers))
        row = sheet.write((str(sheet.count), *cells_of(item, one_name=one_name)))
        return Put(name, f"{sheet.name} row {row}")

    def _single(self, folder: str) -> int | None:
        number = self._singles.get(folder, 0) + 1
        if number > SINGLE_FILES:
            return None
        self._singles[folder] = number
        return number

    def _write(self, path: str, content: bytes) -> None:
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)

    def _open(self, path: str, create: Callable[[], F]) -> F:
        if path not in self._files.open:
            self._files.open[path] = create()
        file: F = self._files.open[path]
        return file


def encoded(text: str, encoding: str) -> bytes:
    """The text in that encoding, or in UTF-8 where the encoding lacks a letter."""
    if encoding == "utf-16":
        return codecs.BOM_UTF16_LE + text.encode("utf-16-le")  # the same on every machine
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.encode()


def cells_of(item: Item, *, one_name: bool) -> tuple[str, ...]:
    return (item.named[0].name, *item.cells[3:]) if one_name else item.cells


def _post(shelves: Shelves, item: Item, dice: Dice) -> Put:
    number = dice.below(100)
    if number < 60:
        return shelves.telegram(item)
    if number < 72:
        single = shelves.text_file(item, "posts")
        if single:
            return single
    return shelves.json_line(item, "posts/vk.jsonl" if number < 88 else "posts/facebook.jsonl")


def _obituary(shelves: Shelves, item: Item, dice: Dice) -> Put:
    if dice.chance(0.5):
        return shelves.telegram(item)
    return shelves.page(item, "pages") or shelves.json_line(item, "pages/later.jsonl")


def _adoption(shelves: Shelves, item: Item, dice: Dice) -> Put:
    page = shelves.page(item, "adoption") if dice.chance(0.4) else None
    return page or shelves.json_line(item, "adoption/profiles.jsonl")


def _reply(shelves: Shelves, item: Item, _dice: Dice) -> Put:
    return shelves.text_file(item, "replies") or shelves.json_line(item, "replies/later.jsonl")


SHELVES: dict[str, Callable[[Shelves, Item, Dice], Put]] = {
    "search_post": _post,
    "repost": _post,
    "list_post": _post,
    "obituary": _obituary,
    "prisoner_list": Shelves.list_row,
    "footage_note": lambda shelves, item, _: shelves.json_line(item, "footage/notes.jsonl"),
    "adoption_profile": _adoption,
    "official_reply": _reply,
}
