"""Plots; the only part of the window that imports pyqtgraph."""
