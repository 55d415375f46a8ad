from __future__ import annotations

import gc
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from curator_gui.run.worker.shipping import load, ship
from tests.fast import tried

BIG = np.arange(1 << 16, dtype=np.float64)  # 512 KiB


def mapped(array: np.ndarray[Any, Any]) -> bool:
    """Whether the array's memory belongs to a mapped file."""
    base: Any = array
    while isinstance(base, np.ndarray) and base.base is not None:
        base = base.base
    return isinstance(getattr(base, "obj", base), __import__("mmap").mmap)


@settings(max_examples=tried(60), deadline=None)
@given(
    st.lists(
        hnp.arrays(
            st.sampled_from(["f8", "i4", "u1", "c16", "M8[s]", "U3", "?"]),
            hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=9),
        ),
        max_size=5,
    ),
    st.none() | st.integers(0, 600),
    st.sampled_from(["c", "r"]),
)
def test_arrays_come_back_equal(
    tmp_path_factory: pytest.TempPathFactory, arrays: list[Any], limit: int | None, mode: Any
) -> None:
    path = ship(arrays, tmp_path_factory.mktemp("ship"), limit)
    again = load(path, mode)
    for one, other in zip(arrays, again, strict=True):
        assert one.dtype == other.dtype
        np.testing.assert_array_equal(one, other)


def test_only_buffers_above_the_limit_are_mapped(tmp_path: Path) -> None:
    small = BIG[:100].copy()
    again = load(ship({"big": BIG, "small": small}, tmp_path, 1 << 12))
    assert mapped(again["big"])
    assert not mapped(again["small"])


def test_without_a_limit_nothing_is_mapped(tmp_path: Path) -> None:
    assert not mapped(load(ship(BIG, tmp_path, None)))


def test_mapped_arrays_are_aligned(tmp_path: Path) -> None:
    odd = [np.zeros(5003, np.uint8), BIG, np.zeros(4097, np.uint8), BIG + 1]
    for array in load(ship(odd, tmp_path, 100)):
        assert array.ctypes.data % 4096 == 0


def test_fortran_order_survives(tmp_path: Path) -> None:
    matrix = np.asfortranarray(BIG.reshape(256, 256))
    again = load(ship(matrix, tmp_path, 100))
    assert again.flags.f_contiguous
    np.testing.assert_array_equal(again, matrix)


def test_a_change_stays_in_its_own_copy(tmp_path: Path) -> None:
    path = ship(BIG, tmp_path, 100)
    before = path.read_bytes()
    one, other = load(path, "c"), load(path, "c")
    one[:] = -1
    assert other[5] == 5
    assert path.read_bytes() == before
    assert load(path, "c")[5] == 5


def test_mode_r_refuses_changes(tmp_path: Path) -> None:
    again = load(ship(BIG, tmp_path, 100), "r")
    assert not again.flags.writeable
    with pytest.raises(ValueError, match="read-only"):
        again[0] = 1


def test_arrays_outlive_the_file_and_each_other(tmp_path: Path) -> None:
    path = ship([BIG, BIG + 1], tmp_path, 100)
    first, second = load(path)
    path.unlink()
    del first
    gc.collect()
    assert second[7] == 8


def test_equal_content_has_one_file_and_other_content_another(tmp_path: Path) -> None:
    one = ship(BIG, tmp_path, 100)
    stamp = one.stat().st_mtime_ns
    assert ship(BIG.copy(), tmp_path, 100) == one
    assert one.stat().st_mtime_ns == stamp
    changed = BIG.copy()
    changed[-1] += 1
    assert ship(changed, tmp_path, 100) != one
    assert len(list(tmp_path.iterdir())) == 2


def test_functions_defined_anywhere_can_be_sent(tmp_path: Path) -> None:
    factor = 3
    assert load(ship(lambda x: x * factor, tmp_path, None))(5) == 15


def test_what_cannot_be_pickled_leaves_no_file(tmp_path: Path) -> None:
    import threading

    with pytest.raises((TypeError, pickle.PicklingError), match="lock"):
        ship([BIG, threading.Lock()], tmp_path, 100)
    assert list(tmp_path.iterdir()) == []


def test_a_truncated_file_is_an_error_and_no_crash(tmp_path: Path) -> None:
    path = ship({"numbers": list(range(1000))}, tmp_path, None)
    path.write_bytes(path.read_bytes()[:500])
    with pytest.raises((EOFError, pickle.UnpicklingError)):
        load(path)
