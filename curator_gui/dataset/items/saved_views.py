"""Filters that a person gave a name, kept beside the decisions in `views.json`."""

from __future__ import annotations

import json
from pathlib import Path

from curator_gui.core.errors import CuratorError
from curator_gui.core.storage.files import atomic_write_text

FILE_NAME = "views.json"


class ViewsError(CuratorError):
    """Saved views that cannot be read or written; the message names the file."""


def read_views(path: Path) -> dict[str, str]:
    """Return the saved filters by name; none where there is no file.

    Raises
    ------
    ViewsError
        If the file is damaged; it is not touched.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ViewsError("{path} cannot be read: {error}", path=path, error=error) from error
    if not isinstance(found, dict) or not all(isinstance(v, str) for v in found.values()):
        raise ViewsError("{path} does not hold saved views", path=path)
    return found


def write_views(path: Path, views: dict[str, str]) -> None:
    """Write all saved filters.

    Raises
    ------
    ViewsError
        If the file cannot be written.
    """
    try:
        atomic_write_text(path, json.dumps(views, indent=1, ensure_ascii=False) + "\n")
    except OSError as error:
        raise ViewsError("{path} cannot be written: {error}", path=path, error=error) from error
