"""Stores that anemoi-datasets opens: their items, how they are made, and how they grow."""
