"""How far readings agree with texts marked by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from homeward.extract.gold import GoldField, GoldText
from homeward.records import FieldMention, FieldName, Mention, Span

# Free wording: the same words marked a little shorter or longer are the same value.
_BY_SPAN = frozenset(
    (FieldName.MARK, FieldName.INSTITUTION, FieldName.UNIT, FieldName.TRAIT, FieldName.REFERENCE)
)


@dataclass(slots=True)
class Tally:
    """Right, missed and wrong."""

    right: int = 0
    missed: int = 0
    wrong: int = 0

    def count(self, found: AbstractSet[object], marked: AbstractSet[object]) -> None:
        """Add what was found in a text and what is marked there."""
        right = len(found & marked)
        self.right += right
        self.missed += len(marked) - right
        self.wrong += len(found) - right

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = 2 * self.right + self.missed + self.wrong
        return 2 * self.right / both if both else 1.0


@dataclass(slots=True)
class Score:
    """Of many texts. `mistakes` says, text by text, what was missed (-) and what is wrong (+)."""

    people: Tally = field(default_factory=Tally)
    fields: Tally = field(default_factory=Tally)
    by_field: dict[FieldName, Tally] = field(default_factory=dict)
    roles: Tally = field(default_factory=Tally)
    forms: Tally = field(default_factory=Tally)
    polarity: Tally = field(default_factory=Tally)
    false_people_where_none: int = 0
    texts_without_people: int = 0
    mistakes: list[str] = field(default_factory=list)

    def of_field(self, name: FieldName) -> Tally:
        return self.by_field.setdefault(name, Tally())


def score_text(score: Score, gold: GoldText, mentions: Iterable[Mention]) -> None:
    """Add one text to the score."""
    found = list(mentions)
    _people(score, gold, found)
    owners = {id(mention): _owner(gold, mention.span) for mention in found}
    told = [(owners[id(m)], each) for m in found for each in m.fields]
    _fields(score, gold, told)
    _roles(score, gold, found, owners)
    if not gold.people:
        score.texts_without_people += 1
        score.false_people_where_none += len(found)


def _people(score: Score, gold: GoldText, found: list[Mention]) -> None:
    marked = {span for person in gold.people.values() for span in person.spans}
    said = {mention.span for mention in found}
    _add(score.people, len(marked & said), len(marked - said), len(said - marked))
    score.mistakes += [f"{gold.id} - name {span.of(gold.text)!r}" for span in marked - said]
    score.mistakes += [f"{gold.id} + name {span.of(gold.text)!r}" for span in said - marked]


def _add(tally: Tally, right: int, missed: int, wrong: int) -> None:
    tally.right += right
    tally.missed += missed
    tally.wrong += wrong


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _owner(gold: GoldText, span: Span) -> int | None:
    for number, person in gold.people.items():
        if any(_overlap(span, naming) for naming in person.spans):
            return number
    return None


def _fields(score: Score, gold: GoldText, told: list[tuple[int | None, FieldMention]]) -> None:
    left = list(told)
    for owner, marked in _each(gold):
        match = next((pair for pair in left if pair[0] == owner and _same(marked, pair[1])), None)
        tally = score.of_field(marked.name)
        if match is None:
            tally.missed += 1
            score.fields.missed += 1
            score.mistakes.append(f"{gold.id} - {owner}.{marked.name}={marked.value}")
            continue
        left.remove(match)
        tally.right += 1
        score.fields.right += 1
        if marked.name is FieldName.STATUS:
            _polarity(score, gold, owner, marked, match[1])
    for said_of, each in left:
        score.of_field(each.name).wrong += 1
        score.fields.wrong += 1
        words = each.span.of(gold.text)
        score.mistakes.append(f"{gold.id} + {said_of}.{each.name}={each.value} {words!r}")


def _each(gold: GoldText) -> Iterator[tuple[int, GoldField]]:
    """Each value once for each owner, however often the text repeats it."""
    seen: set[tuple[int, FieldName, str]] = set()
    for marked in gold.fields:
        for owner in marked.owners:
            key = (owner, marked.name, _folded(marked.value))
            if key not in seen:
                seen.add(key)
                yield owner, marked


def _polarity(
    score: Score, gold: GoldText, owner: int, marked: GoldField, told: FieldMention
) -> None:
    if marked.polarity is told.polarity:
        score.polarity.right += 1
        return
    _add(score.polarity, 0, 1, 1)
    score.mistakes.append(
        f"{gold.id} ~ {owner}.status={marked.value} {marked.polarity} read as {told.polarity}"
    )


def _same(marked: GoldField, told: FieldMention) -> bool:
    if marked.name is not told.name:
        return False
    if _folded(marked.value) == _folded(told.value):
        return True
    return marked.name in _BY_SPAN and _mostly(marked.span, told.span)


def _mostly(one: Span, other: Span) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared * 2 >= max(one.end - one.start, other.end - other.start)


def _folded(value: str) -> str:
    return re.sub(r"[\W_]+", " ", value.lower().replace("ё", "е")).strip()


def _roles(
    score: Score, gold: GoldText, found: list[Mention], owners: dict[int, int | None]
) -> None:
    for mention in found:
        owner = owners[id(mention)]
        if owner is None:
            continue
        person = gold.people[owner]
        right = mention.role is person.role
        _add(score.roles, right, not right, not right)
        if not right:
            score.mistakes.append(f"{gold.id} ~ {owner} is {person.role}, read as {mention.role}")
        if mention.span == person.spans[0]:
            _form(score, gold, mention, person.form)


def _form(score: Score, gold: GoldText, mention: Mention, form: str) -> None:
    words = sorted(_folded(form).split())
    right = bool(mention.forms) and sorted(_folded(mention.forms[0]).split()) == words
    _add(score.forms, right, not right, not right)
    if not right:
        score.mistakes.append(f"{gold.id} ~ form {form} read as {mention.forms[:2]}")
