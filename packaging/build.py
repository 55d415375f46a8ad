#!/usr/bin/env python3
"""Make what people install:  packaging/build.py deb|run|wheel|windows|macos|tree|all [options]

Start it with the environment that `python3 packaging/run.py setup dev` made. By default the tree is
made of that environment's own Python, which runs on systems like this one; --python chroot compiles
CPython on Debian 11 (root, debootstrap; once, about five minutes), which runs on all.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from ship import interpreter, tree
from ship.interpreter import Python
from ship.paths import FULL, ROOT, SLIM


def main() -> int:
    """Build what is asked for."""
    arguments = _parser().parse_args()
    folder = arguments.output.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    kinds = [FULL, SLIM] if arguments.kind == "both" else [arguments.kind]
    for kind in kinds:
        target = folder / f"curator-{kind}"
        if target.exists():
            shutil.rmtree(target)
        tree.assemble(_python(arguments.python), kind, target)
    return 0


def _python(word: str) -> Python:
    if word == "here":
        return interpreter.at_hand()
    return interpreter.compiled(Path(word).resolve())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    what = ("deb", "run", "wheel", "windows", "macos", "tree", "all")
    parser.add_argument("what", choices=what)
    parser.add_argument("--kind", choices=(FULL, SLIM, "both"), default=FULL)
    parser.add_argument("--python", default="here", metavar="here|chroot|FOLDER")
    parser.add_argument("--output", type=Path, default=ROOT / "dist", metavar="FOLDER")
    return parser


if __name__ == "__main__":
    sys.exit(main())
