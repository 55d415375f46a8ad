"""Sources of many frames: trajectories, databases, LAMMPS dumps."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from pathlib import Path

import ase.db
import ase.io
import numpy as np
import pytest
from ase import Atoms, units
from ase.build import bulk, molecule
from ase.calculators.singlepoint import SinglePointCalculator
from ase.constraints import FixAtoms
from ase.io.lammpsrun import read_lammps_dump_text
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core import ParamError
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.sources import lammps as lammps_source
from curator_gui.domains.atoms.sources.base import FramesSource
from curator_gui.domains.atoms.sources.database import ASEDatabaseSource
from curator_gui.domains.atoms.sources.lammps import LAMMPSDumpSource, find_steps
from curator_gui.domains.atoms.sources.trajectory import TrajectorySource
from tests.domains.atoms.comparing import assert_same_structure


def frame(step: int) -> Atoms:
    atoms = bulk("Cu", cubic=True)
    atoms.rattle(0.1, seed=step)
    atoms.set_constraint(FixAtoms([1]))
    atoms.info["step"] = step
    atoms.calc = SinglePointCalculator(
        atoms, energy=-step / 3, forces=np.full((4, 3), step / 7), stress=np.arange(6) / 9
    )
    return atoms


def test_each_frame_of_a_trajectory_is_an_index(tmp_path: Path) -> None:
    ase.io.write(tmp_path / "b.traj", [frame(step) for step in range(5)])
    ase.io.write(tmp_path / "a.traj", frame(9))
    source = TrajectorySource(tmp_path)
    assert len(source) == 6
    assert source.label(0) == "a.traj"
    assert source.label(3) == "b.traj frame 2"
    for index, step in enumerate([9, 0, 1, 2, 3, 4]):
        (found,) = source[index]
        assert_same_structure(found, frame(step), str(step))
        assert found.constraints[0].index.tolist() == [1]
    assert len(TrajectorySource(tmp_path / "b.traj", frames="::2")) == 3


def database(path: Path) -> Path:
    with ase.db.connect(path) as rows:
        for step in range(4):
            rows.write(frame(step), kind="bulk", data={"sid": step})
        rows.delete([2])
    return path


def test_each_row_of_a_database_is_an_index(tmp_path: Path) -> None:
    source = ASEDatabaseSource(database(tmp_path / "a.db"))
    assert len(source) == 3
    for index, step in enumerate([0, 2, 3]):
        (found,) = source[index]
        wanted = frame(step)
        wanted.info = {"kind": "bulk", "sid": step}
        assert_same_structure(found, wanted, str(step))
        assert found.constraints[0].index.tolist() == [1]


def test_a_row_deleted_after_listing_is_named(tmp_path: Path) -> None:
    source = ASEDatabaseSource(database(tmp_path / "a.db"))
    assert len(source) == 3
    with ase.db.connect(tmp_path / "a.db") as rows:
        rows.delete([3])
    with pytest.raises(StructureError, match="frame 1: has no row 3 any more"):
        next(source[1])
    (tmp_path / "a.db").unlink()
    with pytest.raises(StructureError, match="cannot be read: No such file"):
        next(source[0])
    assert list(tmp_path.glob("*.db")) == []


def foreign_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE pictures (id INTEGER)")
    connection.close()


@pytest.mark.parametrize(
    ("make", "write", "reason"),
    [
        (TrajectorySource, lambda p: p.write_bytes(b""), "cannot be read|no trajectory"),
        (TrajectorySource, lambda p: p.write_bytes(b"text" * 100), "no trajectory"),
        (TrajectorySource, lambda p: p.write_bytes(b"- of Ulm"), "no trajectory"),
        (ASEDatabaseSource, lambda p: p.write_bytes(b"text" * 100), "no database of ASE"),
        (ASEDatabaseSource, lambda p: p.write_bytes(b""), "no database of ASE"),
        (ASEDatabaseSource, foreign_database, "no such table: systems"),
        (lambda p: LAMMPSDumpSource(p, "metal"), lambda p: p.write_bytes(b""), "is empty"),
        (lambda p: LAMMPSDumpSource(p, "metal"), lambda p: p.write_bytes(b"x\ny\n"), "is no dump"),
    ],
)
def test_damaged_files_cost_one_index(
    tmp_path: Path,
    make: Callable[[Path], FramesSource],
    write: Callable[[Path], None],
    reason: str,
) -> None:
    path = tmp_path / "a.dat"
    write(path)
    source = make(path)
    assert len(source) == 1
    with pytest.raises(StructureError, match=reason) as caught:
        next(source[0])
    assert str(path) in str(caught.value)


def test_a_cut_off_trajectory_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.traj"
    ase.io.write(path, [frame(step) for step in range(5)])
    path.write_bytes(path.read_bytes()[:-300])
    source = TrajectorySource(path)
    with pytest.raises(StructureError, match=r"a\.traj frame \d: "):
        all_frames(source)


def all_frames(source: FramesSource) -> list[Atoms]:
    return [next(source[index]) for index in range(len(source))]


def dump_step(step: int, columns: str = "id type element x y z fx fy fz vx vy vz q") -> str:
    rows = {
        "id": ["2", "1", "3"], "type": ["2", "1", "2"], "element": ["H", "O", "H"],
        "x": ["1.5", f"{step}.25", "3"], "y": ["1", "1.5", "2"], "z": ["1", "1", "1.5"],
        "fx": ["0.5", "1.5", "2"], "fy": ["0", "0", "0"], "fz": ["1", "2", "3"],
        "vx": ["0.1", "0.2", "0.3"], "vy": ["0", "0", "0"], "vz": ["0", "0", "0"],
        "q": ["0.4", "-0.8", "0.4"], "c_pe": ["-1", "-2", "-3"],
        "mass": ["1.008", "15.999", "1.01"],
    }  # fmt: skip
    lines = zip(*(rows[name] for name in columns.split()), strict=True)
    return (
        f"ITEM: TIMESTEP\n{step}\nITEM: NUMBER OF ATOMS\n3\nITEM: BOX BOUNDS pp pp ff\n"
        f"1.0 11.0\n0.0 12.0\n-1.0 12.0\nITEM: ATOMS {columns}\n"
        + "".join(" ".join(line) + "\n" for line in lines)
    )


def test_each_step_of_a_dump_is_an_index(tmp_path: Path) -> None:
    path = tmp_path / "a.dump"
    path.write_text("".join(dump_step(step) for step in range(4)))
    source = LAMMPSDumpSource(path, "real")
    assert len(source) == 4
    (found,) = source[2]
    assert found.get_chemical_symbols() == ["O", "H", "H"]
    assert found.info == {"timestep": 2}
    assert found.pbc.tolist() == [True, True, False]
    np.testing.assert_allclose(found.cell.array, np.diag([10.0, 12.0, 13.0]))
    np.testing.assert_allclose(found.positions[0], [2.25 - 1.0, 1.5, 2.0])
    force = units.kcal / units.mol
    np.testing.assert_allclose(found.get_forces()[:, 2], np.array([2, 1, 3]) * force, rtol=1e-5)
    assert "energy" not in found.calc.results
    velocity = found.get_velocities()[0, 0] * (units.fs * 1.0)
    assert velocity == pytest.approx(0.2, rel=1e-5)  # Å/fs
    assert found.get_initial_charges().tolist() == pytest.approx([-0.8, 0.4, 0.4])


def test_a_dump_is_read_as_ase_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "a.dump"
    path.write_text(dump_step(3, "id type x y z c_pe"))
    (found,) = LAMMPSDumpSource(path, "metal", elements=["O", "H"])[0]
    with path.open() as file:
        wanted = read_lammps_dump_text(file, 0, units="metal", specorder=["O", "H"])
    wanted.positions -= wanted.get_celldisp().reshape(3)
    assert_same_structure(found, wanted)
    assert found.arrays["c_pe"].tolist() == [-2, -1, -3]


@pytest.mark.parametrize(
    ("text", "elements", "reason"),
    [
        (dump_step(0, "id type x y z"), None, "no column named element: give the elements"),
        (dump_step(0, "id type x y z"), ["O"], "atoms of type 2, but 1 elements are given"),
        (dump_step(0, "id type element vx vy vz"), None, "No atomic positions"),
        (dump_step(0)[:-8], None, "is cut off: 3 of 3 atoms"),
        (dump_step(0)[:-60], None, "is cut off: 2 of 3 atoms"),
        (dump_step(0)[:60], None, "is cut off: the atoms are missing"),
        (dump_step(0).replace("1.5", "one"), None, "cannot be read: ValueError"),
    ],
)
def test_steps_that_cannot_be_read_say_why(
    tmp_path: Path, text: str, elements: list[str] | None, reason: str
) -> None:
    path = tmp_path / "a.dump"
    path.write_text(dump_step(7) + text)
    source = LAMMPSDumpSource(path, "metal", elements=elements)
    with pytest.raises(StructureError, match=f"frame 1: .*{reason}"):
        next(source[1])


def test_elements_of_types_come_from_masses_if_there_are(tmp_path: Path) -> None:
    path = tmp_path / "a.dump"
    path.write_text(dump_step(0, "id type mass x y z"))
    assert next(LAMMPSDumpSource(path, "metal")[0]).get_chemical_symbols() == ["O", "H", "H"]
    heavy = LAMMPSDumpSource(path, "metal", elements=["S", "Si"])  # what is given counts
    assert next(heavy[0]).get_chemical_symbols() == ["S", "Si", "Si"]
    path.write_text(dump_step(0, "id type mass x y z").replace("1.01", "1"))
    with pytest.raises(StructureError, match="mass that is of no element"):
        next(LAMMPSDumpSource(path, "metal")[0])
    with pytest.raises(ParamError, match="elements: 'Q'"):
        LAMMPSDumpSource(path, "metal", elements=["Q"])


def test_columns_that_ase_passes_over_are_kept(tmp_path: Path) -> None:
    text = dump_step(0, "id type element x y z fx").replace("x y z fx", "x y z mol")
    (tmp_path / "a.dump").write_text(text.replace("\n3 2 H", "\n9 2 H"))
    (found,) = LAMMPSDumpSource(tmp_path / "a.dump", "metal")[0]
    assert found.arrays["mol"].tolist() == [1.5, 0.5, 2.0]
    assert found.arrays["id"].tolist() == [1, 2, 9]
    assert found.get_chemical_symbols() == ["O", "H", "H"]
    (tmp_path / "a.dump").write_text(text.replace("z mol", "z xu"))
    assert next(LAMMPSDumpSource(tmp_path / "a.dump", "metal")[0]).arrays["xu"].tolist()[0] == 1.5
    (tmp_path / "a.dump").write_text(dump_step(0, "id type mass x y z c_pe"))
    (found,) = LAMMPSDumpSource(tmp_path / "a.dump", "metal")[0]
    assert found.arrays["mass"].tolist() == [15.999, 1.008, 1.01]
    assert "id" not in found.arrays


def test_reduced_units_of_argon(tmp_path: Path) -> None:
    path = tmp_path / "a.dump"
    columns = "id type x y z fx fy fz vx vy vz q"
    path.write_text(dump_step(0, columns))
    sigma, epsilon, mass = 3.405, 0.010323, 39.948
    arguments = {"sigma": sigma, "epsilon": epsilon, "mass": mass}
    source = LAMMPSDumpSource(path, "lj", elements=["Ar", "Ar"], **arguments)
    (found,) = source[0]
    np.testing.assert_allclose(found.cell.lengths(), np.array([10, 12, 13]) * sigma)
    np.testing.assert_allclose(found.positions[1], np.array([0.5, 1, 2]) * sigma)
    np.testing.assert_allclose(found.get_forces()[0], np.array([1.5, 0, 2]) * epsilon / sigma)
    speed = found.get_velocities()[0, 0] / (units.Ang / units.fs)  # Å/fs
    si = np.sqrt(epsilon * units._e / (mass * units._amu))  # m/s
    assert speed == pytest.approx(0.2 * si * 1e-5, rel=1e-5)
    charge = np.sqrt(4 * np.pi * units._eps0 * sigma * 1e-10 * epsilon * units._e) / units._e
    np.testing.assert_allclose(found.get_initial_charges()[0], -0.8 * charge, rtol=1e-5)
    with pytest.warns(UserWarning, match="reduced units: set sigma, epsilon and mass"):
        (found,) = LAMMPSDumpSource(path, "lj", elements=["Ar", "Ar"])[0]
    assert found.positions[1].tolist() == [0.5, 1, 2]
    assert found.get_velocities()[0, 0] == pytest.approx(0.2)
    assert found.get_initial_charges()[0] == -0.8
    path.write_text(dump_step(0, "id type mass x y z"))
    with pytest.raises(StructureError, match="give the elements of the types"):
        next(LAMMPSDumpSource(path, "lj")[0])  # a mass of 1 is no hydrogen
    for wrong in ({"units": "metal", "sigma": 1.0}, {"units": "lj", "mass": 0.0}):
        with pytest.raises(ParamError, match="a number above 0, for units lj only"):
            LAMMPSDumpSource(path, **wrong)


@given(
    steps=st.lists(st.integers(0, 99), min_size=1, max_size=9),
    block=st.integers(1, 200),
    rest=st.sampled_from(["", "ITEM: TIMES", "ITEM: TIMESTEP"]),
)
def test_steps_are_found_across_blocks(steps: list[int], block: int, rest: str) -> None:
    texts = [dump_step(step) for step in steps]
    starts = np.cumsum([0, *map(len, texts)])
    wanted = starts[: len(texts) + (rest == "ITEM: TIMESTEP")].tolist()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lammps_source, "_BLOCK_BYTES", block)
        found = find_steps(BytesIO(("".join(texts) + rest).encode()))
    assert found.bounds[:-1].tolist() == wanted


def test_a_molecule_without_cell_survives_a_database(tmp_path: Path) -> None:
    with ase.db.connect(tmp_path / "a.db") as rows:
        rows.write(molecule("CH4"))
    (found,) = ASEDatabaseSource(tmp_path / "a.db")[0]
    assert_same_structure(found, molecule("CH4"))
