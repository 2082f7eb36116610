"""The command line: each command in a file of its own, read only when it is asked for."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from homeward import __version__
from homeward.cli import interrupts
from homeward.errors import HomewardError

# Shown by `homeward --help` without reading any of them.
COMMANDS = {
    "trace": "Look for the people of a spreadsheet in a folder of posts, lists and pages.",
    "demo": "Build an invented world, look for its people, and count who was found.",
    "compare": "Say how likely two names or records are one person, and why.",
    "score": "Score many pairs of a table.",
    "index": "Build a search index of people, and search it.",
    "link": "Link two registers, or find duplicates in one.",
    "read": "Show which people a text names, and what it says of them.",
    "evidence": "Make a bundle of evidence, or check one.",
    "petition": "Sign a petition without a network, recount, mirror, or issue for one.",
    "open": "Read what a family told in confidence, with the office's key.",
}
# Exit codes of every command; docs/commands.md tells them.
DONE, FAILED, SOME_REJECTED, INTERRUPTED = 0, 2, 3, 130


class LazyGroup(click.Group):
    """Finds `homeward.cli.<name>` when the command is used, so that `--help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002  # click's signature
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"homeward.cli.{cmd_name}").command
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002  # click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="homeward")
def homeward() -> None:
    """Finds people taken or lost in war and helps bring them home.

    Every result is only possible until a person has looked at it.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run a command; end with its exit code. A closed terminal ends it as Ctrl-C does."""
    interrupts.listen()
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: list[str]) -> int:
    """Run a command and return its exit code; what a person can mend is one line, no traceback."""
    try:
        code = homeward.main(arguments, prog_name="homeward", standalone_mode=False)
    except HomewardError as error:
        click.echo(f"homeward: {error}", err=True)
        return FAILED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        return _interrupted()
    except Exception:
        if interrupts.came():  # and a library made another error of it
            return _interrupted()
        raise
    return code if isinstance(code, int) else DONE


def _interrupted() -> int:
    click.echo("homeward: interrupted; no half-written result is left.", err=True)
    return INTERRUPTED
