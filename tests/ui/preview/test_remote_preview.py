"""Fields of an object store in the real window: counted, previewed, and what failed is said."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from curator_gui.core.document import PipelineDocument, make_step
from curator_gui.run.helper.process import HELPER
from tests.domains.grid.object_store import BUCKET, ObjectStore

pytestmark = pytest.mark.workers


@pytest.fixture
def store(monkeypatch, tmp_path):
    server = ObjectStore()
    server.start()
    for name, value in server.variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = tmp_path / "a.nc"
    field = np.arange(40.0, dtype="f4").reshape(2, 4, 5)
    xr.Dataset({"t": (("time", "latitude", "longitude"), field)}).to_netcdf(path)
    server.put({"era5/a.nc": path})
    HELPER.kill()  # a helper process that earlier tests have left knows nothing of the variables
    yield server
    HELPER.kill()
    server.kill()


def test_remote_items_are_counted_and_previewed(qtbot, tmp_path, store, make_window, wait_preview):
    window = make_window()
    values = {"folder": f"s3://{BUCKET}/era5", "dimension": "time"}
    source = make_step("source", "grid.NetCDFSource", values)
    sink = make_step("sink", "grid.NetCDFSink", {"folder": str(tmp_path / "out")})
    window.bench.session.adopt(PipelineDocument(source=source, sinks=(sink,)), None)
    (notice,) = window.bench.notices.notices  # as one that was recovered or is of a run
    notice.buttons[0].click()
    qtbot.waitUntil(lambda: window.bench.checker.report.live.size == 2, timeout=60_000)
    window.bench.show_view("preview")
    view = window.bench.previewing.view
    view.header.index.setValue(1)
    window.bench.commands["preview"].trigger()
    wait_preview(window)
    assert view.header.label.text() == "a.nc time=1"
