"""`python -m homeward.world --out DIR --seed N --requests N`."""

from __future__ import annotations

from pathlib import Path

import click
from rich.progress import Progress

from homeward.world.folder import write_world


@click.command()
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A folder to write to.")
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, another world.")
@click.option("--requests", type=click.IntRange(1), default=300, show_default=True)
def main(out: Path, seed: int, requests: int) -> None:
    """Write an invented world with known answers into a folder."""
    with Progress() as bar:
        task = bar.add_task("Writing the world", total=requests)
        write_world(
            out,
            seed=seed,
            requests=requests,
            progress=lambda _step, done, total: bar.update(task, completed=done, total=total),
        )


if __name__ == "__main__":
    main()
