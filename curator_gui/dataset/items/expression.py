"""Filters in words, such as `max(U) > 50 and cells < 1000`, read by Python's grammar alone.

Only comparisons, arithmetic, `and`, `or`, `not`, `in` and a few functions are known; names are
columns. Nothing is evaluated as Python, so that a filter from anywhere is safe.
"""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from curator_gui.core.errors import CuratorError
from curator_gui.core.message import Message, quoted
from curator_gui.core.text.listing import listed_names
from curator_gui.dataset.items.table import (
    OUTPUTS,
    SHA256,
    STATISTICS,
    Column,
    Items,
    Mask,
    field_of,
)

MAX_LENGTH = 2000
MAX_DEPTH = 50
Value = npt.NDArray[Any] | float | str | tuple[Any, ...]

_COMPARE: dict[type, Callable[[Any, Any], Any]] = {
    ast.Lt: np.less,
    ast.LtE: np.less_equal,
    ast.Gt: np.greater,
    ast.GtE: np.greater_equal,
}
_ARITHMETIC: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: np.add,
    ast.Sub: np.subtract,
    ast.Mult: np.multiply,
    ast.Div: np.divide,
    ast.Pow: np.power,
    ast.Mod: np.mod,
}
_FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "abs": np.abs,
    "log10": np.log10,
    "sqrt": np.sqrt,
}
_OPEN_END = re.compile(r"([-<>=!+*/%(,.\[]|\b(and|or|not|in))\s*\Z")
_MISSING = "missing"
_COLUMN = "column"
HIDDEN = (OUTPUTS, SHA256)
"""Columns that nobody filters by; they are known, but not named where others are missing."""

_WORDS = ("and", "or", "not", "in")


class ExpressionError(CuratorError, ValueError):
    """A filter that cannot be read; the message says which word and what there is instead."""


@dataclass(frozen=True)
class Expression:
    """A filter that was read and fits the columns; it can be asked of any rows."""

    text: str
    _tree: ast.expr

    def mask(self, items: Items) -> Mask:
        """Return which items fit; what is not known of an item fits no comparison.

        Raises
        ------
        ExpressionError
            If it names something that the items don't have, or compares texts with numbers.
        """
        with np.errstate(all="ignore"):
            found = _Evaluator(items).truth(self._tree)
        return np.broadcast_to(found, len(items)).copy()


def parse(text: str) -> Expression:
    """Read a filter; an empty one fits all items.

    Raises
    ------
    ExpressionError
        If it is no expression, or too long.
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError("this filter has more than {n} letters", n=MAX_LENGTH)
    try:
        tree = ast.parse(text.strip() or "True", mode="eval").body
    except SyntaxError as error:
        raise _unreadable(text, error) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError("this filter cannot be read: {why}", why=error) from error
    if _depth(tree) > MAX_DEPTH:
        raise ExpressionError("this filter is nested too deeply")
    return Expression(text, tree)


def fitting(text: str, items: Items) -> Mask:
    """Return which items fit a filter.

    Raises
    ------
    ExpressionError
        If the filter cannot be read or names what the items don't have.
    """
    return parse(text).mask(items)


def _unreadable(text: str, error: SyntaxError) -> ExpressionError:
    if re.search(r"(?<![=<>!])=(?!=)", text):
        return ExpressionError("one = gives a value; write == to compare")
    if _OPEN_END.search(text):  # the parser gives no place for it
        return ExpressionError("something is missing at the end")
    place = min(max((error.offset or 1) - 1, 0), len(text))
    return ExpressionError("this cannot be read from {words} on", words=quoted(text[place:][:30]))


def _depth(tree: ast.AST) -> int:
    """Count how deep an expression is nested, without recursion of our own."""
    deepest, layer = 0, [tree]
    while layer:
        layer = [child for node in layer for child in ast.iter_child_nodes(node)]
        deepest += 1
    return deepest


class _Evaluator:
    """Evaluates a tree on the columns of items."""

    def __init__(self, items: Items) -> None:
        self._items = items

    def truth(self, node: ast.expr) -> Any:
        """Evaluate something that is true or not for each item."""
        found = self._value(node)
        if isinstance(found, bool | np.bool_) or getattr(found, "dtype", None) == np.bool_:
            return found
        raise ExpressionError(
            "{what} is a value, not a question: compare it, as in {example}",
            what=quoted(ast.unparse(node)),
            example=f"{ast.unparse(node)} > 0",
        )

    def _value(self, node: ast.expr) -> Any:
        method = getattr(self, f"_{type(node).__name__.lower()}", None)
        if method is None:
            raise ExpressionError("{what} is no part of a filter", what=quoted(ast.unparse(node)))
        return method(node)

    def _constant(self, node: ast.Constant) -> Any:
        if isinstance(node.value, bool | int | float | str):
            return _float(node.value) if type(node.value) is int else node.value
        raise ExpressionError("{what} is no part of a filter", what=quoted(node.value))

    def _name(self, node: ast.Name) -> Any:
        return self._column(node.id).values

    def _attribute(self, node: ast.Attribute) -> Any:
        return self._column(_dotted(node)).values

    def _tuple(self, node: ast.Tuple | ast.List) -> Any:
        return tuple(self._value(element) for element in node.elts)

    _list = _tuple

    def _boolop(self, node: ast.BoolOp) -> Any:
        join = np.logical_and if isinstance(node.op, ast.And) else np.logical_or
        found = self.truth(node.values[0])
        for other in node.values[1:]:
            found = join(found, self.truth(other))
        return found

    def _unaryop(self, node: ast.UnaryOp) -> Any:
        if isinstance(node.op, ast.Not):
            return np.logical_not(self.truth(node.operand))
        if isinstance(node.op, ast.USub):
            return np.negative(self._number(node.operand))
        return self._number(node.operand)

    def _binop(self, node: ast.BinOp) -> Any:
        method = _ARITHMETIC.get(type(node.op))
        if method is None:
            raise ExpressionError("{what} is no part of a filter", what=quoted(ast.unparse(node)))
        return method(self._number(node.left), self._number(node.right))

    def _compare(self, node: ast.Compare) -> Any:
        found, left = np.True_, node.left
        for operator, right in zip(node.ops, node.comparators, strict=True):
            found = np.logical_and(found, self._compared(operator, left, right))
            left = right
        return found

    def _compared(self, operator: ast.cmpop, left: ast.expr, right: ast.expr) -> Any:
        if isinstance(operator, ast.In | ast.NotIn):
            inside = self._inside(self._value(left), self._value(right))
            return inside if isinstance(operator, ast.In) else np.logical_not(inside)
        if isinstance(operator, ast.Eq | ast.NotEq):
            return self._equal(operator, left, right)
        method = _COMPARE.get(type(operator))
        if method is None:
            raise ExpressionError("compare with ==, !=, <, <=, >, >= or in")
        return method(self._number(left), self._number(right))

    def _equal(self, operator: ast.cmpop, left: ast.expr, right: ast.expr) -> Any:
        one, other = self._value(left), self._value(right)
        if _is_text(one) != _is_text(other):
            raise _unlike(left, right)
        same = np.asarray(one == other, np.bool_)
        if isinstance(operator, ast.Eq):
            return same
        return np.logical_and(np.logical_not(same), _known(one) & _known(other))

    def _inside(self, one: Any, other: Any) -> Any:
        if isinstance(other, tuple):
            found = [np.asarray(one == choice, np.bool_) for choice in other]
            return np.logical_or.reduce(np.broadcast_arrays(*found)) if found else np.False_
        if isinstance(one, str) and _is_text(other) and not isinstance(other, str):
            return np.fromiter((one in text for text in other), np.bool_, len(other))
        raise ExpressionError('in needs choices: formula in ("H2O", "CH4"), or "abc" in source')

    def _call(self, node: ast.Call) -> Any:
        name = node.func.id if isinstance(node.func, ast.Name) else ast.unparse(node.func)
        if len(node.args) != 1 or node.keywords:
            raise ExpressionError("{name} takes one thing in brackets", name=name)
        argument = node.args[0]
        if name in STATISTICS:
            return self._statistic(name, _spelled(argument)).values
        if name == _COLUMN:
            return self._column(_spelled(argument)).values
        if name == _MISSING:
            return np.logical_not(_known(self._value(argument)))
        if name in _FUNCTIONS:
            return _FUNCTIONS[name](self._number(argument))
        raise _unknown_function(name)

    def _number(self, node: ast.expr) -> Any:
        found = self._value(node)
        if _is_text(found) or isinstance(found, tuple):
            raise ExpressionError("{what} is no number", what=quoted(ast.unparse(node)))
        return found

    def _column(self, key: str) -> Column:
        if key in self._items:
            return self._items[key]
        raise ExpressionError(_no_column(key, self._items))

    def _statistic(self, statistic: str, name: str) -> Column:
        key = f"{name}.{statistic}"
        if key in self._items:
            return self._items[key]
        fields = list(dict.fromkeys(f for f in map(field_of, self._items.columns) if f))
        if name in fields:
            raise ExpressionError(_not_measured(statistic, name, self._items))
        raise ExpressionError(_no_field(name, fields, self._items))


def _float(value: int) -> float:
    try:
        return float(value)
    except OverflowError as error:
        raise ExpressionError("a number is too large") from error


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Name):
        return node.id
    raise ExpressionError("{what} is no name of a column", what=quoted(ast.unparse(node)))


def _spelled(node: ast.expr) -> str:
    """Return a name that is written plainly, or in quotation marks because it has blanks."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return _dotted(node)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) or getattr(value, "dtype", np.dtype(float)).kind == "O"


def _known(value: Any) -> Any:
    if _is_text(value):
        return np.asarray(value != "", np.bool_)
    return np.logical_not(np.isnan(np.asarray(value, np.float64)))


def _unlike(left: ast.expr, right: ast.expr) -> ExpressionError:
    return ExpressionError(
        "{left} and {right} are not alike: one is a text, the other a number",
        left=quoted(ast.unparse(left)),
        right=quoted(ast.unparse(right)),
    )


def _unknown_function(name: str) -> ExpressionError:
    known = ", ".join((*STATISTICS, *_FUNCTIONS, _MISSING, _COLUMN))
    return ExpressionError("there is no function {name}; there are {known}", name=name, known=known)


def _no_field(name: str, fields: Sequence[str], items: Items) -> Message:
    if not fields:
        return Message(
            "{name}: no field was measured; there are {others}", name=name, others=_some(items)
        )
    return Message(
        "{name}: there is no such field. There are {fields}; also {others}",
        name=name,
        fields=listed_names(fields, 6),
        others=_some(items),
    )


def _no_column(key: str, items: Items) -> Message:
    near = difflib.get_close_matches(key, list(items.columns), 1)
    if near:
        return Message("{key}: there is no such measure. Is it {near}?", key=key, near=near[0])
    return Message(
        "{key}: there is no such measure. There are {others}", key=key, others=_some(items)
    )


def _not_measured(statistic: str, name: str, items: Items) -> Message:
    had = [key.rpartition(".")[2] for key in items.columns if field_of(key) == name]
    return Message(
        "{statistic} of {name} was not measured; there are {had}",
        statistic=statistic,
        name=name,
        had=listed_names(had),
    )


def _some(items: Items) -> str:
    plain = [key for key in items.columns if not field_of(key) and key not in HIDDEN]
    return listed_names(plain, 8)


# What can be typed next --------------------------------------------------------------------------

_WORD = re.compile(r"[\w.]*\Z")
_INSIDE = re.compile(rf"\b({'|'.join(STATISTICS)})\(\s*([\w.]*)\Z")


def spelled(column: Column) -> str:
    """Return how a column is written in a filter."""
    name, statistic = field_of(column.key), column.key.rpartition(".")[2]
    if name:
        return f"{statistic}({name})" if _plain(name) else f'{statistic}("{name}")'
    return column.key if _plain(column.key) else f'{_COLUMN}("{column.key}")'


def _plain(name: str) -> bool:
    return all(part.isidentifier() and part not in _WORDS for part in name.split("."))


def completions(text: str, items: Items) -> tuple[int, list[str]]:
    """Return how many letters at the end are replaced, and by what they can be, best first."""
    inside = _INSIDE.search(text)
    if inside:
        typed = inside[2]
        fields = [name for name in items.fields if f"{name}.{inside[1]}" in items]
        offers = [f"{name})" if _plain(name) else f'"{name}")' for name in fields]
    else:
        typed = (_WORD.search(text) or [""])[0]
        offers = [*(spelled(c) for c in items.columns.values()), *_WORDS, f"{_MISSING}("]
    return len(typed), _ranked(typed, offers)


def _ranked(typed: str, offers: Sequence[str]) -> list[str]:
    low = typed.lower()
    begin = [o for o in offers if o.lower().startswith(low) and o != typed]
    within = [o for o in offers if low in o.lower() and o not in begin and o != typed]
    return [*begin, *within]
