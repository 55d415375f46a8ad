"""Archives of molecules, written as the papers of ANI, SPICE, QM7-X and MD17 describe them."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ase import Atoms, units
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core.notes import noting
from curator_gui.domains.atoms import ExtXYZSink, MoleculeArchiveSource
from curator_gui.domains.atoms.errors import StructureError

h5py = pytest.importorskip("h5py")

NUMBERS = np.array([8, 1, 1], np.int16)
KCAL = units.kcal / units.mol
FORCES = np.random.default_rng(1).normal(size=(4, 3, 3))
POSITIONS = np.random.default_rng(2).normal(size=(4, 3, 3))
ENERGIES = np.array([-76.1, -76.2, -76.3, -76.4])


def ani_1(path: Path) -> None:
    with h5py.File(path, "w") as file:
        for name in ("water-0", "water-1"):
            group = file.create_group(f"gdb11_s01/{name}")
            group["species"] = np.array([b"O", b"H", b"H"])
            group["coordinates"] = POSITIONS
            group["energies"] = ENERGIES
            group["smiles"] = np.array([b"[", b"O", b"]"])


def ani_1x(path: Path) -> None:
    with h5py.File(path, "w") as file:
        group = file.create_group("H2O1")
        group["atomic_numbers"] = NUMBERS
        group["coordinates"] = POSITIONS
        group["wb97x_dz.energy"] = ENERGIES
        group["wb97x_dz.forces"] = FORCES
        group["ccsd(t)_cbs.energy"] = np.array([np.nan, -76.5, np.nan, -76.7])


def spice(path: Path) -> None:
    with h5py.File(path, "w") as file:
        group = file.create_group("water")
        group["atomic_numbers"] = NUMBERS
        group["subset"] = np.array([b"SPICE Water"], object)
        for name, values, unit in (
            ("conformations", POSITIONS.astype("f4"), "bohr"),
            ("dft_total_energy", ENERGIES, "hartree"),
            ("dft_total_gradient", FORCES, "hartree/bohr"),
            ("mbis_charges", FORCES[:, :, :1], "elementary_charge"),
        ):
            group[name] = values
            group[name].attrs["units"] = unit


def qm7_x(path: Path) -> None:
    with h5py.File(path, "w") as file:
        for place in range(4):
            group = file.create_group(f"1/Geom-m1-i1-c1-{place}")
            group["atNUM"] = NUMBERS
            group["atXYZ"] = POSITIONS[place]
            group["ePBE0+MBD"] = ENERGIES[place : place + 1]
            group["totFOR"] = FORCES[place]


def rmd17(path: Path) -> None:
    np.savez(
        path, nuclear_charges=NUMBERS, coords=POSITIONS, energies=ENERGIES, forces=FORCES,
        old_energies=ENERGIES,
    )  # fmt: skip


def md17(path: Path, **more: Any) -> None:
    np.savez(path, z=NUMBERS.astype("u1"), R=POSITIONS, E=ENERGIES[:, None], F=FORCES, **more)


def md17_in_ev(path: Path) -> None:
    md17(path, e_unit="eV", r_unit=b"bohr")


Write = Callable[[Path], None]
SETS: list[tuple[Write, str, float, float, float | None]] = [
    (ani_1, "a.h5", units.Hartree, 1.0, None),
    (ani_1x, "a.h5", units.Hartree, 1.0, units.Hartree),
    (spice, "a.hdf5", units.Hartree, units.Bohr, -units.Hartree / units.Bohr),
    (qm7_x, "a.hdf5", 1.0, 1.0, 1.0),
    (rmd17, "a.npz", KCAL, 1.0, KCAL),
    (md17, "a.npz", KCAL, 1.0, KCAL),
    (md17_in_ev, "a.npz", 1.0, units.Bohr, 1 / units.Bohr),
]


def read(source: MoleculeArchiveSource, index: int, said: list[str] | None = None) -> Atoms:
    with noting(lambda kind, words: said.append(words) if said is not None else None):
        [atoms] = source[index]
    return atoms


@pytest.mark.parametrize(("write", "name", "energy", "length", "force"), SETS)
def test_values_are_those_of_the_file_in_ev_and_angstrom(
    write: Write, name: str, energy: float, length: float, force: float | None, tmp_path: Path
) -> None:
    write(tmp_path / name)
    source = MoleculeArchiveSource(tmp_path)
    assert len(source) == (8 if write is ani_1 else 4)
    wanted = POSITIONS.astype("f4").astype("f8") if write is spice else POSITIONS
    for index in range(len(source)):
        atoms, place = read(source, index), index % 4
        assert atoms.numbers.tolist() == NUMBERS.tolist()
        np.testing.assert_allclose(atoms.positions, wanted[place] * length, rtol=1e-14)
        assert atoms.calc.results["energy"] == pytest.approx(ENERGIES[place] * energy, rel=1e-14)
        if force is None:
            assert "forces" not in atoms.calc.results
        else:
            found = atoms.calc.results["forces"]
            np.testing.assert_allclose(found, FORCES[place] * force, rtol=1e-14)
        assert not atoms.pbc.any()


def test_names_of_molecules_and_what_is_left_out_are_said(tmp_path: Path) -> None:
    ani_1(tmp_path / "a.h5")
    source = MoleculeArchiveSource(tmp_path / "a.h5")
    said: list[str] = []
    names = [read(source, index, said).info["molecule"] for index in (0, 3, 4)]
    assert names == ["gdb11_s01/water-0", "gdb11_s01/water-0", "gdb11_s01/water-1"]
    assert said == ["arrays of the archive that are left out: smiles"] * 3
    assert source.label(4) == "a.h5 frame 4"


def test_further_properties_come_along(tmp_path: Path) -> None:
    spice(tmp_path / "a.hdf5")
    source = MoleculeArchiveSource(tmp_path, properties=["mbis_charges", "subset"])
    said: list[str] = []
    atoms = read(source, 2, said)
    np.testing.assert_array_equal(atoms.arrays["mbis_charges"], FORCES[2, :, :1])
    assert atoms.info == {"molecule": "water", "subset": "SPICE Water"}
    assert said == []
    ani_1(tmp_path / "b.h5")
    smiles = MoleculeArchiveSource(tmp_path, "*.h5", properties=["smiles"])
    assert read(smiles, 0).info["smiles"].tolist() == ["[", "O", "]"]


def test_another_level_of_theory_and_what_was_not_computed(tmp_path: Path) -> None:
    ani_1x(tmp_path / "a.h5")
    source = MoleculeArchiveSource(tmp_path, energy="ccsd(t)_cbs.energy")
    said: list[str] = []
    assert read(source, 1).calc.results["energy"] == pytest.approx(-76.5 * units.Hartree)
    assert "energy" not in read(source, 0, said).calc.results
    assert said[0] == "results that are NaN are left out: energy"
    with pytest.raises(StructureError, match=r"a\.h5 frame 0: has no array 'mp2'; it has .*ccsd"):
        read(MoleculeArchiveSource(tmp_path, energy="mp2"), 0)


def test_a_named_gradient_is_taken_as_it_stands(tmp_path: Path) -> None:
    spice(tmp_path / "a.hdf5")
    source = MoleculeArchiveSource(tmp_path, forces="dft_total_gradient")
    found = read(source, 0).calc.results["forces"]
    np.testing.assert_allclose(found, FORCES[0] * units.Hartree / units.Bohr)


def test_units_that_are_given_go_first(tmp_path: Path) -> None:
    spice(tmp_path / "a.hdf5")
    source = MoleculeArchiveSource(tmp_path, energy_unit="kJ/mol", length_unit="nm")
    atoms, kj = read(source, 0), units.kJ / units.mol
    np.testing.assert_allclose(atoms.positions, POSITIONS[0].astype("f4").astype("f8") * 10.0)
    assert atoms.calc.results["energy"] == pytest.approx(ENERGIES[0] * kj)
    np.testing.assert_allclose(atoms.calc.results["forces"], -FORCES[0] * kj / 10)


def test_an_unknown_unit_is_said(tmp_path: Path) -> None:
    md17(tmp_path / "a.npz", e_unit="furlong")
    with pytest.raises(StructureError, match="unit 'furlong' is not known; say which unit it is"):
        read(MoleculeArchiveSource(tmp_path), 0)
    assert read(MoleculeArchiveSource(tmp_path, energy_unit="eV"), 0).calc is not None


@pytest.mark.parametrize(
    ("arrays", "words"),
    [
        ({"z": NUMBERS, "R": POSITIONS[:, :2], "E": ENERGIES}, r"'R' has shape \(2, 3\)"),
        ({"z": NUMBERS, "R": POSITIONS[..., :2], "E": ENERGIES}, r"shape \(4, 3, 2\), not"),
        ({"z": NUMBERS * 100, "R": POSITIONS}, "'z' holds no elements"),
        ({"z": np.array(["C", "Xy", "H"]), "R": POSITIONS}, "'z' holds no elements"),
        ({"z": NUMBERS[:0], "R": POSITIONS[:, :0]}, "'z' holds no elements"),
        ({"z": NUMBERS, "R": POSITIONS * np.nan}, "or NaN"),
        ({"z": NUMBERS, "R": POSITIONS, "E": ENERGIES[:3]}, "'E' has 3 entries, but there are 4"),
        ({"z": NUMBERS, "R": POSITIONS, "E": FORCES}, "'E' has 9 numbers for a structure"),
        ({"z": NUMBERS, "R": POSITIONS, "F": FORCES[:, 1:]}, r"'F' has shape \(2, 3\)"),
        ({"z": NUMBERS, "R": POSITIONS[:0]}, "has no structures"),
        ({"q": NUMBERS}, "none of the known layouts; its arrays are q"),
    ],
)
def test_arrays_that_do_not_fit_are_named(
    arrays: dict[str, Any], words: str, tmp_path: Path
) -> None:
    np.savez(tmp_path / "a.npz", **arrays)
    with pytest.raises(StructureError, match=rf"a\.npz frame 0: .*{words}"):
        read(MoleculeArchiveSource(tmp_path), 0)


@pytest.mark.parametrize("name", ["a.h5", "a.npz"])
@pytest.mark.parametrize("content", [b"", b"no archive", b"\x89HDF\r\n\x1a\n" + bytes(50)])
def test_what_is_no_archive_costs_one_index(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    source = MoleculeArchiveSource(tmp_path)
    assert len(source) == 1
    with pytest.raises(StructureError, match=rf"{name} frame 0: cannot be read"):
        read(source, 0)


@given(kept=st.floats(0.0, 0.999), which=st.sampled_from([ani_1, spice, qm7_x, md17]))
def test_a_cut_archive_is_an_error_of_its_own_indices(
    kept: float, which: Write, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("cut") / ("a.npz" if which is md17 else "a.h5")
    which(path)
    os.truncate(path, int(path.stat().st_size * kept))
    source = MoleculeArchiveSource(path)
    for index in range(len(source)):
        try:
            atoms = read(source, index)
        except StructureError as error:
            assert str(path) in str(error)  # noqa: PT017 - or it is read
        else:
            assert len(atoms) == 3


def test_a_file_that_goes_or_changes_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    md17(path)
    source = MoleculeArchiveSource(path)
    before = read(source, 0).calc.results["energy"]
    np.savez(path, z=NUMBERS, R=POSITIONS, E=ENERGIES + 1)
    assert read(source, 0).calc.results["energy"] == pytest.approx(before + KCAL)
    path.unlink()
    with pytest.raises(StructureError, match="cannot be read"):
        read(source, 0)


def test_it_ships_without_the_molecule_at_hand(tmp_path: Path) -> None:
    spice(tmp_path / "a.hdf5")
    source = MoleculeArchiveSource(tmp_path, frames="::2")
    read(source, 0)
    copy = pickle.loads(pickle.dumps(source))
    assert len(copy) == 2
    np.testing.assert_array_equal(read(copy, 1).positions, read(source, 1).positions)


def test_several_files_and_a_sink(tmp_path: Path) -> None:
    ani_1x(tmp_path / "a.h5")
    md17(tmp_path / "b.npz")
    source = MoleculeArchiveSource(tmp_path)
    assert len(source) == 8
    pipeline = source.write(ExtXYZSink(tmp_path / "out", "{index}.xyz"))
    with noting(lambda *_: None):
        paths = [pipeline[index][0] for index in range(8)]
    assert all(Path(path).stat().st_size for path in paths)


@pytest.mark.parametrize("kind", ["link", "linked array", "through a link", "storage", "virtual"])
def test_what_lies_in_other_folders_is_refused(kind: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    secret, path = tmp_path / "secret.h5", tmp_path / "in" / "a.h5"
    spice(secret)
    with h5py.File(path, "w") as file:
        if kind == "link":
            file["water"] = h5py.ExternalLink("../secret.h5", "/water")
        elif kind == "through a link":
            file["a"] = h5py.SoftLink("/b/water")
            file["b"] = h5py.ExternalLink(str(secret), "/")
        else:
            write_stray(file.create_group("water"), kind, secret)
    source = MoleculeArchiveSource(tmp_path / "in")
    with pytest.raises(StructureError, match=r"reads from .*secret.*lies outside of its folder"):
        read(source, 0)


def write_stray(group: Any, kind: str, secret: Path) -> None:
    group["atomic_numbers"] = NUMBERS
    if kind == "linked array":
        group["conformations"] = h5py.ExternalLink(str(secret), "/water/conformations")
    elif kind == "storage":
        outside = [(str(secret), 0, h5py.h5f.UNLIMITED)]
        group.create_dataset("conformations", (4, 3, 3), "f4", external=outside)
    else:
        layout = h5py.VirtualLayout((4, 3, 3), "f4")
        layout[:] = h5py.VirtualSource(str(secret), "water/conformations", (4, 3, 3))
        group.create_virtual_dataset("conformations", layout)


def test_links_within_the_folder_are_followed(tmp_path: Path) -> None:
    ani_1x(tmp_path / "data.h5x")
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file["here"] = h5py.ExternalLink("data.h5x", "/H2O1")
        file["again"] = h5py.SoftLink("/here")
    source = MoleculeArchiveSource(tmp_path / "a.h5")
    assert [read(source, n).info["molecule"] for n in (0, 4)] == ["again", "here"]
