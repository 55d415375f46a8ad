"""packaging/run.py: what it decides, without installing anything."""

from __future__ import annotations

import ast
import importlib.util
import io
import json
import os
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "packaging" / "run.py"

Load = Callable[..., types.ModuleType]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Load:
    """Return a function that loads the script with a virtual environment folder of its own."""

    def fresh(**environment: str) -> types.ModuleType:
        for name in ("CI", "DISPLAY", "WAYLAND_DISPLAY"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("CURATOR_VENV", str(tmp_path / "venv"))
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        spec = importlib.util.spec_from_file_location("set_up_script", SCRIPT)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return fresh


def recorded(module: types.ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Replace what would change the machine by notes."""
    notes: list[Any] = []
    monkeypatch.setattr(module, "check_system", lambda *a: notes.append(("check", *a)))
    monkeypatch.setattr(
        module, "set_up", lambda extras, locked: notes.append(("set up", extras, locked))
    )
    monkeypatch.setattr(
        module, "start", lambda command, folder: notes.append(("start", command, folder)) or 0
    )
    return notes


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], ["demo"]),
        (["run", "a.yaml", "-j", "2"], ["run", "a.yaml", "-j", "2"]),
        (["a.curator.yaml"], ["a.curator.yaml"]),
        (["--system-libs"], ["demo"]),
    ],
)
def test_words_reach_the_command_line(
    load: Load, monkeypatch: pytest.MonkeyPatch, words: list[str], expected: list[str]
) -> None:
    module = load()
    notes = recorded(module, monkeypatch)
    assert module.main(words) == 0
    assert notes[0] == ("check", expected[0], "--system-libs" in words)
    assert notes[1] == ("set up", [], True)
    program = module.SCRIPTS / ("curator-gui.exe" if os.name == "nt" else "curator-gui")
    assert notes[2] == ("start", [str(program), *expected], None)


def test_tests_run_in_the_project_folder(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    module = load(CI="true")
    notes = recorded(module, monkeypatch)
    assert module.main(["test", "-k", "core"]) == 0
    assert notes[:2] == [("check", "test", True), ("set up", ["test"], True)]
    assert notes[2] == ("start", [str(module.PYTHON), "-m", "pytest", "-k", "core"], ROOT)


def test_fast_tests_run_on_all_cores(load: Load) -> None:
    chosen = load().test_arguments
    processes = str(os.cpu_count() or 1)
    assert chosen(["--fast", "-x"]) == ["--fast", "-x", "-n", processes, "--dist", "worksteal"]
    assert chosen(["--fast", "-n", "1"]) == ["--fast", "-n", "1"]
    assert chosen(["-k", "core"]) == ["-k", "core"]


def test_the_files_of_fast_tests_are_in_memory_where_there_is_room(
    load: Load,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("TMPDIR", raising=False)
    module = load()
    monkeypatch.setattr(module, "MEMORY", tmp_path)
    monkeypatch.setattr(module, "ROOM_FOR_TESTS", 1)
    assert module.folder_in_memory() == {"TMPDIR": str(tmp_path)}
    assert f"in memory, in {tmp_path}; TMPDIR" in capsys.readouterr().err
    monkeypatch.setattr(module, "ROOM_FOR_TESTS", 1 << 60)
    assert module.folder_in_memory() == {}
    monkeypatch.setattr(module, "ROOM_FOR_TESTS", 1)
    monkeypatch.setattr(module, "MEMORY", tmp_path / "none")
    assert module.folder_in_memory() == {}
    monkeypatch.setattr(module, "MEMORY", tmp_path)
    monkeypatch.setenv("TMPDIR", "/elsewhere")
    assert module.folder_in_memory() == {}
    assert capsys.readouterr().err == ""


def test_only_fast_tests_are_moved_into_memory(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    module = load()
    recorded(module, monkeypatch)
    monkeypatch.setenv("TMPDIR", "before")
    monkeypatch.setattr(module, "folder_in_memory", lambda: {"TMPDIR": "memory"})
    assert module.main(["test"]) == 0
    assert os.environ["TMPDIR"] == "before"
    assert module.main(["test", "--fast"]) == 0
    assert os.environ["TMPDIR"] == "memory"


def test_set_up_alone_starts_nothing(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    module = load()
    notes = recorded(module, monkeypatch)
    assert module.main(["setup", "dev"]) == 0
    assert notes[1:] == [("set up", ["dev"], True)]
    assert module.main(["setup", "--unlocked"]) == 0
    assert notes[-1] == ("set up", [], False)


def test_missing_libraries_are_named_with_the_exact_line(
    load: Load, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    module = load()
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(module, "NEEDED", {"libc.so.6": "libc6", "libnothing.so.9": "libnothing9"})
    monkeypatch.setattr(module.shutil, "which", lambda name: "/usr/bin/" + name)
    assert module.main(["components"]) == 1
    words = capsys.readouterr().err
    assert "apt-get install --no-install-recommends libnothing9\n" in words


def test_a_window_needs_more_than_a_run(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    module = load(QT_QPA_PLATFORM="xcb")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(module, "NEEDED", {})
    monkeypatch.setattr(module, "FOR_X11", {"libnothing.so.9": "libnothing9"})
    monkeypatch.setattr(module, "can_make_venv", lambda: True)
    monkeypatch.setattr(module.shutil, "which", lambda name: None)
    assert module.missing_packages("run") == ([], [])
    assert module.missing_packages("demo") == (["libnothing9"], [])
    assert module.missing_packages("test") == ([], ["libnothing9", "xvfb"])


def test_the_package_that_makes_virtual_environments_is_named(
    load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = load()
    monkeypatch.setattr(module.importlib.util, "find_spec", lambda name: None)
    needed, _ = module.missing_packages("run")
    assert needed[0] == f"python3.{sys.version_info.minor}-venv"


def test_in_ci_packages_are_installed(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    module = load()
    installed: list[str] = []
    monkeypatch.setattr(module, "missing_packages", lambda word: (["a"], ["b"]))
    monkeypatch.setattr(module.shutil, "which", lambda name: "/usr/bin/" + name)
    monkeypatch.setattr(module, "install_packages", installed.extend)
    module.check_system("test", True)
    assert installed == ["a", "b"]


def test_a_set_up_is_done_once_and_again_when_the_project_changes(
    load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = load()
    done: list[list[str]] = []
    monkeypatch.setattr(
        module, "make_venv", lambda: module.PYTHON.parent.mkdir(parents=True, exist_ok=True)
    )
    monkeypatch.setattr(
        module,
        "install_project",
        lambda extras, locked: module.PYTHON.touch() or done.append(extras),
    )
    module.set_up([])
    module.set_up([])
    assert done == [["atoms", "grid", "gui", "mesh"]]
    module.set_up(["dev"])
    module.set_up([])
    module.set_up(["dev"])
    module.set_up(["test"])  # which `dev` names
    (with_dev,) = done[1:]
    assert {*done[0], "dev", "test", "dask"} <= set(with_dev)
    stamp = json.loads(module.STAMP.read_text())
    module.STAMP.write_text(json.dumps({**stamp, "project": "older"}))
    module.set_up([])
    module.STAMP.write_text("{damaged")
    module.set_up([])
    assert len(done) == 4


def test_a_failed_installation_is_not_remembered(
    load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = load()
    monkeypatch.setattr(module, "make_venv", lambda: None)

    def fail(extras: list[str], locked: bool) -> None:
        raise module.SetupError("pip could not install Curator")

    monkeypatch.setattr(module, "install_project", fail)
    with pytest.raises(module.SetupError):
        module.set_up([])
    assert not module.STAMP.exists()


def test_a_folder_that_is_no_virtual_environment_is_left_alone(load: Load, tmp_path: Path) -> None:
    module = load()
    (tmp_path / "venv").mkdir()
    (tmp_path / "venv" / "thesis.tex").touch()
    with pytest.raises(module.SetupError, match="is no virtual environment: remove it or set"):
        module.make_venv()
    assert (tmp_path / "venv" / "thesis.tex").exists()


def test_variables_that_lead_python_astray_are_left_out(load: Load) -> None:
    module = load(PYTHONPATH="/elsewhere", PYTHONHOME="/elsewhere", PIP_USER="1", KEPT="yes")
    environment = module.clean_environment()
    assert environment["KEPT"] == "yes"
    assert not {"PYTHONPATH", "PYTHONHOME", "PIP_USER"} & set(environment)


def test_an_older_python_can_read_the_script() -> None:
    ship = SCRIPT.parent / "ship"
    for path in (SCRIPT, ship / "__init__.py", ship / "locked.py", ship / "pip_progress.py"):
        ast.parse(path.read_text(), feature_version=(3, 7))


def test_an_older_python_hands_over_to_a_newer_one(
    load: Load, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    module = load()
    newer = tmp_path / "python3.14"
    newer.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    newer.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "version_info", (3, 9))
    calls: list[list[str]] = []
    monkeypatch.setattr(module, "works", lambda program: True)
    monkeypatch.setattr(module.subprocess, "call", lambda command: calls.append(command) or 0)
    assert module.main(["test"]) == 0
    assert calls == [[str(newer), str(SCRIPT), "test"]]
    newer.unlink()
    assert module.main(["test"]) == 1


@pytest.mark.parametrize(
    ("user", "programs", "words"),
    [
        (1000, {"apt-get"}, "Ask the administrator"),
        (1000, {"apt-get", "sudo"}, "    sudo apt-get install"),
        (0, {"apt-get"}, "    apt-get install"),
        (1000, set(), "names them differently"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="there is no apt on Windows")
def test_what_to_do_about_a_missing_library_fits_the_machine(
    load: Load,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    user: int,
    programs: set[str],
    words: str,
) -> None:
    module = load()
    monkeypatch.setattr(module, "missing_packages", lambda word: (["libnothing9"], []))
    monkeypatch.setattr(module.shutil, "which", lambda name: name if name in programs else None)
    monkeypatch.setattr(module.os, "geteuid", lambda: user)
    assert module.main(["components"]) == 1
    assert words in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="there is no sudo on Windows")
def test_without_sudo_an_installation_asked_for_is_no_traceback(
    load: Load, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    module = load()
    monkeypatch.setattr(module, "missing_packages", lambda word: (["libnothing9"], []))
    which = {"apt-get": "/usr/bin/apt-get"}.get
    monkeypatch.setattr(module.shutil, "which", which)
    monkeypatch.setattr(module.os, "geteuid", lambda: 1000)
    assert module.main(["components", "--system-libs"]) == 1
    assert "Ask the administrator" in capsys.readouterr().err


@pytest.mark.parametrize(("answer", "installed"), [("", ["lib"]), ("y", ["lib"]), ("n", [])])
def test_on_a_terminal_sudo_is_offered(
    load: Load, monkeypatch: pytest.MonkeyPatch, answer: str, installed: list[str]
) -> None:
    module = load()
    done: list[str] = []

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(module, "missing_packages", lambda word: (["lib"], []))
    monkeypatch.setattr(module.shutil, "which", lambda name: "/usr/bin/" + name)
    monkeypatch.setattr(module, "install_packages", done.extend)
    monkeypatch.setattr(module.sys, "stdin", Terminal(answer + "\n"))
    monkeypatch.setattr(module.sys, "stderr", Terminal())
    if installed:
        module.check_system("demo", False)
    else:
        with pytest.raises(module.SetupError, match="apt-get install"):
            module.check_system("demo", False)
    assert done == installed


def test_an_old_python_names_the_way_on(
    load: Load,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    module = load()
    monkeypatch.setattr(sys, "version_info", (3, 10))
    monkeypatch.setattr(
        module.shutil, "which", lambda name: None if name.startswith("python") else name
    )
    assert module.main([]) == 1
    words = capsys.readouterr().err
    assert "python3.11 python3.11-venv" in words
    assert ".run" in words


def test_an_unknown_extra_is_named(load: Load) -> None:
    module = load()
    with pytest.raises(module.SetupError, match=r"no extra \['lost'\]; there are: .*'mesh'"):
        module.install_project(["lost"], True)


def test_only_locked_versions_are_installed_and_only_for_the_extras(
    load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = load()
    calls: list[tuple[list[str], str]] = []

    def install(arguments: list[str], count: int) -> None:
        text = Path(arguments[-1]).read_text() if "-r" in arguments else ""
        calls.append((arguments, text))

    monkeypatch.setattr(module, "pip_install", install)
    module.install_project(["grid"], True)
    (first, text), (second, _) = calls
    assert first[:3] == ["--require-hashes", "--no-deps", "-r"]
    assert second == ["--no-deps", "--no-build-isolation", "-e", str(ROOT)]
    names = {line.partition("==")[0] for line in text.splitlines() if line[:1].isalpha()}
    assert {"numpy", "xarray", "hatchling"} <= names
    assert not {"vtk", "ase", "pytest"} & names


@pytest.mark.workers
def test_pip_tells_where_it_is_and_keeps_its_exit_code(
    load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = load()
    told = io.StringIO()
    monkeypatch.setattr(module.sys, "stderr", told)
    lines = [f"Collecting part{n}" for n in range(20)] + ["Installing collected packages: a"]
    code = f"print({chr(10).join(lines)!r}); raise SystemExit(3)"
    assert module.run_pip([sys.executable, "-c", code], dict(os.environ), 20) == 3
    assert told.getvalue().splitlines() == [
        "  fetching 10/20 part9",
        "  fetching 20/20 part19",
        "  installing 20/20",
    ]


def test_the_help_starts_nothing() -> None:
    done = subprocess.run([sys.executable, SCRIPT, "--help"], capture_output=True, text=True)
    assert done.returncode == 0
    assert "python3 packaging/run.py test" in done.stderr
