from itertools import product

import pytest

from homeward.dates import PartialDate
from homeward.index.kernel import Side, new_seen, score_pair
from homeward.index.parts import new_masks
from homeward.index.rows import Rows
from homeward.index.weights import SPELLED, weights
from homeward.match import compare
from homeward.match.weights import HYPOTHESES
from homeward.records import Category, PersonRecord, Sex, WrittenName

NAMES = """Коваленко Олександр Петрович
Коваленка Олександра Петровича
Kovalenko Oleksandr
Коваленко О. П.
Саша Коваленко
Коваленко Олександра Петрівна
Ковалёв Александр Петрович
Іванов Микола Сергійович
Николай Иванов
Иванова Мария
Иваненко Марина Сергеевна
Шевчук Марія Ігорівна
Шевчюк Марія
Shevchuk Mariia
Мамедов Рашид Алиевич
Бондаренко-Мельник Ганна
Петро Іван""".splitlines()
DATES = [None, "1990-05-17", "1990-05-18", "1990", "1990-05", "2014-06-09", "1985-11-20"]
HOMES = [None, "Херсон", "Kherson", "Київ", "село Невідоме", "м. Маріуполь"]


NEARLY = 0.08


def people() -> list[PersonRecord]:
    """Each name with dates, homes and sexes in turn."""
    return [
        PersonRecord(
            id=str(number),
            name=WrittenName(name),
            birth_date=PartialDate.from_iso(born) if born else None,
            home=HOMES[number % len(HOMES)],
            birth_place=HOMES[number // 3 % len(HOMES)],
            sex=(None, None, Sex.FEMALE, Sex.MALE)[number % 4],
            category=Category.SOLDIER if number % 5 == 0 else Category.UNKNOWN,
        )
        for number, (name, born) in enumerate(product(NAMES, DATES))
    ]


@pytest.fixture(scope="module")
def side() -> Side:
    rows = Rows()
    for record in people():
        rows.add(record)
    return rows.side()


def test_kernel_is_compare(side: Side) -> None:
    """The compiled score of a pair is that of `match.compare`.

    But where two spellings differ and `names` weighs letter by letter: that needs the letters.
    """
    records, seen, masks = people(), new_seen(), new_masks()
    wrong = []
    pairs = list(product(range(0, len(records), 3), range(0, len(records), 2)))
    for i, j in pairs:
        ours, hypothesis = score_pair(side, i, side, j, weights(), seen, masks)
        if set(seen[:3].tolist()) & set(SPELLED):
            continue
        theirs = compare(records[i], records[j])
        if abs(ours - theirs.score) > NEARLY or (
            theirs.score > 0.1 and HYPOTHESES[hypothesis] is not theirs.hypothesis
        ):
            wrong.append((records[i].name.full, records[j].name.full, ours, theirs.score))
    assert len(wrong) < 0.005 * len(pairs), wrong[:5]


@pytest.mark.parametrize("born", [None, "2011-04-09", "2011"])
def test_agreeing_names_never_lower_a_score(born: str | None) -> None:
    """A family name or a father that brothers share says no less than nothing: as in `match`."""
    rows = Rows()
    date = PartialDate.from_iso(born) if born else None
    parts = [("Бондар", "Андрій", "Олегович"), ("Бондар", "Ілля", "Олегович")]
    for family, given, father in parts:
        for shown in ((family, given, father), (family, given, None), (None, given, father)):
            full = " ".join(filter(None, shown))
            rows.add(PersonRecord(id=full, name=WrittenName(full, *shown), birth_date=date))
        name = WrittenName(given, None, given)
        rows.add(PersonRecord(id=given, name=name, birth_date=date))
    side, seen, masks = rows.side(), new_seen(), new_masks()
    whole, no_father, no_family, given_alone = (
        score_pair(side, one, side, 4 + one, weights(), seen, masks)[0] for one in range(4)
    )
    assert whole >= max(no_father, no_family, given_alone) - 1e-3
    assert min(no_father, no_family) >= given_alone - 1e-3
