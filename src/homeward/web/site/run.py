"""`homeward-site`: everything an operator runs, in one command.

homeward-site keys      make the keys of a new site
homeward-site serve     web, worker, matcher and clock together; Ctrl-C stops them cleanly
homeward-site unlock    give the running matcher its key
homeward-site backup    copy the data, so that what was erased does not come back
homeward-site demo      an invented world on this machine only
homeward-site manage …  Django's own commands
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from homeward.errors import HomewardError
from homeward.seal.boxes import key_from_text, key_to_text
from homeward.seal.hardening import harden
from homeward.seal.shares import join, split
from homeward.web import manage
from homeward.web.site.environment import Mode, is_loopback
from homeward.web.site.processes import Child, run_together

INVENTED_DECLARATION = {
    "HOMEWARD_OPERATOR": "Invented Society (demonstration)",
    "HOMEWARD_COUNTRY": "No country",
    "HOMEWARD_STATE_TIES": "None",
    "HOMEWARD_CASEWORKERS": "Invented Office",
}
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


def main() -> None:
    """Run one command; what an operator can mend is one line, no traceback."""
    harden()
    try:
        site.main(prog_name="homeward-site", standalone_mode=False)
    except HomewardError as error:
        click.echo(f"homeward-site: {error}", err=True)
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def site() -> None:
    """Run a Homeward site."""


@site.command("manage", context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def run_manage(arguments: tuple[str, ...]) -> None:
    """Run one of Django's commands, such as migrate."""
    manage.main(list(arguments))


@site.command()
@click.option("--out", type=FOLDER, required=True, help="Where the private halves go: a stick.")
@click.option("--needed", default=2, show_default=True, help="Shares that open the intake key.")
@click.option("--of", "shares", default=3, show_default=True, help="Shares to make.")
def keys(out: Path, needed: int, shares: int) -> None:
    """Make the keys of a new site: public halves stay here, private ones go to OUT."""
    _django()
    from django.conf import settings  # noqa: PLC0415  # after the settings are chosen

    from homeward.web.registry.sealing import make_instance  # noqa: PLC0415

    out.mkdir(parents=True, exist_ok=True)
    matcher, intake = make_instance(settings.HOMEWARD_DATA / "instance.json")
    (out / "matcher.key").write_text(key_to_text(matcher.private) + "\n", encoding="ascii")
    for number, share in enumerate(split(intake.private, needed=needed, of=shares), start=1):
        (out / f"intake-{number}-of-{shares}.share").write_text(share + "\n", encoding="ascii")
    click.echo(
        f"The matcher's key and {shares} shares of the intake key are in {out}. Give each share to "
        "another officer, keep the matcher's key off this machine, and wipe that folder."
    )


@site.command()
@click.option("--key-file", type=FILE, help="The matcher's key; asked for if not given.")
@click.option("--share", "share_files", type=FILE, multiple=True, help="One share of the key.")
def unlock(key_file: Path | None, share_files: tuple[Path, ...]) -> None:
    """Give the running matcher its key, after each start."""
    _django()
    from homeward.web.matching import client  # noqa: PLC0415

    if share_files:
        private = join([share.read_text(encoding="ascii") for share in share_files])
    elif key_file:
        private = key_from_text(key_file.read_text(encoding="ascii"))
    else:
        private = key_from_text(click.prompt("The matcher's key", hide_input=True))
    client.unlock(private)
    click.echo("The matcher has its key and loads the index.")


@site.command()
@click.option("--to", type=FOLDER, required=True, help="Where the copies go: another disk.")
def backup(to: Path) -> None:
    """Copy the databases to TO; copies of keys older than 30 days are destroyed there."""
    _django()
    from homeward.web.registry.backups import back_up  # noqa: PLC0415

    for copy in back_up(to):
        click.echo(f"{copy}")


@site.command()
@click.option("--listen", default="127.0.0.1:8000", show_default=True, help="HOST:PORT or unix:…")
@click.option("--workers", default=1, show_default=True, help="Web processes.")
@click.option("--threads", default=8, show_default=True, help="Threads of each.")
@click.option("--matcher-key", type=FILE, help="Instead of 'unlock'; never in production.")
def serve(listen: str, workers: int, threads: int, matcher_key: Path | None) -> None:
    """Run web, worker, matcher and clock until stopped; one that dies is started again."""
    _django()
    serve_all(listen, workers=workers, threads=threads, matcher_key=matcher_key)


def serve_all(
    listen: str, *, workers: int = 1, threads: int = 8, matcher_key: Path | None = None
) -> None:
    """Prepare the database and run all processes; returns when they have ended."""
    from django.conf import settings  # noqa: PLC0415  # after the settings are chosen
    from django.core.management import call_command  # noqa: PLC0415

    _check_address(listen, settings.HOMEWARD_MODE)
    if matcher_key and settings.HOMEWARD_MODE is Mode.PRODUCTION:
        raise click.UsageError("in production the key is entered with 'unlock', not kept in a file")
    call_command("check", deploy=settings.HOMEWARD_MODE is Mode.PRODUCTION)
    call_command("migrate", interactive=False, verbosity=0)
    run_together(children(listen, workers=workers, threads=threads, matcher_key=matcher_key))


def _check_address(listen: str, mode: Mode) -> None:
    host = listen.rpartition(":")[0]
    if mode is not Mode.PRODUCTION and not listen.startswith("unix:") and not is_loopback(host):
        raise click.UsageError(
            f"in {mode} mode the site listens on this machine only: use 127.0.0.1, not {host}"
        )


def children(
    listen: str, *, workers: int, threads: int, matcher_key: Path | None
) -> tuple[Child, ...]:
    """The processes of a site."""
    python = sys.executable
    command = (python, "-m", "homeward.web.manage")
    key = ("--key-file", str(matcher_key)) if matcher_key else ()
    web = (
        *(python, "-m", "gunicorn", "homeward.web.site.wsgi:application"),
        *("--bind", listen, "--worker-class", "gthread", "--no-control-socket"),
        *("--workers", str(workers), "--threads", str(threads)),
        *("--worker-tmp-dir", "/dev/shm", "--graceful-timeout", "10", "--log-level", "error"),  # noqa: S108  # memory, not a disk
    )
    return (
        Child("matcher", (*command, "matcher", *key)),
        Child("worker", (*command, "db_worker", "--interval", "1", "--no-startup-delay")),
        Child("clock", (*command, "clock")),
        Child("web", web),
    )


@site.command()
@click.option("--folder", type=FOLDER, default=Path("homeward-demo"), show_default=True)
@click.option("--seed", default=1, show_default=True, help="Another seed, another world.")
@click.option("--requests", default=1000, show_default=True, help="Families of the main job.")
@click.option("--families", default=40, show_default=True, help="Families that use the site.")
@click.option("--listen", default="127.0.0.1:8000", show_default=True, help="HOST:PORT.")
@click.option("--serve/--no-serve", default=True, help="End after the main job's table.")
def demo(
    folder: Path, *, seed: int, requests: int, families: int, listen: str, serve: bool
) -> None:
    """Build an invented world, find its people, and serve the site with some of them."""
    _check_address(listen, Mode.DEMO)
    main_job = ["demo", "--folder", str(folder), "--seed", str(seed), "--requests", str(requests)]
    code = "from homeward.cli import main; main()"
    subprocess.run([sys.executable, "-c", code, *main_job], check=True)  # noqa: S603  # our own
    if not serve:
        return
    with tempfile.TemporaryDirectory(prefix="homeward-demo-") as kept:
        os.environ |= {"HOMEWARD_MODE": Mode.DEMO, "HOMEWARD_DATA": kept, "DATABASE_URL": ""}
        os.environ |= INVENTED_DECLARATION
        _serve_invented(Path(kept), seed, families, listen)


def _serve_invented(data: Path, seed: int, families: int, listen: str) -> None:
    _django()
    from django.core.management import call_command  # noqa: PLC0415  # after the settings

    from homeward.web.registry.sealing import make_instance  # noqa: PLC0415

    matcher, _ = make_instance(data / "instance.json")
    key = data / "matcher.key"
    key.write_text(key_to_text(matcher.private), encoding="ascii")
    call_command("migrate", interactive=False, verbosity=0)
    click.echo("\nThe site, with invented people only:")
    call_command("invent", seed=seed, requests=families)
    click.echo("  (a one-time code comes from any authenticator app that was given the secret)")
    click.echo(f"  open http://{listen}/  (Ctrl-C ends it and forgets everything)")
    serve_all(listen, matcher_key=key)


def _django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "homeward.web.site.settings")
    import django  # noqa: PLC0415  # reads the settings

    from homeward.web.site.translations import compile_catalogues  # noqa: PLC0415

    compile_catalogues()
    django.setup()


if __name__ == "__main__":
    main()
