"""Stores of fields as they are written: their layout, closing, and format 2."""
