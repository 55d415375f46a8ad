"""The supervisor of a run: its slots and workers, what it hands out, watches and decides."""
