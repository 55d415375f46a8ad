"""The real physicsnemo-curator beside Curator, wherever it can be imported.

It is not on PyPI: `CURATOR_REFERENCE_PYTHON` names a Python (3.12) that has it, the libraries of
Curator, nvidia-physicsnemo, tensordict, torch, pyarrow and nvalchemi-toolkit; or it is installed in
the Python that runs the tests. All other tests of its contract use stand-ins of our own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from curator_gui.domains.physicsnemo import is_installed

ROOT = Path(__file__).resolve().parents[2]
PYTHON = os.environ.get("CURATOR_REFERENCE_PYTHON") or (sys.executable if is_installed() else "")

pytestmark = [
    pytest.mark.workers,
    pytest.mark.skipif(not PYTHON, reason="physicsnemo-curator is not installed"),
]

BEGIN = """
    import os, pathlib, sys
    import numpy as np
    import physicsnemo_curator.run as theirs
    from curator_gui.run import RunConfig, execute

    def ways(make):
        # Run a pipeline by its own program, one index after another, and by ours in two processes.
        first, second = make(pathlib.Path("theirs")), make(pathlib.Path("ours"))
        theirs.run_pipeline(first, n_jobs=1, use_tui=False)
        theirs.gather_pipeline(first)
        result = execute(second, RunConfig(n_jobs=2))
        assert not result.failures and result.completed == len(second), result

    def same_table(name):
        import pyarrow.parquet as pq
        one, other = (pq.read_table(pathlib.Path(way) / name) for way in ("theirs", "ours"))
        assert one.column_names == other.column_names and one.num_rows == other.num_rows > 0
        for column in one.column_names:
            a, b = one[column].to_pylist(), other[column].to_pylist()
            if isinstance(a[0], (int, float)):
                np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-12)
            else:
                assert a == b, column
    """

MESHES = """
    from physicsnemo_curator.domains.mesh.filters.mean import MeanFilter
    from physicsnemo_curator.domains.mesh.filters.mesh_info import MeshInfoFilter
    from physicsnemo_curator.domains.mesh.filters.precision import PrecisionFilter
    from physicsnemo_curator.domains.mesh.filters.stats import MeshStatsFilter
    from physicsnemo_curator.domains.mesh.sinks.mesh_writer import MeshSink
    from physicsnemo_curator.domains.mesh.sources.random import RandomMeshSource

    def make(folder):
        source = RandomMeshSource(n_samples=7, n_points=50, n_cells=20)
        steps = [PrecisionFilter("float16"), MeanFilter(str(folder / "mean.parquet")),
                 MeshStatsFilter(str(folder / "stats.parquet")), MeshInfoFilter()]
        pipeline = source.filter(steps[0])
        for step in steps[1:]:
            pipeline = pipeline.filter(step)
        return pipeline.write(MeshSink(str(folder / "meshes")))
    """


@pytest.fixture
def there(tmp_path: Path) -> Callable[..., str]:
    """Run code in the Python that has it, in an empty folder; return what it printed."""

    def run(*code: str) -> str:
        script = tmp_path / "script.py"
        script.write_text("\n".join(map(textwrap.dedent, code)), encoding="utf-8")
        folders = {"PSNC_CACHE_DIR": str(tmp_path / "cache"), "CURATOR_CONFIG_DIR": str(tmp_path)}
        done = subprocess.run(
            [PYTHON, "-W", "ignore", str(script)],
            cwd=tmp_path,
            env={**os.environ, **folders, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=500,
        )
        assert done.returncode == 0, done.stderr[-4000:]
        return done.stdout

    return run


def test_meshes_and_every_row_of_their_filters(there: Callable[..., str]) -> None:
    there(
        BEGIN,
        MESHES,
        """
        ways(make)
        same_table("mean.parquet")
        same_table("stats.parquet")
        names = [sorted(os.listdir(f"{way}/meshes")) for way in ("theirs", "ours")]
        assert names[0] == names[1] and len(names[0]) == 7, names
        """,
    )


def test_fields_in_one_store_lose_nothing(there: Callable[..., str]) -> None:
    there(
        BEGIN,
        """
        import xarray as xr
        from physicsnemo_curator.domains.da.filters.moments import MomentsFilter
        from physicsnemo_curator.domains.da.sinks.zarr_writer import ZarrSink
        from physicsnemo_curator.domains.da.sources.random import RandomDataArraySource

        def make(folder):
            source = RandomDataArraySource(n_samples=9, n_lat=4, n_lon=5)
            filtered = source.filter(MomentsFilter(str(folder / "moments.zarr")))
            return filtered.write(ZarrSink(str(folder / "fields.zarr")))

        ways(make)
        for store in ("moments.zarr", "fields.zarr"):
            for variable in ("u10m", "v10m", "t2m"):
                one, other = (xr.open_zarr(f"{w}/{store}/{variable}") for w in ("theirs", "ours"))
                xr.testing.assert_allclose(one, other)
        """,
    )


def test_structures(there: Callable[..., str]) -> None:
    there(
        BEGIN,
        """
        from physicsnemo_curator.domains.atm.filters.stats import AtomicStatsFilter
        from physicsnemo_curator.domains.atm.sinks.zarr_writer import AtomicDataZarrSink
        from physicsnemo_curator.domains.atm.sources.random import RandomAtomicSource

        def make(folder):
            filtered = RandomAtomicSource(5, 4).filter(AtomicStatsFilter(str(folder / "s.parquet")))
            return filtered.write(AtomicDataZarrSink(str(folder / "atoms.zarr")))

        ways(make)
        same_table("s.parquet")
        import zarr
        one, other = (zarr.open(f"{way}/atoms.zarr", mode="r") for way in ("theirs", "ours"))
        np.testing.assert_array_equal(one["core/positions"][:], other["core/positions"][:])
        """,
    )


@pytest.mark.parametrize("suffix", ["yaml", "json"])
def test_documents_go_there_and_back(there: Callable[..., str], suffix: str) -> None:
    there(
        BEGIN,
        MESHES,
        f"""
        import yaml
        from curator_gui.core.documents.build import build_pipeline
        from curator_gui.core.documents.document_io import read_document
        from curator_gui.core.documents.reference_export import reference_text
        from curator_gui.core.registration.registry import Registry
        from curator_gui.domains import physicsnemo, register_all
        from physicsnemo_curator.core.base import Pipeline

        saved = pathlib.Path("saved.{suffix}").absolute()
        make(pathlib.Path("theirs")).save(saved)
        data = yaml.safe_load(saved.read_text())
        for step, name in zip(data["filters"][1:3], ("mean", "stats")):
            step["params"]["output"] = f"ours/{{name}}.parquet"  # what it does not save
        data["sink"]["params"]["output_dir"] = "ours/meshes"
        saved.write_text(yaml.safe_dump(data))

        registry = register_all(Registry())
        physicsnemo.register(registry)
        document = read_document(saved, registry.foreign())
        assert "with its own classes" in document.description, document.description
        pipeline = build_pipeline(document, registry, saved.parent)
        assert execute(pipeline, RunConfig(n_jobs=2)).completed == 7

        text, said = reference_text(document, registry, saved.parent, as_json=False)
        assert not said, said
        back = pathlib.Path("back.yaml")
        back.write_text(text)
        loaded = Pipeline.load(back)
        loaded.filters[1]._output_path = pathlib.Path("theirs/mean.parquet")
        loaded.filters[2]._output_path = pathlib.Path("theirs/stats.parquet")
        theirs.run_pipeline(loaded, n_jobs=1, use_tui=False)
        theirs.gather_pipeline(loaded)
        same_table("mean.parquet")
        same_table("stats.parquet")
        """,
    )


def test_their_run_database_is_read(there: Callable[..., str]) -> None:
    there(
        BEGIN,
        MESHES,
        """
        from curator_gui.run import RunRecord

        pipeline = make(pathlib.Path("theirs"))
        theirs.run_pipeline(pipeline, n_jobs=1, use_tui=False, indices=[0, 2, 5])
        before = pipeline.db_path.read_bytes()
        with RunRecord.open(pipeline.db_path) as record:
            assert record.counts()["done"] == 3, record.counts()
            assert [o.path for o in record.outputs(2)] == pipeline[2]
            assert len(record.row(5).stages) == 6, record.row(5).stages
        assert pipeline.db_path.exists() and before
        """,
    )
