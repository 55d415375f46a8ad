#!/usr/bin/env python3
"""Do what a person does in the first five minutes:  packaging/smoke.py PATH

PATH is a .deb (installed with apt, as root, and purged again), a .run file (installed into an empty
home and uninstalled again), a wheel (into a new environment), or the folder of a tree or of an
environment. Everything that is written goes below an empty home. The checks themselves run on what
is checked: a minimal system needs no Python of its own. Exit code 1 if a check fails.

--no-network leaves out what needs a package index, --no-window the window; both say so.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

WINDOWS = os.name == "nt"
PACKAGE = "iniconfig"
"""A small package without dependencies that no part of Curator needs; the tests do, so it is there
wherever Curator can be tested."""
COMPONENTS = """
import os
import signal
import sys
import time
from pathlib import Path

from curator_gui.core import Filter

NOTES = Path(os.environ["SMOKE_NOTES"])


def note(words):
    path = NOTES / f"{os.getpid()}-{time.time_ns()}.txt"
    path.write_text(words, encoding="utf-8")


class Stamp(Filter):
    name = "Stamp"
    description = "Needs a package that the user added, in the worker."

    @classmethod
    def params(cls):
        return []

    def __call__(self, items):
        import iniconfig

        text = iniconfig.IniConfig("note", data="[a]\\nb = 1,234,567")["a"]["b"]
        note(f"{text} {sys.executable} {'PySide6' in sys.modules}")
        return items


class Die(Filter):
    name = "Die"
    description = "Kills its worker, once."

    @classmethod
    def params(cls):
        return []

    def __call__(self, items):
        try:
            (NOTES / "died").touch(exist_ok=False)
        except FileExistsError:
            return items
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


class Linger(Filter):
    name = "Linger"
    description = "Holds a worker until the window goes."

    @classmethod
    def params(cls):
        return []

    def __call__(self, items):
        note("lingers")
        time.sleep(600)
        return items


def register(registry):
    for component in (Stamp, Die, Linger):
        registry.add("DOMAIN", component)
"""
WINDOW = """
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from curator_gui.app.settings.preferences import Settings
from curator_gui.core.storage.folders import component_folder
from curator_gui.core.registration.registry import REGISTRY
from curator_gui.domains import register_all
from curator_gui.ui.run.closing import ClosingDialog
from curator_gui.ui.shell.starting.main import make_application
from curator_gui.ui.shell.main_window import MainWindow

document, notes, shot = map(Path, sys.argv[1:])
app = make_application()
window = MainWindow(register_all(REGISTRY, component_folder()), Settings())
window.show()
window.open(document)
window.bench.commands["run"].trigger()
closing = []


def look():
    for box in QApplication.topLevelWidgets():
        if isinstance(box, ClosingDialog) and box.isVisible():
            box.stop.click()
    if not closing and len(list(notes.glob("*.txt"))) >= 2:
        closing.append(True)
        window.grab().save(str(shot))
        QTimer.singleShot(0, window.close)


timer = QTimer()
timer.timeout.connect(look)
timer.start(200)
QTimer.singleShot(120_000, lambda: app.exit(9))
sys.exit(app.exec())
"""


SAMPLES = {"mesh": "dam-break", "grid": "era5", "atoms": "qm9"}
"""A sample project of each domain, in the order in which they are tried."""


class Smoke:
    """The checks on one installation: its program, its Python, and an empty home."""

    def __init__(self, program: Path, python: Path, home: Path) -> None:
        self.program = program
        self.python = python
        self.home = home
        self.failed: list[str] = []
        self.notes = home / "notes"
        self.notes.mkdir(parents=True, exist_ok=True)
        self.environment = self._environment()

    def _environment(self) -> dict[str, str]:
        drop = ("XDG_", "CURATOR_", "PYTHON", "QT_")
        kept = {name: v for name, v in os.environ.items() if not name.startswith(drop)}
        home = {"HOME": str(self.home), "SMOKE_NOTES": str(self.notes)}
        if WINDOWS:
            home |= {"USERPROFILE": str(self.home), "APPDATA": str(self.home / "Roaming")}
            home |= {"LOCALAPPDATA": str(self.home / "Local")}
        # What a cluster's modules and other Pythons leave behind must not matter.
        evil = {"PYTHONPATH": str(self.home / "evil"), "PYTHONHOME": str(self.home / "evil")}
        return kept | home | ({} if self.in_environment else evil)

    @property
    def in_environment(self) -> bool:
        """Whether it is a virtual environment, which follows PYTHONPATH as it should."""
        return self.python.parent.name in ("bin", "Scripts")

    def check(self, name: str, what: Callable[[], str | None]) -> None:
        """Do one check and print how it went and how long it took."""
        start = time.perf_counter()
        try:
            said = what() or ""
            mark = "ok  "
        except (
            AssertionError,
            OSError,
            ValueError,
            LookupError,
            subprocess.SubprocessError,
        ) as error:
            said, mark = f"{type(error).__name__}: {error}", "FAIL"
            self.failed.append(name)
        seconds = time.perf_counter() - start
        print(f"{mark} {name:<28} {seconds:6.1f} s  {said}", flush=True)

    def call(self, *words: str | Path, seconds: float = 300, **variables: str) -> str:
        """Run the program and return what it prints; a bad end is an error with its last words."""
        return self._call([self.program, *words], seconds, variables)

    def code(self, code: str, *words: str | Path, seconds: float = 120, **variables: str) -> str:
        """Run code with the installation's Python."""
        return self._call([self.python, "-c", code, *words], seconds, variables)

    def _call(self, command: list[str | Path], seconds: float, variables: dict[str, str]) -> str:
        done = subprocess.run(
            [str(word) for word in command],
            cwd=self.home,
            env=self.environment | variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=seconds,
        )
        last = " | ".join((done.stderr or done.stdout).strip().splitlines()[-4:])
        assert done.returncode == 0, f"exit code {done.returncode}: {last}"
        return done.stdout.strip()

    # What a person does ----------------------------------------------------------------------

    def version(self) -> str:
        start = time.perf_counter()
        words = self.call("--version", seconds=60)
        return f"{words} in {time.perf_counter() - start:.2f} s"

    def doctor(self) -> str:
        data = json.loads(self.call("doctor", "--json", QT_QPA_PLATFORM="offscreen"))
        bad = [
            f["name"] for f in data["findings"] if not f["ok"] and not f["name"].startswith("extra")
        ]
        return f"not well: {', '.join(bad)}" if bad else "all well"

    def untouched(self) -> str:
        """Other Pythons' folders are of no account, in any process."""
        site = self.code("import site; print(site.getusersitepackages())")
        trap = Path(site)
        trap.mkdir(parents=True, exist_ok=True)
        (trap / "iniconfig.py").write_text(
            "raise SystemExit('the folder of another Python was read')"
        )
        code = (
            "import sys, importlib.util as u; print(u.find_spec('iniconfig'), *sys.path, sep='\\n')"
        )
        said = self.code(code)
        assert said.startswith("None"), said
        assert "evil" not in said
        return "PYTHONPATH, PYTHONHOME and the user's site-packages are not read"

    def samples(self, sample: str) -> Path:
        return Path(self.call("demo", sample, "--only-copy", seconds=60))

    def preview(self, document: Path) -> str:
        data = json.loads(self.call("preview", document, "--json", seconds=180))
        return f"{len(json.dumps(data))} letters about one item"

    def picture(self) -> str:
        code = (
            "from curator_gui.domains.mesh.inspection.drawing import can_render\n"
            "assert can_render(), 'meshes cannot be drawn here'"
        )
        self.code(code)
        return "a mesh is drawn, in a process of its own"

    def run(self, document: Path, *words: str, completed: int | None = None) -> str:
        said = json.loads(
            self.call("run", document, "-j", "2", "-q", "--json", *words, seconds=300)
        )
        assert said["failed"] == 0, said["errors"]
        assert completed is None or said["completed"] == completed, said
        return f"{said['completed']} items in {said['elapsed_s']:.1f} s"

    def run_sample(self, sample: str) -> str:
        return self.run(self.samples(sample))

    def with_step(self, document: Path, domain: str, step: str) -> Path:
        """Copy a sample with one more step before its sink."""
        text = document.read_text(encoding="utf-8")
        text = text.replace("- sink:", f"- filter: {domain}.{step}\n- sink:", 1)
        path = document.with_name(f"{step.lower()}.curator.yaml")
        folder = f": output-{step.lower()}"
        path.write_text(re.sub(r": output\b", folder, text), encoding="utf-8")
        return path

    def killed(self, document: Path) -> str:
        said = self.run(document)
        assert (self.notes / "died").exists(), "no worker was killed"
        return f"{said}, although a worker was killed"

    def add_package(self) -> str:
        add = self.program.with_name("curator-add" + (".cmd" if WINDOWS else ""))
        if self.in_environment:
            self._call([self.python, "-m", "pip", "install", "-q", PACKAGE], 300, {})
            return "with pip"
        self._call([add, "-q", PACKAGE], 300, {})
        return "with curator-add"

    def own_component(self, document: Path) -> str:
        said = self.run(document, "--indices", "0-5", completed=6)
        lines = {path.read_text(encoding="utf-8") for path in self.notes.glob("*.txt")}
        assert len(lines) == 1, lines
        (line,) = lines
        assert line.startswith("1,234,567 "), line
        assert line.endswith(" False"), f"a worker has loaded Qt: {line}"
        return said

    def close_in_mid_run(self, document: Path, **variables: str) -> str:
        for path in self.notes.glob("*.txt"):
            path.unlink()
        shot = self.home / "window.png"
        self.code(WINDOW, document, self.notes, shot, seconds=180, **variables)
        assert shot.stat().st_size > 10_000, "the window's picture is empty"
        left = self.left_processes()
        assert not left, f"still there: {left}"
        return f"0 processes left; picture: {shot.stat().st_size} bytes"

    def left_processes(self) -> list[str]:
        """Wait a little for processes of this installation to go; return those that stay."""
        import psutil

        deadline = time.monotonic() + 10
        while True:
            left = []
            for process in psutil.process_iter(["cmdline", "pid"]):
                words = process.info["cmdline"] or []
                if process.pid != os.getpid() and str(self.home) in str(_variables(process)):
                    left.append(" ".join(words)[:100])
            if not left or time.monotonic() > deadline:
                return left
            time.sleep(0.2)


def _variables(process: object) -> str:
    import psutil

    try:
        return process.environ().get("SMOKE_NOTES", "")  # type: ignore[attr-defined]
    except psutil.Error:
        return ""


def run_checks(smoke: Smoke, *, network: bool, window: bool) -> int:
    """Do every check that can be done; say which are left out."""
    parts = _parts(smoke)
    domain = parts[0]
    sample = SAMPLES[domain]
    smoke.check("version", smoke.version)
    smoke.check("version again", smoke.version)
    smoke.check("doctor", smoke.doctor)
    if not smoke.in_environment:
        smoke.check("foreign Pythons", smoke.untouched)
    folder = _component_folder(smoke)
    document = smoke.samples(sample)
    smoke.check(f"run {sample}", lambda: smoke.run(document))
    smoke.check(f"preview {sample}", lambda: smoke.preview(document))
    for other in parts[1:]:
        smoke.check(f"run {SAMPLES[other]}", lambda other=other: smoke.run_sample(SAMPLES[other]))
    if domain == "mesh":
        smoke.check("draw a mesh", smoke.picture)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "smoke.py").write_text(COMPONENTS.replace("DOMAIN", domain), encoding="utf-8")
    dying = smoke.with_step(document, domain, "Die")
    smoke.check("a killed worker", lambda: smoke.killed(dying))
    if network:
        smoke.check(f"add {PACKAGE}", smoke.add_package)
        own = smoke.with_step(document, domain, "Stamp")
        smoke.check("own component with it", lambda: smoke.own_component(own))
    else:
        print("left out: adding a package (no network)")
    if window:
        lingering = smoke.with_step(document, domain, "Linger")
        with screen() as variables:
            smoke.check(
                "window, close in mid-run", lambda: smoke.close_in_mid_run(lingering, **variables)
            )
    else:
        print("left out: the window")
    print(f"{len(smoke.failed)} failed: {', '.join(smoke.failed)}" if smoke.failed else "all ok")
    return 1 if smoke.failed else 0


def _parts(smoke: Smoke) -> list[str]:
    """List the domains whose libraries are there."""
    code = (
        "import importlib.util as u; print(*[p for p, m in {'mesh': 'pyvista', 'grid': 'xarray', "
    )
    code += "'atoms': 'ase'}.items() if u.find_spec(m)])"
    return smoke.code(code).split()


def _component_folder(smoke: Smoke) -> Path:
    code = "from curator_gui.core.storage.folders import component_folder as f; print(f())"
    return Path(smoke.code(code))


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """Yield the variables of a screen: the one that is there, a new Xvfb, or Qt's offscreen."""
    if WINDOWS or sys.platform == "darwin" or os.environ.get("DISPLAY"):
        yield {}
        return
    xvfb = shutil.which("Xvfb")
    if xvfb is None:
        print("no Xvfb here: the window is drawn offscreen")
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    read, write = os.pipe()
    command = [xvfb, "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        yield {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


# What is checked ---------------------------------------------------------------------------------


@contextmanager
def installed(path: Path, home: Path) -> Iterator[tuple[Path, Path]]:
    """Install what is given and yield its program and its Python; afterwards it is gone again."""
    if path.is_dir():
        yield _programs(path)
    elif path.suffix == ".deb":
        yield from _with_deb(path)
    elif path.suffix == ".run":
        yield from _with_run(path, home)
    elif path.suffix == ".whl":
        yield from _with_wheel(path, home)
    else:
        raise SystemExit(f"{path}: this is no .deb, .run, .whl or folder")


def _programs(folder: Path) -> tuple[Path, Path]:
    """Return the program and the Python of a tree or of a virtual environment."""
    if WINDOWS:
        scripts = folder / "Scripts"
        if scripts.is_dir():
            return scripts / "curator-gui.exe", scripts / "python.exe"
        return folder / "curator-gui.cmd", folder / "python.exe"
    if (folder / "bin" / "curator-gui").exists():
        return folder / "bin" / "curator-gui", folder / "bin" / "python"
    (paths,) = folder.glob("python3.*._pth")
    return folder / "curator-gui", paths.with_name(paths.name.removesuffix("._pth"))


def _with_deb(path: Path) -> Iterator[tuple[Path, Path]]:
    apt = ["apt-get", "-y", "-q", "-o", "Dpkg::Use-Pty=0"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [*apt, "install", "--no-install-recommends", str(path.resolve())]
    subprocess.run(install, check=True, env=environment, stdout=subprocess.DEVNULL)
    print("ok   installed")
    yield _programs(Path("/opt/curator"))
    name = "curator-gui"
    subprocess.run([*apt, "purge", name], check=True, env=environment, stdout=subprocess.DEVNULL)
    left = [p for p in (Path("/opt/curator"), Path("/usr/bin/curator-gui")) if os.path.lexists(p)]
    left += list(Path("/usr/share").glob("*/curator-gui*"))
    print(f"FAIL purged, but still there: {left}" if left else "ok   purged without leftovers")
    if left:
        raise SystemExit(1)


def _with_run(path: Path, home: Path) -> Iterator[tuple[Path, Path]]:
    environment = {**os.environ, "HOME": str(home)}
    environment.pop("XDG_DATA_HOME", None)
    subprocess.run(["sh", str(path.resolve())], check=True, env=environment, cwd=home)
    target = home / ".local" / "opt" / "curator"
    assert (home / ".local/share/applications/curator-gui.desktop").exists()
    assert (home / ".local/bin/curator-gui").resolve() == target / "curator-gui"
    print("ok   installed")
    yield _programs(target)
    subprocess.run([str(target / "uninstall")], check=True, env=environment, cwd=home)
    left = [p for p in home.glob(".local/*/**/curator-gui*") if "curator/runs" not in str(p)]
    print(f"FAIL uninstalled, but still there: {left}" if left else "ok   uninstalled")
    if left or target.exists():
        raise SystemExit(1)


def _with_wheel(path: Path, home: Path) -> Iterator[tuple[Path, Path]]:
    folder = home / "environment"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    program, python = folder / "bin" / "curator-gui", folder / "bin" / "python"
    if WINDOWS:
        program, python = folder / "Scripts" / "curator-gui.exe", folder / "Scripts" / "python.exe"
    command = [str(python), "-m", "pip", "install", "-q", f"{path.resolve()}[gui,mesh,grid,atoms]"]
    subprocess.run(command, check=True)
    yield program, python


def main() -> int:
    """Install, check, and remove again; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--no-network", action="store_true")
    parser.add_argument("--no-window", action="store_true")
    parser.add_argument(
        "--home", type=Path, help="an empty folder, kept; by default a temporary one"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="curator smoke ") as name:
        home = arguments.home.resolve() if arguments.home else Path(name)
        home.mkdir(parents=True, exist_ok=True)
        with installed(arguments.path, home) as (program, python):
            smoke = Smoke(program, python, home)
            return run_checks(
                smoke, network=not arguments.no_network, window=not arguments.no_window
            )


if __name__ == "__main__":
    sys.exit(main())
