"""Files of simulation programs, written by ASE and read back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import ase.io
import numpy as np
import pytest
from ase import Atoms
from ase.build import bulk, molecule
from ase.calculators.singlepoint import SinglePointCalculator
from ase.collections import g2

from curator_gui.core import ParamError
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.sources.ase import ASESource
from tests.domains.atoms.comparing import assert_same_structure


def crystal(step: int) -> Atoms:
    atoms = bulk("NaCl", "rocksalt", a=5.64, cubic=True)
    atoms.rattle(0.05, seed=step)
    atoms.calc = SinglePointCalculator(
        atoms, energy=-float(step), forces=np.full((8, 3), 0.5 * step), stress=np.arange(6.0)
    )
    return atoms


@pytest.mark.parametrize(
    ("format_name", "file_name", "options"),
    [
        ("vasp", "POSCAR", {}),
        ("cif", "a.cif", {}),
        ("lammps-data", "data.lmp", {"masses": True}),
        ("espresso-in", "pw.in", {"pseudopotentials": {"Na": "na", "Cl": "cl"}}),
        ("xsf", "a.xsf", {}),
        ("json", "a.json", {}),
        ("gen", "a.gen", {}),
        ("cfg", "a.cfg", {}),
        ("res", "a.res", {}),
        ("proteindatabank", "a.pdb", {}),
        ("traj", "a.traj", {}),
        ("vasp-xdatcar", "XDATCAR", {}),
    ],
)
@pytest.mark.filterwarnings("ignore:crystal system:UserWarning")
def test_formats_read_as_ase_reads_them(
    tmp_path: Path, format_name: str, file_name: str, options: dict[str, Any]
) -> None:
    path = tmp_path / file_name
    ase.io.write(path, crystal(1), format=format_name, **options)
    (found,) = ASESource(path, format_name)[0]
    assert_same_structure(found, ase.io.read(path, format=format_name), format_name)
    assert len(found) == 8


@pytest.mark.parametrize(
    ("frames", "steps"),
    [("all", [0, 1, 2, 3, 4]), ("-1", [4]), ("::2", [0, 2, 4]), ("1:3", [1, 2])],
)
def test_a_trajectory_yields_its_chosen_frames(
    tmp_path: Path, frames: str, steps: list[int]
) -> None:
    path = tmp_path / "relax.traj"
    ase.io.write(path, [crystal(step) for step in range(5)])
    source = ASESource(path, "traj", frames=frames)
    assert len(source) == 1
    found = list(source[0])
    assert [-atoms.get_potential_energy() for atoms in found] == steps
    for atoms, step in zip(found, steps, strict=True):
        assert_same_structure(atoms, crystal(step))


def test_files_of_a_folder(tmp_path: Path) -> None:
    for name in ("b/POSCAR", "a/POSCAR", "a/OUTCAR"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        ase.io.write(tmp_path / name, crystal(0), format="vasp")
    source = ASESource(tmp_path, "vasp", pattern="POSCAR*", recursive=True)
    assert [source.label(i) for i in range(len(source))] == ["a/POSCAR", "b/POSCAR"]
    assert source.inputs(1) == (str(tmp_path / "b" / "POSCAR"),)
    assert list(source.problems()) == []


def test_molecules_of_the_g2_set(tmp_path: Path) -> None:
    """All 162 molecules that ship with ASE, as plain XYZ."""
    names = sorted(g2.names)
    for name in names:
        ase.io.write(tmp_path / f"{name}.xyz", g2[name], format="xyz")
    source = ASESource(tmp_path, "xyz", pattern="*.xyz")
    assert len(source) == len(names) == 162
    found = {source.label(i)[:-4]: next(source[i]) for i in range(len(source))}
    for name in names:
        np.testing.assert_allclose(found[name].positions, g2[name].positions, atol=1e-10)
        assert found[name].get_chemical_formula() == g2[name].get_chemical_formula()


def test_names_of_results_can_be_given(tmp_path: Path) -> None:
    atoms = molecule("H2O")
    atoms.info["dft_energy"] = -3.0
    ase.io.write(tmp_path / "a.xyz", atoms, format="extxyz")
    (found,) = ASESource(tmp_path / "a.xyz", "extxyz", energy_key="dft_energy")[0]
    assert found.get_potential_energy() == -3.0
    with pytest.raises(StructureError, match=r"a.xyz frame 0: .*no property 'E'"):
        next(ASESource(tmp_path / "a.xyz", "extxyz", energy_key="E")[0])


@pytest.mark.parametrize(
    ("format_name", "content"),
    [
        ("vasp", b""),
        ("vasp", b"\x00\x01binary"),
        ("cif", b"data_\n"),
        ("traj", b"- of Ulm"),
        ("json", b"{"),
        ("lammps-dump-text", b"ITEM: TIMESTEP\n0\n"),
        ("extxyz", b"3\n\nH 0 0 0\n"),
        ("vasp-xml", b"<modeling><calc"),
        ("gaussian-out", b"nothing to see"),
        ("espresso-out", b"nothing to see"),
        ("vasp-out", b"nothing to see"),
    ],
)
def test_damaged_files_are_named(tmp_path: Path, format_name: str, content: bytes) -> None:
    path = tmp_path / "a.dat"
    path.write_bytes(content)
    with pytest.raises(StructureError) as caught:
        list(ASESource(path, format_name)[0])
    assert str(path) in str(caught.value)
    assert format_name in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_forbidden_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "POSCAR"
    ase.io.write(path, crystal(0), format="vasp")
    path.chmod(0)
    with pytest.raises(StructureError, match="POSCAR cannot be read as vasp: Permission denied"):
        list(ASESource(path, "vasp")[0])


def test_missing_files_and_wrong_frames(tmp_path: Path) -> None:
    source = ASESource(tmp_path / "none", "vasp")
    assert dict(source.problems()) == {"path": f"{tmp_path / 'none'} does not exist"}
    with pytest.raises(StructureError, match="does not exist"):
        len(source)
    with pytest.raises(StructureError, match="no file in"):
        len(ASESource(tmp_path, "vasp"))
    with pytest.raises(ParamError, match="frames"):
        ASESource(tmp_path, "vasp", frames="last")


def test_frames_that_a_file_lacks_are_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.traj"
    ase.io.write(path, crystal(0))
    with pytest.raises(StructureError, match=r"a\.traj has no structure"):
        list(ASESource(path, "traj", frames="5:")[0])
