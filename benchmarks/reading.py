"""Reading: names on published texts, fields on the gold set, speed.

    python benchmarks/reading.py [--folds 3] [--quick]

Published texts are read from `../shared/data` where they lie. The tagger learnt from the
development set of factRuEval, so that row is cross-validated: each part is read by a tagger
that never saw it. ner-uk is never learnt from.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

import pycrfsuite

from homeward.extract import read, tagger
from homeward.extract.corpora import MarkedText, read_brat, read_factrueval
from homeward.extract.gold import GoldText, read_gold, texts_of
from homeward.extract.score import Score, Tally, score_text
from homeward.extract.train import gold_texts, invented_texts, train

ROOT = Path(__file__).parents[1]
TEXTS = ROOT.parent / "shared" / "data"
GOLD = ROOT / "tests" / "accuracy" / "gold"


def people(texts: Iterable[MarkedText]) -> Tally:
    """Exact spans of people, all mentions."""
    tally = Tally()
    for text in texts:
        said = {mention.span for mention in read(text.text)}
        right = len(said & set(text.people))
        tally.right += right
        tally.missed += len(set(text.people)) - right
        tally.wrong += len(said) - right
    return tally


def in_small_letters(texts: Iterable[MarkedText]) -> list[MarkedText]:
    return [
        MarkedText(text.id, text.text.lower(), text.people)
        for text in texts
        if len(text.text.lower()) == len(text.text)
    ]


def cross_validated(news: Sequence[MarkedText], folds: int) -> tuple[Tally, Tally]:
    """(as written, in small letters): each part read by a tagger that never saw it."""
    shown, small = Tally(), Tally()
    rest = [*invented_texts(TEXTS), *gold_texts([GOLD], held_out=False)]
    with tempfile.TemporaryDirectory() as folder:
        for fold in range(folds):
            model = Path(folder) / f"{fold}.crfsuite"
            train([t for n, t in enumerate(news) if n % folds != fold] + rest, model)
            unseen = [t for n, t in enumerate(news) if n % folds == fold]
            with_model(model, partial(_add_read, shown, unseen))
            with_model(model, partial(_add_read, small, in_small_letters(unseen)))
    return shown, small


def with_model(path: Path, action: Callable[[], None]) -> None:
    model = pycrfsuite.Tagger()
    model.open(str(path))
    shipped = tagger.model
    tagger.model = lambda: model  # type: ignore[assignment]
    try:
        action()
    finally:
        tagger.model = shipped


def _add_read(total: Tally, texts: Sequence[MarkedText]) -> None:
    add(total, people(texts))


def add(total: Tally, part: Tally) -> None:
    total.right += part.right
    total.missed += part.missed
    total.wrong += part.wrong


def gold_score(texts: Sequence[GoldText]) -> Score:
    score = Score()
    for text in texts:
        score_text(score, text, read(text.text, text.posted))
    return score


def show(name: str, tally: Tally) -> None:
    print(
        f"{name:<44} P {tally.precision:.3f}  R {tally.recall:.3f}  F1 {tally.f1:.3f}"
        f"  (n {tally.right + tally.missed})",
        flush=True,
    )


def show_gold(name: str, texts: Sequence[GoldText]) -> None:
    score = gold_score(texts)
    print(f"\n{name}: {len(texts)} texts")
    rows = {
        "people, exact span": score.people,
        "roles": score.roles,
        "normal form": score.forms,
        "fields of the right person": score.fields,
        "polarity of statuses": score.polarity,
    }
    for label, tally in rows.items():
        show(f"  {label}", tally)
    for field, tally in sorted(score.by_field.items()):
        show(f"    {field.value}", tally)
    print(
        f"  false people in {score.texts_without_people} texts without any: "
        f"{score.false_people_where_none}"
    )


def speed(texts: Sequence[str]) -> None:
    """Posts of about 250 characters, cold (each seen first) and warm."""
    posts = joined(texts, 250)
    for label in ("cold", "warm", "warm"):
        started = time.perf_counter()
        for post in posts:
            read(post)
        seconds = time.perf_counter() - started
        print(f"{label}: {len(posts) / seconds:,.0f} posts/s ({len(posts)} posts)")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"peak memory {peak} MB")


def joined(texts: Sequence[str], length: int) -> list[str]:
    """Short texts put together, so that the mean length is about `length`."""
    posts, post = [], ""
    for text in texts:
        post = f"{post}\n\n{text}" if post else text
        if len(post) >= length * 0.8:
            posts.append(post)
            post = ""
    return posts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="gold set and speed only")
    chosen = parser.parse_args()
    gold = list(read_gold(GOLD))
    speed([text.text for text in gold])
    for held_out in (False, True):
        name = "gold set, held out" if held_out else "gold set, used for tuning"
        show_gold(name, texts_of(gold, held_out=held_out))
    if chosen.quick or not TEXTS.exists():
        return
    ukrainian = list(read_brat(TEXTS / "text" / "ner-uk"))
    show("ner-uk development", people(ukrainian))
    show("ner-uk development, small letters", people(in_small_letters(ukrainian)))
    news = list(read_factrueval(TEXTS / "text" / "factrueval" / "devset"))
    shown, small = cross_validated(news, chosen.folds)
    show("factRuEval development, cross-validated", shown)
    show("factRuEval, small letters, cross-validated", small)


if __name__ == "__main__":
    main()
