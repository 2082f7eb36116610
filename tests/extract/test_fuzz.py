"""Nothing crashes, and no span leaves its text."""

import os
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.extract import read, record_of
from homeward.extract.clean import clean
from homeward.extract.gold import read_gold
from homeward.records import Mention

SAMPLES = [text.text for text in read_gold(Path(__file__).parents[1] / "accuracy" / "gold")]
ODD = "\u200b\u0301\u0306\ufeff\u00ad\r\n\t\0 .,;:()[]«»\"'’-—–|№<>&/\\😭👨‍👩‍👧İıẞǅ٣०１²ⅫЁёІїґA"


def check(text: str, mentions: tuple[Mention, ...]) -> None:
    for number, mention in enumerate(mentions):
        assert 0 <= mention.span.start < mention.span.end <= len(text)
        assert mention.forms
        for found in mention.fields:
            assert 0 <= found.span.start < found.span.end <= len(text)
        record_of(mention, id=str(number))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    """Whatever the characters, reading ends and its spans lie inside."""
    check(text, read(text))


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(SAMPLES), st.data())
def test_a_damaged_post_can_be_read(post: str, data: st.DataObject) -> None:
    """Posts with odd characters put in, pieces cut out and turned round."""
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(post)))
        length = data.draw(st.integers(0, 12))
        put_in = data.draw(st.text(ODD, max_size=4))
        post = post[:at] + put_in + post[at + length :]

    check(post, read(post))


@given(st.text(st.sampled_from(ODD + "абвгabc"), max_size=80))
def test_cleaning_keeps_the_way_back(text: str) -> None:
    """Each character of the clean text knows where it stood, in order."""
    readable = clean(text)

    assert len(readable.text) == len(readable.low)
    if readable.origins is None:
        assert len(readable.text) == len(text)
    else:
        assert len(readable.origins) == len(readable.text)
        assert list(readable.origins) == sorted(set(readable.origins))


@pytest.mark.parametrize("case", [str.upper, str.lower, str.title])
def test_capitals_and_small_letters(case: object) -> None:
    """The whole gold set in another case is read without a span outside."""
    for post in SAMPLES[:60]:
        changed = case(post)  # type: ignore[operator]
        check(changed, read(changed))


def test_a_long_text_in_one_line() -> None:
    """A text of a megabyte without a line break is read in one piece."""
    post = " ".join(SAMPLES)
    text = (post.replace("\n", " ") + " ") * (200_000 // len(post) + 1)

    check(text, read(text))


FULL, ALWAYS = 100_000, 60
LETTERS = "абвгдежзиклмнопрстуфхцчшщыьюяіїєґАБВГДЄЖЗІКЛМНОПРСТ 0123456789"


def damaged(random: Random) -> str:
    """A post with pieces cut out, doubled, turned round, in other cases, or mere letters."""
    if random.random() < 0.1:
        return "".join(random.choices(LETTERS + ODD, k=random.randrange(200)))
    post = random.choice(SAMPLES)
    for _ in range(random.randint(1, 8)):
        at, length = random.randrange(len(post) + 1), random.randrange(15)
        piece = post[at : at + length]
        other = random.choice(SAMPLES)
        put_in = random.choice((
            "", piece * 2, piece[::-1], piece.upper(), piece.lower(), other[:40],
            "".join(random.choices(LETTERS + ODD, k=4)), chr(random.randrange(1, 0xD800)),
        ))  # fmt: skip
        post = post[:at] + put_in + post[at + length :]
    return post


def test_many_damaged_posts_can_be_read(full: bool) -> None:  # noqa: FBT001  a fixture
    """With `--full` a hundred thousand (HOMEWARD_FUZZ says how many else), here a few."""
    random = Random(5)
    for _ in range(int(os.environ.get("HOMEWARD_FUZZ", FULL)) if full else ALWAYS):
        post = damaged(random)
        check(post, read(post))
