"""Orders in which people write the parts of a name, and how usual each is."""

from __future__ import annotations

from collections.abc import Iterator

from homeward.names.words import FAMILY as F
from homeward.names.words import GIVEN as G
from homeward.names.words import PATRONYMIC as P

Order = tuple[tuple[int, ...], float]

_ORDERS: dict[int, tuple[Order, ...]] = {
    1: (((F,), 0.5), ((G,), 1.0), ((P,), 0.05)),
    2: (((G, F), 1.0), ((F, G), 0.8), ((G, P), 0.6), ((P, G), 0.02)),
    3: (
        ((F, G, P), 1.0), ((G, P, F), 1.0), ((G, F, P), 0.05), ((F, P, G), 0.02),
        ((G, G, F), 0.05), ((F, F, G), 0.01), ((G, F, F), 0.02), ((F, G, G), 0.01),
    ),
    4: (
        ((F, F, G, P), 0.5), ((G, P, F, F), 0.5), ((F, G, P, F), 0.1), ((F, G, G, P), 0.1),
        ((G, G, P, F), 0.1), ((G, G, G, F), 0.1), ((G, G, F, F), 0.05), ((F, G, G, G), 0.02),
    ),
}  # fmt: skip


def orders(initials: tuple[bool, ...]) -> Iterator[Order]:
    """Roles that words may have, by which of them are initials."""
    if any(initials) and not all(initials):
        yield from _with_initials(initials)
    elif len(initials) in _ORDERS:
        yield from _ORDERS[len(initials)]
    elif initials:
        yield from _many(len(initials))


def _with_initials(initials: tuple[bool, ...]) -> Iterator[Order]:
    """Коваленко О. П., О. П. Коваленко, Олена К.: what the letters stand for."""
    letters = sum(initials)
    if len(initials) - letters > 1:
        yield from _ORDERS.get(len(initials)) or _many(len(initials))
        return
    order = iter((G, P, *[P] * letters))
    yield tuple(next(order) if one else F for one in initials), 1.0
    if letters == 1:
        yield tuple(F if one else G for one in initials), 0.5


def _many(count: int) -> Iterator[Order]:
    yield (G, *[G] * (count - 2), F), 1.0
    yield (F, G, *[G] * (count - 2)), 0.3
