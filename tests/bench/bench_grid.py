"""What the grid domain costs above the library calls themselves, on a 721 x 1440 field.

Each line does the same work twice per round, once with bare xarray, zarr or numpy calls and once
with our component, in alternating order, and compares the best rounds: what other programs add
to the others is not ours.
Run it with `pytest tests/bench/bench_grid.py -s`.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
import zarr

from curator_gui.core import Param, Source
from curator_gui.domains.grid.filters.shape.selection import CropRegion
from curator_gui.domains.grid.filters.statistics import FieldStatistics
from curator_gui.domains.grid.filters.values.transforms import (
    CastPrecision,
    Coarsen,
    ConvertUnits,
    WindSpeed,
)
from curator_gui.domains.grid.sinks.netcdf import NetCDFSink
from curator_gui.domains.grid.sinks.zarr import GridZarrSink
from curator_gui.domains.grid.sources.netcdf import NetCDFSource
from curator_gui.domains.grid.sources.synthetic import SyntheticFieldSource

pytestmark = pytest.mark.bench

ROUNDS = 15
FILES = 4
LIMIT = 0.05
"""Largest share of a whole pipeline that may be ours."""


@dataclass
class Line:
    """Processor seconds per item of one piece of work: by the library alone, and by us."""

    name: str
    library: float
    ours: float

    @property
    def share(self) -> float:
        return self.ours / self.library - 1

    def __str__(self) -> str:
        above = (self.ours - self.library) * 1e6
        return (
            f"{self.name:<34}{self.library * 1e6:>12,.0f}{self.ours * 1e6:>12,.0f}"
            f"{above:>12,.0f}{self.share:>9.1%}"
        )


HEADER = (
    f"{'processor microseconds per item':<34}{'library':>12}{'ours':>12}{'above':>12}{'share':>9}"
)


def seconds(work: Callable[[int], object], round_: int) -> float:
    """Processor time of all threads: other programs on the machine do not count."""
    start = time.process_time()
    work(round_)
    return time.process_time() - start


def compare(name: str, library: Callable[[int], object], ours: Callable[[int], object]) -> Line:
    library(0), ours(0)
    found: dict[bool, list[float]] = {True: [], False: []}
    for round_ in range(ROUNDS):
        for is_ours in (False, True) if round_ % 2 else (True, False):
            found[is_ours].append(seconds(ours if is_ours else library, round_))
    return Line(name, min(found[False]), min(found[True]))


class Fixed(Source[xr.Dataset]):
    """The same item at every index."""

    name = "Fixed"
    description = "The same item at every index."

    def __init__(self, item: xr.Dataset) -> None:
        self._item = item

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __len__(self) -> int:
        return ROUNDS

    def __getitem__(self, index: int) -> Iterator[xr.Dataset]:
        yield self._item


@pytest.fixture(scope="session", autouse=True)
def zarr_threads() -> None:
    """Let zarr start its event loop's threads, which live as long as the process by design."""
    array = zarr.create_array(zarr.storage.MemoryStore(), shape=256, chunks=1, dtype="i4")
    array[:] = np.ones(256)


@pytest.fixture(scope="module")
def item() -> xr.Dataset:
    (found,) = SyntheticFieldSource(1, rows=721, columns=1440)[0]
    return found


@pytest.fixture(scope="module")
def folder(item: xr.Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of one field each, as in a download of hourly ERA5; every fourth is the same."""
    root = tmp_path_factory.mktemp("fields")
    for number in range(FILES):
        shifted = item[["t2m"]] + np.float32(number)
        shifted.assign_coords(time=item["time"]).to_netcdf(
            root / f"{number}.nc", encoding={"t2m": {"zlib": True, "complevel": 1}}
        )
    for number in range(FILES, ROUNDS):
        shutil.copyfile(root / f"{number % FILES}.nc", root / f"{number}.nc")
    return root


def open_by_hand(path: Path) -> xr.Dataset:
    with xr.open_dataset(
        path, engine="netcdf4", cache=False, decode_times=True, decode_timedelta=False
    ) as dataset:
        return dataset.load()


def arrays_by_hand(path: Path, item: xr.Dataset, compressor: object) -> dict[str, zarr.Array]:
    group = zarr.create_group(path, zarr_format=3)
    return {
        str(name): group.create_array(
            str(name),
            shape=(ROUNDS, *variable.shape),
            chunks=(1, *variable.shape),
            dtype="int64" if variable.dtype.kind == "M" else variable.dtype,
            compressors=compressor,
        )
        for name, variable in item.variables.items()
        if variable.ndim in (0, 2)
    }


def write_by_hand(arrays: dict[str, zarr.Array], item: xr.Dataset, index: int) -> None:
    for name, array in arrays.items():
        values = item[name].values
        array[index] = values.astype("int64") if values.dtype.kind == "M" else values


def reading(folder: Path) -> Line:
    source = NetCDFSource(str(folder))
    assert len(source) == ROUNDS
    return compare(
        "read a NetCDF file",
        lambda n: open_by_hand(folder / f"{n}.nc"),
        lambda n: next(source[n]),
    )


def writing(item: xr.Dataset, tmp_path: Path) -> Iterator[Line]:
    blosc = zarr.codecs.BloscCodec(cname="zstd", clevel=3)
    arrays = arrays_by_hand(tmp_path / "hand.zarr", item, blosc)
    sink = Fixed(item).write(GridZarrSink(tmp_path / "ours.zarr")).sink
    yield compare(
        "write into a Zarr store",
        lambda n: write_by_hand(arrays, item, n),
        lambda n: sink(iter([item]), n),
    )
    options = {"zlib": True, "complevel": 1, "shuffle": True}
    encoding = {str(name): options for name in item.data_vars}
    files = NetCDFSink(tmp_path, "ours_{index}.nc")
    yield compare(
        "write a NetCDF file",
        lambda n: item.to_netcdf(tmp_path / f"hand_{n}.nc", engine="netcdf4", encoding=encoding),
        lambda n: files(iter([item]), n),
    )


def numpy_statistics(item: xr.Dataset) -> None:
    for variable in item.data_vars.values():
        for method in ("mean", "std", "min", "max", "count"):
            getattr(variable.astype("float64"), method)()


def filtering(item: xr.Dataset, tmp_path: Path) -> Iterator[Line]:
    gather = FieldStatistics(tmp_path / "statistics.nc")
    work: list[tuple[str, Callable[[int], object], Callable[[xr.Dataset], object]]] = [
        (
            "crop a region across Greenwich",
            lambda n: xr.concat(
                [
                    item.sel(latitude=slice(70, 35), longitude=slice(340, None)),
                    item.sel(latitude=slice(70, 35), longitude=slice(None, 40)),
                ],
                "longitude",
            ),
            CropRegion(35, 70, -20, 40).apply,
        ),
        (
            "coarsen by 4 in longitude",
            lambda n: item.coarsen(longitude=4).mean(),
            Coarsen({"longitude": 4}).apply,
        ),
        (
            "convert K to degC",
            lambda n: item.assign(t2m=item["t2m"] * 1.0 + -273.15),
            ConvertUnits({"t2m": "degC"}).apply,
        ),
        (
            "wind speed",
            lambda n: item.assign(wind_speed=np.hypot(item["u10"], item["v10"])),
            WindSpeed().apply,
        ),
        (
            "float32 to float16",
            lambda n: item.astype("float16"),
            CastPrecision("float16").apply,
        ),
        (
            "statistics",
            lambda n: numpy_statistics(item),
            lambda found: next(gather(iter([found]))),
        ),
    ]
    for name, library, ours in work:
        yield compare(name, library, lambda n, ours=ours: ours(item))


def whole(folder: Path, tmp_path: Path) -> Line:
    """Read, convert units, write: the usual pipeline."""
    source = NetCDFSource(str(folder))
    sink = GridZarrSink(tmp_path / "whole.zarr", "time")
    pipeline = source.filter(ConvertUnits({"t2m": "degC"})).write(sink)
    assert len(pipeline) == ROUNDS
    blosc = zarr.codecs.BloscCodec(cname="zstd", clevel=3)
    arrays = arrays_by_hand(tmp_path / "byhand.zarr", open_by_hand(folder / "0.nc"), blosc)

    def by_hand(n: int) -> None:
        read = open_by_hand(folder / f"{n}.nc")
        write_by_hand(arrays, read.assign(t2m=read["t2m"] + -273.15), n)

    return compare("whole pipeline", by_hand, lambda n: pipeline[n])


def test_our_share_of_a_field(
    item: xr.Dataset, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        reading(folder),
        *filtering(item, tmp_path),
        *writing(item, tmp_path),
        whole(folder, tmp_path),
    ]
    with capsys.disabled():
        print("", HEADER, *lines, sep="\n")
    assert lines[-1].share <= LIMIT
