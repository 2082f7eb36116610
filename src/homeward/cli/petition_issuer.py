"""`homeward petition issuer`: another organisation issues tokens for a petition, without a site."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import click

from homeward.cli import DONE
from homeward.errors import BadInput
from homeward.petition.issuer import Office, server

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
_ID = re.compile(r"[0-9a-f]{64}")


@click.group("issuer")
def issuer() -> None:
    """Issue tokens for another organisation's petition: keys, open, codes, serve, close.

    One FOLDER for each petition. With k of n issuers, none of them can invent signatures alone.
    """


@issuer.command("keys")
@click.argument("folder", type=FOLDER)
@click.option("--name", required=True, help="The host name under which the petition names you.")
@click.option("--class", "classes", multiple=True, required=True, help="Once for each class.")
def keys(folder: Path, name: str, classes: tuple[str, ...]) -> int:
    """Make keys, and print for each class the name and public key that its authors need."""
    office = Office(folder)
    office.make_keys(name, classes)
    for class_id, spki in office.public_keys().items():
        click.echo(f"{class_id}: {name} {spki}")
    return DONE


@issuer.command("open")
@click.argument("folder", type=FOLDER)
@click.argument("petition", type=FILE)
@click.option("--id", "link", required=True, help="The petition's link or its 64 digits.")
def open_(folder: Path, petition: Path, link: str) -> int:
    """Take in the frozen PETITION (petition.json); refused unless it names your keys."""
    manifest = Office(folder).adopt(petition.read_bytes(), id_in(link))
    click.echo(f"open from {manifest.opens} to {manifest.closes}")
    return DONE


@issuer.command("codes")
@click.argument("folder", type=FOLDER)
@click.argument("codes", type=FILE)
def take_codes(folder: Path, codes: Path) -> int:
    """Take in the list of CODES (codes.json) that may ask; it replaces the last one."""
    click.echo(f"{Office(folder).take_codes(codes.read_bytes()):,} codes may ask")
    return DONE


@issuer.command("serve")
@click.argument("folder", type=FOLDER)
@click.option("--listen", metavar="HOST:PORT", default="127.0.0.1:8090", show_default=True)
def serve(folder: Path, listen: str) -> int:
    """Answer at http://HOST:PORT/issue, writing down nobody; set TLS or an onion before it."""
    host, port = address(listen)
    click.echo(f"issuing at http://{listen}/issue until Ctrl-C")
    server(Office(folder), host, port).serve_forever()
    return DONE


@issuer.command("close")
@click.argument("folder", type=FOLDER)
def close(folder: Path) -> int:
    """When the petition is over: print how many tokens were given, and destroy keys and ledger."""
    for class_id, number in Office(folder).close(datetime.now(UTC).date()).items():
        click.echo(f"{class_id}: {number}")
    return DONE


def address(listen: str) -> tuple[str, int]:
    """Host and port; raises `BadInput`."""
    host, _, port = listen.rpartition(":")
    if not host or not port.isdecimal():
        raise BadInput("an address and a port, such as 127.0.0.1:8000, are needed")
    return host, int(port)


def id_in(link: str) -> bytes:
    """The petition's id in its link; raises `BadInput`."""
    found = _ID.search(link)
    if found is None:
        raise BadInput("the link ends in the petition's id: 64 digits 0-9 and a-f")
    return bytes.fromhex(found[0])
