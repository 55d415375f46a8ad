"""Filters on fields and global data."""
