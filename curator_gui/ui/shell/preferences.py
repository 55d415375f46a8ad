"""The preferences: what a person chooses for all documents, in one place; kept at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.language.translators import CHOICES
from curator_gui.app.settings.new_runs import NEW_RUN, with_option, without_option
from curator_gui.app.settings.preferences import PREVIEW_TIMEOUT, Preferences, Settings
from curator_gui.core.storage.places import Place, places
from curator_gui.core.text.plain_text import tip_text
from curator_gui.ui.common.actions import Actions, command_text
from curator_gui.ui.common.help_topics import explain
from curator_gui.ui.common.text import say, tr
from curator_gui.ui.common.widgets import SPACE, ElidedLabel, label
from curator_gui.ui.files.agreements import code_list, server_list
from curator_gui.ui.forms.context import FormContext
from curator_gui.ui.forms.param_form import LABEL_WIDTH, ParamForm
from curator_gui.ui.results.detail import open_folder
from curator_gui.ui.shell.appearance import NAMES

TOPIC = "preferences"


class PreferencesDialog(QDialog):
    """Shows and changes the preferences; each change counts at once, for all documents."""

    def __init__(self, settings: Settings, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings, self._actions = settings, actions
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Preferences"))
        explain(self, TOPIC)
        self.theme = self._choice("theme", NAMES)
        self.language = self._choice("language", CHOICES)
        self.new_run = ParamForm(NEW_RUN, FormContext(), help_beside=False, strict=True)
        self.preview = ParamForm((PREVIEW_TIMEOUT,), FormContext(), help_beside=False, strict=True)
        self.updates = QLineEdit()
        self.updates.setPlaceholderText(tr("nowhere"))
        self.updates.setAccessibleName(tr("Where newer versions are looked for"))
        self.folders: dict[str, QPushButton] = {}
        self.agreements = code_list()
        self.servers = server_list()
        self._connect()
        self._lay_out()
        self._show(settings.preferences)

    def sizeHint(self) -> QSize:
        return QSize(640, 640)

    def _choice(self, what: str, names: tuple[str, ...]) -> QComboBox:
        """Offer the commands of a group, such as "theme_dark": whoever else has them follows."""
        box = QComboBox()
        for name in names:
            box.addItem(command_text(self._actions[f"{what}_{name}"]), name)
        box.activated.connect(lambda: self._actions[f"{what}_{box.currentData()}"].trigger())
        return box

    def _connect(self) -> None:
        settings = self._settings
        settings.changed.connect(self._show)
        self.updates.editingFinished.connect(
            lambda: settings.update(updates_from=self.updates.text().strip())
        )
        self.preview.changed.connect(lambda _, value: settings.update(preview_timeout=value))
        self.preview.reset.connect(
            lambda _: settings.update(preview_timeout=PREVIEW_TIMEOUT.default)
        )
        self.new_run.changed.connect(
            lambda name, value: settings.update(
                new_run=with_option(settings.preferences, name, value)
            )
        )
        self.new_run.reset.connect(
            lambda name: settings.update(new_run=without_option(settings.preferences, name))
        )

    def _show(self, preferences: Preferences) -> None:
        self.theme.setCurrentIndex(max(0, self.theme.findData(preferences.theme)))
        self.language.setCurrentIndex(max(0, self.language.findData(preferences.language)))
        limit = preferences.preview_timeout
        self.preview.show_values(
            {} if limit == PREVIEW_TIMEOUT.default else {PREVIEW_TIMEOUT.name: limit}
        )
        self.new_run.show_values(preferences.new_run)
        self.updates.setText(preferences.updates_from)
        problem = self._settings.problem
        self._problem.setText(say(problem))
        self._problem.setVisible(bool(problem))

    def _lay_out(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(SPACE)
        self._problem = label("", "warning", wrap=True)
        column.addWidget(self._problem)
        self._add_section(column, tr("Window"), self._window_form())
        self._add_section(column, tr("Runs of new pipelines"), self.new_run)
        kept = tr("Documents that exist keep the options that they were saved with.")
        column.addWidget(label(kept, "muted", wrap=True))
        self._add_section(column, tr("Preview"), self.preview)
        self._add_section(column, tr("Folders"), self._folder_rows())
        self._add_section(column, tr("Code that you have agreed to"), self.agreements)
        self._add_section(column, tr("Servers that pipelines may contact"), self.servers)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(page)
        buttons = QDialogButtonBox()
        close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        outer = QVBoxLayout(self)
        outer.addWidget(scroll, 1)
        outer.addWidget(buttons)

    def _add_section(self, column: QVBoxLayout, title: str, body: QWidget) -> None:
        column.addWidget(label(title, "heading"))
        column.addWidget(body)

    def _window_form(self) -> QWidget:
        form, rows = _form()
        rows.addRow(_name(tr("Colors")), self.theme)
        rows.addRow(_name(tr("Language")), self.language)
        later = tr("Another language is spoken after the next start.")
        rows.addRow("", label(later, "muted", wrap=True))
        self.tour = QPushButton(tr("Show the tour again"))
        self.tour.setAutoDefault(False)
        self.tour.clicked.connect(self._start_tour)
        rows.addRow("", self.tour)
        rows.addRow(_name(tr("Newer versions")), self.updates)
        words = tr(
            "A folder with installers, or the address of a text whose first line is the newest "
            "version. It is looked at when Curator starts; nothing else is sent."
        )
        rows.addRow("", label(words, "muted", wrap=True))
        return form

    def _start_tour(self) -> None:
        self.reject()  # the tour points at what is behind
        self._actions["tour"].trigger()

    def _folder_rows(self) -> QWidget:
        form, rows = _form()
        for place in places():
            self.folders[place.name] = self._folder_row(rows, place)
        return form

    def _folder_row(self, rows: QFormLayout, place: Place) -> QPushButton:
        name, path = say(place.name), str(place.path)
        shown = ElidedLabel(path, "muted")
        words = path
        if place.variable:
            words += "\n" + tr("The environment variable {name} moves it.").format(
                name=place.variable
            )
        shown.setToolTip(tip_text(words))
        button = QPushButton(tr("Open"))
        button.setAutoDefault(False)
        button.setAccessibleName(tr("Open the folder: {name}").format(name=name))
        button.clicked.connect(lambda: open_folder(path, self))
        row = QHBoxLayout()
        row.addWidget(shown, 1)
        row.addWidget(button)
        rows.addRow(_name(name[:1].upper() + name[1:]), row)
        return button


def _form() -> tuple[QWidget, QFormLayout]:
    form = QWidget()
    rows = QFormLayout(form)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setHorizontalSpacing(SPACE)
    rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    return form, rows


def _name(words: str) -> QWidget:
    """Make the name of a row, as wide as those of the forms between."""
    name = label(words, wrap=True)
    name.setFixedWidth(LABEL_WIDTH)
    return name


Open = Callable[[], None]


def preferences_opener(settings: Settings, actions: Actions, parent: QWidget) -> Open:
    """Return what opens the dialog, or brings the open one to the front."""

    def show() -> None:
        open_one = parent.findChild(PreferencesDialog)
        dialog = open_one or PreferencesDialog(settings, actions, parent)
        dialog.agreements.refresh()
        dialog.servers.refresh()
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    return show
