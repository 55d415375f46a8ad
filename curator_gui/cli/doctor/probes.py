"""Checks that may end the process they run in, each in a process of its own."""

from __future__ import annotations

import importlib
import os
import signal
import subprocess
import sys

from curator_gui.cli.doctor.findings import MAX_WORDS, say_plainly

PROBE_SECONDS = 120


def in_own_process(probe: str, **environment: str) -> tuple[bool, str]:
    """Do one probe in a process of its own; return whether it went well and what it said."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "curator_gui", "doctor", "--probe", probe],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=PROBE_SECONDS,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **environment},
        )
    except subprocess.TimeoutExpired:
        return False, f"did not answer within {PROBE_SECONDS} s"
    if done.returncode == 0:
        return True, done.stdout.strip()
    said = " ".join((done.stderr or done.stdout).split())[-MAX_WORDS:]
    if done.returncode < 0:
        return False, f"ended its process by {_signal_name(-done.returncode)}: {said}"
    return False, said or f"exit code {done.returncode}"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def do_probe(probe: str) -> int:
    """Do one probe in this process; return the exit code."""
    kind, _, names = probe.partition(":")
    if kind == "modules":
        modules = [importlib.import_module(name) for name in names.split(",")]
        versions = (f"{m.__name__} {getattr(m, '__version__', '')}".strip() for m in modules)
        say_plainly(", ".join(versions))
        return 0
    if probe == "qt":
        from curator_gui.app.settings.platform_probe import describe_platform

        say_plainly(describe_platform())
        return 0
    if probe == "fonts":
        return _fonts()
    if probe == "gl":
        return _gl()
    if probe == "x11":
        return _x11()
    say_plainly(f"there is no probe {probe!r}")
    return 2


def _fonts() -> int:
    from curator_gui.app.settings.platform_probe import describe_fonts

    families, text = describe_fonts()
    say_plainly(text)
    return 0 if families else 1


def _x11() -> int:
    from curator_gui.app.settings.platform_probe import plugin_folder
    from curator_gui.cli.doctor.window_libraries import PLUGIN, missing_libraries, words

    missing = missing_libraries(plugin_folder() / PLUGIN)
    say_plainly(words(missing) if missing else "all there")
    return 1 if missing else 0


def _gl() -> int:
    from curator_gui.domains.mesh.inspection.drawing import can_render

    works = can_render()
    say_plainly("meshes are drawn" if works else "no 3-D pictures here: GL or a display is missing")
    return 0 if works else 1
