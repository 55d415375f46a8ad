from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ase import Atoms, units
from ase.build import bulk, molecule
from ase.calculators.emt import EMT
from ase.calculators.singlepoint import SinglePointCalculator
from ase.constraints import FixAtoms, FixBondLength

from curator_gui.core import Filter, ParamError
from curator_gui.core.notes import noting
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.filters.information import StructureInfo
from curator_gui.domains.atoms.filters.select_structures import SelectStructures
from curator_gui.domains.atoms.filters.shape.geometry import Center, Wrap
from curator_gui.domains.atoms.filters.shape.neighbors import CountNeighbors
from curator_gui.domains.atoms.filters.shape.supercell import Supercell
from curator_gui.domains.atoms.filters.statistics import StructureStatistics
from curator_gui.domains.atoms.filters.values.convert_units import ConvertUnits
from curator_gui.domains.atoms.filters.values.energies import EnergyPerAtom, SubtractReference
from curator_gui.domains.atoms.filters.values.properties import RenameProperties, SelectProperties
from curator_gui.domains.atoms.properties import (
    clone,
    find_property,
    map_standard,
    property_names,
    results_of,
    set_property,
)
from tests.domains.atoms.comparing import assert_same_structure


def water(**info: Any) -> Atoms:
    atoms = molecule("H2O")
    atoms.info.update(info)
    atoms.arrays["mulliken"] = np.array([-0.8, 0.4, 0.4])
    atoms.calc = SinglePointCalculator(atoms, energy=-2.0, forces=np.eye(3), dipole=np.ones(3))
    return atoms


def metal() -> Atoms:
    atoms = bulk("Cu", cubic=True)
    atoms.calc = SinglePointCalculator(atoms, energy=4.0, stress=np.arange(6.0))
    return atoms


def apply(step: Filter[Atoms], *items: Atoms) -> list[Atoms]:
    """Run a filter and insist that it leaves what it was given alone."""
    before = [clone(atoms) for atoms in items]
    found = list(step(iter(items)))
    for kept, given in zip(before, items, strict=True):
        assert_same_structure(kept, given, "the filter changed its input:")
    return found


def formulas(items: Iterable[Atoms]) -> list[str]:
    return [atoms.get_chemical_formula() for atoms in items]


@pytest.mark.parametrize(
    ("conditions", "kept"),
    [
        ({}, ["H2O", "CH4", "Cu4", ""]),
        ({"allowed": ["H", "O"]}, ["H2O", ""]),
        ({"required": ["H"]}, ["H2O", "CH4"]),
        ({"required": ["H", "C"]}, ["CH4"]),
        ({"excluded": ["Cu", "C"]}, ["H2O", ""]),
        ({"min_atoms": 4}, ["CH4", "Cu4"]),
        ({"max_atoms": 4}, ["H2O", "Cu4", ""]),
        ({"min_atoms": 5, "max_atoms": 5}, ["CH4"]),
        ({"periodicity": "bulk"}, ["Cu4"]),
        ({"periodicity": "molecule"}, ["H2O", "CH4", ""]),
    ],
)
def test_select_structures(conditions: dict[str, Any], kept: list[str]) -> None:
    items = [water(), molecule("CH4"), metal(), Atoms()]
    assert formulas(apply(SelectStructures(**conditions), *items)) == kept


def test_select_structures_by_force() -> None:
    forces = np.zeros((3, 3))
    items = []
    for largest in (0.5, 1.0, 2.0, np.nan):
        atoms = molecule("H2O")
        forces[1] = [0, largest, 0]
        atoms.calc = SinglePointCalculator(atoms, forces=forces)
        atoms.info["largest"] = largest
        items.append(atoms)
    with pytest.warns(UserWarning, match="left out because a force is NaN or infinite"):
        found = apply(SelectStructures(max_force=1.0), *items)
    assert [atoms.info["largest"] for atoms in found] == [0.5, 1.0]
    with pytest.raises(StructureError, match="Cu4 has no property 'forces'; it has energy, stress"):
        apply(SelectStructures(max_force=1.0), metal())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"allowed": ["H", "Xx"]}, "allowed: 'Xx' is no chemical symbol"),
        ({"excluded": ["X"]}, "excluded: 'X'"),
        ({"min_atoms": 3, "max_atoms": 2}, "max_atoms: 2 is less than min_atoms, 3"),
    ],
)
def test_impossible_conditions_are_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ParamError, match=message):
        SelectStructures(**arguments)


@pytest.mark.parametrize(
    ("keep", "drop", "left"),
    [
        (None, None, {"energy", "forces", "dipole", "mulliken", "eps1", "eps2", "id"}),
        (["energy", "eps*"], None, {"energy", "eps1", "eps2"}),
        ([], None, set()),
        (None, ["*e*"], {"mulliken", "id"} - {"mulliken"}),
        (["e*"], ["eps1"], {"energy", "eps2"}),
        (["positions"], None, set()),
    ],
)
def test_select_properties(keep: list[str], drop: list[str], left: set[str]) -> None:
    (atoms,) = apply(SelectProperties(keep, drop), water(eps1=1.0, eps2=2.0, id=7))
    assert set(property_names(atoms)) == left
    assert_same_structure(
        atoms, next(iter(SelectProperties([])(iter([water()])))) if not left else atoms
    )
    np.testing.assert_array_equal(atoms.positions, water().positions)


def test_select_properties_names_what_is_missing() -> None:
    with pytest.raises(StructureError, match=r"H2O has no property 'eps\*'; it has energy, forces"):
        apply(SelectProperties(["eps*"]), water())
    (atoms,) = apply(SelectProperties(["eps*", "energy"], missing="ignore"), water())
    assert property_names(atoms) == ["energy"]


def test_rename_properties_moves_between_places() -> None:
    names = {"U0": "energy", "energy": "old_energy", "mulliken": "charges", "forces": "REF_forces"}
    (atoms,) = apply(RenameProperties(names), water(U0=np.float64(-5.5)))
    assert set(results_of(atoms)) == {"energy", "charges", "dipole"}
    assert atoms.get_potential_energy() == -5.5
    assert atoms.get_charges().tolist() == [-0.8, 0.4, 0.4]
    assert atoms.info == {"old_energy": -2.0}
    assert atoms.arrays["REF_forces"].tolist() == np.eye(3).tolist()


def test_rename_properties_exchanges_names() -> None:
    (atoms,) = apply(RenameProperties({"a": "b", "b": "a"}), water(a=1, b=2))
    assert atoms.info == {"a": 2, "b": 1}


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ({"a": "c", "b": "c"}, "two properties would be called 'c'"),
        ({"a": "positions"}, "'positions' cannot be renamed"),
        ({"numbers": "a"}, "'numbers' cannot be renamed"),
        ({"a": ""}, "'' cannot be renamed"),
    ],
)
def test_impossible_names_are_refused(names: dict[str, str], message: str) -> None:
    with pytest.raises(ParamError, match=message):
        RenameProperties(names)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ({"nothing": "b"}, "no property 'nothing'"),
        ({"a": "b"}, "a property 'b' already"),
        ({"a": "forces", "forces": "f"}, "forces has shape"),
        ({"text": "energy", "energy": "e"}, "energy is 'x', which is no number"),
        ({"mulliken": "stress"}, "stress has 3 values; it needs 6"),
    ],
)
def test_rename_properties_says_what_does_not_fit(names: dict[str, str], message: str) -> None:
    with pytest.raises(StructureError, match=message):
        apply(RenameProperties(names), water(a=1, b=2, text="x"))


def test_rename_properties_can_ignore_missing_ones() -> None:
    (atoms,) = apply(RenameProperties({"no": "b", "a": "c"}, "ignore"), water(a=1))
    assert atoms.info == {"c": 1}


def test_convert_units_of_results_and_information() -> None:
    step = ConvertUnits(["energy", "eps*"], "Hartree", "eV")
    (atoms,) = apply(step, water(epsHOMO=-1, epsLUMO=np.float64(0.5), id=3))
    assert atoms.get_potential_energy() == -2.0 * units.Hartree
    assert atoms.info == {"epsHOMO": -units.Hartree, "epsLUMO": 0.5 * units.Hartree, "id": 3}


def test_convert_units_of_forces_and_stress() -> None:
    (atoms,) = apply(ConvertUnits(["forces"], "eV/Å", "Hartree/Bohr"), water())
    np.testing.assert_allclose(atoms.get_forces(), np.eye(3) / (units.Hartree / units.Bohr))
    (atoms,) = apply(ConvertUnits(["stress"], "GPa", "eV/Å³"), metal())
    np.testing.assert_allclose(atoms.get_stress(), np.arange(6) * units.GPa)


def test_convert_units_of_the_geometry_keeps_results() -> None:
    (atoms,) = apply(ConvertUnits(["positions", "cell"], "Bohr", "Å"), metal())
    np.testing.assert_allclose(atoms.positions, metal().positions * units.Bohr)
    np.testing.assert_allclose(atoms.cell.array, metal().cell.array * units.Bohr)
    assert atoms.get_potential_energy() == 4.0


def test_convert_units_refuses_nonsense() -> None:
    with pytest.raises(ParamError, match="to_unit: Å is no unit of energy; there are eV, meV"):
        ConvertUnits(["energy"], "eV", "Å")
    with pytest.raises(StructureError, match="no property 'E'"):
        apply(ConvertUnits(["E"], "eV", "meV"), water())
    with pytest.raises(StructureError, match="'id' is 'x', not a number"):
        apply(ConvertUnits(["id"], "eV", "meV"), water(id="x"))
    (atoms,) = apply(ConvertUnits(["E"], "eV", "meV", "ignore"), water())
    assert atoms.get_potential_energy() == -2.0


def test_energy_per_atom() -> None:
    (atoms,) = apply(EnergyPerAtom(), water())
    assert atoms.info == {"energy_per_atom": -2.0 / 3}
    (atoms,) = apply(EnergyPerAtom("U0", "u"), water(U0=np.array([6.0])))
    assert atoms.info["u"] == 2.0
    for bad, message in ((Atoms(), "without atoms"), (molecule("CH4"), "no property 'energy'")):
        with pytest.raises(StructureError, match=message):
            apply(EnergyPerAtom(), bad)
    with pytest.raises(StructureError, match=r"'U0' is \[1, 2\], not one number"):
        apply(EnergyPerAtom("U0"), water(U0=[1, 2]))


def test_subtract_reference_from_a_table() -> None:
    table = {"H": -0.25, "O": -1.0}
    (atoms,) = apply(SubtractReference(table), water())
    assert atoms.get_potential_energy() == -0.5
    assert atoms.get_forces().tolist() == np.eye(3).tolist()
    (atoms,) = apply(SubtractReference(table, output="binding"), water())
    assert (atoms.get_potential_energy(), atoms.info["binding"]) == (-2.0, -0.5)
    with pytest.raises(StructureError, match="CH4: there is no reference energy for C"):
        apply(SubtractReference(table), molecule("CH4"))


def test_subtract_reference_from_a_statistics_file(tmp_path: Path) -> None:
    path = tmp_path / "statistics.json"
    path.write_text(json.dumps({"reference_energies": {"H": -0.25, "O": -1.0}}))
    step = SubtractReference(statistics=path)
    assert list(step.problems()) == []
    (atoms,) = apply(step, water())
    assert atoms.get_potential_energy() == -0.5


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "cannot be read: No such file"), ("{}", "no table"), ("[", "no table"), ("3", "no ta")],
)
def test_a_useless_statistics_file_is_a_problem(
    tmp_path: Path, content: str | None, message: str
) -> None:
    path = tmp_path / "statistics.json"
    if content is not None:
        path.write_text(content)
    ((param, text),) = SubtractReference(statistics=path).problems()
    assert param == "statistics"
    assert str(path) in text
    assert message in text


def test_subtract_reference_needs_one_source_of_references() -> None:
    with pytest.raises(ParamError, match="either this table or a statistics file"):
        SubtractReference({"H": 1.0}, Path("a.json"))
    assert SubtractReference().needs_fit
    ((param, text),) = SubtractReference(inverse=True).problems()
    assert (param, "constants.json" in text) == ("statistics", True)
    with pytest.raises(ParamError, match="'Q' is no chemical symbol"):
        SubtractReference({"Q": 1.0})


def test_wrap_moves_atoms_and_keeps_results() -> None:
    atoms = metal()
    shifted = clone(atoms)
    shifted.positions += [atoms.cell[0, 0], 0, -2 * atoms.cell[2, 2]]
    shifted.calc = SinglePointCalculator(shifted, **results_of(atoms))
    (found,) = apply(Wrap(), shifted)
    np.testing.assert_allclose(found.positions, atoms.positions, atol=1e-12)
    assert found.get_potential_energy() == 4.0
    (same,) = apply(Wrap(), water())
    assert_same_structure(same, water())
    with pytest.raises(StructureError, match="periodic along a direction without cell vector"):
        apply(Wrap(), Atoms("H", pbc=True))


@pytest.mark.parametrize(
    ("center", "point"),
    [
        ("mass", lambda atoms: atoms.get_center_of_mass()),
        ("atoms", lambda atoms: atoms.positions.mean(axis=0)),
        ("box", lambda atoms: (atoms.positions.min(axis=0) + atoms.positions.max(axis=0)) / 2),
    ],
)
def test_center_puts_the_point_where_it_is_wanted(center: str, point: Any) -> None:
    (found,) = apply(Center(center), water())
    np.testing.assert_allclose(point(found), 0, atol=1e-12)
    np.testing.assert_allclose(found.get_all_distances(), water().get_all_distances())
    assert found.get_potential_energy() == -2.0
    (found,) = apply(Center(center, "cell"), metal())
    np.testing.assert_allclose(point(found), np.diag(metal().cell.array) / 2)


def test_center_makes_a_box_with_vacuum() -> None:
    (found,) = apply(Center("box", "cell", vacuum=3.0), water())
    expected = molecule("H2O")
    expected.center(vacuum=3.0)
    np.testing.assert_allclose(found.positions, expected.positions, atol=1e-12)
    np.testing.assert_allclose(found.cell.array, expected.cell.array)
    with pytest.raises(StructureError, match="Cu4 is periodic"):
        apply(Center(vacuum=3.0), metal())
    with pytest.raises(StructureError, match="no cell to be centered in"):
        apply(Center(to="cell"), water())
    assert len(apply(Center(), Atoms())[0]) == 0


def test_filters_are_lazy_and_pass_several_items() -> None:
    steps: list[Filter[Atoms]] = [
        SelectStructures(), SelectProperties(), RenameProperties({"mulliken": "q"}),
        ConvertUnits(["energy"], "eV", "meV"), EnergyPerAtom(), SubtractReference({"H": 1, "O": 1}),
        Wrap(), Center(), CountNeighbors(2.0), Supercell([1, 1, 1]),
    ]  # fmt: skip
    for step in steps:
        given: list[int] = []

        def items() -> Iterable[Atoms]:
            for number in range(3):
                given.append(number)  # noqa: B023 - read in the same turn
                yield water()

        stream = iter(step(iter(items())))
        assert given == []
        next(stream)
        assert given == [0]
        assert len(list(stream)) == 2


def test_properties_are_found_in_each_place_and_order() -> None:
    atoms = water(energy=1.0, id=2)
    assert find_property(atoms, "energy") == -2.0  # the result comes first
    assert find_property(atoms, "mulliken").tolist() == [-0.8, 0.4, 0.4]
    assert find_property(atoms, "id") == 2
    assert find_property(atoms, "nothing") is None


def test_single_atoms_keep_vectors_of_length_one_in_info() -> None:
    atoms = Atoms("H")
    set_property(atoms, "weight", np.array([2.0]))
    set_property(atoms, "velocity", np.zeros((1, 3)))
    assert set(atoms.info) == {"weight"}
    assert "velocity" in atoms.arrays
    with pytest.raises(StructureError, match="geometry itself"):
        set_property(atoms, "positions", np.zeros((1, 3)))


def test_mapping_a_standard_name_onto_itself_changes_nothing() -> None:
    atoms = water()
    map_standard(atoms, {"energy": "energy"})
    assert_same_structure(atoms, water())


def emt(atoms: Atoms) -> Atoms:
    atoms.calc = EMT()
    results = {
        "energy": atoms.get_potential_energy(),
        "forces": atoms.get_forces(),
        "stress": atoms.get_stress(),
    }
    return clone(atoms, results)


def test_supercell_has_the_results_that_a_calculation_gives() -> None:
    atoms = bulk("Cu", cubic=True)
    atoms.rattle(0.1, seed=2)
    atoms.arrays["kind"] = np.arange(4)
    (found,) = apply(Supercell([2, 1, 3]), emt(atoms))
    wanted = emt(atoms.repeat((2, 1, 3)))
    np.testing.assert_array_equal(found.positions, wanted.positions)
    assert found.get_potential_energy() == pytest.approx(wanted.get_potential_energy(), rel=1e-12)
    np.testing.assert_allclose(found.get_forces(), wanted.get_forces(), atol=1e-12)
    np.testing.assert_allclose(found.get_stress(), wanted.get_stress(), atol=1e-12)
    assert found.arrays["kind"].tolist() == [0, 1, 2, 3] * 6


def test_supercell_needs_periodic_structures() -> None:
    with pytest.raises(StructureError, match="H2O is periodic along"):
        apply(Supercell(), water())
    (same,) = apply(Supercell([1, 1, 1]), metal())
    assert_same_structure(same, metal())
    for wrong in ([2, 2], [1, 0, 1]):
        with pytest.raises(ParamError, match="three numbers"):
            Supercell(wrong)


def test_neighbors_are_counted_with_their_images() -> None:
    (found,) = apply(CountNeighbors(2.8), metal())  # nearest neighbors in fcc: 12 at 2.55 Å
    assert found.arrays["neighbors"].tolist() == [12] * 4
    assert found.info["edges"] == 48
    (found,) = apply(CountNeighbors(1.2, "bonds", "n"), water())
    assert found.arrays["bonds"].tolist() == [2, 1, 1]
    assert found.info["n"] == 4
    assert apply(CountNeighbors(3.0), Atoms())[0].info["edges"] == 0


def said(step: Filter[Atoms], *items: Atoms) -> list[tuple[str, str]]:
    """Run a filter as a worker does and return what it says."""
    found: list[tuple[str, str]] = []
    with noting(lambda kind, words: found.append((kind, words))):
        apply(step, *items)
    return found


@pytest.mark.parametrize(
    ("step", "atoms", "words"),
    [
        (SelectStructures(), water(), "no condition is set"),
        (SelectProperties(drop=["eps*"]), water(), "has no property that would be dropped"),
        (SelectProperties(keep=["*"]), water(), "has no property that would be dropped"),
        (RenameProperties({"a": "b", "c": "d"}, "ignore"), water(), "has none of a, c"),
        (ConvertUnits(["E"], "eV", "meV", "ignore"), water(), "has none of E"),
        (ConvertUnits(["energy"], "eV", "eV"), water(), "both units are eV"),
        (SubtractReference({"H": 0.0, "O": 0.0}), water(), "the references of its elements"),
        (Wrap(), water(), "is not periodic"),
        (Wrap(), metal(), "all atoms are in the cell"),
        (Center(), Atoms(), "has no atoms"),
        (Center(), Atoms("H"), "is centered already"),
        (CountNeighbors(2.0), Atoms(), "has no atoms"),
        (Supercell([1, 1, 1]), metal(), "1 x 1 x 1 cells"),
        (StructureStatistics(Path("s.json")), molecule("CH4"), "has neither energy nor forces"),
        (StructureInfo(Path("s.csv"), ["nothing"]), water(), "has no property nothing"),
    ],
)
def test_a_step_that_does_nothing_says_so(step: Any, atoms: Atoms, words: str) -> None:
    ((kind, text),) = said(step, atoms)
    assert kind == "unchanged"
    assert words in text


@pytest.mark.parametrize(
    ("step", "atoms"),
    [
        (SelectStructures(max_atoms=3), water()),
        (SelectProperties(drop=["energy"]), water()),
        (RenameProperties({"mulliken": "q"}), water()),
        (ConvertUnits(["energy"], "eV", "meV"), water()),
        (SubtractReference({"H": 1.0, "O": 1.0}), water()),
        (EnergyPerAtom(), water()),
        (Center(), Atoms("HO", [[0, 0, 1], [0, 0, 2]])),
        (CountNeighbors(2.0), water()),
        (Supercell([1, 1, 2]), metal()),
        (StructureStatistics(Path("s.json")), water()),
        (StructureInfo(Path("s.csv"), ["energy", "m*"]), water()),
    ],
)
def test_a_step_that_works_says_nothing(step: Any, atoms: Atoms) -> None:
    assert said(step, atoms) == []


@pytest.mark.parametrize(
    ("step", "atoms", "words"),
    [
        (EnergyPerAtom(output="U"), water(U=1.0), "replaces U, which was there"),
        (CountNeighbors(2.0, "mulliken"), water(), "replaces mulliken, which was there"),
        (SubtractReference({"H": 1, "O": 1}, output="E"), water(E=1.0), "replaces E"),
        (StructureInfo(Path("s.csv"), ["forces"]), water(), "forces is not one number or text"),
        (
            StructureStatistics(Path("s.json"), "U"),
            water(U=float("nan")),
            "U is NaN or infinite and does not count",
        ),
    ],
)
def test_what_is_lost_is_said(step: Any, atoms: Atoms, words: str) -> None:
    ((kind, text),) = said(step, atoms)
    assert kind == "remark"
    assert words in text


def labelled(**info: Any) -> Atoms:
    atoms = metal()
    atoms.info.update(info)
    return atoms


@pytest.mark.parametrize(
    "name",
    ["energy_", "REF_energy", "dft_energy", "energyDFT", "REF_energies", "virial", "REF_virials",
     "total energy", "free_energy_", "Energy"],
)  # fmt: skip
@pytest.mark.parametrize("value", [-4, -4.0, np.float32(-4), np.eye(3), np.arange(6.0), [1.0, 2.0]])
def test_labels_outside_the_calculator_grow_with_the_cell(name: str, value: Any) -> None:
    (found,) = apply(Supercell([2, 1, 3]), labelled(**{name: value}))
    np.testing.assert_array_equal(found.info[name], 6 * np.asarray(value))
    assert found.get_potential_energy() == 24.0


@pytest.mark.parametrize(
    "name",
    ["energy_per_atom", "fermi_energy", "energy_above_hull", "energy_weight", "energy_cutoff",
     "gap_energy", "config_energy_weight", "stress", "REF_stress", "U0", "step", "energy_unit"],
)  # fmt: skip
def test_other_labels_stay(name: str) -> None:
    (found,) = apply(Supercell([2, 1, 3]), labelled(**{name: 3.0}))
    assert found.info[name] == 3.0
    (found,) = apply(Supercell([2, 1, 3], extensive=[name]), labelled(**{name: 3.0}))
    assert found.info[name] == 18.0


def test_rows_per_atom_are_repeated_and_text_stays() -> None:
    (found,) = apply(Supercell([1, 2, 1]), labelled(node_energy=np.arange(4.0), energy_model="PBE"))
    assert found.info["node_energy"].tolist() == [0, 1, 2, 3] * 2
    assert found.info["energy_model"] == "PBE"
    with pytest.raises(StructureError, match="'energy_model' is 'PBE', not a number"):
        apply(Supercell([1, 2, 1], ["energy_model"]), labelled(energy_model="PBE"))


def test_what_has_no_meaning_for_the_supercell_is_said() -> None:
    assert said(Supercell([1, 1, 2]), labelled(charge=1, spin=0)) == [
        ("remark", "charge is still that of one cell: name it as extensive, or drop it")
    ]
    assert said(Supercell([1, 1, 2], ["charge"]), labelled(charge=1, spin=0)) == []
    atoms = metal()
    atoms.calc.results["dipole"] = np.ones(3)
    assert said(Supercell([1, 1, 2]), atoms) == [
        ("remark", "dipole has no meaning here and is left out")
    ]


def test_constraints_are_repeated_or_refused() -> None:
    atoms = metal()
    atoms.set_constraint([FixAtoms([1])])
    (found,) = apply(Supercell([1, 1, 2]), atoms)
    assert found.constraints[0].index.tolist() == [1, 5]
    atoms.set_constraint([FixBondLength(0, 1)])
    with pytest.raises(StructureError, match="FixBondLength"):
        apply(Supercell([1, 1, 2]), atoms)


@pytest.mark.parametrize(
    ("conditions", "kept"),
    [
        ({"min_neighbors": 12}, ["Cu4"]),  # 12 at 2.55 Å
        ({"max_neighbors": 4}, ["CH4", "Ar"]),  # C has 4 at 1.09 Å, H one and the others at 1.78
        ({"max_neighbors": 3}, ["Ar"]),
        ({"min_neighbors": 1}, ["Cu4", "CH4"]),
        ({"max_neighbors": 0}, ["Ar"]),
        ({}, ["Cu4", "CH4", "Ar"]),
    ],
)
def test_select_structures_by_coordination(conditions: dict[str, int], kept: list[str]) -> None:
    items = [bulk("Cu", cubic=True), molecule("CH4"), Atoms("Ar")]
    assert formulas(apply(SelectStructures(cutoff=2.7, **conditions), *items)) == kept


@pytest.mark.parametrize(
    "step", [CountNeighbors(3.0), SelectStructures(cutoff=3.0, min_neighbors=1)]
)
def test_positions_that_are_no_numbers_are_refused_before_neighbors_are_sought(
    step: Filter[Any],
) -> None:
    atoms = bulk("Cu")
    atoms.positions[0, 0] = np.nan
    with pytest.raises(StructureError, match="no finite numbers"):
        apply(step, atoms)
    with pytest.raises(StructureError, match="periodic along a direction without cell"):
        apply(step, Atoms("Cu", cell=[3, 3, 0], pbc=True))


def test_coordination_needs_a_cutoff() -> None:
    with pytest.raises(ParamError, match="cutoff: neighbors are counted up to a distance"):
        SelectStructures(min_neighbors=1)
    with pytest.raises(ParamError, match="max_neighbors: 1 is less than min_neighbors, 2"):
        SelectStructures(cutoff=3.0, min_neighbors=2, max_neighbors=1)
