"""`curator-gui components add|remove physicsnemo-curator`: its own classes in Curator, or not."""

from __future__ import annotations

from curator_gui.cli.loading import filled_registry
from curator_gui.cli.printing import say
from curator_gui.cli.problems import EXIT_BROKEN, EXIT_DONE
from curator_gui.core.storage.folders import component_folder
from curator_gui.domains import physicsnemo


def change_add_on(*, add: bool) -> int:
    """Write or remove the add-on's file, and say what there is now.

    Raises
    ------
    CuratorError
        If the package is not installed, or the file cannot be written or removed.
    """
    folder = component_folder()
    if add:
        return _added(str(physicsnemo.switch_on(folder)))
    path = folder / physicsnemo.FILE
    done = physicsnemo.switch_off(folder)
    say(f"removed {path}" if done else f"{path}: was not there; nothing is changed")
    return EXIT_DONE


def _added(path: str) -> int:
    registry = filled_registry()
    count = len(registry.select(domain=physicsnemo.DOMAIN.key))
    say(f"wrote {path}: {count} classes of physicsnemo-curator are components now")
    return EXIT_DONE if count else EXIT_BROKEN
