"""A package that stands in for physicsnemo-curator: its modules and its contract, our own code."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from curator_gui.domains.physicsnemo import PACKAGE

MODULES = {
    "__init__": "",
    "core/__init__": "",
    "core/registry": """
        class Registry:
            def __init__(self):
                self.kept = {}

            def submodules(self):
                return dict(self.kept)

            def sources(self, part):
                return self.kept[part][0]

            def filters(self, part):
                return self.kept[part][1]

            def sinks(self, part):
                return self.kept[part][2]

        registry = Registry()
        """,
    "domains/__init__": "",
    "domains/atm/__init__": "import a_library_that_is_not_there",
    "domains/da/__init__": "",
    "domains/mesh/__init__": """
        from physicsnemo_curator.core.registry import registry
        from physicsnemo_curator.domains.mesh.steps import Numbers, Lines

        registry.kept["mesh"] = ({"Numbers": Numbers}, {}, {"Lines": Lines})
        """,
    "domains/mesh/filters/__init__": "",
    "domains/mesh/filters/precision": """
        class PrecisionFilter:
            name, description = "Precision", "Rounds."

            def __init__(self, target_dtype: str = "float32") -> None:
                self.target_dtype = target_dtype

            @classmethod
            def params(cls):
                from physicsnemo_curator.domains.mesh.steps import described
                kinds = ["float32", "float16"]
                return [described("target_dtype", default="float32", choices=kinds)]

            def __call__(self, items):
                return (round(item) for item in items)
        """,
    "domains/mesh/steps": """
        from __future__ import annotations

        from pathlib import Path
        from types import SimpleNamespace
        from typing import TYPE_CHECKING, Literal

        if TYPE_CHECKING:
            from nowhere import Thing


        def described(name, *, type=str, default=None, choices=None, required=False):
            return SimpleNamespace(name=name, description=name, type=type, default=default,
                                   choices=choices, required=required)


        class Numbers:
            name, description = "Numbers", "Reads numbers of files."

            def __init__(self, input_path: str, dims: tuple[str, ...] = ("time",),
                         kind: int | Literal["auto"] = "auto", names: str = "a,b",
                         unknown: Thing = None) -> None:
                self._files = sorted(Path(input_path).iterdir())
                self.root, self.dims, self.kind = Path(input_path), dims, kind

            @classmethod
            def params(cls):
                return [described("input_path", required=True), described("dims", default="time"),
                        described("kind", default="auto", choices=["auto", "0", "1"]),
                        described("names", default="a,b"), described("unknown", default="")]

            def __len__(self):
                return len(self._files)

            def __getitem__(self, index):
                yield float(self._files[index].read_text())

            def relative_path(self, index):
                return self._files[index].name


        class Lines:
            name, description = "Lines", "Writes a text for each index."

            def __init__(self, output_dir: str, chunks: dict[str, int] | None = None) -> None:
                self._folder = Path(output_dir)

            @classmethod
            def params(cls):
                return [described("output_dir", required=True),
                        described("chunks", default="time:1")]

            def __call__(self, items, index):
                self._folder.mkdir(parents=True, exist_ok=True)
                path = self._folder / f"{index}.txt"
                path.write_text(" ".join(map(str, items)))
                return [str(path)]
        """,
}


def make_package(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the package into a folder from which Python imports until the test is over."""
    monkeypatch.syspath_prepend(write_package(folder))
    return folder


def write_package(folder: Path) -> Path:
    """Write the package into a folder."""
    for name, text in MODULES.items():
        path = folder / PACKAGE / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
    return folder


def forget_package() -> None:
    """Let the next test import it anew."""
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


def saved(folder: Path, **source: Any) -> dict[str, Any]:
    """Return a pipeline as it saves one, whose numbers are in `folder`."""
    mesh = f"{PACKAGE}.domains.mesh"
    precision = {"target_dtype": "torch.float32"}
    params = {"input_path": str(folder), "dims": ["time"], "names": ["x", "y"], **source}
    return {
        "source": {"class": "Numbers", "module": f"{mesh}.steps", "params": params},
        "filters": [
            {
                "class": "PrecisionFilter",
                "module": f"{mesh}.filters.precision",
                "params": precision,
            }
        ],
        "sink": {"class": "Lines", "module": f"{mesh}.steps", "params": {"output_dir": "out"}},
        "version": 1,
    }
