"""The row of presets on the page of run options, and the advice below it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from curator_gui.app.document.edits import Edits
from curator_gui.app.planning.known_costs import KnownCosts
from curator_gui.app.planning.option_advice import Advice, advise
from curator_gui.app.planning.option_presets import PRESETS, preset_of
from curator_gui.core.document import PipelineDocument
from curator_gui.ui.common.text import mark, tr
from curator_gui.ui.common.widgets import HALF, SPACE, IconLabel, clear_layout, label

LABEL_WIDTH = 120
CHOICE_WIDTH = 140
CUSTOM_WORDS = mark(
    "Options of your own; a preset replaces workers, threads, priority and batches."
)


class PresetBar(QWidget):
    """Chooses a preset; says which one the options are, or that they are of one's own.

    Signals
    -------
    chosen(str)
        The person wants the preset of this name.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.choice = QComboBox()
        self.choice.setAccessibleName(tr("Preset"))
        for preset in PRESETS:
            self.choice.addItem(tr(preset.title), preset.name)
            row = self.choice.count() - 1
            self.choice.setItemData(row, tr(preset.words), Qt.ItemDataRole.ToolTipRole)
        self.choice.setMinimumWidth(CHOICE_WIDTH)
        self.choice.activated.connect(self._chosen)
        self.words = label("", "muted", wrap=True)
        title = label(tr("Preset"))
        title.setFixedWidth(LABEL_WIDTH)
        title.setBuddy(self.choice)
        row_layout = QHBoxLayout(self)
        row_layout.setContentsMargins(0, 0, 0, 0)
        row_layout.setSpacing(SPACE)
        row_layout.addWidget(title)
        row_layout.addWidget(self.choice)
        row_layout.addWidget(self.words, 1)

    def show_preset(self, name: str) -> None:
        """Show a preset by its name; "" for options of one's own."""
        self._offer_custom(not name)
        self.choice.setCurrentIndex(self.choice.findData(name))
        words = next((preset.words for preset in PRESETS if preset.name == name), CUSTOM_WORDS)
        self.words.setText(tr(words))

    def _offer_custom(self, offered: bool) -> None:
        """List "Custom" only while it is true: nobody can choose it."""
        place = self.choice.findData("")
        if offered and place < 0:
            self.choice.addItem(tr("Custom"), "")
        elif not offered and place >= 0:
            self.choice.removeItem(place)

    def _chosen(self) -> None:
        if name := self.choice.currentData():
            self.chosen.emit(name)


class AdviceList(QWidget):
    """Advice in words, each with its button where there is something to apply.

    Signals
    -------
    applied(object)
        The person wants what this `Advice` proposes.
    """

    applied = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(LABEL_WIDTH + SPACE, 0, 0, 0)
        self.column.setSpacing(HALF)
        self._shown: list[Advice] = []

    def show_advice(self, advice: list[Advice]) -> None:
        """Show other advice in the place of what is there."""
        if advice == self._shown:
            return
        self._shown = advice
        clear_layout(self.column)
        for piece in advice:
            self.column.addWidget(self._row(piece))
        self.setVisible(bool(advice))

    def _row(self, piece: Advice) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(HALF)
        role = "warning" if piece.warning else "muted"
        icon = IconLabel("triangle-alert" if piece.warning else "info", role, 14)
        layout.addWidget(icon)
        layout.addWidget(label(piece.words, role, wrap=True), 1)
        if piece.run is not None:
            button = QPushButton(piece.action)
            button.setToolTip(piece.words)
            button.clicked.connect(lambda: self.applied.emit(piece))
            layout.addWidget(button)
        return row


class Guidance(QWidget):
    """Presets and advice for the run options of a session's document."""

    def __init__(self, costs: KnownCosts, edits: Edits) -> None:
        super().__init__()
        self._costs, self._edits = costs, edits
        self._document = PipelineDocument()
        self.presets = PresetBar()
        self.presets.chosen.connect(self._apply_preset)
        self.advice = AdviceList()
        self.advice.applied.connect(self._apply_advice)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, SPACE)
        layout.setSpacing(SPACE)
        layout.addWidget(self.presets)
        layout.addWidget(self.advice)
        costs.changed.connect(self._show)
        self.hide()

    def show_document(self, document: PipelineDocument) -> None:
        """Follow the document; other steps cost something else."""
        other_steps = document.steps != self._document.steps
        self._document = document
        self._show()
        if other_steps and self.isVisible():
            self._costs.look()

    def _show(self) -> None:
        machine = self._costs.machine
        self.setVisible(machine is not None)
        if machine is None:
            return
        run = self._document.run
        preset = preset_of(run, machine)
        self.presets.setVisible(run.backend == "loky")
        self.presets.show_preset(preset.name if preset else "")
        self.advice.show_advice(advise(run, machine, self._costs.memory))

    def _apply_preset(self, name: str) -> None:
        machine = self._costs.machine
        preset = next(preset for preset in PRESETS if preset.name == name)
        if machine is not None:
            words = tr("choose preset {name}").format(name=tr(preset.title))
            self._edits.set_run_options(preset.apply(self._document.run, machine), words)

    def _apply_advice(self, piece: Advice) -> None:
        if piece.run is not None:
            self._edits.set_run_options(piece.run, piece.action.lower())
