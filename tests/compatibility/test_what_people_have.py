"""What was made at commit 1959c85 opens and runs: see README.md."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from curator_gui import moved
from curator_gui.app.settings.preferences import Settings
from curator_gui.core import Registry
from curator_gui.core.documents.document_io import read_document
from curator_gui.core.documents.validation import errors_of, validate
from curator_gui.core.storage.resources import resource_path
from curator_gui.domains import register_all
from curator_gui.domains.atoms import ExtXYZSink, SelectStructures, SyntheticCrystals
from curator_gui.run import RunConfig, execute
from curator_gui.run.record import RunRecord
from curator_gui.run.report.html import write_report

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).resolve().parents[2]
REGISTRY = register_all(Registry())
PARAMETERS = json.loads((DATA / "parameters.json").read_text())
STEPS = json.loads((DATA / "steps.json").read_text())

RUNS_AGAIN = {
    "atoms.ASEDatabaseSource": "missing_keys virial_key",
    "atoms.ASELMDBSource": "missing_keys virial_key",
    "atoms.ASESource": "missing_keys virial_key",
    "atoms.ExtXYZSource": "missing_keys virial_key",
    "atoms.LAMMPSDumpSource": "epsilon mass sigma",
    "atoms.Supercell": "extensive",
    "atoms.TrajectorySource": "missing_keys virial_key",
    "grid.GridZarrSink": "holes",
    "grid.GridZarrSource": "group",
    "grid.NetCDFSink": "holes",
    "grid.NetCDFSource": "group",
}
"""Arguments whose coming ran finished work again: to say `added` now would do so once more."""


@pytest.fixture
def records(tmp_path, monkeypatch) -> Path:
    """A copy of the records in the working folder, as their paths are relative.

    Their outputs get the time of the runs back, which a checkout does not keep.
    """
    shutil.copytree(DATA / "records", tmp_path, dirs_exist_ok=True)
    with RunRecord.open(tmp_path / "finished.curator-run") as record:
        then = record.meta.created
    for path in tmp_path.rglob("out*/**/*"):
        os.utime(path, (then, then))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def crystals():
    source = SyntheticCrystals().filter(SelectStructures(max_atoms=64))
    return source.write(ExtXYZSink(Path("out")))


@pytest.mark.parametrize("path", sorted((DATA / "documents").iterdir()), ids=lambda p: p.stem)
def test_documents_open_without_complaint(path):
    sample = resource_path("samples", path.name.split(".")[0])
    document = read_document(path)
    assert errors_of(validate(document, REGISTRY, Path(sample))) == []


@pytest.mark.parametrize("key", sorted(PARAMETERS))
def test_components_keep_their_keys_and_arguments(key):
    params = {param.name: param for param in REGISTRY.get(key).params}
    for old in PARAMETERS[key]:
        new = params[old["name"]]
        assert new.required == old["required"] or not new.required
        assert [new.unit, new.minimum, new.maximum] == [old["unit"], old["minimum"], old["maximum"]]
        if not old["required"]:
            assert json.loads(json.dumps(new.default, default=str)) == old["default"]
        if old["choices"] is not None:
            assert set(old["choices"]) <= set(new.choices)


LOOSE = [name for name in moved._MODULES if "core." in name or name in moved._FILTERS]


@pytest.mark.parametrize("module", sorted(LOOSE))
def test_modules_that_lay_loose_in_their_folder_are_found(module):
    sys.modules.pop(f"curator_gui.{module}", None)
    with pytest.warns(
        DeprecationWarning, match=r"import its names from curator_gui\.(core|domains)"
    ):
        old = importlib.import_module(f"curator_gui.{module}")
    home = importlib.import_module(f"curator_gui.{moved._MODULES[module]}")
    public = [name for name in vars(home) if not name.startswith("_")]
    assert all(getattr(old, name) is getattr(home, name) for name in public)


@pytest.mark.parametrize("key", sorted(STEPS))
def test_records_know_components_by_the_name_they_had(key):
    assert moved.recorded_name(REGISTRY.get(key).cls) == STEPS[key]["component"]


def test_records_know_the_step_that_splits_by_its_first_place():
    from curator_gui.core.filters.splitting import Split

    assert moved.recorded_name(Split) == "curator_gui.core.splitting.Split"


def test_records_know_filters_by_the_module_they_were_born_in():
    from curator_gui.domains.mesh import Standardize, UniformGrid

    filters = "curator_gui.domains.mesh.filters"
    assert moved.recorded_name(UniformGrid) == f"{filters}.uniform.UniformGrid"
    assert moved.recorded_name(Standardize) == f"{filters}.scaling.Standardize"


@pytest.mark.workers
def test_former_modules_can_be_imported():
    """Each by itself, as a script would: in the order of their names nothing else has loaded it."""
    code = "import sys\n" + "".join(
        f"from {module} import {name} as found; print(found.__module__)\n"
        "[sys.modules.pop(name) for name in list(sys.modules) if name.startswith('curator_gui')]\n"
        for module, name in sorted(step["component"].rsplit(".", 1) for step in STEPS.values())
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore::DeprecationWarning", "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    homes = done.stdout.splitlines()
    assert len(homes) == len(STEPS)
    assert all(home.startswith("curator_gui.domains.") for home in homes)


def test_a_former_module_says_where_its_names_are_now():
    sys.modules.pop("curator_gui.domains.mesh.vtk_source", None)
    with pytest.warns(
        DeprecationWarning, match=r"import its names from curator_gui\.domains\.mesh$"
    ):
        from curator_gui.domains.mesh.vtk_source import VTKSource
    from curator_gui.domains import mesh

    assert VTKSource is mesh.VTKSource
    with pytest.raises(ModuleNotFoundError):
        import curator_gui.domains.mesh.no_such_thing  # noqa: F401


@pytest.mark.parametrize("key", sorted(STEPS))
def test_a_new_argument_lets_finished_work_be(key):
    """It counts only where it is not as before; or the component says another version."""
    cls, then = REGISTRY.get(key).cls, STEPS[key]
    if cls.version == then["version"]:
        new = {param.name for param in cls.params()} - then["arguments"].keys()
        assert new - dict(cls.added).keys() == set(RUNS_AGAIN.get(key, "").split())


@pytest.mark.fault
@pytest.mark.parametrize("name", ["qm9", "era5", "dam_break"])
def test_exported_scripts_run(name, tmp_path):
    sample = name.replace("_", "-")
    shutil.copytree(resource_path("samples", sample), tmp_path / sample)
    text = (DATA / "scripts" / f"{name}.py").read_text()
    (tmp_path / "script.py").write_text(text.replace("/data/demo", tmp_path.as_posix()))
    done = subprocess.run(
        [sys.executable, "script.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    indices, outputs = {"qm9": (100, 100), "era5": (10, 20), "dam_break": (21, 21)}[name]
    said = f"{indices} indices, {outputs} outputs, 0 indices without output"
    assert done.stdout.startswith(said)


@pytest.mark.fault
def test_a_finished_run_is_taken_up_again(records):
    config = RunConfig(n_jobs=1, resume=records / "finished.curator-run")
    result = execute(crystals(), config)
    assert sorted(result.skipped) == [0, 1, 2, 3]
    assert "unchanged" in result.skipped[0]
    assert sorted(result.outputs.keys() - result.skipped.keys()) == list(range(4, len(crystals())))


@pytest.mark.fault
def test_a_killed_run_is_taken_up_again_with_what_its_journal_knows(records):
    config = RunConfig(n_jobs=1, resume=records / "killed.curator-run", indices=range(6))
    result = execute(crystals(), config)
    assert sorted(result.skipped) == [0, 1, 2]
    assert sorted(result.outputs) == [0, 1, 2, 3, 4, 5]


def test_a_run_with_a_failure_reads_as_it_was(records):
    with RunRecord.open(records / "failed.curator-run") as record:
        assert (record.counts()["done"], record.counts()["failed"]) == (3, 1)
        assert record.meta.name == "molecules"
        (text,) = record.failure_texts().values()
        write_report(record, records / "report.html")
    assert "could not convert string to float: 'x1y'" in text
    assert "x1y" in (records / "report.html").read_text()


def test_settings_are_read(tmp_path):
    shutil.copy(DATA / "settings" / "preferences.json", tmp_path)
    settings = Settings(tmp_path / "preferences.json")
    assert settings.problem == ""
    assert (settings.preferences.theme, settings.preferences.preview_timeout) == ("dark", 60)
    assert settings.preferences.recent == ("/data/demo/qm9/qm9.curator.yaml",)
