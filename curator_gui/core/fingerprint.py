"""Fingerprints: what a result depends on, the same in every process.

A pipeline's fingerprint covers each component's class, declared version, constructor arguments and
the files that all its indices depend on. Of a component in a file of the person's own it covers the
text of that file, and of a function that was made a filter its code, unless it is installed: there
the declared version counts.
An index's covers the files it reads: path, size and modification time in nanoseconds.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import os
import pickle
import sysconfig
import types
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from curator_gui.core.components import Component, Pipeline
from curator_gui.core.registration.functions import FunctionFilter
from curator_gui.core.registration.own_code import CODE
from curator_gui.moved import recorded_name

DIGEST_BYTES = 16
SINK_NUMBER = "sink"


def describe_step(component: Component) -> dict[str, Any]:
    """Return a step as JSON data: class, version, arguments; for fingerprints and run records."""
    cls = type(component)
    data = {
        "component": recorded_name(cls),
        "name": getattr(component, "name", cls.__name__),
        "version": getattr(component, "version", "1"),
        "arguments": {k: plain(v) for k, v in sorted(_counting(component).items())},
    }
    if code := _code_of(cls):
        data["code"] = code
    ask = getattr(component, "input_files", None)
    files = ask() if ask is not None else ()
    return {**data, "files": input_fingerprint(files)} if files else data


def _code_of(cls: type[Any]) -> str:
    """Return what tells the code of a class from any other; "" for what is installed."""
    classes = [*cls.__mro__, *getattr(getattr(cls, "foreign", None), "__mro__", ())]
    found = [vars(each)[CODE] for each in classes if CODE in vars(each)]
    function = getattr(cls, "function", None) if issubclass(cls, FunctionFilter) else None
    if function is not None and not found and not _is_installed(function):
        found = [json.dumps(_callable(inspect.unwrap(function)), sort_keys=True)]
    return _digest("\n".join(found).encode()) if found else ""


def _is_installed(function: Any) -> bool:
    """Whether a function is from Python's or a package's own folders."""
    path = Path(inspect.unwrap(function).__code__.co_filename)
    folders = sysconfig.get_paths()
    kinds = ("stdlib", "platstdlib", "purelib", "platlib")
    return any(path.is_relative_to(folders[kind]) for kind in kinds)


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
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in sorted(value.items(), key=lambda kv: str(kv[0]))}
    if isinstance(value, (set, frozenset)):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, (list, tuple)):
        return _plain_list(value)
    if isinstance(value, Component):
        return describe_step(value)
    return _opaque(value)


def _plain_list(value: Sequence[Any]) -> Any:
    if len(value) > 10_000:  # a record need not hold a quarter of a million names
        text = json.dumps([plain(item) for item in value])  # pickles tell equal texts apart
        return {"entries": len(value), "digest": _digest(text.encode())}
    return [plain(item) for item in value]


def _opaque(value: Any) -> Any:
    shape, dtype = getattr(value, "shape", None), getattr(value, "dtype", None)
    if shape is not None and dtype is not None and hasattr(value, "tobytes"):
        if getattr(dtype, "hasobject", False):  # its bytes are addresses
            return {"array": list(shape), "items": plain(value.tolist())}
        return {"array": list(shape), "dtype": str(dtype), "digest": _digest(value.tobytes())}
    if callable(value) and hasattr(value, "__qualname__"):
        return _callable(value)
    try:
        return {"object": type(value).__qualname__, "digest": _digest(pickle.dumps(value, 5))}
    except Exception:  # noqa: BLE001 - pickling runs foreign code
        return {"object": type(value).__qualname__}


def _callable(value: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"callable": f"{value.__module__}.{value.__qualname__}"}
    if isinstance(value, types.FunctionType):
        cells = [_cell(cell) for cell in value.__closure__ or ()]
        bound = plain([value.__defaults__, value.__kwdefaults__])
        found |= {"code": _digest(_code_bytes(value.__code__)), "bound": [*bound, *cells]}
    return found


def _cell(cell: types.CellType) -> Any:
    try:
        value = cell.cell_contents
    except ValueError:  # still empty
        return None
    # A function that calls itself is in its own closure: only its name is noted.
    return value.__qualname__ if isinstance(value, types.FunctionType) else plain(value)


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
