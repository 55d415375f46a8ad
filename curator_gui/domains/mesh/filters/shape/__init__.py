"""Filters on points and cells."""
