"""The office's intake key on the command line: as one file, or as so many shares."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from homeward.errors import Sealed
from homeward.seal.boxes import key_from_text
from homeward.seal.shares import join

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_KEY = click.option("--key", "key_file", type=FILE, help="File with the office's intake key.")
_SHARE = click.option(
    "--share", "share_files", type=FILE, multiple=True, help="File with one share."
)


def takes_office_key(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options `--key` and `--share`."""
    return _KEY(_SHARE(command))


def office_key(key_file: Path | None, share_files: tuple[Path, ...]) -> bytes:
    """The private half; raises `Sealed` if neither is given, or the shares are too few."""
    if key_file is not None:
        return key_from_text(key_file.read_text(encoding="ascii"))
    if share_files:
        return join([share.read_text(encoding="ascii") for share in share_files])
    raise Sealed("give the intake key with --key, or its shares with --share")
