"""The error of gridded data, and library errors put into words."""

from __future__ import annotations

from typing import NoReturn

from curator_gui.core.errors import CuratorError
from curator_gui.core.remote.addresses import is_address
from curator_gui.core.remote.remote_errors import AddressError, remote_reason

READ_ERRORS = (
    OSError,
    RuntimeError,  # netCDF4: "NetCDF: HDF error"
    ValueError,
    TypeError,
    KeyError,  # zarr: missing metadata
    IndexError,
    AttributeError,
    ImportError,  # a remote protocol whose library is not installed
)
"""What netCDF4, zarr, fsspec and xarray raise for unreadable data; not MemoryError."""

_NETCDF_CODES = {
    -51: "it is no NetCDF file, or its beginning is damaged",
    -101: "HDF5 cannot read it: it is damaged, truncated or still being written",
}


class GridError(CuratorError, ValueError):
    """Data that a component cannot use; the message names the file, index or variable."""


def reason(error: BaseException) -> str:
    """Put a library's error into words that fit after "cannot be read: "."""
    if isinstance(error, OSError) and error.errno in _NETCDF_CODES:
        return _NETCDF_CODES[error.errno]
    if isinstance(error, OSError) and error.strerror:
        return str(error.strerror)
    if "HDF error" in str(error):
        return _NETCDF_CODES[-101]
    if isinstance(error, CuratorError):
        return str(error)
    words = str(error).strip().split("\n")[0]
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def unreadable(path: str, error: BaseException) -> NoReturn:
    """Raise the `GridError` that names the file and what the library said about it."""
    if isinstance(error, GridError):
        raise error
    if isinstance(error, AddressError) and path in str(error):
        raise GridError("{error}", error=error) from error
    remote = remote_reason(error) if is_address(path) else None
    if remote is not None:
        raise GridError("{path} cannot be read: {reason}", path=path, reason=remote) from error
    raise GridError("{path} cannot be read: {reason}", path=path, reason=reason(error)) from error
