"""Neighbor graphs: edges as ASE finds them, kept or dropped with words, through every sink."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ase.io
import h5py
import numpy as np
import pytest
import zarr
from ase import Atoms
from ase.build import bulk, fcc111, molecule
from ase.calculators.singlepoint import SinglePointCalculator
from ase.db import connect
from ase.neighborlist import neighbor_list
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core.components import Filter
from curator_gui.core.errors import ParamError
from curator_gui.core.notes import noting
from curator_gui.domains.atoms import (
    ASEDatabaseSink,
    ASEDatabaseSource,
    ASELMDBSink,
    ASELMDBSource,
    AtomsHDF5Sink,
    AtomsNPZSink,
    AtomsZarrSink,
    Center,
    ConvertUnits,
    ExtXYZSink,
    ExtXYZSource,
    NeighborGraph,
    RandomRotation,
    RenameProperties,
    SelectProperties,
    StandardCell,
    Supercell,
    Wrap,
)
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.formats.packing import pack, structure_of, unpack
from curator_gui.domains.atoms.formats.ragged.hdf5_file import read_file
from curator_gui.domains.atoms.formats.ragged.zarr_store import read_store
from curator_gui.domains.atoms.graph import GRAPH, graph_of, has_graph, is_current, vectors_of
from curator_gui.domains.atoms.inspection.describe import describe
from curator_gui.domains.atoms.origin import announced
from curator_gui.domains.atoms.sinks.npz import read_archive
from tests.domains.atoms.test_atoms_measures import measured


def applied(step: Filter[Atoms], atoms: Atoms) -> Atoms:
    (found,) = step(announced(0, iter([atoms])))
    return found


def said(call: Callable[[], Any]) -> list[str]:
    notes: list[str] = []
    with noting(lambda kind, words: notes.append(str(words))):
        call()
    return notes


def copper() -> Atoms:
    atoms = bulk("Cu", cubic=True)
    atoms.rattle(0.1, seed=1)
    atoms.positions += [5.0, -3.0, 9.0]
    atoms.calc = SinglePointCalculator(atoms, energy=-1.0, forces=atoms.positions * 0.1)
    return atoms


def graph(cutoff: float = 4.0, atoms: Atoms | None = None, **options: Any) -> Atoms:
    step = NeighborGraph(cutoff, **{"distances": True, "vectors": True, **options})
    return applied(step, copper() if atoms is None else atoms)


def listed(atoms: Atoms) -> list[tuple[Any, ...]]:
    """The edges as tuples of i, j and shift, sorted."""
    found = atoms.info[GRAPH]
    return sorted(map(tuple, np.hstack([found["index"], found["shifts"]]).tolist()))


def as_ase_finds(atoms: Atoms, cutoff: float) -> list[tuple[Any, ...]]:
    first, second, shifts = neighbor_list("ijS", atoms, cutoff)
    return sorted(map(tuple, np.column_stack([first, second, shifts]).tolist()))


STRUCTURES = {
    "crystal": copper,
    "primitive": lambda: bulk("Si"),
    "molecule": lambda: molecule("CH3CH2OH"),
    "slab": lambda: fcc111("Al", (2, 1, 2), vacuum=6.0),
    "wire": lambda: Atoms("H2", [[0, 0, 0], [0, 0, 1]], cell=[0, 0, 2.5], pbc=(False, False, True)),
    "skewed": lambda: Atoms("Na", cell=[[3, 0, 0], [2.7, 1.5, 0], [0.4, 1.1, 2]], pbc=True),
    "one atom": lambda: Atoms("H"),
}


@pytest.mark.parametrize("kind", STRUCTURES)
def test_edges_are_those_of_ase(kind: str) -> None:
    atoms = STRUCTURES[kind]()
    found = graph(4.2, atoms)
    assert listed(found) == as_ase_finds(atoms, 4.2)
    own = found.info[GRAPH]
    first, second = own["index"].T
    wanted = atoms.positions[second] + own["shifts"] @ atoms.cell.array - atoms.positions[first]
    np.testing.assert_allclose(own["vectors"], wanted, atol=1e-12)
    np.testing.assert_allclose(own["distances"], np.linalg.norm(wanted, axis=1), atol=1e-12)
    assert own["cutoff"] == 4.2
    assert (own["index"].dtype, own["shifts"].dtype) == (np.int32, np.int32)
    assert (np.diff(first) >= 0).all()


@given(
    positions=st.lists(st.tuples(*[st.floats(-9, 9)] * 3), min_size=1, max_size=5),
    cell=st.tuples(*[st.floats(2.5, 6)] * 3), skew=st.floats(-2, 2),
    pbc=st.tuples(*[st.booleans()] * 3), cutoff=st.floats(0.5, 4),
)  # fmt: skip
def test_every_pair_of_images_within_the_cutoff_is_an_edge(
    positions: Any, cell: Any, skew: float, pbc: Any, cutoff: float
) -> None:
    box = np.diag(cell)
    box[1, 0] = skew
    atoms = Atoms(f"H{len(positions)}", positions, cell=box, pbc=pbc)
    found = {tuple(edge) for edge in listed(graph(cutoff, atoms))}
    fractions = positions @ np.linalg.inv(box)
    reach = (
        np.ptp(fractions, axis=0) + cutoff * np.linalg.norm(np.linalg.inv(box), axis=0) + 1
    ) * pbc
    ranges = [range(-int(n), int(n) + 1) for n in reach]
    shifts = np.stack(np.meshgrid(*ranges, indexing="ij"), -1).reshape(-1, 3)
    for i in range(len(atoms)):
        for j in range(len(atoms)):
            apart = np.linalg.norm(atoms.positions[j] + shifts @ box - atoms.positions[i], axis=1)
            for shift, distance in zip(shifts.tolist(), apart.tolist(), strict=True):
                if abs(distance - cutoff) > 1e-9 and (i != j or any(shift)):
                    assert ((i, j, *shift) in found) == (distance < cutoff)


STEPS: dict[str, tuple[Filter[Atoms], tuple[str, ...]]] = {
    "wrap": (Wrap(), ("crystal", "slab", "skewed", "molecule")),
    "center": (Center(), ("crystal", "slab", "molecule")),
    "box": (Center("box", "cell", vacuum=3.0), ("molecule",)),
    "rotation": (RandomRotation(seed=3), ("crystal", "skewed", "molecule")),
    "supercell": (Supercell([2, 1, 3]), ("crystal", "primitive", "skewed")),
    "wide": (Supercell([1, 2, 1]), ("slab",)),
    "keep": (SelectProperties(keep=["energy"]), ("crystal",)),
}


@pytest.mark.parametrize(
    ("step", "kind"), [(step, kind) for step, (_, kinds) in STEPS.items() for kind in kinds]
)
def test_a_step_leaves_the_graph_that_the_new_structure_has(step: str, kind: str) -> None:
    atoms = graph(3.1, STRUCTURES[kind]())
    atoms.calc = SinglePointCalculator(atoms, energy=0.0)
    found = applied(STEPS[step][0], atoms)
    assert listed(found) == as_ase_finds(found, 3.1)
    assert lengths_fit(found)


def lengths_fit(atoms: Atoms) -> bool:
    own = graph_of(atoms)
    assert own is not None
    vectors = vectors_of(atoms, own["index"], own["shifts"])
    np.testing.assert_allclose(own["vectors"], vectors, atol=1e-9)
    np.testing.assert_allclose(own["distances"], np.linalg.norm(vectors, axis=1), atol=1e-9)
    return True


def test_other_units_of_length_scale_the_lengths() -> None:
    found = applied(ConvertUnits(["positions", "cell"], "Å", "nm"), graph())
    assert listed(found) == listed(graph())
    assert found.info[GRAPH]["cutoff"] == pytest.approx(0.4)
    assert lengths_fit(found)
    of_molecule = graph(2.0, molecule("CH4"))
    assert lengths_fit(applied(ConvertUnits(["positions"], "Bohr", "Å"), of_molecule))


def test_steps_one_after_another_leave_it_right() -> None:
    found = graph()
    for step in (Wrap(), Supercell([1, 2, 2]), RandomRotation(), Center("box", "cell"), Wrap()):
        found = applied(step, found)
    assert listed(found) == as_ase_finds(found, 4.0)


class Push(Filter[Atoms]):
    """A step of somebody else, which knows nothing of graphs."""

    name, description = "Push", "Moves the first atom."

    def __call__(self, items: Any) -> Any:
        for atoms in items:
            moved = atoms.copy()
            moved.positions[0] += 0.5
            yield moved


class First(Filter[Atoms]):
    """Another one: it takes atoms away."""

    name, description = "First", "Keeps one atom."

    def __call__(self, items: Any) -> Any:
        return (atoms[:1] for atoms in items)


Later = pytest.mark.parametrize(
    "step",
    [Push(), First(), ConvertUnits(["positions"], "Å", "nm")],
    ids=lambda step: type(step).__name__,
)


@Later
def test_a_graph_of_another_geometry_is_left_out_with_words(step: Any, tmp_path: Path) -> None:
    moved = applied(step, graph())
    assert not is_current(moved)
    assert "edges out of date" in dict(describe(moved).facts)
    for sink in sinks(tmp_path).values():
        sink.prepare([0])
        words = said(lambda sink=sink: sink(iter([moved]), 0))
        assert [w for w in words if "neighbor graph is of the structure before" in w], sink
        sink.finish([0])
    for found in stored(tmp_path).values():
        assert not has_graph(found[0])


def test_another_cell_drops_it_and_says_so() -> None:
    pytest.importorskip("spglib")
    atoms = graph(3.0, bulk("Cu", cubic=True))
    words = said(lambda: atoms.info.update(after=applied(StandardCell(), atoms)))
    assert not has_graph(atoms.info["after"])
    assert [w for w in words if "put Neighbor graph behind it" in w]


def test_a_graph_goes_by_its_name_alone() -> None:
    assert has_graph(applied(SelectProperties(drop=["energy"]), graph()))
    assert has_graph(applied(SelectProperties(drop=["*"]), graph()))
    assert not has_graph(applied(SelectProperties(drop=[GRAPH]), graph()))
    with pytest.raises(ParamError, match=GRAPH):
        RenameProperties({GRAPH: "edges"})


# Options ----------------------------------------------------------------------------------------


def test_the_nearest_neighbors_stay_and_it_is_said() -> None:
    every, found = graph(6.0).info[GRAPH], copper()
    words = said(lambda: found.info.update(graph(6.0, max_neighbors=5).info))
    assert [w for w in words if "more than 5 neighbors keep their nearest 5" in w]
    own = found.info[GRAPH]
    for atom in range(4):
        lengths = np.sort(every["distances"][every["index"][:, 0] == atom])
        np.testing.assert_array_equal(
            np.sort(own["distances"][own["index"][:, 0] == atom]), lengths[:5]
        )
    assert said(lambda: graph(3.0, max_neighbors=50)) == []


def test_own_images_may_be_left_out() -> None:
    atoms = bulk("Cu")
    assert len(listed(graph(2.7, atoms))) == 12
    assert listed(graph(2.7, atoms, own_images=False)) == []


def test_without_more_only_atoms_and_shifts_are_kept() -> None:
    own = applied(NeighborGraph(3.0), copper()).info[GRAPH]
    assert set(own) == {"index", "shifts", "cutoff", "structure"}


def test_what_cannot_have_a_graph_says_why() -> None:
    assert said(lambda: graph(3.0, Atoms())) == ["has no atoms"]
    assert listed(graph(3.0, Atoms())) == []
    with pytest.raises(StructureError, match="without cell vector"):
        graph(3.0, Atoms("H", pbc=True))
    with pytest.raises(StructureError, match="no finite numbers"):
        graph(3.0, Atoms("H", [[np.nan, 0, 0]]))
    again = graph()
    assert said(lambda: graph(3.0, again)) == [f"replaces {GRAPH}, which was there"]


# Sinks ------------------------------------------------------------------------------------------


def sinks(folder: Path) -> dict[str, Any]:
    return {
        "npz": AtomsNPZSink(folder / "a.npz"), "zarr": AtomsZarrSink(folder / "a.zarr"),
        "hdf5": AtomsHDF5Sink(folder / "a.h5"), "db": ASEDatabaseSink(folder / "a.db"),
        "lmdb": ASELMDBSink(folder), "xyz": ExtXYZSink(folder, "a.xyz"),
    }  # fmt: skip


def stored(folder: Path) -> dict[str, list[Atoms]]:
    tables = {
        "npz": read_archive(folder / "a.npz"), "zarr": read_store(folder / "a.zarr"),
        "hdf5": read_file(folder / "a.h5"),
    }  # fmt: skip
    found = {
        kind: [structure_of(t) for ts in rows.values() for t in ts] for kind, rows in tables.items()
    }
    sources = {
        "db": ASEDatabaseSource(folder), "lmdb": ASELMDBSource(folder),
        "xyz": ExtXYZSource(folder / "a.xyz"),
    }  # fmt: skip
    return found | {k: [a for i in range(len(s)) for a in s[i]] for k, s in sources.items()}


ITEMS = [
    lambda: graph(), lambda: molecule("H2O"), lambda: graph(1.5, molecule("CH4"), vectors=False),
    lambda: graph(3.0, Atoms("H")), lambda: graph(5.0, bulk("Si"), distances=False),
]  # fmt: skip


def test_every_sink_keeps_graphs_beside_structures_without(tmp_path: Path) -> None:
    items = [make() for make in ITEMS]
    for sink in sinks(tmp_path).values():
        sink.prepare(range(len(items)))
        for index, atoms in enumerate(items):
            assert said(lambda a=atoms, i=index, s=sink: s(iter([a]), i)) == []
        sink.finish(range(len(items)))
    for kind, found in stored(tmp_path).items():
        for one, wanted in zip(found, items, strict=True):
            assert has_graph(one) == has_graph(wanted), kind
            if has_graph(wanted):
                assert is_current(one)
                assert set(one.info[GRAPH]) == set(wanted.info[GRAPH])
                for name, value in wanted.info[GRAPH].items():
                    np.testing.assert_array_equal(one.info[GRAPH][name], value, f"{kind} {name}")
                    assert np.asarray(one.info[GRAPH][name]).dtype == np.asarray(value).dtype


def test_stores_have_a_level_of_edges_that_others_read(tmp_path: Path) -> None:
    items = [make() for make in ITEMS]
    for sink in sinks(tmp_path).values():
        sink.prepare(range(len(items)))
        for index, atoms in enumerate(items):
            sink(iter([atoms]), index)
        sink.finish(range(len(items)))
    counts = [len(a.info[GRAPH]["index"]) if has_graph(a) else 0 for a in items]
    with np.load(tmp_path / "a.npz") as archive, h5py.File(tmp_path / "a.h5") as file:
        group: Any = zarr.open_group(str(tmp_path / "a.zarr"), mode="r")
        for store in (archive, file, group):
            ends = store["edge_offsets"][:]
            assert np.diff(ends).tolist() == counts
            assert store["present/edge/index"][:].tolist() == [has_graph(a) for a in items]
            for row, atoms in enumerate(items):
                span = slice(ends[row], ends[row + 1])
                if has_graph(atoms):
                    pairs = store["edge/index"][span]
                    np.testing.assert_array_equal(pairs, atoms.info[GRAPH]["index"])
        assert (file.attrs["version"], group.attrs["version"]) == (2, 2)
        assert file.attrs["edges"] == group.attrs["edges"] == sum(counts)
    with connect(tmp_path / "a.db") as database:
        row = database.get(id=1)
        np.testing.assert_array_equal(row.data[GRAPH]["shifts"], items[0].info[GRAPH]["shifts"])
    frames = ase.io.read(tmp_path / "a.xyz", ":")
    assert frames[0].info[GRAPH]["index"] == items[0].info[GRAPH]["index"].tolist()


def test_stores_without_graphs_are_as_they_were(tmp_path: Path) -> None:
    for sink in sinks(tmp_path).values():
        sink.prepare([0])
        sink(iter([copper()]), 0)
        sink.finish([0])
    names = set(zipfile.ZipFile(tmp_path / "a.npz").namelist())
    group: Any = zarr.open_group(str(tmp_path / "a.zarr"), mode="r")
    with h5py.File(tmp_path / "a.h5") as file:
        assert not {"edge", "edge_offsets", "present"} & {*file, *group}
        assert dict(file.attrs) == dict(group.attrs)
        assert group.attrs["version"] == 1
    geometry = ["numbers", "positions", "cell", "pbc"]
    places = ["offsets", "index", "empty_index", "json"]
    others = ["structure/energy", "atom/forces"]
    assert names == {f"{name}.npy" for name in (*places, *geometry, *others)}


def test_a_foreign_entry_of_that_name_is_any_entry() -> None:
    foreign: list[Any] = [
        "text", {"nodes": 3}, {"index": [[0, 9]], "shifts": [[0, 0, 0]]},
        {"index": [[0, 1]], "shifts": [[0, 0]]}, {"index": 3, "shifts": "x"},
        {"index": [[0, 1]], "shifts": [[0, 0, 0]], "color": 1}, {"index": [[0.5, 1]], "shifts": []},
    ]  # fmt: skip
    for value in foreign:
        atoms = molecule("H2O")
        atoms.info[GRAPH] = value
        assert structure_of(unpack(pack(atoms))).info == {GRAPH: value}


def test_a_file_with_a_graph_of_other_atoms_is_read_and_it_is_said(tmp_path: Path) -> None:
    atoms = molecule("H2O")
    for value, words in (
        ({"index": [[0, 9]], "shifts": [[0, 0, 0]]}, "it names atoms 0 to 9 of 3"),
        ({"index": [[0, 1]], "shifts": [[0, 0]]}, "shifts has shape"),
        ({"index": [[0, 1]], "shifts": [[0, 0, 0]], "color": 1}, "an entry 'color'"),
    ):
        atoms.info[GRAPH] = value
        ase.io.write(tmp_path / "a.xyz", atoms)
        notes = said(lambda: list(ExtXYZSource(tmp_path / "a.xyz")[0]))
        assert [note for note in notes if words in note], notes


# Preview and measures ---------------------------------------------------------------------------


def test_edges_are_counted_in_preview_and_table() -> None:
    atoms = graph(3.0)
    count = len(listed(atoms))
    summary = describe(atoms)
    facts = dict(summary.facts)
    assert (facts["edges"], facts["cutoff"]) == (str(count), "3 Å")
    assert ("edges", count) in summary.counts
    assert [f.shape for f in summary.fields if f.name == GRAPH] == [(count, 2)]
    assert measured(atoms)["graph.edges"] == count
    assert "graph.edges" not in measured(copper())
