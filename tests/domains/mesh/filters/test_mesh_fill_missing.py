"""Missing values of fields: what replaces them, what stays, what is said."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import pyvista as pv
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from curator_gui.core.notes import noting
from curator_gui.domains.mesh import FillMissing
from curator_gui.domains.mesh.errors import MeshError, MissingFieldError
from tests.fast import tried

NAN, INF = np.nan, np.inf
anything = st.floats(allow_nan=True, allow_infinity=True, width=32)


def line(**fields: Any) -> pv.PolyData:
    """Five points in a row, 1 apart, and four lines between them."""
    mesh = pv.PolyData(np.array([[n, 0.0, 0.0] for n in range(5)]))
    mesh.lines = np.array([[2, n, n + 1] for n in range(4)]).ravel()
    mesh.verts = np.zeros(0, int)
    for name, values in fields.items():
        (mesh.point_data if len(values) == 5 else mesh.cell_data)[name] = values
    return mesh


def apply(mesh: Any, **options: Any) -> tuple[Any, list[str]]:
    told: list[str] = []
    with noting(lambda kind, words: told.append(str(words))):
        (result,) = FillMissing(**options)(iter([mesh]))
    return result, told


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"method": "value", "value": 9.0}, [1, 9, 9, 4, INF]),
        ({"method": "value", "value": 9.0, "infinite": True}, [1, 9, 9, 4, 9]),
        ({"method": "nearest"}, [1, 1, 4, 4, INF]),
        ({"method": "nearest", "infinite": True}, [1, 1, 4, 4, 4]),
        ({"method": "mean", "infinite": True}, [1, 2.5, 2.5, 4, 2.5]),
    ],
)
def test_gaps_are_filled_and_counted(options: Any, expected: list[float]) -> None:
    mesh = line(t=np.array([1, NAN, NAN, 4, INF], np.float32))
    result, told = apply(mesh, **options)
    assert result["t"].dtype == np.float32
    assert result["t"].tolist() == expected
    count = 3 if options.get("infinite") else 2
    assert told == [f"missing values were filled: t ({count})"]
    assert np.isnan(mesh["t"]).sum() == 2  # what came in is as it was


def test_each_component_is_filled_by_itself_in_points_and_cells() -> None:
    vectors = np.array([[1, NAN, NAN], [2, 20, NAN], [NAN, 30, NAN], [4, 40, NAN], [5, 50, NAN]])
    cells = np.array([NAN, 1.0, 2.0, 3.0])
    result, told = apply(line(v=vectors, c=cells), method="nearest")
    assert result["v"][:, 1].tolist() == [20, 20, 30, 40, 50]
    assert result["v"][2, 0] in (2, 4)
    assert np.isnan(result["v"][:, 2]).all()
    assert result["c"].tolist() == [1, 1, 2, 3]
    assert told == [
        "'v' has no value at all: it stays missing",
        "missing values were filled: v (2), c (1)",
    ]


def test_only_what_is_named_and_what_is_real() -> None:
    mesh = line(a=np.array([NAN] * 4 + [1.0]), b=np.array([NAN] * 5), n=np.arange(5))
    result, _ = apply(mesh, point_fields=["a*"])
    assert result["a"].tolist() == [0, 0, 0, 0, 1]
    assert np.isnan(result["b"]).all()
    assert result["n"].dtype == mesh["n"].dtype
    with pytest.raises(MissingFieldError):
        apply(mesh, point_fields=["q"])


def test_nothing_to_fill_is_unchanged_and_shared() -> None:
    mesh = line(a=np.arange(5.0))
    result, told = apply(mesh)
    assert result is mesh
    assert told == ["has no missing values"]


@given(arrays(np.float32, (5, 2), elements=anything), st.sampled_from(["value", "mean", "nearest"]))
@settings(max_examples=tried(40))
def test_no_value_that_is_there_is_changed(values: Any, method: str) -> None:
    with np.errstate(all="ignore"):
        result, _ = apply(line(v=values), method=method)
    there = ~np.isnan(values)
    np.testing.assert_array_equal(result["v"][there], values[there])
    left = np.isnan(result["v"])
    if method == "value":
        assert not left.any()
    elif method == "nearest":
        np.testing.assert_array_equal(left.any(axis=0), ~there.any(axis=0))


def test_places_that_are_not_finite_are_said() -> None:
    mesh = line(a=np.array([NAN, 1, 2, 3, 4]))
    mesh.points[2, 0] = NAN
    with pytest.raises(MeshError, match="point 2 has a coordinate that is NaN"):
        apply(mesh, method="nearest")


@pytest.mark.parametrize("value", [NAN, INF])
def test_a_constant_that_is_missing_is_a_problem(value: float) -> None:
    assert [name for name, _ in FillMissing(value=value).problems()] == ["value"]
    assert list(FillMissing(method="mean", value=value).problems()) == []


def test_the_mean_is_that_of_finite_values() -> None:
    result, _ = apply(line(t=np.array([1.0, NAN, INF, 3, -INF])), method="mean")
    assert result["t"].tolist() == [1, 2, INF, 3, -INF]
    result, told = apply(line(t=np.array([INF, NAN, INF, INF, INF])), method="mean")
    assert np.isnan(result["t"][1])
    assert told == ["'t' has no value at all: it stays missing"]


def test_a_constant_that_the_field_cannot_hold_is_refused() -> None:
    mesh = line(t=np.array([1, NAN, 3, 4, 5], np.float32))
    with pytest.raises(MeshError, match=r"'t' has numbers of the type float32.*hold 1e\+300"):
        apply(mesh, value=1e300)
    assert apply(mesh, value=1e30)[0]["t"][1] == np.float32(1e30)
