"""NaN and infinity among several items, for filters that read files beside them or run code.

What the others give is what they give without it, and what cannot be right is refused or said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from curator_gui.core.components import Pipeline, Source
from curator_gui.core.document_code import trust
from curator_gui.core.document_code.python_step import PythonStep
from curator_gui.core.document_code.reading import read_code
from curator_gui.core.errors import CuratorError
from curator_gui.core.notes import noting
from curator_gui.core.sidecars.constants_file import FittedStep, write_constants
from curator_gui.domains import atoms, grid, mesh
from curator_gui.domains.common.scaling import entries_in
from curator_gui.domains.grid import FieldStatistics, Standardise
from curator_gui.domains.mesh import GlobalFile, GlobalTable, TimeDerivative
from curator_gui.domains.mesh.origin import MeshSource, Origin
from curator_gui.moved import recorded_name
from tests.domains.test_values_among_several import (
    CRYSTALS,
    FIELDS,
    MESHES,
    NONE,
    SPOILED,
    Several,
    meshes,
    of_fields,
    of_mesh,
    passed,
    refusable,
)


class Meshes(MeshSource):
    """Meshes in memory, of files in a folder: several time steps for each index."""

    name, description = "Meshes", "Meshes in memory."

    def __init__(self, *series: Sequence[Any], folder: Path = Path()) -> None:
        self.series, self.folder = series, folder

    def __len__(self) -> int:
        return len(self.series)

    def origin(self, index: int) -> Origin:
        return Origin(index, f"m_{index}", f"m_{index}")

    def inputs(self, index: int) -> list[str]:
        return [str(self.folder / f"m_{index}.vtu")]

    def read(self, index: int) -> Iterator[Any]:
        return iter(deepcopy(list(self.series[index])))


@pytest.mark.parametrize("value", NONE)
@pytest.mark.parametrize("where", ["points", "p", "c", "time"])
def test_rates_beside_a_step_that_is_none(where: str, value: float) -> None:
    step = TimeDerivative(["p", "c"])
    pipeline = Pipeline(Meshes(meshes(where, value), meshes())).filter(step)
    clean = [of_mesh(each) for each in pipeline.items(1)]
    if where == "time":
        with pytest.raises(CuratorError, match="which is none"):
            list(pipeline.items(0))
    else:
        for number, (step_of, before) in enumerate(zip(pipeline.items(0), clean, strict=True)):
            assert_spoiled_at_most(of_mesh(step_of), before, 1 if abs(number - SPOILED) < 2 else 0)
    again = [of_mesh(each) for each in pipeline.items(1)]
    for one, other in zip(clean, again, strict=True):
        assert_spoiled_at_most(other, one, 0)


def assert_spoiled_at_most(found: Any, clean: Any, most: int) -> None:
    assert found.keys() == clean.keys()
    for name, values in clean.items():
        there = np.isfinite(found[name])
        np.testing.assert_allclose(found[name][there], values[there], err_msg=name)
        assert (~there).sum() <= most, name


def said_of(step: Any, source: Source[Any], index: int) -> tuple[list[Any], list[str]]:
    said: list[str] = []
    tell = getattr(step, "set_source", None)
    if tell is not None:
        tell(source)
    with noting(lambda kind, words: said.append(words) if kind == "remark" else None):
        return list(Pipeline(source).filter(step).items(index)), said


@pytest.mark.parametrize("text", ["nan", "inf", "-Infinity", "1e999"])
def test_a_row_that_holds_no_number_is_said_of_its_item(tmp_path: Path, text: str) -> None:
    table = tmp_path / "t.csv"
    table.write_text("index,a\n" + "".join(f"{n},{text if n == 2 else n}\n" for n in range(5)))
    step = GlobalTable(table, match="index")
    source = Meshes(*([each] for each in meshes()))
    for index in range(5):
        (found,), said = said_of(step, source, index)
        if index == SPOILED:
            assert not np.isfinite(found.field_data["a"]).all()
            (words,) = said
            assert f"{table}, line 4: a is {text}" in words
        else:
            assert (found.field_data["a"].tolist(), said) == ([index], [])


@pytest.mark.parametrize("text", ["NaN", "Infinity", "[1.0, -Infinity]", "1" + "0" * 400])
def test_a_file_that_holds_no_number_is_said_of_its_item(tmp_path: Path, text: str) -> None:
    for n in range(5):
        (tmp_path / f"m_{n}.json").write_text(f'{{"a": {text if n == SPOILED else n}}}')
    source = Meshes(*([each] for each in meshes()), folder=tmp_path)
    for index in range(5):
        (found,), said = said_of(GlobalFile(), source, index)
        if index == SPOILED:
            assert not np.isfinite(found.field_data["a"]).all()
            (words,) = said
            assert f"{tmp_path / 'm_2.json'}: a is" in words
        else:
            assert (found.field_data["a"].tolist(), said) == ([index], [])


def statistics_of(items: Sequence[Any], folder: Path) -> Path:
    step = FieldStatistics(folder / "s.nc", variables=["t"])
    list(step(iter(items)))
    step.flush()
    part = step.output_path
    FieldStatistics.merge([part], folder / "statistics.nc")
    return folder / "statistics.nc"


@pytest.mark.parametrize("value", NONE)
@pytest.mark.parametrize("where", ["t", "tp"])
def test_scaled_by_a_file_one_item_spoils_no_other(
    tmp_path: Path, where: str, value: float
) -> None:
    items = FIELDS[0]
    path = statistics_of(items(), tmp_path)
    clean, _ = passed(Standardise(path), Several(items()))
    found, _ = passed(Standardise(path), Several(items(where, value)))
    for index, (before, after) in enumerate(zip(clean, found, strict=True)):
        most = 1 if index == SPOILED else 0
        assert_spoiled_at_most(of_fields(after[0]), of_fields(before[0]), most)


@pytest.mark.parametrize("value", NONE)
def test_a_file_learned_from_one_that_is_none_scales_the_others(
    tmp_path: Path, value: float
) -> None:
    items = FIELDS[0]
    path = statistics_of(items("t", value), tmp_path)
    found, _ = passed(Standardise(path), Several(items()))
    for (item,) in found:
        assert np.isfinite(item["t"]).all()
        assert abs(float(item["t"].mean())) < 1


@pytest.mark.parametrize("key", ["mean", "std", "min", "max"])
@pytest.mark.parametrize("value", NONE)
@pytest.mark.parametrize("method", ["zscore", "minmax"])
def test_constants_that_are_none_are_refused_or_said(
    tmp_path: Path, key: str, value: float, method: str
) -> None:
    path = statistics_of(FIELDS[0](), tmp_path)
    with xr.open_dataset(path) as opened:
        broken = opened.load()
    broken[f"t_{key}"] = broken[f"t_{key}"] * value
    broken.to_netcdf(tmp_path / "broken.nc")
    step = Standardise(tmp_path / "broken.nc", method)
    used = key in (("mean", "std") if method == "zscore" else ("min", "max"))
    result = refusable(step, Several(FIELDS[0]()))
    problems = [words for _, words in step.problems()]
    if used:
        assert result is None
        assert f"t_{key}" in problems[0]
        assert "broken.nc" in problems[0]
    elif result is not None:
        assert all(np.isfinite(item["t"]).all() for (item,) in result[0])


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
@pytest.mark.parametrize("cls", [mesh.Standardize, atoms.Standardize, grid.Standardize])
def test_files_of_constants_that_are_none_are_refused(
    tmp_path: Path, cls: Any, number: str
) -> None:
    table = {"offset": 0.5, "scale": 2.0}
    step = FittedStep(1, "S", recorded_name(cls), "", "", 4, "", 0.0, {"g": {"U": table}})
    path = tmp_path / "constants.json"
    write_constants(path, [step])
    assert entries_in(path, cls, CuratorError) == {"g": {"U": table}}
    path.write_text(path.read_text().replace("0.5", number))
    with pytest.raises(CuratorError, match=r"constants\.json: the constants of 'U' hold a number"):
        entries_in(path, cls, CuratorError)


CODE = {
    "atoms": "def f(item):\n    item.positions *= 2\n    return item\n",
    "mesh": "def f(item):\n    item.point_data['p'] = item.point_data['p'] * 2\n    return item\n",
    "grid": "def f(item):\n    return item.assign(t=item['t'] * 2)\n",
}
REFUSING = (
    "import numpy as np\ndef f(item):\n    assert np.isfinite(item['t']).all()\n    return item\n"
)


@pytest.mark.parametrize("value", NONE)
@pytest.mark.parametrize("domain", CODE)
def test_code_that_gets_one_that_is_none_spoils_no_other(
    tmp_path: Path, domain: str, value: float
) -> None:
    items, arrays, wheres = {"atoms": CRYSTALS, "mesh": MESHES, "grid": FIELDS}[domain]
    step = agreed(tmp_path, CODE[domain])
    clean, _ = passed(step, Several(items()))
    found, _ = passed(step, Several(items(wheres[0], value)))
    for index, (before, after) in enumerate(zip(clean, found, strict=True)):
        most = 1 if index == SPOILED else 0
        assert_spoiled_at_most(arrays(after[0]), arrays(before[0]), most)


def test_code_that_refuses_one_refuses_no_other(tmp_path: Path) -> None:
    pipeline = Pipeline(Several(FIELDS[0]("t", np.nan))).filter(agreed(tmp_path, REFUSING))
    for index in range(4):
        if index == SPOILED:
            with pytest.raises(CuratorError, match="line 3"):
                list(pipeline.items(index))
        else:
            assert len(list(pipeline.items(index))) == 1


def agreed(folder: Path, code: str) -> PythonStep:
    path = folder / "code.py"
    path.write_text(code)
    trust.keep_trust(read_code(path))
    return PythonStep(path, "f")


@pytest.fixture(autouse=True)
def nothing_agreed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trust, "_here", set())
