"""What the templates of this face need."""

from __future__ import annotations

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag
def detail_url(letter: str, number: int) -> str:
    """The address of one page that may be filled in about one person."""
    return reverse(f"family:detail_{letter}", kwargs={"number": number})
