"""Filters on gridded fields."""
