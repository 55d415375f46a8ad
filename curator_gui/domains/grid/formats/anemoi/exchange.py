"""Put a new store in the place of an old one, so that readers find one or the other, complete.

The new one is made in a hidden folder beside the old one, without its items. Once it is complete, a
file there says so, and both change their places: on Linux in one step, elsewhere in two renames,
between which there is no store for a moment. Then what the old one has besides is moved into the
new one: the items, and files of others. Killed before, nothing has changed; killed later, whoever
writes to the store next goes on (`complete_exchange`).
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from curator_gui.core.storage.atomic_folders import swapped
from curator_gui.core.storage.files import sync_folder
from curator_gui.core.text.stored_names import beside
from curator_gui.domains.grid.errors import GridError

INDEX = "curator_index"
"""Array that says which index each date is from; its folder has the items."""

PENDING = "pending"
"""File that names the folder of items which wait to be appended; no new store has it."""

TENDENCIES = "statistics_tendencies_"

_ARRAYS = {
    "data", "dates", "latitudes", "longitudes", "mean", "stdev", "minimum", "maximum",
}  # fmt: skip
"""Arrays of a store besides `INDEX` and changes along the time."""

_OF_ARRAY = re.compile(r"\.z|[\d.]+$")
"""Names of files in the folder of an array: its metadata and chunks."""

_COMPLETE = "complete"


def new_place(store: Path) -> Path:
    """Return where a new store is made."""
    return beside(_real(store), ".new")


def refuse_unwritable(store: Path) -> None:
    """Refuse a store beside which none can be made, before its items are.

    Also where something else stands in the place.

    Raises
    ------
    GridError
        Naming the folder.
    """
    folder = new_place(store).parent
    if store.is_dir() and not os.access(folder, os.W_OK | os.X_OK):
        raise GridError(
            "{folder} cannot be written to, but a new store is made there, beside {path}, before "
            "it takes its place",
            folder=folder,
            path=store,
        )
    _refuse_foreign(store)


def _refuse_foreign(store: Path) -> None:
    """Refuse what stands where a new store is made, and was not begun as one."""
    new = new_place(store)
    if not new.is_symlink() and (not new.exists() or _is_begun(new)):
        return
    raise GridError(
        "{new} stands where a new store is made before it takes the place of {path}, and is none: "
        "move it away, or remove it",
        new=new,
        path=store,
    )


def _is_begun(new: Path) -> bool:
    """Whether a folder is empty, or what is left of a new store or of an old one."""
    if not new.is_dir():
        return False
    names = {entry.name for entry in new.iterdir()}
    if not names or INDEX in names:
        return True
    # A store of somebody else has a group, too; of ours any part may be left.
    return all(name.startswith(".z") or _is_array(new / name) for name in names)


def _is_array(folder: Path) -> bool:
    """Whether a folder is an array of a store, or what is left of one."""
    if folder.name not in _ARRAYS and not folder.name.startswith(TENDENCIES):
        return False
    return folder.is_dir() and all(_OF_ARRAY.match(entry.name) for entry in folder.iterdir())


def _old_place(store: Path) -> Path:
    return beside(_real(store), ".old")


def _real(store: Path) -> Path:
    """Return the folder that a link to a store leads to: that is exchanged, not the link."""
    return store.resolve() if store.is_symlink() else store


def _mark(store: Path) -> Path:
    return store / INDEX / _COMPLETE


def is_exchanged(store: Path) -> bool:
    """Whether a store took the place of another one, and has not got all of its items yet."""
    return _mark(store).is_file()


def exchange(store: Path) -> None:
    """Put the store that was made in `new_place` into its place."""
    new = new_place(store)
    if store.is_dir():
        shutil.copymode(store, new)
    _mark(new).touch()
    sync_folder(new)
    complete_exchange(store)


def complete_exchange(store: Path) -> None:
    """Go on with an exchange from where it was left; twice does no harm.

    A new store that is not complete is thrown away.
    """
    new, old, real = new_place(store), _old_place(store), _real(store)
    if is_exchanged(new) and not is_exchanged(real):
        _swap(new, old, real)
    if not is_exchanged(real):
        _refuse_foreign(store)
        shutil.rmtree(new, ignore_errors=True)
        return
    for left in (new, old):
        if left.is_dir():
            _carry(left, real)
            shutil.rmtree(left)
    _mark(real).unlink()


def _swap(new: Path, old: Path, real: Path) -> None:
    if real.exists() and swapped(new, real):
        return
    if real.exists():
        real.replace(old)
    new.replace(real)


def _carry(old: Path, new: Path) -> None:
    """Move what a store of before has besides its arrays and metadata."""
    for entry in sorted(old.iterdir()):
        if entry.name != INDEX and not is_own(entry):
            _move(entry, new / entry.name)
    for entry in sorted((old / INDEX).iterdir()) if (old / INDEX).is_dir() else ():
        if entry.is_dir():
            _move(entry, new / INDEX / entry.name)


def is_own(entry: Path) -> bool:
    """Whether a file or folder of a store is its metadata, or an array."""
    return entry.name in (".zgroup", ".zattrs", ".zmetadata") or (entry / ".zarray").is_file()


def _move(entry: Path, target: Path) -> None:
    if not target.exists():
        entry.replace(target)
