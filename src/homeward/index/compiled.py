"""Functions compiled by numba, with their types kept.

What is compiled is kept on disk (beside the source, or in the user's cache folder where that
cannot be written), so that only the first use after an update compiles.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np

signed: Any = np.int64  # mypy does not take one for an int
F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """Compile a function of numbers and arrays that makes no arrays of its own.

    It lets other threads run meanwhile. `_nrt=False`: references are not counted, which costs more
    than the work of these functions.
    """
    decorate: Any = numba.njit
    options = {"cache": True, "nogil": True, "error_model": "numpy", "_nrt": False}
    return cast("F", decorate(**options)(function))


def compiled_with_arrays(function: F) -> F:
    """The same for a function that makes arrays."""
    return cast("F", numba.njit(cache=True, nogil=True, error_model="numpy")(function))
