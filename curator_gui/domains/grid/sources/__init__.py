"""Sources: where gridded fields come from."""
