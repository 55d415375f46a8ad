"""What is damaged: for each source small sound files, made by the libraries that write them."""

from __future__ import annotations

import contextlib
import csv
import gzip
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from curator_gui.core import Source
from curator_gui.core.errors import CuratorError
from tests.fault.readers.damage import damage, damage_folder, damage_lmdb

DATA = Path(__file__).parents[2] / "domains"
SOUND = "a_sound"
"""Stem of the file that nobody touches; its items have to be there whatever its neighbor has."""


@dataclass(frozen=True)
class Target:
    """One reader: how its sound files are made, what reads them, and how they are damaged.

    Attributes
    ----------
    domain
        Whose items they are.
    make
        Writes the files of one kind into a folder, which exists.
    source
        Makes the source that reads the folder.
    damaged
        Glob of the files or stores one of which is damaged.
    alone
        Whether damage may end the counting: the folder is one thing, not several files.
    """

    domain: str
    make: Callable[[Path], None]
    source: Callable[[Path], Any]
    damaged: str = "b_damaged*"
    alone: bool = False
    by: Callable[[Path, Random], None] = damage


def mesh() -> Any:
    """Return a small mesh of tetrahedra with fields of several types."""
    import pyvista as pv

    grid = pv.ImageData(dimensions=(3, 3, 2)).to_tetrahedra()
    grid.point_data["p"] = np.linspace(0.5, 2.5, grid.n_points)
    grid.point_data["U"] = np.arange(grid.n_points * 3, dtype="f4").reshape(-1, 3)
    grid.cell_data["region"] = np.arange(grid.n_cells, dtype="i4")
    grid.field_data["Re"] = [100.0]
    return grid


def surface() -> Any:
    return mesh().extract_surface(algorithm="dataset_surface").triangulate()


def both(write: Callable[[Path], None], suffix: str, *more: str) -> Callable[[Path], None]:
    """Write a sound file and one to be damaged, or several in other forms."""

    def make(folder: Path) -> None:
        for stem in (SOUND, "b_damaged", *more):
            write(folder / f"{stem}{suffix}")

    return make


def _vtu(mode: str, compressor: str | None) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        from vtkmodules.vtkIOXML import vtkXMLUnstructuredGridWriter

        writer = vtkXMLUnstructuredGridWriter()
        writer.SetFileName(str(path))
        writer.SetInputData(mesh())
        getattr(writer, f"SetDataModeTo{mode}")()
        if compressor is None:
            writer.SetCompressorTypeToNone()
        writer.EncodeAppendedDataOff()
        writer.Write()

    return write


def _structured(kind: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        import pyvista as pv

        image: Any = pv.ImageData(dimensions=(4, 3, 2))
        if kind == ".vtr":
            image = pv.RectilinearGrid([0, 1, 2, 4], [0, 1, 2], [0, 1])
        if kind == ".vts":
            image = image.cast_to_structured_grid()
        image.point_data["p"] = np.arange(image.n_points, dtype="f8")
        image.cell_data["c"] = np.arange(image.n_cells)
        image.save(path)

    return write


def _surface(path: Path) -> None:
    surface().save(path, binary=path.stem != "b_damaged" or path.suffix != ".stl")


def _legacy(binary: bool) -> Callable[[Path], None]:
    return lambda path: mesh().save(path, binary=binary)


def _obj(path: Path) -> None:
    surface().save(path)


def _vtkhdf(path: Path) -> None:
    from vtkmodules.vtkIOHDF import vtkHDFWriter

    writer = vtkHDFWriter()
    writer.SetInputData(mesh())
    writer.SetFileName(str(path))
    writer.Write()


def _multiblock(path: Path) -> None:
    import pyvista as pv

    pv.MultiBlock({"one": mesh(), "two": surface()}).save(path)


def _pieces(path: Path) -> None:
    folder = path.parent / f"{path.stem}_pieces"
    folder.mkdir(exist_ok=True)
    mesh().save(folder / "0.vtu")
    path.write_text(
        '<?xml version="1.0"?><VTKFile type="PUnstructuredGrid" version="1.0">'
        '<PUnstructuredGrid GhostLevel="0"><PPointData>'
        '<PDataArray type="Float64" Name="p"/></PPointData><PPoints>'
        '<PDataArray type="Float32" NumberOfComponents="3"/></PPoints>'
        f'<Piece Source="{folder.name}/0.vtu"/></PUnstructuredGrid></VTKFile>'
    )


def _collection(path: Path) -> None:
    folder = path.parent / f"{path.stem}_steps"
    folder.mkdir(exist_ok=True)
    for step in range(2):
        mesh().save(folder / f"{step}.vtu")
    rows = "".join(
        f'<DataSet timestep="{step}.5" part="0" file="{folder.name}/{step}.vtu"/>\n'
        for step in range(2)
    )
    path.write_text(f'<VTKFile type="Collection"><Collection>\n{rows}</Collection></VTKFile>')


def _cgns(path: Path) -> None:
    from tests.domains.mesh.sources.test_mesh_other_programs import save_cgns

    save_cgns(path)


def _ensight(path: Path) -> None:
    from tests.domains.mesh.sources.test_mesh_other_programs import save_ensight

    save_ensight(path)
    for name in ("m.geo", "m.p"):
        (path.parent / name).rename(path.parent / f"{path.stem}.{name}")
    path.write_text(path.read_text().replace(" m.", f" {path.stem}.m."))


def _fluent(path: Path) -> None:
    from tests.domains.mesh.sources.test_mesh_other_programs import save_fluent

    save_fluent(path)


def _vtk_source(folder: Path) -> Any:
    from curator_gui.domains.mesh import VTKSource

    return VTKSource(folder)


def _meshio(name: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        import meshio
        import pyvista as pv

        made = pv.to_meshio(mesh() if name != "off" else surface())
        if name != "xdmf":
            made.field_data = {}
        if name in ("gmsh", "abaqus", "nastran", "medit", "su2", "netgen", "off", "flac3d"):
            made.point_data, made.cell_data = {}, {}
        meshio.write(path, made, file_format=name)

    return write


def _meshio_source(name: str) -> Callable[[Path], Any]:
    def source(folder: Path) -> Any:
        from curator_gui.domains.mesh import MeshioSource

        return MeshioSource(folder, file_format=name)

    return source


def _xdmf_series(path: Path) -> None:
    import meshio
    import pyvista as pv

    made = pv.to_meshio(mesh())
    # It puts the numbers into the working folder.
    with contextlib.chdir(path.parent), meshio.xdmf.TimeSeriesWriter(path) as writer:
        writer.write_points_cells(made.points, made.cells)
        for time in (0.0, 0.5):
            writer.write_data(time, point_data={"p": made.point_data["p"] + time})


def _exodus(path: Path) -> None:
    from tests.domains.mesh.sources.test_mesh_exodus import CORNERS, save

    form = "NETCDF4" if path.stem == "b_damaged4" else "NETCDF3_64BIT_OFFSET"
    blocks = [("TETRA", [[1, 2, 4, 5]]), ("hex8", [[1, 2, 3, 4, 5, 6, 7, 8]])]
    save(path, blocks, CORNERS, form=form)


def _exodus_source(folder: Path) -> Any:
    from curator_gui.domains.mesh import ExodusSource

    return ExodusSource(folder)


def _copied(name: str) -> Callable[[Path], None]:
    return lambda path: shutil.copy(DATA / name, path) and None  # type: ignore[func-returns-value]


def _frd_source(folder: Path) -> Any:
    from curator_gui.domains.mesh import FRDSource

    return FRDSource(folder, steps="all")


def _foam(packed: bool) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        shutil.copytree(DATA / "mesh/data/cavity", folder, dirs_exist_ok=True)
        for path in list(folder.rglob("*")) if packed else ():
            if path.is_file() and path.parent.name != "system":
                path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), 1))
                path.unlink()

    return make


def _foam_source(folder: Path) -> Any:
    from curator_gui.domains.mesh import OpenFOAMSource

    return OpenFOAMSource(folder, patches=["*"])


def _cases(folder: Path) -> None:
    for key in (SOUND, "b_damaged"):
        surface().save(folder / f"{key}.vtp")
        (folder / f"{key}.csv").write_text("Cd,Cl\n0.3,-0.1\n")
        (folder / f"{key}.json").write_text('{"length": 2.5, "angles": [1, 2], "more": {"x": 1}}')


def _case_source(folder: Path) -> Any:
    from curator_gui.domains.mesh import CaseSource

    return CaseSource(
        folder, meshes={"surface": "{case}.vtp"}, numbers=["{case}.csv", "{case}.json"]
    )


ROWS = (("path", "Re", "note"), ("a.vtp", "100", "x"), ("b.vtp", "200.5", "y"), ("a.vtp", "", "z"))


def _table(suffix: str, of: str = ".vtp") -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        for name in ("a", "b"):
            _ITEMS[of](folder / f"{name}{of}")
        rows = [tuple(v.replace(".vtp", of) for v in row) for row in ROWS]
        _write_table(folder / f"b_damaged{suffix}", rows)

    return make


def _write_table(path: Path, rows: list[tuple[str, ...]]) -> None:
    if path.suffix == ".csv":
        with path.open("w", newline="") as file:
            csv.writer(file).writerows(rows)
    elif path.suffix == ".parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        columns: list[Any] = [list(column) for column in zip(*rows[1:], strict=True)]
        columns[1] = [float(value) if value else None for value in columns[1]]
        pq.write_table(pa.table(dict(zip(rows[0], columns, strict=True))), path)
    else:
        with closing(sqlite3.connect(path)) as database:
            database.execute("CREATE TABLE items (path TEXT, Re REAL, note TEXT)")
            database.executemany("INSERT INTO items VALUES (?, ?, ?)", rows[1:])
            database.commit()


def _table_source(domain: str) -> Callable[[Path], Any]:
    def source(folder: Path) -> Any:
        from curator_gui.domains import atoms, grid, mesh

        (path,) = folder.glob("b_damaged*")
        if domain == "mesh":
            return mesh.MeshTableSource(path, "path")
        if domain == "grid":
            return grid.FieldTableSource(path, "path")
        return atoms.StructureTableSource(path, "path", "extxyz")

    return source


def fields(times: int = 3) -> Any:
    """Return a small data set with times, levels, packed values and texts."""
    import pandas as pd
    import xarray as xr

    shape = (times, 2, 4, 5)
    values = np.arange(np.prod(shape), dtype="f4").reshape(shape)
    return xr.Dataset(
        {
            "t": (("time", "level", "lat", "lon"), values, {"units": "K"}),
            "sp": (("time", "lat", "lon"), values[:, 0].astype("f8")),
            "station": (("lat",), np.array(["a", "bc", "d", "e"])),
        },
        {
            "time": pd.date_range("2020-01-01", periods=times, freq="6h"),
            "level": [500.0, 850.0],
            "lat": np.linspace(60, 30, 4),
            "lon": np.arange(5.0),
        },
        {"title": "sound"},
    )


def _netcdf(kind: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        packing = {"t": {"dtype": "i2", "scale_factor": 0.01, "_FillValue": -999}}
        fields().to_netcdf(path, format=kind, encoding=packing)  # type: ignore[call-overload]

    return write


def _netcdf_source(folder: Path) -> Any:
    from curator_gui.domains.grid import NetCDFSource

    return NetCDFSource(str(folder), dimension="time")


def _netcdf_whole(folder: Path) -> Any:
    from curator_gui.domains.grid import NetCDFSource

    return NetCDFSource(str(folder))


def _grid_zarr(version: int) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        fields().drop_vars("station").to_zarr(path, zarr_format=version, consolidated=version == 2)

    return write


def _zarr_source(folder: Path) -> Any:
    from curator_gui.domains.grid import GridZarrSource

    return GridZarrSource(str(folder))


def _references(folder: Path) -> None:
    from tests.domains.grid.sources.test_references import netcdf, put, references

    netcdf(folder / "in.nc")
    refs = references(folder / "in.nc", "in.nc")
    put(folder / "b_damaged.json", {"version": 1, "refs": refs})


def _reference_source(folder: Path) -> Any:
    from curator_gui.domains.grid import GridZarrSource

    return GridZarrSource(str(folder / "b_damaged.json"))


def _grib(path: Path) -> None:
    from tests.domains.grid.grib_files import series

    path.write_bytes(series())


def _grib_source(folder: Path) -> Any:
    from curator_gui.domains.grid import GRIBSource

    return GRIBSource(str(folder), dimension="time")


def structures() -> list[Any]:
    """Return two molecules and a crystal with results and properties."""
    from ase import Atoms
    from ase.calculators.singlepoint import SinglePointCalculator

    found = []
    for number in range(3):
        places = np.array([[0.0, 0, 0], [0, 0, 0.97], [0.9, 0.1, -0.2]]) + 0.01 * number
        atoms = Atoms("OH2", places, cell=[8.0, 8, 9], pbc=number == 2)
        atoms.info["note"] = "x y"
        atoms.arrays["charge"] = np.array([-0.8, 0.4, 0.4])
        atoms.calc = SinglePointCalculator(
            atoms, energy=-76.0 - number, forces=places * 0.1, stress=np.arange(6.0)
        )
        found.append(atoms)
    return found


def _ase(name: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        import ase.io

        if name == "espresso-in":
            path.write_text(PWI)
            return
        ase.io.write(path, structures() if name in _SEVERAL else structures()[2], format=name)

    return write


PWI = """&SYSTEM
 ibrav = 0
 nat = 2
 ntyp = 1
/
ATOMIC_SPECIES
Si 28.08 Si.UPF
CELL_PARAMETERS angstrom
0.0 2.7 2.7
2.7 0.0 2.7
2.7 2.7 0.0
ATOMIC_POSITIONS angstrom
Si 0.0 0.0 0.0
Si 1.35 1.35 1.35
"""

_SEVERAL = ("extxyz", "traj", "json", "db", "xyz", "vasp-xdatcar", "cif", "proteindatabank", "xsf")


def _ase_source(name: str) -> Callable[[Path], Any]:
    def source(folder: Path) -> Any:
        from curator_gui.domains.atoms import ASESource

        return ASESource(folder, format=name)

    return source


def _atoms_source(name: str) -> Callable[[Path], Any]:
    def source(folder: Path) -> Any:
        from curator_gui.domains import atoms

        return getattr(atoms, name)(folder)

    return source


def _lmdb(path: Path) -> None:
    from curator_gui.domains.atoms import ASELMDBSink, ExtXYZSource
    from curator_gui.run import run_pipeline

    frames = path.parent / "frames.xyz"
    _ase("extxyz")(frames)
    pipeline = ExtXYZSource(frames).write(ASELMDBSink(path.parent / "made"))
    run_pipeline(pipeline, backend="sequential")
    (made,) = (path.parent / "made").glob("*.aselmdb")
    made.rename(path)
    shutil.rmtree(path.parent / "made")
    frames.unlink()


DUMP = """ITEM: TIMESTEP
{step}
ITEM: NUMBER OF ATOMS
3
ITEM: BOX BOUNDS xy xz yz pp pp ff
0.0 10.0 0.5
0.0 10.0 0.0
0.0 12.0 0.0
ITEM: ATOMS id type element x y z vx vy vz fx fy fz q c_pe
2 1 H 1.0 1.0 0.1 0 0 1 0.1 0.1 0.2 0.4 -1.0
1 2 O 1.0 1.0 1.0 0 0 1 0.1 0.1 0.2 -0.8 -2.0
3 1 H 1.0 2.0 1.0 0 0 1 0.1 0.1 0.2 0.4 -1.0
"""


def _dump(path: Path) -> None:
    path.write_text("".join(DUMP.format(step=step) for step in (0, 100)))


def _dump_source(folder: Path) -> Any:
    from curator_gui.domains.atoms import LAMMPSDumpSource

    return LAMMPSDumpSource(folder, "metal")


def _archive(name: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        from tests.domains.atoms.sources import test_atoms_archives as archives

        getattr(archives, name)(path)

    return write


class Outputs(Source[Any]):
    """The output files of a folder, as a preview shows them or a data set hands them out."""

    name, description = "Outputs", "Reads outputs."

    def __init__(self, folder: Path, domain: str, as_dataset: bool) -> None:
        self.folder, self.domain, self.as_dataset = folder, domain, as_dataset
        self.files = sorted(p for p in folder.iterdir() if not p.name.startswith("."))

    def __len__(self) -> int:
        return len(self.files)

    def label(self, index: int) -> str:
        return self.files[index].name

    def inputs(self, index: int) -> Sequence[str]:
        return (str(self.files[index]),)

    def __getitem__(self, index: int) -> Iterator[Any]:
        from curator_gui.dataset.loading import reading
        from curator_gui.domains.common import outputs

        path = self.files[index]
        if self.as_dataset:
            yield reading.read_output(path, 0)
        else:
            contents = outputs.read_output(path, self.domain)
            for item in contents.items:
                with suppress(CuratorError):
                    contents.inspector.describe(item)
                yield item


def _sunk(domain: str, sink: str, name: str) -> Callable[[Path], None]:
    """Return what writes two products of a sink; those of a folder are found by their suffix."""

    def write(path: Path) -> None:
        from importlib import import_module

        from curator_gui.run import run_pipeline

        module = import_module(f"curator_gui.domains.{domain}")
        source = {
            "mesh": lambda: module.SyntheticSource(count=2, resolution=2),
            "grid": lambda: module.SyntheticFieldSource(count=2, rows=4, columns=5),
            "atoms": lambda: module.SyntheticCrystals(count=2),
        }[domain]()
        made = path.parent / "made"
        place = made if name.startswith("*") else made / name
        run_pipeline(source.write(getattr(module, sink)(place)), backend="sequential")
        found = next(iter(sorted(made.rglob(name))))
        found.rename(path)
        shutil.rmtree(made)

    return write


SINKS = {
    ("mesh", "NPZSink"): "*.npz", ("mesh", "HDF5Sink"): "*.h5", ("mesh", "MeshZarrSink"): "*.zarr",
    ("mesh", "PMSHSink"): "*.pmsh", ("mesh", "WebDatasetSink"): "*.tar",
    ("mesh", "VTKHDFSink"): "*.vtkhdf", ("mesh", "VTUSink"): "*.vtu",
    ("grid", "NetCDFSink"): "*.nc", ("grid", "GridZarrSink"): "a.zarr",
    ("grid", "WebDatasetSink"): "*.tar", ("atoms", "AtomsHDF5Sink"): "a.h5",
    ("atoms", "AtomsNPZSink"): "a.npz", ("atoms", "AtomsZarrSink"): "a.zarr",
    ("atoms", "WebDatasetSink"): "*.tar", ("atoms", "ExtXYZSink"): "*.xyz",
}  # fmt: skip
"""Sink -> the name of what it writes, or a glob for it in the folder that it is given."""


def _outputs(domain: str, as_dataset: bool) -> Callable[[Path], Any]:
    return lambda folder: Outputs(folder, domain, as_dataset)


_ITEMS: dict[str, Callable[[Path], None]] = {
    ".vtp": _surface,
    ".nc": _netcdf("NETCDF3_CLASSIC"),
    ".xyz": _ase("extxyz"),
}

VTK: dict[str, tuple[Callable[[Path], None], str]] = {
    "vtu ascii": (_vtu("Ascii", None), ".vtu"),
    "vtu raw": (_vtu("Appended", None), ".vtu"),
    "vtu zlib": (_vtu("Appended", "zlib"), ".vtu"),
    "vtu base64": (_vtu("Binary", "zlib"), ".vtu"),
    "vtp": (_surface, ".vtp"),
    "vti": (_structured(".vti"), ".vti"),
    "vtr": (_structured(".vtr"), ".vtr"),
    "vts": (_structured(".vts"), ".vts"),
    "vtk ascii": (_legacy(False), ".vtk"),
    "vtk binary": (_legacy(True), ".vtk"),
    "vtkhdf": (_vtkhdf, ".vtkhdf"),
    "stl": (_surface, ".stl"),
    "ply": (_surface, ".ply"),
    "obj": (_obj, ".obj"),
    "vtm": (_multiblock, ".vtm"),
    "pvtu": (_pieces, ".pvtu"),
    "pvd": (_collection, ".pvd"),
    "cgns": (_cgns, ".cgns"),
    "ensight": (_ensight, ".case"),
}

MESHIO = {
    "gmsh": ".msh", "abaqus": ".inp", "nastran": ".bdf", "med": ".med", "medit": ".mesh",
    "xdmf": ".xdmf", "su2": ".su2", "avsucd": ".avs", "netgen": ".vol", "off": ".off",
    "mdpa": ".mdpa", "flac3d": ".f3grid",
}  # fmt: skip

ASE = {
    "cif": ".cif", "json": ".json", "vasp": ".poscar", "vasp-xdatcar": ".xdatcar", "xyz": ".xyz",
    "lammps-data": ".lmp", "espresso-in": ".pwi", "proteindatabank": ".pdb", "gen": ".gen",
    "xsf": ".xsf", "aims": ".in", "cube": ".cube", "res": ".res", "gromacs": ".gro", "mol": ".mol",
    "cfg": ".cfg", "v-sim": ".ascii", "castep-cell": ".cell", "struct": ".struct",
}  # fmt: skip

ARCHIVES = {"ani_1": ".h5", "ani_1x": ".h5", "spice": ".h5", "qm7_x": ".h5", "rmd17": ".npz"}


def _targets() -> dict[str, Target]:
    found = {
        f"vtk: {name}": Target("mesh", both(write, suffix), _vtk_source, f"b_damaged*{suffix}")
        for name, (write, suffix) in VTK.items()
    }
    for name in ("vtm", "pvtu", "pvd", "ensight"):
        write, suffix = VTK[name]
        found[f"vtk: parts of {name}"] = Target(
            "mesh",
            both(write, suffix),
            _vtk_source,
            "b_damaged*/**/*" if name != "ensight" else "b_damaged*",
        )
    for name, suffix in MESHIO.items():
        found[f"meshio: {name}"] = Target(
            "mesh", both(_meshio(name), suffix), _meshio_source(name), "b_damaged*"
        )
    found |= {
        "meshio: xdmf series": Target(
            "mesh", both(_xdmf_series, ".xdmf"), _meshio_source("xdmf"), "b_damaged*"
        ),
        "meshio: cgns": Target("mesh", both(_cgns, ".cgns"), _meshio_source("cgns")),
        "meshio: fluent": Target("mesh", both(_fluent, ".msh"), _meshio_source("ansys")),
        "exodus": Target("mesh", both(_exodus, ".e", "b_damaged4"), _exodus_source),
        "frd": Target("mesh", both(_copied("mesh/data/columns.frd"), ".frd"), _frd_source),
        "openfoam": Target("mesh", _foam(False), _foam_source, "**/*", alone=True),
        "openfoam gz": Target("mesh", _foam(True), _foam_source, "**/*", alone=True),
        "cases": Target("mesh", _cases, _case_source),
        "netcdf 4": Target("grid", both(_netcdf("NETCDF4"), ".nc"), _netcdf_source),
        "netcdf 4 whole": Target("grid", both(_netcdf("NETCDF4"), ".nc"), _netcdf_whole),
        "netcdf 3": Target("grid", both(_netcdf("NETCDF3_CLASSIC"), ".nc"), _netcdf_source),
        "netcdf 64": Target("grid", both(_netcdf("NETCDF3_64BIT"), ".nc"), _netcdf_whole),
        "zarr 2": Target("grid", both(_grid_zarr(2), ".zarr"), _zarr_source, by=damage_folder),
        "zarr 3": Target("grid", both(_grid_zarr(3), ".zarr"), _zarr_source, by=damage_folder),
        "zarr references": Target("grid", _references, _reference_source, alone=True),
        "grib": Target("grid", both(_grib, ".grib"), _grib_source),
        "extxyz": Target("atoms", both(_ase("extxyz"), ".xyz"), _atoms_source("ExtXYZSource")),
        "lmdb": Target(
            "atoms", both(_lmdb, ".aselmdb"), _atoms_source("ASELMDBSource"), by=damage_lmdb
        ),
        "ase database": Target(
            "atoms", both(_ase("db"), ".db"), _atoms_source("ASEDatabaseSource")
        ),
        "trajectory": Target(
            "atoms", both(_ase("traj"), ".traj"), _atoms_source("TrajectorySource")
        ),
        "lammps dump": Target("atoms", both(_dump, ".dump"), _dump_source),
        "optimade": Target(
            "atoms",
            both(_copied("atoms/data/optimade.json"), ".json"),
            _atoms_source("OptimadeSource"),
        ),
    }
    for name, suffix in ASE.items():
        found[f"ase: {name}"] = Target("atoms", both(_ase(name), suffix), _ase_source(name))
    for name, suffix in ARCHIVES.items():
        found[f"molecules: {name}"] = Target(
            "atoms", both(_archive(name), suffix), _atoms_source("MoleculeArchiveSource")
        )
    for domain, of in (("mesh", ".vtp"), ("grid", ".nc"), ("atoms", ".xyz")):
        for suffix in (".csv", ".parquet", ".sqlite") if domain == "mesh" else (".csv",):
            found[f"table: {domain} {suffix[1:]}"] = Target(
                domain, _table(suffix, of), _table_source(domain), alone=True
            )
    for (domain, sink), written in SINKS.items():
        suffix = written.rpartition(".")[2]
        by = damage_folder if suffix in ("zarr", "pmsh") else damage
        for way in ("preview", "data set"):
            found[f"{way}: {domain} {suffix}"] = Target(
                "plain",
                both(_sunk(domain, sink, written), f".{suffix}"),
                _outputs(domain, way == "data set"),
                by=by,
            )
    return found


TARGETS = _targets()
