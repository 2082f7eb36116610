"""Words in names that are no names: de, bin, Dr."""

from __future__ import annotations

PARTICLES = frozenset(
    {
        "де", "дер", "фон", "ван", "дан", "ди", "да", "дель", "ла", "ле", "эль", "аль", "ель",
        "бин", "бін", "ибн", "ібн", "ибни", "бен", "бинт", "абу", "de", "der",
        "von", "van", "den", "di", "da",
        "del", "dos", "la", "le", "el", "al", "bin", "ibn", "ben", "bint", "abu", "as", "at", "ur",
        "ul", "dr", "mr", "mrs", "ms", "sir", "jr", "sr", "prof", "sheikh", "shaikh", "shaykh",
        "haji", "hajji", "mullah", "president", "г-н", "г-жа", "гр", "пан", "пані",
    }
)  # fmt: skip
