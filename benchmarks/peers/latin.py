"""Cyrillic letters of Ukrainian and Russian in Latin ones, as peers without Cyrillic are fed."""

from __future__ import annotations

LETTERS = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ё": "e",
    "ж": "zh", "з": "z", "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m",
    "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "iu",
    "я": "ia", "'": "", "’": "", "ʼ": "", "-": " ", ".": " ",
})  # fmt: skip


def latin(text: str) -> str:
    return text.lower().translate(LETTERS)


def sorted_latin(text: str) -> str:
    return sorted_words(latin(text))


def sorted_words(text: str) -> str:
    return " ".join(sorted(text.split()))
