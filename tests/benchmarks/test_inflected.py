"""Names that the invented world bends are led back to the nominative, part by part."""

import pytest
from benchmarks.inflected import bent_names, shares

LEAST = {"ru": (0.98, 0.98, 0.95), "uk": (0.98, 0.98, 0.93)}  # of few names; docs/benchmarks.md


@pytest.mark.parametrize("language", sorted(LEAST))
def test_bent_names_are_led_back(language: str, full: bool) -> None:  # noqa: FBT001  a fixture
    """Span, parts, and parts with the normal form, in post order."""
    found = shares(language, 2_000 if full else 120, seed=11)

    assert all(share >= least for share, least in zip(found, LEAST[language], strict=True)), found


def test_the_spans_of_bent_names() -> None:
    """A sentence holds its name where the span says."""
    for bent in bent_names("uk", 20, seed=1):
        assert bent.span.of(bent.text) == " ".join(bent.written)
