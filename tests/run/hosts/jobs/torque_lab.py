"""Torque's commands (qsub, qstat, qdel) before a real Slurm: as near to a PBS as Debian comes.

Debian's package conflicts with Grid Engine's commands; where these are installed, unpack it
(`dpkg -x slurm-wlm-torque_*.deb FOLDER`) and name its folder of programs in CURATOR_TORQUE.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tests.run.hosts.jobs import slurm_lab
from tests.run.hosts.jobs.slurm_lab import SlurmLab

PACKAGES = "slurm-wlm-torque libslurm-perl libslurmdb-perl"
COMMANDS = ("qsub", "qstat", "qdel")
OF_SLURM = ("sbatch", "scancel", "salloc", "srun")


def why_not() -> str:
    """Say what is missing; "" if nothing is."""
    place = Path(os.environ.get("CURATOR_TORQUE", "/usr/bin"))
    for name in COMMANDS:
        path = place / name
        if not path.exists() or b"Slurm" not in path.read_bytes():
            return f"no {name} of Torque before Slurm: apt-get install {PACKAGES}"
    return slurm_lab.why_not()


class TorqueLab(SlurmLab):
    """A Slurm that is asked by Torque's commands; these look for Slurm's own beside them."""

    def begin(self) -> None:
        self._lay_out()
        super().begin()

    def _lay_out(self) -> None:
        place = self.folder / "torque"
        place.mkdir()
        for name in COMMANDS:
            shutil.copy(Path(os.environ.get("CURATOR_TORQUE", "/usr/bin")) / name, place)
        for name in OF_SLURM:
            (place / name).symlink_to(shutil.which(name) or name)
        self.environment["PATH"] = f"{place}:{self.environment['PATH']}"
