"""Icon and recipe of an add-on are in catalogue, cards and the page of recipes."""

from __future__ import annotations

from pathlib import Path

import pytest

from curator_gui.app.document.offered.recipes import list_recipes
from curator_gui.core import Registry
from curator_gui.core.document import PipelineDocument, Step
from curator_gui.core.errors import RegistryError
from curator_gui.domains import register_all
from curator_gui.ui.pipeline.card import KIND_ICONS, entry_icon

FILE = """
from pathlib import Path
from curator_gui.core import Filter

HERE = Path(__file__).parent

class Own(Filter):
    name, description = "Own", "Does something of one's own."
    def __call__(self, items):
        return items

def register(registry):
    registry.add("mesh", Own, icon=HERE / "own.svg")
    registry.add_recipes(HERE / "recipes")
"""
ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M0 0h24v24H0z"/></svg>'
RECIPE = """
format: curator-pipeline
version: 1
name: Our own
description: What we always do.
recipe: {icon: none-such}
steps:
  - filter: mesh.Own
"""


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    folder = tmp_path / "components"
    (folder / "recipes").mkdir(parents=True)
    (folder / "own.svg").write_text(ICON)
    (folder / "own.py").write_text(FILE)
    (folder / "recipes" / "ours.curator.yaml").write_text(RECIPE)
    (folder / "recipes" / "damaged.curator.yaml").write_text("format: [")
    (folder / "recipes" / "odd.curator.yaml").write_text(
        RECIPE.replace("{icon: none-such}", "[1, 2]")
    )
    return register_all(Registry(), folder)


def test_the_card_is_drawn_with_its_own_icon(make_window, registry: Registry) -> None:
    bench = make_window(registry).bench
    bench.session.push(PipelineDocument().add(Step("filter", "mesh.Own")), "add")
    entry = registry.get("mesh.Own")
    assert entry_icon("filter", entry).endswith("own.svg")
    (card,) = bench.panel.cards
    picture = card.grab().toImage()
    plain = make_window(register_all(Registry())).bench
    plain.session.push(PipelineDocument().add(Step("filter", "mesh.Clean")), "add")
    (other,) = plain.panel.cards
    assert picture.copy(0, 0, 36, 40) != other.grab().toImage().copy(0, 0, 36, 40)
    assert entry_icon("filter", registry.get("mesh.Clean")) == KIND_ICONS["filter"]


def test_its_recipe_is_offered_behind_ours(make_window, registry: Registry) -> None:
    bench = make_window(registry).bench
    titles = [recipe.title for recipe in bench.wanting.recipes]
    assert titles == [*(recipe.title for recipe in list_recipes()), "Our own"]
    assert bench.wanting.recipes[-1].icon == "box"  # the one that it names does not exist
    bench.wanting.offer()
    told = {Path(place).name for place in registry.failures}
    assert told == {"damaged.curator.yaml", "odd.curator.yaml"}


def test_what_an_add_on_names_has_to_exist(tmp_path: Path, registry: Registry) -> None:
    own = registry.get("mesh.Own").cls
    with pytest.raises(RegistryError, match="there is no icon"):
        registry.add("grid", own, icon="none-such")
    with pytest.raises(RegistryError, match="there is no such folder"):
        registry.add_recipes(tmp_path / "none")
    with pytest.raises(RegistryError, match="there is no domain 'none'"):
        registry.add_inspector("none", None)  # type: ignore[arg-type]
