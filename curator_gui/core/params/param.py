"""Param: the descriptor of one constructor argument of a component.

Forms, documents, the command line and validation are all generated from it. The first five
attributes are those of the reference system, so components written for it run unchanged; the rest
are ours and optional.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message, quoted, term
from curator_gui.core.params.coercion import coerce_value, describe_type, is_optional


class _Required:
    """Marks a `Param` without a default."""

    _instance: _Required | None = None

    def __new__(cls) -> _Required:
        if cls._instance is None:
            cls._instance = super().__new__(cls)
        return cls._instance

    def __repr__(self) -> str:
        return "REQUIRED"

    def __bool__(self) -> bool:
        return False

    def __reduce__(self) -> str:
        return "REQUIRED"


REQUIRED: Any = _Required()

WIDGETS = (
    "", "folder", "file", "output_folder", "output_file", "pattern", "template", "shared_template",
    "text", "path", "code", "code_function", "code_arguments",
)  # fmt: skip
"""Hints for the form's editor and for the checks of the file system.

`folder` and `file` must exist before the run; `output_folder` and `output_file` must be writable
or creatable; `path` is either and is not looked at; `pattern` is a glob; `template` a naming
template, `shared_template` one that may also be the name of one file for all indices; `text` has
several lines. `code` is a Python file in the document's own folder, `code_function` a function in
it and `code_arguments` what that is given.
"""

ROLES = (
    "", "field", "point field", "cell field", "variable", "dimension", "coordinate value", "level",
    "block", "patch", "element", "property", "time",
)  # fmt: skip
"""What a value names in the data that reach the step; of a table, its names do."""

AXES = ("", "x", "y", "z", "longitude", "latitude", "level", "time")
"""What a number or time lies along, so that its field begins with the bounds of the data."""


_MOST_WRITTEN = 1e300


@dataclass(frozen=True)
class Param:
    """One constructor argument: what it means, what it accepts and what it is by default.

    Parameters
    ----------
    name
        The argument's name. In `Annotated[type, Param("...")]`, where name, type and default are
        those of the argument, the first value is the description.
    description
        One or two sentences of help, shown beside the field.
    type
        `str`, `int`, `float`, `bool`, `pathlib.Path`, `list[T]`, `dict[str, T]` or `T | None`.
    default
        The value used when the document has none, or `REQUIRED`.
    choices
        The accepted values, if only these are.
    unit
        Unit of a number, as shown behind the field ("m", "degrees north").
    minimum, maximum
        Inclusive range of a number; of each element for a list of numbers.
    suffixes
        File suffixes that a picker offers, with the dot.
    widget
        One of `WIDGETS`.
    role
        One of `ROLES`: what the value, or each entry of it, names in the data.
    axis
        One of `AXES`, for a value along it.
    """

    name: str
    description: str = ""
    type: Any = str
    default: Any = REQUIRED
    choices: Sequence[Any] | None = None
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    suffixes: tuple[str, ...] = ()
    widget: str = ""
    role: str = ""
    axis: str = ""

    def __post_init__(self) -> None:
        if self.widget not in WIDGETS:
            raise ParamError(
                "Param {name}: widget {widget} is none of {widgets}",
                name=self.name,
                widget=quoted(self.widget),
                widgets=WIDGETS,
            )
        for name, value, known in (("role", self.role, ROLES), ("axis", self.axis, AXES)):
            if value not in known:
                raise ParamError(
                    "Param {name}: {what} {value} is none of {known}",
                    name=self.name,
                    what=name,
                    value=quoted(value),
                    known=known,
                )
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise ParamError(
                "Param {name}: no number is at least {minimum} and at most {maximum}",
                name=self.name,
                minimum=f"{self.minimum:g}",
                maximum=f"{self.maximum:g}",
            )

    @property
    def required(self) -> bool:
        """Whether a document has to give a value."""
        return self.default is REQUIRED

    @property
    def optional(self) -> bool:
        """Whether None ("not set") is accepted."""
        return is_optional(self.type) or self.default is None

    @property
    def label(self) -> str:
        """The name in words: `cell_fields` reads "Cell fields"."""
        words = self.name.replace("_", " ").strip()
        return words[:1].upper() + words[1:]

    def accepts(self) -> str:
        """Say in words what a value may be, for help texts and errors."""
        if self.choices is not None:
            return Message("one of {choices}", choices=", ".join(map(str, self.choices)))
        words = self._ranged(describe_type(self.type))
        if not self.unit:
            return words
        return Message("{accepts} in {unit}", accepts=words, unit=term(self.unit))

    def _ranged(self, accepts: str) -> str:
        minimum, maximum = _limit(self.minimum), _limit(self.maximum)
        values = {"accepts": accepts, "minimum": minimum, "maximum": maximum}
        if minimum is not None and maximum is not None:
            return Message("{accepts} from {minimum} to {maximum}", **values)
        if minimum is not None:
            return Message("{accepts} of at least {minimum}", **values)
        if maximum is not None:
            return Message("{accepts} of at most {maximum}", **values)
        return accepts

    def coerce(self, value: Any) -> Any:
        """Turn a value from a document or form into what the constructor wants.

        Raises
        ------
        ParamError
            If the value has the wrong type, is out of range or is none of the choices.
        """
        if value is None and self.optional:
            return None
        if (
            value is REQUIRED
            or value is None
            or (self.required and isinstance(value, str) and not value)
        ):
            raise ParamError("needs a value: {accepts}", accepts=self.accepts())
        try:
            result = coerce_value(self.type, value)
        except (TypeError, ValueError) as error:
            raise self._refusal(value, error) from None
        self._check(result, value)
        return result

    def _refusal(self, value: Any, error: Exception) -> ParamError:
        values = {"accepts": self.accepts(), "value": repr(value)}
        if isinstance(error, ParamError):
            return ParamError("needs {accepts}, not {value} ({detail})", **values, detail=error)
        return ParamError("needs {accepts}, not {value}", **values)

    def _check(self, result: Any, value: Any) -> None:
        if self.choices is not None:
            self._check_choices(result, value)
        for number in result if isinstance(result, (list, tuple)) else [result]:
            if isinstance(number, (int, float)) and not isinstance(number, bool):
                self._check_range(number)

    def _check_choices(self, result: Any, value: Any) -> None:
        choices = list(self.choices or ())
        chosen = result if isinstance(result, (list, tuple)) and result not in choices else [result]
        if any(item not in choices for item in chosen):
            raise ParamError(
                "needs {accepts}, not {value}", accepts=self.accepts(), value=quoted(value)
            )

    def _check_range(self, number: float) -> None:
        low, high = self.minimum, self.maximum
        below = low is not None and not number >= low
        above = high is not None and not number <= high
        if below or above:
            raise ParamError(
                "needs {accepts}, not {number}", accepts=self.accepts(), number=_shown(number)
            )


def _shown(number: float) -> str:
    """Write a number, which may have more digits than any float."""
    return f"{number:g}" if abs(number) < _MOST_WRITTEN else quoted(number)


def params_of(component: Any) -> tuple[Param, ...]:
    """Describe the arguments of a component or a class of them, of ours or of others.

    A `Param` of physicsnemo-curator (name, description, type, default or required, choices) becomes
    one of ours; what has no `params` has none.
    """
    find = getattr(component, "params", None)
    found = find() if callable(find) else ()
    return tuple(param if isinstance(param, Param) else _translated(param) for param in found)


def _translated(param: Any) -> Param:
    default = REQUIRED if getattr(param, "required", False) else getattr(param, "default", None)
    return Param(
        name=param.name,
        description=getattr(param, "description", ""),
        type=getattr(param, "type", object),
        default=default,
        choices=getattr(param, "choices", None),
    )


def _limit(limit: float | None) -> str | None:
    """Write the least or greatest value as people do: 1,000,000 rather than 1e+06."""
    if limit is None:
        return None
    return f"{int(limit):,}" if float(limit).is_integer() else f"{limit:g}"
