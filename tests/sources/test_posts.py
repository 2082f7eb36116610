"""JSON lines, arrays of posts and Telegram exports."""

from __future__ import annotations

import json
import tracemalloc
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.records import Document, DocumentKind, Rejected
from homeward.sources import read_documents


def read(path: Path) -> tuple[list[Document], list[Rejected]]:
    found = list(read_documents(path, root=path.parent))
    documents = [item for item in found if isinstance(item, Document)]
    return documents, [item for item in found if isinstance(item, Rejected)]


def write(path: Path, value: Any) -> Path:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def message(number: int, text: Any, **fields: Any) -> dict[str, Any]:
    day = "2024-02-17T10:11:12"
    return {"id": number, "type": "message", "date": day, "from": "Група", "text": text} | fields


def chat(*messages: Any) -> dict[str, Any]:
    return {"name": "Пошук", "type": "public_channel", "id": 77, "messages": list(messages)}


def test_json_lines_take_text_date_and_author_by_any_usual_name(tmp_path: Path) -> None:
    """The usual field names of exports are known; unknown stays unknown."""
    lines = [
        {"text": "перший", "date": "2024-02-17T10:00:00Z", "author": "А"},
        {"content": "другий", "posted": "17.02.2024", "user": {"name": "Б"}},
        {"message": "третій", "timestamp": 1708164000},
        {"body": "четвертий", "timestamp": 1708164000000},
        {"text": "п'ятий"},
    ]
    path = tmp_path / "posts.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    documents, rejected = read(path)
    assert not rejected
    assert [doc.posted for doc in documents] == [date(2024, 2, 17)] * 4 + [None]
    assert [doc.author for doc in documents] == ["А", "Б", None, None, None]
    assert documents[2].origin.locator == "line 3"
    assert documents[0].kind is DocumentKind.POST


def test_bad_json_lines_are_rejected_alone(tmp_path: Path) -> None:
    """Every line that is no post is listed with its text; the others are read."""
    good = '{"text": "Шукаю сина"}'
    lines = [good, '{"text": "обірв', "", '{"id": 5}', '["text"]', "null", good]
    path = tmp_path / "posts.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    documents, rejected = read(path)
    assert [doc.origin.locator for doc in documents] == ["line 1", "line 7"]
    assert [item.origin.locator for item in rejected] == [f"line {n}" for n in (2, 4, 5, 6)]
    assert rejected[0].original == lines[1]


def test_broken_bytes_reject_one_line(tmp_path: Path) -> None:
    """A bad byte spoils its own post only."""
    good = '{"text": "Шукаю сина, Іваненко Петро"}\n'.encode()
    bad = '{"text": "Іваненко'.encode() + b'\xff"}\n'
    path = tmp_path / "posts.jsonl"
    path.write_bytes(good * 3 + bad + good)
    documents, rejected = read(path)
    assert (len(documents), len(rejected)) == (4, 1)
    assert rejected[0].original == "Іваненко\\xff"


def test_unreadable_date_is_listed_and_the_post_still_read(tmp_path: Path) -> None:
    """A post is worth reading without its date; the date is not dropped in silence."""
    path = tmp_path / "posts.jsonl"
    path.write_text('{"text": "Шукаю", "date": "30.02.2024"}\n', encoding="utf-8")
    documents, rejected = read(path)
    assert documents[0].posted is None
    assert rejected[0].original == "30.02.2024"


def test_telegram_chat(tmp_path: Path) -> None:
    """Entities are joined, service messages and pictures without words left out."""
    parts = ["Шукаю ", {"type": "bold", "text": "Іваненка Петра"}, ", 1994"]
    export = chat(
        {"id": 1, "type": "service", "date": "2024-02-17T10:11:12", "text": ""},
        message(2, parts),
        message(3, "", photo="photos/1.jpg"),
        message(4, 'каже "messages": [1]', forwarded_from="Інший канал"),
    )
    documents, rejected = read(write(tmp_path / "result.json", export))
    assert not rejected
    assert [doc.text for doc in documents] == [
        "Шукаю Іваненка Петра, 1994",
        'каже "messages": [1]',
    ]
    assert [doc.author for doc in documents] == ["Група", "Інший канал"]
    assert [doc.origin.locator for doc in documents] == ["message 2", "message 4"]
    assert documents[0].posted == date(2024, 2, 17)


def test_telegram_account_names_the_chat_of_each_message(tmp_path: Path) -> None:
    """In an export of a whole account, message numbers repeat: the chat's number is added."""
    other = chat(message(2, "другий")) | {"id": 88}
    left = chat(message(2, "третій")) | {"id": 99}
    export = {
        "about": "Here is the data you requested.",
        "contacts": {"list": [{"user_id": 5, "first_name": "Н"}]},
        "chats": {"about": "x" * 500, "list": [chat(message(2, "перший")), other]},
        "left_chats": {"about": "", "list": [left]},
    }
    documents, rejected = read(write(tmp_path / "result.json", export))
    assert not rejected
    assert {doc.origin.locator: doc.text for doc in documents} == {
        "chat 77 message 2": "перший",
        "chat 88 message 2": "другий",
        "chat 99 message 2": "третій",
    }


def test_cut_off_export_gives_all_whole_messages_and_one_rejection(tmp_path: Path) -> None:
    """A download that broke off is used as far as it goes, and said to be incomplete."""
    whole = json.dumps(chat(*(message(n, f"пост {n}") for n in range(50))), ensure_ascii=False)
    for cut in (len(whole) - 30, whole.index('"id": 40') - 3, whole.index("пост 40") + 3):
        path = tmp_path / "result.json"
        path.write_text(whole[:cut], encoding="utf-8")
        documents, rejected = read(path)
        assert len(documents) in (40, 49)
        assert len(rejected) == 1
        assert "export" in rejected[0].reason


def test_broken_message_is_rejected_and_the_next_ones_are_read(tmp_path: Path) -> None:
    """Reading goes on at the next message, not at a part of the broken one."""
    parts: list[Any] = [{"type": "bold", "text": "а"}, {"type": "bold", "text": "б"}]
    text = json.dumps(chat(*(message(n, parts) for n in range(10))), ensure_ascii=False)
    broken = text.replace('"id": 4,', '"id": 4 oops,')
    (tmp_path / "result.json").write_text(broken, encoding="utf-8")
    documents, rejected = read(tmp_path / "result.json")
    assert [doc.origin.locator for doc in documents] == [
        f"message {n}" for n in range(10) if n != 4
    ]
    assert [item.origin.locator for item in rejected] == ["after message 3"]


def test_json_that_holds_no_posts_is_rejected(tmp_path: Path) -> None:
    """One sentence for the whole file."""
    for value in ({"a": 1}, 5, "x"):
        documents, rejected = read(write(tmp_path / "a.json", value))
        assert (len(documents), len(rejected)) == (0, 1)


def test_array_of_posts_and_mislabelled_json_lines(tmp_path: Path) -> None:
    """A .json file may be an array of posts, or JSON lines under the wrong ending."""
    documents, rejected = read(write(tmp_path / "a.json", [{"text": "а"}, 5, {"body": "б"}]))
    assert [doc.origin.locator for doc in documents] == ["item 1", "item 3"]
    assert len(rejected) == 1
    (tmp_path / "b.json").write_text('{"text": "а"}\n{"text": "б"}\n', encoding="utf-8")
    assert [doc.origin.locator for doc in read(tmp_path / "b.json")[0]] == ["line 1", "line 2"]


@settings(max_examples=30, deadline=None)
@given(posts=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), max_size=20))
def test_each_message_is_found_again_by_its_locator(
    tmp_path_factory: pytest.TempPathFactory, posts: list[str]
) -> None:
    """The text of a document is the text of the message that its locator names."""
    export = chat(*(message(number, text) for number, text in enumerate(posts)))
    path = write(tmp_path_factory.mktemp("tg") / "result.json", export)
    documents, rejected = read(path)
    assert not rejected
    found = {doc.origin.locator: doc.text for doc in documents}
    assert found == {f"message {n}": text for n, text in enumerate(posts) if text.strip()}


def test_a_large_export_is_never_held_whole(tmp_path: Path) -> None:
    """Memory stays a few windows, however long the export is."""
    path = tmp_path / "result.json"
    export = json.dumps(chat(*(message(n, "слово " * 200) for n in range(10_000))))
    path.write_text(export, encoding="utf-8")
    assert path.stat().st_size > 30_000_000
    del export
    tracemalloc.start()
    count = sum(1 for _ in read_documents(path, root=tmp_path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 10_000
    assert peak < 15_000_000


def test_records_of_the_auto_archiver(tmp_path: Path) -> None:
    """What it saved of a post stands inside its own record: title, text, day and author."""
    record = {
        "status": "telegram: success",
        "metadata": {
            "url": "https://t.example/search/9",
            "title": "Шукаємо",
            "content": "Лосенко Остап Гнатович, зв'язку немає",
            "timestamp": "2024-02-18T10:00:00+00:00",
            "author": "Пошук",
        },
        "media": [{"filename": "9.jpg"}],
    }
    (tmp_path / "archived.jsonl").write_text(json.dumps(record) + "\n")
    [post] = read_documents(tmp_path / "archived.jsonl", root=tmp_path)

    assert isinstance(post, Document)
    assert post.text == "Шукаємо\nЛосенко Остап Гнатович, зв'язку немає"
    assert (post.posted, post.author) == (date(2024, 2, 18), "Пошук")
    assert post.media == ("9.jpg",)


def test_files_that_belong_to_a_message(tmp_path: Path) -> None:
    """As Telegram names them in its folder; what it left out is no file."""
    messages = [
        {"id": 1, "type": "message", "text": "Шукаємо", "photo": "photos/photo_1.jpg"},
        {"id": 2, "type": "message", "text": "Відео", "file": "(File not included. Change data…)"},
    ]
    (tmp_path / "result.json").write_text(json.dumps({"messages": messages}))
    first, second = read_documents(tmp_path / "result.json", root=tmp_path)

    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.media, second.media) == (("photos/photo_1.jpg",), ())
