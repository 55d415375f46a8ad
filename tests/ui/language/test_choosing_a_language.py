"""The language commands of the View menu, and a start in the language that was chosen."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest

from curator_gui.app.language.translators import CHOICES, LANGUAGES, Language
from curator_gui.app.language.words import tr
from curator_gui.ui.common.actions import MENUS, SPECS

pytestmark = pytest.mark.workers

START = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from curator_gui.ui.shell.starting import main
from curator_gui.ui.shell.main_window import MainWindow

def look():
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
    bench = window.bench
    print(bench.commands["open"].text(), bench.view_bar.buttons["results"].text(), sep="|")
    window.close()

app = main.make_application()
QTimer.singleShot(0, look)
main.run_window(None)
"""


def test_another_language_is_for_the_next_start(make_window):
    window = make_window()
    actions = {name: window.bench.commands[f"language_{name}"] for name in CHOICES}
    assert [name for name, action in actions.items() if action.isChecked()] == ["system"]
    actions["de"].trigger()
    assert window.bench.settings.preferences.language == "de"
    assert [name for name, action in actions.items() if action.isChecked()] == ["de"]
    notices = [notice.text for notice in window.bench.notices.notices]
    assert notices == ["The language changes when Curator is started again."]
    actions["de"].trigger()
    assert len(window.bench.notices.notices) == 1


@pytest.mark.parametrize("name", LANGUAGES)
def test_each_menu_key_opens_one_thing(qapp, name):
    language = Language(name, qapp)
    menus = [[tr(title) for title in MENUS]]
    menus += [[tr(spec.text) for spec in SPECS if spec.menu == title] for title in MENUS]
    language.remove()
    for texts in menus:
        keys = [found[1].lower() for text in texts if (found := re.search(r"&(\w)", text))]
        assert len(keys) == len(texts)
        assert len(set(keys)) == len(keys), texts


def started_with(tmp_path, **environment: str) -> str:
    settings = tmp_path / "config" / "curator"
    settings.mkdir(parents=True)
    language = environment.pop("preference", "system")
    (settings / "preferences.json").write_text(json.dumps({"language": language}))
    done = subprocess.run(
        [sys.executable, "-c", START],
        env={**os.environ, **environment, "XDG_CONFIG_HOME": str(tmp_path / "config")},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout.strip()


def test_a_start_follows_the_preference(tmp_path):
    assert started_with(tmp_path, preference="de") == "Ö&ffnen...|Ergebnisse"


def test_a_start_follows_the_desktop(tmp_path):
    assert started_with(tmp_path, LANGUAGE="de", LANG="de_DE.UTF-8") == "Ö&ffnen...|Ergebnisse"


def test_the_preference_wins_over_the_desktop(tmp_path):
    assert started_with(tmp_path, preference="en", LANGUAGE="de") == "&Open...|Results"
