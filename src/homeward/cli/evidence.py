"""`homeward evidence verify`: whether a bundle of evidence is intact."""

from __future__ import annotations

from pathlib import Path

import click

from homeward.custody import Verified, verify_bundle
from homeward.log import read_key


@click.group("evidence")
def command() -> None:
    """Bundles of evidence."""


@command.command()
@click.argument("bundle", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--log-key", help="The custody log's key, as the organisation publishes it.")
def verify(bundle: Path, log_key: str | None) -> None:
    """Say in one line whether a BUNDLE is intact; if not, name the file that is not."""
    known = read_key(log_key) if log_key else None
    click.echo(_sentence(bundle, verify_bundle(bundle, log=known), known=known is not None))


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
