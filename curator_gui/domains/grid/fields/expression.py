"""Formulas of variables: read safely, computed with their units."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core import Param, remark
from curator_gui.core.message import Message
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.grid.coordinates import origin
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.filters.base import ItemFilter
from curator_gui.domains.grid.units import Unit, parse_unit

if TYPE_CHECKING:
    import xarray as xr

Dimensions = dict[str, float]
_SAME = ("minimum", "maximum", "hypot")
_PLAIN = ("exp", "log", "log10", "sin", "cos", "tan")
_FUNCTIONS = {"sqrt": 1, "abs": 1, "where": 3, "arctan2": 2} | dict.fromkeys(_SAME, 2)
_FUNCTIONS |= dict.fromkeys(_PLAIN, 1)
_OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "add", ast.Sub: "subtract", ast.Mult: "multiply", ast.Div: "divide",
    ast.Pow: "power", ast.Lt: "less", ast.LtE: "less_equal", ast.Gt: "greater",
    ast.GtE: "greater_equal", ast.Eq: "equal", ast.NotEq: "not_equal",
}  # fmt: skip
_LARGEST_POWER = 20
_TEMPERATURE: Dimensions = {"[temperature]": 1.0}


class Derive(ItemFilter):
    """Add a variable that a formula of others gives, such as `sqrt(u**2 + v**2)`.

    Known are + - * / **, comparisons, sqrt, abs, exp, log, log10, sin, cos, tan (radians), arctan2,
    hypot, minimum, maximum and where(condition, a, b), variables and coordinates of the item, and
    pi. Nothing else is run. With a unit for the result, everything is computed in SI units, and
    terms that do not fit together are an error; a number in the formula has no unit then. Without
    one, values are taken as they stand.

    Where degrees Celsius or Fahrenheit are asked for, a difference of two temperatures is one in
    K, with a remark: no zero point is taken off it. A sum of temperatures has none, and is refused.

    Raises
    ------
    GridError
        If a name is not there, units are missing or do not fit, dimensions cannot be combined, or
        the new name is that of a dimension.
    """

    name = "Derive variable"
    description = "Adds a variable computed by a formula, with units checked and converted."
    version = "2"

    def __init__(
        self,
        output: Annotated[str, Param("Name of the new variable.")],
        formula: Annotated[
            str,
            Param(
                "Formula of variables and coordinates: q / (1 - q), sqrt(u**2 + v**2), where(lsm > "
                "0.5, t, 0)."
            ),
        ],
        unit: Annotated[
            str | None,
            Param(
                "Unit of the result, such as m s-1: units are then converted and checked. Not set: "
                "values are taken as they stand, and the result has no unit."
            ),
        ] = None,
        long_name: Annotated[str, Param("What the variable is, in words.")] = "",
    ) -> None:
        self._output = output
        self._formula = formula
        self._unit = unit or None
        self._long_name = long_name

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report a formula that cannot be read and a unit that is not known."""
        try:
            parse_formula(self._formula)
        except GridError as error:
            yield "formula", str(error)
        try:
            parse_unit(self._unit or "1")
        except GridError as error:
            yield "unit", str(error)

    def apply(self, item: xr.Dataset) -> xr.Dataset:
        """Return the item with the new variable."""
        import numpy as np
        import xarray as xr

        tree = parse_formula(self._formula)
        self._check_name(item)
        wanted = parse_unit(self._unit) if self._unit else None
        try:
            with np.errstate(all="ignore"):  # what is undefined is NaN or infinite
                result = _Evaluation(item, wanted is not None).value(tree)
        except (GridError, ValueError) as error:
            raise GridError(
                "{origin}{formula}: {error}",
                origin=origin(item),
                formula=self._formula,
                error=error,
            ) from error
        values, unit = result.values, self._unit
        if wanted is not None:
            self._check(item, result, wanted)
            if wanted.offset and result.zeros == 0:
                remark(Message("a difference of temperatures has the unit K"))
                unit = "K"
            elif (wanted.offset, wanted.factor) != (0, 1):
                values = (values - wanted.offset) / wanted.factor
        array = xr.Variable((), values) if np.isscalar(values) else values
        about = {"units": unit, "long_name": self._long_name}
        array = array.copy(deep=False)
        array.attrs = {key: value for key, value in about.items() if value}
        return item.assign({self._output: array})

    def _check_name(self, item: xr.Dataset) -> None:
        if self._output in item.dims:
            raise GridError(
                "{origin}{name} is a dimension; give the new variable another name",
                origin=origin(item),
                name=repr(self._output),
            )

    def _check(self, item: xr.Dataset, result: _Value, wanted: Unit) -> None:
        if wanted.offset and result.zeros not in (None, 0, 1):
            raise GridError(
                "{origin}{formula} adds temperatures up, so it has no zero point in {unit}; take "
                "K as its unit",
                origin=origin(item),
                formula=self._formula,
                unit=self._unit,
            )
        if result.dimensions != dict(wanted.dimensions):
            raise GridError(
                "{origin}{formula} is measured in {found}, not in {unit}",
                origin=origin(item),
                formula=self._formula,
                found=_written(result.dimensions),
                unit=self._unit,
            )


def parse_formula(text: str) -> ast.expr:
    """Read a formula.

    Raises
    ------
    GridError
        If it is none, or has parts that are not known.
    """
    try:
        tree = ast.parse(text.strip(), mode="eval").body
        for node in ast.walk(tree):
            _check_node(node)
    except SyntaxError as error:
        raise GridError("is no formula: {error}", error=error.msg) from error
    except (RecursionError, MemoryError, ValueError) as error:
        raise GridError("is no formula: {error}", error=type(error).__name__) from error
    return tree


def _check_node(node: ast.AST) -> None:
    plain = (ast.Name, ast.Load, ast.BinOp, ast.UnaryOp, ast.USub, ast.UAdd)
    if isinstance(node, (*plain, *_OPERATORS)):
        return
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        return
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        wanted = _FUNCTIONS.get(node.func.id)
        if wanted == len(node.args):
            return
    words = ast.unparse(node) if isinstance(node, ast.expr) else type(node).__name__
    raise GridError(
        "{part} is not known in a formula; known are + - * / **, comparisons, {functions}",
        part=words[:60],
        functions=", ".join(sorted(_FUNCTIONS)),
    )


@dataclass(frozen=True)
class _Value:
    """A number or an `xarray.Variable`, and the powers of SI's dimensions.

    `zeros` says how many zero points of temperatures are in it: 1 in a temperature, 0 in the
    difference of two, 1 in their mean, 2 in their sum; None where that cannot be said.
    """

    values: Any
    dimensions: Dimensions
    zeros: float | None = 0


class _Evaluation:
    """Computes a formula over an item's variables."""

    def __init__(self, item: xr.Dataset, with_units: bool) -> None:
        self.item = item
        self.with_units = with_units

    def value(self, node: ast.expr) -> _Value:
        if isinstance(node, ast.Constant):
            return _Value(float(node.value), {})  # type: ignore[arg-type]
        if isinstance(node, ast.Name):
            return self._named(node.id)
        if isinstance(node, ast.UnaryOp):
            found = self.value(node.operand)
            values = _numbers(found.values)
            zeros = found.zeros if found.zeros is None or not _is_minus(node) else -found.zeros
            return _Value(-values if _is_minus(node) else values, found.dimensions, zeros)
        if isinstance(node, ast.BinOp):
            sides = [self.value(node.left), self.value(node.right)]
            return self._combined(_OPERATORS[type(node.op)], sides, ast.unparse(node))
        if isinstance(node, ast.Compare):
            sides = [self.value(node.left), self.value(node.comparators[0])]
            return self._combined(_OPERATORS[type(node.ops[0])], sides, ast.unparse(node))
        assert isinstance(node, ast.Call)  # the parser lets nothing else pass
        assert isinstance(node.func, ast.Name)
        sides = [self.value(argument) for argument in node.args]
        return self._combined(node.func.id, sides, ast.unparse(node))

    def _named(self, name: str) -> _Value:
        import math

        import numpy as np

        if name not in self.item.variables:
            if name == "pi":
                return _Value(math.pi, {})
            have = listed_names(self.item.variables)
            raise GridError(
                "there is no variable {name}; there are {have}", name=repr(name), have=have
            )
        variable = self.item.variables[name]
        if variable.dtype.kind not in "biuf":
            raise GridError("variable {name} holds no numbers", name=repr(name))
        wide = variable.astype(np.result_type(variable.dtype, np.float32), copy=False)
        if not self.with_units:
            return _Value(wide, {})
        if "units" not in variable.attrs:
            raise GridError(
                "variable {name} states no units, so the result cannot be converted",
                name=repr(name),
            )
        unit = parse_unit(str(variable.attrs["units"]))
        same = unit.factor == 1 and unit.offset == 0
        dimensions = dict(unit.dimensions)
        values = wide if same else wide * unit.factor + unit.offset
        return _Value(values, dimensions, 1 if dimensions == _TEMPERATURE else 0)

    def _combined(self, name: str, sides: list[_Value], words: str) -> _Value:
        import numpy as np

        dimensions = self._dimensions(name, sides, words) if self.with_units else {}
        values = [_numbers(side.values) for side in sides]
        zeros = _zeros(name, sides)
        if name == "where":
            return _Value(_where(*values), dimensions, zeros)
        function: Callable[..., Any] = getattr(np, name)
        return _Value(_applied(function, values), dimensions, zeros)

    def _dimensions(self, name: str, sides: list[_Value], words: str) -> Dimensions:
        found = [side.dimensions for side in sides]
        if name in ("multiply", "divide"):
            return _product(found[0], found[1], 1 if name == "multiply" else -1)
        if name == "power":
            return self._powered(sides, words)
        if name == "sqrt":
            return {key: power / 2 for key, power in found[0].items()}
        same = found[1:] if name == "where" else found
        if any(each != same[0] for each in same) or (name in _PLAIN and found[0]):
            listed = ", ".join(_written(each) for each in same)
            raise GridError("{words}: {found} do not fit together", words=words, found=listed)
        kept = name in ("add", "subtract", "abs", "where", *_SAME)
        return dict(same[0]) if kept else {}

    def _powered(self, sides: list[_Value], words: str) -> Dimensions:
        power, base = sides[1].values, sides[0].dimensions
        if sides[1].dimensions or (base and not isinstance(power, float)):
            raise GridError("{words}: the power has to be a number", words=words)
        return {key: each * power for key, each in base.items()} if base else {}


def _zeros(name: str, sides: list[_Value]) -> float | None:
    """Return how many zero points of temperatures the result of a function has."""
    counts = [side.zeros for side in (sides[1:] if name == "where" else sides)]
    known = [count for count in counts if count is not None]
    if len(known) < len(counts):
        return None
    if not any(known):
        return 0
    if name in ("add", "subtract"):
        total = known[0] + known[1] * (1 if name == "add" else -1)
        return round(total, 9)  # 0.1 and 0.9 make one
    if name in ("multiply", "divide"):
        return _scaled_zeros(name, sides)
    same = name in ("where", "minimum", "maximum") and len(set(known)) == 1
    return known[0] if same else None


def _scaled_zeros(name: str, sides: list[_Value]) -> float | None:
    """Return the zero points of a multiple by a number of the formula; of others it is unknown."""
    one, other = sides
    if isinstance(other.values, float) and one.zeros and other.values:
        return one.zeros * (other.values if name == "multiply" else 1 / other.values)
    if isinstance(one.values, float) and name == "multiply" and other.zeros:
        return other.zeros * one.values
    return None


def _is_minus(node: ast.UnaryOp) -> bool:
    return isinstance(node.op, ast.USub)


def _numbers(value: Any) -> Any:
    """Return what a comparison gives as 0 and 1: numpy has no - for it, and its + is an `or`."""
    import numpy as np
    import xarray as xr

    is_comparison = isinstance(value, xr.Variable) and value.dtype.kind == "b"
    return value.astype(np.float32) if is_comparison else value


def _applied(function: Callable[..., Any], values: list[Any]) -> Any:
    """Apply a numpy function to numbers and variables, which are broadcast by their dimensions."""
    import numpy as np
    import xarray as xr

    if function is np.power and isinstance(values[1], float) and abs(values[1]) > _LARGEST_POWER:
        raise GridError("powers above {most} are not computed", most=_LARGEST_POWER)
    if not any(isinstance(value, xr.Variable) for value in values):
        return float(function(*values))
    return xr.apply_ufunc(function, *values)


def _where(condition: Any, one: Any, other: Any) -> Any:
    import numpy as np

    return _applied(lambda c, a, b: np.where(c != 0, a, b), [condition, one, other])


def _product(one: Dimensions, other: Dimensions, sign: int) -> Dimensions:
    total = {key: one.get(key, 0) + sign * other.get(key, 0) for key in {*one, *other}}
    return {key: power for key, power in total.items() if power}


def _written(dimensions: Dimensions) -> str:
    parts = [f"{name}{'' if power == 1 else f'{power:g}'}" for name, power in dimensions.items()]
    return " ".join(parts) or "1"
