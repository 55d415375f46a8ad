"""The data set that a run leaves: its items and their measures, decisions, splits, card and loader.

Knows no Qt, and nothing of how a run is executed: of `run` it reads records only.
"""
