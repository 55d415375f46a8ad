"""Curator: turn folders of simulation results into data sets for machine learning."""

__version__ = "0.1.0"
