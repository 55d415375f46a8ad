"""Recipes: ordinary documents without a source, whose roles are filled from what the data hold.

In a recipe `"{cell field}"`, `"{variable}"`, `"{element}"` stand for all names of that role and
`{output}` for the folder that gets the outputs; `"{bound}"` is the data's own end along the axis of
its parameter, left out where there is none, and required bounds begin there anyway. Its
entry `recipe` says what it needs and how it is shown. What is made are steps like any others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from curator_gui.app.language.words import mark
from curator_gui.core.document import PipelineDocument, Step, new_step_id
from curator_gui.core.documents.document_io import SUFFIX, read_known_document
from curator_gui.core.errors import CuratorError, error_words
from curator_gui.core.frozen import freeze, thaw
from curator_gui.core.message import Message
from curator_gui.core.registration.registry import Entry, Registry
from curator_gui.core.storage.resources import resource_path
from curator_gui.core.survey import StepFacts
from curator_gui.core.survey.offers import bound, offers, start_values
from curator_gui.core.text.listing import listed_names

_ROLE = re.compile(r"\{(cell field|point field|variable|element|property)\}")
_ICON = re.compile(r"[a-z0-9-]{1,64}")
OUTPUT = "{output}"
BOUND = "{bound}"


@dataclass(frozen=True)
class Recipe:
    """One recipe; `chain` names what it does in a few words, `needs` is a key of `NEEDS`."""

    key: str
    title: str
    description: str
    document: PipelineDocument
    order: int = 0
    icon: str = "box"
    needs: str = ""
    chain: str = ""
    only_with: Mapping[str, str] | None = None

    @property
    def domain(self) -> str:
        return self.document.domain


@dataclass(frozen=True)
class Fit:
    """Whether a recipe can be made of some data, and why, or what it lacks."""

    fits: bool
    why: str


def list_recipes(folder: Path | None = None, registry: Registry | None = None) -> list[Recipe]:
    """List the recipes in the order in which they are offered: ours, then those of add-ons.

    One of an add-on that cannot be read is named in the registry's `failures`.

    Raises
    ------
    DocumentError
        If one of ours cannot be read: the installation is damaged.
    """
    root = folder or resource_path("recipes")
    found = [_recipe(path) for path in sorted(root.glob(f"*{SUFFIX}"))]
    found.sort(key=lambda recipe: recipe.order)
    return found if registry is None else [*found, *_of_others(registry)]


def _of_others(registry: Registry) -> Iterator[Recipe]:
    for folder in registry.recipe_folders:
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            try:
                recipe = _recipe(path)
                yield recipe if _is_icon(recipe.icon) else replace(recipe, icon="box")
            except (CuratorError, ArithmeticError, AttributeError, TypeError, ValueError) as error:
                registry.failures[str(path)] = error_words(error)


def _is_icon(name: str) -> bool:
    return bool(_ICON.fullmatch(name)) and resource_path("icons", f"{name}.svg").is_file()


def _recipe(path: Path) -> Recipe:
    document = read_known_document(path)
    about = thaw(document.extra).get("recipe", {})
    return Recipe(
        key=path.name.removesuffix(SUFFIX),
        title=document.name,
        description=" ".join(document.description.split()),
        document=document,
        order=int(about.get("order", 0)),
        icon=str(about.get("icon", "box")),
        needs=str(about.get("needs", "")),
        chain=str(about.get("chain", "")),
        only_with=about.get("only_with"),
    )


def fit(recipe: Recipe, domain: str, facts: StepFacts | None) -> Fit:
    """Tell whether a recipe fits what a source of a domain gives."""
    if domain != recipe.domain:
        return Fit(False, _DOMAINS.get(recipe.domain) or _other_domain(recipe.domain))
    if facts is None:
        return Fit(False, Message("the data are not known yet"))
    found, lacking = NEEDS.get(recipe.needs, (_anything, ""))
    why = found(facts)
    return Fit(bool(why), why or lacking)


_DOMAINS = {
    "mesh": mark("needs meshes"),
    "grid": mark("needs fields on a grid"),
    "atoms": mark("needs structures of atoms"),
}


def _other_domain(domain: str) -> str:
    return Message("needs items of the domain {domain}", domain=domain)


def _anything(facts: StepFacts) -> str:
    return Message("any items") if facts.given or not facts.reached else ""


def _fields(facts: StepFacts) -> str:
    names = [f.name for f in facts.fields if f.place in ("point", "cell", "array")]
    return _named(names)


def _variables(facts: StepFacts) -> str:
    return _named([field.name for field in facts.fields if field.place == "variable"])


def _region(facts: StepFacts) -> str:
    kinds = {axis.kind for axis in facts.axes}
    return _variables(facts) if {"latitude", "longitude"} <= kinds else ""


def _elements(facts: StepFacts) -> str:
    return _named([part.name for part in facts.parts if part.kind == "element"])


def _named(names: Sequence[str]) -> str:
    return Message("{names} are there", names=listed_names(names, 6)) if names else ""


NEEDS: dict[str, tuple[Callable[[StepFacts], str], str]] = {
    "meshes": (_anything, mark("no mesh could be read")),
    "fields": (_fields, mark("needs fields on points or cells")),
    "variables": (_variables, mark("needs variables")),
    "region": (_region, mark("needs latitude and longitude")),
    "structures": (_elements, mark("no structure could be read")),
}


def output_folder(source: Step | None, recipe: Recipe, base: Path | None) -> str:
    """Choose where a recipe writes: beside a saved document, else beside the data."""
    if base is not None:
        return "output"
    values = thaw(source.values) if source else {}
    given = next((values[key] for key in _PLACES if values.get(key)), None)
    data = Path(str(given)) if given else Path.home() / "data"
    name = data.name if data.is_dir() else data.stem
    return str(data.with_name(f"{name or 'data'}-{recipe.key}"))


_PLACES = ("folder", "path", "case")
"""Names of the parameters that say where a source's data are."""


def made(
    recipe: Recipe,
    document: PipelineDocument,
    registry: Registry,
    facts: StepFacts | None,
    output: str,
) -> PipelineDocument:
    """Return the document with the recipe's steps behind its source, in the place of its own."""
    steps = [_filled(step, registry, facts, output) for step in _wanted(recipe, facts)]
    sinks = [step for step in steps if step.kind == "sink"]
    return replace(
        document,
        name=document.name or recipe.title,
        description=document.description or recipe.description,
        filters=tuple(step for step in steps if step.kind == "filter"),
        sinks=tuple(sinks) or document.sinks,
    )


def _wanted(recipe: Recipe, facts: StepFacts | None) -> Iterator[Step]:
    """Give the steps that make sense for the data: some are only for fields of one kind."""
    for step in recipe.document.steps:
        role = (recipe.only_with or {}).get(step.component, "")
        if not role or facts is None or offers(role, facts):
            yield step


def _filled(step: Step, registry: Registry, facts: StepFacts | None, output: str) -> Step:
    entry = registry.find(step.component)
    values: dict[str, Any] = start_values(entry, facts) if entry is not None else {}
    for name, value in thaw(step.values).items():
        filled = _bound(entry, name, facts) if value == BOUND else _fill(value, facts, output)
        if filled != []:  # nothing of that role: the step's own default says what that means
            values[name] = filled
    return replace(step, values=freeze(values), id=new_step_id())


def _bound(entry: Entry | None, name: str, facts: StepFacts | None) -> Any:
    param = next((p for p in entry.params if p.name == name), None) if entry else None
    found = bound(entry, param, facts) if entry is not None and param is not None else None
    return [] if found is None else found


def _fill(value: Any, facts: StepFacts | None, output: str) -> Any:
    if not isinstance(value, str):
        return value
    found = _ROLE.fullmatch(value)
    if found is None:
        return value.replace(OUTPUT, output)
    return [offer.name for offer in offers(found[1], facts) if offer.where != "coordinate"]
