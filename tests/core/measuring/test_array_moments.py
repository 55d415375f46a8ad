"""Moments of arrays against numpy's in double precision, and hashes that tell arrays apart."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from curator_gui.core.measuring.array_moments import BLOCK, FEW, Hasher, Moments, array_moments

RANDOM = np.random.default_rng(5)


def moments(values: Any) -> Moments:
    found = array_moments(np.asarray(values))
    assert found is not None
    return found


def agree(found: Moments, values: Any, rel: float = 1e-6) -> None:
    plain = np.asarray(values).astype(np.float64).ravel()
    defined = plain[~np.isnan(plain)]
    low, high, mean, std, undefined, zeros = found.values()
    assert (low, high) == (defined.min(), defined.max())
    assert abs(mean - defined.mean()) <= rel * max(defined.std(), 1e-300)
    assert std == pytest.approx(defined.std(), rel=rel)
    assert undefined == pytest.approx(1 - defined.size / plain.size)
    assert zeros == pytest.approx((defined == 0).sum() / plain.size)


def arrays() -> dict[str, Any]:
    size = 3 * BLOCK + 17
    plain = RANDOM.random(size)
    jump = np.concatenate([np.zeros(BLOCK), 1e6 + RANDOM.random(2 * BLOCK)])
    return {
        "float32": plain.astype("f4"),
        "far from zero": (10_000 + plain * 0.5).astype("f4"),
        "float64": plain * 1e-9,
        "float16": plain.astype("f2"),
        "integers": RANDOM.integers(-5, 5, size),
        "unsigned": RANDOM.integers(0, 255, size, dtype="u1"),
        "truth": plain > 0.3,
        "mostly zero": np.where(plain < 0.7, 0, plain).astype("f4"),
        "some NaN": np.where(plain < 0.05, np.nan, plain).astype("f4"),
        "first block NaN": np.concatenate([np.full(BLOCK, np.nan), plain]).astype("f4"),
        "huge": (plain * 1e30).astype("f4"),
        "tiny": (plain * 1e-30).astype("f4"),
        "a jump": jump.astype("f4"),
        "big endian": plain.astype(">f4"),
        "few": plain[:FEW],
        "one more than few": plain[: FEW + 1].astype("f4"),
        "strided": plain[::3].astype("f4"),
        "by columns": np.asfortranarray(plain[:30_000].reshape(100, 300)),
        "large integers": np.array([2**50, 2**50 + 4096] * 200),
    }


@pytest.mark.parametrize("name", list(arrays()))
def test_they_are_those_of_numpy_in_double_precision(name: str) -> None:
    values = arrays()[name]
    agree(moments(values), values, rel=2e-5 if name == "a jump" else 1e-6)


@pytest.mark.parametrize("size", [3, 1000])
def test_a_constant_does_not_vary(size: int) -> None:
    found = moments(np.full(size, 0.1, "f4"))
    assert (found.mean, found.std) == (pytest.approx(np.float32(0.1)), 0.0)


@pytest.mark.parametrize("size", [2, 500])
def test_nothing_but_nan_has_no_ends_and_no_mean(size: int) -> None:
    low, high, mean, std, undefined, zeros = moments(np.full(size, np.nan)).values()
    assert all(math.isnan(value) for value in (low, high, mean, std))
    assert (undefined, zeros) == (1.0, 0.0)


def test_an_empty_array_is_nothing() -> None:
    found = moments(np.zeros((0, 3)))
    assert found.size == 0
    assert all(math.isnan(value) for value in found.values())


@pytest.mark.parametrize("size", [3, 700])
def test_infinite_values_are_seen(size: int) -> None:
    values = np.ones(size, "f4")
    values[1] = np.inf
    low, high, mean, std, undefined, _ = moments(values).values()
    assert (low, high, undefined) == (1.0, math.inf, 0.0)
    assert not math.isfinite(mean)
    assert not math.isfinite(std)


@pytest.mark.parametrize("values", [np.array(["a", "b"]), np.array([1j]), np.array([None])])
def test_what_is_no_real_number_has_none(values: Any) -> None:
    assert array_moments(values) is None
    assert array_moments(values, Hasher()) is None


def test_parts_give_the_whole() -> None:
    values = RANDOM.random(1000) * 3 + 7
    whole = moments(values[:1])
    for part in (values[1:300], values[300:], np.full(3, np.nan), np.zeros(0)):
        whole.merge(moments(part))
    agree(whole, np.concatenate([values, np.full(3, np.nan)]))


def hashed(values: Any) -> str:
    hasher = Hasher()
    array_moments(np.asarray(values), hasher)
    return str(hasher.hexdigest())


@pytest.mark.parametrize("size", [10, 1000, 3 * BLOCK])
def test_the_hash_tells_arrays_apart(size: int) -> None:
    values = RANDOM.random(size)
    turned, one = values[::-1], values.copy()
    one[size // 2] = np.nextafter(one[size // 2], 2)
    others = [turned, one, values.astype("f4"), values.reshape(2, -1), values[:-1]]
    found = [hashed(each) for each in (values, *others)]
    assert len(set(found)) == len(found)
    assert hashed(values.copy()) == found[0]


def test_the_order_in_memory_does_not_count() -> None:
    values = RANDOM.random((40, 50))
    assert hashed(np.asfortranarray(values)) == hashed(values)


def test_texts_are_hashed() -> None:
    assert hashed(["a", "b"]) != hashed(["a", "c"])
