"""An environment for each peer, with exactly the packages of requirements/bench-<peer>.txt."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENTS = ROOT / ".venv-bench"
SCRIPTS = Path(__file__).parent / "peers"
PIN = "pip compile --universal --generate-hashes --no-header --no-annotate --quiet"
# python-Levenshtein is imported by the set-up of names_comparator, in the one version it accepts.
BUILD = {"names_comparator": ("setuptools<81", "wheel", "python-levenshtein==0.12.0")}
PACKAGES = {
    "nomenklatura": ("nomenklatura", "pyicu"),
    "names_comparator": (
        "names_comparator", "names_translator", "pyicu", "python-levenshtein==0.12.0",
    ),
    "daitch_mokotoff": ("pyicu",),
    "rapidfuzz": ("rapidfuzz", "pyarrow"),
    "tantivy": ("tantivy", "pyarrow"),
    "sqlite": ("pyarrow",),
    "pg_trgm": ("pyarrow", "psycopg[binary]"),
    "splink": ("splink", "metaphone", "pyarrow"),
    "slovnet": ("slovnet", "natasha", "razdel", "navec", "setuptools<81"),
}  # fmt: skip


class Missing(Exception):
    """The peer cannot run here; the text says why, in a line for the table."""


@dataclass(frozen=True, slots=True)
class Environment:
    peer: str

    @property
    def python(self) -> Path:
        return ENVIRONMENTS / self.peer / "bin" / "python"

    @property
    def pins(self) -> Path:
        return ROOT / "requirements" / f"bench-{self.peer}.txt"

    @property
    def build_pins(self) -> Path:
        """What has to be there before the others can be built; most peers have none."""
        return ROOT / "requirements" / f"bench-{self.peer}-build.txt"

    def set_up(self) -> None:
        """Install the pinned packages, once for each change of the pins; raises `Missing`."""
        if not self.pins.exists():
            raise Missing(f"requirements/{self.pins.name} is not there")
        digest = hashlib.sha256(self.pins.read_bytes()).hexdigest()[:16]
        stamp = ENVIRONMENTS / self.peer / f"installed-{digest}"
        if stamp.exists():
            return
        self.make()
        self.install(self.pins, *(["--no-build-isolation"] if self.build_pins.exists() else []))
        stamp.touch()

    def make(self) -> None:
        print(f"bench: setting up {self.python.parents[1]}", file=sys.stderr)
        venv.create(self.python.parents[1], with_pip=True, clear=True)
        if self.build_pins.exists():
            self.install(self.build_pins)

    def install(self, pins: Path, *options: str) -> None:
        pip: list[str | Path] = [self.python, "-m", "pip", "install", "--quiet"]
        done = _run([*pip, *options, "--require-hashes", "-r", pins])
        if done.returncode:
            raise Missing(f"could not be installed: {_last_line(done.stderr)}")

    def run(self, script: str, *arguments: str | Path, within: str | None = None) -> None:
        """Run one script of benchmarks/peers, maybe within a module that runs commands.

        Raises `Missing` with its last line if it fails.
        """
        around: list[str | Path] = [sys.executable, "-m", within] if within else []
        run_script([*around, self.python, SCRIPTS / script, *arguments])

    def lock(self) -> None:
        """Choose the newest versions and pin them."""
        options: list[str | Path] = []
        if self.peer in BUILD:
            _pin(self.build_pins, BUILD[self.peer], [])
            self.make()
            options = ["--python", self.python, "--no-build-isolation"]
        _pin(self.pins, PACKAGES[self.peer], options)


def run_script(command: list[str | Path]) -> None:
    done = _run(command)
    if done.returncode:
        sys.stderr.write(done.stderr)
        raise Missing(f"did not run: {_last_line(done.stderr)}")


def _pin(pins: Path, packages: tuple[str, ...], options: list[str | Path]) -> None:
    uv = Path(sys.executable).with_name("uv")
    command = [uv, *PIN.split(), "--python-version", "3.11", "-o", pins, *options, "-"]
    subprocess.run(command, input="\n".join(packages), text=True, check=True, cwd=ROOT)


def _run(command: list[str | Path]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    wrong = [line for line in lines if "rror" in line]
    return (wrong or lines or ["no message"])[-1][:160]
