"""Sources: where structures come from."""
