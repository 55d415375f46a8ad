"""Filters on energies, forces and other properties."""
