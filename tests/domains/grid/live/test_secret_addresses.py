"""An address with a password: refused where it is written out, put in where it is used."""

from __future__ import annotations

from pathlib import Path

import fsspec
import pytest

from curator_gui.core.errors import ParamError
from curator_gui.domains.grid import GridZarrSink, NetCDFSink, NetCDFSource
from curator_gui.run import RunConfig, execute

SECRET = "correct-horse-battery"
SAMPLE = next(Path("resources/samples/era5").rglob("*.nc"))


def test_a_password_that_is_written_out_never_runs(tmp_path: Path) -> None:
    source = NetCDFSource(f"memory://user:{SECRET}@bucket/era5")
    pipeline = source.write(GridZarrSink(tmp_path / "out.zarr"))
    record = tmp_path / "run.curator-run"
    with pytest.raises(ParamError, match=r"NetCDF files: folder: holds a password") as refused:
        execute(pipeline, RunConfig(backend="sequential", n_jobs=1, record=record))
    assert SECRET not in str(refused.value)
    assert SECRET.encode() not in b"".join(p.read_bytes() for p in tmp_path.rglob("*.*"))


def test_one_from_the_environment_reaches_the_store_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ERA5_KEY", SECRET)
    store = fsspec.filesystem("memory")
    for name, data in (("good.nc", SAMPLE.read_bytes()), ("bad.nc", b"no NetCDF")):
        store.pipe_file(f"/user:{SECRET}@bucket/era5/{name}", data)
    source = NetCDFSource("memory://user:${ERA5_KEY}@bucket/era5")
    pipeline = source.write(NetCDFSink(tmp_path / "out"))
    record = tmp_path / "run.curator-run"
    result = execute(pipeline, RunConfig(backend="sequential", n_jobs=1, record=record))
    assert (len(result.outputs), len(result.failures)) == (1, 1)
    [failure] = result.failures.values()
    assert "/user:${ERA5_KEY}@bucket/era5/bad.nc" in failure.message
    assert SECRET not in failure.traceback
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) >= 2
    assert [path for path in written if SECRET.encode() in path.read_bytes()] == []
