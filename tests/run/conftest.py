"""Engine tests; those with real worker processes stand in `live`, which keeps workers warm."""
