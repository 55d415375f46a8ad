"""Turn plain document values into the types that components declare."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Callable, Mapping
from numbers import Number
from pathlib import Path
from typing import Any, Union

from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message, quoted
from curator_gui.core.text.stored_names import too_long

_TRUE = {"true", "yes", "on", "1"}
_FALSE = {"false", "no", "off", "0"}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
"""As `s3:`, the first part of `Path("s3://bucket")`; a drive has one letter."""
_NAMES = {
    str: Message("a text"),
    int: Message("a whole number"),
    float: Message("a number"),
    bool: Message("true or false"),
    Path: Message("a path"),
    list: Message("a list"),
    tuple: Message("a list"),
    dict: Message("a table of names and values"),
}


_LISTS = {
    str: Message("a list of texts"),
    int: Message("a list of whole numbers"),
    float: Message("a list of numbers"),
    Path: Message("a list of paths"),
}


def is_optional(kind: Any) -> bool:
    """Whether the type is `T | None`."""
    return is_union(kind) and type(None) in typing.get_args(kind)


def strip_optional(kind: Any) -> Any:
    """Return T for `T | None`; any other type as it is."""
    if not is_optional(kind):
        return kind
    rest = tuple(arg for arg in typing.get_args(kind) if arg is not type(None))
    return rest[0] if len(rest) == 1 else Union[rest]  # noqa: UP007 - built at run time


def describe_type(kind: Any) -> str:
    """Name a type in words: `list[int]` reads "a list of whole numbers"."""
    kind = strip_optional(kind)
    if is_union(kind):
        return _alternatives([describe_type(arg) for arg in typing.get_args(kind)])
    origin, args = typing.get_origin(kind) or kind, typing.get_args(kind)
    if origin is typing.Literal:
        return _alternatives([str(arg) for arg in args])
    if origin in (list, tuple) and args:
        listed = _LISTS.get(args[0])
        return listed or Message("a list; each entry is {kind}", kind=describe_type(args[0]))
    return _NAMES.get(origin, getattr(origin, "__name__", str(origin)))


def coerce_value(kind: Any, value: Any) -> Any:
    """Convert `value` to `kind`, refusing whatever loses information (3.5 is no `int`).

    Raises
    ------
    ParamError, TypeError, ValueError
        If it cannot be converted.
    """
    if is_union(kind):
        return _coerce_union(kind, value)
    origin, args = typing.get_origin(kind) or kind, typing.get_args(kind)
    if origin is typing.Literal:
        return _coerce_literal(args, value)
    if origin in (list, tuple):
        return _coerce_list(origin, args, value)
    if origin is dict:
        return _coerce_dict(args, value)
    convert = _CONVERTERS.get(origin)
    return convert(value) if convert else value


def _coerce_literal(args: tuple[Any, ...], value: Any) -> Any:
    exact = [arg for arg in args if type(arg) is type(value) and arg == value]
    written = [arg for arg in args if isinstance(value, str) and str(arg) == value.strip()]
    if not exact + written:
        raise ParamError(Message("is none of the values"))
    return (exact + written)[0]


def is_union(kind: Any) -> bool:
    """Whether the type is `A | B` or `Union[A, B]`."""
    return typing.get_origin(kind) in (Union, types.UnionType)


def _alternatives(words: list[str]) -> str:
    first, *rest = words
    for word in rest:
        first = Message("{first} or {second}", first=first, second=word)
    return first


def _coerce_union(kind: Any, value: Any) -> Any:
    args = typing.get_args(kind)
    if value is None and type(None) in args:
        return None
    exact = [arg for arg in args if isinstance(arg, type) and type(value) is arg]
    for arg in exact + [arg for arg in args if arg is not type(None) and arg not in exact]:
        try:
            return coerce_value(arg, value)
        except (TypeError, ValueError):
            continue
    raise ParamError("fits none of {describe_type}", describe_type=describe_type(kind))


def _coerce_list(origin: Any, args: tuple[Any, ...], value: Any) -> Any:
    if isinstance(value, (str, bytes, Mapping)) or not hasattr(value, "__iter__"):
        raise ParamError("a list has several entries")
    items = list(value)
    fixed = origin is tuple and args and args[-1] is not Ellipsis
    if fixed and len(items) != len(args):
        raise ParamError("needs exactly {n} entries", n=len(args))
    kinds = args if fixed else ((args[0],) * len(items) if args else (object,) * len(items))
    return origin(
        _coerce_entry(k, item, n) for n, (k, item) in enumerate(zip(kinds, items, strict=True))
    )


def _coerce_entry(kind: Any, item: Any, position: int) -> Any:
    try:
        return coerce_value(kind, item)
    except (TypeError, ValueError):
        raise ParamError(
            "entry {position} is {item}", position=position + 1, item=quoted(item)
        ) from None


def _coerce_dict(args: tuple[Any, ...], value: Any) -> dict[Any, Any]:
    if not isinstance(value, Mapping):
        raise ParamError("a table has names and values")
    if not args:
        return dict(value)
    return {coerce_value(args[0], k): coerce_value(args[1], v) for k, v in value.items()}


def _to_str(value: Any) -> str:
    if isinstance(value, (str, Path)):
        return str(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    raise ParamError("not a text")


def _check_number(value: Any) -> None:
    """Refuse what Python would turn into a number, too: true and false, bytes, arrays."""
    if isinstance(value, bool):
        raise ParamError("true and false are no numbers")
    if not isinstance(value, (str, Number)):
        raise ParamError("not a number")


def _to_int(value: Any) -> int:
    _check_number(value)
    if isinstance(value, str):
        return int(value.strip().replace(" ", ""))
    try:
        number = int(value)
    except OverflowError:
        raise ParamError("infinite") from None
    if number != value:
        raise ParamError("not whole")
    return number


def _to_float(value: Any) -> float:
    _check_number(value)
    try:
        return float(value.strip() if isinstance(value, str) else value)
    except OverflowError:
        raise ParamError("too large") from None


def _to_bool(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise ParamError("not a yes or no")


def _to_path(value: Any) -> Path:
    if not isinstance(value, (str, Path)) or not str(value):
        raise ParamError("not a path")
    refuse_address(value)
    path = Path(value)
    for part in path.parts:
        words = too_long(part, part)
        if words:
            raise ParamError("{words}", words=words)
    return expand_home(path)


def refuse_address(value: str | Path) -> None:
    """Refuse an address where a path belongs, which would become a folder called `s3:`.

    Raises
    ------
    ParamError
        Saying what to do.
    """
    first = Path(value).parts[0] if Path(value).parts else ""
    meant = "://" in str(value) or (_SCHEME.fullmatch(first) and not Path(first).exists())
    if meant:
        raise ParamError(
            "{value} is an address, which only sources of fields read: name a folder or file of "
            "this computer",
            value=quoted(str(value)),
        )


def expand_home(path: Path) -> Path:
    """Replace a leading `~` or `~user`.

    Raises
    ------
    ParamError
        If there is no such user.
    """
    try:
        return path.expanduser()
    except RuntimeError:
        raise ParamError("{parts} is no home folder here", parts=path.parts[0]) from None


_CONVERTERS: dict[Any, Callable[[Any], Any]] = {
    str: _to_str,
    int: _to_int,
    float: _to_float,
    bool: _to_bool,
    Path: _to_path,
}
