from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QFont, QIcon, QPalette

from curator_gui.core.storage.resources import resource_path
from curator_gui.run.events import STATUSES
from curator_gui.ui.common import icons, theme

READABLE = 4.5  # WCAG 2.2, success criterion 1.4.3
SEEN = 3.0  # the same, success criterion 1.4.11


@pytest.fixture
def themed(qapp):
    yield lambda name: theme.apply(qapp, name)
    theme.apply(qapp, "light")


def contrast(first: str, second: str) -> float:
    def luminance(color: str) -> float:
        parts = [QColor(color).redF(), QColor(color).greenF(), QColor(color).blueF()]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def near(first: QColor, second: QColor) -> bool:
    """Equal but for the rounding of premultiplied pixels."""
    return max(abs(a - b) for a, b in zip(first.getRgb(), second.getRgb(), strict=True)) <= 2


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize("role", ["text", "muted", "accent", "error", "warning", *STATUSES])
def test_words_are_readable_on_every_background(name, role):
    colors = theme.THEMES[name]
    for background in (colors.window, colors.base, colors.alternate, colors.raised):
        assert contrast(getattr(colors, role), background) >= READABLE, background


@pytest.mark.parametrize("name", theme.THEMES)
def test_selected_words_and_plots_are_readable(name):
    colors = theme.THEMES[name]
    assert contrast(colors.on_accent, colors.accent) >= READABLE
    assert contrast(colors.text, colors.accent_soft) >= READABLE
    assert contrast(colors.plot_foreground, colors.plot_background) >= READABLE
    for series in colors.series:
        assert contrast(series, colors.plot_background) >= 3.0


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize("role", ["outline", "accent", "muted", *STATUSES])
def test_lines_and_icons_that_mean_something_are_seen(name, role):
    colors = theme.THEMES[name]
    for background in (colors.window, colors.base, colors.raised):
        assert contrast(getattr(colors, role), background) >= SEEN, background


@pytest.mark.parametrize("name", theme.THEMES)
def test_the_focus_is_seen_on_a_chosen_row(name):
    colors = theme.THEMES[name]
    assert contrast(colors.accent, colors.accent_soft) >= SEEN


def test_apply_changes_palette_and_tells(qapp, themed, qtbot):
    themed("light")
    with qtbot.waitSignal(theme.notifier().changed, timeout=1000):
        themed("dark")
    assert theme.current() is theme.DARK
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(theme.DARK.window)


def test_unknown_theme_is_refused_and_changes_nothing(qapp, themed):
    themed("light")
    with pytest.raises(KeyError):
        themed("sepia")
    assert theme.current() is theme.LIGHT


def test_every_shipped_icon_is_drawn_in_the_asked_colour(qapp, themed):
    themed("light")
    for path in resource_path("icons").glob("*.svg"):
        image = icons.pixmap(path.stem, "failed", 32).toImage()
        strong = [
            image.pixelColor(x, y)
            for x in range(32)
            for y in range(32)
            if image.pixelColor(x, y).alpha() == 255
        ]
        assert strong, path.stem
        assert all(near(color, QColor(theme.LIGHT.failed)) for color in strong), path.stem


def test_icon_follows_the_theme(qapp, themed):
    themed("light")
    light = icons.icon("play").pixmap(20).toImage()
    themed("dark")
    assert icons.icon("play").pixmap(20).toImage() != light


def test_icon_has_a_disabled_state(qapp, themed):
    drawn = icons.icon("play")
    normal, disabled = (
        drawn.pixmap(20, mode).toImage() for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled)
    )
    assert normal != disabled


def test_every_status_has_its_own_shape(qapp):
    assert set(icons.STATUS_ICONS) == set(STATUSES)
    assert len(set(icons.STATUS_ICONS.values())) == len(STATUSES)
    assert not any(icons.status_icon(status).isNull() for status in STATUSES)


def test_missing_icon_is_an_error(qapp):
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")


def test_tabular_keeps_the_font_otherwise(qapp):
    font = QFont(qapp.font())
    assert theme.tabular(font).family() == font.family()
    assert theme.tabular(font).pointSizeF() == font.pointSizeF()


def test_labels_show_text_of_the_data_as_it_is(qtbot):
    from PySide6.QtCore import Qt

    from curator_gui.ui.common.widgets import ElidedLabel, label

    shown = ElidedLabel()
    qtbot.addWidget(shown)
    shown.setText("<b>bold.vtu</b>")
    assert shown.textFormat() == Qt.TextFormat.PlainText
    assert "&lt;b&gt;" in shown.toolTip()
    other = label("<img src=x>")
    qtbot.addWidget(other)
    assert other.textFormat() == Qt.TextFormat.PlainText
