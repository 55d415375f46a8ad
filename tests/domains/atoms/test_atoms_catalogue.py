"""What holds for every component of the domain."""

from __future__ import annotations

import inspect
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from curator_gui.app.document.offered.catalogue import search
from curator_gui.core import REQUIRED, Param, PipelineDocument, Registry, frozen
from curator_gui.core.params.declaration import constructor_signature
from curator_gui.core.registration.registry import Entry
from curator_gui.domains import atoms
from curator_gui.domains.atoms.filters.values.convert_units import (
    QUANTITIES,
    UNITS,
    conversion,
    factors,
)
from curator_gui.domains.atoms.sources.ase import FORMATS


def entries() -> list[Entry]:
    registry = Registry()
    atoms.register(registry)
    return list(registry)


ENTRIES = entries()
EXAMPLES: dict[str, dict[str, Any]] = {
    "format": {"value": "vasp"},
    "names": {"value": {"a": "b"}},
    "properties": {"value": ["energy"]},
    "from_unit": {"value": "Hartree"},
    "to_unit": {"value": "eV"},
    "units": {"value": "metal"},
    "cutoff": {"value": 5.0},
    "count": {"value": 5},
    "path_column": {"value": "path"},
    "property": {"value": "virial"},
}


def example(param: Param, folder: Path) -> Any:
    if param.name in EXAMPLES:
        return EXAMPLES[param.name]["value"]
    assert param.type is Path, param.name
    return folder / param.name


def test_the_domain_is_complete() -> None:
    kinds = [entry.kind for entry in ENTRIES]
    assert (kinds.count("source"), kinds.count("filter"), kinds.count("sink")) == (11, 22, 8)
    assert all(entry.unavailable_reason() == "" for entry in ENTRIES)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("graph", "atoms.NeighborGraph"), ("edges", "atoms.NeighborGraph"),
        ("neighbor list", "atoms.NeighborGraph"), ("PyG", "atoms.NeighborGraph"),
        ("shifts", "atoms.NeighborGraph"), ("hdf5", "atoms.AtomsHDF5Sink"),
        ("h5", "atoms.AtomsHDF5Sink"), ("ase db", "atoms.ASEDatabaseSink"),
        ("sqlite", "atoms.ASEDatabaseSink"),
    ],
)  # fmt: skip
def test_the_search_finds_it_by_the_words_of_the_field(words: str, key: str) -> None:
    registry = Registry()
    atoms.register(registry)
    found = search(registry, PipelineDocument(), words)
    assert key in [offer.entry.key for offer in found]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_params_describe_the_constructor(entry: Entry) -> None:
    signature = constructor_signature(entry.cls).parameters
    assert {param.name for param in entry.params} == set(signature) - {"self"}
    for param in entry.params:
        default = signature[param.name].default
        described = inspect.Parameter.empty if param.required else param.default
        assert default == described or (default, described) == (None, [2, 2, 2]), param.name
        assert param.description.strip().endswith((".", "}"))
        if not param.required and param.default is not None:
            assert param.coerce(param.default) == param.default
    assert entry.description.endswith(".")
    assert len(entry.title) < 32


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_components_travel_to_workers(entry: Entry, tmp_path: Path) -> None:
    of_code = {"file": Path(frozen.__file__), "function": "freeze"}
    coded = of_code if entry.key.startswith("atoms.Python") else {}
    needed = [p for p in entry.params if p.default is REQUIRED and p.name not in coded]
    arguments = {p.name: example(p, tmp_path) for p in needed} | coded
    if entry.key == "atoms.SubtractReference":
        arguments["references"] = {"H": -1.0}
    component = entry.cls(**arguments)
    shipped = pickle.loads(pickle.dumps(component, protocol=5))
    assert shipped.arguments == component.arguments
    assert type(shipped) is entry.cls


@pytest.mark.workers
def test_listing_the_catalogue_imports_no_library() -> None:
    code = (
        "import sys\n"
        "from curator_gui.core import Registry\n"
        "from curator_gui.domains import atoms\n"
        "registry = Registry(); atoms.register(registry)\n"
        "[entry.params for entry in registry]\n"
        "print([m for m in ('ase', 'lmdb', 'zarr', 'scipy') if m in sys.modules])\n"
    )
    root = Path(atoms.__file__).parents[3]
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"


def test_every_format_is_one_that_ase_reads() -> None:
    from ase.io.formats import ioformats

    assert [name for name in FORMATS if name not in ioformats] == []
    assert [name for name in FORMATS if not ioformats[name].can_read] == []


def test_every_unit_has_a_factor() -> None:
    assert set(factors()) == set(UNITS)
    for names in QUANTITIES.values():
        assert factors()[names[0]] == 1.0
        for name in names:
            assert conversion(name, names[0]) * conversion(names[0], name) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("from_unit", "to_unit", "factor"),
    [  # CODATA 2014, as in ase.units
        ("Hartree", "eV", 27.21138602),
        ("Rydberg", "eV", 13.605693009),
        ("Bohr", "Å", 0.52917721067),
        ("kcal/mol", "eV", 4.184 / 96.48533289),
        ("kJ/mol", "kcal/mol", 1 / 4.184),
        ("Hartree/Bohr", "eV/Å", 51.42206707),
        ("eV/Å³", "GPa", 160.21766208),
        ("GPa", "kbar", 10.0),
        ("Debye", "e·Å", 0.20819434),
        ("J", "eV", 6.241509126e18),
        ("Hartree/Å", "eV/Å", 27.21138602),
        ("Hartree/A", "Hartree/Å", 1.0),
        ("meV/A", "eV/Å", 1e-3),
        ("cm-1", "meV", 0.1239841974),
        ("K", "meV", 0.08617330),
        ("eV", "cm-1", 8065.544005),
        ("A", "Å", 1.0),
        ("nN", "eV/Å", 0.6241509126),
        ("atm", "bar", 1.01325),
        ("eV/A^3", "GPa", 160.21766208),
        ("C·m", "Debye", 2.99792458e29),
        ("e*A", "e·Å", 1.0),
        ("m", "nm", 1e9),
    ],
)
def test_factors_are_those_of_the_tables(from_unit: str, to_unit: str, factor: float) -> None:
    assert conversion(from_unit, to_unit) == pytest.approx(factor, rel=1e-7)
