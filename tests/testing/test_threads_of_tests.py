"""Each process of the tests computes with as many threads as `tests/conftest.py` says."""

from __future__ import annotations

import os

import numpy as np
import threadpoolctl


def test_the_matrices_of_numpy_are_multiplied_by_one_thread() -> None:
    """A plugin of pytest that loads NumPy is earlier than `tests/conftest.py`."""
    assert np.eye(2).shape == (2, 2)
    pools = [p for p in threadpoolctl.threadpool_info() if p["internal_api"] == "openblas"]
    wanted = int(os.environ["OPENBLAS_NUM_THREADS"])
    assert {pool["num_threads"] for pool in pools} <= {wanted}, pools
