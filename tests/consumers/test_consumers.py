"""Data sets as torch, PyTorch Geometric, xarray and mlcroissant see them; each trains or reads.

What our sinks write for readers of others is in `test_others_readers.py`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from curator_gui.core.storage.resources import resource_path
from curator_gui.dataset.handing_over.writing import hand_over
from curator_gui.domains.mesh import CellToPoint, NPZSink, SelectFields, VTKSource
from tests.dataset.made import GRAPHS, MADE, make, run

pytestmark = pytest.mark.consumers

Consume = Callable[..., str]

NO_WINDOW = """
import sys
assert not [name for name in sys.modules if name.startswith(("PySide6", "pyvista", "joblib"))]
"""


@pytest.fixture
def dam_break(tmp_path: Path) -> Path:
    """The sample as NPZ files, described."""
    source = VTKSource(resource_path("samples", "dam-break", "data"))
    steps = source.filter(SelectFields(cell_fields=["alpha.water", "U"])).filter(CellToPoint())
    pipeline = steps.write(NPZSink(tmp_path / "dam"))
    run(pipeline, tmp_path / "r")
    assert hand_over(pipeline, tmp_path / "r").items == 21
    return tmp_path / "dam"


def test_a_short_torch_loop_lowers_its_loss(dam_break: Path, consume: Consume) -> None:
    code = """
        import sys, torch
        from torch.utils.data import DataLoader
        from curator_gui import dataset

        torch.manual_seed(0)
        data = dataset.open(sys.argv[1]).as_torch(["point_data/U", "point_data/alpha.water"])
        net = torch.nn.Sequential(torch.nn.Linear(3, 16), torch.nn.ReLU(), torch.nn.Linear(16, 1))
        optimizer, losses = torch.optim.Adam(net.parameters(), 0.01), []
        for epoch in range(4):
            total = 0.0
            for batch in DataLoader(data, batch_size=3, shuffle=True):
                out = net(batch["point_data/U"]).squeeze(-1)
                loss = torch.nn.functional.mse_loss(out, batch["point_data/alpha.water"])
                optimizer.zero_grad(); loss.backward(); optimizer.step()
                total += loss.item()
            losses.append(total)
        assert losses[-1] < losses[0], losses
        print(len(data), losses)
    """
    assert consume(code, dam_break).startswith("21 ")


def test_workers_of_torch_read_the_same(dam_break: Path, consume: Consume) -> None:
    code = """
        import sys, torch
        from torch.utils.data import DataLoader
        from curator_gui import dataset

        if __name__ == "__main__":
            data = dataset.open(sys.argv[1]).as_torch()
            for context in ("fork", "spawn"):
                loader = DataLoader(data, None, num_workers=2, multiprocessing_context=context)
                for mine, theirs in zip(data, loader, strict=True):
                    assert mine.keys() == theirs.keys()
                    assert all(torch.equal(mine[name], theirs[name]) for name in mine)
            print("same")
    """
    assert consume(code, dam_break) == "same\n"


def test_the_loader_costs_little_above_a_bare_read(dam_break: Path, consume: Consume) -> None:
    """At most 1.2 times numpy's own read: the best of as many rounds, in turns, as that takes."""
    code = """
        import json, sys, time
        import numpy as np, torch
        from pathlib import Path
        from torch.utils.data import DataLoader
        from curator_gui import dataset

        def bare():
            for path in files:
                with np.load(path) as file:
                    {name: torch.from_numpy(file[name]) for name in file.files}

        def ours():
            for _ in DataLoader(data, None):
                pass

        files = sorted(Path(sys.argv[1]).glob("*.npz"))
        data = dataset.open(sys.argv[1]).as_torch()
        times = {bare: [], ours: []}
        for round in range(400):
            for function in times:
                start = time.perf_counter()
                function()
                times[function].append(time.perf_counter() - start)
            if round > 10 and min(times[ours]) <= 1.2 * min(times[bare]):
                break
        print(json.dumps([min(times[bare]), min(times[ours])]))
    """
    bare, ours = json.loads(consume(code, dam_break))
    assert ours <= 1.2 * bare, (bare, ours)


def test_graphs_train(dam_break: Path, consume: Consume) -> None:
    code = """
        import sys, torch
        from torch_geometric.loader import DataLoader
        from torch_geometric.nn import GCNConv
        from curator_gui import dataset

        torch.manual_seed(0)
        data = dataset.open(sys.argv[1])[:6].as_pyg(["point_data/U"])
        graph = data[0]
        assert graph.x.shape == (4746, 3) and graph.is_undirected()
        assert graph.edge_index.max() < 4746 and not graph.has_self_loops()
        net = GCNConv(3, 1)
        optimizer = torch.optim.Adam(net.parameters(), 0.05)
        losses = []
        for _ in range(3):
            for batch in DataLoader(data, batch_size=2):
                loss = (net(batch.x, batch.edge_index) - batch.x[:, :1]).square().mean()
                optimizer.zero_grad(); loss.backward(); optimizer.step()
                losses.append(loss.item())
        assert sum(losses[-3:]) < sum(losses[:3])
        print(graph.edge_index.shape[1])
    """
    assert int(consume(code, dam_break)) > 10_000


def test_graphs_of_simplices_are_one_data_set_in_memory(tmp_path: Path, consume: Consume) -> None:
    make("pmsh", tmp_path / "out")
    code = """
        import sys, torch
        from torch_geometric.data import InMemoryDataset
        from torch_geometric.loader import DataLoader
        from torch_geometric.nn import GCNConv
        from curator_gui import dataset

        class Kept(InMemoryDataset):
            def __init__(self, graphs):
                super().__init__()
                self.data, self.slices = self.collate(graphs)

        torch.manual_seed(0)
        graphs = list(dataset.open(sys.argv[1]).as_pyg())
        kept = Kept(graphs)
        assert len(kept) == 4
        assert torch.equal(kept[2].edge_index, graphs[2].edge_index)
        net, losses = GCNConv(graphs[0].x.shape[1], 1), []
        optimizer = torch.optim.Adam(net.parameters(), 0.05)
        for _ in range(2):
            for batch in DataLoader(kept, batch_size=4):
                loss = (net(batch.x, batch.edge_index) - batch.x[:, :1]).square().mean()
                optimizer.zero_grad(); loss.backward(); optimizer.step()
                losses.append(loss.item())
        assert losses[1] < losses[0], losses
        print("trained")
    """
    assert consume(code, tmp_path / "out") == "trained\n"


@pytest.mark.parametrize("kind", list(GRAPHS))
def test_graphs_of_atoms_train_in_batches(kind: str, tmp_path: Path, consume: Consume) -> None:
    make(kind, tmp_path / "out")
    code = """
        import sys, torch
        from torch_geometric.loader import DataLoader
        from torch_geometric.nn import SAGEConv, global_add_pool
        from curator_gui import dataset

        torch.manual_seed(0)
        data = dataset.open(sys.argv[1]).as_pyg()
        batch = next(iter(DataLoader(data, batch_size=4)))
        i, j = batch.edge_index
        assert torch.equal(batch.batch[i], batch.batch[j]) and i.max() == len(batch.z) - 1
        cells = batch.cell[batch.batch[i]]
        shifts = torch.einsum("ei,eij->ej", batch.unit_shifts, cells)
        torch.testing.assert_close(shifts, batch.shifts)
        vectors = batch.pos[j] - batch.pos[i] + batch.shifts
        torch.testing.assert_close(vectors, batch.edge_attr[:, 1:])
        torch.testing.assert_close(vectors.norm(dim=1), batch.edge_attr[:, 0])
        assert batch.energy.shape == (4,) and batch.stress.shape == (4, 6)
        assert batch.forces.shape == batch.pos.shape
        net = SAGEConv(1, 1).double()
        optimizer, losses = torch.optim.Adam(net.parameters(), 0.01), []
        kinds = batch.z[:, None].double() / 50
        for _ in range(4):
            found = global_add_pool(net(kinds, batch.edge_index), batch.batch)
            loss = (found[:, 0] - batch.energy).square().mean()
            optimizer.zero_grad(); loss.backward(); optimizer.step()
            losses.append(loss.item())
        assert losses[-1] < losses[0], losses
        print("trained")
    """
    assert consume(code, tmp_path / "out") == "trained\n"


@pytest.mark.parametrize(
    "kind",
    [
        "npz",
        "flat hdf5",
        "mesh zarr",
        "pmsh",
        "netcdf",
        "flat grid zarr",
        "anemoi",
        "atoms npz",
        "atoms hdf5",
    ],
)
def test_items_load_without_window_and_domains(kind: str, tmp_path: Path, consume: Consume) -> None:
    make(kind, tmp_path / "out")
    code = """
        import sys
        from curator_gui import dataset

        data = dataset.open(sys.argv[1])
        tensors = data.as_torch()
        assert len(tensors) == 4 and tensors[3], tensors
    """
    consume(code + NO_WINDOW.replace("\n", "\n        "), tmp_path / "out")


@pytest.mark.parametrize("kind", list(MADE))
def test_mlcroissant_finds_the_description_valid(
    kind: str, tmp_path: Path, consume: Consume
) -> None:
    out = tmp_path / "out"
    make(kind, out)
    code = """
        import sys
        import mlcroissant as mlc

        data = mlc.Dataset(sys.argv[1])
        assert not data.metadata.issues.errors, data.metadata.issues.errors
        rows = list(data.records("item"))
        print(len(rows), rows[2]["item/index"])
    """
    assert consume(code, out / "dataset.json") == "4 2\n"


@pytest.mark.parametrize("kind", ["mesh shards", "grid shards", "atoms shards"])
def test_webdataset_streams_shards_into_torch(kind: str, tmp_path: Path, consume: Consume) -> None:
    """Each sample once, by two workers of torch, with the values that the loader gives."""
    out = tmp_path / "out"
    make(kind, out)
    code = """
        import sys, torch
        import numpy as np
        import webdataset as wds
        from curator_gui import dataset

        def arrays(sample):
            about = sample["json"]
            if "npz" in sample:
                return about["index"], dict(sample["npz"])
            return about["index"], {n: sample[e.lower()] for e, n in about["arrays"].items()}

        if __name__ == "__main__":
            data = dataset.open(sys.argv[1])
            shards = sys.argv[1] + "/shard-{000000..000001}.tar"
            stream = wds.WebDataset(shards, shardshuffle=False).decode().map(arrays)
            loader = torch.utils.data.DataLoader(stream, batch_size=None, num_workers=2)
            found = dict(loader)
            assert sorted(found) == [item.index for item in data.items]
            for item, wanted in zip(data.items, data, strict=True):
                assert found[item.index].keys() == wanted.keys()
                for name, values in wanted.items():
                    assert np.array_equal(np.asarray(found[item.index][name]), values), name
            print(len(found))
    """
    assert consume(code, out).splitlines()[-1] == "4"
