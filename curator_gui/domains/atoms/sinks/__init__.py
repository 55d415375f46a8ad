"""Sinks: files and stores of structures."""
