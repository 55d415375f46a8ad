"""Filters that add, rename, cut or reduce fields in space."""
