"""Correcting how a text was read."""

from __future__ import annotations

from typing import Any

import pytest
from tests.office import MATCHER_KEY, Family, search_all, staff

from homeward.errors import BadInput, NotAllowed, Stale
from homeward.records import FieldName, Role, Span
from homeward.web.access.fields import Part
from homeward.web.access.log import Reason
from homeward.web.access.models import LogEntry, Office, User
from homeward.web.access.roles import Role as Hat
from homeward.web.evidence import correcting
from homeward.web.evidence.actions import (
    Post,
    add_post,
    agree_to_corrections,
    ask_for_corrections,
    correct,
    take_corrections,
)
from homeward.web.evidence.correcting import Reading
from homeward.web.evidence.models import Correction, EvidenceItem, Source
from homeward.web.evidence.payload import mention_of
from homeward.web.matching import reading
from homeward.web.matching.server import Matcher
from homeward.web.registry.sealing import opened
from homeward.web.review.actions import judge
from homeward.web.review.models import Candidate, CandidateState, Verdict

TEXT = "Шукаю брата Лосенка Остапа Гнатовича, 12.04.1991 р.н. Писав Гайовий Макар, 0501112233."


@pytest.fixture
def item(source: Source, bohdan: User) -> EvidenceItem:
    return add_post(Post(TEXT), source, by=bohdan)


def read(item: EvidenceItem) -> Reading:
    """The item as it is read now, as the matcher opens it."""
    told = opened(item.pk, Part.MATCHING, bytes(item.body), MATCHER_KEY.private)
    rows = item.mentions.current().order_by("number")
    found = {
        row.pk: mention_of(opened(row.pk, Part.MATCHING, bytes(row.body), MATCHER_KEY.private))
        for row in rows
    }
    return Reading(str(told["item_text"]), found)


def span_of(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def names(item: EvidenceItem) -> set[str]:
    now = read(item)
    return {found.span.of(now.text) for found in now.mentions.values()}


def key_of(item: EvidenceItem, words: str) -> object:
    now = read(item)
    return next(key for key, found in now.mentions.items() if found.span.of(now.text) == words)


def test_a_name_is_given_other_bounds(item: EvidenceItem, bohdan: User) -> None:
    """Parts and normal forms follow the words; what is said of the person stays with the name."""
    now = read(item)
    key = next(iter(now.mentions))
    said = now.mentions[key].fields

    correct(item, now, correcting.with_bounds(now, key, span_of("Лосенка Остапа")), by=bohdan)

    assert "Лосенка Остапа" in names(item)
    assert "Лосенка Остапа Гнатовича" not in names(item)
    made = next(m for m in read(item).mentions.values() if m.span == span_of("Лосенка Остапа"))
    assert made.fields == said
    assert "Лосенко Остап" in made.forms
    assert item.mentions.count() == len(now.mentions) + 1  # the old reading stays, out of force


def test_who_when_and_both_readings_are_kept(item: EvidenceItem, bohdan: User) -> None:
    """An immutable row, sealed, and a line of the log without a name."""
    now = read(item)
    key = next(iter(now.mentions))
    made = correct(item, now, correcting.without(now, key), by=bohdan)

    assert made is not None
    told = opened(made.pk, Part.MATCHING, bytes(made.body), MATCHER_KEY.private)
    assert (made.by, made.item, made.kind) == (bohdan, item, Correction.Kind.NOBODY)
    assert len(told["before"]) == len(told["after"]) + 1  # type: ignore[arg-type]
    assert "Лосенк" not in str(LogEntry.objects.get(event__verb="item.corrected").event)
    with pytest.raises(NotAllowed):
        made.save()
    with pytest.raises(NotAllowed):
        Correction.objects.all().delete()


def test_a_second_correction_supersedes_the_first(
    item: EvidenceItem, bohdan: User, daryna: User
) -> None:
    """It is made on what the first left; whoever looked before that must look again."""
    before = read(item)
    key = next(iter(before.mentions))
    first = correct(item, before, correcting.with_role(before, key, Role.FALLEN), by=bohdan)
    with pytest.raises(Stale):
        correct(item, before, correcting.without(before, key), by=daryna)

    now = read(item)
    key = next(key for key, found in now.mentions.items() if found.role is Role.FALLEN)
    second = correct(item, now, correcting.with_role(now, key, Role.PRISONER), by=daryna)

    assert second is not None
    assert second.supersedes == first
    assert list(Correction.objects.filter(superseded_by=None)) == [second]


def test_what_changes_nothing_is_no_correction(item: EvidenceItem, bohdan: User) -> None:
    """The same role again is not stored."""
    now = read(item)
    key, found = next(iter(now.mentions.items()))
    assert correct(item, now, correcting.with_role(now, key, found.role), by=bohdan) is None
    assert not Correction.objects.exists()


def test_a_missed_person_is_added(item: EvidenceItem, bohdan: User) -> None:
    """With the role that was chosen; not where another name stands, and not on signs."""
    now = read(item)
    for key, found in list(now.mentions.items()):
        if "Гайовий" in found.span.of(TEXT):
            correct(item, now, correcting.without(now, key), by=bohdan)
            now = read(item)
    missed = correcting.with_missed(now, span_of("Гайовий Макар"), Role.WITNESS)
    correct(item, now, missed, by=bohdan)

    assert "Гайовий Макар" in names(item)
    now = read(item)
    for wrong in (span_of("Остапа Гнатовича, 12"), span_of("0501112233"), Span(5, 5), Span(0, 999)):
        with pytest.raises(BadInput):
            correcting.with_missed(now, wrong, Role.OTHER)


def test_what_is_said_gets_another_owner(item: EvidenceItem, bohdan: User) -> None:
    """The birth date was that of the other man; or of nobody."""
    now = read(item)
    missing = "Гайовий Макар" not in names(item)
    if missing:
        added = correcting.with_missed(now, span_of("Гайовий Макар"), Role.SOUGHT)
        correct(item, now, added, by=bohdan)
        now = read(item)
    one = key_of(item, "Лосенка Остапа Гнатовича")
    other = next(key for key in now.mentions if key != one)
    born = next(f for f in now.mentions[one].fields if f.name is FieldName.BIRTH_DATE)  # type: ignore[index]
    correct(item, now, correcting.with_owner(now, one, born, other), by=bohdan)  # type: ignore[arg-type]

    owners = {
        found.span.of(TEXT)
        for found in read(item).mentions.values()
        if any(said.name is FieldName.BIRTH_DATE for said in found.fields)
    }
    assert owners == {now.mentions[other].span.of(TEXT)}
    now = read(item)
    owner = next(key for key, found in now.mentions.items() if born.value in str(found.fields))
    said = next(f for f in now.mentions[owner].fields if f.name is FieldName.BIRTH_DATE)
    correct(item, now, correcting.with_owner(now, owner, said, None), by=bohdan)
    assert all(born.value not in str(found.fields) for found in read(item).mentions.values())


@pytest.mark.rule("R9")
def test_who_may_not_read_an_item_corrects_nothing(
    item: EvidenceItem, source: Source, office: Office
) -> None:
    """An analyst and a source that is not public; a volunteer at all."""
    now = read(item)
    change = correcting.without(now, next(iter(now.mentions)))
    Source.objects.filter(pk=source.pk).update(public=False)
    for role in (Hat.ANALYST, Hat.VOLUNTEER, Hat.PARTNER):
        with pytest.raises(NotAllowed):
            correct(item, now, change, by=staff(f"a-{role}", office, role))


def test_the_search_sees_the_corrected_name(
    olena: Family, item: EvidenceItem, bohdan: User, matcher: Matcher
) -> None:
    """The old reading is found no more, its candidate waits for nobody; the new one is searched."""
    search_all(matcher)
    old = Candidate.objects.get()
    judge(old, Verdict.SAME, by=bohdan, version=0)
    now = read(item)
    key = old.pair.mention_id
    correct(item, now, correcting.without(now, key), by=bohdan)
    search_all(matcher)

    old.refresh_from_db()
    assert old.state == CandidateState.REPLACED
    now = read(item)
    added = correcting.with_missed(now, span_of("Лосенка Остапа Гнатовича"), Role.SOUGHT)
    correct(item, now, added, by=bohdan)
    search_all(matcher)

    new = Candidate.objects.exclude(pk=old.pk).get()
    assert new.state == CandidateState.PROPOSED
    assert new.pair.mention.replaced_by is None
    assert not item.mentions.filter(searched=False).exists()


def test_two_people_let_corrections_out(
    item: EvidenceItem, bohdan: User, daryna: User, office: Office
) -> None:
    """One asks, another agrees, the file is taken once; before that the matcher opens nothing."""
    now = read(item)
    made = correct(item, now, correcting.without(now, next(iter(now.mentions))), by=bohdan)
    assert made is not None
    export = ask_for_corrections(by=bohdan)
    assert ask_for_corrections(by=daryna) == export
    with pytest.raises(NotAllowed):
        _line(made, bohdan)
    with pytest.raises(NotAllowed):
        agree_to_corrections(export, by=bohdan)
    with pytest.raises(NotAllowed):
        ask_for_corrections(by=staff("analyst", office, Hat.ANALYST))
    agree_to_corrections(export, by=daryna)

    line = _line(made, bohdan)
    assert (line["id"], line["text"], line["posted"]) == (str(item.pk), TEXT, None)
    assert len(line["mentions"]) == len(read(item).mentions)
    take_corrections(export, lines=1)
    with pytest.raises(NotAllowed):
        _line(made, bohdan)
    with pytest.raises(Stale):
        take_corrections(export, lines=1)


def _line(made: Correction, by: User) -> dict[str, Any]:
    return reading.correction(MATCHER_KEY.private, made.pk, by=by, reason=Reason.EVIDENCE_WORK)
