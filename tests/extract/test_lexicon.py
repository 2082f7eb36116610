"""What is known of words without asking the tables of names."""

from homeward.extract import lexicon
from homeward.names.given import graph


def test_no_given_name_is_plain() -> None:
    """`word_kinds.bin` is made anew when names are added: in small letters they would be missed."""
    stale = [name for name in graph().by_form if lexicon.plain(name)]

    assert not stale


def test_a_ukrainian_word_stands_where_its_russian_twin_does() -> None:
    """Forms of the list of common words are known as such, and share the cluster."""
    assert lexicon.is_ukrainian("вироками")
    assert lexicon.clusters("вироку") == lexicon.clusters("приговору")
    assert not lexicon.is_ukrainian("гнатишин")
