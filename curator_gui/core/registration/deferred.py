"""Components that are known by their description; their module is imported when one is made.

A package may take half a minute to be imported and hold Python's lock most of that time. So the
window has its components described by another process, and lists, shows and checks them by that.
What it builds of them, in a thread of its own, are objects of the real classes.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from curator_gui.core.components import Component
from curator_gui.core.errors import RegistryError, error_words
from curator_gui.core.params.capturing import ComponentMeta
from curator_gui.core.params.coercion import is_union
from curator_gui.core.params.param import REQUIRED, Param, params_of
from curator_gui.core.registration.adapted import BASES, MIXINS, adapted, kind_of, offered_methods
from curator_gui.core.registration.entry import Kind

_PLAIN = (str, int, float, bool, bytes, Path, type(None), Any, object)
_HOLDERS = (list, tuple, dict, set, frozenset, Literal)


@dataclass(frozen=True)
class Described:
    """What a list, a form and a check need to know of a component; nothing of it is imported."""

    module: str
    qualname: str
    kind: Kind
    name: str
    description: str
    version: str
    params: tuple[Param, ...]
    methods: tuple[str, ...]

    @property
    def full(self) -> str:
        """The full name of the class."""
        return f"{self.module}.{self.qualname}"


@dataclass(frozen=True)
class DescribedAddOn:
    """The components of an add-on, and what of it could not be loaded and why."""

    components: tuple[Described, ...]
    failures: Mapping[str, str]


def describe(cls: type[Component]) -> Described:
    """Describe a class as it is registered; the description holds values of Python's own alone."""
    own = getattr(cls, "foreign", cls)
    return Described(
        module=own.__module__,
        qualname=own.__qualname__,
        kind=kind_of(cls),
        name=str(cls.name),
        description=str(cls.description),
        version=str(getattr(cls, "version", "1")),
        params=tuple(map(_plain_param, params_of(cls))),
        methods=tuple(offered_methods(own)),
    )


def _plain_param(param: Param) -> Param:
    plain = replace(param, description=str(param.description))
    if not _is_plain_type(param.type):
        plain = replace(plain, type=str)
    if param.default is not REQUIRED:
        plain = replace(plain, default=_plain_value(param.default))
    if param.choices is not None:
        plain = replace(plain, choices=[_plain_value(choice) for choice in param.choices])
    return plain


def _is_plain_type(kind: Any) -> bool:
    if kind in _PLAIN:
        return True
    origin = get_origin(kind)
    if kind in _HOLDERS or origin is Literal:
        return True
    inner = [part for part in get_args(kind) if part is not Ellipsis]
    return (origin in _HOLDERS or is_union(kind)) and all(map(_is_plain_type, inner))


def _plain_value(value: Any) -> Any:
    if value is None or type(value) in (str, int, float, bool, bytes):
        return value
    if isinstance(value, Path):
        return Path(value)
    if type(value) in (list, tuple, set, frozenset):
        return type(value)(map(_plain_value, value))
    if type(value) is dict:
        return {_plain_value(key): _plain_value(inner) for key, inner in value.items()}
    return str(value)


class _Deferred(ComponentMeta):
    """Makes objects of the class that is described, which it imports for that."""

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        return resolved(cls)(*args, **kwargs)


def deferred(described: Described) -> type[Component]:
    """Return a class that stands for a described one until an object of it is made."""
    stand_in = type(
        described.qualname.rpartition(".")[2],
        (),
        {"__module__": described.module, "__qualname__": described.qualname},
    )
    body: dict[str, Any] = {
        "__module__": described.module,
        "__qualname__": described.qualname,
        "name": described.name,
        "description": described.description,
        "version": described.version,
        "foreign": stand_in,
        "described": described,
        "params": classmethod(lambda cls: list(cls.described.params)),
        **dict.fromkeys(described.methods, _unresolved),
    }
    bases = (MIXINS[described.kind], BASES[described.kind])
    made: Any = types.new_class(
        stand_in.__name__, bases, {"metaclass": _Deferred}, lambda space: space.update(body)
    )
    return made  # type: ignore[no-any-return]


def _unresolved(*_: Any, **__: Any) -> Any:
    raise TypeError("this stands for a method of a class that is not imported yet")


def resolved(cls: Any) -> type[Component]:
    """Import the class that another one stands for; it takes as long as that takes.

    Raises
    ------
    RegistryError
        If it cannot be imported any more.
    """
    known = vars(cls).get("real")
    if known is None:
        described: Described = cls.described
        try:
            found: Any = import_module(described.module)
            for part in described.qualname.split("."):
                found = getattr(found, part)
        except Exception as error:
            raise RegistryError(
                "{cls} cannot be imported: {error}",
                cls=described.full,
                error=error_words(error),
            ) from error
        known = adapted(found)
        cls.real = known
    return known  # type: ignore[no-any-return]


def describe_all(classes: Iterable[type[Component]], failures: Mapping[str, str]) -> DescribedAddOn:
    """Describe the classes of an add-on; one that cannot be described counts as a failure."""
    found, failed = [], dict(failures)
    for cls in classes:
        try:
            found.append(describe(cls))
        except Exception as error:  # noqa: BLE001 - what others describe may fail in any way
            failed[f"add-on {cls.__qualname__}"] = error_words(error)
    return DescribedAddOn(tuple(found), failed)
