"""Filters on meshes."""
