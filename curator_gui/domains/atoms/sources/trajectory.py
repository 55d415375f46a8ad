"""ASE trajectories as a source."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from curator_gui.core.param import Param
from curator_gui.domains.atoms.errors import StructureError, os_reason
from curator_gui.domains.atoms.sources.base import (
    FrameCount,
    FramesSource,
    frames_param,
    key_params,
    path_params,
)

if TYPE_CHECKING:
    from ase import Atoms


class TrajectorySource(FramesSource):
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

    @classmethod
    def params(cls) -> list[Param]:
        """Describe files, frames and names of energy, forces and stress."""
        files = path_params("*.traj", "trajectory in ASE's format", (".traj",))
        return [*files, frames_param(), *key_params()]

    def __init__(
        self,
        path: Path,
        pattern: str = "*.traj",
        recursive: bool = False,
        frames: str = "all",
        energy_key: str | None = None,
        forces_key: str | None = None,
        stress_key: str | None = None,
    ) -> None:
        keys = {"energy": energy_key, "forces": forces_key, "stress": stress_key}
        super().__init__(path, pattern, recursive, frames, keys)

    def _open_table(self, path: str) -> FrameCount:
        try:
            with open_trajectory(path) as trajectory:
                count = len(trajectory)
        except StructureError as error:  # costs one index, which says so
            return FrameCount(damage=str(error))
        return FrameCount(count) if count else FrameCount(damage="has no frames")

    def _read(self, path: str, table: FrameCount, frame: int) -> Atoms:
        if table.damage:
            raise StructureError(table.damage)
        with open_trajectory(path) as trajectory:
            try:
                atoms: Atoms = trajectory[frame]
            except Exception as error:
                raise StructureError(f"is damaged: {type(error).__name__}: {error}") from error
        return atoms


def open_trajectory(path: str) -> Any:
    """Open a trajectory for reading; a context manager.

    Raises
    ------
    StructureError
        If the file cannot be read or is no trajectory.
    """
    from ase.io.trajectory import TrajectoryReader

    try:
        return TrajectoryReader(path)
    except OSError as error:
        reason = os_reason(error) if error.strerror else "is no trajectory of ASE or cut off"
        raise StructureError(f"cannot be read: {reason}") from error
    except Exception as error:
        raise StructureError(f"is no trajectory of ASE: {type(error).__name__}") from error
