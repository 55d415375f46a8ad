"""Filters that look at all items before or while they work: fitted, splitting, stateful ones."""
