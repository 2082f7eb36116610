"""rapidfuzz: every record is compared by `ratio`, words sorted."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from answers import TOP, answer, built, register, run
from latin import sorted_words
from rapidfuzz import fuzz, process


def search(folder: Path, method: str) -> Iterator[dict[str, Any]]:
    started = time.process_time()
    ids, names = register(folder)
    choices = [sorted_words(name) for name in names]
    yield built(method, time.process_time() - started)

    def ask(name: str) -> list[str]:
        hits = process.extract(sorted_words(name), choices, scorer=fuzz.ratio, limit=TOP)
        return [ids[row] for _, _, row in hits]

    yield from answer(method, folder, ask)


if __name__ == "__main__":
    run({"rapidfuzz brute force": search}, "rapidfuzz")
