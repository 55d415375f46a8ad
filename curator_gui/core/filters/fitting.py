"""Filters that have to see the data before they can work, such as one that scales by the mean.

A run walks over the training items first, through the steps before such a filter, and lets it
gather something from each; what was gathered is put together in ascending order of the indices, so
that it is the same to the last bit for any number of workers and any history of crashes. What the
filter makes of it, its constants, is kept with the data set; then the run proper begins.
"""

from __future__ import annotations

import copy
import json
from abc import abstractmethod
from collections.abc import Iterator, Mapping
from typing import Any, Self, TypeGuard, TypeVar

from curator_gui.core.components import Filter, Pipeline
from curator_gui.core.errors import CuratorError
from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.params.param import Param

T = TypeVar("T")

_CONSTANTS = "_fitted_constants"


class NotFittedError(CuratorError):
    """A filter was given items before its constants were known."""


class ConstantsError(CuratorError):
    """What a filter has made of the data cannot be kept as constants."""


class FittedFilter(Filter[T]):
    """A filter whose constants come from the data set that it is part of.

    `gather` reduces an item, `combine` puts two results of it together, `fit` makes the constants
    of all. What `gather` and `combine` return travels and is kept: numbers, texts, lists,
    dictionaries and NumPy arrays (a tuple comes back as a list). `__call__` reads `constants`.
    """

    @property
    def needs_fit(self) -> bool:
        """Whether the constants have to be gathered: not if an argument gives them."""
        return True

    @abstractmethod
    def gather(self, item: T) -> Any:
        """Reduce one item, as it comes from the steps before; called in a worker process."""

    @abstractmethod
    def combine(self, one: Any, other: Any) -> Any:
        """Put two results of `gather` or `combine` together; those of earlier items come first."""

    @abstractmethod
    def fit(self, gathered: Any) -> Mapping[str, Any]:
        """Return the constants as JSON data, from what was gathered over all training items.

        Called once, outside the workers. What a person has to know is said with `core.remark`.
        """

    @property
    def constants(self) -> Mapping[str, Any]:
        """What `fit` made of the data set.

        Raises
        ------
        NotFittedError
            Outside a run, and while its first pass is under way.
        """
        found: Mapping[str, Any] | None = self.__dict__.get(_CONSTANTS)
        if found is None:
            raise NotFittedError(
                "the constants of {name} come from the data set: they are known after the first "
                "pass of a run",
                name=getattr(self, "name", type(self).__name__),
            )
        return found

    def with_constants(self, constants: Mapping[str, Any]) -> Self:
        """Return the filter with constants of this data set."""
        fitted = copy.copy(self)
        fitted.__dict__[_CONSTANTS] = constants
        return fitted


class Waiting(Filter[Any]):
    """Stands in for a filter whose constants are not known yet: passes its items on, and says so.

    For a look at the steps before a run; a run itself never has it.
    """

    name = "Waiting"
    description = "Passes items on as they are."

    def __init__(self, step: FittedFilter[Any]) -> None:
        self.name = getattr(step, "name", type(step).__name__)  # type: ignore[misc]

    @classmethod
    def params(cls) -> list[Param]:
        """Describe nothing: no document has it."""
        return []

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        """Pass the items on, with a remark."""
        for item in items:
            remark(
                Message(
                    "its constants are known after the first pass of a run; until then items are "
                    "shown as they reached it"
                )
            )
            yield item


def waits_for_constants(step: Any) -> TypeGuard[FittedFilter[Any]]:
    """Whether a step is a filter whose constants have to be gathered first."""
    return isinstance(step, FittedFilter) and step.needs_fit and _CONSTANTS not in step.__dict__


def unfitted_steps(pipeline: Pipeline[Any]) -> Iterator[int]:
    """Number the filters, from 1, whose constants are not known, in their order."""
    for number, step in enumerate(pipeline.filters, start=1):
        if waits_for_constants(step):
            yield number


def json_constants(constants: Any, name: str) -> dict[str, Any]:
    """Return constants as they read in a file: NumPy's numbers and arrays as plain ones.

    Raises
    ------
    ConstantsError
        If they are no dictionary of JSON data, or hold NaN or infinity.
    """
    try:
        text = json.dumps(constants, allow_nan=False, default=_plain)
    except (TypeError, ValueError) as error:
        raise ConstantsError(
            "the constants of {name} cannot be kept as JSON: {error}", name=name, error=error
        ) from error
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ConstantsError(
            "the constants of {name} have to be a dictionary, not {found}",
            name=name,
            found=type(constants).__name__,
        )
    return found


def _plain(value: Any) -> Any:
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(Message("{type} is no JSON data", type=type(value).__name__))
