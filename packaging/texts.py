"""Find every text that a person can read, with the context in which its translation is looked up.

Window: literals of `tr`, `mark` and `count`, and the tables of commands, views and columns. Below:
titles, descriptions and help of all components, and the templates of messages (see
`curator_gui/core/message.py`).
"""

from __future__ import annotations

import ast
import gc
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from curator_gui.app.document.offered.recipes import list_recipes
from curator_gui.app.document.offered.samples import list_samples
from curator_gui.app.language import words
from curator_gui.app.planning.backend_choices import run_params
from curator_gui.app.settings.preferences import PREVIEW_TIMEOUT
from curator_gui.core.params.param import Param
from curator_gui.core.registration.registry import Entry, Registry
from curator_gui.core.storage.places import places
from curator_gui.domains import register_all
from curator_gui.run import get_backend, list_backends
from curator_gui.run.events import STATUSES

_WORD = re.compile(r"[A-Za-z]{2,}")
_PLACE = re.compile(r"\{\w+\}")
ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "curator_gui"
WINDOW = ("ui", "app")
BELOW = ("core", "run", "app", "domains", "dataset")
WORDS = (
    *("array", "atom", "cell", "global", "point", "structure", "variable"),  # where a field is
    *("atoms", "bounds", "cell types", "cells", "dimensions", "entries", "formula", "periodic"),
    *("points", "value", "volume", "cutoff", "edges", "edges out of date"),  # facts of an item
    *("source", "filter", "sink"),
    *("coordinate", "dimension"),  # what a form offers
    *(place.name for place in places()),
)
"""Words that are keys of the program as well, and shown with `say`."""
TABLES = {
    "ActionSpec": (1, 2, 5),
    "ViewSpec": (1,),
    "Column": (0, 1, 2),
    "_number": (1, 2),
}
"""Rows of tables that are shown, with the positions of the arguments that may be texts."""
TABLE_FIELDS = ("text", "menu", "tip", "title", "help", "detail")


@dataclass(frozen=True)
class Text:
    """A text: its context, its source and whether it has forms for numbers or places for values."""

    context: str
    source: str
    file: str
    plural: bool = False
    template: bool = False


def all_texts() -> list[Text]:
    """Return all texts, each once, in a lasting order: window, components, messages."""
    gc.disable()  # it would look at a million nodes again and again, and free none
    try:
        return list(_collected().values())
    finally:
        _module.cache_clear()
        gc.enable()


def _collected() -> dict[tuple[str, str], Text]:
    found: dict[tuple[str, str], Text] = {}
    window, below = _read(WINDOW), _read(BELOW)
    for text in (*window_texts(window), *component_texts(), *message_texts(below)):
        found.setdefault((text.context, text.source), text)
    return found


@dataclass(frozen=True)
class _Module:
    """The calls of a module, and its classes with the names of those above them."""

    file: str
    calls: tuple[ast.Call, ...]
    bases: dict[str, set[str]]


def _read(folders: Iterable[str]) -> list[_Module]:
    return [
        _module(path) for folder in folders for path in sorted((PACKAGE / folder).rglob("*.py"))
    ]


@cache
def _module(path: Path) -> _Module:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    classes = (node for node in nodes if isinstance(node, ast.ClassDef))
    return _Module(
        path.relative_to(ROOT).as_posix(),
        tuple(node for node in nodes if isinstance(node, ast.Call)),
        {node.name: {_last_name(base) for base in node.bases} for node in classes},
    )


def _last_name(node: ast.expr) -> str:
    """Return `c` of `a.b.c`; what is no name of the kind has none."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


# The window ----------------------------------------------------------------------------------


def window_texts(modules: Iterable[_Module]) -> Iterator[Text]:
    """Find the literals of `tr`, `mark`, `count` and of the tables in the window's layers."""
    for word in (*STATUSES, "finished", "stopped", "interrupted"):
        yield Text(words.CONTEXT, word, "curator_gui/run/events.py")
    for module in modules:
        for call in module.calls:
            yield from _texts_of_call(call, module.file)


def _texts_of_call(call: ast.Call, file: str) -> Iterator[Text]:
    name = _last_name(call.func)
    if name in ("tr", "mark") and call.args:
        literal = _literal(call.args[0])
        if literal:
            yield Text(words.CONTEXT, literal, file)
    elif name == "count" and len(call.args) == 3:
        many = _literal(_inner(call.args[2]))
        if many:
            yield Text(words.CONTEXT, words.numerus_source(many), file, plural=True)
    elif name in TABLES:
        for literal in _fields(call, name):
            yield Text(words.CONTEXT, literal, file)


def _inner(node: ast.expr) -> ast.expr:
    return node.args[0] if isinstance(node, ast.Call) and node.args else node


def _fields(call: ast.Call, name: str) -> Iterator[str]:
    """List the texts of a row; what begins in lower case is a key of the program."""
    values = [value for place, value in enumerate(call.args) if place in TABLES[name]]
    values += [keyword.value for keyword in call.keywords if keyword.arg in TABLE_FIELDS]
    for literal in map(_literal, values):
        if literal and not literal[0].islower():
            yield literal


def _literal(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


# Components ----------------------------------------------------------------------------------


def component_texts() -> Iterator[Text]:
    """List what the catalogue and the forms show of components and of the run's options."""
    for sample in list_samples():
        yield Text(words.COMPONENTS, sample.name, "samples")
        yield Text(words.COMPONENTS, " ".join(sample.description.split()), "samples")
    for recipe in list_recipes():
        for text in (recipe.title, recipe.description, recipe.chain):
            yield Text(words.COMPONENTS, text, "recipes")
    entries = register_all(Registry()).select()
    for entry in entries:
        if entry.cls.__module__.startswith("curator_gui."):  # not of an installed add-on
            yield Text(words.COMPONENTS, entry.domain.title, f"domain {entry.domain.key}")
            yield from _entry_texts(entry)
    options = (p for backend in list_backends() for p in get_backend(backend).options())
    for param in (*run_params(), *options, PREVIEW_TIMEOUT):
        yield from _param_texts(param, "run options")


def _entry_texts(entry: Entry) -> Iterator[Text]:
    yield Text(words.COMPONENTS, entry.title, entry.key)
    yield Text(words.COMPONENTS, entry.description, entry.key)
    first = entry.description.partition("\n")[0]
    yield Text(words.COMPONENTS, first, entry.key)
    for param in entry.params:
        yield from _param_texts(param, entry.key)


def _param_texts(param: Param, place: str) -> Iterator[Text]:
    yield Text(words.COMPONENTS, param.label, place)
    yield Text(words.COMPONENTS, param.description, place)
    if re.search(r"[a-z]{3}", param.unit):
        yield Text(words.COMPONENTS, param.unit, place)


# Messages ------------------------------------------------------------------------------------


def message_texts(modules: Sequence[_Module]) -> Iterator[Text]:
    """Find the templates of messages: in calls of `Message`, and of the errors of Curator."""
    for word in WORDS:
        yield Text(words.MESSAGES, word, "where fields are, facts of items, kinds of steps")
    errors = error_names(modules)
    for module in modules:
        for call in module.calls:
            name = _last_name(call.func)
            if name == "Message" or name in errors:
                literal = _literal(call.args[0]) if call.args else ""
                template = bool(call.keywords)
                yield from _template(literal, module.file, template, plain=name != "Message")
            elif name == "plural":
                for literal in map(_literal, call.args[1:]):
                    yield from _template(literal, module.file, template=True)


def _template(literal: str, file: str, template: bool, *, plain: bool = False) -> Iterator[Text]:
    """Find what a message is made from; without values an error's text is no template."""
    if not _WORD.search(_PLACE.sub("", literal)):
        return  # "{place}: {message}" is the same in every language
    if template:
        yield Text(words.MESSAGES, literal, file, template=True)
    else:
        text = literal if plain else literal.replace("{{", "{").replace("}}", "}")
        yield Text(words.MESSAGES, text, file)


def error_names(modules: Iterable[_Module]) -> set[str]:
    """Return the names of `CuratorError` and of the classes below it."""
    bases = {name: above for module in modules for name, above in module.bases.items()}
    found = {"CuratorError"}
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return found
