"""Geometry for training: sampled points, graphs, areas, forces, distances, motions."""
