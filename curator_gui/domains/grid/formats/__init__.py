"""How gridded fields stand in files."""
