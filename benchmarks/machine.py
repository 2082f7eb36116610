"""What a run was made on."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

OUR_PACKAGES = ("numpy", "numba", "rapidfuzz", "pyarrow")


def described(peers: Mapping[str, str]) -> str:
    """Date, machine, Python and versions, in one paragraph."""
    ours = {"homeward": version("homeward")} | {name: version(name) for name in OUR_PACKAGES}
    named = ", ".join(f"{name} {number}" for name, number in (ours | dict(peers)).items())
    return (
        f"Run on {datetime.now(UTC):%Y-%m-%d}, {processor()}, {os.cpu_count()} cores, "
        f"{memory_gib():.0f} GiB, {platform.system()}, Python {platform.python_version()}; "
        f"{named}. Load at its end: {os.getloadavg()[0]:.1f}."
    )


def processor() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def memory_gib() -> float:
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
