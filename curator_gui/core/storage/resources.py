"""Find the files of `resources/` from a checkout or an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from curator_gui.core.message import Message


@cache
def resource_root() -> Path:
    """Return the folder that holds icons, samples and translations.

    Raises
    ------
    FileNotFoundError
        If the installation is incomplete.
    """
    package = Path(__file__).resolve().parents[2]
    candidates = [package / "_resources", package.parent / "resources"]
    for folder in candidates:
        if (folder / "samples").is_dir():
            return folder
    raise FileNotFoundError(
        Message("Curator's resources are missing; looked in {candidates}", candidates=candidates)
    )


def resource_path(*parts: str) -> Path:
    """Return the path of one resource, for example `resource_path("icons", "play.svg")`."""
    return resource_root().joinpath(*parts)
