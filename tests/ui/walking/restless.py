"""Somebody who scrubs, drops data, retries after edits, and changes documents during a run."""

from __future__ import annotations

import time

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from curator_gui.ui.shell.main_window import MainWindow
from tests.ui.walking.person import TEXTS, Doing, RandomPerson, Surroundings, drop


class RestlessPerson(RandomPerson):
    """Does what every random person does, and what belongs to films and changing documents."""

    def __init__(self, window: MainWindow, seed: int, around: Surroundings) -> None:
        super().__init__(window, seed, around)
        self.doings += [
            Doing(1, self.drop_data), Doing(3, self.scrub), Doing(1, self.play),
            Doing(2, self.retry_after_an_edit), Doing(3, self.change_during_a_run),
        ]  # fmt: skip

    def drop_data(self) -> str:
        """Drop a folder on the window, and mostly take a reader that is offered."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(self.random.choice(self.around.folders)))])
        drop(self.window, mime, self._point(self.window))
        giving = self.window.bench.giving
        until = time.monotonic() + 1
        while giving.busy and time.monotonic() < until:
            QApplication.processEvents()
        if self.random.random() < 0.7:
            QTest.keyClick(QApplication.focusWidget() or self.window, Qt.Key.Key_Return)
        return "drop data"

    def scrub(self) -> str:
        """Move the slider of the preview here and there, faster than items can be read."""
        self.window.bench.choose_view("preview")
        view = self.window.bench.previewing.view
        assert view is not None
        places = [self.random.randint(0, view.header.slider.maximum()) for _ in range(6)]
        for place in places:
            view.header.slider.setValue(place)
            if self.random.random() < 0.5:
                QApplication.processEvents()
        slider = view.header.slider  # which may have become shorter meanwhile
        assert slider.value() == min(view.position, slider.maximum()), "slider and number are one"
        assert slider.value() == places[-1] or slider.maximum() < max(places)
        return f"scrub through {places}"

    def play(self) -> str:
        """Play the film, stop it, or step through it."""
        view = self.window.bench.previewing.view
        if view is None or not view.isVisible():
            return "no film"
        button = self.random.choice(view.film.buttons)
        words = button.toolTip()
        button.click()
        return words

    def edit(self) -> str:
        """Change something in a step, or of the steps."""
        bench = self.window.bench
        if not bench.session.document.filters:
            return "nothing to edit"
        step = self.random.choice(bench.session.document.filters)
        entry = bench.session.registry.find(step.component)
        if entry is not None and entry.params and self.random.random() < 0.5:
            param = self.random.choice(entry.params)
            bench.edits.set_value(step.id, param.name, self.random.choice(TEXTS))
            return f"set {param.name} of {step.component}"
        bench.session.select(step.id)
        bench.commands["toggle_step"].trigger()
        return f"switch {step.component} on or off"

    def retry_after_an_edit(self) -> str:
        """Mend or break a step, then run again what has failed."""
        if self.window.bench.running.active:
            return "a run is under way"
        self.window.bench.show_view("results")
        results = self.window.bench.running.results
        assert results is not None
        if not results.retry_button.isVisible():
            return "nothing has failed"
        edited = self.edit()
        results.retry_button.click()
        QApplication.processEvents()
        return f"{edited}, then retry what failed"

    def change_during_a_run(self) -> str:
        """While a run goes on: edit, undo, or open something else."""
        if not self.window.bench.running.active:
            return "no run"
        if self.random.random() < 0.5:
            return f"during a run: {self.edit()}"
        name = self.random.choice(["undo", "redo", "new", "open", "save_as"])
        self.window.bench.commands[name].trigger()
        return f"during a run: {name}"
