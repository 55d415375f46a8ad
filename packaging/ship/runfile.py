"""The .run file: one file for any Linux, without root."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from ship.paths import SHIP, version


def build_run(tree: Path, output: Path) -> Path:
    """Make the file of a tree in a folder; return it."""
    (paths,) = tree.glob("python3.*._pth")
    python = paths.name.removesuffix("._pth")
    kind = "" if tree.name.endswith("full") else "-slim"
    target = output / f"curator{kind}-{version()}-linux-{os.uname().machine}.run"
    with tempfile.TemporaryDirectory(dir=output) as name:
        first, second = Path(name, "first.tar.gz"), Path(name, "second.tar.xz")
        packages = f"lib/{python}/site-packages"
        _pack(tree, [python, paths.name, "lib"], ["--exclude", f"./{packages}"], "gzip -9n", first)
        rest = sorted(p.name for p in tree.iterdir() if p.name not in (python, paths.name, "lib"))
        xz = f"xz -T2 --block-size=64MiB -{os.environ.get('CURATOR_XZ_LEVEL', '4')}"
        _pack(tree, [*rest, packages], [], xz, second)
        _join(_head(python, first, second), [first, second], target)
    return target


def _pack(tree: Path, names: list[str], options: list[str], compress: str, target: Path) -> None:
    """Pack parts of the tree, always in the same order, with nobody's name."""
    command = ["tar", "--create", "--directory", str(tree), "--sort=name", "--owner=0", "--group=0"]
    command += ["--numeric-owner", "--format=gnu", f"--use-compress-program={compress}", *options]
    command += ["--file", str(target), *(f"./{name}" for name in names)]
    subprocess.run(command, check=True)


def _head(python: str, first: Path, second: Path) -> bytes:
    digest = hashlib.sha256(first.read_bytes())
    digest.update(second.read_bytes())
    text = (SHIP / "linux" / "run_head.sh").read_text(encoding="utf-8")
    values = {
        "VERSION": version(),
        "PYTHON": python,
        "FIRST": str(first.stat().st_size),
        "SECOND": str(second.stat().st_size),
        "SUM": digest.hexdigest(),
    }
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    size = len(text.encode()) - len("@HEAD@")
    length = next(n for n in range(size, size + 20) if size + len(str(n)) == n)
    return text.replace("@HEAD@", str(length)).encode()


def _join(head: bytes, parts: list[Path], target: Path) -> None:
    with target.open("wb") as out:
        out.write(head)
        for part in parts:
            with part.open("rb") as source:
                shutil.copyfileobj(source, out)
    target.chmod(0o755)
