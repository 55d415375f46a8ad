"""How meshes stand in files."""
