"""Every command of the window as data: text, key, icon, what it does, where it stands.

Menus, tool bars, the command palette and the help of shortcuts are all made from `SPECS`. Whoever
carries a command out connects to it by its id.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.text import tr


@dataclass(frozen=True)
class ActionSpec:
    """One command.

    `menu` is the menu it stands in ("" for none: the command palette has all of them); a new
    `section` of a menu is set off by a line. `local` keys work only while the
    pipeline has the keyboard, because text fields use them as well; those of commands that are
    for `everywhere` work in dialogs, too.
    """

    id: str
    text: str
    menu: str
    shortcut: str = ""
    icon: str = ""
    tip: str = ""
    section: int = 0
    local: bool = False
    everywhere: bool = False
    checkable: bool = False
    color: str = "text"


SPECS: tuple[ActionSpec, ...] = (
    ActionSpec("new", "&New", "&File", "Ctrl+N", "file-plus-2", "Start an empty pipeline"),
    ActionSpec("open", "&Open...", "&File", "Ctrl+O", "folder-open", "Open a pipeline document"),
    ActionSpec("open_data", "Open &data...", "&File", "Ctrl+Shift+O", "database",
               "Read a folder of results: the sources that can are found"),
    ActionSpec("open_files", "Open data &files...", "&File", "Ctrl+Alt+O", "file",
               "Read some files of results"),
    ActionSpec("paste_path", "&Paste a path", "&File", "Ctrl+V", "copy",
               "Read the folder or file whose path was copied"),
    ActionSpec("save", "&Save", "&File", "Ctrl+S", "save", "Save the document", 1),
    ActionSpec("save_as", "Save &as...", "&File", "Ctrl+Shift+S", "save-all", "", 1),
    ActionSpec("copy_command", "Copy as &command line", "&File", "Ctrl+Shift+C", "terminal",
               "Copy the command that runs this document without the window", 2),
    ActionSpec("export_script", "&Export as Python script...", "&File", "Ctrl+Shift+E", "code-xml",
               "Write a script that runs this pipeline without the window", 2),
    ActionSpec("export_reference", "Export for ph&ysicsnemo-curator...", "&File", "Ctrl+Alt+E",
               "file-output",
               "Write this pipeline in the format of physicsnemo-curator, as YAML or JSON", 2),
    ActionSpec("quit", "&Quit", "&File", "Ctrl+Q", "log-out", "", 3),
    ActionSpec("undo", "&Undo", "&Edit", "Ctrl+Z", "undo-2"),
    ActionSpec("redo", "&Redo", "&Edit", "Ctrl+Shift+Z", "redo-2"),
    ActionSpec("preferences", "Prefere&nces...", "&Edit", "Ctrl+,", "settings",
               "What counts for all documents: colors, language, new runs, folders", 1),
    ActionSpec("add_step", "&Add step...", "&Pipeline", "Ctrl+Shift+A", "plus",
               "Choose a component from the catalogue"),
    ActionSpec("move_up", "Move step &up", "&Pipeline", "Ctrl+Shift+Up", "arrow-up", "", 1),
    ActionSpec("move_down", "Move step &down", "&Pipeline", "Ctrl+Shift+Down", "arrow-down", "", 1),
    ActionSpec("duplicate", "Dupli&cate step", "&Pipeline", "Ctrl+D", "copy-plus", "", 1),
    ActionSpec("toggle_step", "D&isable step", "&Pipeline", "Ctrl+E", "power",
               "Leave the step out of runs, or take it in again", 1),
    ActionSpec("delete", "De&lete step", "&Pipeline", "Del", "trash-2", "", 1, local=True),
    ActionSpec("refresh", "Look at the &files again", "&Pipeline", "Shift+F5", "rotate-cw",
               "List the source's files anew", 2),
    ActionSpec("preview", "&Preview an index", "&Pipeline", "Ctrl+R", "eye",
               "Run the steps on one index without writing, and look at what they do", 3),
    ActionSpec("open_dataset", "Open data se&t...", "&File", "Ctrl+Shift+D", "layers",
               "Look at the items of a folder that a run has written"),
    ActionSpec("run", "&Run", "&Run", "F5", "play", "Run the pipeline", color="accent"),
    ActionSpec("resume_run", "&Go on with the last run", "&Run", "Ctrl+F5", "history",
               "Run only what no run of this document has finished for good"),
    ActionSpec("pause", "&Pause", "&Run", "F6", "pause", "Begin no further index, or go on"),
    ActionSpec("stop_after", "Stop a&fter current", "&Run", "Shift+F7", "circle-stop",
               "Finish the indices that run, then end", 1),
    ActionSpec("stop_now", "&Stop now", "&Run", "F7", "square",
               "End the workers at once; interrupted indices count as not run", 1),
    ActionSpec("measure_sample", "&Measure a sample", "&Run", "Shift+F6", "gauge",
               "Run a few items into a temporary folder, to estimate time and disk space", 2),
    ActionSpec("options", "All run &options", "&Run", "Ctrl+Shift+R", "sliders-horizontal", "", 2),
    ActionSpec("theme_system", "Colors as the desktop", "", "", "monitor", "", 0,
               checkable=True),
    ActionSpec("theme_light", "Light colors", "", "", "sun", "", 0, checkable=True),
    ActionSpec("theme_dark", "Dark colors", "", "", "moon", "", 0, checkable=True),
    ActionSpec("theme_high-contrast", "High contrast", "", "", "contrast", "", 0,
               checkable=True),
    ActionSpec("language_system", "Language of the system", "", "", "languages", "", 0,
               checkable=True),
    ActionSpec("language_en", "English", "", "", "", "", 0, checkable=True),
    ActionSpec("language_de", "Deutsch", "", "", "", "", 0, checkable=True),
    ActionSpec("reset_layout", "&Reset window layout", "&View", "", "layout-dashboard", "", 2),
    ActionSpec("palette", "&Command palette...", "&Help", "Ctrl+Shift+P", "command",
               "Find any command by its name"),
    ActionSpec("manual", "&Manual", "&Help", "F1", "circle-question-mark",
               "Explain what has the keyboard now", everywhere=True),
    ActionSpec("tour", "&Tour", "&Help", "", "route", "Five steps through the window"),
    ActionSpec("shortcuts", "&Keyboard shortcuts", "&Help", "Ctrl+F1", "keyboard"),
    ActionSpec("about", "&About Curator", "&Help", "", "info", "", 1),
)  # fmt: skip
MENUS = ("&File", "&Edit", "&Pipeline", "&Run", "&View", "&Help")


class Actions(QObject):
    """The window's QActions by id."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._specs = {spec.id: spec for spec in SPECS}
        self._actions = {spec.id: self._make(spec) for spec in SPECS}
        theme.notifier().changed.connect(self._draw)
        self._draw()

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def all(self) -> list[QAction]:
        """List all actions in the order of the menus."""
        return list(self._actions.values())

    def add(self, spec: ActionSpec) -> QAction:
        """Add a command that exists only in this window, such as a view."""
        action = self._make(spec)
        self._specs[spec.id] = spec
        self._actions[spec.id] = action
        self._draw()
        return action

    def connect_all(self, slots: Mapping[str, Callable[[], object]]) -> None:
        """Say who carries out which command.

        Raises
        ------
        KeyError
            If there is no such command.
        """
        for action_id, slot in slots.items():
            self._actions[action_id].triggered.connect(_without_checked(slot))

    def rename(self, action_id: str, text: str, icon: str) -> None:
        """Give a command other words and another icon, because it does something else now."""
        spec = self._specs[action_id]
        self._actions[action_id].setText(text)
        if spec.icon != icon:
            self._specs[action_id] = replace(spec, icon=icon)
            self._actions[action_id].setIcon(icons.icon(icon, spec.color))

    def fill(self, bar: QMenuBar) -> dict[str, QMenu]:
        menus = {}
        for title in MENUS:
            menu = menus[title] = bar.addMenu(tr(title))
            menu.setToolTipsVisible(True)
            section = 0
            for spec in (s for s in self._specs.values() if s.menu == title):
                if spec.section != section and not menu.isEmpty():
                    menu.addSeparator()
                section = spec.section
                menu.addAction(self._actions[spec.id])
        return menus

    def _make(self, spec: ActionSpec) -> QAction:
        action = QAction(tr(spec.text), self)
        action.setObjectName(spec.id)
        action.setCheckable(spec.checkable)
        if spec.shortcut:
            action.setShortcut(QKeySequence(spec.shortcut))
        if spec.local:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if spec.everywhere:
            action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        words = tr(spec.tip) if spec.tip else command_text(action)
        keys = shortcut_text(action)
        action.setToolTip(f"{words} ({keys})" if keys else words)
        return action

    def _draw(self) -> None:
        for action_id, action in self._actions.items():
            spec = self._specs[action_id]
            if spec.icon:
                action.setIcon(icons.icon(spec.icon, spec.color))


def command_text(action: QAction) -> str:
    """Return an action's words without the marks for its menu key and dialog."""
    return action.text().replace("&", "").removesuffix("...")


def shortcut_text(action: QAction) -> str:
    """Return an action's key as the platform writes it, or ""."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def _without_checked(slot: Callable[[], object]) -> Callable[[bool], None]:
    """Drop the `checked` argument that QAction.triggered passes."""

    def call(checked: bool = False) -> None:
        slot()

    return call
