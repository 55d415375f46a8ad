"""The sink of NetCDF files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curator_gui.core import Param, Sink, Source
from curator_gui.core.files import atomic_path
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.output_names import OutputNames

if TYPE_CHECKING:
    import xarray as xr


class NetCDFSink(Sink["xr.Dataset"]):
    """One NetCDF-4 file per item, written with netCDF4 through `Dataset.to_netcdf`.

    Values are stored in the type the item has; the packing of the input file is not repeated.
    """

    name = "NetCDF files"
    description = "Writes each item into a NetCDF-4 file of its own."

    def __init__(
        self, folder: Path, name: str = "{stem}_{index:05d}.nc", compression: int = 1
    ) -> None:
        self._names = OutputNames(Path(folder), name)
        self._compression = compression

    @classmethod
    def params(cls) -> list[Param]:
        """Where to, under which names, how compressed."""
        return [
            Param("folder", "Folder of the files; made if missing.", Path, widget="output_folder"),
            Param(
                "name",
                "Name of each file, from the fields {index} {item} {stem} {relpath} {time}.",
                str,
                "{stem}_{index:05d}.nc",
                widget="template",
            ),
            Param(
                "compression",
                "Level of zlib compression, without loss; 0 is none. "
                "Levels above 4 take long for little.",
                int,
                1,
                minimum=0,
                maximum=9,
            ),
        ]

    def set_source(self, source: Source[Any]) -> None:
        """Remember the source: it knows the names of the input files."""
        self._names.source = source

    def planned_outputs(self, index: int) -> Sequence[str]:
        """Name the file of an index, unless its name depends on the data."""
        if self._names.fields & {"time", "item"}:
            return ()
        return (str(self._names.path(index, 0, None)),)

    def __call__(self, items: Iterator[xr.Dataset], index: int) -> list[str]:
        """Write each item of the index to a file of its own."""
        written: list[str] = []
        for position, item in enumerate(items):
            path = self._names.path(index, position, item)
            if str(path) in written:
                raise GridError(
                    f"index {index} gave several items, all named {path.name}; "
                    "add {item} to the name"
                )
            self._write(item, path)
            written.append(str(path))
        return written

    def _write(self, item: xr.Dataset, path: Path) -> None:
        with atomic_path(path) as part:
            item.drop_encoding().to_netcdf(
                part, engine="netcdf4", format="NETCDF4", encoding=self._encoding(item)
            )

    def _encoding(self, item: xr.Dataset) -> dict[str, dict[str, Any]]:
        if not self._compression:
            return {}
        options = {"zlib": True, "complevel": self._compression, "shuffle": True}
        return {
            str(name): options
            for name, variable in item.data_vars.items()
            if variable.ndim and variable.dtype.kind in "biuf"
        }
