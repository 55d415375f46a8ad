"""What a function or class in a file of code asks for, told from its text alone.

So a form shows its parameters, and a document is checked, before the person has agreed to it. Types
and `Param`s are understood as `filter_component` understands them, as long as they are written out:
names of the module that stand for them are followed, calls other than `Param(...)` are not.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, Union

from curator_gui.core.document_code.reading import Code, line_error, parsed
from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message
from curator_gui.core.params.param import REQUIRED, Param

_PLAIN: Mapping[str, Any] = {
    "str": str, "int": int, "float": float, "bool": bool, "Path": Path, "list": list,
    "tuple": tuple, "dict": dict, "List": list, "Tuple": tuple, "Dict": dict, "None": type(None),
}  # fmt: skip
_PARAM_FIELDS = {field.name for field in fields(Param)} - {"name", "type", "default"}
_NO_FIELD = ("ClassVar", "KW_ONLY")
_DEPTH = 20
ITEM = ("item",)
"""What a function of items is given by place."""
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Definition = _Function | ast.ClassDef


@dataclass(frozen=True)
class Callee:
    """A function or class that a step may use.

    Parameters
    ----------
    name, line
        Its name, and where it stands.
    description
        The first line of its docstring.
    params
        What it takes beside the item.
    problem
        Why it cannot be a step; "" if it can.
    is_class, methods
        Whether it is a class, and the names of its methods that stand in the file.
    whole
        Whether these are all: no base of it stands elsewhere.
    """

    name: str
    line: int
    description: str
    params: tuple[Param, ...] = ()
    problem: str = ""
    is_class: bool = False
    methods: frozenset[str] = frozenset()
    whole: bool = True

    def param(self, name: str) -> Param | None:
        """Find a parameter by name."""
        return next((param for param in self.params if param.name == name), None)


@lru_cache(maxsize=64)
def callees(code: Code, given: tuple[str, ...] = ITEM) -> Mapping[str, Callee]:
    """Return what the file of a step offers, by name; names with a leading `_` are its own.

    `given` names what a function is given by place, before the arguments of the form.

    Raises
    ------
    CodeError
        If it is no code.
    """
    tree = parsed(code.path, code.text)
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    names = {n: v for node in tree.body for n, v in _assigned(node)}
    reader = _Reader(names, classes, given)
    return {
        node.name: reader.callee(node)
        for node in tree.body
        if isinstance(node, _Definition) and not node.name.startswith("_")
    }


def callee_of(code: Code, name: str, given: tuple[str, ...] = ITEM) -> Callee:
    """Return what a step names.

    Raises
    ------
    CodeError
        If there is none of this name, or it cannot be a step; with its line.
    """
    found = callees(code, given)
    if name not in found:
        words = Message("there is no function or class {name}", name=name)
        if found:
            offered = ", ".join(found)
            words = Message("{problem}; there are {offered}", problem=words, offered=offered)
        raise line_error(code.path, 1, words)
    if found[name].problem:
        raise line_error(code.path, found[name].line, found[name].problem)
    return found[name]


def _assigned(node: ast.stmt) -> list[tuple[str, ast.expr]]:
    if isinstance(node, ast.Assign):
        return [(t.id, node.value) for t in node.targets if isinstance(t, ast.Name)]
    return []


class _NotPlainError(Exception):
    """An annotation or default that only running it would tell."""


@dataclass(frozen=True)
class _Reader:
    names: Mapping[str, ast.expr]
    """What the module gives a name to."""
    classes: Mapping[str, ast.ClassDef]
    given: tuple[str, ...]

    def callee(self, node: _Definition) -> Callee:
        words = (ast.get_docstring(node) or "").split("\n")[0]
        base = Callee(node.name, node.lineno, words)
        if isinstance(node, ast.AsyncFunctionDef):
            return replace(base, problem=Message("is asynchronous: write def alone"))
        if isinstance(node, ast.FunctionDef):
            return self._with_params(base, node, self.given)
        methods, whole = self._methods(node, _DEPTH)
        found = replace(base, is_class=True, methods=methods, whole=whole)
        return self._of_class(found, node, _DEPTH)

    def _methods(self, node: ast.ClassDef, depth: int) -> tuple[frozenset[str], bool]:
        """Name the methods of a class and of its bases in this file; say whether these are all."""
        own = {n.name for n in node.body if isinstance(n, _Function)}
        own |= {name for n in node.body for name, _ in _assigned(n)}
        above = [self._methods(base, depth - 1) for base in self._bases(node)] if depth else []
        known = len(above) == len([base for base in node.bases if _last_name(base) != "object"])
        whole = known and not node.keywords and not node.decorator_list
        names = own.union(*(names for names, _ in above))
        return frozenset(names), whole and all(all_known for _, all_known in above)

    def _of_class(self, base: Callee, node: ast.ClassDef, depth: int) -> Callee:
        """Describe the constructor of a class: its own, a dataclass's, or one that it inherits."""
        init = [n for n in node.body if isinstance(n, ast.FunctionDef) and n.name == "__init__"]
        if init:
            return self._with_params(base, init[-1], ("self",))
        inherited = replace(base, params=())
        for above in reversed([*self._bases(node)] if depth else []):
            inherited = self._of_class(inherited, above, depth - 1)
        if not _is_dataclass(node):
            return inherited
        own = [self._field(n) for n in node.body if isinstance(n, ast.AnnAssign)]
        params = {param.name: param for param in [*inherited.params, *filter(None, own)]}
        return replace(base, params=tuple(params.values()))

    def _bases(self, node: ast.ClassDef) -> Iterator[ast.ClassDef]:
        """Yield the bases of a class that stand in the same file."""
        for base in node.bases:
            if isinstance(base, ast.Name) and base.id in self.classes:
                yield self.classes[base.id]

    def _field(self, node: ast.AnnAssign) -> Param | None:
        """Describe a field of a dataclass; None for one that its constructor does not take."""
        target, value = node.target, node.value
        kind = node.annotation.value if isinstance(node.annotation, ast.Subscript) else None
        if not isinstance(target, ast.Name) or _last_name(kind or node.annotation) in _NO_FIELD:
            return None
        if isinstance(value, ast.Call) and _last_name(value.func) == "field":
            given = {k.arg: k.value for k in value.keywords}
            if "init" in given and self._literal(given["init"]) is False:
                return None
            value = given.get("default", given.get("default_factory"))
        return self._param(ast.arg(target.id, node.annotation), value)

    def _with_params(self, base: Callee, node: _Function, first: tuple[str, ...]) -> Callee:
        given = node.args
        if given.vararg or given.kwarg:
            words = Message("takes any arguments: name each, so that a form can ask for it")
            return replace(base, problem=words)
        placed = [*given.posonlyargs, *given.args]
        if missing := first[len(placed) :]:
            words = Message("has no argument for the {name}", name=", ".join(missing))
            return replace(base, problem=words)
        defaults = [None] * (len(placed) - len(given.defaults)) + given.defaults
        pairs = [*zip(placed, defaults, strict=True)][len(first) :]
        pairs += [*zip(given.kwonlyargs, given.kw_defaults, strict=True)]
        return replace(base, params=tuple(self._param(arg, default) for arg, default in pairs))

    def _param(self, arg: ast.arg, default: ast.expr | None) -> Param:
        kind, details = self._annotation(arg.annotation)
        value, unknown = self._default(default)
        if kind is object and isinstance(value, (bool, int, float, str)):
            kind = type(value)
        if unknown:
            kind = kind | None if isinstance(kind, type) and kind is not object else kind
            words = Message("By default what the code says: {text}.", text=unknown)
            known = details.get("description")
            details["description"] = Message("{a} {b}", a=known, b=words) if known else words
        try:
            return Param(arg.arg, type=kind, default=value, **details)
        except (ParamError, TypeError, ValueError):  # a Param that says something unknown
            return Param(arg.arg, type=kind, default=value)

    def _annotation(self, node: ast.expr | None) -> tuple[Any, dict[str, Any]]:
        """Return the type, `object` where it cannot be told, and what a `Param` says beside it."""
        try:
            return self._typed(node, _DEPTH) if node is not None else (object, {})
        except (_NotPlainError, TypeError, SyntaxError, RecursionError):
            return object, {}

    def _typed(self, node: ast.expr, depth: int) -> tuple[Any, dict[str, Any]]:
        node = self._followed(node, depth)
        if isinstance(node, ast.Subscript) and _last_name(node.value) == "Annotated":
            entries = _entries(node.slice)
            kind, details = self._typed(entries[0], depth - 1)
            for entry in entries[1:]:
                details |= self._details(self._followed(entry, depth))
            return _choices_apart(kind, details)
        return _choices_apart(self._kind(node, depth), {})

    def _kind(self, node: ast.expr, depth: int) -> Any:
        if not depth:
            raise _NotPlainError
        node = self._followed(node, depth)
        if isinstance(node, ast.Constant) and node.value is None:
            return None
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return self._kind(ast.parse(node.value, mode="eval").body, depth - 1)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            sides = [self._kind(side, depth - 1) for side in (node.left, node.right)]
            return Union[tuple(sides)]  # noqa: UP007 - built at run time
        if isinstance(node, ast.Subscript):
            return self._generic(_last_name(node.value), _entries(node.slice), depth)
        name = _last_name(node)
        return _PLAIN.get(name, object)

    def _generic(self, name: str, entries: list[ast.expr], depth: int) -> Any:
        if name == "Literal":
            return Literal[tuple(ast.literal_eval(entry) for entry in entries)]
        dots = [isinstance(e, ast.Constant) and e.value is Ellipsis for e in entries]
        kinds = tuple(
            ... if dot else self._kind(entry, depth - 1)
            for dot, entry in zip(dots, entries, strict=True)
        )
        makers: dict[str, Callable[[], Any]] = {
            "Optional": lambda: Union[kinds[0], None],  # noqa: UP007
            "Union": lambda: Union[kinds],  # noqa: UP007
            "list": lambda: list[kinds[0]],  # type: ignore[valid-type]
            "Sequence": lambda: list[kinds[0]],  # type: ignore[valid-type]
            "tuple": lambda: tuple[kinds],  # type: ignore[valid-type]
            "dict": lambda: dict[kinds[0], kinds[1]],  # type: ignore[valid-type]
            "Mapping": lambda: dict[kinds[0], kinds[1]],  # type: ignore[valid-type]
        }
        make = makers.get(name) or makers.get(name.lower())
        if make is None:
            raise _NotPlainError
        return make()

    def _followed(self, node: ast.expr, depth: int) -> ast.expr:
        """Return what a name of the module stands for."""
        while isinstance(node, ast.Name) and node.id in self.names and depth:
            node, depth = self.names[node.id], depth - 1
        return node

    def _details(self, node: ast.expr) -> dict[str, Any]:
        """Return what a `Param(...)` says; the first value is the description there."""
        if not isinstance(node, ast.Call) or _last_name(node.func) != "Param":
            return {}
        found = {k.arg: self._literal(k.value) for k in node.keywords if k.arg in _PARAM_FIELDS}
        if node.args and "description" not in found:
            found["description"] = self._literal(node.args[min(1, len(node.args) - 1)])
        return {str(name): value for name, value in found.items() if value is not None}

    def _default(self, node: ast.expr | None) -> tuple[Any, str]:
        """Return the default, and its text if only running the code would tell it."""
        if node is None:
            return REQUIRED, ""
        value = self._literal(node)
        text = ast.unparse(node)
        return value, "" if value is not None or text == "None" else text

    def _literal(self, node: ast.expr) -> Any:
        try:
            return ast.literal_eval(self._followed(node, _DEPTH))
        except (ValueError, TypeError, SyntaxError, *(MemoryError, RecursionError)):
            return None


def _is_dataclass(node: ast.ClassDef) -> bool:
    calls = [d.func if isinstance(d, ast.Call) else d for d in node.decorator_list]
    return any(_last_name(call) == "dataclass" for call in calls)


def _choices_apart(kind: Any, details: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """Give the values of a `Literal` as choices, as a declaration does."""
    from curator_gui.core.params.declaration import without_literals

    found, choices = without_literals(kind)
    return found, {"choices": choices, **details} if choices else details


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _entries(node: ast.expr) -> list[ast.expr]:
    return list(node.elts) if isinstance(node, ast.Tuple) else [node]
