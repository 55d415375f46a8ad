"""Cases of EnSight that VTK's reader would go through for ever are refused before it begins."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from curator_gui.domains.mesh import VTKSource
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.vtk.promises import check_ensight
from tests.domains.mesh.sources.test_mesh_other_programs import save_ensight

FORM = "FORMAT\ntype: ensight gold\n"
SHAPE = "GEOMETRY\nmodel: m.geo\n"
FIELD = "VARIABLE\nscalar per node: Pressure m.p\n"
TIME = "TIME\ntime set: 1\nnumber of steps: 1\ntime values: 0.0\n"
SETS = "FILE\nfile set: 1\nnumber of steps: 1\n"

ENDLESS = {
    "the type twice": FORM + "type: ensight gold\n" + SHAPE,
    "the form twice": FORM + FORM + SHAPE,
    "the whole twice": (FORM + SHAPE + FIELD) * 2,
    "a section in small letters": FORM + SHAPE + FIELD.lower(),
    "a section behind a blank": FORM + SHAPE + "  " + FIELD,
    "a field among shapes": FORM + SHAPE + FIELD.partition("\n")[2],
    "a word among shapes": FORM + SHAPE + "foo: x\n" + FIELD,
    "an unknown section": FORM + SHAPE + "BLOCK_CONTINUATION\nnumber: 1\n",
    "a cut word": FORM + SHAPE + FIELD.replace("VARIABLE\n", "VARIA"),
    "a remark behind a blank": FORM + " # b\n" + SHAPE,
    "numbers among shapes": FORM + SHAPE + "1 2 3\n",
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    save_ensight(tmp_path / "m.case")
    return tmp_path / "m.case"


@pytest.mark.parametrize("name", ENDLESS)
def test_a_line_of_no_section_is_refused(case: Path, name: str) -> None:
    case.write_text(ENDLESS[name])
    with pytest.raises(MeshError, match=r"m\.case: line \d+ is no part of a case of EnSight"):
        list(VTKSource(case.parent)[0])


@pytest.mark.parametrize("steps", ["1", "7", "99999999999999999999999"])
def test_steps_of_a_file_that_do_not_begin_are_refused(case: Path, steps: str) -> None:
    case.write_text(FORM + SHAPE + TIME + SETS.replace("steps: 1", f"steps: {steps}"))
    with pytest.raises(MeshError, match=r"m\.(case says that m\.geo has|case is damaged)"):
        list(VTKSource(case.parent)[0])


def test_fewer_steps_than_are_said_are_refused(case: Path) -> None:
    shape = case.parent / "m.geo"
    shape.write_bytes(b"BEGIN TIME STEP\n" + shape.read_bytes() + b"END TIME STEP\n")
    case.write_text(FORM + SHAPE + TIME + SETS)
    check_ensight(case)
    case.write_text(FORM + SHAPE + TIME + SETS.replace("steps: 1", "steps: 2"))
    words = "m.case says that m.geo has 2 steps, and 1 begin there"
    with pytest.raises(MeshError, match=re.escape(words)):
        check_ensight(case)


SOUND = {
    "plain": FORM + SHAPE + FIELD,
    "with times": FORM + SHAPE + FIELD + TIME,
    "in another order": FORM + TIME + FIELD + SHAPE,
    "with remarks": "# a\n" + FORM + "# b\n  \n" + SHAPE + "# c\n" + FIELD,
    "a constant": FORM + SHAPE + FIELD + "constant per case: x 1\n",
    "two sets of times": FORM + SHAPE + FIELD + TIME + TIME.replace("TIME\n", ""),
}


@pytest.mark.parametrize("name", SOUND)
def test_sound_cases_are_read(case: Path, name: str) -> None:
    case.write_text(SOUND[name])
    [mesh] = VTKSource(case.parent)[0]
    assert mesh.n_points
