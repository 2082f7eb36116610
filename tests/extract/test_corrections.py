"""What caseworkers corrected is learnt from line by line; a broken line is named."""

import json
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from homeward.extract import train
from homeward.extract.corpora import MarkedText
from homeward.extract.corrections import read_corrections
from homeward.extract.gold import is_held_out
from homeward.extract.score import Tally
from homeward.records import Rejected, Span

TEXT = "Шукаю сина Гнатюка Романа"
FIELD = {"name": "relation", "value": "parent", "span": [6, 10]}


def line(**changed: object) -> str:
    mention = {"span": [11, 25], "role": "sought", "fields": [FIELD]}
    told = {"id": "17", "text": TEXT, "posted": None, "mentions": [mention]}
    return json.dumps({**told, **changed}, ensure_ascii=False)


def test_people_of_a_line(tmp_path: Path) -> None:
    """All people that the line names are marked; an empty list says that there is nobody."""
    path = tmp_path / "corrections.jsonl"
    path.write_text(f"{line()}\n\n{line(mentions=[])}\n", encoding="utf-8")

    found = list(read_corrections(path, []))

    assert [text.people for text in found] == [(Span(11, 25),), ()]
    assert found[0].people[0].of(found[0].text) == "Гнатюка Романа"


@pytest.mark.parametrize(
    "broken",
    [
        "[",
        "[]",
        '{"id": 1}',
        line(text=None),
        line(mentions=[{"span": [11, 26]}]),
        line(mentions=[{"span": [10, 11]}]),
        line(mentions=[{"span": [True, 5]}]),
        line(mentions=[{"span": [0, 5]}, {"span": [3, 8]}]),
        line(mentions=[{"span": [11, 25], "role": "hero"}]),
        line(mentions=[{"span": [11, 25], "fields": [{**FIELD, "name": "shoe"}]}]),
        line(mentions=[{"span": [11, 25], "fields": [{**FIELD, "span": [6, 60]}]}]),
        line(mentions=[7]),
    ],
)
def test_a_broken_line_is_named_and_the_rest_learnt(tmp_path: Path, broken: str) -> None:
    """The number of the line and a reason are told; the reason quotes no words of the text."""
    path = tmp_path / "corrections.jsonl"
    path.write_text(f"{broken}\n{line()}\n", encoding="utf-8")
    rejected: list[Rejected] = []

    found = list(read_corrections(path, rejected))

    assert len(found) == 1
    assert [str(each.origin) for each in rejected] == [f"{path} (line 1)"]
    assert "Гнатюк" not in rejected[0].reason


def test_corrections_held_out_are_not_learnt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A third only says whether the new tagger does better."""
    ids = [str(number) for number in range(30)]
    path = tmp_path / "corrections.jsonl"
    path.write_text("\n".join(line(id=each) for each in ids), encoding="utf-8")
    learnt: set[str] = set()

    def learn(texts: Iterable[MarkedText], out: Path) -> None:
        learnt.update(text.id for text in texts)
        out.touch()

    monkeypatch.setattr(train, "read_factrueval", lambda _: [])
    monkeypatch.setattr(train, "invented_texts", lambda _: [])
    monkeypatch.setattr(train, "train", learn)
    monkeypatch.setattr(train, "score", lambda *_: Tally(right=1))

    code = train.main(["--corrections", str(path), "--out", str(tmp_path / "tagger")])

    assert code == 0
    assert learnt == {each for each in ids if not is_held_out(each)}
    assert f"on {30 - len(learnt)} held-out corrected texts" in capsys.readouterr().out


def test_no_word_of_a_name_is_kept() -> None:
    """A model learnt from real people spells none of their names, in small letters neither."""
    text = "шукаю сина гнатюка романа"

    learnt = train.examples([MarkedText("a", text, (Span(11, 25),))], Random(3))

    told = {feature for rows, _ in learnt for row in rows for feature in row}
    assert "word=шукаю" in told
    assert not [feature for feature in told if "гнатю" in feature or "роман" in feature]
