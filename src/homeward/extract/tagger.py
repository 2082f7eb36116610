"""The tagger: conditional random fields that decide where the rules leave names open.

It sees no identity of names, only their shape, what tables say of them, and the words around;
so what it learns from Russian news holds for Ukrainian posts. Trained by
`python -m homeward.extract.train`, which also says what it was trained on.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import pycrfsuite

from homeward import places
from homeward.extract import lexicon
from homeward.extract.common import grammar_of, is_common
from homeward.extract.name_words import analyses, never_names
from homeward.extract.people import NameSpan
from homeward.extract.words import Word
from homeward.names import PartRole

POSTS, ARTICLES = "tagger_posts.crfsuite", "tagger_articles.crfsuite"
LONGEST_POST = 500  # letters; what is longer is read as an article
OUTSIDE, BEGIN, INSIDE = "O", "B", "I"
_FEW_CAPITALS = 0.02  # of all words; a text with fewer is written in small letters
_UKRAINIAN = re.compile(r"[іїєґ]")
_ENDS_AS_NAME = 0.1  # weight of the likeliest analysis
_STEM = 4  # letters by which a repeated surname is known again
STEM_AROUND = 5  # letters of the words around, which they mostly keep when they are bent
_AROUND = (-3, -2, -1, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class About:
    """What the whole text tells of its words."""

    small: frozenset[str]  # words that it also writes in small letters
    stems: frozenset[str]  # beginnings of names that stand in full names
    cased: bool  # it uses capitals, so a word in small letters is no name
    ukrainian: bool
    seen: Mapping[str, frozenset[str]] = field(default_factory=dict)  # by stem: how words stand
    post: bool = True  # not an article
    starts_only: bool = False  # it has capitals only where sentences begin, so they tell little


def about(words: Sequence[Sequence[Word]], names: Sequence[Sequence[NameSpan]]) -> About:
    """Look over a text once: `names` are what the rules found, sentence by sentence."""
    small = {word.low for sentence in words for word in sentence if word.text[0].islower()}
    stems = set()
    for sentence, found in zip(words, names, strict=True):
        for span in found:
            if len(span.shape) > 1:
                stems.update(_stems(sentence, span))
    capitals = sum(word.capital for sentence in words for word in sentence)
    cased = capitals > _FEW_CAPITALS * sum(map(len, words))
    ukrainian = any(_UKRAINIAN.search(word.low) for sentence in words[:20] for word in sentence)
    inside = any(word.capital for sentence in words for word in sentence[1:])
    end = max((sentence[-1].end for sentence in words if sentence), default=0)
    return About(
        frozenset(small),
        frozenset(stems),
        cased,
        ukrainian,
        _seen(words),
        post=end <= LONGEST_POST,
        starts_only=not inside,
    )


def _seen(words: Sequence[Sequence[Word]]) -> dict[str, frozenset[str]]:
    """How the text uses words with a capital, by their stems: a surname stands alone later."""
    seen: dict[str, set[str]] = {}
    for sentence in words:
        for at, word in enumerate(sentence):
            if word.capital and len(word.low) > 2:
                told = seen.setdefault(stem_of(word.low), set())
                told.add("twice" if "once" in told else "once")
                told.update(_place(sentence, at))
    return {stem: frozenset(told) for stem, told in seen.items()}


def _place(sentence: Sequence[Word], at: int) -> Iterator[str]:
    if not at:
        return
    yield "inside"
    before = sentence[at - 1]
    if before.capital and "known-given_name" in marks_of(before.low):
        yield "after-given"
    if before.low in never_names():
        yield "after-title"


def _stems(sentence: Sequence[Word], span: NameSpan) -> set[str]:
    inside = [word for word in sentence if span.start <= word.start < span.end]
    return {stem_of(word.low) for word in inside if len(word.low) > 2}


def stem_of(low: str) -> str:
    """The beginning of a name that its cases share."""
    return low[: max(_STEM, len(low) - 3)]


def stands_inside(word: Word, told: About) -> bool:
    """Whether the text has the word with a capital inside a sentence as well."""
    return "inside" in told.seen.get(stem_of(word.low), ())


def features(
    text: str,
    words: Sequence[Word],
    names: Sequence[NameSpan],
    told: About,
    part: range | None = None,
) -> list[list[str]]:
    """One list of features a word, of all words or a part of them."""
    ruled = _ruled(words, names)
    return [_of_word(text, words, at, ruled, told) for at in part or range(len(words))]


def _ruled(words: Sequence[Word], names: Sequence[NameSpan]) -> list[str]:
    tags = ["-"] * len(words)
    for span in names:
        first = True
        for at, word in enumerate(words):
            if span.start <= word.start < span.end:
                sure = "!" if span.score > 3 else "" if span.score > 1 else "?"
                tags[at] = f"{'B' if first else 'I'}{span.shape}{sure}"
                first = False
    return tags


def _of_word(
    text: str, words: Sequence[Word], at: int, ruled: Sequence[str], told: About
) -> list[str]:
    word = words[at]
    small = "x" if told.cased and not told.starts_only else "u"
    found = ["bias", "rule=" + ruled[at], *own(word.text, word.low, small)]
    if word.low in told.small and word.capital:
        found.append("small-too")
    if stem_of(word.low) in told.stems:
        found.append("named-here")
    if len(word.low) > 2:
        found += ["seen-" + each for each in sorted(told.seen.get(stem_of(word.low), ()))]
    before = words[at - 1] if at else None
    after = words[at + 1] if at + 1 < len(words) else None
    found.append("gap-1=" + (_gap(text, before.end, word.start) if before else "start"))
    found.append("gap+1=" + (_gap(text, word.end, after.start) if after else "end"))
    if before:
        found += beside(before.text, before.low, "-1", small)
        found += ["rule-1=" + ruled[at - 1], f"rules={ruled[at - 1]}|{ruled[at]}"]
        found.append(f"shapes-1={shape(before.text, small)}|{shape(word.text, small)}")
    if after:
        found += beside(after.text, after.low, "+1", small)
        found += ["rule+1=" + ruled[at + 1], f"rules+={ruled[at]}|{ruled[at + 1]}"]
        found.append(f"shapes+1={shape(word.text, small)}|{shape(after.text, small)}")
    found += _around(words, at)
    if at > 1:
        found += near(words[at - 2].text, words[at - 2].low, "-2", small)
    if at + 2 < len(words):
        found += near(words[at + 2].text, words[at + 2].low, "+2", small)
    return found


def _around(words: Sequence[Word], at: int) -> Iterator[str]:
    """Where in its sentence a word stands, and how the words around begin, in whatever case."""
    last = len(words) - 1
    yield "place=" + ("only" if not last else "first" if not at else "last" if at == last else "in")
    for steps in _AROUND:
        if 0 <= at + steps <= last:
            yield f"stem{steps:+d}={words[at + steps].low[:STEM_AROUND]}"


def _gap(text: str, start: int, end: int) -> str:
    gap = text[start:end]
    if gap in (" ", "-", ", ", ". ", ".", "\n"):
        return gap
    marks = gap.strip()
    return marks[:1] + marks[-1:] if marks else "spaces"


@lru_cache(maxsize=1 << 13)
def shape(word: str, small: str) -> str:
    """X for a capital, 9 for a digit; `small` for a small letter."""
    if word[0].isdigit():
        return "9"
    if len(word) == 1:
        return "X." if word.isupper() else small + "."
    if word.isupper():
        return "XX"
    if word[0].isupper():
        return "Xx-Xx" if "-" in word else "Xx" if word[1:].islower() else "XxX"
    return small


@lru_cache(maxsize=1 << 11)
def own(word: str, low: str, small: str) -> tuple[str, ...]:
    """What tables and letters tell of a word itself."""
    found = ["shape=" + shape(word, small), *(f"is={mark}" for mark in marks_of(low))]
    if word[0].isdigit():
        return tuple(found)
    found.append("latin" if low.isascii() else "cyrillic")
    if len(low) > 3:
        found += ["end2=" + low[-2:], "end3=" + low[-3:]]
    if not word[0].isupper() or len(low) < 4:
        found.append("word=" + low)
    if word[0].isupper() and places.find(word) is not None:
        found.append("is=place")
    found.append("|".join((shape(word, small), *marks_of(low))))
    borne = "".join(lexicon.borne(low))
    found += [*lexicon.borne(low), "borne=" + borne, f"borne={shape(word, small)}{borne}"]
    found += lexicon.clusters(low)
    return tuple(found)


@lru_cache(maxsize=1 << 13)
def marks_of(low: str) -> tuple[str, ...]:
    """Part of a name (known or by its ending), common word, title, part of speech."""
    if low[0].isdigit():
        return ()
    found = list(_known_as(low))
    grammar = grammar_of(low)
    if may_be_common(low):
        found.append("common")
    if grammar.name:
        found.append("ru-name-" + grammar.name)
    if grammar.place:
        found.append("ru-place")
    if low in never_names():
        found.append("title")
    return tuple(found)


def _known_as(low: str) -> Iterator[str]:
    if plain := lexicon.plain(low):
        yield "ends-as-name" if plain & lexicon.ENDS_AS_NAME else "no-name"
        return
    known = {a.role for a in analyses(low) if a.known}
    yield from (f"known-{role.value}" for role in PartRole if role in known)
    if not known:
        yield "ends-as-name" if ends_as_name(low) else "no-name"


def ends_as_name(low: str) -> bool:
    """Whether a word that no table knows has the shape of a part of a name."""
    return max((each.weight for each in analyses(low)), default=0.0) > _ENDS_AS_NAME


@lru_cache(maxsize=1 << 12)
def beside(word: str, low: str, where: str, small: str) -> tuple[str, ...]:
    """What the word next to it tells."""
    found = list(near(word, low, where, small))
    if _tells_itself(word):
        found.append(f"speech{where}={grammar_of(low).speech}{grammar_of(low).case}")
        found.append(f"end{where}={low[-3:]}")
    found += [cluster + where for cluster in lexicon.clusters(low)[:2]]
    found.append(f"borne{where}=" + "".join(lexicon.borne(low)))
    return tuple(found)


@lru_cache(maxsize=1 << 12)
def near(word: str, low: str, where: str, small: str) -> tuple[str, ...]:
    """What the word after the next tells."""
    letters = f"word{where}={low}" if _tells_itself(word) else f"end{where}={low[-3:]}"
    return f"shape{where}={shape(word, small)}", f"marks{where}=" + "|".join(marks_of(low)), letters


def _tells_itself(word: str) -> bool:
    """Whether it may be learnt by its letters: not if it may be a name."""
    return word[0].islower() or len(word) < 3


@dataclass(frozen=True, slots=True)
class Models:
    """Posts and articles name people unlike each other, and have a model each."""

    posts: pycrfsuite.Tagger
    articles: pycrfsuite.Tagger

    def of(self, told: About) -> pycrfsuite.Tagger:
        return self.posts if told.post else self.articles


def read_models(folder: Path) -> Models:
    """Models from their files."""
    return Models(_opened(folder / POSTS), _opened(folder / ARTICLES))


def _opened(path: Path) -> pycrfsuite.Tagger:
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


@cache
def models() -> Models:
    """Those that are shipped."""
    with as_file(files("homeward.data") / "reading") as folder:
        return read_models(folder)


def tag(rows: list[list[str]], model: pycrfsuite.Tagger) -> list[str]:
    """B, I or O for each word."""
    tags: list[str] = model.tag(rows)
    return tags


def chances(count: int, model: pycrfsuite.Tagger) -> list[tuple[float, float]]:
    """Of each word of the sentence tagged last: how likely it is in a name, and begins one."""
    return [(1.0 - model.marginal(OUTSIDE, at), model.marginal(BEGIN, at)) for at in range(count)]


def may_be_repeated(word: Word, told: About) -> bool:
    """Whether a word that the tagger leaves out may be a name all the same."""
    if len(word.text) < 3 or word.low in never_names():
        return False
    return word.capital if told.cased else len(word.low) > 3 and not may_be_common(word.head)


def may_be_common(low: str) -> bool:
    """Whether a dictionary or a table has it as a word of any kind."""
    return is_common(low) or lexicon.is_ukrainian(low)


def added(
    tags: Sequence[str], left: Collection[int], stems: Collection[str], words: Sequence[Word]
) -> list[str]:
    """The tags, and words left out that are named elsewhere: `stems`."""
    found = list(tags)
    for at in left:
        if stem_of(words[at].low) in stems and places.find(words[at].text) is None:
            found[at] = BEGIN
    return found
