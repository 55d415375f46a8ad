"""Structures with neighbor graphs as a data set gives them, from every format."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from ase import Atoms
from ase.build import bulk, molecule
from ase.neighborlist import neighbor_list

from curator_gui import dataset
from curator_gui.core.components import Source
from curator_gui.dataset.handing_over.writing import hand_over
from curator_gui.dataset.loading.atom_graphs import atom_graph, named_properties
from curator_gui.dataset.loading.structures import rows_of
from curator_gui.dataset.own_files import DatasetError
from curator_gui.domains.atoms import AtomsHDF5Sink, AtomsNPZSink, AtomsZarrSink, NeighborGraph
from tests.dataset.conftest import Ready
from tests.dataset.made import GRAPHS, atoms, run


class Several(Source[Atoms]):
    """Index 0 gives two structures, 1 none and 2 one."""

    name, description = "Several", "For tests."

    def __len__(self) -> int:
        return 3

    def __getitem__(self, index: int) -> Any:
        found = [[molecule("CH4"), bulk("Cu", cubic=True)], [], [molecule("H2O")]]
        for number, structure in enumerate(found[index]):
            structure.info.update(label=f"{index}.{number}", charge=number)
            yield structure


@pytest.mark.parametrize("kind", GRAPHS)
def test_an_item_has_its_edges_whatever_the_format(kind: str, ready: Ready) -> None:
    data = dataset.open(ready(kind).folder)
    assert len(data) == 4
    for place, item in enumerate(data.items):
        (wanted,) = atoms()[item.index]
        found = data[place]
        first, second, shifts, lengths = neighbor_list("ijSd", wanted, 3.0)
        edges = np.column_stack([first, second, shifts])
        own = np.hstack([found["edge/index"], found["edge/shifts"]])
        assert sorted(own.tolist()) == sorted(edges.tolist())
        np.testing.assert_allclose(np.sort(found["edge/distances"]), np.sort(lengths), atol=1e-12)
        vectors = found["positions"][own[:, 1]] - found["positions"][own[:, 0]]
        vectors = vectors + own[:, 2:] @ np.reshape(found["cell"], (3, 3))
        np.testing.assert_allclose(found["edge/vectors"], vectors, atol=1e-12)
        assert float(np.squeeze(found["structure/neighbor_graph_cutoff"])) == 3.0
        assert item.measures["graph.edges"] == str(len(first))


Stores = pytest.mark.parametrize(
    ("sink", "name"), [(AtomsNPZSink, "a.npz"), (AtomsZarrSink, "a.zarr"), (AtomsHDF5Sink, "a.h5")]
)


@Stores
def test_edges_count_the_atoms_of_all_structures_of_an_item(
    sink: Any, name: str, tmp_path: Path
) -> None:
    pipeline = Several().filter(NeighborGraph(2.7, vectors=True)).write(sink(tmp_path / "o" / name))
    run(pipeline, tmp_path / "r.curator-run")
    hand_over(pipeline, tmp_path / "r.curator-run")
    data = dataset.open(tmp_path / "o")
    found = {item.index: data[place] for place, item in enumerate(data.items)}
    both = found[0]
    assert both["structure/label"].tolist() == ["0.0", "0.1"]
    cells = both["cell"][(both["edge/index"][:, 0] >= 5).astype(int)]
    i, j = both["edge/index"].T
    apart = both["positions"][j] - both["positions"][i]
    apart += np.einsum("ei,eij->ej", both["edge/shifts"], cells)
    np.testing.assert_allclose(apart, both["edge/vectors"], atol=1e-12)
    assert found[2]["edge/index"].max() == 2
    with pytest.raises(DatasetError, match="item 0 has 2 structures"):
        atom_graph(both, 0)


def test_of_a_file_only_the_rows_of_the_item_are_read(ready: Ready) -> None:
    path = ready("graphs hdf5").folder / "all.h5"
    asked: list[Any] = []

    class Watched:
        def __init__(self, node: Any) -> None:
            self.node, self.shape = node, node.shape

        def __getitem__(self, key: Any) -> Any:
            asked.append(key)
            return self.node[key]

    with h5py.File(path) as file:
        names: list[str] = []
        file.visititems(lambda n, node: names.append(n) if hasattr(node, "shape") else None)
        arrays = {n: Watched(file[n]) for n in names if "formula" not in n}
        found = rows_of(path, arrays, 2)
    spans = [key for key in asked if key is not ...]
    assert all(isinstance(key, slice) and key.stop is not None for key in spans)
    assert len(found["positions"]) < arrays["positions"].shape[0]


def test_graphs_for_pyg_have_the_convention_of_mace(ready: Ready) -> None:
    for kind in ("graphs npz", "graphs extxyz", "graphs db", "graphs shards"):
        data = dataset.open(ready(kind).folder)
        for place in range(len(data)):
            item = data[place]
            found = atom_graph(item, place)
            count = len(item["edge/index"])
            assert found["edge_index"].shape == (2, count)
            assert found["edge_index"].dtype == np.int64
            assert found["cell"].shape == (1, 3, 3)
            assert found["edge_attr"].shape == (count, 4)
            sender, receiver = found["edge_index"]
            vectors = found["pos"][receiver] - found["pos"][sender] + found["shifts"]
            np.testing.assert_allclose(vectors, found["edge_attr"][:, 1:], atol=1e-12)
            more = named_properties(item, None, place, ())
            assert {name: values.shape for name, values in more.items()} == {
                "energy": (1,), "forces": item["positions"].shape, "stress": (1, 6),
            }  # fmt: skip


def test_what_is_no_graph_or_no_number_is_said(ready: Ready) -> None:
    item = dataset.open(ready("atoms npz").folder)[0]
    with pytest.raises(DatasetError, match="put the step Neighbor graph before the sink"):
        atom_graph(item, 0)
    with pytest.raises(DatasetError, match="item 0 has no array 'spin'"):
        named_properties(item, ["spin"], 0, ())
    for key in ("pos", "first_index"):
        with pytest.raises(DatasetError, match="means something else in PyTorch Geometric"):
            named_properties({**item, key: np.zeros(1)}, [key], 0, ("pos",))
    with pytest.raises(DatasetError, match="'words' is no array of numbers"):
        named_properties({**item, "words": np.array(["a"])}, ["words"], 0, ())
