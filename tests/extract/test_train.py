"""The tagger is replaced only by one that does no worse."""

from pathlib import Path

import pytest

from homeward.extract import tagger, train
from homeward.extract.score import Tally

MODELS = (tagger.POSTS, tagger.ARTICLES)


@pytest.mark.parametrize(("new_right", "kept"), [(5, "old"), (9, "new")])
def test_a_worse_tagger_does_not_take_the_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, new_right: int, kept: str
) -> None:
    """Both are scored on texts that neither learnt from; the command says which one stays."""
    out = tmp_path / "shipped"
    out.mkdir()
    for model in MODELS:
        (out / model).write_text("old")
    gold = Path(__file__).parents[1] / "accuracy" / "gold"
    monkeypatch.setattr(train, "read_factrueval", lambda _: [])
    monkeypatch.setattr(train, "invented_texts", lambda _: [])
    monkeypatch.setattr(train, "train", lambda _, new: new.write_text("new"))

    def score(_: object, folder: Path) -> Tally:
        right = new_right if (folder / MODELS[0]).read_text() == "new" else 7
        return Tally(right=right, missed=10 - right)

    monkeypatch.setattr(train, "score", score)

    code = train.main(["--gold", str(gold), "--out", str(out)])

    assert {(out / model).read_text() for model in MODELS} == {kept}
    assert code == (kept == "old")


def test_a_missing_news_corpus_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody trains a weaker tagger in silence."""
    monkeypatch.setattr(train, "invented_texts", lambda _: [])
    monkeypatch.setattr(train, "train", lambda _, new: new.write_text("new"))

    train.main(["--shared", str(tmp_path), "--out", str(tmp_path)])

    assert "factRuEval" in capsys.readouterr().err
