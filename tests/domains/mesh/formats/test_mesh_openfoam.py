"""OpenFOAM cases as the solver writes them, whole and damaged."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import numpy as np
import pytest
import pyvista as pv

from curator_gui.domains.mesh import OpenFOAMSource, VTUSink
from curator_gui.domains.mesh.errors import MeshError, MissingFieldError

DATA = Path(__file__).parents[1] / "data"
MESH = "constant/polyMesh"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    shutil.copytree(DATA / "cavity", tmp_path / "cavity")
    return tmp_path / "cavity"


@pytest.fixture
def regions(tmp_path: Path) -> Path:
    """The same mesh as two regions, as multi-region solvers lay them out."""
    folder = tmp_path / "two"
    for region in ("fluid", "solid"):
        shutil.copytree(DATA / "cavity" / MESH, folder / "constant" / region / "polyMesh")
        for time in ("0.01", "0.02"):
            shutil.copytree(DATA / "cavity" / time, folder / time / region)
    (folder / "0.02" / "solid" / "U").unlink()
    return folder


def stored(path: Path) -> np.ndarray:
    """Parse the internal field of an ASCII file, without any reader."""
    text = path.read_text().split("internalField")[1].split("boundaryField")[0]
    block = text[text.index("(") : text.rindex(")")]
    numbers = np.array([float(word) for word in re.findall(r"[-+.\de]+", block)])
    count = int(re.search(r"\n(\d+)\s*\n\(", text)[1])  # type: ignore[index]
    return numbers.reshape(count, -1).squeeze()


def test_every_time_step_is_an_index_with_the_values_of_the_files() -> None:
    source = OpenFOAMSource(DATA / "cavity")
    assert list(source.problems()) == []
    assert [source.label(i) for i in range(len(source))] == ["cavity at 0.01", "cavity at 0.02"]
    for index, time in enumerate(("0.01", "0.02")):
        [mesh] = list(source[index])
        assert isinstance(mesh, pv.UnstructuredGrid)
        assert set(mesh.cell_data.keys()) == {"U", "p"}
        assert mesh.point_data.keys() == []
        assert mesh.field_data["TimeValue"] == [float(time)]
        np.testing.assert_allclose(mesh.cell_data["p"], stored(DATA / "cavity" / time / "p"))
        np.testing.assert_allclose(mesh.cell_data["U"], stored(DATA / "cavity" / time / "U"))
        assert mesh.n_cells == 12
        assert mesh.volume == pytest.approx(0.1 * 0.1 * 0.01, rel=1e-5)


def test_patches_come_as_surfaces_or_combined() -> None:
    each = OpenFOAMSource(DATA / "cavity", patches=["*Wall*"], blocks="each", cell_fields=["p"])
    internal, moving, fixed = each[1]
    assert isinstance(moving, pv.PolyData)
    assert (internal.n_cells, moving.n_cells, fixed.n_cells) == (12, 4, 10)
    assert moving.cell_data.keys() == ["p"]
    only = OpenFOAMSource(DATA / "cavity", internal=False, patches=["*Wall*"])
    [walls] = only[1]
    assert walls.n_cells == 14


def test_decomposed_cases_have_the_same_cells() -> None:
    [whole] = OpenFOAMSource(DATA / "cavity")[1]
    source = OpenFOAMSource(DATA / "cavity-decomposed", decomposed=True)
    assert len(source) == 1
    [parts] = source[0]
    assert parts.n_cells == whole.n_cells
    order = [np.lexsort(m.cell_centers().points.round(6).T) for m in (whole, parts)]
    np.testing.assert_allclose(parts.cell_data["U"][order[1]], whole.cell_data["U"][order[0]])


def test_regions_are_chosen_by_name(regions: Path) -> None:
    source = OpenFOAMSource(regions, region="fluid", patches=["movingWall"], blocks="each")
    assert list(source.problems()) == []
    mesh, patch = source[1]
    assert (mesh.n_cells, patch.n_cells) == (12, 4)
    assert set(mesh.cell_data.keys()) == {"U", "p"}
    [solid] = OpenFOAMSource(regions, region="solid")[1]
    assert solid.cell_data.keys() == ["p"]


def test_an_unknown_region_is_a_problem(regions: Path) -> None:
    for region in ("", "gas"):
        [(param, message)] = OpenFOAMSource(regions, region=region).problems()
        assert param == "region"
        assert message.endswith("its regions: fluid, solid")


def test_a_folder_that_is_no_case_is_a_problem(tmp_path: Path) -> None:
    [(param, message)] = OpenFOAMSource(tmp_path).problems()
    assert param == "case"
    assert "holds no time steps" in message
    [(param, message)] = OpenFOAMSource(tmp_path / "none").problems()
    assert "cannot be listed: No such file" in message
    [(param, _)] = OpenFOAMSource(DATA / "cavity", internal=False).problems()
    assert param == "internal"
    with pytest.raises(MeshError, match="holds no time steps"):
        len(OpenFOAMSource(tmp_path))


def test_time_zero_may_be_left_out(case: Path) -> None:
    shutil.copytree(case / "0.01", case / "0")
    shutil.copytree(case / "0.01", case / "1e-05")
    (case / "0.orig").mkdir()
    (case / "100").touch()
    assert OpenFOAMSource(case).times == ["0", "1e-05", "0.01", "0.02"]
    assert OpenFOAMSource(case, skip_zero=True).times == ["1e-05", "0.01", "0.02"]


def test_a_missing_field_is_named_with_those_stored(case: Path) -> None:
    (case / "0.01" / "p").unlink()
    source = OpenFOAMSource(case, cell_fields=["p"])
    with pytest.raises(MissingFieldError, match="no cell field 'p'; it has U"):
        list(source[0])
    assert next(source[1]).cell_data.keys() == ["p"]
    lenient = OpenFOAMSource(case, cell_fields=["p"], missing="ignore")
    assert next(lenient[0]).cell_data.keys() == []


def test_an_unknown_patch_is_an_error(case: Path) -> None:
    with pytest.raises(MeshError, match="no patch 'inlet' with faces"):
        list(OpenFOAMSource(case, patches=["inlet"])[0])


@pytest.mark.parametrize("name", ["points", "faces", "owner", "neighbour", "boundary"])
@pytest.mark.parametrize("share", [None, 0.0, 0.3, 0.5, 0.8])
def test_a_damaged_mesh_is_an_error(
    case: Path, name: str, share: float | None, capfd: pytest.CaptureFixture[str]
) -> None:
    damage(case / MESH / name, share)
    with pytest.raises((MeshError, FileNotFoundError), match="cavity"):
        list(OpenFOAMSource(case)[0])
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.6, 0.8])
@pytest.mark.parametrize("name", ["p", "U"])
def test_a_damaged_field_is_an_error(case: Path, name: str, share: float) -> None:
    damage(case / "0.01" / name, share)
    source = OpenFOAMSource(case)
    with pytest.raises(MeshError, match="cavity"):
        list(source[0])
    assert len(list(source[1])) == 1


def damage(path: Path, share: float | None) -> None:
    if share is None:
        path.unlink()
    else:
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * share)])


def test_names_and_inputs_tell_the_time_step(case: Path, tmp_path: Path) -> None:
    source = OpenFOAMSource(case)
    names = {Path(path).relative_to(case).as_posix() for path in source.inputs(1)}
    assert names == {
        f"{MESH}/{n}" for n in ("boundary", "faces", "neighbour", "owner", "points")
    } | {f"0.02/{n}" for n in ("U", "p", "phi")}
    sink = VTUSink(tmp_path / "out", "{stem}_{time:.3f}")
    pipeline = source.write(sink)
    assert list(sink.problems()) == []
    assert list(sink.planned_outputs(1)) == pipeline[1]
    assert pipeline[1] == [str(tmp_path / "out" / "cavity_0.02_0.020.vtu")]
