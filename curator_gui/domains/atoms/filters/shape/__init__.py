"""Filters on atoms and cells."""
