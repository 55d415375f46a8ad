"""Constants of filters: as JSON, in their file, and refused where they are none."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core.filters.fitting import (
    ConstantsError,
    FittedFilter,
    NotFittedError,
    json_constants,
    waits_for_constants,
)
from curator_gui.core.sidecars.constants_file import (
    ConstantsFileError,
    FittedStep,
    is_constants_file,
    read_constants,
    write_constants,
)


class Mean(FittedFilter[float]):
    name = "Mean"
    description = "Subtracts."

    def gather(self, item: float) -> Any:
        return item

    def combine(self, one: Any, other: Any) -> Any:
        return one + other

    def fit(self, gathered: Any) -> Mapping[str, Any]:
        return {"sum": gathered}

    def __call__(self, items: Iterator[float]) -> Iterator[float]:
        return (item - self.constants["sum"] for item in items)


STEP = FittedStep(2, "Mean", "m.Mean", "k", "i", 7, "train", 1.7e9, {"sum": 0.1}, [3])


def test_a_filter_waits_until_it_has_constants() -> None:
    step = Mean()
    assert waits_for_constants(step)
    with pytest.raises(NotFittedError, match="the constants of Mean come from the data set"):
        _ = step.constants
    fitted = step.with_constants({"sum": 2.0})
    assert not waits_for_constants(fitted)
    assert waits_for_constants(step)  # the one that it was made from knows nothing of it
    assert list(fitted(iter([5.0]))) == [3.0]


def test_constants_of_numpy_are_plain_numbers() -> None:
    given = {"a": np.float64(0.1), "b": np.arange(3), "c": [np.int64(4)], "d": None}
    assert json_constants(given, "Mean") == {"a": 0.1, "b": [0, 1, 2], "c": [4], "d": None}


@pytest.mark.parametrize("wrong", [{"a": float("nan")}, {"a": float("inf")}, {"a": {1, 2}}, [1], 3])
def test_what_is_no_json_is_refused_by_name(wrong: Any) -> None:
    with pytest.raises(ConstantsError, match="constants of Mean"):
        json_constants(wrong, "Mean")


def test_a_file_gives_back_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "constants.json"
    assert read_constants(path) == []
    other = replace(STEP, step=1, constants={"x": [1.5, None]})
    write_constants(path, [STEP, other])
    made = path.stat().st_mtime
    assert read_constants(path) == [replace(other, made=made), replace(STEP, made=made)]
    data = path.read_bytes()
    write_constants(path, read_constants(path))
    assert path.read_bytes() == data
    assert is_constants_file(path)
    assert STEP.digest == replace(STEP, made=0.0, items=9).digest
    assert STEP.digest != other.digest


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_floats_keep_all_their_digits(number: float) -> None:
    assert json_constants({"a": number}, "Mean")["a"] == number


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"format": "curator-constants", "version": 2, "steps": []}',
             '{"format": "curator-constants", "version": 1, "steps": [{"step": 1}]}',
             '{"format": "curator-constants", "version": 1, "steps": 3}']
)  # fmt: skip
def test_a_damaged_file_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "constants.json"
    path.write_text(text)
    with pytest.raises(ConstantsFileError, match="is no file of constants"):
        read_constants(path)


def test_other_files_are_no_files_of_constants(tmp_path: Path) -> None:
    path = tmp_path / "statistics.json"
    path.write_text(json.dumps({"format": "curator-field-statistics"}))
    assert not is_constants_file(path)
    assert not is_constants_file(tmp_path / "none.json")
    assert not is_constants_file(tmp_path / "constants.nc")
