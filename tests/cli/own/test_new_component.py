"""A component of one's own to begin with: it is in the catalogue, and its test passes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from curator_gui.cli.own.new_component import new_component
from curator_gui.core.errors import ParamError
from curator_gui.core.registration.registry import Registry
from curator_gui.domains import register_all


@pytest.mark.parametrize("domain", ["mesh", "grid", "atoms"])
def test_it_is_in_the_catalogue(tmp_path: Path, domain: str) -> None:
    new_component("ScalePressure", domain, tmp_path / "components")
    registry = register_all(Registry(), tmp_path / "components")
    assert not registry.failures
    entry = registry.find(f"{domain}.ScalePressure")
    assert entry is not None
    assert (entry.title, [p.name for p in entry.params]) == ("Scale pressure", ["factor"])


@pytest.mark.workers
@pytest.mark.parametrize(("domain", "inside"), [("mesh", True), ("grid", False), ("atoms", False)])
def test_its_test_passes(tmp_path: Path, domain: str, *, inside: bool) -> None:
    own, elsewhere = tmp_path / "own", tmp_path / "elsewhere"
    elsewhere.mkdir()
    words = ["components", "new", "ScalePressure", "--domain", domain, "--folder", str(own)]
    subprocess.run([sys.executable, "-m", "curator_gui", *words], check=True)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(own / "tests")],
        cwd=own if inside else elsewhere,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout


@pytest.mark.parametrize("name", ["scale", "Scale pressure", "", "../Evil", "1st"])
def test_a_name_of_no_class_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ParamError, match="no name for a component"):
        new_component(name, "mesh", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "scale_pressure.py").write_text("mine")
    with pytest.raises(ParamError, match="is there already"):
        new_component("ScalePressure", "mesh", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["scale_pressure.py"]


@pytest.mark.parametrize(
    "name", ["Class", "None", "True", "Con", "Aux", "Numpy", "Json", "Filter", "Param"]
)
def test_a_name_that_would_not_work_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ParamError, match=f"{name}.* is taken"):
        new_component(name, "mesh", tmp_path)
    assert list(tmp_path.iterdir()) == []
