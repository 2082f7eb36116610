"""Train the tagger's two models: `python -m homeward.extract.train --gold FOLDER --posts FOLDER`.

It learns from the development set of factRuEval-2016 (MIT), once more word by word in Ukrainian,
from invented sentences with names put in, from texts and posts marked by hand, and from the
corrections of caseworkers (`--corrections FILE`, docs/gold-set.md). It says how the new ones do on
texts they have not seen, beside the old ones, and they take their place unless they do worse. A
model keeps no word that stands in a name of the texts.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

import pycrfsuite

from homeward.extract import tagged, tagger
from homeward.extract.clean import clean
from homeward.extract.corpora import MarkedText, read_factrueval, read_posts
from homeward.extract.corrections import read_corrections
from homeward.extract.gold import is_held_out, read_gold, texts_of
from homeward.extract.people import find_names
from homeward.extract.score import Tally
from homeward.extract.sentences import sentences
from homeward.extract.training.invent import invented, read_names
from homeward.extract.training.translated import in_ukrainian
from homeward.extract.words import Word, words_of
from homeward.records import Rejected, Span

HERE = Path(__file__).parent
SHARED = Path(__file__).parents[4] / "shared" / "data"
INVENTED = {"uk": 2600, "ru": 900, "en": 250}
NEWS = {"uk": 300, "ru": 300}
SMALL_SHARE, SHOUTED_SHARE = 0.3, 0.04
MARKED_TIMES, POSTS_TIMES = 8, 2  # marked texts weigh more than news
NEWS_TIMES = 2  # of news, for the model of articles
_SETTINGS = {"c1": 0.5, "c2": 0.02, "max_iterations": 120, "feature.minfreq": 3}

Rows = list[list[str]]


def examples(texts: Iterable[MarkedText], random: Random) -> Iterator[tuple[Rows, list[str]]]:
    """Sentences as features and tags; some once more in small letters, some in capitals."""
    for text in texts:
        yield from _sentences(text.text, text.people)
        if random.random() < SMALL_SHARE and len(text.text.lower()) == len(text.text):
            yield from _sentences(text.text.lower(), text.people)
        if random.random() < SHOUTED_SHARE and len(text.text.upper()) == len(text.text):
            yield from _sentences(text.text.upper(), text.people)


def _sentences(text: str, people: Sequence[Span]) -> Iterator[tuple[Rows, list[str]]]:
    readable = clean(text)
    words = [words_of(readable.text, readable.low, *part) for part in sentences(readable.text)]
    names = [find_names(readable.text, sentence) for sentence in words]
    told = tagger.about(words, names)
    for sentence, found in zip(words, names, strict=True):
        if sentence:
            rows = tagger.features(readable.text, sentence, found, told)
            tags = [_tag(readable.span(w.start, w.end), people) for w in sentence]
            yield _without_names(rows, sentence, tags), tags


def _without_names(rows: Rows, sentence: Sequence[Word], tags: Sequence[str]) -> Rows:
    """The features, but none that spells a word of a name: texts may hold real people."""
    named = {word.low for word, tag in zip(sentence, tags, strict=True) if tag != tagger.OUTSIDE}
    begun = {low[: tagger.STEM_AROUND] for low in named}
    return [[each for each in row if not _spells(each, named, begun)] for row in rows]


def _spells(feature: str, named: Collection[str], begun: Collection[str]) -> bool:
    what, _, letters = feature.partition("=")
    if what.startswith("stem"):
        return letters in begun
    return what.startswith("word") and letters in named


def _tag(word: Span, people: Sequence[Span]) -> str:
    for person in people:
        if person.start <= word.start < person.end:
            return tagger.BEGIN if word.start == person.start else tagger.INSIDE
    return tagger.OUTSIDE


def train(texts: Iterable[MarkedText], out: Path, *, seed: int = 1) -> None:
    """Write a model learnt from these texts."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=_SETTINGS, verbose=False)
    for rows, tags in examples(texts, Random(seed)):  # noqa: S311  it must repeat, not surprise
        trainer.append(rows, tags)
    trainer.train(str(out))


def invented_texts(folder: Path, *, seed: int = 7) -> Iterator[MarkedText]:
    """The sentences of `training/`, filled with names."""
    for language, count in INVENTED.items():
        path = HERE / "training" / f"sentences_{language}.txt"
        lines = path.read_text(encoding="utf-8").splitlines()
        names = read_names(language, folder / "names" / "names_translator_legacy_ua2ru.csv")
        yield from invented(lines, names, count, Random(f"{seed}{language}"))  # noqa: S311  it must repeat
        if language in NEWS:
            news = HERE / "training" / f"news_{language}.txt"
            told = news.read_text(encoding="utf-8").strip().split("\n\n")
            yield from invented(told, names, NEWS[language], Random(f"{seed}news{language}"))  # noqa: S311  it must repeat


def news_texts(news: Iterable[MarkedText]) -> Iterator[MarkedText]:
    """News, the same in Ukrainian, and that without capitals."""
    for text in news:
        ukrainian = in_ukrainian(text)
        yield from (text, ukrainian)
        yield MarkedText(text.id, ukrainian.text.lower(), ukrainian.people)


def gold_texts(folders: Iterable[Path], *, held_out: bool) -> Iterator[MarkedText]:
    """Texts marked by hand, as the trainer sees them."""
    for folder in folders:
        for text in texts_of(read_gold(folder), held_out=held_out):
            spans = [span for person in text.people.values() for span in person.spans]
            yield MarkedText(text.id, text.text, tuple(sorted(spans, key=lambda s: s.start)))


def post_texts(
    folders: Iterable[Path], *, held_out: bool, files: str = "*.txt"
) -> Iterator[MarkedText]:
    """Posts and news of which only the names are marked."""
    for folder in folders:
        for path in sorted((folder / ("held_out" if held_out else "learnt")).glob(files)):
            yield from read_posts(path)


def marked_texts(
    gold: Sequence[Path], posts: Sequence[Path], *, articles: bool = False
) -> list[MarkedText]:
    """Both kinds that are not held out, as often as they count; for articles no posts but news."""
    found = post_texts(posts, held_out=False, files="news_*.txt" if articles else "*.txt")
    return [*gold_texts(gold, held_out=False)] * MARKED_TIMES + [*found] * POSTS_TIMES


def score(texts: Iterable[MarkedText], folder: Path) -> Tally:
    """Exact spans of the models of a folder alone."""
    models = tagger.read_models(folder)
    tally = Tally()
    for text in texts:
        tally.count(set(_found(text.text, models)), set(text.people))
    return tally


def _found(text: str, models: tagger.Models) -> Iterator[Span]:
    readable = clean(text)
    words = [words_of(readable.text, readable.low, *part) for part in sentences(readable.text)]
    names = [find_names(readable.text, sentence) for sentence in words]
    told = tagger.about(words, names)
    for sentence, found in zip(words, names, strict=True):
        tags = tagged.tag_sentence(readable.text, sentence, found, told, models)
        for first, last in tagged.spans_of(readable.text, sentence, tags, told):
            end = tagged.end_of(readable.text, sentence[last])
            yield readable.span(sentence[first].start, end)


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, compare with the model in use, and put the new one in its place unless it is worse."""
    chosen = _parser().parse_args(arguments)
    news = _news(chosen.shared / "text" / "factrueval" / "devset")
    told = list(news_texts(news))
    learnt = list(invented_texts(chosen.shared))
    rejected: list[Rejected] = []
    corrected = [text for path in chosen.corrections for text in read_corrections(path, rejected)]
    for each in rejected:
        print(f"{each.origin}: {each.reason}", file=sys.stderr)  # noqa: T201
    learnt += [text for text in corrected if not is_held_out(text.id)] * MARKED_TIMES
    of_models = {
        tagger.POSTS: told + learnt + marked_texts(chosen.gold, chosen.posts),
        tagger.ARTICLES: told * NEWS_TIMES
        + learnt
        + marked_texts(chosen.gold, chosen.posts, articles=True),
    }
    unseen = {
        "gold texts": list(gold_texts(chosen.gold, held_out=True)),
        "posts": list(post_texts(chosen.posts, held_out=True)),
        "corrected texts": [text for text in corrected if is_held_out(text.id)],
    }
    return _renew(of_models, unseen, chosen.out)


def _news(folder: Path) -> list[MarkedText]:
    """The development set of factRuEval; a tagger trained without it is weaker, so say so."""
    found = list(read_factrueval(folder))
    if not found:
        print(  # noqa: T201
            f"{folder}: no texts of factRuEval-2016 here; a tagger that learns without them reads "
            "news worse. Give the folder that holds text/factrueval with --shared.",
            file=sys.stderr,
        )
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, action="append", default=[], metavar="FOLDER")
    parser.add_argument("--posts", type=Path, action="append", default=[], metavar="FOLDER")
    parser.add_argument("--corrections", type=Path, action="append", default=[], metavar="FILE")
    parser.add_argument("--shared", type=Path, default=SHARED, metavar="FOLDER")
    parser.add_argument("--out", type=Path, default=HERE.parent / "data" / "reading")
    return parser


def _renew(
    learnt: Mapping[str, Sequence[MarkedText]],
    unseen: Mapping[str, Sequence[MarkedText]],
    out: Path,
) -> int:
    with tempfile.TemporaryDirectory() as folder:
        new = Path(folder)
        for model, texts in learnt.items():
            train(texts, new / model)
        compared = [_is_no_worse(what, new, out, texts) for what, texts in unseen.items() if texts]
        if _is_whole(out) and not all(compared):
            print("The new one is worse; the old one stays.")  # noqa: T201
            return 1
        out.mkdir(parents=True, exist_ok=True)
        for model in learnt:
            shutil.move(new / model, out / model)
    print("The new one is in use.")  # noqa: T201
    return 0


def _is_whole(folder: Path) -> bool:
    return all((folder / model).exists() for model in (tagger.POSTS, tagger.ARTICLES))


def _is_no_worse(what: str, new: Path, old: Path, unseen: Sequence[MarkedText]) -> bool:
    """Say how both do on texts that the new one has not seen, and compare."""
    told = {
        name: score(unseen, folder).f1
        for name, folder in (("old", old), ("new", new))
        if _is_whole(folder)
    }
    for name, f1 in told.items():
        print(f"{name}: F1 {f1:.3f} on {len(unseen)} held-out {what}")  # noqa: T201
    return told["new"] >= told.get("old", 0.0)


if __name__ == "__main__":
    sys.exit(main())
