"""Which packages a minimal Debian or Ubuntu lacks for a tree: what its files load and it has not.

An unknown library is an error: somebody has to say which package has it.
"""

from __future__ import annotations

import re
from pathlib import Path

from ship import elf
from ship.interpreter import C_LIBRARY

PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libstdc++.so.6": "libstdc++6",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
FONT = "fonts-dejavu-core | fonts-noto-core | fonts-freefont-ttf"
_WAYLAND = re.compile(r"libwayland-\w+\.so\.\d")  # recommended: X11 works without


def missing_libraries(tree: Path) -> dict[str, list[str]]:
    """Return the libraries that the tree's files load and it has not, with some that load them."""
    files = elf.read(elf.elf_files(tree))
    inside = {found.path.name for found in files} | {found.soname for found in files}
    wanted: dict[str, list[str]] = {}
    for found in files:
        for name in found.needed:
            if name not in inside and not C_LIBRARY.fullmatch(name) and not _WAYLAND.match(name):
                wanted.setdefault(name, []).append(str(found.path.relative_to(tree)))
    return wanted


def depends(tree: Path) -> list[str]:
    """Return the packages for the field Depends.

    Raises
    ------
    ValueError
        If a library is in no known package.
    """
    wanted = missing_libraries(tree)
    if unknown := wanted.keys() - PACKAGES.keys():
        lines = [f"{name}, loaded by {wanted[name][:3]}" for name in sorted(unknown)]
        raise ValueError("no package is known for " + "; ".join(lines))
    glibc = elf.newest_version(elf.elf_files(tree), "GLIBC")
    packages = sorted({PACKAGES[name] for name in wanted})
    return [f"libc6 (>= {glibc})", *packages, FONT]
