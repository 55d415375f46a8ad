"""`curator-gui doctor`: does everything that Curator relies on work on this machine?

Qt and the extras are tried in processes of their own: a broken graphics library or extension
module can end the process that loads it.
"""

from __future__ import annotations

import importlib
import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from curator_gui import __version__
from curator_gui.cli.printing import say
from curator_gui.cli.problems import EXIT_BROKEN, EXIT_DONE, ProblemsError
from curator_gui.cli.window import has_screen
from curator_gui.core.registry import module_available

EXTRAS: dict[str, tuple[str, ...]] = {
    "mesh": ("pyvista", "meshio", "h5py", "zarr"),
    "grid": ("xarray", "netCDF4", "zarr", "fsspec"),
    "atoms": ("ase", "lmdb", "zarr"),
    "dask": ("distributed",),
    "parquet": ("pyarrow",),
}
LIBRARIES = ("PySide6-Essentials", "pyqtgraph", "joblib", "numpy", "psutil", "PyYAML")
PROBE_SECONDS = 120
MAX_WORDS = 400


@dataclass(frozen=True)
class Finding:
    """The outcome of one check; only a `required` one that is not `ok` makes the exit code 1."""

    name: str
    ok: bool
    detail: str
    required: bool = False


def examine(*, as_json: bool, probe: str | None) -> int:
    """Print all findings; with `probe`, do that one check in this process instead."""
    if probe is not None:
        return _do_probe(probe)
    findings = all_findings()
    healthy = all(finding.ok for finding in findings if finding.required)
    if as_json:
        data = {"healthy": healthy, "findings": [asdict(finding) for finding in findings]}
        say(json.dumps(data))
    else:
        for finding in findings:
            mark = "ok  " if finding.ok else ("FAIL" if finding.required else "-   ")
            say(f"{mark} {finding.name:<24} {finding.detail}")
    return EXIT_DONE if healthy else EXIT_BROKEN


def all_findings() -> list[Finding]:
    """Do every check; the slow ones at the same time."""
    slow: list[Callable[[], Finding]] = [_qt_finding, _worker_finding]
    slow += [lambda name=name: _extra_finding(name) for name in EXTRAS]  # type: ignore[misc]
    with ThreadPoolExecutor(max_workers=max(2, (os.cpu_count() or 2) // 2)) as pool:
        later = [pool.submit(check) for check in slow]
        return [*_version_findings(), *(result.result() for result in later)]


def _version_findings() -> list[Finding]:
    system = (
        f"{platform.python_implementation()} {platform.python_version()}, {platform.platform()}"
    )
    found = [Finding("Curator", True, __version__), Finding("Python", True, system)]
    for library in LIBRARIES:
        try:
            found.append(Finding(library, True, version(library), required=True))
        except PackageNotFoundError:
            found.append(Finding(library, False, "is not installed", required=True))
    return found


def _extra_finding(name: str) -> Finding:
    missing = [module for module in EXTRAS[name] if not module_available(module)]
    if missing:
        command = f"pip install 'curator-gui[{name}]'"
        return Finding(f"extra {name}", False, f"{', '.join(missing)} missing; {command}")
    ok, detail = _in_own_process(f"extra:{name}")
    return Finding(f"extra {name}", ok, detail)


def _qt_finding() -> Finding:
    if has_screen():
        ok, detail = _in_own_process("qt")
        return Finding("Qt platform", ok, detail, required=True)
    ok, detail = _in_own_process("qt", QT_QPA_PLATFORM="offscreen")
    detail += "; there is no screen here, so only the commands without a window work"
    return Finding("Qt platform", ok, detail, required=True)


def _worker_finding() -> Finding:
    from curator_gui.cli.self_test import run_self_test

    try:
        detail = run_self_test(Path(tempfile.gettempdir()))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the finding
        return Finding("worker", False, f"{type(error).__name__}: {error}", required=True)
    return Finding("worker", True, detail, required=True)


# Checks in a process of their own ------------------------------------------------------------


def _in_own_process(probe: str, **environment: str) -> tuple[bool, str]:
    frozen = getattr(sys, "frozen", False)
    program = [sys.executable] if frozen else [sys.executable, "-m", "curator_gui"]
    try:
        done = subprocess.run(
            [*program, "doctor", "--probe", probe],
            capture_output=True,
            text=True,
            timeout=PROBE_SECONDS,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **environment},
        )
    except subprocess.TimeoutExpired:
        return False, f"did not answer within {PROBE_SECONDS} s"
    if done.returncode == 0:
        return True, done.stdout.strip()
    said = " ".join(done.stderr.split())[-MAX_WORDS:]
    if done.returncode < 0:
        return False, f"ended its process by {signal.Signals(-done.returncode).name}: {said}"
    return False, said or f"exit code {done.returncode}"


def _do_probe(probe: str) -> int:
    kind, _, name = probe.partition(":")
    if kind == "extra" and name in EXTRAS:
        modules = [importlib.import_module(module) for module in EXTRAS[name]]
        say(", ".join(f"{m.__name__} {getattr(m, '__version__', '')}".strip() for m in modules))
        return EXIT_DONE
    if probe == "qt":
        from curator_gui.app.settings.platform_probe import describe_platform

        say(describe_platform())
        return EXIT_DONE
    raise ProblemsError([f"there is no probe {probe!r}"])
