"""How far two names of a unit or an institution mean one."""

from __future__ import annotations

from rapidfuzz.distance import JaroWinkler

from homeward.match.features import Level
from homeward.match.words import folded_words, numbers_in, overlap, words_in

ONE_NAME = 0.8  # Jaro-Winkler of two words without their endings


def unit_level(ours: str, theirs: str) -> Level:
    """Numbers decide: «54 омбр» and «54-та окрема механізована бригада»."""
    numbers, their_numbers = numbers_in(ours), numbers_in(theirs)
    words, their_words = words_in(ours), words_in(theirs)
    if numbers and their_numbers:
        if not numbers & their_numbers:
            return Level.DIFFERENT
        same = numbers == their_numbers and (words == their_words or _initialism(ours, theirs))
        return Level.SAME if same else Level.ALIKE
    if words == their_words:
        return Level.SAME
    return Level.ALIKE if words & their_words else Level.MISSING


def _initialism(ours: str, theirs: str) -> bool:
    """Whether one names by first letters what the other spells out: омбр."""
    short, long = sorted((folded_words(ours), folded_words(theirs)), key=lambda w: len("".join(w)))
    if len(short) != 1 or len(long) < 2:
        return False
    sounds = iter("".join(long))
    firsts = {word[0] for word in long}
    begins_alike = short[0][0] == long[0][0] and set(short[0][:2]) <= firsts
    return begins_alike and all(letter in sounds for letter in short[0])


def institution_level(ours: str, theirs: str) -> Level:
    """A number or a name of its own decides; «дитячий будинок» alone is any of them."""
    numbers, their_numbers = numbers_in(ours), numbers_in(theirs)
    common, name = _common_and_own(ours)
    their_common, their_name = _common_and_own(theirs)
    if numbers and their_numbers and not numbers & their_numbers:
        return Level.DIFFERENT
    one_name = any(JaroWinkler.similarity(x, y) >= ONE_NAME for x in name for y in their_name)
    if name and their_name and not one_name:
        return Level.DIFFERENT
    one_kind = not common or not their_common or overlap(common, their_common) >= 0.5
    if one_name or numbers & their_numbers:
        return Level.SAME if one_kind else Level.ALIKE
    return Level.ALIKE if one_kind and common and their_common else Level.MISSING


def _common_and_own(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """What kind of institution it is, and what it alone is called."""
    words = words_in(text)
    common = frozenset(word for word in words if word.startswith("="))
    return common, words - common
