"""Scripts, folding, transliteration and words of names in Ukrainian, Russian and English."""

from homeward.text.alike import likeness
from homeward.text.fold import fold, fold_word
from homeward.text.language import language_of
from homeward.text.latin import romanize, spellings, systems
from homeward.text.letters import Repaired, Script, repair, repair_word, script_of
from homeward.text.tokens import Token, tokens

__all__ = [
    "Repaired",
    "Script",
    "Token",
    "fold",
    "fold_word",
    "language_of",
    "likeness",
    "repair",
    "repair_word",
    "romanize",
    "script_of",
    "spellings",
    "systems",
    "tokens",
]
