"""A pipeline that reads and writes with code beside it: run, resumed, killed, previewed."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from curator_gui.cli import main
from curator_gui.core.document_code.reading import read_code

Program = Callable[..., "subprocess.CompletedProcess[str]"]

CODE = '''
import os
from pathlib import Path

import numpy as np


def cases(folder: Path, pattern: str = "*.csv"):
    """List the cases."""
    return sorted(folder.glob(pattern))


def {domain}(path, scale: float = 1.0):
    """Read one case."""
    values = np.loadtxt(path, delimiter=",", ndmin=2) * scale
{make}


def arrays(items, index, folder, key: str = "x"):
    """Write one archive for an index."""
    for number, item in enumerate(items):
        path = folder / f"{{index:02}}" / f"{{number}}.npz"
        path.parent.mkdir(exist_ok=True)
        np.savez(path, **{{key: {values}}})
        if index == 1 and not Path({died!r}).exists():
            Path({died!r}).touch()
            os._exit(9)
        yield path
'''
DOMAINS = {
    "mesh": ("    import pyvista as pv\n\n    return pv.PolyData(values)", "item.points"),
    "grid": (
        "    import xarray as xr\n\n"
        "    return xr.Dataset({'x': (('row', 'column'), values)})",
        "item['x'].values",
    ),
    "atoms": ("    from ase import Atoms\n\n    return Atoms(['H'] * 2, values)", "item.positions"),
}  # fmt: skip


@pytest.fixture
def coded(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes data, code and a document."""

    def write(domain: str, *, dies: bool = False) -> Path:
        make, values = DOMAINS[domain]
        died = tmp_path / "died"
        if not dies:
            died.touch()
        code = CODE.format(domain=domain, make=make, values=values, died=str(died))
        (tmp_path / "ends.py").write_text(code)
        (tmp_path / "cases").mkdir()
        for index in range(3):
            (tmp_path / "cases" / f"c{index}.csv").write_text(f"{index},1,2\n3,4,5\n")
        source = {
            "file": "ends.py", "function": "cases", "reader": domain,
            "arguments": {"folder": "cases", "scale": 2},
        }  # fmt: skip
        sink = {"file": "ends.py", "function": "arrays", "folder": "out"}
        steps = [
            {"source": f"{domain}.PythonSource", "params": source},
            {"sink": f"{domain}.PythonSink", "params": sink},
        ]
        data = {
            "format": "curator-pipeline", "version": 2, "name": "ends", "steps": steps,
            "run": {"backend": "loky", "n_jobs": 2},
        }  # fmt: skip
        path = tmp_path / "ends.curator.yaml"
        path.write_text(yaml.safe_dump(data, sort_keys=False))
        return path

    return write


def _outputs(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.npz"))


@pytest.mark.parametrize("words", [["run", "-q"], ["plan"], ["preview"], ["export"]])
def test_nothing_of_it_runs_before_the_person_agrees(
    coded: Callable[..., Path], tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    document = coded("grid")
    (tmp_path / "ends.py").write_text(
        f"open({str(tmp_path / 'ran')!r}, 'w')\n" + (tmp_path / "ends.py").read_text()
    )
    target = [str(tmp_path / "script.py")] if words == ["export"] else []
    assert main([*words, str(document), *target]) == 2
    assert "ends.py is code that you have not agreed to" in capsys.readouterr().err
    assert not (tmp_path / "ran").exists()
    assert not (tmp_path / "out").exists()


@pytest.mark.workers
@pytest.mark.parametrize("domain", DOMAINS)
def test_it_reads_and_writes_in_workers_and_resumes_by_files_and_code(
    coded: Callable[..., Path], program: Program, tmp_path: Path, domain: str
) -> None:
    import numpy as np

    document = coded(domain)
    digest = read_code(tmp_path / "ends.py").digest
    assert program("trust", document, "--sha256", digest).returncode == 0
    planned = program("plan", document)
    assert planned.returncode == 0, planned.stderr
    shown = program("preview", document, "--index", "1")
    assert shown.returncode == 0, shown.stderr
    assert not (tmp_path / "out").exists()

    done = program("run", document, "-q", "--json")
    assert (done.returncode, json.loads(done.stdout)["completed"]) == (0, 3), done.stderr
    assert _outputs(tmp_path / "out") == [f"{index:02}/0.npz" for index in range(3)]
    with np.load(tmp_path / "out" / "02" / "0.npz") as found:
        np.testing.assert_array_equal(found["x"], [[4, 2, 4], [6, 8, 10]])
    card = (tmp_path / "out" / "README.md").read_text()
    assert f"Python source ran `cases, {domain}` of `code/{digest[:12]}/ends.py`" in card
    assert "Python sink ran `arrays` of" in card
    items = (tmp_path / "out" / "items.csv").read_text()
    assert all(f"c{index}.csv" in items for index in range(3))

    (tmp_path / "cases" / "c1.csv").write_text("7,8,9\n1,2,3\n")
    again = json.loads(program("run", document, "-q", "--json", "--resume").stdout)
    assert (again["completed"], again["skipped"]) == (1, 2)
    (tmp_path / "ends.py").write_text((tmp_path / "ends.py").read_text() + "# changed\n")
    assert program("run", document, "-q", "--resume").returncode == 2
    digest = read_code(tmp_path / "ends.py").digest
    assert program("trust", document, "--sha256", digest).returncode == 0
    assert "the code of Python source changed" in program("plan", document, "--resume").stdout
    again = json.loads(program("run", document, "-q", "--json", "--resume").stdout)
    assert (again["completed"], again["skipped"]) == (3, 0)


@pytest.mark.fault
def test_a_worker_that_dies_while_the_code_writes_leaves_nothing_half(
    coded: Callable[..., Path], program: Program, tmp_path: Path
) -> None:
    document = coded("grid", dies=True)
    digest = read_code(tmp_path / "ends.py").digest
    done = program("run", document, "-q", "--json", "--trust", digest)
    assert (done.returncode, json.loads(done.stdout)["completed"]) == (0, 3), done.stderr
    assert (tmp_path / "died").exists()
    assert _outputs(tmp_path / "out") == [f"{index:02}/0.npz" for index in range(3)]
    assert not [path for path in (tmp_path / "out").iterdir() if path.name.endswith(".part")]
