"""Fingerprints: what a result depends on, the same in every process.

A pipeline's fingerprint covers each component's class, declared version, constructor arguments and
the files that all its indices depend on. Of a component in a file of the person's own it covers the
text of that file, and of a function that was made a filter its code and the functions and
constants of its module that it uses, unless it is installed: there the declared version counts.
An index's covers the files it reads: path, size and modification time in nanoseconds.
"""

from __future__ import annotations

import dis
import hashlib
import inspect
import json
import os
import pickle
import types
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from curator_gui.core.components import Component, Pipeline
from curator_gui.core.registration.functions import FunctionFilter
from curator_gui.core.registration.own_code import CODE, is_installed
from curator_gui.moved import recorded_name

DIGEST_BYTES = 16
SINK_NUMBER = "sink"
_LOOKUPS = ("LOAD_GLOBAL", "LOAD_NAME")
_CODE_LIKE = (types.FunctionType, str, bytes, int, float, complex, tuple, frozenset)
_NOTHING = object()


def describe_step(component: Component) -> dict[str, Any]:
    """Return a step as JSON data: class, version, arguments; for fingerprints and run records."""
    cls = type(component)
    data = {
        "component": recorded_name(cls),
        "name": getattr(component, "name", cls.__name__),
        "version": getattr(component, "version", "1"),
        "arguments": {k: plain(v) for k, v in sorted(_counting(component).items())},
    }
    if code := getattr(component, "__dict__", {}).get(CODE) or _code_of(cls):
        data["code"] = code
    ask = getattr(component, "input_files", None)
    files = ask() if ask is not None else ()
    return {**data, "files": input_fingerprint(files)} if files else data


def _code_of(cls: type[Any]) -> str:
    """Return what tells the code of a class from any other; "" for what is installed."""
    classes = [*cls.__mro__, *getattr(getattr(cls, "foreign", None), "__mro__", ())]
    found = [vars(each)[CODE] for each in classes if CODE in vars(each)]
    function = getattr(cls, "function", None) if issubclass(cls, FunctionFilter) else None
    if (
        function is not None
        and not found
        and not is_installed(inspect.unwrap(function).__code__.co_filename)
    ):
        found = [json.dumps(plain(inspect.unwrap(function)), sort_keys=True)]
    return _digest("\n".join(found).encode()) if found else ""


def _counting(component: Component) -> dict[str, Any]:
    """Return the arguments that count: all but `added` ones at their value of before."""
    added = getattr(component, "added", {})
    arguments = getattr(component, "arguments", {})
    return {k: v for k, v in arguments.items() if k not in added or plain(v) != plain(added[k])}


def describe_pipeline(pipeline: Pipeline[Any]) -> list[dict[str, Any]]:
    """Describe every step of a pipeline as JSON data; sinks behind the first have their number."""
    described = [describe_step(step) for step in pipeline.steps]
    first = len(described) - len(pipeline.sinks)
    for number, data in enumerate(described[first + 1 :], start=2):
        data[SINK_NUMBER] = number
    return described


def count_sinks(described: Sequence[Mapping[str, Any]]) -> int:
    """Count the sinks among described steps: they are the last ones."""
    return 1 + sum(SINK_NUMBER in step for step in described)


def pipeline_fingerprint(pipeline: Pipeline[Any]) -> str:
    """Return 32 hexadecimal digits that change whenever a result could."""
    text = json.dumps(describe_pipeline(pipeline), sort_keys=True, ensure_ascii=True)
    return _digest(text.encode())


def input_fingerprint(paths: Sequence[str]) -> str:
    """Return the identity of input files; "" for none.

    A missing file has an identity too: it differs from that of the file that was there.
    """
    if not paths:
        return ""
    return _digest(
        "\n".join(_file_identity(path) for path in paths).encode("utf-8", "surrogatepass")
    )


def plain(value: Any) -> Any:
    """Reduce an argument to JSON data; arrays and unknown objects become a digest."""
    return _plain(value, [])


def _plain(value: Any, seen: list[Any]) -> Any:
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        pairs = sorted(value.items(), key=lambda kv: str(kv[0]))
        return {str(k): _plain(v, seen) for k, v in pairs}
    if isinstance(value, (set, frozenset)):
        return sorted((_plain(item, seen) for item in value), key=str)
    if isinstance(value, (list, tuple)):
        return _plain_list(value, seen)
    if isinstance(value, Component):
        return describe_step(value)
    return _opaque(value, seen)


def _plain_list(value: Sequence[Any], seen: list[Any]) -> Any:
    found = [_plain(item, seen) for item in value]
    if len(value) > 10_000:  # a record need not hold a quarter of a million names
        text = json.dumps(found)  # pickles tell equal texts apart
        return {"entries": len(value), "digest": _digest(text.encode())}
    return found


def _opaque(value: Any, seen: list[Any]) -> Any:
    shape, dtype = getattr(value, "shape", None), getattr(value, "dtype", None)
    if shape is not None and dtype is not None and hasattr(value, "tobytes"):
        if getattr(dtype, "hasobject", False):  # its bytes are addresses
            return {"array": list(shape), "items": _plain(value.tolist(), seen)}
        return {"array": list(shape), "dtype": str(dtype), "digest": _digest(value.tobytes())}
    if callable(value) and hasattr(value, "__qualname__"):
        return _callable(value, seen)
    try:
        return {"object": type(value).__qualname__, "digest": _digest(pickle.dumps(value, 5))}
    except Exception:  # noqa: BLE001 - pickling runs foreign code
        return {"object": type(value).__qualname__}


def _callable(value: Any, seen: list[Any]) -> dict[str, Any]:
    """Describe a function by its code and what it uses; of one `seen` before, only the name."""
    found: dict[str, Any] = {"callable": f"{value.__module__}.{value.__qualname__}"}
    if isinstance(value, types.FunctionType) and value not in seen:
        seen.append(value)
        cells = [_cell(cell, seen) for cell in value.__closure__ or ()]
        bound = _plain([value.__defaults__, value.__kwdefaults__], seen)
        found |= {"code": _digest(_code_bytes(value.__code__)), "bound": [*bound, *cells]}
        if uses := _uses(value, seen):
            found["uses"] = uses
    return found


def _uses(function: types.FunctionType, seen: list[Any]) -> dict[str, Any]:
    """Describe the functions and constants of its module that a function uses.

    What can be filled while it runs (a list, a dictionary) is none of its code.
    """
    if is_installed(function.__code__.co_filename):
        return {}
    found = {}
    for name in sorted(_global_names(function.__code__)):
        value = inspect.unwrap(function.__globals__.get(name, _NOTHING))
        if isinstance(value, types.FunctionType) and is_installed(value.__code__.co_filename):
            found[name] = f"{value.__module__}.{value.__qualname__}"
        elif isinstance(value, _CODE_LIKE):
            found[name] = _plain(value, seen)
    return found


def _global_names(code: types.CodeType) -> set[str]:
    """Name what a function and those in it look up in their module; attributes are others."""
    found = {i.argval for i in dis.get_instructions(code) if i.opname in _LOOKUPS}
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            found |= _global_names(inner)
    return {name for name in found if not name.startswith("__")}


def _cell(cell: types.CellType, seen: list[Any]) -> Any:
    try:
        return _plain(cell.cell_contents, seen)
    except ValueError:  # still empty
        return None


def _code_bytes(code: types.CodeType) -> bytes:
    """Return what a function does, without where it stands; inner functions included."""
    constants = [
        _code_bytes(const) if isinstance(const, types.CodeType) else repr(plain(const)).encode()
        for const in code.co_consts
    ]
    return b"\0".join([code.co_code, repr(code.co_names).encode(), *constants])


def _file_identity(path: str) -> str:
    try:
        status = os.stat(path)  # noqa: PTH116 - half the cost of Path.stat, once per index
    except OSError:
        return f"{path}\0missing"
    return f"{path}\0{status.st_size}\0{status.st_mtime_ns}"


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=DIGEST_BYTES).hexdigest()
