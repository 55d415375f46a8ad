"""Filters on the cells of grids: which there are, and where they lie."""
