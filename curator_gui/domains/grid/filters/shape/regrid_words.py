"""What filters that bring fields onto another grid say, and what stands for missing values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from curator_gui.core import remark
from curator_gui.core.message import Message

if TYPE_CHECKING:
    import numpy as np


def missing(dtype: np.dtype[Any]) -> Any:
    """Return what stands for a missing value of a type."""
    import numpy as np

    if dtype.kind in "mM":
        return np.array("NaT", dtype)
    return None if dtype.kind == "O" else np.asarray(np.nan, dtype)


def tell_apart() -> None:
    """Say that data and new grid do not meet."""
    remark(Message("no point of the new grid lies within the data: all values are missing"))


def tell_left_out(kind: str, name: str) -> None:
    """Say that a variable has no place on the new grid."""
    remark(
        Message(
            "the {kind} variable {name} does not fit the new grid and is left out",
            kind=kind,
            name=repr(name),
        )
    )
