"""Reading: spans are true, statements have an owner, the doubtful is marked."""

import pytest

from homeward.extract import read, record_of
from homeward.records import FieldName, Mention, Polarity, Role

POST = (
    "Разыскивается Лосев Виталий Сергеевич, 17.02.1994 г.р., позывной «Лось», в/ч 12345. "
    "Последний раз выходил на связь 5 марта 2023 года под Бахмутом. "
    "Тел. мамы Ирины: +38 050 123 45 67"
)


def values(mention: Mention, name: FieldName) -> list[str]:
    return [found.value for found in mention.fields if found.name is name]


def test_a_post_names_the_sought_and_a_relative() -> None:
    """One person is looked for, another is whom to call."""
    sought, relative = read(POST)

    assert (sought.role, relative.role) == (Role.SOUGHT, Role.RELATIVE)
    assert sought.forms[0] == "Лосев Виталий Сергеевич"
    assert values(sought, FieldName.BIRTH_DATE) == ["1994-02-17"]
    assert values(sought, FieldName.LAST_CONTACT) == ["2023-03-05"]
    assert values(sought, FieldName.CALL_SIGN) == ["Лось"]
    assert values(relative, FieldName.PHONE) == ["+380501234567"]


def test_spans_are_of_the_original() -> None:
    """Zero-width characters, HTML and stress marks do not move a span."""
    text = "<p>Шукаю&nbsp;сина\u200b, Лося\u0301 Івана<br>Петровича</p> 1994 р.н."

    (mention,) = read(text)

    assert mention.span.of(text) == "Лося\u0301 Івана<br>Петровича"
    assert mention.fields[-1].span.of(text) == "1994"


@pytest.mark.parametrize(
    "reply",
    [
        "Сведениями о нахождении Лосева Виталия Сергеевича в плену не располагаем.",
        "Інформація про перебування Лося Івана Петровича в полоні не підтверджена.",
        "Лось Іван Петрович у списках військовополонених не значиться.",
        "Ivan Petrenko does not appear in our lists of prisoners of war.",
    ],
)
def test_denied_captivity_is_not_captivity(reply: str) -> None:
    """A reply that denies captivity must never be read as a sign of it."""
    (mention,) = read(reply)

    statuses = [found for found in mention.fields if found.name is FieldName.STATUS]
    assert [found.polarity for found in statuses] == [Polarity.DENIED]


def test_heading_applies_to_the_lines_below() -> None:
    """ "Погибли:" is said of each person in the list, and of nobody in the next one."""
    text = "Погибли:\n1. Лосев Иван\n2. Сомов Пётр\n\nВ плену:\n- Котов Олег"

    roles = [mention.role for mention in read(text)]

    assert roles == [Role.FALLEN, Role.FALLEN, Role.PRISONER]


def test_initials_only_are_doubtful() -> None:
    """A surname with initials is never enough to match on."""
    (mention,) = read("Погиб Лосев В.С., Курск")

    assert mention.doubtful


def test_phones_never_enter_a_record() -> None:
    """A phone number belongs to a mention, and to no record that is matched."""
    records = [record_of(mention, id=str(n)) for n, mention in enumerate(read(POST))]

    assert "0501234567" not in repr(records).replace(" ", "")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Зимин Глеб Ильич (13.03.1981), Работино.", Role.SOUGHT),
        ("Зимин Глеб Ильич, 05.05.1995 – 10.02.2023.", Role.FALLEN),
        ("Президент Зимин прибыл в Минск.", Role.OFFICIAL),
        ("Щодо Зиміна Гліба Ілліча проводиться перевірка.", Role.SOUGHT),
    ],
)
def test_a_role_without_a_cue(text: str, role: Role) -> None:
    """What serves to recognise somebody makes him sought; two dates of a life, fallen."""
    assert [mention.role for mention in read(text)] == [role]
