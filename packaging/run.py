#!/usr/bin/env python3
"""Set Curator up once in `.venv`, then start it.

    python3 packaging/run.py                     open the window on the sample project
    python3 packaging/run.py test [ARGS]         run the test suite (ARGS go to pytest)
    python3 packaging/run.py test --fast [ARGS]  only what starts no worker processes, in parallel
    python3 packaging/run.py test --cluster      on a real Slurm and on network namespaces (as root)
    python3 packaging/run.py test --consumers[=NAME,...]  data sets in torch, physicsnemo, MACE,
                                                 anemoi, fairchem (8 GB, once; NAME: main, ...)
    python3 packaging/run.py translate [--check] bring the translations up to date
    python3 packaging/run.py setup [EXTRA ...]   only install, with more extras if named
    python3 packaging/run.py WORD [ARGS]         any other word: `curator-gui WORD ARGS`

Needs Python 3.11 to 3.14 with its venv module, a package index that pip reaches (once), and on
Linux some system libraries: if one is missing, the apt line is printed, and on a terminal sudo is
offered. `--system-libs` (or CI=true) installs them without asking. Exactly the versions of
packaging/lock/requirements.txt are installed; `--unlocked` takes what the index has within the
bounds of pyproject.toml. CURATOR_VENV names another folder for the virtual environment.
"""

# An older Python must be able to read this file to find a newer one: no syntax newer than 3.6.
import ctypes
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "packaging"))

from ship.locked import LOCK, as_text, chosen, read_lock  # noqa: E402
from ship.pip_progress import run_pip  # noqa: E402

OLDEST = (3, 11)
VENV = Path(os.environ.get("CURATOR_VENV") or ROOT / ".venv").absolute()
WINDOWS = os.name == "nt"
SCRIPTS = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = SCRIPTS / ("python.exe" if WINDOWS else "python")
STAMP = VENV / ".curator-setup.json"
FLAGS = ("--system-libs", "--unlocked")
EXTRAS = ("gui", "mesh", "grid", "atoms")  # what running needs; `test` and `translate` need more
MEMORY = Path("/dev/shm")  # a file system in memory, on Linux
ROOM_FOR_TESTS = 4 << 30
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
    locked = "--unlocked" not in arguments
    arguments = [argument for argument in arguments if argument not in FLAGS]
    word = arguments[0] if arguments else "demo"
    try:
        check_system(word, install)
        set_up(wanted_extras(word, arguments[1:]), locked)
    except SetupError as error:
        say(str(error))
        return 1
    if word == "setup":
        say(f"Curator is set up in {VENV}")
        return 0
    if word == "test" and not make_consumers(arguments):
        return 1
    if word == "test":
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each start compiles all tests anew
        os.environ.update(folder_in_memory() if "--fast" in arguments else {})
        return start([str(PYTHON), "-m", "pytest", *test_arguments(arguments[1:])], ROOT)
    if word == "translate":
        return start([str(PYTHON), "packaging/translate.py", *arguments[1:]], ROOT)
    program = SCRIPTS / ("curator-gui.exe" if WINDOWS else "curator-gui")
    return start([str(program), *(arguments or ["demo"])], None)


def wanted_extras(word: str, more: "list[str]") -> "list[str]":
    """Return the extras that a word needs besides those for running."""
    return more if word == "setup" else ["test"] if word == "test" else []


def test_arguments(arguments: "list[str]") -> "list[str]":
    """Return pytest's arguments: the fast tests run on all cores, and where others wait."""
    parallel = "--fast" in arguments and "-n" not in arguments
    named = [word.partition("=")[0] if is_consumers(word) else word for word in arguments]
    return [
        *named,
        *(["-n", str(os.cpu_count() or 1), "--dist", "worksteal"] if parallel else []),
    ]


def folder_in_memory() -> "dict[str, str]":
    """Return the variable that has the tests' temporary files in memory, where there is room.

    They are many, small and synced: on a disk that takes a fifth of the fast tests' time.
    """
    if os.environ.get("TMPDIR") or not os.access(str(MEMORY), os.W_OK | os.X_OK):
        return {}
    if shutil.disk_usage(str(MEMORY)).free < ROOM_FOR_TESTS:
        return {}
    say(f"Temporary files of the tests are in memory, in {MEMORY}; TMPDIR names another folder.")
    return {"TMPDIR": str(MEMORY)}


def is_consumers(word: str) -> bool:
    return word.partition("=")[0] == "--consumers"


def make_consumers(arguments: "list[str]") -> bool:
    """Make the environments that load data sets, if asked for; whether that worked."""
    if not any(is_consumers(word) for word in arguments):
        return True
    import consumers  # it needs a Python that can run Curator

    try:
        names = consumers.wanted(arguments)
        os.environ[consumers.VARIABLE] = consumers.make_environments(names)
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        say(f"The environments of the consumers cannot be made: {error}")
        return False
    return True


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
    say(way_to_newer_python())
    return 1


def way_to_newer_python() -> str:
    """Say how to go on without a newer Python, in terms of this system where it is known."""
    bundle = "Or take Curator's installer (a .run or .deb file), which carries its own Python."
    if not shutil.which("apt-get"):
        return "Install one beside it, from your system or python.org. " + bundle
    line = "apt-get install python3.11 python3.11-venv"
    return (
        "Debian 12 and newer have one. On Ubuntu 22.04 it is in the part `universe`; as root:\n\n"
        f"    add-apt-repository universe && {line}\n\n{bundle}"
    )


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
    packages = needed + useful
    if not packages:
        return
    if shutil.which("apt-get") and (install or (needed and agreed(packages))):
        install_packages(packages)
    elif needed:
        raise SetupError(advice(packages))
    else:
        say("Tests that need a real X server are left out. " + advice(packages))


def advice(packages: "list[str]") -> str:
    """Say how these packages get onto this machine, by whoever may do that."""
    line = "apt-get install --no-install-recommends " + " ".join(packages)
    if not shutil.which("apt-get"):
        return (
            "Missing system libraries. Debian's packages with them are\n\n    {}\n\nThis system "
            "names them differently: look for these libraries there.".format(" ".join(packages))
        )
    if os.geteuid() != 0 and not shutil.which("sudo"):
        return (
            "Missing system packages, and there is no sudo here. Ask the administrator of this "
            f"machine to run, as root,\n\n    {line}\n\nand start this again."
        )
    prefix = "" if os.geteuid() == 0 else "sudo "
    return (
        f"Missing system packages. Install them with\n\n    {prefix}{line}\n\n"
        "or let this script do it: add --system-libs."
    )


def agreed(packages: "list[str]") -> bool:
    """Ask on a terminal whether to install packages with sudo; elsewhere nobody agrees."""
    if os.geteuid() != 0 and not shutil.which("sudo"):
        return False
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    say("Curator needs these system packages: " + " ".join(packages))
    sys.stderr.write("Install them now{}? [Y/n] ".format("" if os.geteuid() == 0 else " with sudo"))
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("", "y", "yes", "j", "ja")


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
    """Install Debian packages, with sudo unless this is root; it asks only on a terminal.

    Raises
    ------
    SetupError
        If apt fails or there is no sudo.
    """
    say("Installing system packages: " + " ".join(packages))
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    if os.geteuid() != 0 and not shutil.which("sudo"):
        raise SetupError(advice(packages))
    silent = [] if sys.stdin is not None and sys.stdin.isatty() else ["-n"]
    prefix = [] if os.geteuid() == 0 else ["sudo", *silent, "env", "DEBIAN_FRONTEND=noninteractive"]
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for command in (["apt-get", "update", "-q"], install):
        done = subprocess.run(
            prefix + command,
            env=environment,
            stdin=subprocess.DEVNULL if silent else None,
            stdout=subprocess.DEVNULL,
        )
    if done.returncode != 0:  # an update that fails is no matter if the lists are good enough
        raise SetupError("apt-get could not install them: see above. " + advice(packages))


# The virtual environment ---------------------------------------------------------------------


def set_up(more_extras: "list[str]", locked: bool = True) -> None:
    """Make the virtual environment and install Curator in it, unless that was done.

    Raises
    ------
    SetupError
        If either fails.
    """
    extras = sorted(with_implied({*EXTRAS, *more_extras}))
    project = project_identity()
    stamp = read_stamp()
    if PYTHON.exists() and stamp.get("project") == project and stamp.get("root") == str(ROOT):
        if set(extras) <= set(stamp["extras"]):
            return
        extras = sorted({*extras, *stamp["extras"]})
    make_venv()
    install_project(extras, locked)
    stamp = {"project": project, "root": str(ROOT), "extras": extras}
    STAMP.write_text(json.dumps(stamp), encoding="utf-8")


def with_implied(extras: "set[str]") -> "set[str]":
    """Return extras with those that they name in pyproject.toml, as `dev` names `test`."""
    import tomllib  # not in the older Pythons that only have to find a newer one

    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    known = data["project"]["optional-dependencies"]
    own = re.compile(rf"{re.escape(data['project']['name'])}\[([^]]*)\]")
    found, new = set(extras), set(extras)
    while new:
        named = " ".join(word for extra in new for word in known.get(extra, []))
        new = {name.strip() for part in own.findall(named) for name in part.split(",")} - found
        found |= new
    return found


def project_identity() -> str:
    """Return a digest of what the installation depends on; settings of other tools don't count."""
    import tomllib  # not in the older Pythons that only have to find a newer one

    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    text = json.dumps([data["build-system"], data["project"], data["tool"]["hatch"]])
    return hashlib.sha256(text.encode() + LOCK.read_bytes()).hexdigest()


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


def install_project(extras: "list[str]", locked: bool) -> None:
    """Install this folder, editable, with extras, in the versions that are locked.

    Raises
    ------
    SetupError
        If pip fails (its own message stands above) or an extra is unknown.
    """
    entries = read_lock()
    known = {part for entry in entries for part in entry.parts}
    unknown = set(extras) - known
    if unknown:
        raise SetupError(f"There is no extra {sorted(unknown)}; there are: {sorted(known)}")
    if not locked:
        say("Installing Curator and its libraries, in versions that nobody has tried together")
        pip_install(["-e", "{}[{}]".format(ROOT, ",".join(extras))], 0)
        return
    wanted = chosen(entries, {*extras, "build"})
    say("Installing Curator and its libraries (once; some hundred megabytes)")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "requirements.txt")
        path.write_text(as_text(wanted), encoding="utf-8")
        pip_install(["--require-hashes", "--no-deps", "-r", str(path)], len(wanted))
    pip_install(["--no-deps", "--no-build-isolation", "-e", str(ROOT)], 0)


def pip_install(arguments: "list[str]", count: int) -> None:
    """Let the environment's pip install; `count` requirements make its progress.

    Raises
    ------
    SetupError
        If it fails; its own message stands above.
    """
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", *arguments]
    if run_pip(command, clean_environment(), count) != 0:
        raise SetupError(
            "pip could not install Curator: see above. Then start this again. If your package "
            "index lacks a locked version, --unlocked takes what it has."
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
