"""Invented leads; whatever is not given is unremarkable."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from homeward.records import DocumentKind, Polarity, Role, Span
from homeward.trace.lead import Lead, Place, Proof, Statement, Weighed


@pytest.fixture
def dead() -> Statement:
    """A claim of death."""
    return Statement("dead", Polarity.ASSERTED, "C3", False, "Джерело стверджує.", Span(0, 4))


@pytest.fixture
def place() -> Callable[..., Place]:
    """A place in a file of posts."""

    def new(path: str = "posts.txt", locator: str = "line 3", **more: Any) -> Place:
        given: dict[str, Any] = {"kind": DocumentKind.POST, "posted": date(2024, 5, 17)}
        return Place(path, locator, **(given | more))

    return new


@pytest.fixture
def lead(place: Callable[..., Place]) -> Callable[..., Lead]:
    """Лось Віталій, asked for and found in a post."""

    def new(request: str = "1", **more: Any) -> Lead:
        given: dict[str, Any] = {
            "request": request,
            "request_name": "Лось Віталій Сергійович",
            "source": place(),
            "name": "Лося Віталія",
            "role": Role.SOUGHT,
            "span": Span(6, 18),
            "score": 0.9,
            "hypothesis": "same_identity",
            "agrees": ("Прізвище збігається",),
            "differs": (),
            "unknown": ("Підрозділ",),
            "summary": "Можливо, це одна людина.",
            "features": (Weighed("family_name", "same", 7.5, "family_name.same", "Лось", "Лось"),),
            "statements": (),
            "proof": Proof("Шукаю Лося Віталія, 1994.", 0, (Span(6, 18), Span(20, 24))),
        }
        return Lead(**(given | more))

    return new
