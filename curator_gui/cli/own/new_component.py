"""`curator-gui components new NAME`: a component of one's own to begin with, and its test."""

from __future__ import annotations

import keyword
import re
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from curator_gui.cli.printing import say
from curator_gui.cli.problems import EXIT_DONE
from curator_gui.core.errors import ParamError
from curator_gui.core.storage.files import atomic_write_text
from curator_gui.core.text.naming import RESERVED

_CLASS = re.compile(r"[A-Z][A-Za-z0-9]*")
_USED = ("Annotated", "Any", "Filter", "Iterator", "Param", "Path")
"""What the file that is written imports itself."""

COMPONENT = '''"""{title}."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from curator_gui.core import Filter, Param
from curator_gui.core.notes import unchanged


class {name}(Filter[Any]):
    """Says in the first line what it does; this text is its page of the manual."""

    name, description = "{title}", "Says in a sentence what it does to the data."

    def __init__(
        self, factor: Annotated[float, Param("What the parameter does.", minimum=0)] = 2.0
    ) -> None:
        self.factor = factor

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        for item in items:
            if self.factor == 1:
                unchanged("the factor is 1")
            yield self.changed(item)

    def changed(self, item: Any) -> Any:
        """Return another item: the one that comes in stays as it is.

        Values and places may be NaN or infinite: raise an error if it cannot work with them.{more}
        """
        {change}


def register(registry: Any) -> None:
    """Add it to the catalogue, under the domain of its items: mesh, grid or atoms."""
    registry.add("{domain}", {name})
'''

TEST = '''"""Run it with pytest, in this folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from curator_gui.testing import check_filter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the folder of the component

from {module} import {name}  # noqa: E402

{library} = pytest.importorskip("{library}")  # pip install 'curator-gui[{domain}]'


def item() -> Any:
    return {item}


def test_it_keeps_what_the_engine_relies_on() -> None:
    check_filter(lambda: {name}(factor=3.0), items=[item(), item()])


def test_it_multiplies() -> None:
    [found] = {name}(factor=3.0)(iter([item()]))
    assert {found} == pytest.approx(3 * {before})
'''


@dataclass(frozen=True)
class _Beginning:
    """What the component does to an item of a domain, and how its test finds that out."""

    library: str
    item: str
    change: str
    value: str
    more: str = ""


_BEGINNINGS = {
    "mesh": _Beginning(
        "pyvista",
        "pyvista.Sphere()",
        "return item.scale(self.factor, inplace=False)",
        "{}.length",
        "\n        (`MeshFilter` of curator_gui.domains.mesh.filters.base refuses such places.)",
    ),
    "grid": _Beginning(
        "xarray",
        'xarray.Dataset({"t": ("x", [1.0, 2.0])}, attrs={"title": "kept"})',
        "return item.map(lambda field: field * self.factor, keep_attrs=True)",
        "float({}.t.sum())",
    ),
    "atoms": _Beginning(
        "ase",
        'ase.Atoms("H2", positions=[[0, 0, 0], [0, 0, 1.0]])',
        "item = item.copy()\n        item.positions *= self.factor\n        return item",
        "{}.get_distance(0, 1)",
    ),
}


def new_component(name: str, domain: str, folder: Path) -> int:
    """Write a component and its test into a folder; its class is called `name`.

    Raises
    ------
    ParamError
        If the name is none of a class or is taken, or a file of that name is there.
    """
    if not _CLASS.fullmatch(name):
        raise ParamError(
            "{name} is no name for a component: it begins with a capital letter, such as "
            "ScalePressure",
            name=repr(name),
        )
    words = re.sub(r"(?<!^)(?=[A-Z])", " ", name).lower().split()
    module = "_".join(words)
    if name in _USED or _is_reserved(name, module) or _is_installed(module):
        raise ParamError(
            "{name} is taken: {module}.py would stand for something else in Python, or the file "
            "itself uses that name; choose another one",
            name=repr(name),
            module=module,
        )
    fields = {"name": name, "module": module, "domain": domain, "title": _title(words)}
    begin = _BEGINNINGS[domain]
    fields |= {
        "library": begin.library,
        "item": begin.item,
        "change": begin.change,
        "more": begin.more,
    }
    fields |= {"found": begin.value.format("found"), "before": begin.value.format("item()")}
    # The test lies in a folder of its own: beside the component it would be taken for one.
    paths = {folder / f"{module}.py": COMPONENT, folder / "tests" / f"test_{module}.py": TEST}
    for path in paths:
        if path.exists():
            raise ParamError("{path} is there already: nothing was written", path=path)
    for path, text in paths.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic_write_text(path, text.format(**fields))
        say(f"wrote {path}")
    say(f"test it: cd {folder} && python -m pytest")
    return EXIT_DONE


def _is_reserved(name: str, module: str) -> bool:
    """Whether Python keeps the name, or Windows the name of the file."""
    return keyword.iskeyword(name) or keyword.iskeyword(module) or module in RESERVED


def _is_installed(module: str) -> bool:
    return module in sys.stdlib_module_names or find_spec(module) is not None


def _title(words: list[str]) -> str:
    return " ".join(words).capitalize()
