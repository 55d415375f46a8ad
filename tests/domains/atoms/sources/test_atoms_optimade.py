"""Saved answers of OPTIMADE databases."""

from __future__ import annotations

import copy
import json
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator_gui.core.notes import noting
from curator_gui.domains.atoms import OptimadeSource
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.sources.optimade import structure_of
from tests.fast import tried

FILE = Path(__file__).parents[1] / "data" / "optimade.json"
ANSWER = json.loads(FILE.read_text())


def test_structures_are_those_of_the_answer() -> None:
    source = pickle.loads(pickle.dumps(OptimadeSource(FILE)))
    assert len(source) == len(ANSWER["data"])
    assert not list(source.problems())
    for index, entry in enumerate(ANSWER["data"]):
        [atoms] = source[index]
        found = entry["attributes"]
        np.testing.assert_array_equal(atoms.positions, found["cartesian_site_positions"])
        np.testing.assert_array_equal(atoms.cell.array, found["lattice_vectors"])
        assert atoms.pbc.all()
        symbols = {s["name"]: s["chemical_symbols"][0] for s in found["species"]}
        assert atoms.get_chemical_symbols() == [symbols[n] for n in found["species_at_sites"]]
        assert atoms.info["optimade_id"] == entry["id"]
        assert atoms.info["chemsys"] == found["chemsys"]
        assert "elements" not in atoms.info


def test_lines_and_single_entries(tmp_path: Path) -> None:
    header = {"x-optimade": {"meta": {"api_version": "1.2.0"}}}
    info = {"type": "info", "id": "structures"}
    lines = [header, info, *ANSWER["data"]]
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(line) for line in lines) + "\n")
    (tmp_path / "b.json").write_text(json.dumps({"data": ANSWER["data"][1]}))
    source = OptimadeSource(tmp_path)
    assert len(source) == 4
    [last] = source[3]
    [second] = source[1]
    assert last == second


def changed(**attributes: Any) -> dict[str, Any]:
    entry = copy.deepcopy(ANSWER["data"][0])
    entry["attributes"] |= attributes
    return entry


def test_molecules_and_slabs_have_no_vectors_where_they_do_not_repeat() -> None:
    molecule = structure_of(changed(dimension_types=[0, 0, 0], lattice_vectors=None))
    assert not molecule.pbc.any()
    assert not molecule.cell.any()
    vectors = [[3, 0, 0], [0, 3, 0], [None, None, None]]
    slab = structure_of(changed(dimension_types=[1, 1, 0], lattice_vectors=vectors))
    assert slab.pbc.tolist() == [True, True, False]
    assert slab.cell.array[2].tolist() == [0, 0, 0]


MIXTURE = [{"name": "Ac", "chemical_symbols": ["Ac", "Th"], "concentration": [0.5, 0.5]}]
VACANCY = [{"name": "Ac", "chemical_symbols": ["vacancy"], "concentration": [1.0]}]
PARTLY = [{"name": "Ac", "chemical_symbols": ["Ac"], "concentration": [0.7]}]


@pytest.mark.parametrize(
    ("attributes", "words"),
    [
        ({"species": MIXTURE}, "site 'Ac' is a mixture"),
        ({"species": VACANCY}, "site 'Ac' is a mixture, a vacancy"),
        ({"species": PARTLY}, "site 'Ac' is a mixture"),
        ({"species": None}, r"no structure of OPTIMADE: .*species"),
        ({"species_at_sites": None}, "species_at_sites"),
        ({"species_at_sites": ["Xx"]}, "site 'Xx' is a mixture, a vacancy or unknown"),
        ({"cartesian_site_positions": None}, "cartesian_site_positions"),
        ({"cartesian_site_positions": [[0, 0, None]]}, "cartesian_site_positions"),
        ({"cartesian_site_positions": [[0, 0, 0]] * 2}, "1 sites, but 2 positions"),
        ({"lattice_vectors": None}, "lattice_vectors are missing"),
        ({"lattice_vectors": [[1, 0, 0], [0, 1, 0], [None] * 3]}, "lattice_vectors are missing"),
        ({"lattice_vectors": [[1, 0], [0, 1]]}, "lattice_vectors"),
    ],
)
def test_what_is_no_structure_is_said(attributes: dict[str, Any], words: str) -> None:
    with pytest.raises(StructureError, match=words):
        structure_of(changed(**attributes))


def test_attached_atoms_are_told() -> None:
    species = [{"name": "Ac", "chemical_symbols": ["Ac"], "concentration": [1], "attached": ["H"]}]
    said: list[str] = []
    with noting(lambda _, words: said.append(str(words))):
        structure_of(changed(species=species))
    assert said == ["atoms attached to sites without a position are left out"]


@pytest.mark.parametrize("content", ["", "nothing", "[1, 2]", '{"data": [', "3", '{"data": []}'])
def test_files_that_are_no_answers_cost_one_index(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.json").write_text(content)
    source = OptimadeSource(tmp_path)
    assert len(source) == 1
    with pytest.raises(StructureError, match=r"a\.json"):
        list(source[0])


@pytest.mark.parametrize(
    ("errors", "words"),
    [
        ([{"status": "400", "title": "Bad Request", "detail": "unknown field 'x'"}],
         "400 - Bad Request - unknown field 'x'"),
        ([{"detail": "one"}, {"detail": "two"}], "one; two"),
        (["plain"], "plain"),
        ({"code": 7}, r"\{'code': 7\}"),
    ],
)  # fmt: skip
def test_what_a_database_answered_instead_is_shown(errors: Any, words: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"errors": errors, "meta": {}}))
    with pytest.raises(StructureError, match=rf"answered with an error: {words}"):
        list(OptimadeSource(tmp_path)[0])


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=12,
)


@settings(max_examples=tried(300), deadline=None)
@given(name=st.sampled_from(sorted(ANSWER["data"][0]["attributes"])), value=JSON)
def test_any_value_is_read_or_refused(name: str, value: Any) -> None:
    with noting(lambda *_: None):
        try:
            structure_of(changed(**{name: value}))
        except StructureError as error:
            assert len(str(error)) > 10  # noqa: PT017 - both are right answers
