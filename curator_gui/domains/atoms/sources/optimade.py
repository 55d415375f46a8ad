"""The source for answers of OPTIMADE databases.

Format: https://specs.optimade.org (structures, version 1), as a response in JSON or as JSON lines.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.atoms.errors import StructureError, os_reason
from curator_gui.domains.atoms.sources.base import Pattern, TableSource, path_param

if TYPE_CHECKING:
    from ase import Atoms

_KEPT = (str, int, float, bool)
_GEOMETRY = (
    "lattice_vectors", "cartesian_site_positions", "species", "species_at_sites",
    "dimension_types", "nperiodic_dimensions", "nsites", "nelements", "structure_features",
)  # fmt: skip


class OptimadeSource(TableSource):
    """The structures of saved OPTIMADE answers (`.json`, `.jsonl`), one per index.

    Positions and cell are in Å. The identifier becomes the property `optimade_id`; attributes that
    are numbers, texts or true and false come as properties under their own names, units as the
    provider has them.

    Raises
    ------
    StructureError
        From an index whose structure is incomplete, or has a site that is a mixture or a vacancy.
    """

    name = "OPTIMADE answers"
    description = (
        "Reads the structures of saved answers of OPTIMADE databases (JSON or JSON lines), one "
        "per index."
    )
    version = "1"

    def __init__(
        self,
        path: Annotated[Path, path_param("saved OPTIMADE answer", (".json", ".jsonl"))],
        pattern: Pattern = "*.json, *.jsonl",
        **frames: Any,
    ) -> None:
        super().__init__(path, pattern, **frames)
        self._last: tuple[Any, list[Mapping[str, Any]]] | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_last": None}

    def frame_ids(self, path: Path) -> range:
        return range(len(self._entries(path)))

    def read_frame(self, path: Path, frame_id: int) -> Atoms:
        entries = self._entries(path)
        if frame_id >= len(entries):
            raise StructureError("has no entry {frame_id} any more", frame_id=frame_id)
        return structure_of(entries[frame_id])

    def _entries(self, path: Path) -> list[Mapping[str, Any]]:
        """Return the structures of a file; that of the last one is kept for the next index."""
        try:
            state = path.stat()
            identity = (path, state.st_mtime_ns, state.st_size)
            if self._last is None or self._last[0] != identity:
                self._last = identity, list(_parsed(path.read_text(encoding="utf-8-sig")))
        except OSError as error:
            raise StructureError(
                "cannot be read: {os_reason}", os_reason=os_reason(error)
            ) from error
        except (ValueError, RecursionError) as error:
            raise StructureError("is no answer of OPTIMADE: {error}", error=error) from error
        return self._last[1]


def _parsed(text: str) -> Iterator[Mapping[str, Any]]:
    """Yield the entries of type structures of an answer, or of lines."""
    try:
        documents = [json.loads(text)]
    except ValueError:
        documents = [json.loads(line) for line in text.splitlines() if line.strip()]
    for document in documents:
        if not isinstance(document, dict):
            raise ValueError(Message("it holds no object"))  # noqa: TRY004 - of the text
        _refuse_errors(document)
        data = document.get("data", document)
        for entry in data if isinstance(data, list) else [data]:
            if isinstance(entry, dict) and entry.get("type") == "structures":
                yield entry


def _refuse_errors(document: Mapping[str, Any]) -> None:
    """Insist that an answer is none of errors, which a database gives in place of structures."""
    errors = document.get("errors")
    if not errors:
        return
    said = errors if isinstance(errors, list) else [errors]
    words = listed_names((_error_words(error)[:500] for error in said), 3, "; ")
    raise ValueError(Message("the database answered with an error: {words}", words=words))


def _error_words(error: Any) -> str:
    """Return what an error object says (JSON:API: status, title, detail)."""
    if not isinstance(error, Mapping):
        return str(error)
    said = [str(error[key]) for key in ("status", "title", "detail") if error.get(key)]
    return " - ".join(said) or str(dict(error))


class _Species(msgspec.Struct):
    name: str
    chemical_symbols: list[str]
    concentration: list[float] | None = None
    attached: list[str] | None = None

    @property
    def element(self) -> str | None:
        """The element, if the site is one whole atom."""
        from ase.data import atomic_numbers

        whole = self.concentration is None or (
            len(self.concentration) == 1 and abs(self.concentration[0] - 1.0) < 1e-6
        )
        single = len(self.chemical_symbols) == 1 and atomic_numbers.get(self.chemical_symbols[0])
        return self.chemical_symbols[0] if whole and single else None


class _Attributes(msgspec.Struct):
    """What the specification asks of a structure; other attributes are as they come."""

    cartesian_site_positions: list[tuple[float, float, float]]
    species_at_sites: list[str]
    species: list[_Species]
    dimension_types: tuple[int, int, int] = (0, 0, 0)
    lattice_vectors: list[tuple[float | None, float | None, float | None]] | None = None


def structure_of(entry: Mapping[str, Any]) -> Atoms:
    """Make a structure of an entry.

    Raises
    ------
    StructureError
        If it lacks what a structure has, or a site is no single atom.
    """
    import numpy as np
    from ase import Atoms

    given: Any = entry.get("attributes")
    try:
        found = msgspec.convert(given, _Attributes)
    except msgspec.ValidationError as error:
        raise StructureError("is no structure of OPTIMADE: {error}", error=error) from error
    symbols = _symbols(found)
    if len(symbols) != len(found.cartesian_site_positions):
        raise StructureError(
            "there are {sites} sites, but {positions} positions",
            sites=len(symbols),
            positions=len(found.cartesian_site_positions),
        )
    periodic = np.asarray(found.dimension_types, bool)
    positions = np.reshape(found.cartesian_site_positions, (-1, 3))
    atoms = Atoms(symbols, positions=positions, cell=_cell(found, periodic), pbc=periodic)
    atoms.info["optimade_id"] = str(entry.get("id", ""))
    kept = {k: v for k, v in given.items() if k not in _GEOMETRY and isinstance(v, _KEPT)}
    atoms.info.update(kept)
    return atoms


def _cell(found: _Attributes, periodic: Any) -> Any:
    """Return the lattice vectors (3, 3); those of directions that do not repeat may be null."""
    import numpy as np

    rows = [[0.0 if n is None else n for n in row] for row in found.lattice_vectors or ()]
    cell = np.array(rows or np.zeros((3, 3)), np.float64)
    if cell.shape != (3, 3) or not cell[periodic].any(axis=1).all():
        raise StructureError("lattice_vectors are missing or not three")
    return cell


def _symbols(found: _Attributes) -> list[str]:
    """Return the element of each site."""
    known = {each.name: each.element for each in found.species}
    symbols = [known.get(name) or "" for name in found.species_at_sites]
    if "" in symbols:
        raise StructureError(
            "site {name} is a mixture, a vacancy or unknown, no single atom",
            name=repr(found.species_at_sites[symbols.index("")]),
        )
    if any(each.attached for each in found.species):
        remark(Message("atoms attached to sites without a position are left out"))
    return symbols
