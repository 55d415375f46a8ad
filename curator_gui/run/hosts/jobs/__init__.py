"""Workers as jobs of Slurm, PBS, LSF or SGE."""
