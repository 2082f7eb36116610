"""The main job on a folder with one file of each kind."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped,unused-ignore]  # it has no types

from homeward.errors import BadInput, UnreadableFile
from homeward.records import Mention, Role, Span
from homeward.trace import Language, Summary, trace
from homeward.trace.search import Searcher, to_compare

REQUESTS = """\
ID;ПІБ;Дата народження
a;Кривошапка Остап Гордійович;14.02.1994
b;Лебединцев Фёдор Игнатьевич;03.07.1988
c;Ґудзик Мирослава Назарівна;21.11.2001
"""
POST = (
    "Добрий день! Шукаю брата, Кривошапку Остапа Гордійовича, 14.02.1994 р.н. "
    "Не виходить на зв'язок від травня. Хто бачив, напишіть."
)
SOURCES: dict[str, str | bytes] = {
    "letter.txt": "Ищем Лебединцева Фёдора Игнатьевича, 03.07.1988 г.р., пропал в мае.",
    "old.txt": "Ищем Лебединцева Фёдора Игнатьевича, 1988 г.р. Он в плену.".encode("cp1251"),
    "posts.jsonl": "".join(
        json.dumps({"text": text, "date": "2024-06-01"}, ensure_ascii=False) + "\n"
        for text in (POST, "Продам трактор, недорого.", "Репост: " + POST)
    ),
    "telegram/result.json": json.dumps(
        {
            "name": "Пошук",
            "messages": [
                {"id": 7, "type": "message", "date": "2024-06-02T10:00:00", "text": POST.upper()},
                {"id": 8, "type": "message", "date": "2024-06-02T10:05:00", "text": "Дякую"},
            ],
        },
        ensure_ascii=False,
    ),
    "list.csv": (
        "№;Фамилия;Имя;Отчество;Дата рождения\n"
        "1;Лебединцев;Фёдор;Игнатьевич;03.07.1988\n"
        "2;;;;01.01.1990\n"
    ),
    "page.html": (
        "<html><body><h1>Розшук</h1><p>Зникла Ґудзик Мирослава Назарівна, 21.11.2001.</p>"
        "<script>alert(1)</script></body></html>"
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Requests and one source of each kind, the requests lying among the sources."""
    for name, content in SOURCES.items():
        file = tmp_path / "sources" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    book = xlsxwriter.Workbook(tmp_path / "sources" / "list.xlsx")
    sheet = book.add_worksheet("Полон")
    sheet.write_row(0, 0, ["ПІБ", "Рік народження"])
    sheet.write_row(1, 0, ["КРИВОШАПКА ОСТАП ГОРДІЙОВИЧ", "1994"])
    book.close()
    (tmp_path / "sources" / "people.csv").write_text(REQUESTS, encoding="utf-8")
    return tmp_path


def run(folder: Path, **options: Any) -> Summary:
    sources = folder / "sources"
    given: dict[str, Any] = {"workers": 1, "lang": Language.UKRAINIAN}
    return trace(sources / "people.csv", sources, folder / "report", **(given | options))


def leads(folder: Path) -> list[dict[str, Any]]:
    text = (folder / "report" / "leads.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_finds_people_in_every_kind_of_source(folder: Path) -> None:
    """Text, an old code page, JSON lines, Telegram, CSV, XLSX and a page all give their lead."""
    run(folder)
    found = {(one["request"], one["source"]["path"]) for one in leads(folder)}
    found |= {(one["request"], p["path"]) for one in leads(folder) for p in one["also_in"]}

    assert found == {
        ("a", "posts.jsonl"), ("a", "telegram/result.json"), ("a", "list.xlsx"),
        ("b", "letter.txt"), ("b", "old.txt"), ("b", "list.csv"), ("c", "page.html"),
    }  # fmt: skip


def test_lead_points_at_its_words(folder: Path) -> None:
    """The sentence is an exact part of the source, and its marks are the name as written."""
    run(folder)
    lead = next(one for one in leads(folder) if one["source"]["path"] == "posts.jsonl")
    sentence = lead["sentence"]
    start, end = sentence["marks"][0]

    assert POST[sentence["start"] :].startswith(sentence["text"])
    assert sentence["text"][start:end] == lead["name"] == "Кривошапку Остапа Гордійовича"
    assert POST[slice(*lead["span"])] == lead["name"]
    assert lead["agrees"]
    assert {"feature", "level", "bits", "reason"} <= lead["features"][0].keys()


def test_reposts_are_one_lead(folder: Path) -> None:
    """The same text in two channels and once more under a heading is one lead in three places."""
    summary = run(folder)
    lead = next(one for one in leads(folder) if one["source"]["path"] == "posts.jsonl")

    assert len(lead["also_in"]) == 2
    assert summary.leads == len(leads(folder)) == 6


def test_statement_is_a_claim_with_a_grade(folder: Path) -> None:
    """What a source says of a person is passed on as a claim, with a caution about force."""
    run(folder)
    lead = next(one for one in leads(folder) if one["source"]["path"] == "old.txt")
    said = next(one for one in lead["statements"] if one["status"] == "captive")

    assert (said["polarity"], said["grade"], said["coercion"]) == ("asserted", "E6", True)
    assert "Джерело стверджує" in said["text"]


def test_bad_rows_are_listed_and_the_rest_goes_on(folder: Path) -> None:
    """A row without a name is in rejected.csv with file, row, text and reason."""
    summary = run(folder)
    with (folder / "report" / "rejected.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))

    assert not summary.complete
    assert summary.rejected == len(rows) == 1
    assert rows[0]["file"] == "list.csv"
    assert "01.01.1990" in rows[0]["original"]
    assert rows[0]["reason"]


def test_two_workers_find_the_same(folder: Path) -> None:
    """On several cores the files are the same, byte for byte."""
    run(folder)
    alone = {file.name: file.read_bytes() for file in (folder / "report").iterdir()}
    run(folder, workers=2)

    assert {file.name: file.read_bytes() for file in (folder / "report").iterdir()} == alone
    assert set(alone) == {"leads.csv", "leads.jsonl", "rejected.csv", "report.html"}


def test_formula_in_a_source_is_no_formula_in_the_table(folder: Path) -> None:
    """A spreadsheet that opens leads.csv runs nothing that a stranger wrote."""
    (folder / "sources" / "letter.txt").write_text(
        '=HYPERLINK("x") Лебединцев Фёдор Игнатьевич, 03.07.1988', encoding="utf-8"
    )
    run(folder)
    with (folder / "report" / "leads.csv").open(encoding="utf-8-sig") as file:
        cells = [cell for row in csv.reader(file) for cell in row]

    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_least_score(folder: Path) -> None:
    """Nothing under the wanted score is reported."""
    run(folder, least=0.9)

    assert leads(folder)
    assert all(one["score"] >= 0.9 for one in leads(folder))


@pytest.mark.parametrize("step", ["requests", "sources", "report"])
@pytest.mark.parametrize("workers", [1, 2])
def test_interrupt_leaves_nothing(folder: Path, step: str, workers: int) -> None:
    """Ctrl-C at any step leaves no report and no hidden folder."""

    def press(now: str, done: int, _of: int) -> None:
        if now == step and done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(folder, progress=press, workers=workers)
    assert [path.name for path in folder.iterdir()] == ["sources"]


def test_text_on_which_the_program_fails_is_listed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault in one text costs neither the others nor the knowledge that it was not read."""
    search = Searcher.search

    def failing(self: Any, document: Any) -> Any:
        if document.origin.path == "letter.txt":
            raise ZeroDivisionError
        return search(self, document)

    monkeypatch.setattr(Searcher, "search", failing)
    summary = run(folder)

    assert summary.rejected == 2
    assert "letter.txt" in (folder / "report" / "rejected.csv").read_text(encoding="utf-8")
    assert summary.requests_with_leads == 3


def test_progress_reaches_the_end(folder: Path) -> None:
    """The bars go forward only, and to the full."""
    told: list[tuple[str, int, int]] = []
    run(folder, progress=lambda *now: told.append(now))
    sources = [(done, of) for step, done, of in told if step == "sources"]

    assert sources == sorted(sources)
    assert sources[-1][0] == sources[-1][1]


@pytest.mark.parametrize(
    ("break_it", "error", "words"),
    [
        (lambda f: (f / "sources" / "people.csv").write_text("a;b\n1;2\n"), UnreadableFile, "ПІБ"),
        (lambda f: (f / "report").write_text(""), BadInput, "is a file"),
    ],
)
def test_impossible_task_says_what_to_do(
    folder: Path, break_it: Callable[[Path], object], error: type[BadInput], words: str
) -> None:
    """Requests that name nobody and a place that is taken are refused in plain words."""
    break_it(folder)

    with pytest.raises(error, match=words):
        run(folder)


def test_empty_sources_are_refused(folder: Path, tmp_path: Path) -> None:
    """A folder without files is a mistake, not a search without result."""
    (tmp_path / "nothing").mkdir()

    with pytest.raises(BadInput, match="holds no files"):
        trace(folder / "sources" / "people.csv", tmp_path / "nothing", tmp_path / "report")


def test_report_among_the_sources_is_not_read(folder: Path) -> None:
    """A second run over a folder that holds the first report finds no more than the first."""
    sources = folder / "sources"
    first = trace(sources / "people.csv", sources, sources / "report", workers=1)
    second = trace(sources / "people.csv", sources, sources / "report", workers=1)

    assert (second.files, second.leads) == (first.files, first.leads)


def test_relative_is_compared_only_where_nobody_else_is_named() -> None:
    """A mother named beside her son is not looked for; alone in a post she may be."""
    mother = Mention(Span(0, 3), Role.RELATIVE, {}, ("Ґудзик Мирослава Назарівна",))
    son = Mention(Span(4, 6), Role.SOUGHT, {}, ("Коваль Тарас Іванович",))
    author = Mention(Span(7, 9), Role.AUTHOR, {}, ("Коваль Іван",))

    assert to_compare([mother, son, author]) == [son]
    assert to_compare([mother, author]) == [mother]
