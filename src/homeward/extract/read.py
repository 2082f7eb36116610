"""From a text to the people it names and what it says of them, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from homeward.extract.attach import attach
from homeward.extract.clean import CleanText, clean
from homeward.extract.date_kinds import date_fields
from homeward.extract.fields import (
    ages,
    dates,
    institutions,
    marks,
    phones,
    places,
    references,
    service,
)
from homeward.extract.fields.statuses import find_statuses
from homeward.extract.found import Found
from homeward.extract.items import items_of
from homeward.extract.lone import without_lone
from homeward.extract.memory import forget_if_much
from homeward.extract.names_in import people_in
from homeward.extract.person import Person
from homeward.extract.place_kinds import place_fields
from homeward.extract.profile import is_profile
from homeward.extract.relations import relation_fields, sibling_fields
from homeward.extract.roles import assign_roles, settle_roles
from homeward.extract.same import join_namings
from homeward.extract.scene import Scene
from homeward.extract.sentences import sentences
from homeward.extract.signature import find_signature
from homeward.extract.tables import load_tables
from homeward.extract.windows import WINDOW, Window, windows
from homeward.records import FieldMention, FieldName, Mention, Role, Span


def read(text: str, posted: date | None = None) -> tuple[Mention, ...]:
    """The people a text names, in order; spans are code points of `text` as it is given.

    `posted` gives relative dates ("вчера") a day; without it they stay unread. A text longer
    than a window is read window by window: what one says of a person stays in it.
    """
    if len(text) <= WINDOW:
        return _mentions(clean(text), posted)[0]
    found: list[Mention] = []
    heading: Span | None = None  # of a list that goes on past the end of a window
    for start, end in windows(text):
        window = Window(text, start, end, heading)
        mentions, last = _mentions(clean(window.text), posted)
        found.extend(map(window.in_whole, mentions))
        heading = window.span(last) if last else None
    return tuple(found)


def _mentions(readable: CleanText, posted: date | None) -> tuple[tuple[Mention, ...], Span | None]:
    """The people of one text, and the heading of the list that it ends with."""
    load_tables()
    forget_if_much()
    parts = sentences(readable.text)
    call_signs = service.find_call_signs(readable.text)
    people = without_lone(readable, parts, people_in(readable, parts, call_signs))
    if not people:
        return (), None
    join_namings(people)
    assign_roles(readable.low, parts, people)
    scene = Scene(
        readable.low,
        people,
        parts,
        items_of(readable.text, readable.low, people),
        dates.find_dates(readable.low, posted),
        places.find_places(readable, [(person.start, person.end) for person in people]),
    )
    find_signature(scene)
    for found in (*call_signs, *_all_found(readable, scene)):
        attach(scene, found)
    settle_roles(readable.low, people)
    return tuple(_mention(readable, person) for person in people), _open_heading(readable, scene)


def _open_heading(readable: CleanText, scene: Scene) -> Span | None:
    last = scene.items[-1] if scene.items else None
    if last is None or not last.listed or last.heading is None:
        return None
    return readable.span(last.heading.start, last.heading.end)


def _all_found(readable: CleanText, scene: Scene) -> Iterator[Found]:
    low = readable.low
    yield from phones.find_phones(readable.text)
    yield from ages.find_ages(low)
    yield from service.find_units(readable)
    yield from service.find_ranks(low)
    yield from service.find_quoted_names(
        readable.text, [Span(p.start, p.end) for p in scene.people]
    )
    yield from references.find_references(readable)
    yield from marks.find_marks(readable)
    yield from institutions.find_institutions(readable)
    for sentence in scene.sentences:
        yield from find_statuses(low, sentence)
    yield from date_fields(scene)
    yield from place_fields(scene)
    yield from relation_fields(scene)
    yield from sibling_fields(scene)
    if is_profile(low):
        yield from marks.find_traits(low)
        yield from ages.find_months_old(low)


def _mention(readable: CleanText, person: Person) -> Mention:
    first: dict[tuple[FieldName, str], Found] = {}
    for found in sorted(person.fields, key=lambda found: (found.start, found.name)):
        first.setdefault((found.name, found.value), found)
    return Mention(
        span=readable.span(person.start, person.end),
        role=person.role or Role.OTHER,
        parts=person.parts,
        forms=person.forms,
        sex=person.sex,
        fields=tuple(_field(readable, found) for found in first.values()),
        doubtful=person.doubtful,
    )


def _field(readable: CleanText, found: Found) -> FieldMention:
    span = readable.span(found.start, found.end)
    return FieldMention(found.name, found.value, span, found.polarity, found.doubtful)
