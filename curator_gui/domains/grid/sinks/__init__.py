"""Sinks: files and stores of gridded fields."""
