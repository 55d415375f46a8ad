"""Fingerprints: what a result depends on, the same in every process.

A pipeline's fingerprint covers each component's class, declared version, constructor arguments and
the files that all its indices depend on. Of a component in a file of the person's own it covers the
text of that file. Of any other class or function that is not installed (of a script, a notebook, a
module beside it) it covers its code and what that uses: functions, classes and constants of its
module, and modules of the person's own. For what is installed the declared version counts.
An index's covers the files it reads: path, size and modification time in nanoseconds; of remote
ones what their store tells of their version (an ETag); and which part of them it reads.
"""

from __future__ import annotations

import dis
import hashlib
import inspect
import json
import os
import pickle
import stat
import sys
import types
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from curator_gui.core.components import Component, Pipeline
from curator_gui.core.registration.functions import FunctionFilter
from curator_gui.core.registration.own_code import (
    CODE,
    assigned_text,
    is_installed,
    module_digest,
)
from curator_gui.core.remote.addresses import identity_now, is_address
from curator_gui.moved import recorded_name

DIGEST_BYTES = 16
SINK_NUMBER = "sink"
_LOOKUPS = ("LOAD_GLOBAL", "LOAD_NAME")
_CONSTANTS = (str, bytes, int, float, complex, tuple, frozenset)
_NO_CODE = frozenset(("name", "description", "version"))
"""What a class says of itself; the version counts anyway."""
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
    if not found and (described := _described_code(cls, classes)):
        found = [json.dumps(described, sort_keys=True)]
    return _digest("\n".join(found).encode()) if found else ""


def _described_code(cls: type[Any], classes: Sequence[type[Any]]) -> list[Any]:
    if not issubclass(cls, FunctionFilter):
        seen: list[Any] = []
        return [_class(each, seen) for each in classes if _is_own(each)]
    function = inspect.unwrap(cls.function)
    return [] if is_installed(function.__code__.co_filename) else [plain(function)]


def _is_own(cls: type[Any]) -> bool:
    """Whether a class is not from an installed package: also if it came here without its module."""
    module = sys.modules.get(cls.__module__)
    if module is None or cls.__module__ == "__main__":
        return True
    file = getattr(module, "__file__", None) or ""
    return file.endswith(".py") and not is_installed(file)


def _counting(component: Component) -> dict[str, Any]:
    """Return the arguments that count: not `placing` ones, nor `added` ones as they were before."""
    added, placing = getattr(component, "added", {}), getattr(component, "placing", ())
    arguments = {k: v for k, v in getattr(component, "arguments", {}).items() if k not in placing}
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


def input_fingerprint(paths: Sequence[str], part: str = "", version: str = "") -> str:
    """Return the identity of input files, and of the part of them that is read; "" for none.

    `version` is that of what is in them, where they are folders (see `inputs.version_of`). A
    missing file has an identity too: it differs from that of the file that was there.
    """
    found = [_file_identity(path, told=bool(version)) for path in paths]
    if part:
        found.append(f"\0{part}")  # no path has this character
    if version:
        found.append(f"\0\0{version}")
    return _digest("\n".join(found).encode("utf-8", "surrogatepass")) if found else ""


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
    if isinstance(value, type):
        return _class(value, seen) if _is_own(value) else found
    if isinstance(value, types.FunctionType) and value not in seen:
        seen.append(value)
        cells = [_cell(cell, seen) for cell in value.__closure__ or ()]
        bound = _plain([value.__defaults__, value.__kwdefaults__], seen)
        found |= {"code": _digest(_code_bytes(value.__code__)), "bound": [*bound, *cells]}
        if uses := _uses(value, seen):
            found["uses"] = uses
    return found


def _class(cls: type[Any], seen: list[Any]) -> dict[str, Any]:
    """Describe a class by its methods, constants and bases; of one `seen` before, only the name."""
    found: dict[str, Any] = {"callable": f"{cls.__module__}.{cls.__qualname__}"}
    if cls in seen:
        return found
    seen.append(cls)
    members = ((n, v) for n, v in sorted(vars(cls).items()) if n not in _NO_CODE)
    described = {name: _member(cls, name, value, seen) for name, value in members}
    found["members"] = {name: value for name, value in described.items() if value is not None}
    if bases := [_class(base, seen) for base in cls.__bases__ if _is_own(base)]:
        found["bases"] = bases
    return found


def _member(cls: type[Any], name: str, value: Any, seen: list[Any]) -> Any:
    """Describe what stands in the body of a class; None for what is none of its code."""
    if isinstance(value, (staticmethod, classmethod)):
        value = value.__func__
    if isinstance(value, property):
        return [_plain(part, seen) for part in (value.fget, value.fset, value.fdel)]
    if isinstance(inner := getattr(value, "func", None), types.FunctionType):
        value = inner  # of a cached_property
    if not isinstance(value, types.FunctionType):
        value = inspect.unwrap(value)
    if isinstance(value, types.FunctionType):
        return _plain(value, seen)
    if name.startswith("__"):
        return None
    if isinstance(value, _CONSTANTS) or (isinstance(value, type) and _is_own(value)):
        return _plain(value, seen)
    file = getattr(sys.modules.get(cls.__module__), "__file__", None) or ""
    return assigned_text(file, name, inside=cls.__qualname__)


def _uses(function: types.FunctionType, seen: list[Any]) -> dict[str, Any]:
    """Describe what a function uses of its module, and of modules that are the person's own.

    What can be filled while it runs (a list, a dictionary) counts by the text that it begins with.
    """
    if is_installed(function.__code__.co_filename):
        return {}
    names = sorted(_looked_up(function.__code__, _LOOKUPS))
    found = {name: _used(name, function, seen) for name in names if not name.startswith("__")}
    imported = sorted(_looked_up(function.__code__, ("IMPORT_NAME",)))
    found |= {f"import {name}": module_digest(name) or None for name in imported}
    return {name: value for name, value in found.items() if value is not None}


def _used(name: str, function: types.FunctionType, seen: list[Any]) -> Any:
    value = inspect.unwrap(function.__globals__.get(name, _NOTHING))
    if isinstance(value, types.FunctionType) and is_installed(value.__code__.co_filename):
        return f"{value.__module__}.{value.__qualname__}"
    if isinstance(value, types.ModuleType):
        return module_digest(value.__name__) or None
    if isinstance(value, type):
        return _class(value, seen) if _is_own(value) else None
    if isinstance(value, (types.FunctionType, *_CONSTANTS)):
        return _plain(value, seen)
    return None if value is _NOTHING else assigned_text(function.__code__.co_filename, name)


@lru_cache(maxsize=4096)
def _looked_up(code: types.CodeType, operations: tuple[str, ...]) -> frozenset[str]:
    """Name what a function and those in it look up in their module, or import.

    Code never changes, and each plan asks for that of all its steps.
    """
    found = {i.argval for i in dis.get_instructions(code) if i.opname in operations}
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            found |= _looked_up(inner, operations)
    return frozenset(found)


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


def _file_identity(path: str, *, told: bool) -> str:
    """Return what a file is known by; of a folder whose version is `told` its name says all."""
    if is_address(path):
        return f"{path}\0{identity_now(path) or 'missing'}"
    try:
        status = os.stat(path)  # noqa: PTH116 - half the cost of Path.stat, once per index
    except OSError:
        return f"{path}\0missing"
    if told and stat.S_ISDIR(status.st_mode):
        return f"{path}\0folder"
    return f"{path}\0{status.st_size}\0{status.st_mtime_ns}"


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=DIGEST_BYTES).hexdigest()
