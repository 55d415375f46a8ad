"""The real window speaks German everywhere: what it shows is compared with the source's texts."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyqtgraph import PlotWidget
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QMessageBox,
    QWidget,
)

from curator_gui.app.language.translators import translation_folder
from curator_gui.ui.dataset.pages.card_form import CardForm
from curator_gui.ui.dataset.sink_choice import SinkChoice
from curator_gui.ui.dataset.view import DatasetView
from curator_gui.ui.forms.context import FormContext
from curator_gui.ui.forms.editors import CalmComboBox, ChoicesEditor
from curator_gui.ui.forms.param_form import ParamForm
from curator_gui.ui.log.view import LogView
from curator_gui.ui.shell.main_window import MainWindow
from tests.ui.language.seen_texts import seen_texts

pytestmark = [pytest.mark.fault, pytest.mark.usefixtures("workers", "german")]
RUN_MS = 90_000


class EnglishTexts:
    """Tells whether a text is one of the source's that German says differently."""

    def __init__(self) -> None:
        self._fixed: set[str] = set()
        places: set[str] = set()
        tree = ET.parse(translation_folder() / "curator_de.ts")
        for message in tree.getroot().iter("message"):
            source = message.findtext("source") or ""
            forms = [form.text for form in message.iter("numerusform")]
            if source in (forms or [message.findtext("translation")]):
                continue
            for line in source.replace("&", "").split("\n"):
                (places if "{" in line else self._fixed).add(line.strip())
        self._patterns = [_pattern(text) for text in places if text[0].isalpha()]

    def knows(self, text: str) -> bool:
        """Whether a text, with or without values in it, is English."""
        by_template = any(pattern.fullmatch(text) for pattern in self._patterns)
        return by_template or text in self._fixed or text.rstrip(".:") in self._fixed


def _pattern(template: str) -> re.Pattern[str]:
    """Match what a template becomes with any values."""
    parts = re.split(r"\{\w+\}", template)
    return re.compile(".+?".join(re.escape(part) for part in parts), re.DOTALL)


@pytest.fixture(scope="module")
def english() -> EnglishTexts:
    return EnglishTexts()


def english_in(top: QWidget, english: EnglishTexts) -> list[str]:
    """List the texts of a window that are still English."""
    log = [view.table for view in top.findChildren(LogView)]
    never_shown = [plot.getPlotItem().ctrlMenu for plot in top.findChildren(PlotWidget)]
    editors = (CalmComboBox, ChoicesEditor, SinkChoice)
    values = [each for kind in editors for each in top.findChildren(kind)]  # of the document
    found = seen_texts(top, but=[*log, *never_shown, *values])
    names = column_names(top) | told(top)
    texts = {(place, text) for place, text in found if text not in names}
    return sorted({f"{place}: {text}" for place, text in texts if english.knows(text)})


def column_names(top: QWidget) -> set[str]:
    """Name what stands in the columns of a data set: they are as in its files and in filters."""
    shown = [view.data.items for view in top.findChildren(DatasetView) if view.data.items]
    return {column.name for items in shown for column in items.columns.values()}


def told(top: QWidget) -> set[str]:
    """Name what the document says of a data set in the place of what nobody has written yet."""
    return {
        text
        for form in top.findChildren(CardForm)
        for text in (form.title.placeholderText(), form.description.placeholderText())
    }


def run(qtbot: Any, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.bench.checker.report.complete, timeout=RUN_MS)
    with qtbot.waitSignal(window.bench.running.controller.finished, timeout=RUN_MS):
        window.bench.commands["run"].trigger()


def test_every_view_of_a_run_with_a_failure(
    qtbot: Any, make_window: Callable[[], MainWindow], project: Path, english: EnglishTexts
) -> None:
    window = make_window()
    assert not english_in(window, english)  # the welcome page
    assert window.open(project)
    select = window.bench.session.document.filters[0]
    window.bench.edits.set_value(select.id, "cell_fields", ["alpha.water", "U", "p"])
    run(qtbot, window)
    for name in window.bench.view_bar.buttons:
        window.bench.show_view(name)
        qtbot.waitUntil(lambda: window.bench.views.currentWidget().isVisible())
        QApplication.processEvents()
        assert not english_in(window, english), name
    assert (
        window.bench.commands["undo"].text()
        == "&Rückgängig: Zellfelder von „Felder auswählen“ ändern"
    )
    assert window.bench.running.controller.results.rowCount() == 21


def test_the_preview_of_an_index(
    qtbot: Any, make_window: Callable[[], MainWindow], project: Path, english: EnglishTexts
) -> None:
    window = make_window()
    assert window.open(project)
    qtbot.waitUntil(lambda: window.bench.checker.report.complete, timeout=RUN_MS)
    window.bench.previewing.preview_index(3)
    controller = window.bench.previewing.controller
    qtbot.waitUntil(lambda: controller.state.phase == "done", timeout=RUN_MS)
    for step in range(3):
        window.bench.views.currentWidget().steps.setCurrentRow(step)
        QApplication.processEvents()
        assert not english_in(window, english), step
    seen = {text for _, text in seen_texts(window)}
    assert "Nachher: Zelldaten zu Punktdaten" in seen
    assert "Mittel" in seen


def test_what_is_wrong_is_said_in_german(
    qtbot: Any, make_window: Callable[[], MainWindow], project: Path, english: EnglishTexts
) -> None:
    window = make_window()
    assert window.open(project)
    document = window.bench.session.document
    assert document.source is not None
    window.bench.edits.set_value(document.source.id, "folder", str(project.parent / "nothing"))
    window.bench.edits.set_value(document.filters[0].id, "missing", "perhaps")
    window.bench.edits.set_run("indices", "5-2")
    window.bench.edits.set_option("timeout", -1)
    qtbot.waitUntil(lambda: window.bench.checker.report.complete, timeout=RUN_MS)
    for step in document.steps:
        window.bench.session.select(step.id)
        QApplication.processEvents()
        assert not english_in(window, english), step.component
    window.bench.session.select(document.source.id)
    words = [text for _, text in seen_texts(window.bench.build)]
    wanted = f"der Ordner {project.parent / 'nothing'} existiert nicht"
    assert wanted in words
    window.bench.commands["options"].trigger()
    QApplication.processEvents()
    assert not english_in(window, english)


def test_dialogs(qtbot: Any, make_window: Callable[[], MainWindow], english: EnglishTexts) -> None:
    window = make_window()
    for name in ("add_step", "palette", "shortcuts", "about"):
        before = set(window.findChildren(QDialog))
        window.bench.commands[name].trigger()
        QApplication.processEvents()
        opened = [d for d in window.findChildren(QDialog) if d.isVisible()]
        assert opened, name
        for dialog in opened:
            assert not english_in(dialog, english), name
            dialog.close()
        QApplication.processEvents()
        assert before <= set(window.findChildren(QDialog))


def test_every_form_of_the_catalogue(
    qtbot: Any, make_window: Callable[[], MainWindow], english: EnglishTexts
) -> None:
    window = make_window()
    context = FormContext()
    for entry in window.bench.session.registry.select():
        form = ParamForm(entry.params, context)
        qtbot.addWidget(form)
        form.show_values({})
        assert not english_in(form, english), entry.key


def test_qt_speaks_german_too(make_window: Callable[[], MainWindow]) -> None:
    box = QMessageBox(make_window())
    box.setStandardButtons(QMessageBox.StandardButton.Cancel)
    assert box.button(QMessageBox.StandardButton.Cancel).text() == "Abbrechen"
    shown = QKeySequence("Ctrl+Shift+P").toString(QKeySequence.SequenceFormat.NativeText)
    assert shown == "Strg+Umschalt+P"


def test_the_detector_sees_english(english: EnglishTexts) -> None:
    for text in ("Open a pipeline document", "Cell fields", "the folder /x does not exist"):
        assert english.knows(text)
    for text in ("Zellfelder", "dam-break", "/x/y.vtu", "alpha.water, U", "der Ordner /x"):
        assert not english.knows(text)
