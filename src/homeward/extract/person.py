"""A person found in a text, while it is being understood."""

from __future__ import annotations

from dataclasses import dataclass, field

from homeward.extract.found import Found
from homeward.extract.people import NameSpan
from homeward.records import Role, Sex

NEVER_SOUGHT = (Role.AUTHOR, Role.RELATIVE, Role.WITNESS, Role.OFFICIAL)


@dataclass(slots=True)
class Person:
    """One naming of a person; `same` is the fullest earlier naming of the same person.

    `likely` is how likely the tagger takes it for a name, 1 where it was not asked.
    """

    start: int
    end: int
    shape: str
    parts: dict[str, str]
    forms: tuple[str, ...]
    sex: Sex | None
    doubtful: bool
    likely: float = 1.0
    role: Role | None = None
    same: Person | None = None
    fields: list[Found] = field(default_factory=list)

    @property
    def main(self) -> bool:
        """Whether the text is about this person, not about who writes or answers."""
        return self.role not in NEVER_SOUGHT

    @property
    def known_as(self) -> Person:
        """The naming that carries what is said of the person."""
        return self.same or self


def of_span(
    span: NameSpan, parts: dict[str, str], forms: tuple[str, ...], sex: Sex | None
) -> Person:
    """A naming with initials only, or with one word, is doubtful."""
    thin = len(span.shape) == 1 or "I" in span.shape
    return Person(span.start, span.end, span.shape, parts, forms, sex, doubtful=thin)
