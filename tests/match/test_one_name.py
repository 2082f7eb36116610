"""What one equal name says: a word alone, names that agree in all they have."""

import pytest

from homeward.match import compare
from homeward.records import PersonRecord, WrittenName


def score(ours: str, theirs: str) -> float:
    a, b = (PersonRecord(id="", name=WrittenName(name)) for name in (ours, theirs))
    return compare(a, b).score


def test_a_word_alone_is_told_by_the_name_not_by_its_role() -> None:
    """A surname and a given name that both records have alone say the same."""
    assert score("Гнатюк", "Гнатюк") == score("Остап", "Остап") < 0.5


@pytest.mark.parametrize(
    ("nearer", "farther"),
    [
        (("Білозорий", "Білозорий"), ("Білозорий", "Bilozoryi")),
        (("Камкін", "Камкин"), ("Камкіна", "Камкин")),
        (("Правдива", "Правдивая"), ("Правдивий", "Правдивая")),
        (("Тарасенко", "Тарасенка"), ("Тарасенко", "Тарасюк")),
        (("Щербина", "Щербина"), ("Щербин", "Щербина")),
    ],
)
def test_surer_spellings_score_more(nearer: tuple[str, str], farther: tuple[str, str]) -> None:
    """Equal before transliterated, one sex before two, a case before another family."""
    assert score(*nearer) > score(*farther)


def test_a_rare_reading_costs() -> None:
    """Ярослава is a woman rather than a case of Ярослав where the surname does not tell."""
    assert score("Ткаченка Ярослава", "Ткаченко Ярослав") > score(
        "Ткаченко Ярослава", "Ткаченко Ярослав"
    )


@pytest.mark.parametrize("of", ["bin", "ibn", "бин", "ібн"])
def test_son_of_his_father_is_not_father_of_his_son(of: str) -> None:
    """Ahmad bin Hasan and Hasan bin Ahmad are two men of one family."""
    one, other = f"Ahmad {of} Hasan al-Vyhadi", f"Hasan {of} Ahmad al-Vyhadi"

    assert score(one, other) < 0.5 < score(one, one)
