"""The user's own code: files of components, imported and shipped; what tells its text from others.

Their code is shipped by value, and keeps the name of its file there, so that tracebacks show its
lines: cloudpickle writes "<dynamic-code>" in its place, which makes pickles of code from notebooks
equal; but who wrote a component wants to know where it failed.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import linecache
import sys
import sysconfig
import traceback
import types
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache, lru_cache
from importlib import invalidate_caches
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Any

from curator_gui.core.errors import RegistryError, error_words
from curator_gui.core.message import Message
from curator_gui.core.trust.ownership import why_untrusted

CODE = "code_digest"
"""Attribute of a component's class that tells the text of its file and its imports from others."""

_PACKAGE = "curator_user_components"
_NAMELESS = "<dynamic-code>"
_PROGRAM = Path(__file__).parents[2]
_loaded: dict[str, bytes] = {}
"""The texts of files as they were when they were loaded."""

_beside: set[str] = set()
"""Names of modules that are files in a folder of own components."""


@cache
def keep_file_names() -> None:
    """Let this process ship code with the path of its file, where there is such a file."""
    import cloudpickle  # where it is missing the doctor still has to come to its end

    table = cloudpickle.Pickler.dispatch_table
    usual = table[types.CodeType]

    def reduce(code: types.CodeType) -> Any:
        make, values = usual(code)
        if not Path(code.co_filename).is_file():  # typed into a console or made by a program
            return make, values
        name = code.co_filename
        return make, tuple(name if _is_nameless(value) else value for value in values)

    table[types.CodeType] = reduce


def _is_nameless(value: Any) -> bool:
    return isinstance(value, str) and value == _NAMELESS


@cache
def is_installed(file: str) -> bool:
    """Whether a file of code is from Python's, a package's or this program's own folders."""
    kinds = ("stdlib", "platstdlib", "purelib", "platlib")
    folders = [_PROGRAM, *(Path(sysconfig.get_paths()[kind]) for kind in kinds)]
    return any(Path(file).is_relative_to(folder) for folder in folders)


def import_file(path: Path) -> types.ModuleType:
    """Run a file as a module of the package `curator_user_components`, anew with every call.

    Raises
    ------
    RegistryError
        If it has no name that a module could have.
    Exception
        Whatever the file raises.
    """
    name = f"{_PACKAGE}.{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None:
        raise RegistryError("{path} cannot be imported", path=path)
    module = importlib.util.module_from_spec(spec)
    linecache.checkcache(str(path))  # tracebacks show the lines of now
    # Not by the loader: its cache takes a file for unchanged that was changed within one second.
    text = path.read_bytes()
    code = compile(text, str(path), "exec", dont_inherit=True)
    with _files_beside(path.parent):
        sys.modules[name] = module
        exec(code, module.__dict__)
    _loaded[str(path)] = text
    _mark(module, _digest_with_imported(text, module.__name__))
    keep_file_names()
    return module


@contextmanager
def _files_beside(folder: Path) -> Iterator[None]:
    """Let a file import those beside it, as `from .name import` or `from name import`."""
    package = sys.modules.setdefault(_PACKAGE, types.ModuleType(_PACKAGE))
    package.__path__ = [str(folder)]
    for name in [name for name in _beside if not _is_in(sys.modules.get(name), folder)]:
        sys.modules.pop(name, None)  # of a folder that was the one before
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    sys.path.append(str(folder))  # behind all others: it hides nothing
    invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        sys.dont_write_bytecode = writes
    import cloudpickle

    # Workers have never heard of these modules: ship them by value (see run/shipping.py).
    for name, module in list(sys.modules.items()):
        if _is_in(module, folder):
            _beside.add(name)
            cloudpickle.register_pickle_by_value(module)


def _is_in(module: Any, folder: Path) -> bool:
    file = getattr(module, "__file__", None)
    return isinstance(file, str) and _folder_of(file) == folder


@lru_cache(maxsize=10_000)
def _folder_of(file: str) -> Path:
    """Return the parent, kept: each file of own components asks for those of all modules."""
    return Path(file).parent


def is_helper(path: Path) -> bool:
    """Whether a file has no component of its own: others import it, or nobody does."""
    return not any(map(_is_component, ast.walk(ast.parse(path.read_bytes(), str(path)))))


def _is_component(node: ast.AST) -> bool:
    """Whether it is a class with `name` and `description`, or a function that is made a filter."""
    if isinstance(node, ast.FunctionDef):
        return any("filter_component" in ast.unparse(one) for one in node.decorator_list)
    if not isinstance(node, ast.ClassDef):
        return False
    stored = (one for part in node.body for one in ast.walk(part) if isinstance(one, ast.Name))
    return {"name", "description"} <= {one.id for one in stored if isinstance(one.ctx, ast.Store)}


def imported_by(path: Path) -> set[str]:
    """Name the files beside a file that it imports, by itself or by way of others."""
    found: set[str] = set()
    waiting = [path]
    while waiting:
        try:
            names = imported_names(waiting.pop().read_bytes(), _PACKAGE)
        except (OSError, SyntaxError, ValueError):
            continue
        beside = {name.removeprefix(f"{_PACKAGE}.").split(".")[0] for name in names}
        new = {name for name in beside - found if (path.parent / f"{name}.py").is_file()}
        found |= new
        waiting += [path.parent / f"{name}.py" for name in new]
    return found


def forget_module(path: Path) -> None:
    """Let a file of own components be read anew by the next that imports it."""
    for name in (f"{_PACKAGE}.{path.stem}", path.stem):
        if getattr(sys.modules.get(name), "__file__", None) == str(path):
            del sys.modules[name]
    _loaded.pop(str(path), None)
    with suppress(OSError):  # it tells two texts of the same second and length not apart
        Path(importlib.util.cache_from_source(str(path))).unlink()


def _mark(module: types.ModuleType, digest: str) -> None:
    """Let the components of a file know its text, wherever they are sent: results depend on it."""
    for value in list(vars(module).values()):
        if isinstance(value, type) and value.__module__ == module.__name__:
            with suppress(AttributeError, TypeError):  # a class that lets nobody add to it
                setattr(value, CODE, digest)


def _digest_with_imported(text: bytes, name: str) -> str:
    """Return what tells the text of a file, and of what it imports that is not installed."""
    found: dict[str, bytes] = {}
    _follow(text, name.rpartition(".")[0], found)
    parts = [text, *(found[key] for key in sorted(found))]
    return hashlib.blake2b(b"\0".join(parts), digest_size=16).hexdigest()


def _follow(text: bytes, package: str, found: dict[str, bytes]) -> None:
    """Collect the texts of the modules that a text imports, and of those that these import."""
    for name in imported_names(text, package):
        module = sys.modules.get(name)
        file = getattr(module, "__file__", None) or ""
        if name in found or not file.endswith(".py") or is_installed(file):
            continue
        with suppress(OSError, SyntaxError, ValueError):  # gone or broken since it was loaded
            # What was read first is what runs: Python does not load a module twice.
            found[name] = _loaded.setdefault(file, Path(file).read_bytes())
            _follow(found[name], getattr(module, "__package__", None) or "", found)


def imported_names(text: bytes, package: str) -> set[str]:
    """Name the modules that a text may import, those of its own package by their full names."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            whole = ".".join([*(above if node.level else []), *filter(None, [node.module])])
            names |= {whole, *(f"{whole}.{alias.name}" for alias in node.names)}
    return names | {name.rpartition(".")[0] for name in names}


def module_digest(name: str) -> str:
    """Return what tells the text of a module of one's own and its imports; "" for installed ones.

    Nothing is imported for it.
    """
    file = _file_of(name)
    if not file.endswith(".py") or is_installed(file):
        return ""
    try:
        text = _loaded.setdefault(file, Path(file).read_bytes())
        inner = f"{name}.__init__" if file.endswith("__init__.py") else name
        return _digest_with_imported(text, inner)
    except (OSError, SyntaxError, ValueError):  # gone or broken since it was loaded
        return ""


def _file_of(name: str) -> str:
    """Find the file of a module, loaded or not."""
    if name in sys.modules:
        return getattr(sys.modules[name], "__file__", None) or ""
    origin, folders = "", None
    parts = name.split(".")
    for number in range(len(parts)):
        spec = PathFinder.find_spec(".".join(parts[: number + 1]), folders)
        if spec is None:
            return ""
        origin, folders = spec.origin or "", spec.submodule_search_locations
    return origin


def assigned_text(file: str, name: str, *, inside: str = "") -> str | None:
    """Return the expressions whose values a module, or a class `inside`, gives to a name.

    They are those of its file as it was when it was first looked at, without spaces and comments;
    None where there are none.
    """
    found = _assignments("".join(linecache.getlines(file)), inside).get(name)
    return "\n".join(found) if found else None


@lru_cache(8)
def _assignments(text: str, inside: str) -> dict[str, list[str]]:
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError):
        return {}
    for part in filter(None, inside.split(".")):
        classes = (node for node in body if isinstance(node, ast.ClassDef) and node.name == part)
        body = getattr(next(classes, None), "body", [])
    found: dict[str, list[str]] = {}
    for node in body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                found.setdefault(ast.unparse(target), []).append(ast.unparse(node.value))
    return found


def digest_of(path: Path) -> bytes:
    """Return what tells the text of a file from any other; b"" if it cannot be read."""
    try:
        return hashlib.blake2b(path.read_bytes(), digest_size=16).digest()
    except OSError:
        return b""


def where_it_failed(error: BaseException, path: Path) -> str:
    """Say what went wrong in a file, and in which of its lines."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == str(path)]
    if isinstance(error, SyntaxError) and error.filename == str(path):
        lines = [error.lineno]
        error = type(error)(error.msg)  # without the place, which stands in front
    if not lines or lines[-1] is None:
        return error_words(error)
    return Message("line {line}: {error}", line=lines[-1], error=error_words(error))


def refuse_others(path: Path) -> None:
    """Refuse a file that others own or may change.

    Raises
    ------
    RegistryError
        Saying why it is not run.
    """
    why = why_untrusted(path)
    if why is not None:
        raise RegistryError("is not run: {why}", why=why)
