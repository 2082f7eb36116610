"""tantivy: should-queries of 3-grams, or of each word with fuzzy neighbours."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import tantivy
from answers import TOP, answer, built, register, run
from lines import bytes_of

Query, Should = tantivy.Query, tantivy.Occur.Should


def grams() -> tantivy.TextAnalyzer:
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(3, 3, prefix_only=False)).build()


def words() -> tantivy.TextAnalyzer:
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()


def by_grams(schema: tantivy.Schema, name: str) -> tantivy.Query:
    parts = {name[at : at + 3] for at in range(len(name) - 2)}
    return Query.boolean_query(
        [(Should, Query.term_query(schema, "name", part)) for part in sorted(parts)]
    )


def by_words(schema: tantivy.Schema, name: str) -> tantivy.Query:
    asked = []
    for word in name.split():
        asked.append(Query.boost_query(Query.term_query(schema, "name", word), 2.0))
        if len(word) >= 4:
            asked.append(Query.fuzzy_term_query(schema, "name", word, distance=1))
        if len(word) >= 6:
            wide = Query.fuzzy_term_query(schema, "name", word, distance=2)
            asked.append(Query.boost_query(wide, 0.5))
    return Query.boolean_query([(Should, one) for one in asked])


def search(
    analyzer: Callable[[], tantivy.TextAnalyzer],
    make: Callable[[tantivy.Schema, str], tantivy.Query],
    folder: Path,
    method: str,
) -> Iterator[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as place:
        started = time.process_time()
        schema = (
            tantivy.SchemaBuilder()
            .add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
            .add_text_field("name", tokenizer_name="names", index_option="freq")
            .build()
        )
        index = tantivy.Index(schema, path=place)
        index.register_tokenizer("names", analyzer())
        fill(index, folder)
        yield built(method, time.process_time() - started, bytes_of(Path(place)))
        searcher = index.searcher()

        def ask(name: str) -> list[str]:
            hits = searcher.search(make(schema, name), TOP, count=False).hits
            return [searcher.doc(address)["id"][0] for _, address in hits]

        yield from answer(method, folder, ask)


def fill(index: tantivy.Index, folder: Path) -> None:
    writer = index.writer(heap_size=256_000_000, num_threads=1)
    for one, name in zip(*register(folder), strict=True):
        writer.add_document(tantivy.Document(id=one, name=name))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()


if __name__ == "__main__":
    methods = {
        "tantivy, 3-grams": partial(search, grams, by_grams),
        "tantivy, fuzzy": partial(search, words, by_words),
    }
    run(methods, "tantivy")
