"""How structures stand in files."""
