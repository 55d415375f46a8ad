"""Extended XYZ files as a source."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

from curator_gui.domains.atoms.errors import StructureError, os_reason
from curator_gui.domains.atoms.formats.xyz.frames import XYZFrames, find_frames
from curator_gui.domains.atoms.formats.xyz.parsing import parse_plain
from curator_gui.domains.atoms.graph import adopt_graph
from curator_gui.domains.atoms.sources.base import (
    FramesSource,
    Pattern,
    path_param,
)

if TYPE_CHECKING:
    from ase import Atoms


_WIDTHS = re.compile(r":[RISL]:\s*\+?([0-9_]{4,})")


class ExtXYZSource(FramesSource):
    """Frames of extended XYZ files, one per index, read by seeking to their byte offset.

    A frame is parsed as by `ase.io.extxyz.read_xyz`; so positions and cell are in Å, and keys named
    like ASE's properties become results of a `SinglePointCalculator`. A file that is cut off or
    damaged costs the one index at the place of the damage.

    Raises
    ------
    StructureError
        From an index whose frame cannot be read, naming file, frame and reason.
    """

    name = "Extended XYZ files"
    description = (
        "Reads each frame of one or many extended XYZ files as a structure, with all its "
        "properties. The names that a file uses for energy, forces and stress can be given."
    )

    def __init__(
        self,
        path: Annotated[Path, path_param("file in extended XYZ format", (".xyz", ".extxyz"))],
        pattern: Pattern = "*.xyz, *.extxyz",
        **frames: Any,
    ) -> None:
        super().__init__(path, pattern, **frames)

    def _open_table(self, path: str) -> XYZFrames:
        try:
            with Path(path).open("rb") as file:
                return find_frames(file)
        except OSError as error:  # costs one index, which says so
            return XYZFrames(np.zeros(2, dtype=np.int64), f"cannot be read: {os_reason(error)}")

    def _read(self, path: str, table: XYZFrames, frame: int) -> Atoms:
        if table.damage and frame == len(table) - 1:
            raise StructureError(table.damage)
        start, end = (int(offset) for offset in table.bounds[frame : frame + 2])
        return parse_frame(read_text(path, start, end))


def read_text(path: str, start: int, end: int) -> str:
    """Return the text of a byte range of a file.

    Raises
    ------
    StructureError
        If it cannot be read or is no UTF-8.
    """
    try:
        # The plain open() without buffer costs half of Path.open(), and this is done per index.
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            file.seek(start)
            return file.read(end - start).decode("utf-8")
    except OSError as error:
        raise StructureError("cannot be read: {os_reason}", os_reason=os_reason(error)) from error
    except UnicodeDecodeError as error:
        raise StructureError(
            "is no text in UTF-8 (byte {start})", start=start + error.start
        ) from error


def parse_frame(text: str) -> Atoms:
    """Parse the text of one frame as ASE does.

    Raises
    ------
    StructureError
        With ASE's reason; or if a logical column has something else than T and F.
    """
    if not text.strip():
        raise StructureError("is no longer there: the file has changed since it was listed")
    plain = parse_plain(text)
    atoms = _parse_with_ase(text) if plain is None else plain
    adopt_graph(atoms)
    return atoms


def _check_count(text: str) -> None:
    """Refuse more atoms than lines: ASE would go through all of them."""
    try:
        count = int(text.split("\n", 1)[0])
    except ValueError:
        return  # ASE says so
    if count > text.count("\n"):
        raise StructureError(
            "ends too early: it has {lines} lines for {count} atoms",
            lines=text.count("\n"),
            count=count if count < 10**9 else f"10^{len(str(count)) - 1}",
        )


def _parse_with_ase(text: str) -> Atoms:
    from ase.io.extxyz import read_xyz

    _check_count(text)
    wide = next(
        (
            n
            for n in _WIDTHS.findall(text)
            if len(n) > 9 or int(n.replace("_", "") or 0) > len(text)
        ),
        None,
    )
    if wide:  # ASE would make a list of all those columns
        raise StructureError("Properties says that there are {wide} columns", wide=wide[:20])
    try:
        atoms: Atoms = next(read_xyz(StringIO(text), 0))
    except KeyError as error:
        raise StructureError("{args} is no element or key", args=repr(error.args[0])) from error
    except (
        ValueError,
        TypeError,
        ArithmeticError,
        LookupError,
        OSError,
        RuntimeError,
        AssertionError,
        AttributeError,
    ) as error:
        reason = str(error).removeprefix("ase.io.extxyz: ").rstrip() or type(error).__name__
        reason += " ''" * reason.endswith(":")  # it names an empty word
        raise StructureError(reason) from error
    return atoms
