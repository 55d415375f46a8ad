"""The HDF5 file and the ASE database on real molecules, read by their own libraries alone."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from ase import Atoms
from ase.build import molecule
from ase.calculators.singlepoint import SinglePointCalculator
from ase.db import connect

from curator_gui.core.measuring.inspection import ForeignFileError
from curator_gui.core.notes import noting
from curator_gui.domains.atoms import ASEDatabaseSink, ASEDatabaseSource, AtomsHDF5Sink
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.formats.ragged.hdf5_file import read_file
from curator_gui.domains.atoms.inspection.outputs import read_database, read_hdf5
from curator_gui.domains.atoms.sources.extxyz import ExtXYZSource
from tests.domains.atoms.comparing import assert_same_structure


def written(sink: Any, *items: Atoms) -> list[str]:
    """Write one structure an index; return what was said."""
    notes: list[str] = []
    with noting(lambda kind, words: notes.append(str(words))):
        sink.prepare(range(len(items)))
        for index, atoms in enumerate(items):
            sink(iter([atoms]), index)
        sink.finish(range(len(items)))
    return notes


@pytest.fixture
def molecules(qm9: Path) -> list[Atoms]:
    source = ExtXYZSource(qm9, energy_key="U0")
    return [atoms for index in range(40) for atoms in source[index]]


# HDF5 -------------------------------------------------------------------------------------------


def test_h5py_alone_reads_real_molecules(molecules: list[Atoms], tmp_path: Path) -> None:
    written(AtomsHDF5Sink(tmp_path / "a.h5"), *molecules)
    with h5py.File(tmp_path / "a.h5") as file:
        assert file.attrs["format"] == "curator-ragged-atoms"
        ends = file["offsets"][:]
        for row, atoms in enumerate(molecules):
            span = slice(ends[row], ends[row + 1])
            np.testing.assert_array_equal(file["numbers"][span], atoms.numbers)
            np.testing.assert_array_equal(file["positions"][span], atoms.positions)
            assert file["structure/energy"][row] == atoms.get_potential_energy()
            for name, value in atoms.info.items():
                node = file[f"structure/{name}"]
                stored = node.asstr()[row] if node.dtype.kind == "O" else node[row]
                assert np.all(stored == value), name
        assert file["positions"].chunks is not None
        assert file["positions"].compression == "gzip"


@pytest.mark.parametrize("compression", ["none", "gzip", "lzf"])
def test_many_slabs_give_the_same_file(
    compression: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = [molecule(name) for name in ("H2O", "CH4", "C6H6", "CO2", "NH3")]
    for number, atoms in enumerate(items):
        atoms.info["word"] = "ä" * number
        if number % 2:
            atoms.info["rare"] = [number]
    written(AtomsHDF5Sink(tmp_path / "a.h5", None, compression), *items)
    monkeypatch.setattr("curator_gui.domains.atoms.formats.ragged.columns.SLAB_STRUCTURES", 2)
    monkeypatch.setattr("curator_gui.domains.atoms.formats.ragged.hdf5_file._CHUNK", 40)
    written(AtomsHDF5Sink(tmp_path / "b.h5", None, compression), *items)
    with h5py.File(tmp_path / "a.h5") as one, h5py.File(tmp_path / "b.h5") as other:
        names: list[str] = []
        one.visit(names.append)
        for name in [name for name in names if hasattr(one[name], "shape")]:
            np.testing.assert_array_equal(one[name][...], other[name][...], name)
        assert one["present/structure/rare"][:].tolist() == [False, True] * 2 + [False]


def test_texts_with_a_character_0_are_kept_or_refused(tmp_path: Path) -> None:
    atoms = molecule("H2O")
    atoms.info.update(odd="a\0b", list=np.array(["x\0y", "z"]))
    written(AtomsHDF5Sink(tmp_path / "a.h5"), atoms)
    (found,) = read_file(tmp_path / "a.h5")[0]
    assert json.loads(str(found["structure/odd"].array)) == "a\0b"
    assert json.loads(str(found["structure/list"].array)) == ["x\0y", "z"]
    atoms.arrays["label"] = np.array(["a\0b", "c", "d"])
    with pytest.raises(StructureError, match="'label' has a text with a character 0"):
        written(AtomsHDF5Sink(tmp_path / "b.h5"), atoms)


def test_hdf5_files_of_others_and_damaged_ones_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.h5"
    with h5py.File(path, "w") as file:
        file["x"] = np.zeros(3)
    with pytest.raises(ForeignFileError):
        read_hdf5(path)
    assert [word for _, word in AtomsHDF5Sink(path).problems() if str(path) in str(word)]
    sink = AtomsHDF5Sink(path)
    with pytest.raises(StructureError, match="was not written by this sink"):
        written(sink, molecule("H2O"))
    with h5py.File(path) as file:
        assert list(file) == ["x"]
    good = tmp_path / "b.h5"
    written(AtomsHDF5Sink(good), molecule("H2O"))
    with h5py.File(good, "r+") as file:
        del file["positions"]
    with pytest.raises(StructureError, match=r"b\.h5 cannot be read"):
        read_file(good)
    with h5py.File(good, "r+") as file:
        file.create_dataset("positions", (10**10, 3), float, chunks=(1000, 3))
    with pytest.raises(StructureError, match="promises"):
        read_file(good)
    good.write_bytes(good.read_bytes()[:2000])
    with pytest.raises((StructureError, ForeignFileError)):
        read_hdf5(good)


# ASE's database ---------------------------------------------------------------------------------


def test_ase_reads_real_molecules(molecules: list[Atoms], tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    notes = written(ASEDatabaseSink(path), *molecules)
    assert [note for note in notes if "'B', 'C'" in note and "as no key-value pair" in note]
    with connect(path) as database:
        assert len(database) == 40
        for number, atoms in enumerate(molecules, 1):
            row = database.get(id=number)
            assert row.energy == atoms.get_potential_energy()
            np.testing.assert_array_equal(row.positions, atoms.positions)
            assert row.natoms == len(atoms)
            kept = {**row.key_value_pairs, **row.data}
            kept.pop("arrays", None)
            assert set(kept) == {str(name) for name in atoms.info}
            for name, value in atoms.info.items():
                assert np.all(np.asarray(kept[name]) == value), name
        gaps = [row.epsgap for row in database.select("epsgap>0.3")]
        assert len(gaps) == sum(atoms.info["epsgap"] > 0.3 for atoms in molecules)
        assert database.metadata["curator"]["indices"] == list(range(40))
    source = ASEDatabaseSource(path)
    for index, atoms in enumerate(molecules):
        (found,) = source[index]
        assert_same_structure(found, atoms)


def test_results_without_a_column_come_back_as_results(tmp_path: Path) -> None:
    atoms = molecule("H2O")
    random = np.random.default_rng(1)
    results = {
        "energy": np.nan, "free_energy": -1.5, "energies": random.normal(size=3),
        "stresses": random.normal(size=(3, 6)), "magmoms": random.normal(size=(3, 3)),
        "magmom": 0.5, "dipole": random.normal(size=3), "forces": random.normal(size=(3, 3)),
    }  # fmt: skip
    atoms.calc = SinglePointCalculator(atoms, **results)
    empty = Atoms()
    written(ASEDatabaseSink(tmp_path / "a.db"), atoms, empty)
    (found,) = ASEDatabaseSource(tmp_path / "a.db")[0]
    for name, value in results.items():
        np.testing.assert_array_equal(found.calc.results[name], value, name)
    assert len(next(ASEDatabaseSource(tmp_path / "a.db")[1])) == 0


def test_names_and_values_that_ase_takes_wrongly_go_to_the_data(tmp_path: Path) -> None:
    atoms = molecule("H2O")
    wrong: dict[str, Any] = {
        "charge": -1, "tags": 3, "id": 7, "mass": 2.0, "get": 1, "_x": 1, "two words": 2, "H": 1.5,
        "external_tables": 1, "masses": "m", "number_as_text": "0042", "flag_as_text": "True",
        "zero": "a\0b", "data": 5, "toatoms": 1, "volume": 1.0,
    }  # fmt: skip
    right: dict[str, Any] = {"gap": 0.5, "smiles": "C=O", "fine": True, "count": 3, "U0": -2.0}
    atoms.info.update(wrong | right)
    notes = written(ASEDatabaseSink(tmp_path / "a.db"), atoms)
    said = next(note for note in notes if "as no key-value pair" in note)
    assert [name for name in wrong if repr(name) not in said] == []
    assert [note for note in notes if "U0 reads like a formula" in note]
    with connect(tmp_path / "a.db") as database:
        row = database.get(id=1)
        assert row.key_value_pairs == right
        assert row.data == wrong
        assert row.toatoms().get_chemical_formula() == "H2O"
    (found,) = ASEDatabaseSource(tmp_path / "a.db")[0]
    assert found.info == atoms.info


def test_names_that_rows_need_themselves_are_refused(tmp_path: Path) -> None:
    atoms = molecule("H2O")
    atoms.arrays["own"] = np.arange(3)
    atoms.info["arrays"] = "mine"
    with pytest.raises(StructureError, match="'arrays' is where rows keep other properties"):
        written(ASEDatabaseSink(tmp_path / "a.db"), atoms)


def test_a_result_in_info_has_a_column_and_is_not_said_to_have_none(tmp_path: Path) -> None:
    atoms = molecule("H2O")
    atoms.info = {"energy": -3.0, "text": "1.5"}
    [said] = written(ASEDatabaseSink(tmp_path / "a.db"), atoms)
    assert "'text'" in said
    assert "'energy'" not in said
    with connect(tmp_path / "a.db") as database:
        assert database.get(1).energy == -3.0


@pytest.mark.parametrize(("make", "name"), [(AtomsHDF5Sink, "a.h5"), (ASEDatabaseSink, "a.db")])
def test_a_folder_in_the_place_of_the_file_is_refused_first(
    tmp_path: Path, make: Any, name: str
) -> None:
    (tmp_path / name).mkdir()
    sink = make(tmp_path / name)
    with pytest.raises(StructureError, match="is a folder, not a file"):
        sink.prepare([0])
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_databases_of_others_and_damaged_ones_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with connect(path) as database:
        database.write(molecule("H2O"))
    before = path.read_bytes()
    assert [word for _, word in ASEDatabaseSink(path).problems() if str(path) in str(word)]
    with pytest.raises(StructureError, match="was not written by this sink"):
        written(ASEDatabaseSink(path), molecule("CH4"))
    assert path.read_bytes() == before
    ours = tmp_path / "b.db"
    written(ASEDatabaseSink(ours), molecule("CH4"))
    with connect(ours) as database:
        database.write(molecule("NH3"))  # somebody adds a row: it is theirs now
    with pytest.raises(StructureError, match="or was changed since"):
        written(ASEDatabaseSink(ours), molecule("CH4"))
    with connect(ours) as database:
        assert len(database) == 2
    for content in (b"", b"no database", before[: len(before) // 2]):
        path.write_bytes(content)
        with pytest.raises(StructureError, match=r"a\.db"):
            list(read_database(path).items)


def test_an_interrupted_placeholder_is_not_taken_for_data_of_others(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    sink = ASEDatabaseSink(path)
    sink.prepare([0])
    with pytest.raises(sqlite3.DatabaseError), connect(path) as database:
        database.count()
    for content in (path.read_bytes(), path.read_bytes()[:10], b""):
        path.write_bytes(content)
        assert list(ASEDatabaseSink(path).problems()) == []
        again = ASEDatabaseSink(path)
        again.prepare([0])
        again.finish([])
        assert not path.exists()
