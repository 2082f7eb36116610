"""Catalogues."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext

from homeward.web.site.translations import (
    LANGUAGES,
    WEB,
    catalogues,
    compile_catalogues,
    missing,
    read,
)

PARTS = sorted(path.parent.name for path in WEB.glob("*/__init__.py"))


@pytest.mark.parametrize("part", PARTS)
def test_every_sentence_is_translated(part: str) -> None:
    """Nothing on the screen stays English for a Ukrainian or Russian reader."""
    assert missing(WEB / part) == []


def test_a_sentence_without_translation_is_found(tmp_path: Path) -> None:
    """The control: templates and Python files are both read."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        '{% load i18n %}{% translate "Good day" %}'
        "{% blocktranslate count n=n %}one{% plural %}many{% endblocktranslate %}"
    )
    (tmp_path / "words.py").write_text('from x import gettext as _\n_("Good night")\n')

    assert missing(tmp_path)[:3] == [
        "uk page.html: Good day",
        "uk page.html: one",
        "uk words.py: Good night",
    ]


def test_a_sentence_is_found_however_far_in_it_stands(tmp_path: Path) -> None:
    """Templates are indented; a line further out, then further in, hides nothing after it."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        '{% load i18n %}\n      {% translate "Far in" %}\n  {% translate "Further out" %}\n'
        '    {% translate "In again" %}\n'
    )

    assert [line for line in missing(tmp_path) if line.startswith("uk")] == [
        "uk page.html: Far in",
        "uk page.html: Further out",
        "uk page.html: In again",
    ]


def test_catalogues_are_compiled_and_read() -> None:
    """Set-up compiles; a second run has nothing to do."""
    compile_catalogues()

    assert catalogues()
    assert compile_catalogues() == 0
    with translation.override("ru"):
        assert gettext("Please wait") == "Подождите, пожалуйста"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_family_reads_is_what_was_written_for_it(language: str) -> None:
    """The first part that has a sentence gives its words: no other's stand in their place."""
    path = WEB / "family" / "locale" / language / "LC_MESSAGES" / "django.po"
    with translation.override(language):
        taken = [
            one.id
            for one in read(path)
            if one.id
            and isinstance(one.id, str)
            and not one.context
            and gettext(one.id) != one.string
        ]
    assert taken == []
