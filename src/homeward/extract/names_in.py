"""The people of a text: what the rules find, and what the tagger adds where they are unsure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from homeward import places
from homeward.extract import lexicon, tagger
from homeward.extract import tagged as tags_read
from homeward.extract.clean import CleanText
from homeward.extract.common import grammar_of, is_common, no_names
from homeward.extract.forms import context_of, parts_and_forms
from homeward.extract.found import Found
from homeward.extract.name_words import analyses, never_names
from homeward.extract.nobody import names_nobody
from homeward.extract.people import NameSpan, find_names
from homeward.extract.person import Person, of_span
from homeward.extract.place_lemma import nominative
from homeward.extract.profile import is_profile
from homeward.extract.twins import in_latin_too
from homeward.extract.words import Word, words_of
from homeward.names import PartRole

_QUOTED = re.compile(r"[«\"“„(][^«»\"“”„()]*[»\"”“)]")
_OPENING, _CLOSING = tuple('«"“„'), tuple('»"”“')
_TOWN_BEFORE = re.compile(
    r"(?<!\w)(?:(?i:с|м|г|д|п|пгт|смт|вул|ул|пр)\.[ ]?|"
    r"(?i:пгт|смт|вул|ул|вулиц[яіею]|улиц[аеы]|проспект[аіе]?|площ[аіеу]|площад[ьи]|сел[оаіе]|"
    r"бульвар[іе]?|набережн(?:ая|ой|а|ій)|провул(?:ок|ку)|переул(?:ок|ке)|шосе|шоссе|"
    r"деревн[яеи])[ ])\Z"  # not the initial at the end of the line before
)
_TO_A_PLACE = re.compile(
    r"(?<!\w)(до|у|в|во|из|із|з|зі|від|біля|под|під|возле|около|через|на)[ ]$", re.IGNORECASE
)
_ENDS_AS_NAME = 0.1  # weight of an analysis by ending
_SURE = 2.6  # rules alone are believed from this score on
_FAIRLY_SURE = 0.7
_SURER = 4.0  # and against the tagger from this one


def people_in(
    readable: CleanText, sentences: Sequence[tuple[int, int]], call_signs: Sequence[Found]
) -> list[Person]:
    """Every naming of a person, in order; a call sign by itself names nobody."""
    text = readable.text
    words = [_words(readable, start, end, call_signs) for start, end in sentences]
    ruled = [find_names(text, sentence) for sentence in words]
    told = tagger.about(words, ruled)
    profile = is_profile(readable.low)  # bare given names of children: the rules take them all
    tagged = [
        tags_read.tag_sentence(text, sentence, names, told)
        if not profile and _unsure(sentence, names, told)
        else None
        for sentence, names in zip(words, ruled, strict=True)
    ]
    stems = _named(words, ruled, tagged, told)
    found: list[Person] = []
    for part, sentence, names, tags in zip(sentences, words, ruled, tagged, strict=True):
        spans = names
        if tags is not None:
            more = tagger.added(tags.tags, tags.left, stems, sentence)
            if told.post:
                more = tags_read.with_given(sentence, more, tags.likely)
            likely = list(_spans(text, sentence, names, replace(tags, tags=more), told))
            spans = sorted(_both(text, names, likely), key=lambda span: span.start)
            spans = list(in_latin_too(text, spans))
        for span in spans:
            if _names_a_person(text, span):
                person = _person(readable, part[0], span, told)
                person.likely = _likely(span, sentence, tags, stems)
                found.append(person)
    return [person for person in found if person.forms]  # odd signs may leave no name


def _likely(
    span: NameSpan,
    sentence: Sequence[Word],
    tags: tags_read.Tagged | None,
    stems: Mapping[str, float],
) -> float:
    """How likely the tagger takes a word of the name for one, here or elsewhere in the text."""
    if tags is None:
        return 1.0
    likely = (
        max(tags.likely[at], stems.get(tagger.stem_of(word.low), 0.0))
        for at, word in enumerate(sentence)
        if span.start <= word.start < span.end
    )
    return max(likely, default=0.0)


def _named(
    words: Sequence[Sequence[Word]],
    ruled: Sequence[Sequence[NameSpan]],
    tagged: Sequence[tags_read.Tagged | None],
    told: tagger.About,
) -> dict[str, float]:
    """Beginnings of words that the text uses as names, and how likely they are that."""
    stems: dict[str, float] = {}
    for sentence, names, tags in zip(words, ruled, tagged, strict=True):
        for at, word in enumerate(sentence):
            if tags is not None:
                named = tags.tags[at] != tagger.OUTSIDE
            else:
                named = any(span.start <= word.start < span.end for span in names)
            if named and len(word.low) > 2 and (told.cased or not tagger.may_be_common(word.head)):
                stem = tagger.stem_of(word.low)
                likely = 1.0 if tags is None else tags.likely[at]
                stems[stem] = max(stems.get(stem, 0.0), likely)
    return stems


def _words(readable: CleanText, start: int, end: int, call_signs: Sequence[Found]) -> list[Word]:
    words = words_of(readable.text, readable.low, start, end)
    inside = [sign for sign in call_signs if start <= sign.start < end]
    if not inside:
        return words
    return [w for w in words if not any(sign.start <= w.start < sign.end for sign in inside)]


def _unsure(sentence: Sequence[Word], names: Sequence[NameSpan], told: tagger.About) -> bool:
    """Whether a word may be a name that the rules left, or took without being sure."""
    starts = {span.start for span in names}
    if any(span.score < _SURER for span in names) or any(
        word.start in starts and is_common(word.low) for word in sentence
    ):
        return True
    if not told.cased or told.starts_only:
        may_be_name = _is_strange if told.ukrainian else _like_a_name
        return any(map(may_be_name, sentence))
    for number, word in enumerate(sentence):
        if not word.capital or len(word.text) < 2:
            continue
        if any(span.start <= word.start < span.end for span in names):
            continue
        if word.low in never_names():
            continue
        if number == 0 and is_common(word.low) and not tagger.stands_inside(word, told):
            continue
        return True
    return False


def _is_strange(word: Word) -> bool:
    """A word that no dictionary has: in Ukrainian, a name may look like any."""
    return len(word.text) > 2 and not tagger.may_be_common(word.low)


def _like_a_name(word: Word) -> bool:
    marks = tagger.marks_of(word.low)
    return "common" not in marks and any(mark.startswith("known") for mark in marks)


def _spans(
    text: str,
    sentence: Sequence[Word],
    names: Sequence[NameSpan],
    tags: tags_read.Tagged,
    told: tagger.About,
) -> Iterator[NameSpan]:
    for first, last in tags_read.spans_of(text, sentence, tags, told):
        words = sentence[first : last + 1]
        end = tags_read.end_of(text, words[-1])
        same = next((s for s in names if s.start == words[0].start and s.end == end), None)
        initials = any(len(word.text) == 1 for word in words)
        shape = same.shape if same else "F" + ("I" if initials else "G" if len(words) > 1 else "")
        yield NameSpan(words[0].start, end, shape, _SURE)


def _names_a_person(text: str, span: NameSpan) -> bool:
    """Not what stands alone in quotes (a unit, a ship), nor after a word for a town."""
    before = text[max(0, span.start - 12) : span.start]
    quoted = before[-1:] in _OPENING and text[span.end : span.end + 1] in _CLOSING
    if quoted or _TOWN_BEFORE.search(before) or names_nobody(text, span):
        return False
    if len(span.shape) > 1 or span.score >= _SURER:
        return True
    if _is_place_after_preposition(text, span):
        return False
    if span.score == _SURE:  # the tagger knew that it may be a place
        return True
    name = text[span.start : span.end]
    return any(a.known for a in analyses(name.lower())) or places.find(name) is None


def _is_place_after_preposition(text: str, span: NameSpan) -> bool:
    """A bent name of a town, which is no given name ("до Харкова")."""
    before = _TO_A_PLACE.search(text[max(0, span.start - 8) : span.start])
    name = text[span.start : span.end]
    if before is None or any(a.known and a.role is PartRole.GIVEN for a in analyses(name.lower())):
        return False
    return places.find(nominative(name, before[1].lower())) is not None


def _both(text: str, ruled: Sequence[NameSpan], tagged: Sequence[NameSpan]) -> list[NameSpan]:
    """The tagger's names, but those of the rules where they are sure."""
    kept = [span for span in ruled if _is_sure(span)]
    for span in ruled:
        if span in kept:
            continue
        others = [other for other in tagged if _overlap(span, other)]
        if (
            (not others and span.score >= _SURER and len(span.shape) > 1)
            or _parted(span, others)
            or any(_knows_better(text, span, other) for other in others)
        ):
            kept.append(span)
    return kept + [span for span in tagged if not any(_overlap(span, other) for other in kept)]


def _is_sure(span: NameSpan) -> bool:
    """The rules know a patronymic beside another part better than the tagger does."""
    return span.score >= _SURER and len(span.shape) > 1 and "P" in span.shape


def _parted(ruled: NameSpan, tagged: Sequence[NameSpan]) -> bool:
    """Whether the tagger took both words of one name for names of two people."""
    return (
        len(ruled.shape) == len(tagged) == 2
        and ruled.score >= _SURE
        and (tagged[0].start, tagged[1].end) == (ruled.start, ruled.end)
    )


def _knows_better(text: str, ruled: NameSpan, tagged: NameSpan) -> bool:
    """The tagger took a common word into a name, or cut a family name off."""
    if tagged.start < ruled.start and tagged.end == ruled.end:
        return is_common(text[tagged.start : ruled.start].strip().lower())
    longer = ruled.start <= tagged.start and tagged.end <= ruled.end and len(ruled.shape) > 1
    if not longer or ruled.score < _FAIRLY_SURE:
        return False
    extra = (text[ruled.start : tagged.start] + text[tagged.end : ruled.end]).strip()
    if not (extra.istitle() and extra.isalpha()) or places.find(extra) is not None:
        return False
    if extra.lower() in no_names() or grammar_of(extra.lower()).place:  # "Украины Виктор …"
        return False
    return _may_be_family_name(extra.lower())


def _may_be_family_name(low: str) -> bool:
    """Tables know it, or nobody has heard it and it ends as family names do."""
    if is_common(low):
        return False
    found = analyses(low)
    unheard = lexicon.is_unheard(low) and any(each.weight > _ENDS_AS_NAME for each in found)
    return unheard or any(each.known for each in found)


def _overlap(one: NameSpan, other: NameSpan) -> bool:
    return one.start < other.end and other.start < one.end


def _person(readable: CleanText, sentence: int, span: NameSpan, told: tagger.About) -> Person:
    name = _QUOTED.sub(" ", readable.text[span.start : span.end])
    context = context_of(readable.low, sentence, span.start)
    parts, forms, sex = parts_and_forms(" ".join(name.split()), context, ukrainian=told.ukrainian)
    return of_span(span, dict(parts), forms, sex)
