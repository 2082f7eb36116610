"""A process that holds secrets: no core dump, no swap, no look into it by others of its user."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys

PR_SET_PDEATHSIG, PR_SET_DUMPABLE = 1, 4
MCL_CURRENT, MCL_FUTURE, MCL_ONFAULT = 1, 2, 4  # the last: only pages that are in use


def harden() -> None:
    """No core dump, no ptrace, files readable by their owner only.

    Each process calls it itself: `PR_SET_DUMPABLE` does not outlive exec.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.umask(0o077)
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def end_with_parent() -> None:
    """Let the system end this process when its parent is killed. Survives exec."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


def lock_memory() -> bool:
    """Keep this process out of swap; False if the system does not allow so much locked memory."""
    if sys.platform != "linux":
        return False
    soft, hard = resource.getrlimit(resource.RLIMIT_MEMLOCK)
    if resource.RLIM_INFINITY not in {soft, hard}:
        return False  # a limit that the index outgrows would kill the process later
    resource.setrlimit(resource.RLIMIT_MEMLOCK, (hard, hard))
    everything = MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT
    return int(ctypes.CDLL(None, use_errno=True).mlockall(everything)) == 0
