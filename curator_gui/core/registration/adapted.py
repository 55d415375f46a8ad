"""Classes of others as components: recognized by what they offer, not by what they derive from.

A class with the contract of physicsnemo-curator (its `core.base`, Apache-2.0) gets a subclass of
ours around it, so that documents, forms, fingerprints and resume know its arguments as they know
ours. What it offers is passed on; its own object is `inner`.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

from curator_gui.core.components import Component, Filter, Sink, Source
from curator_gui.core.errors import RegistryError
from curator_gui.core.params.capturing import ComponentMeta
from curator_gui.core.params.coercion import is_union
from curator_gui.core.params.declaration import annotated_type
from curator_gui.core.params.param import REQUIRED, Param, params_of
from curator_gui.core.registration.entry import Kind

BASES: dict[Kind, type[Component]] = {"source": Source, "filter": Filter, "sink": Sink}
"""Our class for each kind of step; `MIXINS` has what goes around a class of others."""
_OWN = frozenset({"params", "filter", "write", "name", "description"})
"""What is not passed on: the form's description, and what makes a pipeline of theirs."""


def kind_of(cls: type[Any]) -> Kind:
    """Say what a class is: by its base, or by what it offers.

    Raises
    ------
    RegistryError
        If it is nothing of that.
    """
    for kind, base in BASES.items():
        if issubclass(cls, base):
            return kind
    found = None if issubclass(cls, Component) else offered_kind(cls)
    if found is None:
        raise RegistryError(
            "{cls} is neither a Source nor a Filter nor a Sink", cls=cls.__qualname__
        )
    return found


def offered_kind(cls: type[Any]) -> Kind | None:
    """Say what a class of others is by what it offers; None if that does not tell."""
    if not isinstance(getattr(cls, "name", None), str) or not callable(
        getattr(cls, "params", None)
    ):
        return None
    if callable(getattr(cls, "__len__", None)) and callable(getattr(cls, "__getitem__", None)):
        return "source"
    call = inspect.getattr_static(cls, "__call__", None)
    if not inspect.isfunction(call):
        return None
    taken = [p for p in inspect.signature(call).parameters.values() if p.default is p.empty]
    return {2: "filter", 3: "sink"}.get(len(taken))  # type: ignore[return-value]


def adapted(cls: type[Any]) -> type[Component]:
    """Return a class as one of ours; ours is returned as it is.

    Raises
    ------
    RegistryError
        If it is neither a source nor a filter nor a sink.
    """
    kind = kind_of(cls)
    if issubclass(cls, Component):
        return cls
    base = BASES[kind]
    body: dict[str, Any] = {
        "__module__": cls.__module__,
        "__qualname__": cls.__qualname__,
        "__doc__": cls.__doc__,
        "__init__": _constructor(cls),
        "name": cls.name,
        "description": str(getattr(cls, "description", "")),
        "version": str(getattr(cls, "version", "1")),
        "foreign": cls,
        **{name: _passed_on(cls, name) for name in offered_methods(cls)},
    }
    made: Any = ComponentMeta(cls.__name__, (MIXINS[kind], base), body)
    return made  # type: ignore[no-any-return]


def offered_methods(cls: type[Any]) -> Iterable[str]:
    """Name the methods of a class of others that are passed on."""
    names = (name for name in dir(cls) if not name.startswith("__") and name not in _OWN)
    return [name for name in names if callable(getattr(cls, name))]


def _passed_on(cls: type[Any], name: str) -> Any:
    found = inspect.getattr_static(cls, name)
    if isinstance(found, (staticmethod, classmethod)):
        return staticmethod(getattr(cls, name))

    def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        return getattr(self.inner, name)(*map(_unwrapped, args), **kwargs)

    call.__name__ = name
    return call


def _unwrapped(value: Any) -> Any:
    """Show a component of theirs what it knows: the source, not what stands around it."""
    return value.inner if isinstance(value, Adapted) else value


def _constructor(cls: type[Any]) -> Any:
    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:  # noqa: N807
        self.__dict__["inner"] = cls(*args, **kwargs)

    signature = inspect.signature(cls)
    own = inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    parameters = [own, *signature.parameters.values()]
    __init__.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    return __init__


class Adapted:
    """What is around an object of theirs: everything else is asked and set there."""

    inner: Any
    foreign: type[Any]

    @classmethod
    def params(cls) -> list[Param]:
        """Describe the constructor's arguments as their class does.

        Where it says text and the constructor wants a list, a table or a number, it is that; a
        text that is the name of a file or folder begins at the document's folder.
        """
        kind = kind_of(cls)
        found = [_as_wanted(cls.foreign, param) for param in params_of(cls.foreign)]
        return [_as_place(kind, param) for param in found]

    def __getattr__(self, name: str) -> Any:
        """Ask the inner object for what is not known here."""
        if name.startswith("__") or "inner" not in self.__dict__:
            raise AttributeError(name)
        return getattr(self.inner, name)

    def __setattr__(self, name: str, value: Any) -> None:
        """Set an attribute of theirs, such as the path of a filter that gathers."""
        if "inner" in self.__dict__ and hasattr(self.inner, name):
            setattr(self.inner, name, value)
        else:
            object.__setattr__(self, name, value)


def _as_wanted(cls: type[Any], param: Param) -> Param:
    """Correct a description for a prompt, where everything is typed as a text."""
    wanted = annotated_type(cls, param.name)
    if param.type is not str or wanted is object or _takes_texts(wanted):
        return param
    parameters = inspect.signature(cls).parameters
    default = parameters[param.name].default
    found = replace(param, type=wanted, default=default, choices=None)
    if param.required or default is inspect.Parameter.empty:
        found = replace(found, default=REQUIRED)
    if param.choices is None:
        return found
    return replace(found, choices=[found.coerce(choice) for choice in param.choices])


def _as_place(kind: Kind, param: Param) -> Param:
    """Take a text for a path by its name: nothing else tells."""
    ending = param.name.rpartition("_")[2]
    if param.type is not str or param.choices is not None or ending not in _PLACES:
        return param
    if kind == "filter" or not (ending in _FOLDERS or param.name == "output_path"):
        return replace(param, widget="path")
    return replace(param, widget="folder" if kind == "source" else "output_folder")


_FOLDERS = ("dir", "folder")
_PLACES = (*_FOLDERS, "path", "file", "output")


def _takes_texts(kind: Any) -> bool:
    """Whether a type, or one of a union, is any text."""
    return any(part in (str, Path, Any) for part in (get_args(kind) if is_union(kind) else [kind]))


class _AdaptedSource(Adapted):
    def __len__(self) -> int:
        return len(self.inner)

    def label(self, index: int) -> str:
        """Name an index by its file, where their source knows that."""
        find = getattr(self.inner, "relative_path", None)
        return str(find(index)) if callable(find) else ""

    def inputs(self, index: int) -> Sequence[str]:
        """Name the file of an index, where their source knows it, so that a resume sees changes."""
        root, name = getattr(self.inner, "root", None), self.label(index)
        return [str(Path(root) / name)] if name and isinstance(root, (str, Path)) else []

    def __getitem__(self, index: int) -> Iterator[Any]:
        return iter(self.inner[index])


class _AdaptedFilter(Adapted):
    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        return iter(self.inner(items))


class _AdaptedSink(Adapted):
    def __call__(self, items: Iterator[Any], index: int) -> Sequence[str]:
        return [str(path) for path in self.inner(items, index)]


MIXINS: dict[Kind, type[Adapted]] = {
    "source": _AdaptedSource,
    "filter": _AdaptedFilter,
    "sink": _AdaptedSink,
}
