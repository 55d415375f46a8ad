"""The file of field statistics: JSON, the same format for parts and results."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from curator_gui.core.files import atomic_path
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.moments import Moments

FORMAT = "curator-field-statistics"
VERSION = 1

Statistics = dict[str, dict[str, list[Moments]]]
"""Association ("cell", "point") -> field -> one `Moments` per component."""


def merge_into(total: Statistics, more: Statistics) -> None:
    """Merge statistics into `total`, field by field.

    Raises
    ------
    MeshError
        If a field has different numbers of components.
    """
    for association, fields in more.items():
        known = total.setdefault(association, {})
        for name, moments in fields.items():
            known[name] = merged(known[name], moments, name) if name in known else list(moments)


def merged(one: Sequence[Moments], other: Sequence[Moments], name: str) -> list[Moments]:
    """Merge component by component; `name` is the field's, for the error.

    Raises
    ------
    MeshError
        If the numbers of components differ.
    """
    if len(one) != len(other):
        raise MeshError(f"{name} has {len(other)} components here and {len(one)} in other meshes")
    return [a.merged(b) for a, b in zip(one, other, strict=True)]


def write_statistics(statistics: Statistics, path: Path) -> None:
    """Write atomically; not flushed to the disk, because parts are written for every index."""
    data = {
        "format": FORMAT,
        "version": VERSION,
        **{
            association: {name: [m.to_data() for m in moments] for name, moments in fields.items()}
            for association, fields in sorted(statistics.items())
        },
    }
    with atomic_path(path) as part:
        part.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read_statistics(path: Path) -> Statistics:
    """Read what `write_statistics` wrote.

    Raises
    ------
    MeshError
        If the file cannot be read or is something else.
    """
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != FORMAT or data["version"] != VERSION:
            raise ValueError(f"format {data['format']!r}, version {data['version']!r}")
        return {
            association: {
                name: [Moments.from_data(entry) for entry in entries]
                for name, entries in data.get(association, {}).items()
            }
            for association in ("cell", "point")
        }
    except OSError as error:
        raise MeshError(f"{path} cannot be read: {error.strerror or error}") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise MeshError(f"{path} is no file of field statistics: {error}") from error
