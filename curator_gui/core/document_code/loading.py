"""Run agreed code, from the texts that were read: no file is opened here.

The code finds the files beside it through an `__import__` of its own, which knows their texts, so
whatever stands in the folder by now is not asked.
"""

from __future__ import annotations

import builtins
import io
import linecache
import sys
import traceback
import types
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from curator_gui.core.components import Filter
from curator_gui.core.document_code.reading import Code, CodeError, line_error
from curator_gui.core.errors import error_words
from curator_gui.core.filters.fitting import FittedFilter
from curator_gui.core.message import Message
from curator_gui.core.registration.functions import filter_component

PACKAGE = "curator_document_code"
_bundles: dict[Code, _Bundle] = {}


def load(code: Code, name: str) -> Any:
    """Return a function or class of the code.

    Raises
    ------
    CodeError
        If the code fails, or has nothing of this name.
    """
    bundle = _bundles.setdefault(code, _Bundle(code))
    try:
        return getattr(bundle.module(code.texts[0][0]), name)
    except (Exception, SystemExit) as error:
        raise located(code, error) from error


@lru_cache(maxsize=64)  # making a class of a function takes a millisecond
def load_filter(code: Code, name: str) -> type[Filter[Any]] | Any:
    """Return what makes the filter: a class of the code, or one made of its function.

    Raises
    ------
    CodeError
        If the code fails, or has nothing of this name that could be a step.
    """
    found = load(code, name)
    try:
        made = found if isinstance(found, type) else filter_component(found, description=name)
    except Exception as error:
        raise located(code, error) from error
    if issubclass(made, FittedFilter) or callable(getattr(made, "flush", None)):
        raise CodeError("{path}: {error}", path=code.path, error=one_for_all(name))
    return made


def one_for_all(name: str) -> Message:
    """Say that something works on all items together."""
    return Message("{name} gathers something over all items: add it as a component", name=name)


def located(code: Code, error: BaseException) -> CodeError:
    """Say in which file and line of the code something failed."""
    ours = {str(file) for file in code.files}
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename in ours]
    words = error_words(error)
    if not frames:
        return CodeError("{path}: {error}", path=code.path, error=words)
    return line_error(Path(frames[-1].filename), frames[-1].lineno or 1, words)


class _Bundle:
    """The modules of one code, each run once in this process."""

    def __init__(self, code: Code) -> None:
        self._code = code
        self._texts = dict(code.texts)
        self._modules: dict[str, types.ModuleType] = {}

    def module(self, name: str) -> types.ModuleType:
        if name in self._modules:
            return self._modules[name]
        module = types.ModuleType(f"{PACKAGE}_{self._code.short_digest}.{name}")
        file = self._code.path if name == self._code.texts[0][0] else self._code.file(name)
        module.__file__ = str(file)
        module.__dict__["__builtins__"] = {**vars(builtins), "__import__": self._import}
        text = self._texts[name]
        _show_in_tracebacks(file, text)
        self._modules[name] = sys.modules[module.__name__] = module
        try:
            exec(compile(text, str(file), "exec", dont_inherit=True), module.__dict__)
        except BaseException:
            del self._modules[name], sys.modules[module.__name__]
            raise
        _ship_by_value(module)
        return module

    def _import(
        self,
        name: str,
        globals: Any = None,
        locals: Any = None,
        fromlist: Any = (),
        level: int = 0,
    ) -> Any:
        if level == 0 and name in self._texts:
            return self.module(name)
        return __import__(name, globals, locals, fromlist, level)


def _show_in_tracebacks(file: Path, text: str) -> None:
    """Let tracebacks show the lines that ran: the file may be another, or on another machine."""
    lines = io.StringIO(text).readlines()  # as Python counts: a form feed ends none
    linecache.cache[str(file)] = (len(text), None, lines, str(file))


def _ship_by_value(module: types.ModuleType) -> None:
    """Let items that hold objects of this code travel: no other process has the module."""
    import cloudpickle

    cloudpickle.register_pickle_by_value(module)


def is_plain(item: Any) -> bool:
    """Whether it is of a type of Python itself: a number, a text, a list."""
    return type(item).__module__ == "builtins"


class Watched:
    """The items that reach the code; remembers what they are, and the error that one came with.

    What failed before the code is told as it is, not as a fault of the code.
    """

    def __init__(self, items: Iterator[Any]) -> None:
        self._items = items
        self.error: BaseException | None = None
        self.are_objects = False

    def __iter__(self) -> Watched:
        return self

    def __next__(self) -> Any:
        try:
            item = next(self._items)
        except StopIteration:
            raise
        except BaseException as error:
            self.error = error
            raise
        self.are_objects = not is_plain(item)
        return item
