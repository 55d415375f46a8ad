"""Cases of several files, and meshes and structures that a table lists."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import pyvista as pv

from curator_gui.core.errors import ParamError
from curator_gui.core.notes import noting
from curator_gui.domains.common.row_tables import TableError, read_rows
from curator_gui.domains.mesh import CaseSource, GlobalTable, MeshTableSource, VTUSink
from curator_gui.domains.mesh.errors import MeshError


def case(folder: Path, key: int, *, stl: bool = True, volume: bool = False) -> None:
    """Write a case as DrivAerML and AhmedML have them."""
    run = folder / f"run_{key}"
    run.mkdir(parents=True)
    surface = pv.Sphere(radius=key, theta_resolution=6, phi_resolution=6)
    surface.cell_data["p"] = np.full(surface.n_cells, float(key))
    surface.save(run / f"boundary_{key}.vtp")
    if stl:
        surface.save(run / f"drivaer_{key}.stl")
    if volume:
        pv.ImageData(dimensions=(3, 3, 3)).cast_to_unstructured_grid().save(
            run / f"volume_{key}.vtu"
        )
    (run / f"force_mom_{key}.csv").write_text(f"Cd,Cl\n0.{key},-0.1\n")
    (run / f"geo_parameters_{key}.csv").write_text(f"Run,Length\n{key},{key * 2.5}\n")
    (run / f"notes_{key}.txt").write_text("x")


def read(source: Any, index: int = 0) -> tuple[list[Any], set[str]]:
    said: set[str] = set()
    with noting(lambda _, words: said.add(str(words))):
        return list(source[index]), said


def test_a_public_layout_is_read_by_its_name(tmp_path: Path) -> None:
    for key in (1, 2, 10):
        case(tmp_path, key)
    source = CaseSource(tmp_path, "DrivAerML", parts=["surface", "geometry"])
    assert [source.label(n) for n in range(len(source))] == ["1", "2", "10"]
    assert not list(source.problems())
    meshes, said = read(source, 2)
    assert not said
    assert [mesh.n_cells for mesh in meshes] == [48, 48]
    assert set(meshes[0].cell_data["p"]) == {10.0}
    for mesh in meshes:
        numbers = {name: mesh.field_data[name].tolist() for name in ("Cd", "Cl", "Run", "Length")}
        assert numbers == {"Cd": [0.1], "Cl": [-0.1], "Run": [10.0], "Length": [25.0]}
    assert [Path(name).name for name in source.inputs(2)] == [
        "boundary_10.vtp", "drivaer_10.stl", "force_mom_10.csv", "geo_parameters_10.csv",
    ]  # fmt: skip
    assert len(read(CaseSource(tmp_path, "DrivAerML"))[0]) == 1
    pipeline = source.write(VTUSink(tmp_path / "out", "{stem}_{item}"))
    assert [Path(path).name for path in pipeline[1]] == ["2_0.vtu", "2_1.vtu"]


def test_incomplete_cases_are_named_skipped_or_read(tmp_path: Path) -> None:
    case(tmp_path, 1)
    case(tmp_path, 2, stl=False)
    parts = ["surface", "geometry"]
    source = CaseSource(tmp_path, "DrivAerML", parts=parts)
    with pytest.raises(MeshError, match=r"case '2' lacks 'run_2/drivaer_2\.stl'"):
        read(source, 1)
    pipeline: Any = None
    assert list(source.look_ahead(pipeline, [0])) == ["1 of 2 cases lack a file: '2'"]
    skipping = CaseSource(tmp_path, "DrivAerML", parts=parts, incomplete="skip")
    assert [skipping.label(n) for n in range(len(skipping))] == ["1"]
    meshes, said = read(CaseSource(tmp_path, "DrivAerML", parts=parts, incomplete="ignore"), 1)
    assert len(meshes) == 1
    assert said == {"the case lacks files; what there is was read"}
    volumes = CaseSource(tmp_path, "DrivAerML", parts=["surface", "volume"], incomplete="skip")
    with pytest.raises(MeshError, match=r"all cases in .* lack a file: '1', '2'"):
        len(volumes)
    assert [p for p, _ in volumes.problems()] == ["folder"]


def test_designs_of_drivaernet_with_their_row_of_the_table(tmp_path: Path) -> None:
    places = ("PressureVTK/F_S_WWS_WM", "WallShearStressVTK_Updated/F_S_WWS_WM",
              "CFD/F_S_WWS_WM_part2", "3DMeshesSTL/F_S_WWS_WM")  # fmt: skip
    for number in (1, 12):
        for place in places:
            suffix = "stl" if "STL" in place else "vtk"
            path = tmp_path / place / f"F_S_WWS_WM_{number:03}.{suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            pv.Sphere(radius=number).save(path)
    (tmp_path / "CFD/F_S_WWS_WM_part2/F_S_WWS_WM_012.vtk").unlink()
    drag = tmp_path / "drag.csv"
    drag.write_text("Design,Average Cd\nF_S_WWS_WM_012,0.29\nF_S_WWS_WM_001,0.31\n")
    parts = ["surface", "wall_shear", "volume", "geometry"]
    source = CaseSource(tmp_path, "DrivAerNet++", parts=parts)
    assert [source.label(n) for n in (0, 1)] == ["F_S_WWS_WM_001", "F_S_WWS_WM_012"]
    meshes, said = read(source)
    assert (len(meshes), said) == (4, set())
    with pytest.raises(MeshError, match=r"'F_S_WWS_WM_012' lacks 'CFD/\*/F_S_WWS_WM_012\.vtk'"):
        read(source, 1)
    surface = CaseSource(tmp_path, "DrivAerNet++")
    step = GlobalTable(drag, match="stem", key="Design")
    found = [next(iter(step(surface[n]))).field_data["Average Cd"].tolist() for n in (0, 1)]
    assert found == [[0.31], [0.29]]


def test_own_patterns_with_keys_and_globs(tmp_path: Path) -> None:
    for key in ("a-1", "b_2"):
        folder = tmp_path / "cfd" / key
        folder.mkdir(parents=True)
        pv.Cube().save(folder / f"wall_{key}_final.vtp")
        (tmp_path / f"{key}.json").write_text(json.dumps({"speed": 3.0, "inner": {"angle": 2}}))
    source = CaseSource(
        tmp_path,
        meshes={"wall": "cfd/{case}/wall_{case}_*.vtp"},
        numbers=["{case}.json"],
    )
    assert [source.label(n) for n in range(len(source))] == ["a-1", "b_2"]
    [mesh], _ = read(source)
    assert mesh.field_data["inner/angle"].tolist() == [2.0]
    pv.Cube().save(tmp_path / "cfd" / "a-1" / "wall_a-1_second.vtp")
    again = CaseSource(tmp_path, meshes={"wall": "cfd/{case}/wall_{case}_*.vtp"})
    with pytest.raises(MeshError, match=r"two files fit .*: cfd/a-1/wall_a-1_final\.vtp and"):
        len(again)
    assert [p for p, _ in again.problems()] == ["folder"]


def test_a_number_that_is_missing_contradicts_none(tmp_path: Path) -> None:
    case(tmp_path, 1)
    for name in ("force_mom", "geo_parameters"):
        (tmp_path / "run_1" / f"{name}_1.csv").write_text(f"Cd,Cl,{name}\n0.1,nan,2\n")
    [mesh], said = read(CaseSource(tmp_path, "DrivAerML"))
    assert len(said) == 2  # that they are missing, file by file, and nothing else
    assert all("Cl is nan" in words for words in said)
    assert np.isnan(mesh.field_data["Cl"]).all()


def test_numbers_that_contradict_and_what_is_asked_wrongly(tmp_path: Path) -> None:
    case(tmp_path, 1)
    (tmp_path / "run_1" / "geo_parameters_1.csv").write_text("Cd,Length\n0.7,1\n")
    [mesh], said = read(CaseSource(tmp_path, "DrivAerML"))
    assert mesh.field_data["Cd"].tolist() == [0.7]
    assert said == {"files give different numbers for Cd: the last is taken"}
    for pattern in ("surface.vtp", "/{case}.vtp", "../{case}.vtp"):
        with pytest.raises(ParamError, match="has to stay below the folder"):
            CaseSource(tmp_path, meshes={"a": pattern})
    assert [p for p, _ in CaseSource(tmp_path).problems()] == ["meshes"]
    assert [p for p, _ in CaseSource(tmp_path / "gone", "AhmedML").problems()] == ["folder"]
    wrong = CaseSource(tmp_path, "DrivAerML", parts=["surface", "wheel"])
    assert [p for p, _ in wrong.problems()] == ["parts"]
    with pytest.raises(MeshError, match=r"no file in .* fits run_\{case\}/boundary"):
        len(CaseSource(tmp_path / "run_1", "AhmedML"))
    (tmp_path / "run_1" / "boundary_1.vtp").write_bytes(b"<VTKFile>\n")
    with pytest.raises(MeshError, match=r"boundary_1\.vtp"):
        read(CaseSource(tmp_path, "DrivAerML"))


ROWS = [("m/a.vtp", 1.5, "x"), ("m/b.vtp", None, "y")]


def write_table(path: Path, rows: list[tuple[Any, ...]] | None = None) -> Path:
    rows = ROWS if rows is None else rows
    if path.suffix == ".parquet":
        columns = list(zip(*rows, strict=True)) or [(), (), ()]
        pq.write_table(
            pa.table({"file": columns[0], "speed": columns[1], "kind": columns[2]}), path
        )
    elif path.suffix in (".csv", ".tsv"):
        with path.open("w", newline="") as file:
            writer = csv.writer(file, delimiter="\t" if path.suffix == ".tsv" else ";")
            writer.writerows([("file", "speed", "kind"), *rows])
    else:
        with sqlite3.connect(path) as database:
            database.execute("CREATE TABLE runs (file TEXT, speed REAL, kind TEXT)")
            database.executemany("INSERT INTO runs VALUES (?, ?, ?)", rows)
        database.close()
    return path


@pytest.fixture
def meshes(tmp_path: Path) -> Path:
    (tmp_path / "m").mkdir()
    pv.Sphere().save(tmp_path / "m" / "a.vtp")
    pv.Cube().save(tmp_path / "m" / "b.vtp")
    return tmp_path


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".parquet", ".sqlite", ".db"])
def test_tables_of_every_format_list_meshes(meshes: Path, suffix: str) -> None:
    table = write_table(meshes / f"runs{suffix}")
    source = MeshTableSource(table, "file")
    assert len(source) == 2
    assert not list(source.problems())
    assert [source.label(n) for n in range(2)] == ["m/a.vtp", "m/b.vtp"]
    assert source.origin(1).relpath == "m/b"
    assert list(source.inputs(0)) == [str(meshes / "m" / "a.vtp")]
    assert list(source.input_files()) == [str(table)]
    [sphere], said = read(source)
    assert (sphere.n_cells, sphere.field_data["speed"].tolist()) == (1680, [1.5])
    assert "kind" not in sphere.field_data
    assert not said
    [cube], said = read(source, 1)
    assert np.isnan(cube.field_data["speed"]).all()
    assert said == {"the table has no value in speed: NaN"}
    assert sorted(path.name for path in meshes.iterdir()) == ["m", table.name]


def test_columns_and_tables_that_are_not_there(meshes: Path) -> None:
    table = write_table(meshes / "runs.csv")
    for step, param in (
        (MeshTableSource(table, "path"), "path_column"),
        (MeshTableSource(table, "file", ["a"]), "columns"),
        (MeshTableSource(meshes / "gone.csv", "file"), "table"),
        (MeshTableSource(meshes / "m" / "a.vtp", "file"), "table"),
    ):
        assert [name for name, _ in step.problems()] == [param]
    with pytest.raises(TableError, match="row 1 has 'x' in 'kind', which is no number"):
        read(MeshTableSource(table, "file", ["kind"]))
    write_table(table, [("", 1.0, "x")])
    with pytest.raises(TableError, match="row 1 has no path in 'file'"):
        len(MeshTableSource(table, "file"))
    missing = write_table(meshes / "b.csv", [("m/none.vtp", 1.0, "x")])
    with pytest.raises(OSError, match=r"none\.vtp"):
        read(MeshTableSource(missing, "file"))


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".sqlite"])
@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe garbage" * 50, b"a;b\n1;2;3\n"])
def test_damaged_tables_are_named(tmp_path: Path, suffix: str, content: bytes) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content)
    with pytest.raises(TableError, match=rf"a\{suffix}"):
        read_rows(path)


def test_of_several_tables_one_is_chosen(meshes: Path) -> None:
    path = write_table(meshes / "runs.db")
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE 'other one' (file TEXT)")
        database.execute("INSERT INTO 'other one' VALUES ('m/b.vtp')")
    database.close()
    with pytest.raises(TableError, match="choose one of its tables: other one, runs"):
        len(MeshTableSource(path, "file"))
    assert len(MeshTableSource(path, "file", table_name="runs")) == 2
    assert len(MeshTableSource(path, "file", table_name="other one")) == 1
    assert write_table(meshes / "e.csv", []).exists()
    with pytest.raises(TableError, match=r"e\.csv has no rows"):
        read_rows(meshes / "e.csv")
