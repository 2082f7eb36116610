"""What the tagger leaves out, and what the rest of the text says of it."""

from homeward.extract import tagger
from homeward.extract.words import words_of


def test_a_word_named_elsewhere_is_taken_more_easily() -> None:
    """A word that the tagger doubts is a name if the text names it; others stay out."""
    text = "Дудка і Столиця"
    words = words_of(text, text.lower(), 0, len(text))
    left = {0: 0.2, 2: 0.2}

    tags = tagger.added(["O", "O", "O"], left, {tagger.stem_of("дудкою")}, words)

    assert tags == [tagger.BEGIN, tagger.OUTSIDE, tagger.OUTSIDE]


def test_an_unlikely_word_stays_out() -> None:
    """Being named elsewhere alone does not make a name."""
    text = "Дудка грає"
    words = words_of(text, text.lower(), 0, len(text))

    assert tagger.added(["O", "O"], {0: 0.05}, {"дудк"}, words) == ["O", "O"]
