"""`homeward compare`."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from homeward.cli import run
from homeward.cli.compare import command


def test_one_pair_is_explained() -> None:
    """What agrees and differs is said in words, with score, hypothesis and bits."""
    told = CliRunner().invoke(
        command,
        [
            "Коваленко Софія Андріївна",
            "Морозова София Сергеевна",
            "--born",
            "2015-03-04",
            "04.03.2015",
        ],
    )

    assert told.exit_code == 0
    assert "Possibly one person" in told.output
    assert "The birth date is the same: 4 March 2015." in told.output
    assert "hypothesis renamed" in told.output


def test_json() -> None:
    """For other programs: score, hypothesis, and each feature with its bits."""
    told = CliRunner().invoke(command, ["Гнатюк Остап", "Hnatiuk Ostap", "--json"])

    found = json.loads(told.output)
    assert 0.5 < found["score"] < 1
    assert found["hypothesis"] == "same_identity"
    bits = sum(compared["bits"] for compared in found["comparisons"])
    assert bits == pytest.approx(found["bits"])


def test_birth_dates_may_be_unknown() -> None:
    """An empty birth date is unknown, not an error and not today."""
    told = CliRunner().invoke(command, ["Гнатюк Остап", "Hnatiuk Ostap", "--born", "1990", ""])

    assert told.exit_code == 0
    assert "Birth date: only one record has it." in told.output


@pytest.mark.parametrize("lang", ["uk", "ru", "en"])
def test_three_languages(lang: str) -> None:
    """The explanation is written in the language asked for."""
    told = CliRunner().invoke(command, ["Гнатюк Остап", "Hnatiuk Ostap", "--lang", lang])

    assert told.exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["Гнатюк", ""], "name2: there is no name"),
        (["Гнатюк", "..."], "name2: there is no name"),
        (["Гнатюк", "Я" * 10_000], "10000 characters are no name"),
        (["Гнатюк", "Бук", "--born", "1990-02-30", "1990"], "born1: month 2 has no day 30"),
        (["Гнатюк", "Бук", "--sex", "", "?"], "sex2: write female or male"),
    ],
)
def test_bad_input_is_one_clear_line(
    arguments: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Bad input names the field, says what to do, and ends with exit code 2."""
    assert run(["compare", *arguments]) == 2
    assert reason in capsys.readouterr().err
