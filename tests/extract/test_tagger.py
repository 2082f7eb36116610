"""What the tagger leaves out, and what the rest of the text says of it."""

import pytest

from homeward.extract import tagger
from homeward.extract.people import find_names
from homeward.extract.read import read
from homeward.extract.small_letters import tags_of
from homeward.extract.tagged import tag_sentence
from homeward.extract.words import words_of


def test_a_word_named_elsewhere_is_taken_more_easily() -> None:
    """A word that the tagger doubts is a name if the text names it; others stay out."""
    text = "Дудка і Столиця"
    words = words_of(text, text.lower(), 0, len(text))

    tags = tagger.added(["O", "O", "O"], [0, 2], {tagger.stem_of("дудкою")}, words)

    assert tags == [tagger.BEGIN, tagger.OUTSIDE, tagger.OUTSIDE]


def test_an_unlikely_word_stays_out() -> None:
    """Being named elsewhere alone does not make a name."""
    text = "Дудка грає"
    words = words_of(text, text.lower(), 0, len(text))

    assert tagger.added(["O", "O"], [], {"дудк"}, words) == ["O", "O"]


def test_only_words_near_capitals_are_looked_at() -> None:
    """Where a text has capitals, what stands far from any is no name, and takes no time."""
    text = "Зустріли Остапа Гнатишина біля того самого старого мосту через нашу річку"
    words = words_of(text, text.lower(), 0, len(text))
    names = find_names(text, words)
    told = tagger.about([words], [names])

    tags = tag_sentence(text, words, names, told).tags

    assert tags[1:3] == [tagger.BEGIN, tagger.INSIDE]
    assert set(tags[5:]) == {tagger.OUTSIDE}


@pytest.mark.parametrize(
    ("text", "chances", "tags"),
    [
        ("прийшла орися", [(0.0, 0.0), (0.3, 0.3)], "OB"),  # a given name needs little
        ("прийшла кобзистка", [(0.0, 0.0), (0.9, 0.9)], "OO"),  # a word that no table knows: more
        ("прийшла надвечір", [(0.0, 0.0), (0.9, 0.9)], "OO"),
        ("орися вибирала", [(0.9, 0.9), (0.8, 0.1)], "BO"),  # a verb is not taken along
        ("орися гнатюк", [(0.9, 0.9), (0.9, 0.1)], "BI"),
    ],
)
def test_without_capitals_a_name_needs_more(
    text: str, chances: list[tuple[float, float]], tags: str
) -> None:
    """Ukrainian in small letters: what must speak for a word hangs on what tables know of it."""
    words = words_of(text, text, 0, len(text))

    assert "".join(tags_of(text, words, chances)) == tags


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Говорит журналист Степан Громовой (Stepan Gromovoy), снявший фильм.", 2),
        ("Говорит журналист Степан Громовой (Daily Planet), снявший фильм.", 1),
    ],
)
def test_a_name_may_stand_once_more_in_latin_letters(text: str, names: int) -> None:
    """In brackets behind the name; what sounds otherwise is no name."""
    assert len(read(text)) == names


def test_a_theatre_is_named_after_nobody_in_the_first_case() -> None:
    """«директор театра Алексей …» is the director; «театр Ивана …» is a theatre."""
    people = read("Сообщил директор Большого театра Алексей Громовой. Рядом театр Ивана Громового.")

    assert [person.parts["given_name"] for person in people] == ["Алексей"]
