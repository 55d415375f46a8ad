"""All digits of OpenFOAM's fields and points, in every form that its files have."""

from __future__ import annotations

import gzip
import shutil
import warnings
from pathlib import Path

import numpy as np
import pytest
import pyvista as pv

from curator_gui.domains.mesh import OpenFOAMSource

CAVITY = Path(__file__).parents[1] / "data" / "cavity"
FORMS = ("ascii", "binary", "compressed", "compact")
HEAD = """FoamFile
{{
    version 2.0;
    format {form};
    arch "LSB;label=32;scalar={bits}";
    class {kind};
    object a;
}}
"""
KINDS = {"scalar": 1, "vector": 3, "symmTensor": 6, "tensor": 9}
TO_VTK = [0, 3, 5, 1, 4, 2]


def listed(values: np.ndarray, form: str, kind: str, code: str = "<f8") -> bytes:
    start = f"List<{kind}> {len(values)}\n".encode()
    if form == "binary":
        return start + b"(" + values.astype(code).tobytes() + b")"
    rows = [" ".join(map(repr, row.tolist())) for row in values]
    rows = [f"({row})" if values.shape[1] > 1 else row for row in rows]
    if form == "compact":
        return start + b"{" + rows[0].encode() + b"}"
    return start + ("(\n" + "\n".join(rows) + "\n)").encode()


def save_field(
    case: Path, name: str, form: str, kind: str, bits: int = 64
) -> tuple[np.ndarray, np.ndarray]:
    """Write a field whose values need more than 7 digits; return inside and moving wall."""
    random = np.random.default_rng(len(name))
    inside, wall = (1 + random.random((n, KINDS[kind])) for n in (12, 4))
    if form == "compact":
        inside, wall = np.tile(inside[:1], (12, 1)), np.tile(wall[:1], (4, 1))
    inner = "binary" if form == "binary" else "ascii"
    code = f"<f{bits // 8}"
    head = HEAD.format(form=inner, bits=bits, kind=f"vol{kind[0].upper()}{kind[1:]}Field")
    zero = "0" if KINDS[kind] == 1 else f"({' '.join(['0'] * KINDS[kind])})"
    data = (
        head.encode()
        + b"dimensions [0 0 0 0 0 0 0];\ninternalField nonuniform "
        + listed(inside, form, kind, code)
        + b";\nboundaryField\n{\n  movingWall\n  {\n    type fixedValue;\n    value nonuniform "
        + listed(wall, form, kind, code)
        + f";\n  }}\n  fixedWalls\n  {{\n    type fixedValue;\n    value uniform {zero};\n  }}\n"
        "  frontAndBack\n  {\n    type empty;\n  }\n}\n".encode()
    )
    path = case / "0.02" / name
    if form == "compressed":
        path.with_name(f"{name}.gz").write_bytes(gzip.compress(data))
    else:
        path.write_bytes(data)
    return inside, wall


@pytest.fixture
def case(tmp_path: Path) -> Path:
    shutil.copytree(CAVITY, tmp_path / "cavity")
    return tmp_path / "cavity"


def parts(case: Path, *fields: str) -> tuple[pv.DataSet, ...]:
    source = OpenFOAMSource(case, patches=["*"], blocks="each", cell_fields=list(fields))
    return tuple(source[1])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", FORMS)
def test_fields_have_all_their_digits(case: Path, form: str, kind: str) -> None:
    inside, wall = save_field(case, "a", form, kind)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        mesh, moving, fixed, sides = parts(case, "a")
    order = TO_VTK if kind == "symmTensor" else list(range(KINDS[kind]))
    for part, values in ((mesh, inside), (moving, wall)):
        assert part.cell_data["a"].dtype == np.float64
        np.testing.assert_array_equal(
            np.asarray(part.cell_data["a"]).reshape(len(values), -1), values[:, order]
        )
    assert not fixed.cell_data["a"].any()
    assert sides.cell_data["a"].dtype == np.float64


def test_patches_without_values_have_those_of_the_cells_behind(case: Path) -> None:
    mesh, moving, _, _ = parts(case, "p")
    assert moving.cell_data["p"].dtype == np.float64
    centers = np.asarray(moving.cell_centers().points)
    behind = [mesh.find_containing_cell(center - [0, 1e-4, 0]) for center in centers]
    np.testing.assert_array_equal(moving.cell_data["p"], mesh.cell_data["p"][behind])


def test_points_have_all_their_digits(case: Path) -> None:
    path = case / "constant" / "polyMesh" / "points"
    path.write_text(path.read_text().replace("0.025 0 0", "0.0250000000123 0 0"))
    mesh, _, fixed, _ = parts(case, "p")
    assert mesh.points[1, 0] == 0.0250000000123
    assert 0.0250000000123 in fixed.points[:, 0]


def test_single_precision_stays_single(case: Path) -> None:
    save_field(case, "a", "binary", "scalar", bits=32)
    mesh = parts(case, "a")[0]
    assert mesh.cell_data["a"].dtype == np.float32


def test_a_uniform_field_has_all_its_digits(case: Path) -> None:
    path = case / "0.02" / "p"
    head, _, rest = path.read_text().partition("internalField")
    boundary = rest[rest.index("boundaryField") :]
    path.write_text(f"{head}internalField uniform 0.123456789012345;\n{boundary}")
    mesh = parts(case, "p")[0]
    np.testing.assert_array_equal(mesh.cell_data["p"], np.full(12, 0.123456789012345))
