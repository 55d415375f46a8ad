"""Filters that a person gave a name, kept beside the decisions in `views.json`."""

from __future__ import annotations

import json
from pathlib import Path

from curator_gui.core.errors import CuratorError
from curator_gui.core.storage.files import atomic_write_text
from curator_gui.dataset.items.expression import parse
from curator_gui.dataset.items.file import read_items

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


def items_of_view(folder: Path, name: str) -> list[int]:
    """Return the indices of the items that a saved view of a data set shows.

    Raises
    ------
    CuratorError
        If there is no such view, or its filter does not fit the data set.
    """
    views = read_views(folder / FILE_NAME)
    if name not in views:
        raise ViewsError(
            "there is no saved view {name}; there are {names}",
            name=repr(name),
            names=", ".join(views) or "none",
        )
    items = read_items(folder)
    return [int(index) for index in items.index[parse(views[name]).mask(items)]]


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
