"""What every test may use, and `--rules`: which tests prove which rule."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
RULE = re.compile(
    r"^(?:- )?((?:R|E)\d+|(?:PET|LOG|CUS|SEI|ENU|WEB|FLO|INS|PSI|SUP)-\d+)\b", re.MULTILINE
)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("homeward")
    group.addoption("--rules", action="store_true", help="list each rule with its tests, run none")
    group.addoption("--missing", action="store_true", help="with --rules: only rules without tests")
    group.addoption("--full", action="store_true", help="the long acceptance runs at full size")


@pytest.fixture
def full(request: pytest.FixtureRequest) -> bool:
    """Whether to run at full size (`./dev test --full`)."""
    return bool(request.config.getoption("--full"))


def documented_rules() -> list[str]:
    """The ids that docs/rules.md and docs/trust.md define, in order."""
    ids = {
        rule
        for name in ("rules.md", "trust.md")
        for rule in RULE.findall((DOCS / name).read_text())
    }
    return sorted(ids, key=lambda rule: (re.split(r"\d", rule)[0], int(re.sub(r"\D", "", rule))))


def proofs(items: list[pytest.Item]) -> dict[str, list[str]]:
    """Rule id to the tests that carry it."""
    found: dict[str, list[str]] = defaultdict(list)
    for item in items:
        for mark in item.iter_markers("rule"):
            for rule in mark.args:
                found[rule].append(item.nodeid)
    return found


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    tested = proofs(items)
    if unknown := sorted(set(tested) - set(documented_rules())):
        raise pytest.UsageError(f"tests of rules that docs/ does not know: {', '.join(unknown)}")
    if config.getoption("--rules"):
        lines = missing(tested) if config.getoption("--missing") else listing(tested)
        config.get_terminal_writer().write("".join(f"{line}\n" for line in lines))
        items.clear()


def missing(tested: dict[str, list[str]]) -> list[str]:
    return [rule for rule in documented_rules() if rule not in tested]


def listing(tested: dict[str, list[str]]) -> list[str]:
    lines = []
    for rule in documented_rules():
        lines += [rule, *(f"    {test}" for test in tested.get(rule, ["(no test yet)"]))]
    return lines


def pytest_sessionfinish(session: pytest.Session) -> None:
    if session.config.getoption("--rules"):
        session.exitstatus = pytest.ExitCode.OK
