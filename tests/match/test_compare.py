"""Comparing two records as a whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.dates import PartialDate
from homeward.match import (
    PERSON,
    SOLDIER,
    TAKEN_CHILD,
    WOMAN,
    Feature,
    Hypothesis,
    Level,
    Prior,
    compare,
    prior_for,
)
from homeward.records import Category, NameKind, PersonRecord, Sex, WrittenName

from .people import someone

NAMES = (
    "Коваленко Олександр Петрович",
    "Коваленко Сашко",
    "Kovalenko Oleksandr",
    "Ковальчук Марія Ігорівна",
    "Морозова София Сергеевна",
    "Гнатюк О. Р.",
    "Магомедов Расул Алиевич",
    "Білоус",
    "Наталія",
)
PLACES = ("Маріуполь", "из Мариуполя", "Бахмут", "Артемовск", "Казань", "Вигадянка", None)

records = st.builds(
    lambda name, born, sex, home, siblings, unit: PersonRecord(
        id="x",
        name=WrittenName(name),
        birth_date=PartialDate.from_date(born) if born else None,
        sex=sex,
        home=home,
        siblings=siblings,
        unit=unit,
    ),
    st.sampled_from(NAMES),
    st.one_of(st.none(), st.dates(date(1950, 1, 1), date(2018, 1, 1))),
    st.one_of(st.none(), st.sampled_from(Sex)),
    st.sampled_from(PLACES),
    st.sampled_from(((), ("Оля",), ("Ольга", "Іван"), ("Денис",))),
    st.sampled_from((None, "54 омбр", "54-та окрема механізована бригада", "93 омбр")),
)


@settings(deadline=None)
@given(records, records)
def test_symmetric(a: PersonRecord, b: PersonRecord) -> None:
    """Comparing a with b says what comparing b with a says."""
    one, other = compare(a, b), compare(b, a)

    assert one.score == pytest.approx(other.score, rel=1e-9)
    assert one.hypothesis is other.hypothesis


AGREEING: tuple[tuple[str, object], ...] = (
    ("sex", Sex.FEMALE),
    ("birth_date", PartialDate(2012, 3, 14)),
    ("birth_date", PartialDate(2012)),
    ("birth_place", "Ізюм"),
    ("home", "Харків"),
    ("event_place", "Оленівка"),
    ("event_date", PartialDate(2022, 5, 20)),
    ("unit", "54 омбр"),
    ("rank", "сержант"),
    ("institution", "Дитячий будинок № 3, Вигадянка"),
    ("siblings", ("Олена", "Іван")),
    ("marks", "шрам на лівій щоці, родимка"),
)


@settings(deadline=None)
@given(records, records, st.sampled_from(AGREEING), st.sampled_from((PERSON, SOLDIER, TAKEN_CHILD)))
def test_an_agreement_never_lowers_a_score(
    a: PersonRecord, b: PersonRecord, added: tuple[str, object], prior: Prior
) -> None:
    """What was unknown and is found to agree makes one person likelier, or changes nothing."""
    field, value = added
    unknown: dict[str, Any] = {field: () if field == "siblings" else None}
    agreeing: dict[str, Any] = {field: value}
    without = [replace(r, **unknown) for r in (a, b)]
    with_it = [replace(r, **agreeing) for r in (a, b)]

    before, after = (compare(*pair, prior=prior).score for pair in (without, with_it))
    told_by_name = field == "sex"  # names of a woman and a man stay a contradiction
    assert told_by_name or after >= before - 1e-12


PARTS = {
    "family_name": ("Щурилко", "Іваненко", "Гнатюк"),
    "given_name": ("Остап", "Олександр", "Софія"),
    "patronymic": ("Романович", "Олександрович", "Андріївна"),
}


def named(record: PersonRecord, parts: dict[str, str]) -> PersonRecord:
    """The record under a name of told parts."""
    family, given_name, patronymic = (parts.get(part) for part in PARTS)
    full = " ".join(filter(None, (family, given_name, patronymic)))
    return replace(record, name=WrittenName(full, family, given_name, patronymic))


@settings(deadline=None)
@given(
    records,
    records,
    *(st.fixed_dictionaries({p: st.sampled_from(v) for p, v in PARTS.items()}) for _ in "ab"),
    st.sampled_from(tuple(PARTS)),
    st.sampled_from((PERSON, WOMAN, SOLDIER, TAKEN_CHILD)),
)
def test_a_part_of_the_name_that_agrees_never_lowers_a_score(  # noqa: PLR0917  # hypothesis's order
    a: PersonRecord,
    b: PersonRecord,
    ours: dict[str, str],
    theirs: dict[str, str],
    added: str,
    prior: Prior,
) -> None:
    """A shared family name or patronymic is no argument against one person, not even for twins."""
    a, b = (replace(r, sex=r.sex or Sex.MALE) for r in (a, b))  # else the name tells a sex
    agreeing = [named(a, ours), named(b, {**theirs, added: ours[added]})]
    without = [
        named(r, {part: v for part, v in parts.items() if part != added})
        for r, parts in ((a, ours), (b, theirs))
    ]

    assert compare(*agreeing, prior=prior).score >= compare(*without, prior=prior).score - 1e-12


def test_twins_under_an_equal_surname_score_no_less() -> None:
    """Neither the family name nor the patronymic takes away what the birth date says."""
    names = ("{g} Олегович", "Бондар {g} Олегович")
    scores = [
        compare(*(someone(n.format(g=given), "2011-04-09") for given in ("Андрій", "Ілля"))).score
        for n in names
    ]

    assert scores[1] >= scores[0] - 1e-12


@settings(deadline=None)
@given(records, records)
def test_hypotheses_share_the_score(a: PersonRecord, b: PersonRecord) -> None:
    """The hypotheses add up to 1; one person, relatives and strangers do not exceed it."""
    found = compare(a, b)

    assert sum(found.hypotheses.values()) == pytest.approx(1)
    assert 0 < found.score <= 1
    assert found.score + found.relative <= 1 + 1e-9


def test_weights_add_up() -> None:
    """The bits of a pair are the sum of the weights shown."""
    found = compare(
        someone("Гнатюк Остап Романович", "1990-05-17"), someone("Hnatiuk Ostap", "1990")
    )

    assert found.bits == pytest.approx(sum(c.weight for c in found.comparisons))


def test_missing_is_no_evidence() -> None:
    """What one record does not have weighs nothing."""
    found = compare(someone("Гнатюк Остап Романович", "1990-05-17"), someone("Гнатюк Остап"))

    weights = {c.feature: c.weight for c in found.comparisons}
    assert weights[Feature.PATRONYMIC] == 0
    assert weights[Feature.BIRTH_DATE] == 0


def test_a_rare_name_says_more() -> None:
    """Two who share a rare family name are likelier one person than two who share a common one."""
    common = compare(someone("Іваненко Олена"), someone("Іваненко Олена"))
    rare = compare(someone("Щурилко Олена"), someone("Щурилко Олена"))

    assert rare.score > common.score


def test_twins_are_relatives() -> None:
    """One surname, patronymic and birth date with two given names is explained as a family."""
    found = compare(
        someone("Бондар Андрій Олегович", "2011-04-09"),
        someone("Бондар Ілля Олегович", "2011-04-09"),
    )

    assert found.relative > found.score


CHILD = someone("Коваленко Софія Андріївна", "2015-03-04", sex=Sex.FEMALE, category=Category.CHILD)


def test_renamed_child() -> None:
    """A new surname and patronymic with the same given name and birth date is a lead."""
    found = compare(CHILD, someone("Морозова София Сергеевна", "2015-03-04", sex=Sex.FEMALE))

    assert found.hypothesis is Hypothesis.RENAMED
    assert found.score > 0.8


def test_fully_renamed_child() -> None:
    """With no name kept, birth date, sex, institution and place still make a lead."""
    told: dict[str, Any] = {
        "institution": "Дитячий будинок № 3",
        "birth_place": "Вигадянка",
        "sex": Sex.FEMALE,
    }
    found = compare(
        replace(CHILD, institution="Детский дом № 3", birth_place="Вигадянка"),
        someone("Морозова Виктория Сергеевна", "2015-03-04", **told),
    )
    by_date_alone = compare(CHILD, someone("Морозова Виктория Сергеевна", "2015-03-04"))

    assert found.hypothesis is Hypothesis.RENAMED
    assert found.score > 0.8
    assert 0.01 < by_date_alone.score < 0.5


def test_redated_child() -> None:
    """The whole name with a birth date moved by years is a lead under a changed date."""
    found = compare(CHILD, someone("Коваленко София Андреевна", "2013-09-01", sex=Sex.FEMALE))

    assert found.hypothesis is Hypothesis.REDATED
    assert found.score > 0.5


def test_renamed_and_redated_child() -> None:
    """Both may change; then place, siblings and institution have to speak."""
    found = compare(
        replace(CHILD, siblings=("Назар", "Олена"), institution="Будинок дитини, Вигадянка"),
        someone(
            "Морозова София Сергеевна",
            "2016-05-06",
            sex=Sex.FEMALE,
            siblings=("Назар", "Елена"),
            institution="Дом ребёнка, Вигадянка",
        ),
    )

    assert found.hypothesis is Hypothesis.RENAMED_AND_REDATED
    assert found.score > 0.5


def test_prior_depends_on_the_kind_of_pair() -> None:
    """A changed identity is likely for a taken child, and next to nothing for a soldier."""
    soldier = someone("Гнатюк Іван", "1990-05-17", category=Category.SOLDIER)
    renamed = someone("Соколов Иван", "1990-05-17")

    assert prior_for(CHILD, renamed) == TAKEN_CHILD
    assert prior_for(someone("Гнатюк Остап", "2012"), renamed) == TAKEN_CHILD
    assert prior_for(soldier, renamed) == SOLDIER
    assert prior_for(someone("Бойко Олена Петрівна"), someone("Гнатюк Олена")) == WOMAN
    as_child = compare(soldier, renamed, prior=TAKEN_CHILD)
    assert compare(soldier, renamed).score < as_child.score / 3


def test_more_candidates_make_one_less_likely() -> None:
    """The same evidence says less if one was found among more."""
    a, b = someone("Гнатюк Остап"), someone("Гнатюк Остап")

    few, many = (compare(a, b, prior=prior_for(a, b, candidates=n)).score for n in (100, 1_000_000))
    assert few > many


@pytest.mark.parametrize(
    "shares", [{"renamed": 0}, {"candidates": 0}, {"renamed": 0.6, "both": 0.5}]
)
def test_an_impossible_prior_is_refused(shares: dict[str, float]) -> None:
    """Shares of true pairs are above 0 and leave room for a kept identity."""
    with pytest.raises(ValueError, match="a prior needs"):
        Prior(**shares)


@pytest.mark.parametrize(
    "kind", [NameKind.FORMER, NameKind.BELIEVED_NEW, NameKind.DOCUMENT_SPELLING]
)
def test_other_names_count(kind: NameKind) -> None:
    """A former or believed new name that agrees is evidence."""
    plain = someone("Коваленко Софія Андріївна", "2015-03-04")
    known = replace(plain, other_names=(WrittenName("Морозова София Сергеевна", kind=kind),))
    found = someone("Морозова София Сергеевна", "2015-03-04")

    levels = {c.feature: c.level for c in compare(known, found).comparisons}
    assert levels[Feature.FAMILY_NAME] is Level.OTHER_NAME
    assert compare(known, found).score > compare(plain, found).score


def test_another_spelling_is_no_other_name() -> None:
    """What a text writes in another case is told as a spelling, not as a second name."""
    written = WrittenName("Кривошапку Остапа", kind=NameKind.DOCUMENT_SPELLING)
    found = compare(
        replace(someone("Кривошапок Остап"), other_names=(written,)), someone("Кривошапку Остапа")
    )

    reasons = {c.reason for c in found.comparisons if c.level is Level.OTHER_NAME}
    assert reasons <= {"family_name.other_spelling", "given_name.other_spelling"}
    assert reasons


def test_a_call_sign_is_no_family_name() -> None:
    """Call signs are compared with call signs."""
    a = replace(
        someone("Гнатюк Остап"), other_names=(WrittenName("Грім", kind=NameKind.CALL_SIGN),)
    )
    b = replace(someone("Гром Остап"), other_names=(WrittenName("Грім", kind=NameKind.CALL_SIGN),))

    levels = {c.feature: c.level for c in compare(a, b).comparisons}
    assert levels[Feature.CALL_SIGN] is Level.SAME
    assert levels[Feature.FAMILY_NAME] is Level.DIFFERENT


def test_fathers_given_name_against_a_patronymic() -> None:
    """The father's name that one side tells is heard in the patronymic of the other."""
    told = someone("Гнатюк Остап", fathers_given_name="Roman")

    levels = [
        {c.feature: c.level for c in compare(told, someone(name)).comparisons}
        for name in ("Гнатюк Остап Романович", "Гнатюк Остап Петрович")
    ]
    assert levels[0][Feature.FATHERS_GIVEN_NAME] is Level.SAME
    assert levels[1][Feature.FATHERS_GIVEN_NAME] is Level.DIFFERENT


def test_sex_contradicts() -> None:
    """A stated sex that differs speaks strongly against one person."""
    a, b = (someone("Бойко Женя", sex=sex) for sex in (Sex.FEMALE, Sex.MALE))

    assert compare(a, b).score < 0.1
    assert compare(a, a).score > 0.5


@pytest.mark.parametrize("name", ["ж", "Ж.", "🙂 Остап", "\u200fОстап\u200e", "Oстап", "О" * 300])
def test_odd_names_are_scored(name: str) -> None:
    """One letter, signs, directions and mixed scripts have a defined score."""
    assert 0 < compare(someone(name), someone("Гнатюк Остап")).score < 0.9
