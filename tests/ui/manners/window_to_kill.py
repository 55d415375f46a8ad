"""A window in a process of its own that opens a document and runs it: `DOCUMENT SETTINGS`."""

from __future__ import annotations

import sys
from pathlib import Path

from curator_gui.app.settings.preferences import Settings
from curator_gui.core.registration.registry import Registry
from curator_gui.ui.shell.main_window import MainWindow
from curator_gui.ui.shell.starting.main import make_application
from tests.ui.troubled import add_components


def main(document: Path, settings: Path) -> int:
    """Run the document; returns when the window is closed."""
    app = make_application()
    window = MainWindow(add_components(Registry()), Settings(settings))
    window.show()
    window.open(document)
    window.bench.commands["run"].trigger()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
