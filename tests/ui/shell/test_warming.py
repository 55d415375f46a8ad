"""What slow views need is loaded beside the window, and makes no Qt object in that thread."""

from __future__ import annotations

import subprocess
import sys

from curator_gui.ui.shell.starting.warming import MODULES

SCRIPT = """
import sys, threading
from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QApplication
said = []
qInstallMessageHandler(lambda kind, context, words: said.append(words))
app = QApplication([])
from curator_gui.ui.shell.starting.warming import load_in_background
thread = load_in_background()
while thread.is_alive():
    app.processEvents()
import pyqtgraph
pyqtgraph.PlotWidget().show()
app.processEvents()
print(sorted(set(sys.argv[1:]) - set(sys.modules)), [w for w in said if "thread" in w.lower()])
"""


def test_modules_are_loaded_beside_a_window_that_goes_on() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *MODULES], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[0] == "[] []"
    assert "Traceback" not in done.stderr
