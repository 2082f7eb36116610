"""`homeward open`: read what a family told in confidence, away from the site."""

from __future__ import annotations

import json
from pathlib import Path

import click

from homeward.errors import Sealed
from homeward.seal.boxes import key_from_text
from homeward.seal.parcel import open_parcel
from homeward.seal.shares import join

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("open")
@click.argument("parcel", type=FILE)
@click.option("--key", "key_file", type=FILE, help="File with the office's intake key.")
@click.option("--share", "share_files", type=FILE, multiple=True, help="File with one share.")
def command(parcel: Path, key_file: Path | None, share_files: tuple[Path, ...]) -> None:
    """Open a PARCEL taken out of the site with the office's intake key.

    Give the key as one file, or as many shares as are needed. Nothing is written to disk.
    """
    text = parcel.read_text(encoding="utf-8")
    told = json.loads(open_parcel(text, _key(key_file, share_files)))
    for name, value in told.items():
        click.echo(f"{name}: {value}")


def _key(key_file: Path | None, share_files: tuple[Path, ...]) -> bytes:
    if key_file is not None:
        return key_from_text(key_file.read_text(encoding="ascii"))
    if share_files:
        return join([share.read_text(encoding="ascii") for share in share_files])
    raise Sealed("give the intake key with --key, or its shares with --share")
