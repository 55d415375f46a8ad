"""The table of results as files."""
