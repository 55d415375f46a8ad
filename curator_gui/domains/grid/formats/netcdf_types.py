"""Variables of NetCDF files of types that no array has: lists of any length, opaque bytes.

xarray gives lists of any length the shape of the first one it meets, and the libraries keep no hold
of their memory: a file that is opened again while they are there ends the process.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from curator_gui.core.message import Message

if TYPE_CHECKING:
    import netCDF4
    import xarray as xr

LEFT_OUT = "curator_left_out"
"""Key of a dataset's encoding: the names of variables that were left out, each with its type."""

_SKIPPED = re.compile(r"WARNING: variable '(.*)' has unsupported datatype", re.DOTALL)
_WARNINGS = r"WARNING: .*(?s:.)* skipping"


@contextmanager
def quietly() -> Iterator[None]:
    """Keep netCDF4 from warning of types that it does not know: `left_out` names their variables.

    It says so whenever a file is opened, without the name of the file.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", _WARNINGS)
        yield


@contextmanager
def opened_with_skipped(target: str) -> Iterator[tuple[netCDF4.Dataset, list[str]]]:
    """Open a file; beside it stand the names of variables that netCDF4 does not know the type of.

    They are of the file or of any of its groups.
    """
    import netCDF4

    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        file = netCDF4.Dataset(target)
    for other in said:
        if re.match(_WARNINGS, str(other.message)) is None:
            warnings.warn_explicit(other.message, other.category, other.filename, other.lineno)
    found = (_SKIPPED.match(str(warning.message)) for warning in said)
    with file:
        yield file, [match[1] for match in found if match is not None]


def is_ragged(variable: netCDF4.Variable[Any]) -> bool:
    """Whether values are lists of any length (VLEN); texts of any length are none of those."""
    import netCDF4

    return isinstance(variable.datatype, netCDF4.VLType) and variable.dtype is not str


def left_out(node: Any, skipped: list[str]) -> dict[str, Message]:
    """Name the variables of a file or group that no array can hold, each with its type in words.

    `skipped` may have names of other groups, too.
    """
    if skipped:
        import h5py

        with h5py.File(node.filepath(), "r") as file:
            skipped = [name for name in skipped if name in file[node.path]]
    ragged = [str(name) for name, variable in node.variables.items() if is_ragged(variable)]
    return {name: Message("{name} (lists of any length, VLEN)", name=name) for name in ragged} | {
        name: Message("{name} (a type that netCDF4 does not know)", name=name) for name in skipped
    }


def of_dataset(dataset: xr.Dataset) -> Mapping[str, Message]:
    """Return what was left out when a dataset was opened."""
    found: Mapping[str, Message] = dataset.encoding.get(LEFT_OUT, {})
    return found
