"""A file before others gets longer: a resumed run reads what the indices stand for now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import ase.io
import numpy as np
import pytest
import xarray as xr
from ase import Atoms

from curator_gui.core.components import Sink, Source
from curator_gui.core.document_code import trust
from curator_gui.core.document_code.reading import read_code
from curator_gui.domains import atoms, grid, mesh
from curator_gui.run import RunConfig, execute

Write = Callable[[Path, Sequence[float]], None]
Grown = Callable[[str], tuple[list[float], list[float]]]


class Seen(Sink[Any]):
    """Writes the number that an item is made of."""

    name = "Seen"
    description = "Writes a number."

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, items: Iterator[Any], index: int) -> list[str]:
        self.folder.mkdir(exist_ok=True)
        path = self.folder / f"{index}.txt"
        (number,) = map(_number, items)
        path.write_text(str(number))
        return [str(path)]


def _number(item: Any) -> float:
    if isinstance(item, xr.Dataset):
        return float(item["x"])
    return float(item.positions[0, 0] if isinstance(item, Atoms) else item.point_data["x"][0])


def _frames(path: Path, values: Sequence[float]) -> None:
    structures = [Atoms("H", [[value, 0, 0]]) for value in values]
    ase.io.write(path.with_suffix(".xyz"), structures, format="extxyz")


def _times(path: Path, values: Sequence[float]) -> None:
    dataset = xr.Dataset({"x": (("time",), list(values))}, {"time": np.arange(len(values))})
    dataset.to_netcdf(path.with_suffix(".nc"))


def _steps(path: Path, values: Sequence[float]) -> None:
    """Write a series as text: a triangle, with a field that has the value of each step."""
    shape = (
        "<Grid Name='mesh' GridType='Uniform'><Topology TopologyType='Triangle' "
        "NumberOfElements='1'><DataItem Dimensions='1 3' NumberType='Int' Format='XML'>0 1 2"
        "</DataItem></Topology><Geometry GeometryType='XYZ'><DataItem Dimensions='3 3' "
        "Format='XML' Precision='8'>0 0 0 9 1 0 9 0 1</DataItem></Geometry></Grid>"
    )
    steps = "".join(
        f"<Grid><Time Value='{number}'/><Attribute Name='x' AttributeType='Scalar' Center='Node'>"
        f"<DataItem Dimensions='3' Format='XML' Precision='8'>{value} {value} {value}</DataItem>"
        "</Attribute></Grid>"
        for number, value in enumerate(values)
    )
    whole = f"{shape}<Grid GridType='Collection' CollectionType='Temporal'>{steps}</Grid>"
    text = f"<Xdmf Version='3.0'><Domain>{whole}</Domain></Xdmf>"
    path.with_suffix(".xdmf").write_text(text)


def _entries(path: Path, values: Sequence[float]) -> None:
    path.with_suffix(".txt").write_text("\n".join(map(str, values)))


CODE = """
from pathlib import Path

def numbers(folder: Path):
    return [float(x) for path in sorted(folder.glob("*.txt")) for x in path.read_text().split()]

def pairs(folder: Path):
    return [(folder / "b.txt", value) for value in numbers(folder)]

def read(entry):
    import xarray as xr
    return xr.Dataset({"x": entry[1] if isinstance(entry, tuple) else entry})
"""


def _source(kind: str, folder: Path) -> Source[Any]:
    if kind == "frames":
        return atoms.ExtXYZSource(folder)
    if kind == "steps":
        return mesh.MeshioSource(folder)
    if kind == "times":
        return grid.NetCDFSource(folder, dimension="time")
    code = folder.parent / "code.py"
    code.write_text(CODE)
    trust.keep_trust(read_code(code))
    return grid.PythonSource(code, kind, "read", {"folder": folder})


WRITERS: dict[str, Write] = {
    "frames": _frames,
    "times": _times,
    "steps": _steps,
    "numbers": _entries,
    "pairs": _entries,
}


@pytest.fixture
def grown(tmp_path: Path) -> Grown:
    """Return a function that runs, lets the first of two files grow, and resumes."""

    def run(kind: str, *, resume: bool) -> list[float]:
        out, record = tmp_path / "out", tmp_path / "a.curator-run"
        pipeline = _source(kind, tmp_path / "in").write(Seen(out))
        config = RunConfig(
            backend="sequential", record=record, resume=record if resume else None,
            options={"dataset": False, "measure": "off", "durable": False},
        )  # fmt: skip
        assert not execute(pipeline, config).failures
        return [float((out / f"{index}.txt").read_text()) for index in range(len(pipeline))]

    def both(kind: str) -> tuple[list[float], list[float]]:
        (tmp_path / "in").mkdir()
        WRITERS[kind](tmp_path / "in" / "a", [1, 2])
        WRITERS[kind](tmp_path / "in" / "b", [11, 12, 13])
        first = run(kind, resume=False)
        WRITERS[kind](tmp_path / "in" / "a", [1, 2, 3])
        return first, run(kind, resume=True)

    return both


@pytest.mark.parametrize("kind", WRITERS)
def test_items_behind_those_that_are_new_are_read_again(grown: Grown, kind: str) -> None:
    assert grown(kind) == ([1, 2, 11, 12, 13], [1, 2, 3, 11, 12, 13])
