"""The checks. Each imports what it is about inside, so that it fails alone."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from curator_gui.cli.doctor.findings import Check, Finding, guarded
from curator_gui.cli.doctor.probes import in_own_process

EXTRAS: dict[str, tuple[str, ...]] = {
    "gui": ("PySide6", "pyqtgraph"),
    "mesh": ("pyvista", "meshio", "scipy", "h5py", "zarr"),
    "grid": ("xarray", "netCDF4", "h5py", "zarr", "pint", "fsspec"),
    "atoms": ("ase", "lmdb", "h5py", "zarr"),
    "symmetry": ("spglib",),
    "healpix": ("healpix_geo",),
    "s3": ("s3fs",),
    "dask": ("distributed",),
    "hpc": ("distributed", "dask_jobqueue", "cryptography"),
    "parquet": ("pyarrow",),
}
LIBRARIES = (
    "joblib", "cloudpickle", "msgspec", "numpy", "psutil", "platformdirs", "PyYAML",
    "ruamel.yaml", "tqdm",
)  # fmt: skip
OLDEST_GLIBC = (2, 34)
"""That of Qt's wheels."""
LITTLE_SHARED_MEMORY = 256 << 20
OTHERS = 0o077


def all_findings() -> list[Finding]:
    """Do every check; the slow ones at the same time."""
    quick: list[tuple[str, Check]] = [
        ("Curator", curator),
        ("glibc", glibc),
        ("libraries", libraries),
        ("folders", folders),
        ("shared memory", shared_memory),
        ("crash reports", crash_reports),
    ]
    slow: list[tuple[str, Check]] = [
        ("Qt platform", qt_platform),
        ("window libraries", window_libraries),
        ("fonts", fonts),
        ("worker", worker),
        ("3-D pictures", pictures),
    ]
    slow += [(f"extra {name}", lambda name=name: extra(name)) for name in EXTRAS]  # type: ignore[misc]
    with ThreadPoolExecutor(max_workers=max(2, (os.cpu_count() or 2) // 2)) as pool:
        later = [pool.submit(guarded, name, check) for name, check in slow]
        found = [finding for name, check in quick for finding in guarded(name, check)]
        return found + [finding for result in later for finding in result.result()]


def curator() -> Iterator[Finding]:
    """Version, Python, system, and how it was installed."""
    from curator_gui import __version__

    yield Finding("Curator", True, __version__)
    implementation = f"{platform.python_implementation()} {platform.python_version()}"
    yield Finding("Python", True, f"{implementation}, {platform.platform()}")
    from curator_gui.core.storage.installed import how_installed

    yield Finding("installed by", True, f"{how_installed()}, in {sys.prefix}")


def glibc() -> Iterator[Finding]:
    """Whether the C library is new enough for Qt."""
    name, version = platform.libc_ver()
    if name != "glibc":
        if sys.platform.startswith("linux"):
            yield Finding("glibc", False, "this system's C library is another one", required=True)
        return
    numbers = tuple(int(part) for part in version.split(".")[:2])
    least = ".".join(map(str, OLDEST_GLIBC))
    ok = numbers >= OLDEST_GLIBC
    yield Finding("glibc", ok, version if ok else f"{version}; Qt needs {least}", required=True)


def libraries() -> Iterator[Finding]:
    """Whether what Curator always needs is installed."""
    from importlib.metadata import PackageNotFoundError, version

    for library in LIBRARIES:
        try:
            yield Finding(library, True, version(library), required=True)
        except PackageNotFoundError:
            yield Finding(library, False, "is not installed", required=True)


def folders() -> Iterator[Finding]:
    """Whether Curator's folders can be written to, by this user alone."""
    from curator_gui.core.storage.places import places

    for place in places():
        yield Finding(place.name, *_writable(place.path), required=place.required)


def _writable(path: Path) -> tuple[bool, str]:
    nearest = next(folder for folder in (path, *path.parents) if folder.exists())
    try:
        with tempfile.TemporaryFile(dir=nearest):
            pass
        mode = path.stat().st_mode if path.exists() else 0
    except OSError as error:
        return False, f"{path}: cannot be written to: {error.strerror or error}"
    free = f"{shutil.disk_usage(nearest).free / 1e9:.1f} GB free"
    ours = not path.exists() or os.name == "nt" or not mode & OTHERS or bool(mode & 0o1000)
    return True, f"{path}, {free}" + ("" if ours else "; other users can look into it")


def shared_memory() -> Iterator[Finding]:
    """Whether processes can share locks and memory."""
    import multiprocessing

    multiprocessing.get_context("spawn").Lock()  # raises where semaphores cannot be made
    folder = Path("/dev/shm")
    if not folder.is_dir():
        yield Finding("shared memory", True, "locks work")
        return
    free = shutil.disk_usage(folder).free
    text = f"locks work; {free / 1e6:.0f} MB free in {folder}"
    little = free < LITTLE_SHARED_MEMORY
    hint = "; big pipelines go to the folder for temporary files" if little else ""
    yield Finding("shared memory", not little, text + hint)


def crash_reports() -> Iterator[Finding]:
    """Whether an earlier start has crashed."""
    from curator_gui.core.storage.places import crash_folder

    reports = sorted(crash_folder().glob("*/crash-*.txt")) + sorted(
        crash_folder().glob("crash-*.txt")
    )
    newest = max(reports, key=lambda path: path.stat().st_mtime, default=None)
    yield Finding("crash reports", True, f"{len(reports)}; {newest}" if newest else "none")


def qt_platform() -> Iterator[Finding]:
    """Whether a window could be opened; without Qt the extra `gui` says what to install."""
    if _without_qt():
        return
    if _has_screen():
        yield Finding("Qt platform", *in_own_process("qt"), required=True)
        return
    ok, detail = in_own_process("qt", QT_QPA_PLATFORM="offscreen")
    detail += "; there is no screen here, so only the commands without a window work"
    yield Finding("Qt platform", ok, detail, required=True)


def window_libraries() -> Iterator[Finding]:
    """Whether what Qt needs of X11 is there, also where there is no screen at the moment."""
    if sys.platform.startswith("linux") and not _without_qt():
        yield Finding("window libraries", *in_own_process("x11"))


def fonts() -> Iterator[Finding]:
    """Whether there is a font: without one every text is a row of boxes."""
    if _without_qt():
        return
    screen = {} if _has_screen() else {"QT_QPA_PLATFORM": "offscreen"}
    ok, detail = in_own_process("fonts", **screen)
    yield Finding(
        "fonts", ok, detail if ok else f"{detail}; install one, such as fonts-dejavu-core"
    )


def _without_qt() -> bool:
    """Whether the extra `gui` is missing, which is said there."""
    from importlib.util import find_spec

    return any(find_spec(module) is None for module in EXTRAS["gui"])


def _has_screen() -> bool:
    from curator_gui.cli.window import has_screen

    return has_screen()


def worker() -> Iterator[Finding]:
    """Whether a run works."""
    from curator_gui.cli.self_test import run_self_test

    yield Finding("worker", True, run_self_test(Path(tempfile.gettempdir())), required=True)


def pictures() -> Iterator[Finding]:
    """Whether meshes can be drawn."""
    from importlib.util import find_spec

    if find_spec("pyvista") is not None:
        yield Finding("3-D pictures", *in_own_process("gl"))


def extra(name: str) -> Iterator[Finding]:
    """Whether an extra is there and can be loaded."""
    from importlib.util import find_spec

    missing = [module for module in EXTRAS[name] if find_spec(module) is None]
    if missing:
        from curator_gui.core.storage.installed import to_add

        detail = f"{', '.join(missing)} missing; {to_add(name)}"
        yield Finding(f"extra {name}", False, detail)
        return
    yield Finding(f"extra {name}", *in_own_process("modules:" + ",".join(EXTRAS[name])))
