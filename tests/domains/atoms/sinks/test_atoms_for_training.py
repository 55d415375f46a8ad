"""What MACE and fairchem look for: names of results, isolated atoms, numbers of atoms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import ase.io
import numpy as np
import pytest
from ase import Atoms
from ase.calculators.singlepoint import SinglePointCalculator

from curator_gui.core.components import Sink, Source
from curator_gui.core.fingerprint import describe_step
from curator_gui.core.notes import noting
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.formats.lmdb_sizes import write_sizes
from curator_gui.domains.atoms.formats.xyz.mace_labels import mace_labelled
from curator_gui.domains.atoms.sinks.extxyz import ExtXYZSink
from curator_gui.domains.atoms.sinks.lmdb import ASELMDBSink


class These(Source[Atoms]):
    """Structures as they are."""

    name = "These"
    description = "For tests."

    def __init__(self, structures: list[Atoms]) -> None:
        self.structures = structures

    def __len__(self) -> int:
        return len(self.structures)

    def __getitem__(self, index: int) -> Iterator[Atoms]:
        yield self.structures[index]


def crystal() -> Atoms:
    atoms = Atoms("NaCl", [[0, 0, 0], [0, 0, 2.8]], cell=[4, 4, 5.6], pbc=True)
    stress = np.arange(6.0)
    forces = [[0, 0, 0.25], [0, 0, -0.25]]
    atoms.calc = SinglePointCalculator(atoms, energy=-3.5, forces=forces, stress=stress)
    return atoms


def lone(symbol: str) -> Atoms:
    atoms = Atoms(symbol)
    atoms.calc = SinglePointCalculator(atoms, energy=-1.0)
    return atoms


def run(sink: Sink[Atoms], structures: list[Atoms]) -> list[str]:
    pipeline, indices = These(structures).write(sink), list(range(len(structures)))
    sink.prepare(indices)
    for index in indices:
        pipeline[index]
    return sink.finish(indices)


def test_results_have_the_names_that_mace_looks_for(tmp_path: Path) -> None:
    (path,) = run(ExtXYZSink(tmp_path, "all.xyz", labels="mace"), [crystal(), lone("Na")])
    one, other = ase.io.read(path, ":", format="extxyz")
    assert one.info["REF_energy"] == -3.5
    assert one.calc is None
    np.testing.assert_array_equal(one.arrays["REF_forces"], crystal().get_forces())
    np.testing.assert_array_equal(one.info["REF_stress"], [[0, 5, 4], [5, 1, 3], [4, 3, 2]])
    assert "config_type" not in one.info
    assert other.info == {"REF_energy": -1.0, "config_type": "IsolatedAtom"}


def test_files_of_one_structure_have_them_too(tmp_path: Path) -> None:
    run(ExtXYZSink(tmp_path, "{index}.xyz", labels="mace"), [lone("Na")])
    assert "config_type=IsolatedAtom" in (tmp_path / "0.xyz").read_text()


def test_plain_properties_count_as_well_and_the_structure_stays_as_it_is() -> None:
    atoms = Atoms("H2", [[0, 0, 0], [0, 0, 0.7]], info={"energy": -1.0, "config_type": "dimer"})
    found = mace_labelled(atoms)
    assert found.info == {"REF_energy": -1.0, "config_type": "dimer"}
    assert atoms.info["energy"] == -1.0


def test_an_atom_in_a_crystal_is_not_isolated() -> None:
    atoms = Atoms("Cu", cell=[2, 2, 2], pbc=True, info={"energy": 0.0})
    assert "config_type" not in mace_labelled(atoms).info


def test_two_energies_are_refused_and_none_is_said() -> None:
    atoms = lone("Na")
    atoms.info["REF_energy"] = -2.0
    with pytest.raises(StructureError, match="both 'energy' and 'REF_energy'"):
        mace_labelled(atoms)
    said: list[str] = []
    with noting(lambda kind, words: said.append(str(words))):
        mace_labelled(Atoms("H"))
    assert said == ["has no energy, so MACE learns nothing from it"]


def test_finished_structures_of_before_stay_finished(tmp_path: Path) -> None:
    assert "labels" not in describe_step(ExtXYZSink(tmp_path))["arguments"]


def test_numbers_of_atoms_lie_beside_the_databases(tmp_path: Path) -> None:
    structures = [crystal(), lone("Na"), Atoms("H20O10", np.random.default_rng(0).random((30, 3)))]
    outputs = run(ASELMDBSink(tmp_path, indices_per_file=2), structures)
    assert [Path(path).name for path in outputs] == [
        "data_0000.aselmdb",
        "data_0001.aselmdb",
        "metadata.npz",
    ]
    with np.load(tmp_path / "metadata.npz") as file:
        assert file["natoms"].tolist() == [2, 1, 30]
        assert file["natoms"].dtype == np.int64
    before = (tmp_path / "metadata.npz").read_bytes()
    run(ASELMDBSink(tmp_path, indices_per_file=2), structures)
    assert (tmp_path / "metadata.npz").read_bytes() == before


def test_numbers_of_others_are_left_alone_and_that_is_said(tmp_path: Path) -> None:
    np.savez(tmp_path / "metadata.npz", natoms=[1], fold=[3])
    before = (tmp_path / "metadata.npz").read_bytes()
    said: list[str] = []
    with noting(lambda kind, words: said.append(str(words))):
        (output,) = run(ASELMDBSink(tmp_path), [crystal()])
    assert (tmp_path / "metadata.npz").read_bytes() == before
    assert "somebody else's and was left as it is" in said[0]
    (tmp_path / "metadata.npz").unlink()
    (tmp_path / "foreign.aselmdb").write_bytes(b"no database")
    with noting(lambda kind, words: said.append(str(words))):
        assert write_sizes(tmp_path, [Path(output)]) == []
    assert "databases of others are beside it" in said[1]
