"""The preferences in the real window: each change counts at once, and for what it says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices

from curator_gui.app.settings.new_runs import NEW_RUN, new_run, problems
from curator_gui.app.settings.preferences import Preferences, Settings
from curator_gui.core.document import RunOptions
from curator_gui.core.document_code.reading import Code
from curator_gui.core.document_code.trust import is_trusted, keep_trust, trusted_file
from curator_gui.core.storage.places import places
from curator_gui.ui.common import theme
from curator_gui.ui.shell.preferences import PreferencesDialog


@pytest.fixture
def window(make_window):
    return make_window()


@pytest.fixture
def dialog(qtbot, window):
    window.bench.commands["preferences"].trigger()
    found = window.findChild(PreferencesDialog)
    qtbot.waitExposed(found)
    return found


def test_one_dialog_opens_however_often_it_is_asked_for(qtbot, window, dialog):
    window.bench.commands["preferences"].trigger()
    assert window.findChildren(PreferencesDialog) == [dialog]
    assert window.bench.commands["preferences"].shortcut().toString() == "Ctrl+,"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(PreferencesDialog))


def test_colors_change_at_once_and_follow_the_command(window, dialog):
    before = theme.current().name
    dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))
    dialog.theme.activated.emit(dialog.theme.currentIndex())
    assert theme.current().name == "dark" != before
    assert window.bench.commands["theme_dark"].isChecked()
    window.bench.commands["theme_light"].trigger()
    assert dialog.theme.currentData() == "light"


def test_a_language_is_kept_and_a_notice_says_when_it_counts(window, dialog):
    dialog.language.setCurrentIndex(dialog.language.findData("de"))
    dialog.language.activated.emit(dialog.language.currentIndex())
    assert window.bench.settings.preferences.language == "de"
    assert any("started again" in notice.text for notice in window.bench.notices.notices)


def test_run_options_of_new_documents_are_kept_and_used(window, dialog):
    session = window.bench.session
    row = dialog.new_run.rows["n_jobs"]
    row.changed.emit("n_jobs", 3)
    dialog.new_run.rows["measure"].changed.emit("measure", "off")
    assert (session.document.run.n_jobs, session.document.run.options["measure"]) == (3, "off")
    assert session.empty  # nobody has begun this one
    assert new_run(Settings(window.bench.settings.path).preferences) == session.document.run
    row.reset.emit("n_jobs")
    assert session.document.run.n_jobs == RunOptions().n_jobs
    assert session.document.run.options["measure"] == "off"


def test_a_document_that_somebody_has_begun_keeps_its_options(window, dialog):
    bench = window.bench
    bench.add_component(bench.session.registry.select("source")[0])
    dialog.new_run.rows["n_jobs"].changed.emit("n_jobs", 2)
    assert bench.session.document.run.n_jobs == -1
    bench.session.undo_stack.setClean()
    bench.session.new()
    assert bench.session.document.run.n_jobs == 2


def test_options_that_do_not_fit_are_left_out_and_named():
    preferences = Preferences(new_run={"n_jobs": "many", "measure": "basic", "colour": 1})
    run = new_run(preferences)
    assert run == RunOptions().with_option("measure", "basic")
    said = " ".join(problems(preferences))
    assert "n_jobs" in said
    assert "colour" in said
    assert "measure" not in said


def test_every_preferred_option_reaches_the_document():
    values = {"n_jobs": 2, "on_error": "stop", "timeout": 9.0, "max_attempts": 5, "measure": "full"}
    assert values.keys() == {param.name for param in NEW_RUN}
    run = new_run(Preferences(new_run=values))
    assert (run.n_jobs, run.on_error) == (2, "stop")
    assert {name: run.options[name] for name in ("timeout", "max_attempts", "measure")} == {
        name: values[name] for name in ("timeout", "max_attempts", "measure")
    }


def test_the_time_limit_of_previews_is_kept(window, dialog):
    dialog.preview.rows["preview_timeout"].changed.emit("preview_timeout", 7)
    assert window.bench.settings.preferences.preview_timeout == 7
    assert window.bench.previewing.controller.timeout == 7
    dialog.preview.rows["preview_timeout"].reset.emit("preview_timeout")
    assert window.bench.settings.preferences == Preferences()


def test_the_place_of_newer_versions_is_kept(qtbot, window, dialog):
    dialog.updates.setText(" /srv/installers ")
    dialog.updates.editingFinished.emit()
    assert window.bench.settings.preferences.updates_from == "/srv/installers"
    assert dialog.updates.text() == "/srv/installers"


def test_every_folder_is_named_and_opens(window, dialog, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    assert list(dialog.folders) == [place.name for place in places()]
    dialog.folders["temporary files"].click()
    assert [url.isLocalFile() for url in opened] == [True]


def test_the_tour_starts_again(qtbot, window, dialog):
    started = []
    window.bench.commands["tour"].triggered.connect(lambda: started.append(True))
    dialog.tour.click()
    assert started == [True]
    assert not dialog.isVisible()


def test_f1_opens_its_page_in_the_dialog(qtbot, window, dialog):
    dialog.activateWindow()
    dialog.theme.setFocus()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog.theme, Qt.Key.Key_F1)
    shown = window.bench.manual.shown
    assert shown is not None
    assert "Preferences" in shown.windowTitle() + shown.page.toPlainText()
    shown.close()


def test_nothing_of_it_stands_in_a_menu_as_well(window):
    texts = [a.objectName() for m in window.menuBar().actions() for a in m.menu().actions()]
    assert not [name for name in texts if name.startswith(("theme_", "language_"))]
    assert "preferences" in texts


def test_what_was_agreed_to_is_listed_and_can_be_withdrawn(qtbot, window, dialog, tmp_path):
    listed = dialog.agreements
    assert listed.empty.isVisible()
    assert "not agreed to any code yet" in listed.empty.text()
    codes = [Code(tmp_path / f"{name}.py", ((name, "x = 1\n"),)) for name in ("one", "two")]
    for code in codes:
        keep_trust(code)
    window.bench.commands["preferences"].trigger()
    assert not listed.empty.isVisible()
    assert list(listed.buttons) == [code.digest for code in reversed(codes)]
    button = listed.buttons[codes[0].digest]
    assert button.accessibleName() == f"Agree no longer to {codes[0].path}"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not is_trusted(codes[0])
    assert is_trusted(codes[1])
    assert list(listed.buttons) == [codes[1].digest]

    trusted_file().write_text("{")
    qtbot.mouseClick(listed.buttons[codes[1].digest], Qt.MouseButton.LeftButton)
    assert "trusted-code.json cannot be used: it is damaged" in listed.problem.text()
    assert listed.problem.isVisible()
    assert trusted_file().read_text() == "{"
