"""Reading: people in texts by exact span, ours beside slovnet; what else is read of them.

Published texts are read from `../shared/data` where they lie. Our tagger learnt from the
development set of factRuEval, so that row is cross-validated: each part is read by a tagger that
never saw it. ner-uk is never learnt from.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pycrfsuite

from benchmarks import reading_speed
from benchmarks.environments import ROOT, Environment, Missing
from benchmarks.inflected import bent_lines
from benchmarks.machine import described
from benchmarks.nobody import nobody_lines
from benchmarks.page import ratio, renew, table
from benchmarks.peers.lines import read_lines, write_lines
from homeward.extract import read, tagger
from homeward.extract.corpora import MarkedText, read_brat, read_factrueval, read_posts
from homeward.extract.gold import GoldText, read_gold, texts_of
from homeward.extract.score import Score, Tally, score_text
from homeward.extract.train import NEWS_TIMES, invented_texts, marked_texts, news_texts, train

TEXTS = ROOT.parent / "shared" / "data"
GOLD = ROOT / "tests" / "accuracy" / "gold"
POSTS = ROOT / "tests" / "accuracy" / "posts"
LEARNT_FROM = "factRuEval development, Russian news, cross-validated"
FOLDS = 3
OURS = "**Homeward**"
HEADER = ("texts", "method", "P", "R", "F1", "texts/s", "our F1 to its", "our speed to its")

Spans = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Result:
    method: str
    tally: Tally
    per_second: float


def run(*, alone: bool) -> None:
    gold = list(read_gold(GOLD))
    sets = dict(read_sets(gold))
    posts = reading_speed.posts_of(gold)
    speeds = {OURS: reading_speed.ours(posts)}
    results = {name: [_ours(name, texts)] for name, texts in sets.items()}
    if alone:
        print("\n".join(reading_speed.speed_lines(posts, speeds)))
        return
    absent, versions = "", {}
    try:
        first, *lines = _peer_lines(sets, posts)
        versions = first["versions"]
        speeds["slovnet"] = reading_speed.theirs([first, *lines])
        for name, texts in sets.items():
            results[name].append(_theirs(name, texts, lines))
    except Missing as reason:
        absent = f"\nNot run: slovnet ({reason})."
    names = [row for name, texts in sets.items() for row in _rows(name, texts, results[name])]
    beside = ["", *reading_speed.speed_lines(posts, speeds), ""]
    beside += [*_gold_lines(gold), "", *bent_lines(), "", *nobody_lines()]
    beside += [absent] if absent else []
    renew("reading", [described(versions), "", *table(HEADER, names), *beside])


def read_sets(gold: Sequence[GoldText]) -> Iterator[tuple[str, list[MarkedText]]]:
    for held_out in (True, False):
        texts = [_marked(text) for text in texts_of(gold, held_out=held_out)]
        yield f"gold set, {'held out' if held_out else 'used for tuning'}", texts
    for file, name in (("people", "short posts"), ("news_uk", "Ukrainian news")):
        yield f"invented {name}, held out", list(read_posts(POSTS / "held_out" / f"{file}.txt"))
    if not TEXTS.exists():
        print(f"no published texts in {TEXTS}: left out")
        return
    ukrainian = list(read_brat(TEXTS / "text" / "ner-uk"))
    yield "ner-uk development, Ukrainian", ukrainian
    yield "the same in small letters", in_small_letters(ukrainian)
    news = list(read_factrueval(TEXTS / "text" / "factrueval" / "devset"))
    yield LEARNT_FROM, news
    yield f"{LEARNT_FROM}, in small letters", in_small_letters(news)


def _marked(text: GoldText) -> MarkedText:
    spans = {span for person in text.people.values() for span in person.spans}
    return MarkedText(text.id, text.text, tuple(sorted(spans, key=lambda span: span.start)))


def in_small_letters(texts: Iterable[MarkedText]) -> list[MarkedText]:
    return [
        MarkedText(text.id, text.text.lower(), text.people)
        for text in texts
        if len(text.text.lower()) == len(text.text)
    ]


def _ours(name: str, texts: Sequence[MarkedText]) -> Result:
    if not name.startswith(LEARNT_FROM):
        return _result(OURS, name, texts, *_read(texts))
    spans: dict[str, Spans] = {}
    seconds = 0.0
    for unseen in _taught_without(texts):
        found, took = _read(unseen)
        spans |= found
        seconds += took
    return _result(OURS, name, texts, spans, seconds)


def _read(texts: Sequence[MarkedText]) -> tuple[dict[str, Spans], float]:
    """The spans of people in each text, and the processor's seconds."""
    read("Шукаємо Аліну Чуйко.")  # tables are loaded by the first call
    started = time.process_time()
    found = {text.id: {_ends(mention.span) for mention in read(text.text)} for text in texts}
    return found, time.process_time() - started


def _ends(span: Any) -> tuple[int, int]:
    return span.start, span.end


def _taught_without(texts: Sequence[MarkedText]) -> Iterator[list[MarkedText]]:
    """Parts of the texts, each while the tagger in use has learnt from the others alone."""
    news = list(read_factrueval(TEXTS / "text" / "factrueval" / "devset"))
    rest = [*invented_texts(TEXTS), *marked_texts([GOLD], [POSTS], articles=True)]
    with tempfile.TemporaryDirectory() as folder:
        for fold in range(FOLDS):
            path = Path(folder) / f"{fold}.crfsuite"
            seen = [text for n, text in enumerate(news) if n % FOLDS != fold]
            train([*news_texts(seen)] * NEWS_TIMES + rest, path)
            unseen = {text.id for n, text in enumerate(news) if n % FOLDS == fold}
            with _model(path):
                yield [text for text in texts if text.id in unseen]


@contextmanager
def _model(path: Path) -> Iterator[None]:
    model = pycrfsuite.Tagger()
    model.open(str(path))
    shipped = tagger.models
    tagger.models = lambda: tagger.Models(model, model)  # type: ignore[assignment]
    try:
        yield
    finally:
        tagger.models = shipped


def _result(
    method: str, name: str, texts: Sequence[MarkedText], spans: dict[str, Spans], seconds: float
) -> Result:
    tally = Tally()
    for text in texts:
        tally.count(spans[text.id], {_ends(span) for span in text.people})
    print(f"{name:64} {method:14} F1 {tally.f1:.3f}", flush=True)
    return Result(method, tally, len(texts) / max(seconds, 1e-9))


def _peer_lines(sets: dict[str, list[MarkedText]], posts: Sequence[str]) -> list[dict[str, Any]]:
    environment = Environment("slovnet")
    environment.set_up()
    asked = [*reading_speed.asked_of_peers(posts)]
    asked += [
        {"set": name, "id": text.id, "text": text.text} for name in sets for text in sets[name]
    ]
    with tempfile.TemporaryDirectory() as folder:
        texts, answers = Path(folder) / "texts.jsonl", Path(folder) / "spans.jsonl"
        write_lines(texts, asked)
        environment.run("slovnet_read.py", texts, answers)
        return list(read_lines(answers))


def _theirs(name: str, texts: Sequence[MarkedText], lines: Iterable[dict[str, Any]]) -> Result:
    told = [line for line in lines if line["set"] == name]
    spans = {line["id"]: {(start, end) for start, end in line["spans"]} for line in told}
    return _result("slovnet", name, texts, spans, sum(line["seconds"] for line in told))


def _rows(
    name: str, texts: Sequence[MarkedText], results: Sequence[Result]
) -> Iterator[tuple[str, ...]]:
    ours = results[0]
    for result in results:
        tally = result.tally
        speed = ratio(result.per_second and ours.per_second, result.per_second)
        yield (
            f"{name} ({len(texts):,})" if result is ours else "",
            result.method,
            f"{tally.precision:.3f}",
            f"{tally.recall:.3f}",
            f"{tally.f1:.3f}",
            f"{result.per_second:,.0f}",
            *(("", "") if result is ours else (ratio(ours.tally.f1, tally.f1), speed)),
        )


def _gold_lines(gold: Sequence[GoldText]) -> Iterator[str]:
    """What we read of people besides their names; no peer does."""
    scores = {held_out: Score() for held_out in (True, False)}
    for text in gold:
        score_text(scores[text.held_out], text, read(text.text, text.posted))
    yield "Ours besides the names, on the gold set (docs/gold-set.md):\n"
    header = ("what", "held out: P", "R", "F1", "number", "used for tuning: F1")
    yield from table(header, _gold_rows(scores[True], scores[False]))


def _gold_rows(held_out: Score, tuned: Score) -> Iterator[tuple[str, ...]]:
    tuned_tallies = dict(_tallies(tuned))
    for what, tally in _tallies(held_out):
        other = tuned_tallies.get(what)
        yield (
            what,
            f"{tally.precision:.3f}",
            f"{tally.recall:.3f}",
            f"{tally.f1:.3f}",
            str(tally.right + tally.missed),
            f"{other.f1:.3f}" if other else "",
        )


def _tallies(score: Score) -> Iterator[tuple[str, Tally]]:
    yield "roles", score.roles
    yield "normal form", score.forms
    yield "fields of the right person", score.fields
    yield "polarity of statuses", score.polarity
    for field, tally in sorted(score.by_field.items()):
        yield f"field {field.value}", tally
