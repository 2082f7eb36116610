"""slovnet's NER of news, as natasha ships it: people of each text of a file of JSON lines."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy: threads that wait count as work

from lines import peak_gb, read_lines, versions, write_lines
from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter

PERSON = "PER"


def people(texts: list[str]) -> Iterator[list[tuple[int, int]]]:
    segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())
    yield []  # tables are loaded
    for text in texts:
        doc = Doc(text)
        doc.segment(segmenter)
        doc.tag_ner(tagger)
        yield [(span.start, span.stop) for span in doc.spans if span.type == PERSON]


def main(asked: Path, out: Path) -> None:
    rows = list(read_lines(asked))
    lines: list[dict[str, Any]] = [{"versions": versions(("slovnet", "natasha"))}]
    found = people([row["text"] for row in rows])
    next(found)
    begun = lines[0]["start"] = time.process_time()
    for row, spans in zip(rows, found, strict=True):
        now = time.process_time()
        lines.append({"id": row["id"], "set": row["set"], "spans": spans, "seconds": now - begun})
        begun = now
    lines[0]["gb"] = peak_gb()
    write_lines(out, lines)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
