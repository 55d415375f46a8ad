"""Colours of the application: light, dark and high contrast, and the one in use.

The platform's own color scheme is no help (`setColorScheme` does nothing on plain X11), so the
palettes are ours. Widgets that draw themselves read `current()` and redraw on
`notifier().changed`; all others get their colors from the application's palette.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from curator_gui.core.storage.resources import resource_path
from curator_gui.run.events import Status

SYSTEM = "system"
_STYLED = "curator_styled"


@dataclass(frozen=True)
class Theme:
    """One set of colors, each as "#rrggbb".

    Status colors reach a contrast of 4.5 to 1 against `window` and `base`, so they can be used
    for words; `outline` reaches 3 to 1, for lines that say where to type. `series` are the
    colors of curves, in the order in which they should be used.
    """

    name: str
    title: str
    is_dark: bool
    window: str
    base: str
    alternate: str
    raised: str
    text: str
    muted: str
    border: str
    faded: str
    outline: str
    accent: str
    on_accent: str
    accent_soft: str
    error: str
    warning: str
    done: str
    failed: str
    running: str
    waiting: str
    skipped: str
    quarantined: str
    plot_background: str
    plot_foreground: str
    plot_grid: str
    series: tuple[str, ...]

    def rgb(self, role: str) -> tuple[int, int, int]:
        """Return one of the colors as numbers from 0 to 255, for pictures drawn elsewhere."""
        color = self.color(role)
        return color.red(), color.green(), color.blue()

    def color(self, role: str) -> QColor:
        """Return one of the colors by its name, for example `color("accent")`."""
        return QColor(getattr(self, role))

    def status(self, status: Status) -> QColor:
        """Return the color of an index's status."""
        return self.color(status)


LIGHT = Theme(
    name="light",
    title="Light",
    is_dark=False,
    window="#f3f4f6",
    base="#ffffff",
    alternate="#f7f8f9",
    raised="#fbfbfc",
    text="#1b2026",
    muted="#59636e",
    border="#d3d8dd",
    faded="#b4bbc2",
    outline="#808a94",
    accent="#1f5fa8",
    on_accent="#ffffff",
    accent_soft="#dfeaf6",
    error="#b3261e",
    warning="#8a5a00",
    done="#187446",
    failed="#b3261e",
    running="#1c66b5",
    waiting="#5d6771",
    skipped="#6b4f9e",
    quarantined="#9a4a06",
    plot_background="#ffffff",
    plot_foreground="#3a434c",
    plot_grid="#e3e6e9",
    series=("#1c66b5", "#c2570c", "#187446", "#8a3ea8", "#0f7c86", "#a8324a"),
)
DARK = Theme(
    name="dark",
    title="Dark",
    is_dark=True,
    window="#202428",
    base="#181b1f",
    alternate="#1c2024",
    raised="#2b3036",
    text="#e3e6e9",
    muted="#9ea8b3",
    border="#3a4149",
    faded="#525b65",
    outline="#76818c",
    accent="#5aa3ec",
    on_accent="#0b1826",
    accent_soft="#25384c",
    error="#ff8a80",
    warning="#e8b04b",
    done="#56c48d",
    failed="#ff8a80",
    running="#6cb0f2",
    waiting="#9aa4af",
    skipped="#b79df0",
    quarantined="#f2a564",
    plot_background="#181b1f",
    plot_foreground="#b9c2cb",
    plot_grid="#2d3339",
    series=("#6cb0f2", "#f2a564", "#56c48d", "#d090ea", "#5cc5cf", "#f38ba3"),
)
HIGH_CONTRAST = Theme(
    name="high-contrast",
    title="High contrast",
    is_dark=True,
    window="#000000",
    base="#000000",
    alternate="#101010",
    raised="#303030",
    text="#ffffff",
    muted="#e0e0e0",
    border="#ffffff",
    faded="#6e6e6e",
    outline="#ffffff",
    accent="#ffd60a",
    on_accent="#000000",
    accent_soft="#3d3600",
    error="#ff9d96",
    warning="#ffd60a",
    done="#5dfc8a",
    failed="#ff9d96",
    running="#7cc7ff",
    waiting="#e0e0e0",
    skipped="#d9b8ff",
    quarantined="#ffb566",
    plot_background="#000000",
    plot_foreground="#ffffff",
    plot_grid="#5a5a5a",
    series=("#7cc7ff", "#ffb566", "#5dfc8a", "#f0a6ff", "#6ff2ff", "#ffe97a"),
)
THEMES: dict[str, Theme] = {theme.name: theme for theme in (LIGHT, DARK, HIGH_CONTRAST)}
COLOR_ROLES = frozenset(
    field.name
    for field in fields(Theme)
    if field.name not in ("name", "title", "is_dark", "series")
)


class Notifier(QObject):
    """Tells drawn widgets that the colors are others."""

    changed = Signal()


@cache
def notifier() -> Notifier:
    """Return the one object whose `changed` follows every `apply`."""
    return Notifier()


_current = LIGHT


def current() -> Theme:
    return _current


def system_theme() -> Theme:
    """Return the theme that the desktop asks for; light where it says nothing."""
    scheme = QGuiApplication.styleHints().colorScheme()
    return DARK if scheme == Qt.ColorScheme.Dark else LIGHT


def apply(app: QApplication, name: str) -> None:
    """Give the whole application the colors of a theme; "system" follows the desktop.

    Raises
    ------
    KeyError
        If there is no theme of this name.
    """
    global _current
    _current = system_theme() if name == SYSTEM else THEMES[name]
    if not app.property(_STYLED):  # a style sheet hides the name of the style below it
        app.setStyle("Fusion")
        app.setProperty(_STYLED, True)
    app.setPalette(palette(_current))
    if (sheet := style_sheet(_current)) != app.styleSheet():  # else each widget is styled anew
        app.setStyleSheet(sheet)
    notifier().changed.emit()


def palette(theme: Theme) -> QPalette:
    result = QPalette()
    for role, name in _PALETTE.items():
        result.setColor(role, theme.color(name))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        result.setColor(QPalette.ColorGroup.Disabled, role, _faded(theme))
    group = QPalette.ColorGroup.Disabled
    result.setColor(group, QPalette.ColorRole.Highlight, theme.color("border"))
    return result


def tabular(font: QFont) -> QFont:
    """Return the font with figures of equal width, for columns of numbers and counters."""
    result = QFont(font)
    result.setFeature(QFont.Tag("tnum"), 1)
    return result


def style_sheet(theme: Theme) -> str:
    """Make the few rules that a palette cannot express."""
    tick = "black" if theme.is_dark else "white"
    path = resource_path("icons", "style", f"check-{tick}.svg").as_posix()
    return _SHEET.format(tick=path, **{name: getattr(theme, name) for name in COLOR_ROLES})


def _faded(theme: Theme) -> QColor:
    """Mix text and window half and half: readable, yet clearly off."""
    text, window = theme.color("text"), theme.color("window")
    return QColor(
        (text.red() + window.red()) // 2,
        (text.green() + window.green()) // 2,
        (text.blue() + window.blue()) // 2,
    )


_PALETTE = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "base",
    QPalette.ColorRole.AlternateBase: "alternate",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "error",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Midlight: "alternate",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "border",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Accent: "accent",
}

_SHEET = """
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QFrame#tour {{ background: {raised}; border: 2px solid {accent}; border-radius: 6px; }}
QToolTip {{ color: {text}; background: {raised}; border: 1px solid {border}; padding: 4px; }}
QMainWindow::separator {{ background: {border}; width: 1px; height: 1px; }}
QMainWindow::separator:hover {{ background: {accent}; }}
QSplitter::handle {{ background: {border}; }}
QSplitter[role="gap"]::handle {{ background: transparent; }}
QStatusBar {{ border-top: 1px solid {border}; }}
QStatusBar::item {{ border: none; }}
QHeaderView::section {{ background: {window}; color: {muted}; padding: 4px 8px; border: none;
    border-bottom: 1px solid {border}; border-right: 1px solid {border}; }}
QLineEdit, QPlainTextEdit {{ background: {base}; color: {text}; border: 1px solid {outline};
    border-radius: 3px; padding: 3px 5px; selection-background-color: {accent};
    selection-color: {on_accent}; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border-color: {accent}; }}
QLineEdit:disabled, QPlainTextEdit:disabled {{ color: {muted}; background: {window}; }}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit, QAbstractItemView QLineEdit {{ border: none;
    padding: 0; }}
QTableView, QTreeView, QListView {{ border: 1px solid transparent; }}
QTableView:focus, QTreeView:focus, QListView:focus {{ border-color: {accent}; }}
QFrame[role="chips"] {{ background: {base}; border: 1px solid {outline}; border-radius: 3px; }}
QFrame[role="chip"] {{ background: {accent_soft}; border: 1px solid {accent}; border-radius: 3px; }}
QFrame[role="wrong-chip"] {{ background: {base}; border: 1px solid {error}; border-radius: 3px; }}
QLineEdit[role="bare"], QLineEdit[role="bare"]:focus {{ border: none; }}
QFrame[role="offers"] {{ background: {base}; border: 1px solid {outline}; border-radius: 3px; }}
QFrame[role="panel"] {{ background: {base}; border: 1px solid {border}; border-radius: 4px; }}
QFrame[role="chosen-panel"] {{ background: {accent_soft}; border: 1px solid {accent};
    border-radius: 4px; }}
QFrame[role="drop"] {{ background: {base}; border: 2px dashed {muted}; border-radius: 6px; }}
QCheckBox {{ spacing: 6px; }}
QCheckBox::indicator {{ width: 14px; height: 14px; border: 1px solid {muted}; border-radius: 3px;
    background: {base}; }}
QCheckBox::indicator:checked {{ background: {accent}; border-color: {accent};
    image: url("{tick}"); }}
QCheckBox::indicator:focus {{ border: 2px solid {accent}; }}
QCheckBox::indicator:checked:focus {{ border-color: {text}; }}
QCheckBox::indicator:disabled {{ border-color: {border}; background: {window}; }}
QLabel[role="muted"] {{ color: {muted}; }}
QLabel[role="error"] {{ color: {error}; }}
QLabel[role="warning"] {{ color: {warning}; }}
QLabel[role="done"] {{ color: {done}; }}
QLabel[role="heading"] {{ color: {muted}; font-weight: 600; }}
QLabel[role="title"] {{ font-weight: 600; }}
QLabel[role="page-title"] {{ font-weight: 600; font-size: 13pt; }}
QFrame[role="line"] {{ background: {border}; border: none; }}
QPushButton[role="link"] {{ color: {accent}; border: none; text-align: left; padding: 4px 0; }}
QPushButton[role="link"]:hover, QPushButton[role="link"]:focus {{ text-decoration: underline; }}
QPushButton[role="card"] {{ background: {base}; border: 1px solid {border};
    border-radius: 4px; }}
QPushButton[role="card"]:hover, QPushButton[role="card"]:focus {{ border-color: {accent};
    background: {accent_soft}; }}
QPushButton[role="failure-link"] {{ color: {failed}; border: none; padding: 0 2px; }}
QPushButton[role="failure-link"]:hover, QPushButton[role="failure-link"]:focus {{
    text-decoration: underline; }}
QFrame[role="notice"] {{ background: {accent_soft}; border: none;
    border-bottom: 1px solid {border}; }}
QPushButton[role="slot"] {{ border: 1px dashed {muted}; border-radius: 4px; color: {text};
    background: transparent; margin: 8px; padding: 10px; text-align: left; }}
QPushButton[role="slot"]:hover, QPushButton[role="slot"]:focus {{ border-color: {accent};
    background: {accent_soft}; }}
QDockWidget {{ font-weight: 600; }}
QDockWidget::title {{ padding: 6px 12px; background: {window}; border-bottom: 1px solid {border}; }}
QToolBar {{ border: none; border-bottom: 1px solid {border}; spacing: 4px; padding: 0 6px; }}
QToolButton[role="view"] {{ border: none; border-bottom: 2px solid transparent;
    padding: 6px 10px 4px 10px; color: {muted}; border-radius: 0; }}
QToolButton[role="view"]:hover {{ color: {text}; }}
QToolButton[role="view"]:checked {{ color: {text}; border-bottom: 2px solid {accent};
    font-weight: 600; }}
QToolButton[role="view"]:focus {{ border: 1px dashed {muted}; padding: 5px 9px 4px 9px; }}
QToolButton[role="view"]:checked:focus {{ border-bottom: 2px solid {accent}; }}
QPushButton[role="primary"] {{ background: {accent}; color: {on_accent}; border: none;
    border-radius: 4px; padding: 5px 14px; font-weight: 600; }}
QPushButton[role="primary"]:hover {{ background: {running}; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {text}; padding: 3px 12px; }}
QPushButton[role="primary"]:disabled {{ background: {border}; color: {muted}; }}
"""
