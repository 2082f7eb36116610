"""`homeward petition`: sign without a network, recount, mirror, keep a receipt."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urlsplit

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from homeward.cli import DONE
from homeward.cli.petition_issuer import address, id_in, issuer
from homeward.errors import BadInput
from homeward.log import log_policy, read_key, read_log
from homeward.log.reading import read_from
from homeward.petition.manifest import Manifest, read_manifest
from homeward.petition.mirroring import mirror, server
from homeward.petition.papers import Kept, ask_paper, read_answer, read_seed, seed_paper
from homeward.petition.receipts import check_receipt, receipt
from homeward.petition.recount import Recount, recount, source
from homeward.petition.signing import finish, prepare, withdrawal
from homeward.petition.tokens import SEED

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
Steps = tuple[Callable[[int], None], Callable[[int], None]]  # how many there are; so many more done


@click.group("petition")
def command() -> None:
    """Sign a petition without a network, recount one, mirror one, issue tokens for one."""


command.add_command(issuer)


def _id_option(function: Callable[..., Any]) -> Callable[..., Any]:
    option = click.option(
        "--id", "link", help="The petition's link or its 64 digits; nothing else is believed."
    )
    return option(function)


def _witness_option(function: Callable[..., Any]) -> Callable[..., Any]:
    option = click.option(
        "--witnesses",
        type=click.IntRange(0),
        help="How many must have signed; by default more than half of those named.",
    )
    return option(function)


@command.command("recount")
@click.argument("place", metavar="URL-OR-FOLDER")
@_id_option
@_witness_option
@click.option("--workers", type=click.IntRange(1), help="Processes; by default one a core.")
@click.option("--json", "as_json", is_flag=True, help="Print the count as one line of JSON.")
def count(
    place: str,
    link: str | None,
    witnesses: int | None,
    workers: int | None,
    *,
    as_json: bool,
) -> int:
    """Verify a published petition and count its signatures, trusting nobody.

    Give the link as the petition's authors spread it: it ends in #, then 64 digits, and a petition
    with another text or other keys is refused. Any flaw ends with code 2 and the name of the file.
    """
    where, petition_id = _place(place, link)
    with _bar("checking entries") as (started, progress):
        counted = recount(
            where,
            petition_id=petition_id,
            witnesses=witnesses,
            workers=workers,
            started=started,
            progress=progress,
        )
    if as_json:
        click.echo(json.dumps(_told(counted)))
    else:
        _show(counted, pinned=petition_id is not None)
    return DONE


@command.command("mirror")
@click.argument("place", metavar="FROM")
@click.option("--to", "folder", required=True, type=click.Path(file_okay=False, path_type=Path))
@_id_option
@_witness_option
@click.option("--serve", metavar="HOST:PORT", help="Then serve the copy, writing down nobody.")
def copy(
    place: str, folder: Path, link: str | None, witnesses: int | None, serve: str | None
) -> int:
    """Copy a petition's public files to a folder and verify the copy.

    A copy that fails to verify, or that lacks what was mirrored before, does not take the place of
    the last one.
    """
    where, petition_id = _place(place, link)
    with _bar("copying files") as (started, progress):
        counted = mirror(
            where,
            folder,
            petition_id=petition_id,
            witnesses=witnesses,
            started=started,
            progress=progress,
        )
    _show(counted, pinned=petition_id is not None)
    if serve is not None:
        host, port = address(serve)
        click.echo(f"serving {folder} at http://{serve}/ until Ctrl-C")
        server(folder, host, port).serve_forever()
    return DONE


@command.command("governance")
@click.argument("place", metavar="URL-OR-FOLDER")
@click.option("--key", required=True, help="The log's key, as the site's pages name it.")
def governance(place: str, key: str) -> int:
    """Verify a site's governance log and print its lines: petitions, keys, programs, closings.

    Any flaw ends with code 2 and the name of the file. Keep what is printed: a later log begins
    with the same lines, or somebody changed what they said.
    """
    where, _ = _place(place, None)
    policy = log_policy(read_key(key))
    read = read_log(where, policy) if isinstance(where, Path) else read_from(source(where), policy)
    for line in read.entries:
        click.echo(line.decode())
    return DONE


@command.group("sign")
def sign() -> None:
    """Sign without a network: ask, finish, withdraw.

    The request goes to the issuers and their answer comes back as files, by whatever way.
    """


@sign.command("ask")
@click.argument("petition", type=FILE)
@_id_option
@click.option("--class", "class_id", required=True, help="The class you sign in.")
@click.option("--name", help="Stand with this name; by default the signature has none.")
@click.option("--seed", "seed_file", required=True, type=NEW_FILE, help="Made if it is not there.")
@click.option("--out", required=True, type=NEW_FILE, help="The request to the issuers.")
def ask(  # noqa: PLR0917 - click gives them by name
    petition: Path, link: str | None, class_id: str, name: str | None, seed_file: Path, out: Path
) -> int:
    """Write the request to the issuers; it does not show what you sign.

    The seed is the secret of your signature. Ask again with the same seed if an answer is lost.
    After you have signed, destroy it, or keep it to be able to withdraw; who has it can prove and
    withdraw your signature.
    """
    manifest = _manifest(petition, link)
    if seed_file.exists():
        kept = read_seed(seed_file.read_bytes(), manifest)
        if (class_id, {"name": name} if name else {}) != (kept.class_id, dict(kept.payload)):
            raise BadInput(
                "this seed was made for another class or name; it gives one signature only"
            )
    else:
        kept = Kept(class_id, {"name": name} if name else {}, secrets.token_bytes(SEED))
    asked = prepare(manifest, kept.class_id, kept.seed, kept.payload)
    if not seed_file.exists():
        _write_secret(seed_file, seed_paper(asked, kept.seed))
    out.write_bytes(ask_paper(asked))
    return DONE


@sign.command("finish")
@click.argument("petition", type=FILE)
@_id_option
@click.option("--seed", "seed_file", required=True, type=FILE)
@click.option("--answer", required=True, type=FILE, multiple=True, help="What the issuers sent.")
@click.option("--out", required=True, type=NEW_FILE, help="The signature; anyone may hand it in.")
def finish_signing(
    petition: Path, link: str | None, seed_file: Path, answer: tuple[Path, ...], out: Path
) -> int:
    """Make the signature from the issuers' answers."""
    manifest = _manifest(petition, link)
    kept = read_seed(seed_file.read_bytes(), manifest)
    asked = prepare(manifest, kept.class_id, kept.seed, kept.payload)
    answers: dict[str, bytes] = {}
    for file in answer:
        answers |= read_answer(file.read_bytes(), manifest)
    out.write_bytes(finish(asked, answers))
    return DONE


@sign.command("withdraw")
@click.argument("petition", type=FILE)
@_id_option
@click.option("--seed", "seed_file", required=True, type=FILE)
@click.option("--out", required=True, type=NEW_FILE, help="The withdrawal; hand it in as well.")
def withdraw(petition: Path, link: str | None, seed_file: Path, out: Path) -> int:
    """Make the line that takes your signature back."""
    manifest = _manifest(petition, link)
    out.write_bytes(withdrawal(manifest, read_seed(seed_file.read_bytes(), manifest).seed))
    return DONE


@command.group("receipt")
def receipts() -> None:
    """Keep, or check, the proof that your signature is in the public log."""


@receipts.command("make")
@click.argument("entry", type=FILE)
@click.argument("folder", type=FOLDER)
@click.option("--out", required=True, type=NEW_FILE, help="The receipt.")
def make_receipt(entry: Path, folder: Path, out: Path) -> int:
    """Make a receipt for an ENTRY from a mirrored FOLDER, so that nobody is asked about it."""
    out.write_text(receipt(folder, entry.read_bytes().rstrip(b"\n")), encoding="utf-8")
    return DONE


@receipts.command("check")
@click.argument("entry", type=FILE)
@click.argument("receipt_file", metavar="RECEIPT", type=FILE)
@click.argument("petition", type=FILE)
@_id_option
@_witness_option
def check(
    entry: Path, receipt_file: Path, petition: Path, link: str | None, witnesses: int | None
) -> int:
    """Check a receipt without a network; code 2 if it does not show this entry."""
    line, text = entry.read_bytes().rstrip(b"\n"), receipt_file.read_text("utf-8")
    check_receipt(text, line, _manifest(petition, link), witnesses)
    click.echo("The entry is in the public log of this petition.")
    return DONE


def _place(place: str, link: str | None) -> tuple[str | Path, bytes | None]:
    """Where to read, and the id that the link carries."""
    address, fragment = urldefrag(place)
    if urlsplit(place).scheme in ("http", "https"):
        return address, _id(link or fragment or None)
    if not Path(place).is_dir():
        raise BadInput(f"{place} is neither a folder nor an http or https address")
    return Path(place), _id(link)


def _id(link: str | None) -> bytes | None:
    return None if link is None else id_in(link)


def _manifest(path: Path, link: str | None) -> Manifest:
    petition_id = _id(link)
    manifest = read_manifest(path.read_bytes(), petition_id)
    if petition_id is None:
        _warn_unpinned(manifest)
    return manifest


def _warn_unpinned(manifest: Manifest) -> None:
    click.echo(
        f"Compare with the petition's link (or give it with --id): {manifest.id.hex()}", err=True
    )


def _write_secret(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)


@contextmanager
def _bar(what: str) -> Iterator[Steps]:
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task(what, total=None)
        yield (
            lambda total: bar.update(task, total=total),
            lambda more: bar.update(task, advance=more),
        )


def _show(counted: Recount, *, pinned: bool) -> None:
    manifest = counted.manifest
    console = Console()
    table = Table("class", "signatures", "withdrawn", "people who got tokens", "withheld")
    for name, row in _told(counted)["classes"].items():
        cells = (row["signed"], row["revoked"], row.get("issued", ""), row.get("withheld", ""))
        table.add_row(name, *(f"{cell:,}" if isinstance(cell, int) else cell for cell in cells))
    console.print(table)
    state = "closed" if counted.close else f"open until {manifest.closes}"
    console.print(
        f"{counted.size:,} entries, every one verified; {state}. Classes are not added up."
    )
    if not pinned:
        _warn_unpinned(manifest)


def _told(counted: Recount) -> dict[str, Any]:
    classes: dict[str, dict[str, int]] = {}
    for name, number in counted.signed.items():
        classes[name] = {"signed": number, "revoked": counted.revoked[name]}
        if counted.close is not None:
            classes[name] |= _closing(name, counted.close.issued, counted.close.withheld)
    return {
        "petition": counted.manifest.id.hex(),
        "entries": counted.size,
        "closed": counted.close is not None,
        "classes": classes,
    }


def _closing(name: str, issued: Mapping[str, int], withheld: Mapping[str, int]) -> dict[str, int]:
    return {"issued": issued.get(name, 0), "withheld": withheld.get(name, 0)}
