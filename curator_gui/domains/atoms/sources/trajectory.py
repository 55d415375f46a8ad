"""ASE trajectories as a source."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core.remote.damage import damage_words
from curator_gui.domains.atoms.errors import StructureError, os_reason
from curator_gui.domains.atoms.sources.base import (
    Pattern,
    TableSource,
    path_param,
)

if TYPE_CHECKING:
    from ase import Atoms


class TrajectorySource(TableSource):
    """Frames of ASE's binary trajectories, one per index, read directly at their place.

    Units are Å and eV; the results of the calculator come with each frame. Constraints are kept.

    Raises
    ------
    StructureError
        From an index whose frame cannot be read, naming file, frame and reason.
    """

    name = "ASE trajectories"
    description = (
        "Reads each frame of one or many .traj files, as written by ASE's relaxations and "
        "molecular dynamics, as a structure."
    )

    def __init__(
        self,
        path: Annotated[Path, path_param("trajectory in ASE's format", (".traj",))],
        pattern: Pattern = "*.traj",
        **frames: Any,
    ) -> None:
        super().__init__(path, pattern, **frames)

    def frame_ids(self, path: Path) -> Sequence[int]:
        with open_trajectory(path) as trajectory:
            return range(len(trajectory))

    def read_frame(self, path: Path, frame_id: int) -> Atoms:
        with open_trajectory(path) as trajectory:
            try:
                atoms: Atoms = trajectory[frame_id]
            except Exception as error:
                raise StructureError(damage_words(error)) from error
        return atoms


def open_trajectory(path: Path) -> Any:
    """Open a trajectory for reading; a context manager.

    Raises
    ------
    StructureError
        If the file cannot be read or is no trajectory.
    """
    from ase.io.trajectory import TrajectoryReader

    try:
        return TrajectoryReader(str(path))
    except OSError as error:
        reason = os_reason(error) if error.strerror else "is no trajectory of ASE or cut off"
        raise StructureError("cannot be read: {reason}", reason=reason) from error
    except Exception as error:
        raise StructureError(
            "is no trajectory of ASE: {reason}", reason=damage_words(error)
        ) from error
