"""The reliability curve as a picture of a few lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt

from benchmarks.measures import Band

SIDE, EDGE = 400, 50
COLOURS = ("#005ea5", "#b10e1e", "#00703c", "#6f3ea8")


def reliability(curves: Mapping[str, Sequence[Band]]) -> str:
    """Score to the right, share of right pairs upwards; a dot is as large as its band."""
    size = SIDE + 2 * EDGE
    head = 'role="img" font-family="sans-serif" font-size="12"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" {head}>',
        "<title>Reliability curve</title>",
        "<desc>The share of right pairs by score; right are those on the dotted line.</desc>",
        f'<rect width="{size}" height="{size}" fill="#fff"/>',
        *axes(),
    ]
    for number, (name, bands) in enumerate(curves.items()):
        parts += curve(name, bands, COLOURS[number % len(COLOURS)], number)
    return "\n".join([*parts, "</svg>", ""])


def x(value: float) -> str:
    return f"{EDGE + SIDE * value:.1f}"


def y(value: float) -> str:
    return f"{EDGE + SIDE * (1 - value):.1f}"


def axes() -> list[str]:
    ends = f'x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}"'
    marks = [text for tenth in range(0, 11, 2) for text in mark(tenth / 10)]
    return [
        f'<rect x="{EDGE}" y="{EDGE}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#888"/>',
        f'<line {ends} stroke="#888" stroke-dasharray="3 5"/>',
        *marks,
        f'<text x="{x(0.5)}" y="{EDGE + SIDE + 38}" text-anchor="middle">score</text>',
        f'<text x="{EDGE}" y="{EDGE - 14}">share of right pairs</text>',
    ]


def mark(value: float) -> tuple[str, str]:
    """A number below and one on the left."""
    return (
        f'<text x="{x(value)}" y="{EDGE + SIDE + 18}" text-anchor="middle">{value}</text>',
        f'<text x="{EDGE - 8}" y="{y(value)}" text-anchor="end">{value}</text>',
    )


def curve(name: str, bands: Sequence[Band], colour: str, number: int) -> list[str]:
    points = " ".join(f"{x(band.mean_score)},{y(band.share_right)}" for band in bands)
    dots = [
        f'<circle cx="{x(band.mean_score)}" cy="{y(band.share_right)}" '
        f'r="{min(10.0, 2 + sqrt(band.pairs) / 6):.1f}" fill="{colour}" fill-opacity="0.6">'
        f"<title>{name}: {band.pairs} pairs</title></circle>"
        for band in bands
    ]
    place = f'x="{EDGE + SIDE - 12}" y="{EDGE + SIDE - 60 + 16 * number}" text-anchor="end"'
    label = f'<text {place} fill="{colour}">{name}</text>'
    return [f'<polyline points="{points}" fill="none" stroke="{colour}"/>', *dots, label]
