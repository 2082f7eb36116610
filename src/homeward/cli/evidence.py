"""`homeward evidence`: make a bundle of what was taken out of the site; check one."""

from __future__ import annotations

from pathlib import Path

import click

from homeward.cli.office_key import FILE, office_key, takes_office_key
from homeward.custody import Verified, read_package, verify_bundle, write_bundle
from homeward.errors import BadInput
from homeward.log import read_key
from homeward.seal.parcel import open_parcel


@click.group("evidence")
def command() -> None:
    """Bundles of evidence."""


@command.command()
@click.argument("bundle", type=FILE)
@click.option("--log-key", help="The custody log's key, as the organisation publishes it.")
def verify(bundle: Path, log_key: str | None) -> None:
    """Say in one line whether a BUNDLE is intact; if not, name the file that is not."""
    known = read_key(log_key) if log_key else None
    click.echo(_sentence(bundle, verify_bundle(bundle, log=known), known=known is not None))


@command.command()
@click.argument("package", type=FILE)
@takes_office_key
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
def bundle(package: Path, key_file: Path | None, share_files: tuple[Path, ...], out: Path) -> None:
    """Make a bundle of a PACKAGE that two people took out of the site, with the office's key."""
    if out.exists():
        raise BadInput(f"{out} exists: choose another name")
    key = office_key(key_file, share_files)
    taken = read_package(package.read_text(encoding="utf-8"))
    write_bundle(out, taken.opened(lambda parcel: open_parcel(parcel, key)))
    click.echo(_sentence(out, verify_bundle(out), known=False))


def _sentence(bundle: Path, found: Verified, *, known: bool) -> str:
    stamped = min(found.stamped, default=None)
    when = f"stamped {stamped:%Y-%m-%d %H:%M:%S} UTC" if stamped else "without a time stamp"
    whose = (
        "the log's key is the one you gave" if known else f"log {found.log.name}: ask whose it is"
    )
    return (
        f"{bundle.name} is intact: {found.item.digests.size:,} bytes of {found.item.mime}, "
        f"{found.events} events of custody, {when}; {whose}"
    )
