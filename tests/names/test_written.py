"""Names whose source tells the parts apart, and names of one person side by side."""

from homeward.names import PartRole, compare_names, parse_name, parse_written
from homeward.records import Sex, WrittenName


def test_parts_of_the_source_are_kept() -> None:
    """Иван as a family name stays a family name where the source says so."""
    name = WrittenName(full="Иван Мельник", family_name="Иван", given_name="Мельник")
    best = parse_written(name).best
    assert [(part.role, part.text) for part in best.parts] == [
        (PartRole.FAMILY, "Иван"),
        (PartRole.GIVEN, "Мельник"),
    ]


def test_a_patronymic_without_its_ending_is_kept() -> None:
    """A father's bare name in the field of the patronymic leads to the father."""
    name = WrittenName(full="Алиев Рамиз Мамед", given_name="Рамиз", patronymic="Мамед")
    part = parse_written(name).best.first(PartRole.PATRONYMIC)
    assert part is not None
    assert part.ids == parse_name("Мамед").best.parts[0].ids


def test_a_part_is_found_as_a_word() -> None:
    """Иван in Иванов Иван is the second word."""
    name = WrittenName(full="Иванов Иван", family_name="Иванов", given_name="Иван")
    spans = [part.span for part in parse_written(name).best.parts]
    assert [span.of(name.full) for span in spans] == ["Иванов", "Иван"]
    assert spans[1].start == 7


def test_words_that_no_part_covers_are_the_family_name() -> None:
    """A source that gives two parts beside the full name loses nothing of it."""
    name = WrittenName(full="Алиев Рамиз Мамед", given_name="Рамиз", patronymic="Мамед")
    part = parse_written(name).best.first(PartRole.FAMILY)
    assert part is not None
    assert part.text == "Алиев"


def test_parts_that_do_not_agree_are_all_kept() -> None:
    """A woman's surname beside a man's given name loses neither."""
    name = WrittenName(full="", family_name="Іванова", given_name="Олександр")
    best = parse_written(name).best
    assert {part.text for part in best.parts} == {"Іванова", "Олександр"}


def test_without_parts_the_full_name_is_read() -> None:
    """A source that separates nothing is read like any text."""
    name = WrittenName(full="Олена Ткаченко")
    assert parse_written(name) == parse_name("Олена Ткаченко")
    assert parse_written(name).best.sex is Sex.FEMALE


def test_a_second_name_is_a_reading() -> None:
    """Ткаченко (Бондар) Олена is found under either surname."""
    for text in ("Олена Ткаченко / Олена Бондар", "Олена Ткаченко, уроджена Бондар"):
        for surname in ("Ткаченко", "Бондар"):
            found = compare_names(parse_name(text), parse_name(f"{surname} Олена"))
            assert found.family.level == "exact", (text, surname)


def test_two_given_names_crossed_are_told() -> None:
    """A father and his son share both given names, the other way round."""
    one, other = parse_name("Ahmad bin Hasan Zaidi"), parse_name("Hasan bin Ahmad Zaidi")
    assert compare_names(one, other).swapped
