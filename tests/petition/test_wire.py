"""What the services are told and answer."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.petition.example import AFTER, KEYS, MANIFEST, NAMES, TODAY, Office

from homeward.errors import BadInput
from homeward.petition.papers import ask_paper, read_answer
from homeward.petition.signing import prepare
from homeward.petition.wire import LARGEST, Visit, answer_visit, read_deposit, read_visit

SEED = b"\x0c" * 32


def ask(seed: bytes = SEED) -> Any:
    return json.loads(ask_paper(prepare(MANIFEST, "relative", seed)))


def answers(office: Office, asks: list[Any], today: date = TODAY) -> list[Any]:
    visit = read_visit(json.dumps({"code": "12345", "asks": asks}).encode())
    told = answer_visit([office.issuing], NAMES[0], visit, b"Olena", today)
    listed: list[Any] = json.loads(told)["answers"]
    return listed


def test_one_refusal_stops_no_other(tmp_path: Path) -> None:
    """Each request of a visit has its own answer, in its place."""
    other = {**ask(), "p": "A" * 43}
    told = answers(
        Office(tmp_path),
        [7, {}, other, {**ask(), "c": "children"}, {**ask(), "asked": []}, ask(), ask(b"\1" * 32)],
    )
    assert [one.get("refused") for one in told] == [
        *("malformed", "malformed", "unknown", "unknown", "malformed", None, "used"),
    ]
    message = prepare(MANIFEST, "relative", SEED).messages()[NAMES[0]]
    given = read_answer(json.dumps(told[5], separators=(",", ":")).encode(), MANIFEST)
    assert given == {NAMES[0]: KEYS[0].sign_blinded(message)}


def test_closed(tmp_path: Path) -> None:
    """After its last day a petition issues nothing."""
    assert answers(Office(tmp_path), [ask()], AFTER) == [{"refused": "closed"}]


def test_lost_answer(tmp_path: Path) -> None:
    """The same visit again has the same answer."""
    office = Office(tmp_path)
    assert answers(office, [ask()]) == answers(office, [ask()])


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"code":1,"asks":[1]}', b'{"code":"1","asks":[]}', b"[" * 100_000,
     b'{"code":"1","asks":[' + b"1," * 100 + b"1]}", b" " * (LARGEST + 1)],
)  # fmt: skip
def test_malformed_visits(body: bytes) -> None:
    """A body that is no visit is refused as a whole."""
    with pytest.raises(BadInput):
        read_visit(body)


def test_visit() -> None:
    """A visit is a code and what is asked for."""
    assert read_visit(b'{"code":"1","asks":[{}]}') == Visit("1", [{}])


@pytest.mark.parametrize("body", [b"", b"{}", b'{"entry":7}', b'{"entry":"a\\nb"}'])
def test_malformed_deposits(body: bytes) -> None:
    """A deposit is one line."""
    with pytest.raises(BadInput):
        read_deposit(body)
    assert read_deposit('{"entry":"{\\"ї\\":1}"}'.encode()) == '{"ї":1}'.encode()
