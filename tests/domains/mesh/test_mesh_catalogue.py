"""The catalogue: costs no heavy import, every component is described."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

from curator_gui.core import Registry
from curator_gui.core.registration.registry import Entry
from curator_gui.domains import mesh


def entries() -> list[Entry]:
    registry = Registry()
    mesh.register(registry)
    return list(registry)


@pytest.mark.workers
def test_listing_the_catalogue_imports_nothing_heavy() -> None:
    code = (
        "import sys; from curator_gui.core import Registry; from curator_gui.domains import mesh;"
        "r = Registry(); mesh.register(r); [e.cls.params() for e in r];"
        "heavy = {'pyvista', 'vtkmodules', 'meshio', 'zarr', 'numpy', 'h5py'} & set(sys.modules);"
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.key)
def test_params_are_the_constructors_arguments(entry: Entry) -> None:
    init = entry.cls.__init__
    found = [] if init is object.__init__ else list(inspect.signature(init).parameters.items())[1:]
    arguments = dict(found)
    assert [param.name for param in entry.params] == list(arguments)
    for param in entry.params:
        default = arguments[param.name].default
        assert param.required == (default is inspect.Parameter.empty)
        if not param.required:
            assert param.default == default
            assert param.coerce(param.default) == param.default
        assert param.description.endswith(".")
    assert entry.cls.description.endswith(".")
    assert entry.cls.__dict__["version"] >= "1"
