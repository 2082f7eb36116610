"""Catalogues: compile them at set-up, and find sentences that nobody translated yet.

Each part has a `locale` folder of its own. No system gettext is needed:
`python -m homeward.web.site.translations` writes the `.mo` files, `--missing` lists what lacks.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

WEB = Path(__file__).parents[1]
LANGUAGES = ("uk", "ru")  # English is what stands in the code
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def catalogues(web: Path = WEB) -> list[Path]:
    """All catalogues, part by part."""
    return sorted(web.glob("*/locale/*/LC_MESSAGES/django.po"))


def compile_catalogues(web: Path = WEB) -> int:
    """Write each `.mo` that is missing or older than its `.po`; says how many."""
    stale = [po for po in catalogues(web) if _is_stale(po)]
    for po in stale:
        fresh = po.with_suffix(".mo.new")
        with fresh.open("wb") as compiled:
            write_mo(compiled, read(po))
        fresh.replace(po.with_suffix(".mo"))
    return len(stale)


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime_ns < po.stat().st_mtime_ns


def read(po: Path) -> Catalog:
    """One catalogue."""
    with po.open("rb") as text:
        return read_po(text, locale=po.parents[1].name)


def sentences(part: Path) -> Iterator[tuple[str, str]]:
    """What a part says: message and file, from its templates and its Python files."""
    for template in sorted(part.rglob("templates/**/*.html")):
        source = templatize(template.read_text(encoding="utf-8"), origin=str(template))
        # Indented as HTML is, it is no Python, which the extractor reads.
        flat = "\n".join(line.lstrip() for line in source.splitlines())
        yield from _extracted(flat, template)
    for module in sorted(part.rglob("*.py")):
        yield from _extracted(module.read_text(encoding="utf-8"), module)


def _extracted(source: str, file: Path) -> Iterator[tuple[str, str]]:
    for _, message, *_ in extract("python", io.BytesIO(source.encode()), KEYWORDS):
        yield (message[0] if isinstance(message, tuple) else message), file.name


def missing(part: Path) -> list[str]:
    """Each sentence of a part that a language lacks, as `uk file: sentence`."""
    lines = []
    for language in LANGUAGES:
        po = part / "locale" / language / "LC_MESSAGES" / "django.po"
        catalogue = read(po) if po.exists() else Catalog()
        done = {_first(m.id) for m in catalogue if m.id and _whole(m.string) and not m.fuzzy}
        lines += [
            f"{language} {file}: {sentence}"
            for sentence, file in dict(sentences(part)).items()
            if sentence not in done
        ]
    return lines


def _first(message: str | list[str] | tuple[str, ...]) -> str:
    return message if isinstance(message, str) else message[0]


def _whole(text: str | list[str] | tuple[str, ...] | None) -> bool:
    return bool(text) if isinstance(text, str) or text is None else all(text)


def main() -> None:
    """Compile; with `--missing` list instead, and fail if something lacks."""
    if "--missing" not in sys.argv[1:]:
        compile_catalogues()
        return
    parts = sorted(path for path in WEB.iterdir() if path.is_dir())
    lines = [f"{part.name}: {line}" for part in parts for line in missing(part)]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.exit(bool(lines))


if __name__ == "__main__":
    main()
