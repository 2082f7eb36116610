"""What holds for every command: quick help, plain errors, honest exit codes."""

from __future__ import annotations

import signal
import subprocess
import sys

import click
import pytest

from homeward import cli
from homeward.cli.trace import progress_bars
from homeward.errors import UnreadableFile

HEAVY = ("numpy", "numba", "pymorphy3", "lxml", "pyarrow", "rich", "homeward.match")


def test_help_reads_nothing_heavy() -> None:
    """`homeward --help` answers at once: it imports neither the engine nor numpy."""
    script = (
        "import sys\nfrom homeward import cli\ncode = cli.run(['--help'])\n"
        f"heavy = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "sys.exit(code or (f'read {heavy}' if heavy else 0))"
    )

    done = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
    assert all(name in done.stdout for name in cli.COMMANDS)


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_listed_help_is_that_of_the_command(name: str) -> None:
    """The table of short help says what each command says of itself first."""
    command = cli.homeward.get_command(click.Context(cli.homeward), name)

    assert command is not None
    assert command.name == name
    assert command.help


def test_unknown_command_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code is 2 and the text says what is wrong."""
    assert cli.run(["fly"]) == 2
    assert "fly" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (UnreadableFile("people.xlsx is empty: save it again"), 2, "people.xlsx is empty"),
        (KeyboardInterrupt(), 130, "interrupted"),
    ],
)
def test_error_is_one_line(
    error: BaseException,
    code: int,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What a person can mend, and Ctrl-C, is one line without a traceback."""

    @click.command()
    def failing() -> None:
        raise error

    monkeypatch.setattr(cli.LazyGroup, "get_command", lambda *_: failing)

    assert cli.run(["trace"]) == code
    err = capsys.readouterr().err.strip()
    assert words in err
    assert "\n" not in err


class _Odd:
    """Swallows Ctrl-C, as an object's end does, or makes another error of it, as an import does."""

    def __init__(self, becomes: type[Exception] | None) -> None:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            if becomes:
                raise becomes from None


@pytest.mark.parametrize("becomes", [None, ImportError])
def test_ctrl_c_is_never_lost(
    becomes: type[Exception] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a library makes of Ctrl-C, the command ends as interrupted."""

    @click.command()
    def swallowing() -> None:
        _Odd(becomes)
        with progress_bars() as progress:
            progress("requests", 1, 2)
        pytest.fail("went on after Ctrl-C")

    monkeypatch.setattr(cli.LazyGroup, "get_command", lambda *_: swallowing)
    monkeypatch.setattr(cli.interrupts, "_came", False)
    before = [(n, signal.getsignal(n)) for n in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
    try:
        cli.interrupts.listen()
        assert cli.run(["trace"]) == 130
    finally:
        for number, handler in before:
            signal.signal(number, handler)
