"""What templates of the desk need beside Django's own."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def percent(score: float) -> int:
    """A probability as so many of a hundred; never certain, never excluded (R35)."""
    return min(99, max(1, round(100 * score)))
