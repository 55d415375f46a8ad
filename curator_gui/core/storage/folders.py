"""The user's own folders; window and command line use the same ones."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

CONFIG_VARIABLE = "CURATOR_CONFIG_DIR"


def config_folder() -> Path:
    """Return the folder of the preferences; `CURATOR_CONFIG_DIR` overrides it."""
    override = os.environ.get(CONFIG_VARIABLE)
    return Path(override) if override else platformdirs.user_config_path("curator")


def component_folder() -> Path:
    """Return the folder whose `.py` files add components."""
    return config_folder() / "components"
