"""rapidfuzz after folding: Latin lower case, tokens sorted, `ratio`."""

from __future__ import annotations

from latin import sorted_latin
from lines import score_pairs
from rapidfuzz import fuzz


def score(ours: str, theirs: str) -> float:
    return fuzz.ratio(sorted_latin(ours), sorted_latin(theirs)) / 100


if __name__ == "__main__":
    score_pairs({"rapidfuzz after folding": score}, "rapidfuzz")
