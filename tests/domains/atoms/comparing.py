"""Compare structures value by value."""

from __future__ import annotations

from typing import Any

import numpy as np
from ase import Atoms


def as_array(value: Any) -> np.ndarray:
    array = np.asarray(value)
    return array.astype(str) if array.dtype.kind == "O" else array  # ASE reads texts as objects


def assert_same_value(left: Any, right: Any, where: str) -> None:
    if isinstance(left, dict) or isinstance(right, dict):
        assert left == right, where
        return
    a, b = as_array(left), as_array(right)
    assert a.shape == b.shape, where
    assert a.dtype.kind == b.dtype.kind, where
    np.testing.assert_array_equal(a, b, err_msg=where)


def assert_same_table(left: dict[str, Any], right: dict[str, Any], where: str) -> None:
    assert set(left) == set(right), where
    for name in left:
        assert_same_value(left[name], right[name], f"{where} {name}")


def assert_same_structure(left: Atoms, right: Atoms, where: str = "") -> None:
    """Everything that the two hold is equal, to the last bit."""
    assert_same_table(left.arrays, right.arrays, f"{where} arrays")
    assert_same_table(left.info, right.info, f"{where} info")
    results = [atoms.calc.results if atoms.calc else {} for atoms in (left, right)]
    assert_same_table(results[0], results[1], f"{where} results")
    assert_same_value(left.cell.array, right.cell.array, f"{where} cell")
    assert_same_value(left.pbc, right.pbc, f"{where} pbc")
