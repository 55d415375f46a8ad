from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.workers

CODE = """
import gc, sys
from curator_gui.app.settings.responsiveness import SWITCH_SECONDS, favour_window
favour_window()
assert abs(sys.getswitchinterval() - SWITCH_SECONDS) < 1e-6, sys.getswitchinterval()
assert gc.get_freeze_count() > 1000, gc.get_freeze_count()
assert gc.isenabled()
"""


def test_a_process_with_a_window_hands_over_sooner_and_spares_old_objects():
    subprocess.run([sys.executable, "-c", CODE], check=True, timeout=60)
