"""The default grades of docs/rules.md."""

from __future__ import annotations

import pytest

from homeward.claims import Axis, Grade, default_grade
from homeward.errors import BadInput
from homeward.records import Polarity


@pytest.mark.parametrize(
    ("source", "about", "grade"),
    [
        ("icrc_confirmation", Axis.CAPTIVITY, "A1"),
        ("bureau_list", Axis.CAPTIVITY, "B2"),
        ("returned_prisoner", Axis.FATE, "B3"),
        ("fellow_soldier", Axis.FATE, "C3"),
        ("official_video", Axis.FATE, "C2"),
        ("official_video", Axis.WHEREABOUTS, "F6"),
        ("anonymous_post", Axis.FATE, "E6"),
        ("local_obituary", Axis.FATE, "C3"),
        ("obituary_grave_unit", Axis.FATE, "B2"),
    ],
)
def test_defaults_are_those_of_the_rules(source: str, about: Axis, grade: str) -> None:
    """The table says what docs/rules.md says."""
    assert str(default_grade(source, about).grade) == grade


@pytest.mark.rule("E6")
def test_words_from_captivity_carry_the_flag() -> None:
    """E6: both halves of a prisoner's video are marked as said in captivity."""
    assert default_grade("official_video", Axis.FATE).in_captivity
    assert default_grade("official_video", Axis.WHEREABOUTS).in_captivity
    assert not default_grade("returned_prisoner", Axis.FATE).in_captivity


def test_hearsay_is_doubtful() -> None:
    """What a source has only heard is never better than doubtful."""
    assert str(default_grade("fellow_soldier", Axis.FATE, Polarity.HEARSAY).grade) == "C4"


def test_unknown_kind_of_source_is_refused() -> None:
    """The error names the kinds that exist."""
    with pytest.raises(BadInput, match="anonymous_post"):
        default_grade("rumour", Axis.FATE)


@pytest.mark.parametrize("text", ["", "B", "G2", "B7", "2B"])
def test_impossible_grade_is_refused(text: str) -> None:
    """A grade is a letter A-F and a digit 1-6."""
    with pytest.raises(BadInput):
        Grade.from_text(text)


def test_grade_is_two_scales() -> None:
    """A better source does not make up for less credible information."""
    assert Grade.from_text("B2").is_at_least(Grade.from_text("C3"))
    assert not Grade.from_text("A4").is_at_least(Grade.from_text("C3"))
