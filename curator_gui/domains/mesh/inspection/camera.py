"""From where a mesh is looked at: a home view by its shape, and angles that turn away from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from curator_gui.core.measuring.inspection import FloatArray, View

THIN = 0.2
"""A mesh whose smallest extent is below this part of the middle one is seen along it."""

BULKY_AZIMUTH, BULKY_ELEVATION = 30.0, 25.0
MARGIN = 1.06
HIGHEST = 89.0


@dataclass(frozen=True)
class Home:
    """The view of a mesh that nobody has turned: unit vectors of shape (3,), degrees, lengths.

    `half_width` and `half_height` are what the picture has to cover around `center`, in the
    mesh's unit of length.
    """

    center: FloatArray
    right: FloatArray
    up: FloatArray
    toward: FloatArray
    azimuth: float
    elevation: float
    half_width: float
    half_height: float


def home_view(bounds: FloatArray) -> Home:
    """Choose a view for bounds (3, 2): flat things from the front, others from a corner."""
    half = np.ptp(bounds, axis=1) / 2
    center = bounds.mean(axis=1)
    thin = int(half.argmin())
    if half[thin] < THIN * np.sort(half)[1]:
        axes = np.eye(3)
        up = axes[1] if thin == 2 else axes[2]
        toward = -axes[1] if thin == 1 else axes[thin]
        right = np.cross(up, toward)
        return Home(
            center, right, up, toward, 0.0, 0.0, float(abs(right) @ half), float(abs(up) @ half)
        )
    right, front, up = np.array([1.0, 0, 0]), np.array([0, -1.0, 0]), np.array([0, 0, 1.0])
    reach = 0.9 * float(np.linalg.norm(half))
    return Home(center, right, up, front, BULKY_AZIMUTH, BULKY_ELEVATION, reach, reach)


def axes_of(home: Home, view: View) -> FloatArray:
    """Return the axes (3, 3) of the picture as columns: to the right, up, toward the eye."""
    azimuth = np.radians(home.azimuth + view.azimuth)
    elevation = np.radians(np.clip(home.elevation + view.elevation, -HIGHEST, HIGHEST))
    level = np.cos(azimuth) * home.toward + np.sin(azimuth) * home.right
    toward = np.cos(elevation) * level + np.sin(elevation) * home.up
    right = np.cross(home.up, level)
    return np.stack([right, np.cross(toward, right), toward], axis=1)


def half_height(home: Home, view: View) -> float:
    """Return half the height of what the picture shows, in the mesh's unit of length."""
    needed = max(home.half_height, home.half_width * view.height / view.width)
    return MARGIN * max(needed, 1e-30) / view.zoom
