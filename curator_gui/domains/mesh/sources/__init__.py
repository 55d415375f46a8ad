"""Sources: where meshes come from."""
