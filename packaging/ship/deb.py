"""The Debian package: /opt/curator and what makes a desktop know it."""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import subprocess
import tempfile
from email.utils import formatdate
from pathlib import Path

from ship.depends import depends
from ship.paths import LINUX, SHIP, set_times, source_date, version

PREFIX = Path("opt/curator")
RECOMMENDS = (
    "libgl1-mesa-dri", "libwayland-client0", "libwayland-cursor0", "libwayland-egl1",
    "shared-mime-info", "desktop-file-utils", "hicolor-icon-theme", "ca-certificates",
)  # fmt: skip
CONTROL = """\
Package: curator-gui
Version: {version}
Architecture: {architecture}
Section: science
Priority: optional
Maintainer: The Curator developers <curator@example.org>
Installed-Size: {size}
Depends: {depends}
Recommends: {recommends}
Description: turn folders of simulation results into data sets for machine learning
 Assemble a source, filters and a sink, look at an item before and after each
 step, run them on all cores, and read for every item what came out, or exactly
 why nothing did. This package carries its own Python and Qt.
"""
POSTRM = """\
#!/bin/sh
set -e
# What a root user's Python has written below goes with it.
if [ "$1" = purge ]; then
  rm -rf /opt/curator
fi
exit 0
"""


def build_deb(tree: Path, output: Path) -> Path:
    """Make the package of a tree in a folder; return its file."""
    architecture = _said(["dpkg", "--print-architecture"])
    kind = "" if tree.name.endswith("full") else "-slim"
    target = output / f"curator-gui{kind}_{version()}_{architecture}.deb"
    with tempfile.TemporaryDirectory(dir=output) as name:
        root = Path(name, "root")
        _fill(root, tree)
        _write_control(root, tree, architecture)
        set_times(root)
        _build(root, target)
    return target


def _said(command: list[str]) -> str:
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def _fill(root: Path, tree: Path) -> None:
    shutil.copytree(tree, root / PREFIX, symlinks=True, copy_function=_link)
    share = root / "usr" / "share"
    copied = {
        "curator-gui.desktop": share / "applications",
        "curator-gui.xml": share / "mime" / "packages",
        "curator-gui.svg": share / "icons" / "hicolor" / "scalable" / "apps",
        "io.github.curator_gui.metainfo.xml": share / "metainfo",
        "curator-gui.lintian": share / "lintian" / "overrides",
    }
    for name, folder in copied.items():
        folder.mkdir(parents=True)
        shutil.copy(LINUX / name, folder / name.removesuffix(".lintian"))
    programs = root / "usr" / "bin"
    programs.mkdir()
    for name in ("curator-gui", "curator-add"):
        (programs / name).symlink_to(f"/{PREFIX}/{name}")
    _compress(LINUX / "curator-gui.1", share / "man" / "man1" / "curator-gui.1.gz")
    _compress(LINUX / "curator-gui.1", share / "man" / "man1" / "curator-add.1.gz")
    documents = share / "doc" / "curator-gui"
    documents.mkdir(parents=True)
    (documents / "copyright").write_text(_copyright(), encoding="utf-8")
    _write_changelog(documents / "changelog.gz")


def _link(source: str, target: str) -> str:
    """Link instead of copying, where that can be done: the tree is big."""
    try:
        os.link(source, target)
    except OSError:
        return str(shutil.copy2(source, target))
    return target


def _compress(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(source.read_bytes(), mtime=source_date()))


def _write_changelog(target: Path) -> None:
    when = formatdate(source_date())
    text = (
        f"curator-gui ({version()}) stable; urgency=medium\n\n  * See CHANGELOG.md.\n\n"
        f" -- The Curator developers <curator@example.org>  {when}\n"
    )
    target.write_bytes(gzip.compress(text.encode(), mtime=source_date()))


def _copyright() -> str:
    head = (
        "Copyright 2026 The Curator developers\n\n"
        "Curator is under the Apache License 2.0, which is below /usr/share/common-licenses.\n"
    )
    return head + (
        "Everything else inside, with its license, stands in /opt/curator/licences.txt, and as a\n"
        "bill of materials in /opt/curator/curator.cdx.json.\n\n"
        + (SHIP / "linux" / "copyright.txt").read_text("utf-8")
    )


def _write_control(root: Path, tree: Path, architecture: str) -> None:
    folder = root / "DEBIAN"
    folder.mkdir()
    files = [path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink()]
    control = CONTROL.format(
        version=version(),
        architecture=architecture,
        size=sum(-(-path.stat().st_size // 1024) for path in files),
        depends=", ".join(depends(tree)),
        recommends=", ".join(RECOMMENDS),
    )
    (folder / "control").write_text(control, encoding="utf-8")
    sums = [f"{_md5(path)}  {path.relative_to(root)}\n" for path in files]
    (folder / "md5sums").write_text("".join(sums), encoding="utf-8")
    (folder / "postrm").write_text(POSTRM, encoding="utf-8")
    (folder / "postrm").chmod(0o755)


def _md5(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def _build(root: Path, target: Path) -> None:
    level = os.environ.get("CURATOR_ZSTD_LEVEL", "12")
    command = [
        "dpkg-deb",
        "--root-owner-group",
        "-Zzstd",
        f"-z{level}",
        "--threads-max=2",
        "--build",
    ]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(source_date())}
    subprocess.run([*command, str(root), str(target)], check=True, env=environment)
