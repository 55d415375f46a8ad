"""A plain install has no Qt: everything but the window works, and the window says what it needs."""

from __future__ import annotations

import email
import json
import os
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from packaging.requirements import Requirement

pytestmark = [
    pytest.mark.workers,
    pytest.mark.skipif(os.name == "nt", reason="the folders are named differently"),
]
Run = Callable[..., subprocess.CompletedProcess[str]]
QT = ("pyside6", "shiboken6", "pyqtgraph", "pytest_qt", "pytestqt")

SCRIPT = """
import sys
from pathlib import Path

import numpy as np

from curator_gui import dataset
from curator_gui.core import filter_component
from curator_gui.domains.mesh import NPZSink, SyntheticSource
from curator_gui.run import RunConfig, RunRecord, execute, write_report


@filter_component
def some(mesh, broken: bool = True):
    \"\"\"Refuse meshes of which one cell is far away.\"\"\"
    if broken and mesh.n_cells == 0:
        raise ValueError("empty")
    return mesh


pipeline = SyntheticSource(count=4, resolution=4).filter(some()).write(NPZSink(Path("out")))
config = RunConfig(n_jobs=2, indices=[0, 1, 2], record=Path("one.sqlite"))
first = execute(pipeline, config)
again = execute(pipeline, RunConfig(n_jobs=2, record=Path("two.sqlite"), resume=first.record))
assert (first.completed, again.completed, sorted(again.skipped)) == (3, 1, [0, 1, 2]), again
found = dataset.hand_over(pipeline, again.record)
assert found.folder == Path("out").absolute(), found
assert len(dataset.open("out")) == 4
with RunRecord.open(again.record) as record:
    write_report(record, Path("report.html"))
assert "<html" in Path("report.html").read_text()
loaded = {name.partition(".")[0] for name in sys.modules}
assert not loaded & {"PySide6", "shiboken6", "pyqtgraph"}, loaded
"""


@pytest.fixture(scope="module")
def installed(
    fresh_environment: Callable[[Path], Path],
    libraries: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """Make an environment in which there is no Qt, for its worker processes neither."""
    folder = tmp_path_factory.mktemp("without-qt") / "site-packages"
    folder.mkdir()
    for path in libraries.iterdir():
        if not path.name.lower().startswith(QT) and path.suffix != ".pth":
            (folder / path.name).symlink_to(path)
    return fresh_environment(folder)


def test_the_wheel_asks_for_qt_only_with_its_extra(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
        data = email.message_from_bytes(archive.read(name))
    asked = [Requirement(text) for text in data.get_all("Requires-Dist", [])]
    qt = [found for found in asked if found.name.lower().startswith(QT)]
    for extra in ("", "mesh", "grid", "atoms", "dask"):
        assert not [r for r in qt if r.marker is None or r.marker.evaluate({"extra": extra})]
    with_gui = {r.name.lower() for r in qt if r.marker and r.marker.evaluate({"extra": "gui"})}
    assert with_gui == {"pyside6-essentials", "pyqtgraph"}


def test_a_script_runs_records_resumes_reports_and_hands_over(
    installed: Path, run_installed: Run, tmp_path: Path
) -> None:
    (tmp_path / "script.py").write_text(SCRIPT)
    code = f"import os; os.chdir({str(tmp_path)!r})"
    words = ["-c", f"{code}; import runpy; runpy.run_path('script.py', run_name='__main__')"]
    done = run_installed(installed, *words)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def sample(installed: Path, run_installed: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    words = ["-m", "curator_gui", "demo", "qm9", "--only-copy", "--folder", str(folder)]
    done = run_installed(installed, *words)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


def test_the_commands_work(installed: Path, run_installed: Run, sample: Path) -> None:
    record = sample.parent / "run.sqlite"
    run = ["run", str(sample), "--json", "-q", "-j", "2", "--indices", "0-4"]
    for words in (
        ["plan", str(sample), "--json"],
        ["preview", str(sample), "--json"],
        ["survey", str(sample)],
        [*run, "--record", str(record)],
        [*run, "--record", str(record), "--resume"],
        ["runs", str(record), "--report", str(sample.parent / "report.html")],
        ["runs", str(record), "--export", str(sample.parent / "results.csv")],
        ["components"],
        ["help", "results"],
    ):
        done = run_installed(installed, "-m", "curator_gui", *words)
        assert done.returncode == 0, (words, done.stderr)
    folder = json.loads(run_installed(installed, "-m", "curator_gui", *run).stdout)["dataset"]
    for words in (["info"], ["verify"], ["split", "--parts", "train=3,test=2"]):
        done = run_installed(
            installed, "-m", "curator_gui", "dataset", words[0], folder, *words[1:]
        )
        assert done.returncode == 0, (words, done.stderr)


def test_the_window_says_in_one_sentence_what_to_install(
    installed: Path, run_installed: Run, sample: Path
) -> None:
    for words in ([], [str(sample)], ["demo", "qm9"]):
        done = run_installed(installed, "-m", "curator_gui", *words, DISPLAY=":1")
        assert done.returncode == 2
        assert done.stderr == (
            "curator-gui: the window needs PySide6 and pyqtgraph: pip install 'curator-gui[gui]' "
            "(`run` and the other words need no window)\n"
        )


def test_the_doctor_finds_nothing_broken(installed: Path, run_installed: Run) -> None:
    done = run_installed(installed, "-m", "curator_gui", "doctor", "--json", DISPLAY="")
    found = {finding["name"]: finding for finding in json.loads(done.stdout)["findings"]}
    assert done.returncode == 0, done.stdout
    assert found["worker"]["ok"]
    assert "pip install 'curator-gui[gui]'" in found["extra gui"]["detail"]
    assert "Qt platform" not in found
