"""`homeward open`: read what a family told in confidence, away from the site."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from homeward.cli.office_key import FILE, office_key, takes_office_key
from homeward.errors import BadInput
from homeward.seal.parcel import file_in, open_parcel

FILE_OUT = click.Path(dir_okay=False, path_type=Path)


@click.command("open")
@click.argument("parcel", type=FILE)
@takes_office_key
@click.option("--out", type=FILE_OUT, help="Where a photo, a sound or a film is written.")
def command(
    parcel: Path, key_file: Path | None, share_files: tuple[Path, ...], out: Path | None
) -> None:
    """Open a PARCEL with the office's intake key, away from the site.

    A parcel is what was taken out of the site, or a request that the offline form locked. Give the
    key as one file, or as many shares as are needed. Nothing is written to disk but, with --out,
    the file that a family handed in.
    """
    plain = open_parcel(parcel.read_text(encoding="utf-8"), office_key(key_file, share_files))
    file = file_in(plain)
    _show(file.about if file else json.loads(plain))
    if file and out is None:
        click.echo("It is a file: say with --out where it is to be written.")
    elif file and out:
        _write(out, file.content)


def _show(told: Mapping[str, Any]) -> None:
    for name, value in told.items():
        if name != "others":
            click.echo(f"{name}: {value}")
    for other in told.get("others", ()):
        click.echo("")
        _show(other)


def _write(out: Path, content: bytes) -> None:
    """Readable by its owner alone, and never over another file."""
    try:
        with os.fdopen(os.open(out, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
    except FileExistsError:
        raise BadInput(f"{out} exists: choose another name") from None
