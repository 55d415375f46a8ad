#!/usr/bin/env python3
"""Set Curator up once in `.venv`, then start it.

    python3 packaging/run.py                     open the window on the sample project
    python3 packaging/run.py test [ARGS]         run the test suite (ARGS go to pytest)
    python3 packaging/run.py test --fast [ARGS]  only what starts no worker processes, in parallel
    python3 packaging/run.py test --cluster      on a real Slurm and on network namespaces (as root)
    python3 packaging/run.py translate [--check] bring the translations up to date
    python3 packaging/run.py setup [EXTRA ...]   only install, with more extras if named
    python3 packaging/run.py WORD [ARGS]         any other word: `curator-gui WORD ARGS`

Needs Python 3.11 or newer and nothing else. `--system-libs` (or CI=true) also installs missing
system libraries with apt; without it the exact apt line is printed. CURATOR_VENV names another
folder for the virtual environment.
"""

# An older Python must be able to read this file to find a newer one: no syntax newer than 3.6.
import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parents[1]
VENV = Path(os.environ.get("CURATOR_VENV") or ROOT / ".venv").absolute()
WINDOWS = os.name == "nt"
SCRIPTS = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = SCRIPTS / ("python.exe" if WINDOWS else "python")
STAMP = VENV / ".curator-setup.json"
EXTRAS = ("mesh", "grid", "atoms", "parquet", "test")
WITHOUT_WINDOW = ("run", "plan", "preview", "components", "runs", "doctor", "setup", "translate")

# What Qt's wheels load from the system, and the Debian package that has it (Debian 12).
NEEDED = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
}
FOR_X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def main(arguments: "list[str]") -> int:
    """Find a Python, set up if that is due, and do what the first word says."""
    if sys.version_info < OLDEST:
        return run_newer_python(arguments)
    if arguments[:1] in (["-h"], ["--help"]):
        say(__doc__.strip())
        return 0
    install = "--system-libs" in arguments or os.environ.get("CI") == "true"
    arguments = [argument for argument in arguments if argument != "--system-libs"]
    word = arguments[0] if arguments else "demo"
    try:
        check_system(word, install)
        set_up(arguments[1:] if word == "setup" else [])
    except SetupError as error:
        say(str(error))
        return 1
    if word == "setup":
        say(f"Curator is set up in {VENV}")
        return 0
    if word == "test":
        return start([str(PYTHON), "-m", "pytest", *test_arguments(arguments[1:])], ROOT)
    if word == "translate":
        return start([str(PYTHON), "packaging/translate.py", *arguments[1:]], ROOT)
    program = SCRIPTS / ("curator-gui.exe" if WINDOWS else "curator-gui")
    return start([str(program), *(arguments or ["demo"])], None)


def test_arguments(arguments: "list[str]") -> "list[str]":
    """Return pytest's arguments: the fast tests run on all cores."""
    parallel = "--fast" in arguments and "-n" not in arguments
    return [*arguments, *(["-n", "auto", "--dist", "worksteal"] if parallel else [])]


class SetupError(Exception):
    """Something that the person at the keyboard has to mend; the message says how."""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def start(command: "list[str]", folder: "Path | None") -> int:
    """Become the command, so that signals and the exit code are its own (on Windows: wait)."""
    if folder is not None:
        os.chdir(folder)
    environment = clean_environment()
    if not WINDOWS:
        os.execve(command[0], command, environment)
    try:
        return subprocess.call(command, env=environment)
    except KeyboardInterrupt:  # it has reached the command as well
        return 130


def clean_environment() -> "dict[str, str]":
    """Leave out what would point the virtual environment's Python elsewhere."""
    drop = ("PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "__PYVENV_LAUNCHER__")
    return {name: value for name, value in os.environ.items() if name not in drop}


# A newer Python ------------------------------------------------------------------------------


def run_newer_python(arguments: "list[str]") -> int:
    """Start this file again with the newest Python found."""
    for minor in range(20, OLDEST[1] - 1, -1):
        program = shutil.which(f"python3.{minor}")
        if program and works(program):
            return subprocess.call([program, str(Path(__file__).resolve()), *arguments])
    say(
        "Curator needs Python {}.{} or newer. This is {}, and no newer one is on the PATH.".format(
            *OLDEST, sys.version.split()[0]
        )
    )
    return 1


def works(program: str) -> bool:
    """Whether a Python can be started: version managers leave names that cannot."""
    check = f"import sys; sys.exit(sys.version_info < {OLDEST!r})"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.call([program, "-c", check], **quiet) == 0


# System libraries ----------------------------------------------------------------------------


def check_system(word: str, install: bool) -> None:
    """Install or name the system packages that are missing.

    Raises
    ------
    SetupError
        If Curator cannot start without them.
    """
    needed, useful = missing_packages(word)
    if not needed and not useful:
        return
    if install and shutil.which("apt-get"):
        install_packages(needed + useful)
        return
    line = "sudo apt-get install --no-install-recommends " + " ".join(needed + useful)
    if needed:
        raise SetupError(
            f"Missing system packages. On Debian or Ubuntu install them with\n\n    {line}\n\n"
            "or let this script do it: add --system-libs. Other systems name them differently."
        )
    say(f"Tests that need a real X server are left out; to run them too:\n\n    {line}\n")


def missing_packages(word: str) -> "tuple[list[str], list[str]]":
    """Return the Debian packages that a word cannot do without, and those that tests could use."""
    needed = [] if can_make_venv() else [f"python3.{sys.version_info.minor}-venv"]
    if not sys.platform.startswith("linux"):
        return needed, []
    needed += missing_libraries(NEEDED)
    if word == "test":
        xvfb = [] if shutil.which("Xvfb") else ["xvfb"]
        return needed, missing_libraries(FOR_X11) + xvfb
    on_x11 = os.environ.get("QT_QPA_PLATFORM", "xcb") == "xcb" and word not in WITHOUT_WINDOW
    return needed + (missing_libraries(FOR_X11) if on_x11 else []), []


def can_make_venv() -> bool:
    """Whether `.venv` exists or can be made: Debian ships `ensurepip` in a package of its own."""
    return PYTHON.exists() or importlib.util.find_spec("ensurepip") is not None


def missing_libraries(libraries: "dict[str, str]") -> "list[str]":
    """Return the packages of the libraries that cannot be loaded."""
    packages = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            packages.append(package)
    return packages


def install_packages(packages: "list[str]") -> None:
    """Install Debian packages, with sudo unless this is root.

    Raises
    ------
    SetupError
        If apt fails.
    """
    say("Installing system packages: " + " ".join(packages))
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    for command in (["apt-get", "update", "-q"], install):
        done = subprocess.run(
            prefix + command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
    if done.returncode != 0:  # an update that fails is no matter if the lists are good enough
        raise SetupError("apt-get could not install them: see above. Command: " + " ".join(install))


# The virtual environment ---------------------------------------------------------------------


def set_up(more_extras: "list[str]") -> None:
    """Make the virtual environment and install Curator in it, unless that was done.

    Raises
    ------
    SetupError
        If either fails.
    """
    extras = sorted({*EXTRAS, *more_extras})
    project = project_identity()
    stamp = read_stamp()
    if PYTHON.exists() and stamp.get("project") == project and stamp.get("root") == str(ROOT):
        if set(extras) <= set(stamp["extras"]):
            return
        extras = sorted({*extras, *stamp["extras"]})
    make_venv()
    install_project(extras)
    stamp = {"project": project, "root": str(ROOT), "extras": extras}
    STAMP.write_text(json.dumps(stamp), encoding="utf-8")


def project_identity() -> str:
    """Return a digest of what the installation depends on; settings of other tools don't count."""
    import tomllib  # not in the older Pythons that only have to find a newer one

    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    text = json.dumps([data["build-system"], data["project"], data["tool"]["hatch"]])
    return hashlib.sha256(text.encode()).hexdigest()


def read_stamp() -> dict:
    """Return what an earlier set-up left, or nothing if it did not come to its end."""
    try:
        return dict(json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def make_venv() -> None:
    """Make the virtual environment unless a working one is there, of any supported Python."""
    if PYTHON.exists() and works(str(PYTHON)) and has_pip():
        return
    import venv

    if VENV.exists() and not (VENV / "pyvenv.cfg").exists() and any(VENV.iterdir()):
        raise SetupError(f"{VENV} is no virtual environment: remove it or set CURATOR_VENV")
    say(f"Making {VENV}")
    try:
        venv.create(str(VENV), clear=True, with_pip=True, symlinks=not WINDOWS)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetupError(f"The virtual environment {VENV} cannot be made: {error}") from error


def has_pip() -> bool:
    command = [str(PYTHON), "-m", "pip", "--version"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.call(command, env=clean_environment(), **quiet) == 0


def install_project(extras: "list[str]") -> None:
    """Install this folder, editable, with extras.

    Raises
    ------
    SetupError
        If pip fails; its own message stands above.
    """
    say("Installing Curator and its libraries (once; some hundred megabytes)")
    command = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    target = "{}[{}]".format(ROOT, ",".join(extras))
    done = subprocess.run(
        [*command, "-e", target], env=clean_environment(), stdin=subprocess.DEVNULL
    )
    if done.returncode != 0:
        raise SetupError("pip could not install Curator: see above. Then start this again.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
