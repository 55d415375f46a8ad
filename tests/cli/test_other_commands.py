"""components, doctor, demo, plan, runs, and resuming a run."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from curator_gui import __version__
from curator_gui.__main__ import main
from curator_gui.cli.doctor import EXTRAS
from curator_gui.core.documents.document_io import read_document

pytestmark = pytest.mark.workers

ROOT = Path(__file__).resolve().parents[2]
Document = Callable[..., Path]
Program = Callable[..., "subprocess.CompletedProcess[str]"]


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"Curator {__version__}\n"
    assert main(["run", "--help"]) == 0
    assert "exit codes" in capsys.readouterr().out


def test_components_as_text_and_json(program: Program, toys: Path) -> None:
    text = program("components").stdout
    assert "Toys (items are int)" in text
    assert "  filter  toy.Trouble: Trouble" in text
    assert "how (one of raise, exit, segv, hang; default 'raise'): In which way." in text
    data = json.loads(program("components", "--json").stdout)
    domains = {domain["key"]: domain for domain in data["domains"]}
    assert set(domains) == {"mesh", "grid", "atoms", "toy"}
    (source,) = (c for c in domains["toy"]["components"] if c["kind"] == "source")
    assert (source["key"], source["available"], source["reason"]) == ("toy.Count", True, "")
    (size,) = source["params"]
    assert (size["name"], size["default"], size["minimum"]) == ("size", 5, 0)
    assert data["failures"] == {}


def test_a_reader_that_has_seen_enough_is_no_error(toys: Path) -> None:
    command = f'"{sys.executable}" -m curator_gui components | head -n 1'
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=ROOT, capture_output=True, text=True
    )
    assert done.stdout.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_doctor_does_real_checks(program: Program) -> None:
    done = program("doctor", "--json")
    data = json.loads(done.stdout)
    found = {finding["name"]: finding for finding in data["findings"]}
    assert found["Curator"]["detail"] == __version__
    assert re.fullmatch(r"3 items in a worker process in \d+\.\d s", found["worker"]["detail"])
    assert "offscreen, 800 x 800" in found["Qt platform"]["detail"]
    assert found["extra mesh"]["ok"]
    assert "pyvista" in found["extra mesh"]["detail"]
    assert data["healthy"]
    assert done.returncode == 0


def test_doctor_survives_a_platform_that_aborts(program: Program) -> None:
    done = program("doctor", QT_QPA_PLATFORM="no-such-platform")
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("FAIL Qt platform"))
    assert "SIGABRT" in line
    assert "no-such-platform" in line
    assert done.returncode == 1


def test_doctor_knows_the_extras_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    for name, modules in EXTRAS.items():
        wanted = {re.split(r"[<>=!~;\[ ]", spec)[0] for spec in extras[name]} - {"curator-gui"}
        imported = {each.removesuffix("-Essentials").replace("-", "_") for each in wanted}
        assert imported <= set(modules), name


def test_demo_copies_a_sample_once(
    user_folders: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "qm9", "--only-copy"]) == 0
    document = Path(capsys.readouterr().out.strip())
    assert document == user_folders["CURATOR_SAMPLES"] / "qm9" / "qm9.curator.yaml"
    assert read_document(document).source is not None
    document.write_text("mine now")
    assert main(["demo", "qm9", "--only-copy"]) == 0
    assert document.read_text() == "mine now"
    names = [path.name for path in user_folders["CURATOR_SAMPLES"].iterdir()]
    assert names == ["qm9"]


def test_demo_says_which_samples_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "nothing", "--only-copy"]) == 2
    words = capsys.readouterr().err
    assert "there is no sample 'nothing'; there are " in words
    assert "qm9" in words


def test_demo_into_a_place_that_cannot_be_written(
    user_folders: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = user_folders["CURATOR_SAMPLES"]
    folder.parent.mkdir(exist_ok=True)
    folder.touch()
    try:
        assert main(["demo", "qm9", "--only-copy"]) == 2
    finally:
        folder.unlink()
    assert "qm9: the sample cannot be copied: " in capsys.readouterr().err


@pytest.mark.parametrize("name", ["dam-break", "era5", "qm9"])
def test_every_sample_project_runs_without_a_change(
    name: str, program: Program, user_folders: dict[str, Path]
) -> None:
    document = program("demo", name, "--only-copy").stdout.strip()
    done = program("run", document, "--json", "-q", "--indices", "0-2")
    result = json.loads(done.stdout)
    assert (result["completed"], result["failed"]) == (3, 0), done.stderr
    paths = [Path(path) for paths in result["outputs"].values() for path in paths]
    assert paths
    assert all(path.exists() for path in paths)
    assert all(path.is_relative_to(Path(document).parent) for path in paths)


def test_a_window_needs_a_file_that_exists_and_a_screen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main([str(tmp_path / "none.yaml")]) == 2
    assert "none.yaml: there is no such file" in capsys.readouterr().err
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert main([]) == 2
    assert "there is no screen" in capsys.readouterr().err


def test_a_plan_starts_nothing(document: Document, program: Program, tmp_path: Path) -> None:
    path = document(size=9)
    done = program("plan", path, "--json", "-j", 2, "--indices", "2-8")
    plan = json.loads(done.stdout)
    assert done.returncode == 0
    assert (plan["items"], plan["to_run"], plan["workers"]) == (9, [2, 3, 4, 5, 6, 7, 8], 2)
    assert sorted(plan["batches"]) == [3, 4]
    assert plan["groups"] is None
    assert not (tmp_path / "out").exists()
    text = program("plan", path, "-j", 2).stdout
    assert re.search(r"will run +9 \(0 to 8\)", text)
    assert program("plan", path, "-o", "timout=1").returncode == 2
    assert program("plan", path, "--indices", "0-9").returncode == 2


def test_a_preview_shows_each_step_and_writes_nothing(
    program: Program, user_folders: dict[str, Path]
) -> None:
    document = program("demo", "dam-break", "--only-copy").stdout.strip()
    done = program("preview", document, "--index", 3, "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["index"]) == (0, 3), done.stderr
    assert [step["name"] for step in found["steps"]] == [
        "VTK files",
        "Select fields",
        "Cell data to point data",
    ]
    (mesh,) = found["steps"][2]["items"]
    assert {(f["place"], f["name"]) for f in mesh["fields"]} >= {
        ("point", "alpha.water"),
        ("point", "U"),
    }
    assert "Select fields: 1 item, " in program("preview", document).stdout
    assert not (Path(document).parent / "output").exists()
    outside = program("preview", document, "--index", 21)
    assert outside.returncode == 2
    assert "index 21 is out of range: the source has 21 items" in outside.stderr


def test_a_preview_tells_why_a_step_does_nothing(program: Program) -> None:
    document = Path(program("demo", "dam-break", "--only-copy").stdout.strip())
    text = document.read_text()
    step = "- filter: mesh.CropBox\n  params: {x_min: -9}\n- sink:"
    document.write_text(text.replace("- sink:", step, 1))
    assert "  does nothing: lies inside as a whole" in program("preview", document).stdout


def run_json(program: Program, *words: Any) -> dict[str, Any]:
    done = program("run", *words, "--json", "-q")
    assert done.returncode in (0, 3), done.stderr
    data = json.loads(done.stdout)
    assert isinstance(data, dict)
    return data


def test_a_resumed_run_does_only_what_is_missing(
    document: Document, program: Program, tmp_path: Path
) -> None:
    first = run_json(program, document(at=2))
    assert (first["completed"], first["failed"]) == (4, 1)
    (tmp_path / "out" / "4.txt").unlink()
    plan = json.loads(program("plan", document(at=2), "--resume", "--json").stdout)
    assert plan["to_run"] == [2, 4]
    assert "is missing" in plan["reasons"]["4"]
    second = run_json(program, document(at=2), "--resume")
    assert (second["completed"], second["failed"], second["skipped"]) == (1, 1, 3)
    assert (tmp_path / "out" / "4.txt").exists()
    assert sorted(second["outputs"]) == ["0", "1", "3", "4"]
    changed = run_json(program, document(at=-1, seconds=0.001), "--resume")
    assert (changed["completed"], changed["skipped"]) == (5, 0)


def test_a_resumed_run_knows_what_each_earlier_run_finished(
    document: Document, program: Program
) -> None:
    path = document(size=10, at=-1)
    for chosen in ("0:4", "2:7", "7:10"):
        run_json(program, path, "--indices", chosen)
    plan = json.loads(program("plan", path, "--resume", "--json").stdout)
    assert (plan["to_run"], len(plan["skipped"]), plan["reasons"]) == ([], 10, {})
    assert all(why.startswith("finished by the run of 20") for why in plan["skipped"].values())
    assert "will be skipped" in program("plan", path, "--resume").stdout
    result = run_json(program, path, "--resume")
    assert (result["completed"], result["skipped"]) == (0, 10)
    assert len(result["outputs"]) == 10


def test_a_resumed_run_of_a_named_record_goes_by_that_alone(
    document: Document, program: Program
) -> None:
    path = document(at=-1)
    first = run_json(program, path, "--indices", "0:3")["record"]
    run_json(program, path, "--indices", "3:5")
    result = run_json(program, path, "--resume", "--record", first)
    assert (result["completed"], result["skipped"]) == (2, 3)


def test_a_record_that_cannot_be_read_is_said(
    document: Document, program: Program, user_folders: dict[str, Path]
) -> None:
    path = document(at=-1)
    damaged = run_json(program, path, "--indices", "0:3")["record"]
    run_json(program, path, "--indices", "3:5")
    Path(damaged).write_bytes(b"no record")
    plan = program("plan", path, "--resume").stdout
    words = f"and what it overwrote in a store of all items may count as finished: {damaged}"
    assert f"warning: what an earlier run finished may be run again, {words}" in plan
    done = program("run", path, "--resume", "-q")
    assert (done.returncode, words in done.stderr) == (0, True)


def test_records_that_cannot_be_read_are_named_where_there_is_no_other(
    document: Document, program: Program
) -> None:
    path = document(at=-1)
    damaged = run_json(program, path, "--indices", "0:1")["record"]
    Path(damaged).write_bytes(b"no record")
    done = program("run", path, "--resume")
    assert done.returncode == 2
    assert "there is no record of an earlier run of" in done.stderr
    assert f"{damaged}: this is not a run record" in done.stderr


def test_resuming_what_never_ran_is_refused(document: Document, program: Program) -> None:
    done = program("run", document(), "--resume")
    assert done.returncode == 2
    assert "--resume: there is no record of an earlier run of" in done.stderr


def test_the_failed_indices_of_the_last_run_can_be_chosen(
    document: Document, program: Program
) -> None:
    failed = ["--indices", "failed of last run"]
    refused = program("run", document(at=2), *failed)
    assert refused.returncode == 2
    assert "there is no record of an earlier run" in refused.stderr
    run_json(program, document(at=2))
    again = run_json(program, document(at=2), *failed)
    assert (list(again["errors"]), again["completed"]) == (["2"], 0)
    mended = run_json(program, document(at=-1), *failed)
    assert list(mended["outputs"]) == ["2"]


def test_the_history_lists_runs_and_their_failures(
    document: Document, program: Program, user_folders: dict[str, Path], tmp_path: Path
) -> None:
    assert program("runs").stdout == "no runs yet\n"
    result = run_json(program, document(at=2))
    assert Path(result["record"]).is_relative_to(user_folders["CURATOR_RUNS"])
    (summary,) = json.loads(program("runs", "--json").stdout)
    assert (summary["record"], summary["total"]) == (result["record"], 5)
    assert (summary["counts"]["done"], summary["counts"]["failed"]) == (4, 1)
    text = program("runs").stdout
    assert "4 done, 1 failed of 5" in text
    one = program("runs", result["record"]).stdout
    assert "1 x Trouble: ValueError: no field 'p'" in one
    report = tmp_path / "report.html"
    assert program("runs", result["record"], "--report", report).stdout == f"{report}\n"
    assert "no field &#x27;p&#x27;" in report.read_text()
    assert program("runs", "--report", report).returncode == 2
    for table in (tmp_path / "table.csv", tmp_path / "table.parquet"):
        assert program("runs", result["record"], "--export", table).stdout == f"{table}\n"
    assert program("runs", "--export", table).returncode == 2
    for path in (report, table):
        path.unlink()
    both = program("runs", result["record"], "--report", report, "--export", table)
    assert both.stdout == f"{table}\n{report}\n"
    assert report.exists()
    assert table.exists()
    refused = program("runs", result["record"], "--export", tmp_path / "table.xlsx")
    assert (refused.returncode, "ends in .csv or .parquet" in refused.stderr) == (2, True)
    rows, meta = pq.read_table(table).to_pylist(), pq.read_schema(table).metadata
    assert [row["outputs"] for row in rows] == [result["outputs"].get(str(n), []) for n in range(5)]
    assert meta[b"curator.run_id"].decode() == result["run_id"]
    assert b"steps" in meta[b"curator.document"] or b"source" in meta[b"curator.document"]
    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["index"] for row in csv.DictReader(file)] == ["0", "1", "2", "3", "4"]
    refused = program("runs", ROOT / "README.md")
    assert refused.returncode == 2
    assert "not a run record" in refused.stderr
    refused = program("runs", result["record"], "--report", result["record"])
    assert (refused.returncode, "of another kind" in refused.stderr) == (2, True)
    assert program("runs", result["record"]).returncode == 0


def test_no_record_is_kept_if_none_is_wanted(
    document: Document, program: Program, user_folders: dict[str, Path]
) -> None:
    assert run_json(program, document(), "--no-record")["record"] is None
    assert not user_folders["CURATOR_RUNS"].exists() or not list(
        user_folders["CURATOR_RUNS"].iterdir()
    )


def test_a_record_goes_where_it_is_wanted(
    document: Document, program: Program, tmp_path: Path
) -> None:
    record = tmp_path / "my.curator-run"
    assert run_json(program, document(), "--record", record)["record"] == str(record)
    assert json.loads(program("runs", record, "--json").stdout)["counts"] == {"done": 5}


@pytest.mark.skipif(os.name == "nt", reason="needs devices and pipes in the file system")
@pytest.mark.parametrize("command", ["run", "plan", "preview"])
@pytest.mark.parametrize("kind", ["/dev/zero", "fifo", "folder", "missing"])
def test_what_is_no_document_is_said_in_one_line(command, kind, tmp_path, capfd):
    path = Path(kind) if kind.startswith("/") else tmp_path / kind
    if kind == "fifo":
        os.mkfifo(path)  # nobody writes to it: whoever opens it waits for ever
    elif kind == "folder":
        path.mkdir()
    assert main([command, str(path)]) == 2
    said = capfd.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert str(path) in said.err


def test_a_survey_says_what_a_folder_holds(program: Program) -> None:
    data = ROOT / "resources" / "samples" / "dam-break" / "data"
    lines = program("survey", data).stdout.splitlines()
    assert lines[0].startswith("21 files in one folder, 1.53 MB")
    assert lines[1].startswith("mesh.VTKSource: reads 21")
    assert "looked at 12 of 21 items" in lines
    assert "VTK files: U, alpha.water, p, p_rgh on 2,268 cells" in lines
    assert "odd: p is in 11 of 12 items; dambreak_000.vtu lacks it" in lines


def test_a_survey_says_which_files_are_left_out(program: Program, tmp_path: Path) -> None:
    data = ROOT / "resources" / "samples" / "dam-break" / "data"
    for name in ("dambreak_000.vtu", "dambreak_001.vtu"):
        (tmp_path / name).write_bytes((data / name).read_bytes())
    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / "._dambreak_000.vtu").write_bytes(b"\0\5\x16\7")
    lines = program("survey", tmp_path).stdout.splitlines()
    assert "leaves 1 aside (notes.txt)" in lines[2]
    assert "its name begins with a dot: ._dambreak_000.vtu" in lines[1]
    done = program("survey", tmp_path, "--json")
    assert "._dambreak_000.vtu" in done.stderr
    assert json.loads(done.stdout)["looked"] == 2


def test_a_survey_of_a_pipeline_follows_its_steps(program: Program) -> None:
    document = ROOT / "resources" / "samples" / "dam-break" / "dam-break.curator.yaml"
    found = json.loads(program("survey", document, "--json").stdout)
    assert [step["name"] for step in found["steps"]][1:] == [
        "Select fields",
        "Cell data to point data",
    ]
    assert {field["name"] for field in found["steps"][2]["fields"]} == {"U", "alpha.water"}


def test_a_survey_of_nothing_readable_says_so(program: Program, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    done = program("survey", tmp_path)
    assert done.returncode == 2
    assert "no source can read this as it stands" in done.stderr


def test_a_pipeline_that_physicsnemo_curator_has_saved_runs(
    program: Program, tmp_path: Path
) -> None:
    data = Path("resources/samples/dam-break/data").resolve()
    mesh = "physicsnemo_curator.domains.mesh"
    source = {"input_path": str(data), "file_pattern": "*", "manifold_dim": "auto"}
    sink = {"output_dir": str(tmp_path / "out"), "naming_template": "step_{index:03d}"}
    document = tmp_path / "theirs.json"
    saved = {
        "source": {"class": "VTKSource", "module": f"{mesh}.sources.vtk", "params": source},
        "filters": [],
        "sink": {"class": "MeshVTUSink", "module": f"{mesh}.sinks.mesh_vtu", "params": sink},
        "version": 1,
    }
    document.write_text(json.dumps(saved))
    done = run_json(program, document, "--indices", "0-2", "--option", "dataset=no", "-j", 1)
    assert done["completed"] == 3
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        f"step_{index:03d}.vtu" for index in range(3)
    ]


def test_a_document_is_not_replaced_by_its_export(tmp_path: Path, program: Program) -> None:
    path = tmp_path / "plain.yaml"
    path.write_text((ROOT / "resources/samples/dam-break/dam-break.curator.yaml").read_text())
    text = path.read_text()
    refused = program("export", path, path)
    assert (refused.returncode, "the document itself" in refused.stderr) == (2, True)
    assert path.read_text() == text


def test_a_manual_that_cannot_be_written_is_said_in_one_line(
    tmp_path: Path, program: Program
) -> None:
    (tmp_path / "taken").write_text("")
    refused = program("help", "--html", tmp_path / "taken")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert str(tmp_path / "taken") in refused.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_an_interrupted_command_says_nothing() -> None:
    words = (
        "import curator_gui.cli as cli, os, signal, sys\n"
        "from curator_gui.__main__ import main\n"
        "cli.main = lambda words: os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.exit(main(['survey', '.']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", words], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
