from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from curator_gui.domains.common import moments
from curator_gui.domains.common.moments import ArrayMoments
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.filters.statistics import FieldStatistics, Standardise
from curator_gui.domains.grid.sources.netcdf import NetCDFSource


def gather(
    folder: Path, items: list[xr.Dataset], order: list[list[int]], **options: object
) -> xr.Dataset:
    """Gather items in groups, as workers do; each has a part file; merge them by index."""
    for group in order:
        worker = FieldStatistics(folder / "statistics.nc", **options)
        for index in group:
            worker.output_path = folder / f"part-{index:03d}"
            (passed,) = worker(iter([items[index]]))
            assert passed is items[index]
            worker.flush()
    parts = sorted(folder.glob("part-*"))
    FieldStatistics.merge(parts, folder / "statistics.nc")
    with xr.open_dataset(folder / "statistics.nc") as found:
        return found.load()


@pytest.fixture
def members(era5_file: Path) -> list[xr.Dataset]:
    source = NetCDFSource(str(era5_file.parent), dimension="number")
    items = [item for i in range(len(source)) for item in source[i]]
    items[3]["t"][0, 0, 5:9] = np.nan
    return items


@pytest.mark.parametrize(
    "over", [None, ["time", "latitude", "longitude"], ["time", "isobaricInhPa"], []]
)
def test_statistics_are_those_of_numpy(
    tmp_path: Path, members: list[xr.Dataset], over: list[str] | None
) -> None:
    found = gather(tmp_path, members, [[i] for i in range(10)], dimensions=over)
    whole = xr.concat(members, "number")
    axes = ["number", *(over if over is not None else members[0]["t"].dims)]
    for name in ("t", "z"):
        expected = {
            "mean": whole[name].mean(axes), "std": whole[name].std(axes),
            "min": whole[name].min(axes), "max": whole[name].max(axes),
            "count": whole[name].count(axes),
        }  # fmt: skip
        for key, value in expected.items():
            stored = found[f"{name}_{key}"]
            assert stored.dims == value.dims
            np.testing.assert_allclose(stored.values, value.values, rtol=1e-12, atol=1e-9)
            assert stored.attrs["units"] == ("1" if key == "count" else whole[name].attrs["units"])


def test_workers_retries_and_order_change_nothing(
    tmp_path: Path, members: list[xr.Dataset]
) -> None:
    one, many = tmp_path / "one", tmp_path / "many"
    sequential = gather(one, members, [list(range(10))], dimensions=["time"])
    parallel = gather(
        many, members, [[9, 2, 4], [0, 8], [7, 1, 3], [6, 5], [2]], dimensions=["time"]
    )
    xr.testing.assert_identical(sequential, parallel)


def test_a_failed_index_leaves_nothing_behind(tmp_path: Path, members: list[xr.Dataset]) -> None:
    gatherer = FieldStatistics(tmp_path / "s.nc")
    next(gatherer(iter([members[0]])))
    gatherer.reset()
    gatherer.output_path = tmp_path / "part"
    next(gatherer(iter([members[1]])))
    gatherer.flush()
    FieldStatistics.merge([tmp_path / "part"], tmp_path / "s.nc")
    with xr.open_dataset(tmp_path / "s.nc") as found:
        assert found["t_count"].item() == members[1]["t"].size
        assert found["t_mean"].item() == pytest.approx(members[1]["t"].values.mean(), rel=1e-13)


def test_a_variable_without_values_has_no_mean(tmp_path: Path) -> None:
    empty = xr.Dataset({"f": ("x", [np.nan, np.inf])})
    found = gather(tmp_path, [empty, empty], [[0, 1]])
    assert found["f_count"].item() == 0
    for key in ("mean", "std", "min", "max"):
        assert np.isnan(found[f"f_{key}"].item())


def test_a_dimension_that_the_data_lack_is_refused(tmp_path: Path) -> None:
    gatherer = FieldStatistics(tmp_path / "s.nc", ["lat"])
    with pytest.raises(GridError, match="there is no dimension 'lat'; there are latitude"):
        next(gatherer(iter([xr.Dataset({"f": ("latitude", [1.0])})])))


def test_items_on_other_coordinates_are_refused(tmp_path: Path) -> None:
    first = xr.Dataset({"f": (("lev", "x"), np.ones((2, 3)))}, coords={"lev": [1.0, 2.0]})
    second = first.assign_coords(lev=[1.0, 3.0])
    with pytest.raises(GridError, match="variable 'f': items differ in lev"):
        gather(tmp_path, [first, second], [[0], [1]], dimensions=["x"])
    with pytest.raises(
        GridError, match=r"has \{'lev': 2\} in one item and \{'lev': 1\} in another"
    ):
        gather(tmp_path, [first, first.isel(lev=[0])], [[0], [1]], dimensions=["x"])
    kelvin = first.assign(f=first["f"].assign_attrs(units="K"))
    with pytest.raises(GridError, match="is in '' in one item, 'K' in another"):
        gather(tmp_path, [first, kelvin], [[0], [1]])


@pytest.mark.parametrize("damage", [lambda d: b"", lambda d: d[: len(d) // 2], lambda d: b"x" * 99])
def test_a_damaged_part_is_named(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    gatherer = FieldStatistics(tmp_path / "s.nc")
    gatherer.output_path = tmp_path / "part-7"
    next(gatherer(iter([xr.Dataset({"f": ("x", np.arange(100.0))})])))
    gatherer.flush()
    gatherer.output_path.write_bytes(damage(gatherer.output_path.read_bytes()))
    with pytest.raises(GridError, match="part-7 cannot be read"):
        FieldStatistics.merge([tmp_path / "part-7"], tmp_path / "s.nc")
    assert not (tmp_path / "s.nc").exists()


FIELDS = hnp.arrays(
    st.sampled_from(["f4", "f8"]),
    hnp.array_shapes(min_dims=2, max_dims=2, max_side=6),
    elements=st.one_of(st.just(float("nan")), st.floats(-1e6, 1e6, width=32)),
)


@settings(deadline=None)
@given(FIELDS, st.floats(-1e9, 1e9), st.data())
def test_merging_parts_is_one_pass(field: np.ndarray, shift: float, data: st.DataObject) -> None:
    field = field.astype("f8") + shift
    cut = data.draw(st.integers(0, field.shape[0]))
    merged = ArrayMoments.of(field[:cut], (0,)).merged(ArrayMoments.of(field[cut:], (0,)))
    whole = ArrayMoments.of(field, (0,))
    np.testing.assert_array_equal(merged.count, (~np.isnan(field)).sum(axis=0))
    np.testing.assert_allclose(merged.mean, whole.mean, rtol=1e-12, atol=1e-6)
    np.testing.assert_allclose(merged.m2, whole.m2, rtol=1e-9, atol=1e-3)
    some = merged.count > 0
    np.testing.assert_array_equal(merged.minimum[some], np.nanmin(field[:, some], axis=0))
    np.testing.assert_array_equal(merged.maximum[some], np.nanmax(field[:, some], axis=0))


def test_variance_keeps_its_digits_far_from_zero() -> None:
    rng = np.random.default_rng(0)
    values = 1e9 + rng.normal(size=(100, 1000))
    total = ArrayMoments.of(values[0], (0,))
    for row in values[1:]:
        total = total.merged(ArrayMoments.of(row, (0,)))
    assert float(total.std) == pytest.approx(float(np.std(values - 1e9)), rel=1e-6)
    assert float(total.mean) == pytest.approx(float(values.mean()), rel=1e-15)


@pytest.mark.parametrize("method", ["zscore", "minmax"])
@pytest.mark.parametrize("over", [None, ["time", "latitude", "longitude"]])
def test_standardise_and_back(
    tmp_path: Path, members: list[xr.Dataset], method: str, over: list[str] | None
) -> None:
    gather(tmp_path, members, [list(range(10))], dimensions=over)
    forward = Standardise(tmp_path / "statistics.nc", method)
    assert list(forward.problems()) == []
    scaled = [forward.apply(item) for item in members]
    whole = xr.concat(scaled, "number")["t"]
    axes = ["number", *(over or whole.dims[1:])]
    if method == "zscore":
        np.testing.assert_allclose(whole.mean(axes).values, 0.0, atol=1e-11)
        np.testing.assert_allclose(whole.std(axes).values, 1.0, rtol=1e-11)
    else:
        np.testing.assert_allclose(whole.min(axes).values, 0.0, atol=1e-12)
        np.testing.assert_allclose(whole.max(axes).values, 1.0, rtol=1e-12)
    assert whole.dims == ("number", *members[0]["t"].dims)
    assert whole.attrs["units"] == "1"
    restored = Standardise(tmp_path / "statistics.nc", method, restore=True).apply(scaled[3])
    np.testing.assert_allclose(restored["t"].values, members[3]["t"].values, rtol=1e-12)
    assert restored["t"].attrs["units"] == "K"


def test_standardise_keeps_the_precision_and_a_constant_at_zero(tmp_path: Path) -> None:
    items = [xr.Dataset({"f": ("x", np.full(3, 5, dtype="f4")), "n": ("x", [1, 2, 3])})]
    gather(tmp_path, items, [[0]])
    found = Standardise(tmp_path / "statistics.nc").apply(items[0])
    assert found["f"].values.tolist() == [0.0] * 3
    assert found["f"].dtype == np.float32
    assert found["n"].dtype == np.float64


def test_standardise_says_what_does_not_fit(tmp_path: Path) -> None:
    levels = xr.Dataset({"f": (("lev", "x"), np.arange(6.0).reshape(2, 3))}, {"lev": [1.0, 2.0]})
    gather(tmp_path, [levels], [[0]], dimensions=["x"])
    path = tmp_path / "statistics.nc"
    with pytest.raises(GridError, match="lev differs from that of the statistics"):
        Standardise(path).apply(levels.assign_coords(lev=[2.0, 1.0]))
    with pytest.raises(GridError, match="the statistics have 2 positions along 'lev'"):
        Standardise(path).apply(levels.isel(lev=[0]))
    with pytest.raises(GridError, match="no statistics of 'g'; it has those of f"):
        Standardise(path, variables=["g"]).apply(levels.assign(g=levels["f"]))
    other = tmp_path / "other.nc"
    levels.to_netcdf(other)
    ((param, message),) = list(Standardise(other).problems())
    assert param == "statistics"
    assert "holds no statistics" in message
    ((param, message),) = list(Standardise(tmp_path / "none.nc").problems())
    assert "No such file" in message


@pytest.mark.parametrize("axes", [(), (0,), (1,), (2,), (0, 1), (0, 2), (1, 2), (0, 1, 2)])
@pytest.mark.parametrize("block", [1, 7, 40, 1000])
def test_blocks_give_the_moments_of_the_whole(
    axes: tuple[int, ...], block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moments, "BLOCK", block)
    data = np.random.default_rng(3).normal(1e4, 1, (5, 1, 6))
    data[2, 0, 3], data[0, 0, 0], data[1] = np.nan, np.inf, np.nan
    found = ArrayMoments.of(data.astype("f4"), axes)
    wide = np.ma.masked_invalid(data.astype("f4").astype("f8"))
    np.testing.assert_array_equal(found.count, wide.count(axis=axes) if axes else ~wide.mask)
    some = found.count > 0
    if axes:
        for name in ("mean", "std"):
            expected = np.ma.filled(getattr(wide, name)(axis=axes), np.nan)
            np.testing.assert_allclose(
                np.asarray(getattr(found, name))[some], np.asarray(expected)[some], rtol=1e-9
            )
        np.testing.assert_array_equal(
            np.asarray(found.minimum)[some], np.asarray(wide.min(axis=axes))[some]
        )
