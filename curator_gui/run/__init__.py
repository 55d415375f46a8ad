"""Execution, without Qt."""
