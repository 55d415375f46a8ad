#!/usr/bin/env python3
"""Make what people install:  packaging/build.py deb|run|wheel|windows|macos|tree|all [options]

Start it with the environment that `python3 packaging/run.py setup dev` made. By default the tree is
made of that environment's own Python, and so runs on systems like this one. `--python chroot`
compiles CPython on Debian 11 (as root, with debootstrap; once, kept below --work): it runs on all.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from ship import chroot, deb, interpreter, macos, runfile, tree, windows
from ship.interpreter import Python
from ship.paths import FULL, ROOT, SLIM, source_date

HERE = {
    "linux": ("deb", "run", "wheel"),
    "win32": ("windows", "wheel"),
    "darwin": ("macos", "wheel"),
}
"""What `all` means on each system."""


def main() -> int:
    """Build what is asked for."""
    arguments = _parser().parse_args()
    os.environ["SOURCE_DATE_EPOCH"] = str(source_date())  # one for all, whatever is committed
    folder = arguments.output.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    wanted = HERE[sys.platform] if arguments.what == "all" else (arguments.what,)
    if "wheel" in wanted:
        _timed("wheel", lambda: _wheel(folder))
    if wanted == ("wheel",):
        return 0
    for kind in [FULL, SLIM] if arguments.kind == "both" else [arguments.kind]:
        made = folder / f"curator-{kind}"
        if not arguments.keep_tree or not made.exists():
            _timed(f"tree, {kind}", lambda kind=kind, made=made: _tree(arguments, kind, made))
        for what in wanted:
            if what in MAKERS:
                _timed(f"{what}, {kind}", lambda what=what, made=made: MAKERS[what](made, folder))
    return 0


MAKERS = {
    "deb": deb.build_deb,
    "run": runfile.build_run,
    "windows": windows.build_setup,
    "macos": macos.build_image,
}


def _timed(name: str, make: object) -> None:
    start = time.monotonic()
    made = make()  # type: ignore[operator]
    size = f", {made.stat().st_size / 1e6:.1f} MB" if made.is_file() else ""
    print(f"{name}: {made}{size}, {time.monotonic() - start:.0f} s", flush=True)


def _tree(arguments: argparse.Namespace, kind: str, target: Path) -> Path:
    if target.exists():
        shutil.rmtree(target)
    return tree.assemble(_python(arguments), kind, target).folder


def _python(arguments: argparse.Namespace) -> Python:
    if arguments.python == "here":
        return interpreter.at_hand()
    if arguments.python == "chroot":
        return chroot.compiled_python(arguments.work.resolve())
    return interpreter.compiled(Path(arguments.python).resolve())


def _wheel(folder: Path) -> Path:
    with tempfile.TemporaryDirectory() as name:
        return Path(shutil.copy(tree.build_wheel(Path(name)), folder))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("deb", "run", "wheel", "windows", "macos", "tree", "all"))
    parser.add_argument("--kind", choices=(FULL, SLIM, "both"), default=FULL)
    parser.add_argument("--python", default="here", metavar="here|chroot|FOLDER")
    parser.add_argument("--output", type=Path, default=ROOT / "dist", metavar="FOLDER")
    parser.add_argument("--keep-tree", action="store_true", help="use the tree that is there")
    parser.add_argument(
        "--work", type=Path, default=ROOT / "build", metavar="FOLDER", help="for --python chroot"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
