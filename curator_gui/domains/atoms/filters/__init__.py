"""Filters on structures."""
