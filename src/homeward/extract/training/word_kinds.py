"""Make `word_kinds.bin`: clusters of words, and which words are borne as names.

`python -m homeward.extract.training.word_kinds --vectors navec_news_v1_1B_250K_300d_100q.tar
--russian SURNAMES.parquet NAMES.parquet --abroad persons.txt` with numpy, pyarrow and navec
installed. The vectors come with natasha 1.6.0 (MIT), the Russian names with russiannames 2.0.0
(BSD-3), the others, from Wikidata, with rigour 1.7.0 (MIT, data CC0). A Ukrainian word takes the
cluster of a Russian one of its meaning (`words_uk.csv`).
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from homeward.extract import lexicon, tagger
from homeward.extract.training.ukrainian import forms
from homeward.names import token_analyses

Vectors = NDArray[np.float32]
Numbers = NDArray[np.int64]

_WORD = re.compile(r"[а-яіїєґ'-]{3,}")
_IN_TEXTS = re.compile(r"[а-яa-z]+")
_DIMENSIONS, _ROUNDS = 120, 15
_COARSE, _WIDE = 256, 64
_RARE_FAMILY, _OFTEN, _RARE_GIVEN = 3, 50, 8  # how often russiannames counts them


def main() -> int:
    """Read what the command line names, write the table into the package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--russian", type=Path, nargs=2, required=True)
    parser.add_argument("--abroad", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=_shipped())
    chosen = parser.parse_args()
    marks: dict[str, int] = {}
    for word, mark in [*_russian(*chosen.russian), *_abroad(chosen.abroad)]:
        for part in {word, *word.split("-")}:
            if len(part) > 2:
                marks[part] = marks.get(part, 0) | mark
    words, vectors = _vectors(chosen.vectors)
    fine, centres = _clustered(vectors, lexicon.CLUSTERS)
    coarse, wide = _clustered(centres, _COARSE)[0], _clustered(centres, _WIDE)[0]
    clusters = dict(zip(words, fine.tolist(), strict=True))
    _add_ukrainian(clusters, marks)
    _add_plain(clusters, marks)
    chosen.out.write_bytes(_packed(coarse, wide, clusters, marks))
    return 0


def _shipped() -> Path:
    return Path(__file__).parents[2] / "data" / "reading" / lexicon.FILE


def _folded(name: str) -> str:
    return name.lower().replace("ё", "е").replace("’", "'").replace("ʼ", "'")


def _russian(surnames: Path, given: Path) -> Iterator[tuple[str, int]]:
    parquet = import_module("pyarrow.parquet")
    for row in parquet.read_table(surnames).to_pylist():
        often = lexicon.OFTEN_FAMILY if (row["count"] or 0) >= _OFTEN else 0
        if (row["count"] or 0) >= _RARE_FAMILY:
            for form in filter(None, (row["text"], row["f_form"])):
                yield from _name(form, lexicon.FAMILY | often)
    for row in parquet.read_table(given).to_pylist():
        if (row["count"] or 0) >= _RARE_GIVEN:
            yield from _name(row["text"], lexicon.GIVEN)


def _abroad(groups: Path) -> Iterator[tuple[str, int]]:
    for line in groups.read_text(encoding="utf-8").splitlines():
        for name in line.split("=>")[0].split(","):
            yield from _name(name.strip(), lexicon.ABROAD)


def _name(name: str, mark: int) -> Iterator[tuple[str, int]]:
    folded = _folded(name)
    if _WORD.fullmatch(folded):
        yield folded, mark


def _vectors(path: Path) -> tuple[list[str], Vectors]:
    """Words of letters alone, and their directions in fewer dimensions."""
    navec: Any = import_module("navec").Navec.load(str(path))
    every = [_folded(word) for word in navec.vocab.words]
    first = {word: at for at, word in reversed(list(enumerate(every))) if _IN_TEXTS.fullmatch(word)}
    vectors = navec.pq.unpack().astype(np.float32)[list(first.values())]
    vectors = _unit(vectors)
    vectors -= vectors.mean(0)
    _, directions = np.linalg.eigh(vectors.T @ vectors)
    return list(first), _unit(vectors @ directions[:, ::-1][:, :_DIMENSIONS])


def _unit(vectors: Vectors) -> Vectors:
    lengths: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
    of_length_one: Vectors = vectors / (lengths + np.float32(1e-9))
    return of_length_one


def _clustered(vectors: Vectors, count: int) -> tuple[Numbers, Vectors]:
    """Spherical k-means: the cluster of each vector, and the centres."""
    random = np.random.default_rng(0)
    centres = vectors[random.choice(len(vectors), count, replace=False)].copy()
    nearest = np.zeros(len(vectors), dtype=np.int64)
    for _ in range(_ROUNDS):
        for start in range(0, len(vectors), 20_000):
            part = slice(start, start + 20_000)
            nearest[part] = np.argmax(vectors[part] @ centres.T, axis=1)
        for number in range(count):
            mine = vectors[nearest == number]
            centres[number] = mine.sum(0) if len(mine) else vectors[random.integers(len(vectors))]
        centres = _unit(centres)
    return nearest, centres


def _add_ukrainian(clusters: dict[str, int], marks: dict[str, int]) -> None:
    """A Ukrainian word stands where its Russian twin does."""
    russian = dict(clusters)
    for form, twin in forms():
        marks[form] = marks.get(form, 0) | lexicon.UKRAINIAN
        if twin in russian:
            clusters.setdefault(form, russian[twin])


def _add_plain(clusters: Mapping[str, int], marks: dict[str, int]) -> None:
    """Words that no table of names knows, so that a reading need not ask."""
    ukrainian = (word for word, mark in marks.items() if mark & lexicon.UKRAINIAN)
    for word in dict.fromkeys((*clusters, *ukrainian)):
        if not any(each.known for each in token_analyses(word)):
            shape = lexicon.ENDS_AS_NAME if tagger.ends_as_name(word) else 0
            marks[word] = marks.get(word, 0) | lexicon.PLAIN | shape


def _packed(
    coarse: Numbers, wide: Numbers, clusters: dict[str, int], marks: dict[str, int]
) -> bytes:
    """As `lexicon` reads it: two maps of clusters, then checksums, clusters and marks of words."""
    rows = {
        lexicon.checksum(word): (clusters.get(word, lexicon.NO_CLUSTER), marks.get(word, 0))
        for word in sorted({*clusters, *marks})
    }
    sums = sorted(rows)
    return b"".join(
        (
            coarse.astype(np.uint8).tobytes(),
            wide.astype(np.uint8).tobytes(),
            np.array(sums, dtype="<u4").tobytes(),
            np.array([rows[each][0] for each in sums], dtype="<u2").tobytes(),
            bytes(rows[each][1] for each in sums),
        )
    )


if __name__ == "__main__":
    sys.exit(main())
