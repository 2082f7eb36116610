"""The whole site as an operator runs it: four real processes. Killed ones: tests/journeys."""

from __future__ import annotations

import signal
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.office import wait_until
from tests.running import Site, running_site


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with running_site(tmp_path) as running:
        yield running


def test_a_clean_stop(site: Site) -> None:
    """One signal ends all processes; nothing stays behind on the port. No answer names software."""
    with urllib.request.urlopen(f"{site.url}/en/") as page:
        assert page.status == 200
        assert "Server" not in page.headers
    site.supervisor.send_signal(signal.SIGTERM)
    assert site.supervisor.wait(30) == 0
    assert not site.answers()


def test_no_core_is_left_and_no_process_outlives_its_supervisor(site: Site) -> None:
    """The matcher leaves no core dump; if the supervisor is killed, all of them end."""
    matcher = wait_until(lambda: site.child("matcher"))
    limits = Path(f"/proc/{matcher}/limits").read_text()
    core = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
    assert core.split()[4:6] == ["0", "0"]
    pids = [wait_until(lambda n=name: site.child(n)) for name in ("matcher", "clock", "gunicorn")]
    site.supervisor.kill()
    site.supervisor.wait()

    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids))
    assert not site.answers()
