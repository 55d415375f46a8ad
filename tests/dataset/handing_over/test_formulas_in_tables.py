"""Names in the data that a spreadsheet would run stand in the tables as text, and come back."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from curator_gui import dataset
from curator_gui.core import Filter
from curator_gui.dataset import layout
from curator_gui.dataset.handing_over.reopening import reopen
from curator_gui.dataset.handing_over.writing import hand_over, write_again
from curator_gui.dataset.items.file import read_items
from curator_gui.dataset.verifying import verify
from curator_gui.domains.mesh import NPZSink, VTKSource
from tests.dataset.made import meshes, run

NAMES = ("=1+1", "+a", "-b", "@c", "'=d", "''-e", "'f", "plain")
FIELD = "=cmd|x!A1"


class Renamed(Filter[Any]):
    """Gives a field a name that runs, and fails on one item with a message that does."""

    name = "Renamed"
    description = "Gives a field another name."

    def __call__(self, items: Iterable[Any]) -> Iterator[Any]:
        for mesh in items:
            mesh.point_data[FIELD] = mesh.point_data["temperature"]
            yield mesh


@pytest.fixture
def out(tmp_path: Path) -> Path:
    source = tmp_path / "in"
    source.mkdir()
    for number, name in enumerate(NAMES):
        (mesh,) = meshes()[number % 4]
        mesh.save(source / f"{name}.vtu")
    (source / "=damaged.vtu").write_text("no mesh")
    pipeline = VTKSource(source).filter(Renamed()).write(NPZSink(tmp_path / "out", "{stem}.npz"))
    result = run(pipeline, tmp_path / "a.curator-run")
    assert len(result.failures) == 1
    assert hand_over(pipeline, tmp_path / "a.curator-run").folder == tmp_path / "out"
    return tmp_path / "out"


def cells(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [cell for row in csv.reader(file) for cell in row]


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_no_cell_runs_and_every_reader_has_the_names(out: Path) -> None:
    for name in (layout.ITEMS, layout.SKIPPED):
        bad = [c for c in cells(out / name) if c[:1] in tuple("=+-@") and not is_number(c)]
        assert bad == []
    data = dataset.open(out)
    stems = sorted(Path(item.outputs[0]).stem for item in data.items)
    assert stems == sorted(NAMES)
    assert {f"{FIELD}.max", "temperature.max"} <= set(data.items[0].measures)
    assert verify(out).problems == ()
    assert [one.source for one in reopen(out).skipped] == ["=damaged.vtu"]
    field = read_items(out)[f"{FIELD}.max"]
    assert field.values.tolist() == read_items(out)["temperature.max"].values.tolist()


def test_the_table_without_parquet_reads_the_same(out: Path) -> None:
    with_parquet = read_items(out)
    (out / layout.ITEMS_PARQUET).unlink(missing_ok=True)
    plain = read_items(out)
    for name in (f"{FIELD}.max", layout.SOURCE, layout.OUTPUTS):
        assert plain[name].values.tolist() == with_parquet[name].values.tolist()


def test_the_description_names_the_columns_that_are_there(out: Path) -> None:
    description = json.loads((out / layout.DESCRIPTION).read_text(encoding="utf-8"))
    (items,) = [one for one in description["recordSet"] if one["@id"] == "item"]
    named = [field["source"]["extract"]["column"] for field in items["field"]]
    header = (out / layout.ITEMS).read_text(encoding="utf-8").partition("\n")[0]
    assert named == next(csv.reader([header]))


def test_what_is_written_again_stays_the_same(out: Path) -> None:
    before = (out / layout.ITEMS).read_bytes(), (out / layout.SKIPPED).read_bytes()
    write_again(out)
    assert before == ((out / layout.ITEMS).read_bytes(), (out / layout.SKIPPED).read_bytes())
