"""Read CalculiX result files (.frd, ASCII).

Format: "CalculiX CGX User's Manual", chapter "Result Format": lines of fixed columns whose first
six characters tell what they are. Node and element numbers take 5 columns in the short form and 10
in the long one; numbers are Fortran's E12.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from curator_gui.core.message import Message
from curator_gui.domains.mesh.errors import MeshError

# Element type of the format -> VTK's cell type and the order of the nodes as VTK wants it. The
# format puts the middle nodes of the upright edges before those of the top face, VTK after them.
_SHAPES: dict[int, tuple[int, tuple[int, ...]]] = {
    1: (12, tuple(range(8))),
    2: (13, tuple(range(6))),
    3: (10, tuple(range(4))),
    4: (25, (*range(12), *range(16, 20), *range(12, 16))),
    5: (26, (*range(9), *range(12, 15), *range(9, 12))),
    6: (24, tuple(range(10))),
    7: (5, tuple(range(3))),
    8: (22, tuple(range(6))),
    9: (9, tuple(range(4))),
    10: (23, tuple(range(8))),
    11: (3, tuple(range(2))),
    12: (21, tuple(range(3))),
}
_LACKS_E = re.compile(r"(\d)([-+]\d+)$")  # Fortran leaves the E out for exponents of three digits


@dataclass
class FRDStep:
    """The results of one increment or mode; `value` is its time, frequency or load factor."""

    number: int
    value: float
    fields: dict[str, Any] = field(default_factory=dict)
    """Name -> float64 array (n_nodes,) or (n_nodes, k); NaN for nodes without a result."""


@dataclass
class FRDFile:
    """Nodes, elements and steps of a file.

    `nodes` are the numbers (n,), `points` the coordinates (n, 3), `cells` VTK's cell type and node
    numbers of each element in VTK's order.
    """

    nodes: Any
    points: Any
    cells: list[tuple[int, list[int]]]
    steps: list[FRDStep]


def read_frd(path: Path) -> FRDFile:
    """Read a whole file.

    Raises
    ------
    OSError
        If the file cannot be read.
    MeshError
        If it is cut off, binary or something else; the message has the line.
    """
    lines = path.read_text(encoding="latin-1").splitlines()
    reader = _Reader(path, lines)
    _check_ends(path, lines)
    try:
        return reader.read()
    except (ValueError, IndexError, KeyError) as error:
        raise MeshError(
            "{path}, near line {at}: {error}", path=path, at=reader.at + 1, error=error
        ) from error


def _check_ends(path: Path, lines: list[str]) -> None:
    """Refuse other files and those that are cut off; drop empty lines at the end."""
    while lines and not lines[-1].strip():
        lines.pop()
    if not lines or not lines[0].startswith("    1C"):
        raise MeshError("{path} is no CalculiX result file: it does not begin with 1C", path=path)
    if lines[-1].strip() != "9999":
        raise MeshError("{path} is cut off: its last line is not 9999", path=path)


class _Reader:
    def __init__(self, path: Path, lines: list[str]) -> None:
        self.path = path
        self.lines = lines
        self.at = 0
        self.found = FRDFile(None, None, [], [])

    def read(self) -> FRDFile:
        while self.at < len(self.lines):
            head = self.lines[self.at]
            self.at += 1
            if head.startswith("    2C"):
                self._nodes(head)
            elif head.startswith("    3C"):
                self._elements(head)
            elif head.startswith("  100C"):
                self._results(head)
        if self.found.nodes is None or not self.found.cells:
            raise ValueError(Message("the file holds no nodes or no elements"))
        return self.found

    def _block(self) -> Iterator[str]:
        while True:
            line = self.lines[self.at]
            self.at += 1
            if line.startswith(" -3"):
                return
            yield line

    def _nodes(self, head: str) -> None:
        ids, values = _records(self._block(), _width(head), 3)
        if int(head[24:36]) != len(ids):
            raise ValueError(
                Message(
                    "{int} nodes are announced, {n} are there", int=int(head[24:36]), n=len(ids)
                )
            )
        self.found.nodes, self.found.points = ids, values

    def _elements(self, head: str) -> None:
        width = _width(head)
        kinds: list[int] = []
        nodes: list[list[int]] = []
        for line in self._block():
            if line.startswith(" -1"):
                kinds.append(int(line[3 + width : 8 + width]))
                nodes.append([])
            else:
                text = line[3:].rstrip()
                nodes[-1] += [int(text[n : n + width]) for n in range(0, len(text), width)]
        for kind, numbers in zip(kinds, nodes, strict=True):
            vtk_type, order = _SHAPES[kind]
            if len(numbers) != len(order):
                raise ValueError(
                    Message("an element of type {kind} has {n} nodes", kind=kind, n=len(numbers))
                )
            self.found.cells.append((vtk_type, [numbers[n] for n in order]))

    def _results(self, head: str) -> None:
        step = self._step(int(head[58:63]), float(head[12:24]))
        title = self.lines[self.at]
        name, components = title[5:13].strip(), 0
        self.at += 1
        while self.lines[self.at].startswith(" -5"):
            calculated = self.lines[self.at][33:38].strip() == "1"  # by the viewer, not stored
            components += 0 if calculated else 1
            self.at += 1
        # The numbers in the heads of elements and results are no check: for shells and beams
        # CalculiX writes those of the model before they were made into solids.
        ids, values = _records(self._block(), _width(head), components)
        step.fields[_free_name(name, step.fields)] = self._spread(ids, values)

    def _step(self, number: int, value: float) -> FRDStep:
        steps = self.found.steps
        if not steps or (steps[-1].number, steps[-1].value) != (number, value):
            steps.append(FRDStep(number, value))
        return steps[-1]

    def _spread(self, ids: Any, values: Any) -> Any:
        import numpy as np

        nodes = self.found.nodes
        if nodes is None:
            raise ValueError(Message("results stand before the nodes that they are for"))
        known = np.isin(ids, nodes)  # CalculiX also writes auxiliary nodes that no element has
        result = np.full((len(nodes), values.shape[1]), np.nan)
        result[positions(nodes, ids[known])] = values[known]
        return result[:, 0] if values.shape[1] == 1 else result


def _width(head: str) -> int:
    """Return the columns of a node number; binary forms are refused."""
    form = head[73:75].strip()
    if form not in ("0", "1"):
        raise ValueError(
            Message("format {value}: only ASCII files can be read", value=form or "unknown")
        )
    return 10 if form == "1" else 5


def _records(block: Iterator[str], width: int, components: int) -> tuple[Any, Any]:
    """Read numbered rows, continued on ` -2` lines: ids (n,) and values (n, components)."""
    import numpy as np

    ids: list[str] = []
    texts: list[str] = []
    for line in block:
        if line.startswith(" -1"):
            ids.append(line[3 : 3 + width])
        text = line[3 + width :].rstrip()
        texts += [text[n : n + 12] for n in range(0, len(text), 12)]
    values = _numbers(texts)
    if len(values) != len(ids) * components:
        _refuse_number(len(values), len(ids), components)
    return np.array(ids, dtype=np.int64), values.reshape(len(ids), components)


def _refuse_number(values: int, nodes: int, components: int) -> NoReturn:
    raise ValueError(
        Message(
            "{n} values for {n2} nodes with {components} components",
            n=values,
            n2=nodes,
            components=components,
        )
    )


def _numbers(texts: list[str]) -> Any:
    import numpy as np

    try:
        return np.array(texts, dtype=np.float64)
    except ValueError:
        return np.array([_LACKS_E.sub(r"\1E\2", text.strip()) for text in texts], dtype=np.float64)


def _free_name(name: str, taken: dict[str, Any]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}_{number}"
    return free


def positions(nodes: Any, wanted: Any) -> Any:
    """Return where node numbers stand in `nodes`, whatever their order.

    Raises
    ------
    ValueError
        If one is not there.
    """
    import numpy as np

    order = np.argsort(nodes)
    found = np.searchsorted(nodes, wanted, sorter=order)
    at = order[np.minimum(found, len(order) - 1)]
    wrong = nodes[at] != wanted
    if np.any(wrong):
        raise ValueError(
            Message("node {asarray} does not exist", asarray=np.asarray(wanted)[wrong][0])
        )
    return at
