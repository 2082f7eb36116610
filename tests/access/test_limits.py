"""Limits that keep no address."""

from __future__ import annotations

import gc
import threading
from pathlib import Path

import pytest

from homeward.errors import Busy
from homeward.web.access.limits import DERIVATIONS_AT_A_TIME, Bucket, derivation_slot


def test_a_bucket_empties_and_fills_again() -> None:
    """Three uses a minute: the fourth waits, later there is room again."""
    bucket = Bucket(size=3, seconds=60)

    assert [bucket.take("one", now=0.0) for _ in range(4)] == [True, True, True, False]
    assert bucket.take("two", now=0.0)
    assert not bucket.take("one", now=10.0)
    assert bucket.take("one", now=21.0)


@pytest.mark.rule("R29")
def test_no_address_is_kept() -> None:
    """What a bucket remembers is a hash that dies with the process, and not for long."""
    bucket = Bucket(size=3, seconds=60)
    bucket.take("203.0.113.77", now=0.0)

    assert b"203.0.113.77" not in b"".join(bucket._levels)
    bucket.take("198.51.100.1", now=100.0)
    assert len(bucket._levels) == 1
    gc.collect()


def test_at_most_two_derivations_at_a_time(tmp_path: Path) -> None:
    """A third one waits, and is told so instead of exhausting the memory."""
    entered, leave = threading.Semaphore(0), threading.Event()

    def hold() -> None:
        with derivation_slot(tmp_path, wait_seconds=5):
            entered.release()
            leave.wait(10)

    threads = [threading.Thread(target=hold) for _ in range(DERIVATIONS_AT_A_TIME)]
    for thread in threads:
        thread.start()
        entered.acquire()

    with pytest.raises(Busy), derivation_slot(tmp_path, wait_seconds=0.1):
        pass
    leave.set()
    for thread in threads:
        thread.join()
    with derivation_slot(tmp_path, wait_seconds=0.1):
        pass
