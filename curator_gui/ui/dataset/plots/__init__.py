"""Plots of a data set: each draws all items and marks the chosen ones."""
