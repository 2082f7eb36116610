"""names_comparator (yes or no), as it is and after ICU; the variants of names_translator."""

from __future__ import annotations

from functools import lru_cache

import icu
import Levenshtein
from comparator import full_compare
from lines import score_pairs
from names_translator import Transliterator

TO_LATIN = icu.Transliterator.createInstance("Any-Latin; Latin-ASCII; Lower")
TRANSLATOR = Transliterator()
MOST = 60  # variants of one name that are compared letter by letter


def plain(ours: str, theirs: str) -> float:
    return float(full_compare(ours.lower(), theirs.lower()))


def through_icu(ours: str, theirs: str) -> float:
    return float(full_compare(TO_LATIN.transliterate(ours), TO_LATIN.transliterate(theirs)))


@lru_cache(maxsize=4096)
def variants(name: str) -> frozenset[str]:
    """Spellings with sorted tokens; the family name may stand first or last."""
    words = name.title().split()
    parts = [*words[:3], "", ""][:3]
    orders = (parts, [words[-1], *words[:2], ""][:3]) if len(words) > 1 else (parts,)
    found = {name}.union(*(TRANSLATOR.transliterate(*order) for order in orders))
    return frozenset(" ".join(sorted(one.lower().split())) for one in found)


def by_variants(ours: str, theirs: str) -> float:
    """1 where a spelling is shared, else the likest two of them."""
    left, right = variants(ours), variants(theirs)
    if left & right:
        return 1.0
    return 0.99 * max(
        Levenshtein.ratio(one, other)
        for one in sorted(left)[:MOST]
        for other in sorted(right)[:MOST]
    )


if __name__ == "__main__":
    methods = {
        "names_comparator": plain,
        "names_comparator + ICU": through_icu,
        "names_translator variants": by_variants,
    }
    score_pairs(methods, "names_comparator", "names_translator", "pyicu")
