"""Normal forms of names: what the language of the text leaves open."""

import pytest

from homeward.extract import read


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Ищу Виничука Павла Валентиновича, отзовитесь.", "Виничук Павел Валентинович"),
        ("Шукаю Вінничука Павла Івановича, відгукніться.", "Вінничук Павло Іванович"),
        ("Вместе с Денисом Тейлором служили наши ребята.", "Денис Тейлор"),
        ("Нет вестей от Романа Шевченко с марта.", "Роман Шевченко"),
    ],
)
def test_names_in_o_belong_to_ukrainian(text: str, form: str) -> None:
    """A Russian text has no Павло, and a surname gets no -о that it never had."""
    (person,) = read(text)

    assert person.forms[0] == form
