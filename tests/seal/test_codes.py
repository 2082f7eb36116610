"""Follow-up codes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.seal.codes import CHEAP, BadCode, check_digit, derive, new_code, read_code, written

SALT = b"salt of a test instance"


def test_a_code_is_four_groups_of_five_digits_and_one() -> None:
    """It is written so that it can be read aloud and hidden as telephone numbers."""
    assert re.fullmatch(r"(\d{5} ){4}\d", new_code())


def test_two_codes_differ() -> None:
    """A code is random: 20 digits do not repeat in a hundred."""
    assert len({new_code() for _ in range(100)}) == 100


@pytest.mark.parametrize(
    "typed",
    [
        "{}",
        " {} ",
        "{}".replace(" ", "-"),
    ],
)
def test_spaces_and_dashes_do_not_matter(typed: str) -> None:
    """A code typed with any spacing is the same code."""
    code = new_code()
    digits = code.replace(" ", "")

    assert read_code(typed.format(code)) == digits
    assert read_code(typed.format(code.replace(" ", "-"))) == digits
    assert read_code(typed.format(digits)) == digits
    assert read_code(typed.format("\u00a0".join(digits))) == digits


def test_digits_of_another_script_are_read() -> None:
    """A telephone may type Arabic-Indic digits."""
    code = new_code()
    typed = code.translate({ord(str(n)): chr(0x0660 + n) for n in range(10)})

    assert read_code(typed) == read_code(code)


@given(st.text("0123456789", min_size=20, max_size=20), st.integers(0, 20), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(digits: str, place: int, change: int) -> None:
    """The check digit finds every single mistyped digit."""
    code = digits + check_digit(digits)
    wrong = code[:place] + str((int(code[place]) + change) % 10) + code[place + 1 :]

    with pytest.raises(BadCode):
        read_code(wrong)


@given(st.text("0123456789", min_size=20, max_size=20), st.integers(0, 19))
def test_two_swapped_digits_are_noticed(digits: str, place: int) -> None:
    """The check digit finds every swap of neighbours."""
    code = digits + check_digit(digits)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]

    if swapped == code:
        assert read_code(written(swapped)) == code
    else:
        with pytest.raises(BadCode):
            read_code(swapped)


@pytest.mark.parametrize("text", ["", "12345", "a" * 21, "1" * 22, "²" * 21])
def test_what_is_no_code_is_refused(text: str) -> None:
    """The error says what a code looks like and does not repeat what was typed."""
    with pytest.raises(BadCode) as refusal:
        read_code(text)

    assert "digit" in str(refusal.value)
    assert not text or text not in str(refusal.value)


def test_keys_depend_on_code_and_instance() -> None:
    """The same code at another instance finds and opens nothing."""
    code = read_code(new_code())
    keys = derive(code, salt=SALT)

    assert keys == derive(code, salt=SALT)
    assert len(keys.lookup_id) == 16
    assert len({keys.lookup_id, keys.unwrap_key[:16], keys.word_key[:16]}) == 3
    other = derive(code, salt=SALT + b"2")
    assert other.lookup_id != keys.lookup_id
    assert other.unwrap_key != keys.unwrap_key


@pytest.mark.rule("R28")
def test_the_second_word_is_checked_with_the_code_only() -> None:
    """Without the code the stored tag tells nothing of the word."""
    keys = derive(read_code(new_code()), salt=SALT)
    others = derive(read_code(new_code()), salt=SALT)
    tag = keys.word_tag("Калина  біла")

    assert keys.word_matches("калина біла", tag)
    assert not keys.word_matches("калина", tag)
    assert not keys.word_matches("калина", None)
    assert not others.word_matches("калина біла", tag)


@pytest.mark.rule("R28")
def test_code_and_word_together_make_a_key_pair() -> None:
    """Another code or another word makes another; how the word is typed does not matter."""
    keys = derive("0" * 21, salt=b"x" * 16, cost=CHEAP)
    other = derive("1" * 21, salt=b"x" * 16, cost=CHEAP)
    pair = keys.word_pair("Калина  біла")

    assert pair == keys.word_pair(" калина біла ")
    assert pair.public not in {
        keys.word_pair("верба").public, other.word_pair("Калина  біла").public
    }  # fmt: skip
    assert pair.private != keys.word_tag("Калина  біла")
