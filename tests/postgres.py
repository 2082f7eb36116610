"""A PostgreSQL for one run of tests, on a socket that only this user reaches.

python -m tests.postgres COMMAND…    runs the command with DATABASE_URL set, then forgets all
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Debian keeps these out of PATH; the newest version comes first.
DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
FAST = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=60"


def server_program(name: str) -> str | None:
    """`initdb` or `pg_ctl`."""
    return shutil.which(name, path=os.pathsep.join([*map(str, DEBIAN), os.environ["PATH"]]))


@contextmanager
def private_server(initdb: str, pg_ctl: str) -> Iterator[str]:
    """The URL of a fresh server; PostgreSQL refuses to run as root, so root lends it a user."""
    owner = "postgres" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="hw-pg-") as name:
        folder = Path(name)
        if owner:
            shutil.chown(folder, owner)
        options = f"-k {folder} -c listen_addresses= {FAST}"

        def run(*command: str | Path) -> None:
            with (folder / "told").open("a") as told:
                subprocess.run(command, user=owner, cwd=folder, check=True, stdout=told)

        run(initdb, "-D", folder / "data", "-A", "trust", "-U", "homeward", "-E", "UTF8", "-N")
        run(pg_ctl, "-D", folder / "data", "-l", folder / "log", "-o", options, "-w", "start")
        try:
            yield f"postgresql://homeward@/postgres?host={folder}"
        finally:
            run(pg_ctl, "-D", folder / "data", "-m", "immediate", "-w", "stop")


def main(command: list[str]) -> int:
    """The exit code of the command; 0 where PostgreSQL is missing, but 1 in CI."""
    initdb, pg_ctl = server_program("initdb"), server_program("pg_ctl")
    if initdb is None or pg_ctl is None:
        sys.stderr.write("PostgreSQL is not installed: not tested on it (Debian: .ci/run)\n")
        return 1 if os.environ.get("CI") else 0
    with private_server(initdb, pg_ctl) as url:
        return subprocess.run(
            command, env=os.environ | {"DATABASE_URL": url}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
