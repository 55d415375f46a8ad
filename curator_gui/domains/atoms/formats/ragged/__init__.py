"""Rows of structures of different sizes, concatenated in arrays."""
