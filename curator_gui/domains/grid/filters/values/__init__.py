"""Filters on the values of variables."""
