"""`python -m benchmarks [pairs|search|linkage|reading|tokens|evidence]`: ours beside peers."""

from __future__ import annotations

import os
from collections.abc import Callable

import click

from benchmarks import evidence, linkage, pairs, reading, search, tokens
from benchmarks.environments import PACKAGES, Environment

SIZED: dict[str, Callable[..., None]] = {"search": search.run, "linkage": linkage.run}
BENCHMARKS = {
    "pairs": pairs.run,
    **SIZED,
    "reading": reading.run,
    "tokens": tokens.run,
    "evidence": evidence.run,
}


@click.command()
@click.argument("names", nargs=-1, type=click.Choice([*BENCHMARKS, "all", "lock"]))
@click.option("--size", type=int, help="Records of the register; a quick size if not given.")
@click.option("--alone", is_flag=True, help="Ours only; docs/benchmarks.md stays as it is.")
def main(names: tuple[str, ...], size: int | None, alone: bool) -> None:  # noqa: FBT001 - from click
    """Run benchmarks, all if none is named, and renew their tables in docs/benchmarks.md.

    `lock` chooses and pins the newest versions of the peers.
    """
    os.nice(10)
    if "lock" in names:
        for peer in PACKAGES:
            Environment(peer).lock()
    chosen = [name for name in BENCHMARKS if not names or name in names or "all" in names]
    for name in chosen:
        BENCHMARKS[name](alone=alone, **({"size": size} if name in SIZED else {}))


if __name__ == "__main__":
    main()
