"""Statistics: exact under any split into parts, and what Normalise makes of them."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvista as pv
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from curator_gui.domains.mesh import (
    FieldStatistics,
    MeshInformation,
    Normalise,
    SyntheticSource,
    VTKSource,
)
from curator_gui.domains.mesh.errors import MeshError, MissingFieldError
from curator_gui.domains.mesh.filters.information import describe
from curator_gui.domains.mesh.formats.statistics_file import FieldMoments, read_statistics

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False) | st.sampled_from([np.nan, np.inf, -np.inf])


@given(st.lists(hnp.arrays(np.float64, st.integers(0, 30), elements=NUMBERS), min_size=1))
def test_merged_moments_equal_one_pass(parts: list[np.ndarray]) -> None:
    merged = FieldMoments.of(parts[0], (-10.0, 10.0, 7))
    for part in parts[1:]:
        merged = merged.merged(FieldMoments.of(part, (-10.0, 10.0, 7)))
    values = np.concatenate(parts)
    valid = values[np.isfinite(values)]
    moments = merged.moments
    assert (moments.count, merged.invalid) == (valid.size, values.size - valid.size)
    assert merged.histogram is not None
    assert sum(merged.histogram.counts) + merged.histogram.below + merged.histogram.above == (
        valid.size
    )
    assert FieldMoments.from_data(json.loads(json.dumps(merged.to_data()))) == merged
    if valid.size:
        size = max(1.0, np.abs(valid).max())
        assert moments.mean == pytest.approx(valid.mean(), rel=1e-12, abs=1e-12 * size)
        assert moments.std == pytest.approx(valid.std(), rel=1e-12, abs=1e-9 * size)
        assert (moments.minimum, moments.maximum) == (valid.min(), valid.max())


def run(source: Any, step: FieldStatistics | MeshInformation, parts: Path | None) -> None:
    """Do what the engine does: with `parts` one part per index, else one pass."""
    output, files = step.output_path, []
    pipeline = source.filter(step)
    for index in range(len(source)):
        list(pipeline.items(index))
        if parts is not None:
            step.output_path = parts / f"{index:06d}{output.suffix}"
            files.append(step.output_path)
            step.flush()
    step.output_path = output
    if parts is None:
        step.flush()
    else:
        type(step).merge(files, output)


def test_parts_merged_in_order_equal_one_pass(dam_break: Path, tmp_path: Path) -> None:
    source = VTKSource(dam_break / "data", cell_fields=["U", "alpha.water"])
    options = {"histogram_ranges": {"alpha.water": [0.0, 1.0]}, "bins": 10}
    whole = FieldStatistics(tmp_path / "whole.json", **options)
    split = FieldStatistics(tmp_path / "split.json", **options)
    run(source, whole, None)
    run(source, split, tmp_path / "parts")
    one, other = (read_statistics(p.output_path) for p in (whole, split))
    assert one.keys() == other.keys()
    assert one == other
    meshes = [pv.read(path) for path in sorted((dam_break / "data").glob("*.vtu"))]
    velocity = np.concatenate([m.cell_data["U"] for m in meshes]).astype(np.float64)
    for component, moments in enumerate(one["cell"]["U"]):
        assert moments.moments.count == 21 * 2268
        assert moments.moments.mean == pytest.approx(
            velocity[:, component].mean(), rel=1e-12, abs=1e-15
        )
        assert moments.moments.std == pytest.approx(
            velocity[:, component].std(), rel=1e-12, abs=1e-15
        )
    water = np.concatenate([m.cell_data["alpha.water"] for m in meshes])
    histogram = one["cell"]["alpha.water"][0].histogram
    assert histogram is not None
    assert histogram.counts == np.histogram(water, 10, (0, 1))[0].tolist()
    assert histogram.below == (water < 0).sum()


def test_a_failed_index_leaves_no_trace(tmp_path: Path) -> None:
    source = SyntheticSource(count=2, resolution=3)
    step = FieldStatistics(tmp_path / "s.json")
    pipeline = source.filter(step)
    list(pipeline.items(0))
    step.reset()
    list(pipeline.items(1))
    step.flush()
    alone = FieldStatistics(tmp_path / "alone.json")
    list(source.filter(alone).items(1))
    alone.flush()
    assert (tmp_path / "s.json").read_bytes() == (tmp_path / "alone.json").read_bytes()
    step.flush()  # nothing since the last flush
    assert read_statistics(tmp_path / "s.json") == {"cell": {}, "point": {}}


def test_fields_with_other_shapes_are_an_error(tmp_path: Path) -> None:
    step = FieldStatistics(tmp_path / "s.json")
    for components in (1, 3):
        mesh = pv.Sphere()
        mesh.cell_data["q"] = np.ones((mesh.n_cells, components))
        if components == 1:
            list(step(iter([mesh])))
        else:
            with pytest.raises(MeshError, match="q has 3 components here and 1 in other meshes"):
                list(step(iter([mesh])))


def test_wrong_ranges_and_files_are_said(tmp_path: Path) -> None:
    [(param, message)] = FieldStatistics(
        tmp_path / "s.json", histogram_ranges={"a": [1.0, 1.0]}
    ).problems()
    assert param == "histogram_ranges"
    assert "a needs a lowest and a highest value" in message
    for text in ("", "[]", "{}", '{"format": "other", "version": 1}'):
        (tmp_path / "x.json").write_text(text)
        with pytest.raises(MeshError, match="is no file of field statistics"):
            read_statistics(tmp_path / "x.json")
        [(param, _)] = Normalise(tmp_path / "x.json").problems()
        assert param == "statistics"


@pytest.fixture
def statistics(tmp_path: Path) -> Path:
    run(SyntheticSource(count=4, resolution=4), FieldStatistics(tmp_path / "s.json"), None)
    return tmp_path / "s.json"


def normalised(step: Normalise) -> list[pv.DataSet]:
    pipeline = SyntheticSource(count=4, resolution=4).filter(step)
    return [mesh for index in range(4) for mesh in pipeline.items(index)]


def test_standardised_fields_have_mean_0_and_spread_1(statistics: Path) -> None:
    meshes = normalised(Normalise(statistics))
    values = np.concatenate([m.point_data["temperature"] for m in meshes])
    assert values.mean() == pytest.approx(0, abs=1e-12)
    assert values.std() == pytest.approx(1, rel=1e-12)
    velocity = np.concatenate([m.cell_data["velocity"] for m in meshes])
    np.testing.assert_allclose(velocity.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(velocity.std(axis=0), [1, 1, 0], atol=1e-12)  # z never changes


def test_ranges_end_at_0_and_1(statistics: Path) -> None:
    meshes = normalised(Normalise(statistics, "range", fields=["temp*"]))
    values = np.concatenate([m.point_data["temperature"] for m in meshes])
    assert (values.min(), values.max()) == pytest.approx((0.0, 1.0))
    assert meshes[0].cell_data["velocity"][:, 0].min() < -0.5  # not chosen, not scaled


def test_given_numbers_go_before_gathered_ones(statistics: Path) -> None:
    [mesh] = SyntheticSource(count=1, resolution=4)[0]
    step = Normalise(offset={"temperature": 300.0}, scale={"temperature": 10.0})
    result = normalised(step)[0]
    np.testing.assert_allclose(
        result.point_data["temperature"], (mesh.point_data["temperature"] - 300) / 10
    )
    both = normalised(Normalise(statistics, offset={"temperature": 0.0}))[0]
    std = read_statistics(statistics)["point"]["temperature"][0].moments.std
    np.testing.assert_allclose(both.point_data["temperature"], mesh.point_data["temperature"] / std)


def test_number_formats_and_inputs_are_kept() -> None:
    mesh = pv.Sphere()
    mesh.cell_data["n"] = np.arange(mesh.n_cells)
    mesh.cell_data["f"] = np.arange(mesh.n_cells, dtype="float32")
    before = mesh.copy()
    [result] = Normalise(scale={"n": 2.0, "f": 2.0})(iter([mesh]))
    assert mesh == before
    assert result.cell_data["n"].dtype == np.float64
    assert result.cell_data["f"].dtype == np.float32
    np.testing.assert_array_equal(result.cell_data["n"], np.arange(mesh.n_cells) / 2)


def test_what_cannot_be_normalised_is_said(statistics: Path, tmp_path: Path) -> None:
    assert [p for p, _ in Normalise().problems()] == ["statistics"]
    assert [p for p, _ in Normalise(scale={"a": 0.0}).problems()] == ["scale"]
    [(_, message)] = Normalise(tmp_path / "none.json").problems()
    assert "cannot be read: No such file" in message
    with pytest.raises(MissingFieldError, match="no cell or point field 'x'"):
        normalised(Normalise(statistics, fields=["x"]))
    mesh = pv.Sphere()
    mesh.cell_data["velocity"] = np.zeros(mesh.n_cells)
    with pytest.raises(MeshError, match=r"'velocity' has 1 components, but .* statistics for 3"):
        list(Normalise(statistics)(iter([mesh])))
    mesh.cell_data["other"] = np.zeros(mesh.n_cells)
    with pytest.raises(MeshError, match="no statistics for the cell field 'other'"):
        list(Normalise(statistics, fields=["other"])(iter([mesh])))
    assert list(Normalise(statistics).input_files()) == [str(statistics)]


def test_names_in_the_table_are_no_formulas() -> None:
    mesh = pv.Sphere()
    mesh.clear_data()
    mesh.cell_data["=1+1"] = np.zeros(mesh.n_cells)
    assert describe(mesh, 0)["cell_fields"] == "'=1+1"


def test_information_has_a_row_per_mesh(dam_break: Path, tmp_path: Path) -> None:
    source = VTKSource(dam_break / "data", "dambreak_00*.vtu")
    whole, split = (MeshInformation(tmp_path / f"{n}.csv") for n in ("whole", "split"))
    run(source, whole, None)
    run(source, split, tmp_path / "parts")
    assert whole.output_path.read_bytes() == split.output_path.read_bytes()
    with whole.output_path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["index"] for row in rows] == [str(n) for n in range(10)]
    first, mesh = rows[0], pv.read(dam_break / "data" / "dambreak_000.vtu")
    assert (first["points"], first["cells"]) == ("4746", "2268")
    assert first["type"] == "UnstructuredGrid"
    assert first["cell_types"] == "hexahedron"
    assert first["cell_fields"] == "U alpha.water p_rgh"
    assert first["time"] == ""
    assert float(first["x_max"]) == mesh.bounds[1]
    assert first["name"] == "dambreak_000"
    with pytest.raises(MeshError, match="is no table of mesh information"):
        MeshInformation.merge([Path(__file__)], tmp_path / "x.csv")
