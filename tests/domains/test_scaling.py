"""Standardize, Normalize and fitted references in one run: as by hand to 1e-12, and undone."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvista as pv
import xarray as xr
from ase import Atoms

from curator_gui.core import Pipeline, Source
from curator_gui.core.fingerprint import describe_step
from curator_gui.core.notes import noting
from curator_gui.core.sidecars.constants_file import read_constants
from curator_gui.dataset.handing_over.writing import hand_over_result
from curator_gui.dataset.hashing import file_sha256
from curator_gui.dataset.verifying import verify
from curator_gui.domains.atoms import ExtXYZSink, SelectStructures, SubtractReference
from curator_gui.domains.atoms.properties import get_number, set_property
from curator_gui.domains.grid import ApplyMask, NetCDFSink, NetCDFSource
from curator_gui.domains.grid import Normalize as GridNormalize
from curator_gui.domains.grid import Standardize as GridStandardize
from curator_gui.domains.mesh import Normalize, NPZSink, Standardize
from curator_gui.run import RunConfig, RunResult, execute
from curator_gui.run.worker.gathering import Part, packed, unpacked

TRAIN = (0, 1, 3, 4)


class Given(Source[Any]):
    """Items that a test made."""

    name = "Given"
    description = "Given items."

    def __init__(self, items: list[Any]) -> None:
        self.items = items

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: int) -> Any:
        yield self.items[index]

    def label(self, index: int) -> str:
        return f"item-{index}"


def random(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def run(pipeline: Pipeline[Any]) -> RunResult:
    return execute(pipeline, RunConfig(backend="sequential", n_jobs=1))


def store_split(folder: Path, count: int) -> None:
    folder.mkdir()
    rows = [f"{i},item-{i},{'train' if i in TRAIN else 'test'}\n" for i in range(count)]
    (folder / "split.csv").write_text("index,item,part\n" + "".join(rows))


def through(step: Any, items: list[Any]) -> list[Any]:
    return list(step(iter(items)))


def gathered(step: Any, items: list[Any]) -> Any:
    """Fit a filter as a run does: part by part, each of them stored and read."""
    parts = [unpacked(packed(Part("", [step.gather(item)]), step.name)).states[0] for item in items]
    total = parts[0]
    for part in parts[1:]:
        total = step.combine(total, part)
    return step.with_constants(json.loads(json.dumps(step.fit(total))))


def meshes(count: int = 6) -> list[pv.DataSet]:
    found = []
    for seed in range(count):
        mesh = pv.ImageData(dimensions=(3, 4, 2)).cast_to_unstructured_grid()
        chance = random(seed)
        mesh.cell_data["p"] = 1e5 + 50.0 * chance.standard_normal(mesh.n_cells) * (seed + 1)
        mesh.point_data["U"] = chance.standard_normal((mesh.n_points, 3)) * (1.0, 10.0, 1e-3)
        mesh.cell_data["number"] = np.arange(mesh.n_cells)
        found.append(mesh)
    return found


@pytest.mark.parametrize(("kind", "train"), [(Standardize, True), (Normalize, False)])
def test_meshes_are_scaled_as_by_hand_in_one_run(tmp_path: Path, kind: Any, train: bool) -> None:
    items, out = meshes(), tmp_path / "out"
    if train:
        store_split(out, len(items))
    result = run(Given(items).filter(kind()).write(NPZSink(out)))
    assert result.completed == 6
    learned = [items[i] for i in TRAIN] if train else items
    for association, name in (("cell", "p"), ("point", "U")):
        data = f"{association}_data"
        whole = np.concatenate([getattr(mesh, data)[name] for mesh in learned]).reshape(
            -1, 3 if name == "U" else 1
        )
        offset, scale = whole.mean(axis=0), whole.std(axis=0)
        if kind is Normalize:
            offset, scale = whole.min(axis=0), whole.max(axis=0) - whole.min(axis=0)
        step = kind(out / "constants.json")
        scaled, back = through(step, items), kind(out / "constants.json", inverse=True)
        undone = through(back, scaled)
        for mesh, new, old in zip(items, scaled, undone, strict=True):
            values = getattr(mesh, data)[name].reshape(-1, len(offset))
            by_hand = ((values - offset) / scale).reshape(getattr(mesh, data)[name].shape)
            np.testing.assert_allclose(getattr(new, data)[name], by_hand, rtol=1e-12, atol=1e-12)
            np.testing.assert_allclose(
                getattr(old, data)[name], getattr(mesh, data)[name], rtol=1e-12, atol=1e-12
            )
            assert (new.cell_data["number"] == mesh.cell_data["number"]).all()
    with np.load(sorted(out.glob("*.npz"))[0]) as file:
        key = next(name for name in file.files if name.endswith("p"))
        np.testing.assert_allclose(
            file[key].ravel(), through(step, items[:1])[0].cell_data["p"], rtol=1e-6
        )


def test_the_data_set_names_its_constants_and_is_the_same_each_time(tmp_path: Path) -> None:
    texts = []
    for number in (1, 2):
        out = tmp_path / str(number) / "out"
        made = Given(meshes()).filter(Standardize()).write(NPZSink(out))
        config = RunConfig(backend="sequential", record=tmp_path / f"{number}.curator-run")
        result = execute(made, config)
        hand_over_result(made, config, result)
        assert result.dataset == out
        texts.append((out / "dataset.json").read_text() + (out / "constants.json").read_text())
        data = json.loads((out / "dataset.json").read_text())
        [named] = [each for each in data["distribution"] if each["@id"] == "constants"]
        assert named["contentUrl"] == "constants.json"
        assert named["sha256"] == file_sha256(out / "constants.json")
        assert "Standardize" in named["description"]
        assert verify(out).problems == ()
    assert texts[0] == texts[1]


def noted(step: Any, call: Any) -> tuple[Any, list[str]]:
    said: list[str] = []
    with noting(lambda kind, words: said.append(words)):
        found = call(step)
    return found, said


def test_odd_fields_of_meshes_are_said_and_harm_nobody() -> None:
    items = meshes(3)
    for mesh in items:
        mesh.cell_data["same"] = np.full(mesh.n_cells, 7.1)
        mesh.cell_data["nothing"] = np.full(mesh.n_cells, np.nan)
        mesh.cell_data["p"][2] = np.nan
    items[1].cell_data["T"] = np.arange(items[1].n_cells) * 2.0
    step, said = noted(Standardize(), lambda each: gathered(each, items))
    assert "the cell field same never changes: it is only shifted" in said
    assert "the cell field nothing holds nothing but NaN: it stays as it is" in said
    assert "the cell field T is in 1 of 3 meshes only" in said
    scaled = through(step, items)
    assert np.abs(scaled[0].cell_data["same"]).max() < 1e-12
    assert np.isnan(scaled[0].cell_data["nothing"]).all()
    assert np.isnan(scaled[0].cell_data["p"]).sum() == 1
    assert scaled[1].cell_data["T"].std() == pytest.approx(1.0)
    assert "T" not in scaled[0].cell_data
    items[2].cell_data["late"] = np.ones(items[2].n_cells)
    with pytest.warns(UserWarning, match="cell field late is in no training item"):
        (late,) = through(step, [items[2]])
    assert (late.cell_data["late"] == 1.0).all()


def test_a_mesh_without_cells_or_with_ghosts_only_counts_as_no_values() -> None:
    full = meshes(1)[0]
    empty = full.extract_cells([])
    assert (empty.cell_data["p"].shape, empty.point_data["U"].shape) == ((0,), (0, 3))
    ghosts = full.copy()
    ghosts.cell_data["vtkGhostType"] = np.ones(full.n_cells, np.uint8)
    alone, with_others = gathered(Standardize(), [full]), gathered(Standardize(), [full, empty])
    assert with_others.constants == alone.constants
    (new,) = through(with_others, [empty])
    assert (new.cell_data["p"].shape, new.point_data["U"].shape) == ((0,), (0, 3))
    cells = gathered(Standardize(), [full, ghosts]).constants["cell"]
    assert cells == alone.constants["cell"]


@pytest.mark.parametrize("kind", [Standardize, GridStandardize])
def test_constants_that_a_pass_writes_anew_are_not_those_that_were_checked(
    tmp_path: Path, kind: Any
) -> None:
    mesh, out = kind is Standardize, tmp_path / "out"
    file, sink = out / "constants.json", (NPZSink if mesh else NetCDFSink)(out)
    old, new = (meshes(), meshes(3)) if mesh else (fields(), fields(3))
    run(Given(old).filter(kind()).write(sink))
    checked = kind(file, inverse=True)
    assert not list(checked.problems())
    step = gathered(kind(), new)
    run(Given(new).filter(kind()).write((NPZSink if mesh else NetCDFSink)(out)))
    (back,) = through(checked, through(step, new[:1]))
    values = [(each.cell_data["p"] if mesh else each["t"].values) for each in (back, new[0])]
    np.testing.assert_allclose(values[0], values[1], rtol=1e-12)
    assert pickle.loads(pickle.dumps(checked))._read is None


def test_nothing_to_scale_is_an_error() -> None:
    mesh = pv.ImageData(dimensions=(2, 2, 2))
    with pytest.raises(ValueError, match="has found no field of real numbers"):
        gathered(Standardize(), [mesh, mesh])


def test_the_inverse_needs_a_file_and_its_own_kind(tmp_path: Path) -> None:
    for kind in (Standardize, GridStandardize):
        ((param, words),) = kind(inverse=True).problems()
        assert param == "statistics"
        assert "constants.json" in words
    run(Given(meshes()).filter(Standardize()).write(NPZSink(tmp_path / "out")))
    file = tmp_path / "out" / "constants.json"
    ((_, words),) = Normalize(file).problems()
    assert words == f"{file} has no constants of Normalize; it has those of: Standardize"


def test_a_field_scaled_twice_is_not_undone_by_guess(tmp_path: Path) -> None:
    pipeline = Given(meshes()).filter(Standardize(fields=["p"])).filter(Standardize(fields=["p"]))
    run(pipeline.write(NPZSink(tmp_path / "out")))
    ((_, words),) = Standardize(tmp_path / "out" / "constants.json").problems()
    assert "'p' was scaled by two steps" in words


def fields(count: int = 6, dtype: str = "float64") -> list[xr.Dataset]:
    found = []
    for seed in range(count):
        chance = random(seed)
        t = 280.0 + 10 * chance.standard_normal((2, 3, 5)) * np.array([1.0, 4.0])[:, None, None]
        z = 1e4 * chance.random((3, 5))
        found.append(
            xr.Dataset(
                {
                    "t": (("level", "y", "x"), t.astype(dtype), {"units": "K"}),
                    "z": (("y", "x"), z.astype(dtype), {"units": "m"}),
                    "mask": (("y", "x"), (z > 5e3).astype("int8")),
                },
                coords={"level": [500.0, 850.0]},
            )
        )
    return found


@pytest.mark.parametrize("over", [None, ["y", "x"]])
@pytest.mark.parametrize("kind", [GridStandardize, GridNormalize])
def test_fields_are_scaled_as_by_hand_and_back(kind: Any, over: list[str] | None) -> None:
    items = fields()
    step = gathered(kind(dimensions=over), [items[i] for i in TRAIN])
    whole = xr.concat([items[i] for i in TRAIN], "item")
    axes = ["item", *(over or ["level", "y", "x"])]
    offset, scale = whole["t"].mean(axes), whole["t"].std(axes)
    if kind is GridNormalize:
        offset, scale = whole["t"].min(axes), whole["t"].max(axes) - whole["t"].min(axes)
    for item, new in zip(items, through(step, items), strict=True):
        np.testing.assert_allclose(
            new["t"].values, ((item["t"] - offset) / scale).transpose(*item["t"].dims).values,
            rtol=1e-12, atol=1e-12,
        )  # fmt: skip
        assert new["t"].attrs["units"] == "1"
        assert new["mask"].identical(item["mask"])


def test_fields_come_back_with_their_units(tmp_path: Path) -> None:
    items = fields()
    result = run(Given(items).filter(GridStandardize()).write(NetCDFSink(tmp_path / "out")))
    assert result.completed == 6
    file = tmp_path / "out" / "constants.json"
    scaled = through(GridStandardize(file), items)
    for old, new in zip(items, through(GridStandardize(file, inverse=True), scaled), strict=True):
        np.testing.assert_allclose(new["t"].values, old["t"].values, rtol=1e-12)
        assert new["t"].attrs["units"] == "K"


def test_a_variable_that_is_constant_in_training_is_only_shifted() -> None:
    sizes = (3, 7, 1000, 12345)
    items = [xr.Dataset({"t": ("x", np.full(size, 0.1))}) for size in sizes]
    step, _ = noted(GridStandardize(), lambda each: gathered(each, items))
    assert 0.0 < step.constants["variables"]["t"]["std"] < 1e-15
    (other,) = through(step, [xr.Dataset({"t": ("x", np.array([0.1, 0.2]))})])
    np.testing.assert_allclose(other["t"].values, [0.0, 0.1], atol=1e-12)


@pytest.mark.parametrize("calendar", ["noleap", "standard"])
def test_constants_may_depend_on_a_time_of_any_calendar(calendar: str) -> None:
    times = xr.date_range("2000-01-01", periods=3, calendar=calendar, use_cftime=True)
    values = random(1).standard_normal((3, 50))
    item = xr.Dataset({"t": (("time", "x"), values)}, coords={"time": times})
    step = gathered(GridStandardize(dimensions=["x"]), [item, item])
    (new,) = through(step, [item])
    by_hand = (values - values.mean(1, keepdims=True)) / values.std(1, keepdims=True)
    np.testing.assert_allclose(new["t"].values, by_hand, rtol=1e-12, atol=1e-12)
    later = item.assign_coords(time=times.shift(1, "D"))
    with pytest.raises(ValueError, match="time differs"):
        through(step, [later])


def test_numbers_too_large_for_a_deviation_are_an_error() -> None:
    item = xr.Dataset({"t": ("x", np.array([1e200, -1e200]))})
    with pytest.warns(RuntimeWarning), pytest.raises(ValueError, match="too large to take"):
        gathered(GridStandardize(), [item])


def test_odd_variables_are_said() -> None:
    items = fields(3)
    for item in items:
        item["same"] = (("y", "x"), np.full((3, 5), 3.3))
        item["nothing"] = (("y", "x"), np.full((3, 5), np.nan))
    step, said = noted(GridStandardize(), lambda each: gathered(each, items))
    assert "variable 'same' never changes: it is only shifted" in said
    assert "variable 'nothing' holds nothing but NaN: it stays as it is" in said
    (new,) = through(step, items[:1])
    assert float(abs(new["same"]).max()) < 1e-12
    assert new["nothing"].isnull().all()


def test_times_among_the_coordinates_are_kept() -> None:
    items = fields(2)
    times = np.array(["2020-01-01T06", "2020-01-01T12"], "datetime64[ns]")
    items = [item.rename(level="time").assign_coords(time=times) for item in items]
    step = gathered(GridStandardize(dimensions=["y", "x"], variables=["t"]), items)
    (new,) = through(step, items[:1])
    assert abs(float(new["t"].mean())) < 1.0
    moved = items[1].assign_coords(time=times + np.timedelta64(1, "h"))
    with pytest.raises(ValueError, match="time differs from that of the statistics in this data"):
        through(step, [moved])


def molecules() -> list[Atoms]:
    found = []
    chance = random(3)
    for symbols in ("H2O", "CH4", "H2", "CO2", "CO", "CH3OH", "H2O"):
        atoms = Atoms(symbols, positions=np.arange(3 * len(Atoms(symbols))).reshape(-1, 3))
        set_property(atoms, "energy", -13.6 * len(atoms) + float(chance.standard_normal()))
        found.append(atoms)
    return found


def test_references_are_fitted_as_by_hand_and_added_again(tmp_path: Path) -> None:
    items, out = molecules(), tmp_path / "out"
    result = run(Given(items).filter(SubtractReference()).write(ExtXYZSink(out)))
    assert result.completed == 7
    [step] = read_constants(out / "constants.json")
    symbols = ["C", "H", "O"]
    counts = np.array([[a.get_chemical_symbols().count(s) for s in symbols] for a in items], float)
    energies = np.array([get_number(atoms, "energy") for atoms in items])
    by_hand, *_ = np.linalg.lstsq(counts, energies, rcond=None)
    table = step.constants["reference_energies"]
    np.testing.assert_allclose([table[s] for s in symbols], by_hand, rtol=1e-12)
    file = out / "constants.json"
    less = through(SubtractReference(statistics=file), items)
    np.testing.assert_allclose(
        [get_number(atoms, "energy") for atoms in less], energies - counts @ by_hand,
        rtol=1e-12, atol=1e-12,
    )  # fmt: skip
    again = through(SubtractReference(statistics=file, inverse=True), less)
    np.testing.assert_allclose([get_number(a, "energy") for a in again], energies, rtol=1e-12)


def test_undetermined_references_and_missing_energies_are_said() -> None:
    items = [molecules()[0], molecules()[0], Atoms("CO2")]
    _, said = noted(SubtractReference(), lambda each: gathered(each, items))
    assert "one structure has no energy and does not count" in said
    assert any("do not determine the energies of all 2 elements" in words for words in said)
    with pytest.raises(ValueError, match="no structure has the energy 'energy'"):
        gathered(SubtractReference(), [Atoms("CO2"), Atoms("H2")])


def test_constants_are_learnt_anew_behind_a_step_whose_file_has_changed(tmp_path: Path) -> None:
    items, mask, out = fields(), tmp_path / "mask.nc", tmp_path / "out"
    (tmp_path / "in").mkdir()
    for number, item in enumerate(items):
        item.to_netcdf(tmp_path / "in" / f"{number}.nc")
    for bound in (2, 4):
        land = np.broadcast_to(np.arange(5) < bound, (3, 5)).astype(float)
        xr.Dataset({"land": (("y", "x"), land)}).to_netcdf(mask)
        source = NetCDFSource(tmp_path / "in")
        pipeline = source.filter(ApplyMask("land", mask)).filter(GridStandardize())
        result = run(pipeline.write(NetCDFSink(out)))
        assert result.completed == 6
        (step,) = read_constants(out / "constants.json")
        whole = np.stack([item["t"].values[..., :bound] for item in items])
        assert step.constants["variables"]["t"]["mean"] == pytest.approx(whole.mean(), rel=1e-12)


def test_items_that_steps_before_leave_out_are_said_not_to_count(tmp_path: Path) -> None:
    items = [Atoms("H2"), Atoms("O2"), Atoms("OH"), Atoms("O")]
    for number, atoms in enumerate(items):
        set_property(atoms, "energy", -10.0 * number)
    kept = Given(items).filter(SelectStructures(excluded=["H"])).filter(SubtractReference())
    result = run(kept.write(ExtXYZSink(tmp_path / "out")))
    words = "2 of 4 training items were left out by the steps before it and do not count"
    assert f"Subtract reference energies: {words}" in result.warnings
    (step,) = read_constants(tmp_path / "out" / "constants.json")
    assert step.constants["reference_fit"]["structures"] == 2


def test_other_references_in_the_file_are_another_step(tmp_path: Path) -> None:
    file, digests = tmp_path / "references.json", set()
    for energy in (-13.6, -400.5):
        file.write_text(json.dumps({"reference_energies": {"H": energy}}))
        step = SubtractReference(statistics=file)
        assert step.input_files() == (str(file),)
        digests.add(json.dumps(describe_step(step)))
    assert len(digests) == 2
