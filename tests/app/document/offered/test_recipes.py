"""Recipes are ordinary documents; their roles are filled from what the data hold."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from curator_gui.app.document.offered.recipes import NEEDS, fit, list_recipes, made, output_folder
from curator_gui.core import PipelineDocument, Registry, make_step
from curator_gui.core.documents.validation import errors_of, validate
from curator_gui.core.frozen import thaw
from curator_gui.core.measuring.inspection import Axis, Part
from curator_gui.core.survey import FieldFacts, StepFacts
from curator_gui.domains import register_all

REGISTRY = register_all(Registry())
RECIPES = {recipe.key: recipe for recipe in list_recipes()}


def field(name: str, place: str) -> FieldFacts:
    return FieldFacts(name, place, ("float32",), 1, "", 0.0, 1.0, 0.5, 0, 10, 3)


MESH = StepFacts("VTK", 3, 3, fields=(field("U", "cell"), field("p", "cell")))
POINTS = StepFacts("VTK", 3, 3, fields=(field("T", "point"),))
BARE = StepFacts("VTK", 3, 3)
GRID = StepFacts(
    "NetCDF", 3, 3, fields=(field("t", "variable"), field("z", "variable")),
    axes=(
        Axis("lat", "latitude", 5, "°", "-90", "90", minimum=-90.0, maximum=90.0),
        Axis("lon", "longitude", 5, "°", "0", "357", minimum=0.0, maximum=357.0),
    ),
)  # fmt: skip
ATOMS = StepFacts("XYZ", 3, 3, parts=(Part("element", "H", 9), Part("element", "O", 2)))
SOURCES = {"mesh": "mesh.VTKSource", "grid": "grid.NetCDFSource", "atoms": "atoms.ExtXYZSource"}
HELD = {"mesh": MESH, "grid": GRID, "atoms": ATOMS}


def source_of(domain: str, path: str) -> PipelineDocument:
    name = "path" if domain == "atoms" else "folder"
    return PipelineDocument(source=make_step("source", SOURCES[domain], {name: path}))


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=list(RECIPES))
def test_every_recipe_makes_a_document_without_errors(recipe, tmp_path):
    assert recipe.needs in NEEDS
    assert recipe.chain
    document = made(
        recipe, source_of(recipe.domain, str(tmp_path)), REGISTRY, HELD[recipe.domain], "output"
    )
    assert document.source.component == SOURCES[recipe.domain]
    assert errors_of(validate(document, REGISTRY, tmp_path)) == []
    written = str([thaw(step.values) for step in document.steps])
    assert not re.search(r"\{(output|[a-z]+ field|variable|element|bound)\}", written)
    ids = [step.id for step in document.steps]
    other = made(recipe, document, REGISTRY, HELD[recipe.domain], "output")
    assert not set(ids[1:]) & {step.id for step in other.steps}  # steps of their own each time


def values(recipe, facts, step):
    document = made(RECIPES[recipe], source_of(RECIPES[recipe].domain, "x"), REGISTRY, facts, "out")
    return next((thaw(s.values) for s in document.steps if s.component == step), None)


def test_roles_are_filled_and_bounds_begin_at_the_data():
    assert values("weather", GRID, "grid.SelectVariables") == {"variables": ["t", "z"]}
    assert values("weather", GRID, "grid.CropRegion") == {
        "south": -90.0, "north": 90.0, "west": 0.0, "east": 357.0,
    }  # fmt: skip
    assert values("energies", ATOMS, "atoms.SelectStructures") == {"allowed": ["H", "O"]}
    assert values("points", MESH, "mesh.SelectFields")["cell_fields"] == ["U", "p"]
    assert "point_fields" not in values("points", MESH, "mesh.SelectFields")


def test_a_grid_has_the_bounds_of_the_data_where_they_are_known():
    axes = tuple(Axis(k, k, minimum=-1.0, maximum=2.0, dimension=False) for k in "xy")
    found = values("uniform", replace(MESH, axes=axes), "mesh.UniformGrid")
    ends = {"x_min": -1.0, "x_max": 2.0, "y_min": -1.0, "y_max": 2.0}
    assert found == {"dimensions": [64], **ends}  # z: as each mesh has it
    assert values("uniform", MESH, "mesh.UniformGrid") == {"dimensions": [64]}


def test_a_step_for_cell_fields_is_only_there_with_cell_fields():
    assert values("points", MESH, "mesh.CellToPoint") is not None
    assert values("points", POINTS, "mesh.CellToPoint") is None


@pytest.mark.parametrize(
    ("recipe", "domain", "facts", "fits"),
    [
        ("surface", "mesh", BARE, True),
        ("points", "mesh", BARE, False),
        ("points", "mesh", MESH, True),
        ("points", "mesh", None, False),  # nothing is known yet: roles could not be filled
        ("weather", "grid", GRID, True),
        ("weather", "grid", StepFacts("NetCDF", 1, 1), False),
        ("weather", "mesh", MESH, False),
        ("energies", "atoms", ATOMS, True),
        ("energies", "", None, False),
    ],
)
def test_a_recipe_says_why_it_fits_or_what_it_lacks(recipe, domain, facts, fits):
    found = fit(RECIPES[recipe], domain, facts)
    assert found.fits is fits
    assert found.why


def test_outputs_go_beside_the_data_and_never_into_them(tmp_path):
    folder = tmp_path / "my runs.2024"
    folder.mkdir()
    source = make_step("source", "mesh.VTKSource", {"folder": str(folder)})
    recipe = RECIPES["surface"]
    assert output_folder(source, recipe, None) == str(tmp_path / "my runs.2024-surface")
    assert output_folder(source, recipe, tmp_path) == "output"  # beside the saved document
    file = make_step("source", "atoms.ExtXYZSource", {"path": str(tmp_path / "a b.xyz")})
    assert output_folder(file, recipe, None) == str(tmp_path / "a b-surface")
    assert Path(output_folder(None, recipe, None)).is_absolute()
