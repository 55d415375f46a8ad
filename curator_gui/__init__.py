"""Curator: turn folders of simulation results into data sets for machine learning."""

from curator_gui import moved

__version__ = "0.1.0"

moved.install()
