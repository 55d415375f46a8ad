"""Sinks: files and stores of meshes."""
