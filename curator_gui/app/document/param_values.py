"""What a form shows for a Param: the kind of editor, and values as text and back.

Values that do not fit stay as they were typed: the document keeps them and the form shows them
beside what is wrong.
"""

from __future__ import annotations

import csv
import io
import re
import types
import typing
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, Union

from curator_gui.app.language.words import mark, tr
from curator_gui.core.documents.paths import is_path_param
from curator_gui.core.errors import ParamError
from curator_gui.core.frozen import thaw
from curator_gui.core.params.coercion import strip_optional
from curator_gui.core.params.param import Param
from curator_gui.core.text.naming import render_template

EditorKind = Literal[
    "choice", "choices", "bool", "number", "path", "list", "paths", "table", "template", "text",
    "line",
]  # fmt: skip
_WHOLE = re.compile(r"[+-]?\d+")


def editor_kind(param: Param) -> EditorKind:
    """Choose the editor for a parameter by its type, choices and hint."""
    kind = strip_optional(param.type)
    origin = typing.get_origin(kind) or kind
    if param.choices is not None:
        return "choices" if origin in (list, tuple) else "choice"
    if origin in (list, tuple):
        return "paths" if _entry_type(kind) is Path else "list"
    if is_path_param(param):
        return "path"
    if param.widget in ("template", "shared_template", "text"):
        return typing.cast(EditorKind, param.widget.removeprefix("shared_"))
    by_type: dict[Any, EditorKind] = {bool: "bool", int: "number", float: "number", dict: "table"}
    return by_type.get(origin, "line")


def shown_value(param: Param, values: Mapping[str, Any]) -> Any:
    """Return the plain value that a form shows: the document's, else the default, else None."""
    value = values.get(param.name, None if param.required else param.default)
    return thaw(value)


def value_text(value: Any) -> str:
    """Write a value as the text of a field; None is empty, a list is separated by commas."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {value_text(item)}" for key, item in value.items())
    if isinstance(value, (list, tuple)):
        return join_list([value_text(item) for item in value])
    return str(value)


def parse_text(param: Param, text: str) -> Any:
    """Read the text of a field as the parameter's type; what does not fit stays text.

    An empty field is None ("not set") for numbers and optional values.
    """
    if not text.strip() and (param.optional or editor_kind(param) == "number"):
        return None
    for kind in _alternatives(strip_optional(param.type)):
        number = _number(kind, text)
        if number is not None:
            return number
    return text


def parse_list(param: Param, text: str) -> list[Any] | None:
    """Read entries separated by commas; an entry that holds a comma stands in double quotes."""
    entries = split_list(text)
    if not entries and param.optional:
        return None
    entry = _entry_type(strip_optional(param.type))
    numbers = [_number(entry, item) for item in entries]
    return [item if n is None else n for n, item in zip(numbers, entries, strict=True)]


def split_list(text: str) -> list[str]:
    """Split at commas and line ends, outside of double quotes."""
    flat = text.replace("\n", ",")
    rows = list(csv.reader(io.StringIO(flat), skipinitialspace=True))
    return [item.strip() for row in rows for item in row if item.strip()]


def join_list(entries: Sequence[str]) -> str:
    """Write entries so that `split_list` reads the same ones."""
    return ", ".join(_quoted(entry) for entry in entries)


def choice_label(choice: Any, name: str = "") -> str:
    """Say what a choice of the parameter `name` means; the value itself stands in the tool tip."""
    if choice is None:
        return tr("not set")
    words = _CHOICES.get((name, choice)) if isinstance(choice, str) else None
    return tr(words) if words else _said(choice)


_CHOICES = {
    ("on_error", "continue"): mark("go on with the others"),
    ("on_error", "stop"): mark("begin no further one"),
    ("on_error", "raise"): mark("end the run with the error"),
    ("missing", "error"): mark("fail the item"),
    ("missing", "ignore"): mark("go on without it"),
    ("method", "zscore"): mark("mean 0, deviation 1"),
    ("method", "standard"): mark("mean 0, deviation 1"),
    ("method", "minmax"): mark("from 0 to 1"),
    ("method", "range"): mark("from 0 to 1"),
    ("method", "value"): mark("with one value"),
    ("method", "mean"): mark("with the mean"),
    ("method", "linear"): mark("from the values around it"),
    ("method", "exact"): mark("only these"),
    ("method", "nearest"): mark("the nearest one"),
    ("measure", "off"): mark("nothing"),
    ("measure", "basic"): mark("the usual measures"),
    ("measure", "full"): mark("also what takes long"),
    ("idle_step", "warning"): mark("warn"),
    ("idle_step", "error"): mark("count it as an error"),
    ("taken_output", "refuse"): mark("do not begin"),
    ("taken_output", "warn"): mark("warn"),
    ("priority", "normal"): mark("as other programs"),
    ("priority", "low"): mark("below other programs"),
    ("boundary", "error"): mark("fail the item"),
    ("boundary", "trim"): mark("leave the rest out"),
    ("boundary", "pad"): mark("take fewer values"),
    ("boundary", "whole"): mark("keep whole cells"),
    ("boundary", "cut"): mark("cut the cells"),
    ("too_few", "error"): mark("fail the item"),
    ("too_few", "all"): mark("take all there are"),
    ("steps", "last"): mark("the last one"),
    ("steps", "first"): mark("the first one"),
    ("steps", "all"): mark("all of them"),
    ("blocks", "combine"): mark("join them"),
    ("blocks", "each"): mark("one item each"),
    ("orient", "keep"): mark("as they are"),
    ("orient", "consistent"): mark("alike on the whole surface"),
    ("orient", "outward"): mark("outward"),
}
"""Values that are words of a program, as a person would say them, by parameter and value."""


_DEFAULTS = {("n_jobs", "-1"): mark("all processors"), ("indices", "all"): mark("all items")}
"""Defaults that are words or numbers of a program, as a person would say them."""


def default_text(param: Param) -> str:
    """Say what holds if nothing is set: "default 1M", "not set" or "required"."""
    if param.required:
        return tr("required")
    if param.default is None:
        return tr("not set by default")
    default = thaw(param.default)
    known = _DEFAULTS.get((param.name, str(default)))
    if known:
        return tr("default {value}").format(value=tr(known))
    return tr("default {value}").format(value=said_value(param, default) or tr("empty"))


def said_value(param: Param | None, value: Any) -> str:
    """Write a value for people only, as its form says it."""
    chosen = param is not None and param.choices is not None and not isinstance(value, list)
    return choice_label(value, param.name) if param and chosen else _said(value)


def _said(value: Any) -> str:
    """Write a value for people only: yes and no in their language."""
    return (tr("yes") if value else tr("no")) if isinstance(value, bool) else value_text(value)


def template_example(template: str, label: str = "") -> str:
    """Show the path that a naming template gives for one item; `label` is a real input's name.

    Raises
    ------
    ParamError
        If the template cannot be filled in.
    """
    relative = Path(label or "folder/case.vtu")
    values = {"index": 7, "item": 0, "time": 0.5, "stem": relative.stem}
    return str(render_template(template, relpath=relative.with_suffix("").as_posix(), **values))


def problem(param: Param, value: Any) -> str:
    """Say what is wrong with a value that can be told without looking at the disk, or ""."""
    try:
        param.coerce(value)
    except ParamError as error:
        return str(error)
    return ""


def _quoted(entry: str) -> str:
    plain = not any(char in entry for char in ',"\n') and entry == entry.strip()
    return entry if plain else '"' + entry.replace('"', '""') + '"'


def _entry_type(kind: Any) -> Any:
    args = typing.get_args(kind)
    return args[0] if args else str


def _alternatives(kind: Any) -> tuple[Any, ...]:
    union = typing.get_origin(kind) in (Union, types.UnionType)
    return typing.get_args(kind) if union else (kind,)


def _number(kind: Any, text: str) -> int | float | None:
    if kind is int and _WHOLE.fullmatch(text.strip()):
        return int(text)
    if kind is not float:
        return None
    try:
        number = float(text.strip())
    except ValueError:
        return None
    whole = number.is_integer() and _WHOLE.fullmatch(text.strip())
    return int(text) if whole else number
