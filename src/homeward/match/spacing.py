"""Names that differ in where the words end: ІваненкоПетро, Анна-Марія and Анна Марія."""

from __future__ import annotations

from rapidfuzz.distance import OSA

LETTERS_A_SLIP = 10  # one slip of the pen is let pass for so many letters
SHORTEST = 6


def respaced(text: str, model: str) -> str:
    """The text with the spaces of `model`, if that is all that parts them, but for a slip.

    Else the text as it is.
    """
    letters = [letter for letter in text if letter.isalpha()]
    theirs = [letter for letter in model if letter.isalpha()]
    if len(letters) != len(theirs) or len(letters) < SHORTEST:
        return text
    one, other = ("".join(word).casefold() for word in (letters, theirs))
    most = len(letters) // LETTERS_A_SLIP
    if OSA.distance(one, other, score_cutoff=most) > most:
        return text
    following = iter(letters)
    return "".join(next(following) if sign.isalpha() else sign for sign in model)
