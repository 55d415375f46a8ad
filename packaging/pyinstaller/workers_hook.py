"""Runtime hook: do a worker's work before PyInstaller's own hooks import Qt into it."""

from curator_gui.__main__ import divert_helper_process

divert_helper_process()
