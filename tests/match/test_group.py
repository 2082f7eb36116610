"""Evidence from neighbours."""

from __future__ import annotations

from homeward.match import Feature, Level, compare, with_group_evidence
from homeward.match.group import ScoredPair
from homeward.records import PersonRecord

from .people import someone


def scored(*pairs: tuple[PersonRecord, PersonRecord]) -> list[ScoredPair]:
    return [(a, b, compare(a, b)) for a, b in pairs]


SOFIA, NAZAR = (
    someone("Коваленко Софія", "2015-03-04", group="family 1"),
    someone("Коваленко Назар", "2012-08-09", group="family 1"),
)
RENAMED_SOFIA, RENAMED_NAZAR = (
    someone("Морозова София", "2015-03-05", group="case 7"),
    someone("Морозов Назар", "2012-08-09", group="case 7"),
)


def test_siblings_lift_each_other() -> None:
    """A pair gains when a brother or sister matches in the same family."""
    pairs = scored((SOFIA, RENAMED_SOFIA), (NAZAR, RENAMED_NAZAR))

    sofia, nazar = with_group_evidence(pairs)

    assert sofia.score > pairs[0][2].score
    assert sofia.comparisons[-1].feature is Feature.NEIGHBOURS
    assert sofia.comparisons[-1].level is Level.SIBLING
    assert nazar.score >= pairs[1][2].score


def test_a_pair_does_not_lift_itself() -> None:
    """The same two people in another pair are no neighbours, nor is a rival for one of them."""
    pairs = scored((SOFIA, RENAMED_SOFIA), (SOFIA, RENAMED_NAZAR))

    assert [s.score for s in with_group_evidence(pairs)] == [s.score for _, _, s in pairs]


def test_an_unlikely_neighbour_is_no_evidence() -> None:
    """Only a neighbour that probably matches counts."""
    stranger = someone("Белов Егор", "2001-01-01", group="case 7")
    pairs = scored((SOFIA, RENAMED_SOFIA), (NAZAR, stranger))

    assert with_group_evidence(pairs)[0] is pairs[0][2]


def test_children_of_one_institution_and_day() -> None:
    """Children who left one institution on one day lift each other."""
    home = {"institution": "Дитячий будинок № 3, Вигадянка", "event": "2022-10-01"}
    there = {"institution": "Детский дом «Тест», Приозёрск", "event": "2022-10-05"}
    pairs = scored(
        (
            someone("Коваленко Софія", "2015-03-04", **home),
            someone("Морозова София", "2015-03-04", **there),
        ),
        (
            someone("Гнатюк Назар", "2012-08-09", **home),
            someone("Соколов Назар", "2012-08-09", **there),
        ),
    )

    after = with_group_evidence(pairs)

    assert [s.comparisons[-1].level for s in after] == [Level.INSTITUTION] * 2
    assert all(new.score > old.score for new, (_, _, old) in zip(after, pairs, strict=True))


def test_soldiers_of_one_unit_and_place() -> None:
    """Soldiers of one unit, lost at one place, found in one list, lift each other."""
    lost = {"unit": "54 омбр", "event_place": "під Бахмутом"}
    listed = {"unit": "54 бригада", "event_place": "Артемовск"}
    pairs = scored(
        (someone("Гнатюк О. Р.", **lost), someone("Гнатюк Остап", **listed)),
        (someone("Тимчук Іван", "1990", **lost), someone("Тимчук Иван", "1990", **listed)),
    )

    assert with_group_evidence(pairs)[0].comparisons[-1].level is Level.UNIT


def test_a_long_list_is_no_family() -> None:
    """A group of a hundred records is a list: its members are not siblings."""
    crowd = [someone(f"Гнатюк Остап {n}", group="list", id=f"a{n}") for n in range(40)]
    pairs = scored(
        *((one, someone("Гнатюк Остап", id=f"b{n}", group="x")) for n, one in enumerate(crowd))
    )

    assert all(
        score is old for score, (_, _, old) in zip(with_group_evidence(pairs), pairs, strict=True)
    )


def test_siblings_who_name_each_other() -> None:
    """Records that name each other as siblings are one family without a group."""
    ours = (
        someone("Коваленко Софія", "2015-03-04", siblings=("Назар",)),
        someone("Коваленко Назар", "2012-08-09", siblings=("Софійка", "Софія")),
    )
    theirs = (
        someone("Морозова София", "2015-03-05", siblings=("Назар",)),
        someone("Морозова Назар", "2012-08-09", siblings=("София",)),
    )
    pairs = scored(*zip(ours, theirs, strict=True))

    assert with_group_evidence(pairs)[0].comparisons[-1].level is Level.SIBLING
