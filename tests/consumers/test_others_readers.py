"""What our sinks write, as physicsnemo, MACE, fairchem and anemoi read it; each trains or reads."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from curator_gui.core import Pipeline
from curator_gui.core.storage.resources import resource_path
from curator_gui.dataset.handing_over.writing import hand_over, write_choices
from curator_gui.dataset.xyz_parts import export_xyz
from curator_gui.domains.atoms import ASELMDBSink, ExtXYZSink, ExtXYZSource
from curator_gui.domains.grid import AnemoiSink, GridZarrSink, NetCDFSource, SyntheticFieldSource
from curator_gui.domains.mesh import (
    GlobalData,
    HDF5Sink,
    MeshZarrSink,
    NPZSink,
    PMSHSink,
    SelectFields,
    VTKSource,
)
from tests.dataset.made import run

pytestmark = pytest.mark.consumers

Consume = Callable[..., str]
COUNT = 4
FIELDS = ["U", "alpha.water"]

READ = """
    import sys
    sys.path.insert(0, sys.argv[1])
    import timm  # the stand-in of this folder, for physicsnemo imports it
    from physicsnemo.datapipes import readers

    def shapes(arrays):
        return {name: list(value.shape) for name, value in sorted(arrays.items())}
"""


def written(pipeline: Pipeline[Any], folder: Path, count: int = COUNT) -> None:
    result = run(pipeline, folder / "r.curator-run", indices=list(range(count)))
    assert len(result.outputs) == count


def dam_break(sink: Any, folder: Path) -> None:
    source = VTKSource(resource_path("samples", "dam-break", "data"))
    steps = source.filter(SelectFields(cell_fields=FIELDS)).filter(GlobalData({"speed": 2.0}))
    written(steps.write(sink), folder)


def read(consume: Consume, code: str, *words: object) -> Any:
    here = Path(__file__).parent
    return json.loads(consume(f"{READ}\n{code}", here, *words).splitlines()[-1])


@pytest.mark.parametrize(
    ("reader", "sink"),
    [
        ("NumpyReader", lambda folder: NPZSink(folder)),
        ("HDF5Reader", lambda folder: HDF5Sink(folder, layout="flat")),
        ("ZarrReader", lambda folder: MeshZarrSink(folder, layout="flat")),
    ],
)
def test_physicsnemo_sees_all_arrays(
    reader: str, sink: Any, tmp_path: Path, consume: Consume
) -> None:
    dam_break(sink(tmp_path / "out"), tmp_path)
    code = f"""
    import json
    reader = readers.{reader}(sys.argv[2])
    print(json.dumps([len(reader), shapes(reader[2][0])]))
    """
    count, found = read(consume, code, tmp_path / "out")
    fields = {name.rpartition("/")[2]: shape for name, shape in found.items()}
    assert count == COUNT
    assert fields["U"] == [2268, 3]
    assert fields["alpha.water"] == [2268]
    assert fields["points"] == [4746, 3]
    assert fields["speed"] == [1]


@pytest.mark.parametrize(
    ("pattern", "sink"),
    [
        ("*.zarr", lambda folder: MeshZarrSink(folder, layout="mesh")),
        ("*.pmsh", lambda folder: PMSHSink(folder)),
    ],
)
def test_physicsnemo_sees_meshes(pattern: str, sink: Any, tmp_path: Path, consume: Consume) -> None:
    dam_break(sink(tmp_path / "out"), tmp_path)
    code = """
    import json
    reader = readers.MeshReader(sys.argv[2], pattern=sys.argv[3])
    mesh = reader[2][0]
    print(json.dumps([
        len(reader), list(mesh.points.shape), list(mesh.cells.shape), shapes(mesh.cell_data),
        float(mesh.cell_areas.sum()), float(mesh.global_data["speed"]),
        float(mesh.cell_data["U"].double().sum()),
    ]))
    """
    count, points, cells, fields, volume, speed, total = read(
        consume, code, tmp_path / "out", pattern
    )
    mesh = next(iter(VTKSource(resource_path("samples", "dam-break", "data"))[2]))
    assert (count, points, cells) == (COUNT, [4746, 3], [6 * 2268, 4])
    assert fields == {"U": [6 * 2268, 3], "alpha.water": [6 * 2268]}
    assert (volume, speed) == (pytest.approx(mesh.volume, rel=1e-5), 2.0)
    assert total == pytest.approx(6 * mesh.cell_data["U"].sum(dtype=float), rel=1e-5)


def test_physicsnemo_trains_on_a_mesh(tmp_path: Path, consume: Consume) -> None:
    dam_break(PMSHSink(tmp_path / "out"), tmp_path)
    code = """
    import json, torch
    torch.manual_seed(0)
    reader = readers.MeshReader(sys.argv[2])
    net, losses = torch.nn.Linear(3, 1), []
    adam = torch.optim.Adam(net.parameters(), 0.05)
    for _ in range(2):
        mesh = reader[1][0]
        out = net(mesh.cell_centroids.float()).squeeze(-1)
        loss = (out - mesh.cell_data["alpha.water"].float()).square().mean()
        adam.zero_grad(); loss.backward(); adam.step()
        losses.append(loss.item())
    print(json.dumps(losses))
    """
    first, last = read(consume, code, tmp_path / "out")
    assert last < first


def test_physicsnemo_sees_every_date_of_a_store(tmp_path: Path, consume: Consume) -> None:
    source = SyntheticFieldSource(10, rows=5, columns=6)
    sink = GridZarrSink(tmp_path / "o.zarr", "time", layout="flat")
    written(source.write(sink), tmp_path, 10)
    code = """
    import json
    reader = readers.ZarrReader(sys.argv[2])
    data = reader[9][0]
    sums = {name: float(values.double().sum()) for name, values in data.items()}
    print(json.dumps([len(reader), shapes(data), sums]))
    """
    count, shapes, sums = read(consume, code, tmp_path / "o.zarr")
    (item,) = source[9]
    assert count == 10
    for name, variable in item.data_vars.items():
        assert shapes[name] == list(variable.shape)
        assert sums[name] == pytest.approx(float(variable.sum(dtype=float)), rel=1e-6)


def molecules(folder: Path) -> Path:
    """Twenty small molecules with energies and forces, and the atoms they are made of."""
    from ase import Atoms
    from ase.build import molecule
    from ase.calculators.singlepoint import SinglePointCalculator
    from ase.io import write

    rng = np.random.default_rng(0)
    found = [Atoms(symbol) for symbol in "HOC"] + [molecule("CH3OH") for _ in range(20)]
    for number, atoms in enumerate(found):
        atoms.positions += 0.02 * rng.normal(size=atoms.positions.shape) if number > 2 else 0
        atoms.calc = SinglePointCalculator(
            atoms, energy=-5.0 * len(atoms) + rng.normal(), forces=rng.normal(size=(len(atoms), 3))
        )
    write(folder / "molecules.xyz", found, format="extxyz")
    return folder / "molecules.xyz"


def test_mace_trains_on_one_file_per_part(tmp_path: Path, consume: Consume) -> None:
    source = ExtXYZSource(molecules(tmp_path))
    pipeline = source.write(ExtXYZSink(tmp_path / "out", "all.xyz", labels="mace"))
    written(pipeline, tmp_path, 23)
    assert hand_over(pipeline, tmp_path / "r.curator-run").items == 23
    parts = {index: "train" if index % 5 else "valid" for index in range(23)}
    write_choices(tmp_path / "out", parts)
    export_xyz(tmp_path / "out", tmp_path / "parts")
    code = """
    import json, sys
    import numpy as np
    import torch
    from mace import data, modules, tools  # before e3nn: it sets how torch loads constants
    from mace.tools import torch_geometric
    from e3nn import o3

    torch.set_default_dtype(torch.float32)
    keys = data.KeySpecification.from_defaults()
    zero, configs = data.load_from_xyz(
        sys.argv[1] + "/train.xyz", key_specification=keys, extract_atomic_energies=True
    )
    _, valid = data.load_from_xyz(sys.argv[1] + "/valid.xyz", key_specification=keys)
    table = tools.AtomicNumberTable(sorted(zero))
    assert all(c.property_weights["energy"] == 1.0 for c in configs)
    assert all(c.property_weights["forces"] == 1.0 for c in configs)
    atomic = [data.AtomicData.from_config(c, z_table=table, cutoff=4.0) for c in configs]
    loader = torch_geometric.dataloader.DataLoader(atomic, batch_size=8, shuffle=False)
    kinds = modules.interaction_classes
    torch.manual_seed(0)
    model = modules.MACE(
        r_max=4.0, num_bessel=4, num_polynomial_cutoff=3, max_ell=1, correlation=1,
        interaction_cls=kinds["RealAgnosticInteractionBlock"],
        interaction_cls_first=kinds["RealAgnosticInteractionBlock"],
        num_interactions=1, num_elements=len(table), hidden_irreps=o3.Irreps("4x0e"),
        MLP_irreps=o3.Irreps("4x0e"), gate=torch.nn.functional.silu,
        atomic_energies=np.array([zero[z] for z in table.zs]),
        avg_num_neighbors=5.0, atomic_numbers=table.zs,
    )
    adam, losses = torch.optim.Adam(model.parameters(), 0.01), []
    for _ in range(2):
        batch = next(iter(loader))
        out = model(batch.to_dict(), training=True)
        loss = (out["energy"] - batch["energy"]).square().mean()
        adam.zero_grad(); loss.backward(); adam.step()
        losses.append(loss.item())
    print(json.dumps([len(configs), len(valid), sorted(zero), losses]))
    """
    train, valid, isolated, losses = json.loads(
        consume(code, tmp_path / "parts", where="mace").splitlines()[-1]
    )
    assert (train, valid) == (16, 4)
    assert isolated == [1, 6, 8]  # of index 0, too, though the split has it in the other part
    assert losses[1] < losses[0]


def test_fairchem_knows_the_sizes(tmp_path: Path, consume: Consume) -> None:
    source = ExtXYZSource(molecules(tmp_path))
    written(source.write(ASELMDBSink(tmp_path / "out")), tmp_path, 23)
    code = """
    import json, sys
    from fairchem.core.datasets import AseDBDataset

    arguments = {"r_energy": True, "r_forces": True, "molecule_cell_size": 20.0}
    data = AseDBDataset(config={"src": sys.argv[1], "a2g_args": arguments})
    assert data.metadata_hasattr("natoms")
    sizes = [int(n) for n in data.get_metadata("natoms", list(range(len(data))))]
    assert sizes == [len(data.get_atoms(place)) for place in range(len(data))]
    print(json.dumps([len(data), sizes[:4], list(data[3].forces.shape)]))
    """
    found = json.loads(consume(code, tmp_path / "out", where="fairchem").splitlines()[-1])
    assert found == [23, [1, 1, 1, 6], [6, 3]]


def test_anemoi_opens_selects_and_inspects(tmp_path: Path, consume: Consume) -> None:
    source = SyntheticFieldSource(6, rows=5, columns=6)
    written(source.write(AnemoiSink(tmp_path / "o.zarr")), tmp_path, 6)
    code = """
    import json, subprocess, sys
    from pathlib import Path
    import numpy as np
    from anemoi.datasets import open_dataset

    data = open_dataset(sys.argv[1])
    names = data.variables
    part = open_dataset(sys.argv[1], select=[names[0]], start=str(data.dates[1]))
    assert part.shape[:2] == (len(data) - 1, 1), part.shape
    assert np.array_equal(part[0][0], data[1][0])
    program = Path(sys.executable).with_name("anemoi-datasets")
    told = subprocess.run([program, "inspect", sys.argv[1]], capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    assert names[0] in told.stdout, told.stdout
    losses, weight = [], 0.0
    x = (data[0] - data.statistics["mean"][:, None, None]) / data.statistics["stdev"][:, None, None]
    for _ in range(2):
        losses.append(float(np.square(weight * x - x).mean()))
        weight -= 0.1 * float(2 * ((weight * x - x) * x).mean())
    print(json.dumps([list(data.shape), names, str(data.frequency), list(data.field_shape),
                      data.statistics["mean"].tolist(), losses]))
    """
    shape, names, frequency, field, mean, losses = json.loads(
        consume(code, tmp_path / "o.zarr", where="anemoi").splitlines()[-1]
    )
    assert shape[0] == 6
    assert shape[2:] == [1, 30]
    assert field == [5, 6]
    assert frequency == "6:00:00"
    values = np.stack([next(iter(source[n]))[names[0]].values for n in range(6)])
    assert mean[0] == pytest.approx(float(values.astype("f4").astype("f8").mean()), rel=1e-9)
    assert losses[1] < losses[0]


def test_anemoi_finds_the_tendencies(tmp_path: Path, consume: Consume) -> None:
    source = SyntheticFieldSource(5, rows=5, columns=6)
    written(source.write(AnemoiSink(tmp_path / "o.zarr", tendencies=True)), tmp_path, 5)
    code = """
    import sys
    import numpy as np
    from anemoi.datasets import open_dataset

    data = open_dataset(sys.argv[1])
    changes = np.diff(np.stack([data[n] for n in range(len(data))]).astype("f8"), axis=0)
    found = data.statistics_tendencies()
    for name, fold in dict(mean=np.mean, stdev=np.std, minimum=np.min, maximum=np.max).items():
        assert np.allclose(found[name], fold(changes, axis=(0, 2, 3)), rtol=1e-9, atol=0), name
    print(len(found["mean"]) == len(data.variables))
    """
    assert consume(code, tmp_path / "o.zarr", where="anemoi").splitlines()[-1] == "True"


def test_anemoi_opens_a_store_that_grew(tmp_path: Path, consume: Consume) -> None:
    """Twice appended to, with two dates missing: values, dates, statistics and tendencies."""
    days = [0, 1, 2, 3, 6, 7]
    rng, store = np.random.default_rng(0), tmp_path / "o.zarr"
    fields = {day: rng.normal(size=(2, 3)).astype("f4") for day in days}
    for name, part in (("a", days[:3]), ("b", days[3:4]), ("c", days[4:])):
        write_days(tmp_path / name / "days.nc", {day: fields[day] for day in part})
        (tmp_path / f"of-{name}").mkdir()
        sink = AnemoiSink(store, tendencies=True, append=True, gaps="fill")
        source = NetCDFSource(str(tmp_path / name), dimension="time")
        written(source.write(sink), tmp_path / f"of-{name}", len(part))
    code = """
    import json, sys
    import numpy as np
    from anemoi.datasets import open_dataset

    data = open_dataset(sys.argv[1])
    there = [n for n in range(len(data)) if n not in data.missing]
    values = np.stack([data[n][0, 0] for n in there])
    try:
        data[next(iter(data.missing))]
        told = False
    except Exception as error:
        told = type(error).__name__
    changes = {key: found.tolist() for key, found in data.statistics_tendencies().items()}
    print(json.dumps([values.tolist(), [str(d) for d in data.dates], sorted(map(int, data.missing)),
                      str(data.frequency), {k: v.tolist() for k, v in data.statistics.items()},
                      changes, told]))
    """
    values, dates, missing, frequency, statistics, changes, told = json.loads(
        consume(code, store, where="anemoi").splitlines()[-1]
    )
    wanted = np.stack([fields[day].ravel() for day in days])
    np.testing.assert_array_equal(np.array(values, "f4"), wanted)
    assert [date[:10] for date in dates] == [f"2020-01-{day + 1:02d}" for day in range(8)]
    assert (missing, frequency, told) == ([4, 5], "1 day, 0:00:00", "MissingDateError")
    # Changes are from one date to the next: across the gap there is none.
    pairs = [(0, 1), (1, 2), (2, 3), (4, 5)]
    steps = np.stack([wanted[b].astype("f8") - wanted[a].astype("f8") for a, b in pairs])
    folds = {"mean": np.mean, "stdev": np.std, "minimum": np.min, "maximum": np.max}
    for found, exact in ((statistics, wanted.astype("f8")), (changes, steps)):
        for key, fold in folds.items():
            assert found[key] == pytest.approx([fold(exact)], rel=1e-9), key


def write_days(path: Path, fields: dict[int, np.ndarray]) -> None:
    """Write one field a day of January 2020, float32 (2, 3), into a NetCDF file."""
    times = np.datetime64("2020-01-01", "ns") + np.array([*fields]) * np.timedelta64(1, "D")
    places = {"lat": [1.0, 0.0], "lon": [0.0, 1.0, 2.0]}
    data = xr.Dataset(
        {"t": (("time", "lat", "lon"), np.stack([*fields.values()]), {"units": "K"})},
        {"time": times, **places},
    )
    path.parent.mkdir()
    data.to_netcdf(path)


def test_anemoi_opens_levels_and_members_of_a_forecast(tmp_path: Path, consume: Consume) -> None:
    """The ERA5 sample in NetCDF: ten members, four dates, levels."""
    folder = resource_path("samples", "era5", "data")
    source = NetCDFSource(str(folder), dimension="time")
    written(source.write(AnemoiSink(tmp_path / "o.zarr")), tmp_path, len(source))
    code = """
    import json, sys
    from anemoi.datasets import open_dataset

    data = open_dataset(sys.argv[1])
    print(json.dumps([list(data.shape), data.variables]))
    """
    shape, names = json.loads(consume(code, tmp_path / "o.zarr", where="anemoi").splitlines()[-1])
    assert shape[0] == len(source)
    assert shape[1] == len(names)
