"""Namings of one person in one text: the fullest carries what is said, the others point to it."""

from __future__ import annotations

from collections.abc import Sequence

from homeward.extract.person import Person

_FAR = 40  # earlier people looked at: a list of thousands stays fast


def join_namings(people: Sequence[Person]) -> None:
    """Point bare repeats ("Виталий", "Лосев В. С.") and reposted names to the fullest naming."""
    full: dict[str, Person] = {}
    recent: list[Person] = []
    for person in people:
        if person.doubtful:
            continue
        first = full.setdefault(person.forms[0] if person.forms else "", person)
        person.same = first if first is not person else None
    for person in people:
        if not person.doubtful:
            recent = [*recent[-_FAR:], person.known_as]
            continue
        matching = [other for other in reversed(recent) if _may_be(person, other)]
        person.same = matching[0] if matching else None


def _may_be(thin: Person, full: Person) -> bool:
    words = {word.lower() for form in full.forms for word in form.split()}
    firsts = {word[0].lower() for form in full.forms for word in form.split()}
    return any(_fits(form, words, firsts) for form in thin.forms)


def _fits(form: str, words: set[str], firsts: set[str]) -> bool:
    parts = form.lower().split()
    return all(
        part.rstrip(".") in firsts if part.endswith(".") else part in words for part in parts
    )
