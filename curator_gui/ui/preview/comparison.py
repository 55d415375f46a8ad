"""Items before and after a step: pictures or statistics side by side, and the table of fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.preview.difference import FieldChange, difference
from curator_gui.app.preview.pictures import PictureCalls, Wanted
from curator_gui.core.measuring.inspection import AtomsPicture, FieldSummary, Image, Raster, View
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.text import say, tr
from curator_gui.ui.common.widgets import HALF, SPACE, ElidedLabel, label
from curator_gui.ui.preview.fields.field_table import FieldTable
from curator_gui.ui.preview.fields.words import changes_text
from curator_gui.ui.preview.pictures.camera import CameraControl
from curator_gui.ui.preview.side import Side, SidePanel

if TYPE_CHECKING:
    from curator_gui.run.helper.film import Frame, Take
    from curator_gui.run.helper.preview import Shelf

QUICK_SIDE = 320
"""Pixels of the longer side of a picture that is drawn while the mouse turns it."""

Range = tuple[float, float]
Drawable = Literal["now", "later", "never"]
"""Whether pictures can be drawn: not while steps run (they would wait), nor of a lost process."""


class Comparison(QWidget):
    """Shows a `Side` before and one after a step, or only one."""

    def __init__(self, pictures: PictureCalls, shelf: Shelf) -> None:
        super().__init__()
        self._pictures, self._shelf = pictures, shelf
        self._drawable: Drawable = "never"
        self._outdated = False
        self._field = self._first = ("", "")
        self._frame: Frame | None = None
        self._stay = False
        self._numeric: list[FieldChange] = []
        self.control = CameraControl(self)
        self.before = SidePanel(self.control, tr("Before"))
        self.after = SidePanel(self.control, tr("After"))
        self.table = FieldTable()
        self.changes = ElidedLabel("", "muted")
        self.changes.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.field_box = QComboBox()
        self.same_range = QCheckBox(tr("Same range"))
        self.same_range.setChecked(True)
        self.same_range.setToolTip(
            tr("Colors and axes cover both sides, so that they can be compared")
        )
        self.home = QToolButton(autoRaise=True)
        self.picture_button = _switch(tr("Picture"))
        self.statistics_button = _switch(tr("Statistics"))
        self._group = QButtonGroup(self)
        self._lay_out()
        self._connect()
        self._draw_icons()

    @property
    def panels(self) -> tuple[SidePanel, ...]:
        return tuple(p for p in (self.before, self.after) if p.place is not None)

    def show_sides(
        self,
        before: Side | None,
        after: Side,
        drawable: Drawable = "now",
        *,
        frame: Frame | None = None,
        keep: bool = False,
        stay: bool = False,
    ) -> None:
        """Show items; a `frame` brings its pictures along. `keep` those shown until others come.

        `stay` with the field that is shown, also one that nobody has chosen: it is another item
        of the same step.
        """
        self._stay = stay or frame is not None
        self._drawable, self._frame = drawable, frame
        self.before.show_side(before, keep=keep)
        self.after.show_side(after, keep=keep)
        if before is not None and len(before.items) == len(after.items):
            self.before.choose(self.after.number)
        self._compare()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._outdated:
            self._show_items()

    def _compare(self) -> None:
        """Show the difference of the two items shown, and what depends on it."""
        rows = difference(self.before.summary, self.after.summary)
        self._numeric = [row for row in rows if row.shown.histogram]
        with QSignalBlocker(self.table), QSignalBlocker(self.field_box):
            self.table.fields.show_changes(rows)
            self.field_box.clear()
            self.field_box.addItems(
                [f"{row.shown.measured} ({say(row.place)})" for row in self._numeric]
            )
            self._mark_field(*self._field_to_show(rows))
        self._offer(any_field=bool(rows), numeric=bool(self._numeric))
        self.changes.setText(changes_text(rows))
        self._show_items()

    def _field_to_show(self, rows: tuple[FieldChange, ...]) -> tuple[str, str]:
        """Stay with the field that the person has chosen, else take the most telling one."""
        known = [(row.place, row.name) for row in rows]
        if self._field in known and (self._stay or self._field != self._first):
            return self._field
        if self._frame is not None:  # it says what it shows instead; what is wanted stays
            return self._frame.view.place, self._frame.view.field
        first = default_field(rows)
        if first is not None:
            self._field = self._first = first.place, first.name
        return self._field

    def _mark_field(self, place: str, name: str) -> None:
        self.table.choose(place, name)
        names = [(each.place, each.name) for each in self._numeric]
        self.field_box.setCurrentIndex(names.index((place, name)) if (place, name) in names else -1)

    def _offer(self, *, any_field: bool, numeric: bool) -> None:
        """Hide what makes no sense: a text has no fields, one side alone no common range."""
        self.table.setVisible(any_field)
        for widget in (self._field_label, self.field_box, self.statistics_button):
            widget.setVisible(numeric)
        self.picture_button.setVisible(numeric)
        if not numeric:
            self.picture_button.setChecked(True)
        self.same_range.setVisible(numeric and len(self.panels) == 2)

    def _choose_field(self, row: FieldChange | None) -> None:
        if row is None:
            return
        self._field = (row.place, row.name)
        with QSignalBlocker(self.table), QSignalBlocker(self.field_box):
            self._mark_field(*self._field)
        self._show_items()

    def _take_field(self, number: int) -> None:
        row = self._numeric[number]
        self.table.choose(row.place, row.name)

    def _choose_item(self, panel: SidePanel, number: int) -> None:
        panel.choose(number)
        other = self.before if panel is self.after else self.after
        if other.item.maximum() == panel.item.maximum():
            other.choose(number)
        self._compare()

    def _show_items(self) -> None:
        """Show pictures or statistics of the items and the field that are chosen."""
        self._outdated = not self.isVisible()
        if self._outdated:
            return
        if self.statistics_button.isChecked():
            self._show_statistics()
            return
        for panel in (self.before, self.after):
            panel.show_pictures()
        self._want_pictures()

    def _show_statistics(self) -> None:
        found = [(panel, panel.field(*self._field)) for panel in self.panels]
        limits = covering([_range_of(field) for _, field in found])
        for panel, field in found:
            panel.show_statistics(field, limits if self.same_range.isChecked() else None)

    def _want_pictures(self) -> None:
        if self._show_frame():
            return
        places = tuple(panel.place for panel in self.panels if panel.place is not None)
        for panel in self.panels:
            if self._drawable == "never":
                panel.picture.say(tr("The process ended, so there is no picture. Preview again."))
            else:
                panel.picture.wait(first=self._pictures.first)
        if self._drawable != "now":
            self._pictures.cancel()
        elif places:
            same = self.same_range.isChecked()
            self._pictures.want(Wanted(self._shelf, places, self._view(), same))

    def _show_frame(self) -> bool:
        """Show the pictures that came with the items; False if others are wanted by now."""
        frame = self._frame
        if frame is None or any(panel.place not in frame.pictures for panel in self.panels):
            return False
        self._pictures.cancel()
        shown = list(frame.pictures.values())
        limits = _shared_range(shown) if self.same_range.isChecked() else None
        for panel in self.panels:
            if panel.place is not None:
                panel.picture.show_picture(frame.pictures[panel.place], limits)
        return True

    def take(self, step: int) -> Take:
        """Return how the frames of a film are to be made, of what stands behind a step."""
        from curator_gui.run.helper.film import Take

        view = self._view(quick=True)
        return Take(view, step, self.after.number, self.same_range.isChecked())

    def _view(self, *, quick: bool = False) -> View:
        colors, camera = theme.current(), self.control.camera
        panels = self.panels or (self.after,)
        sizes = [panel.picture.picture_size(bar=bool(self._field[1])) for panel in panels]
        width, height = min(s.width() for s in sizes), min(s.height() for s in sizes)
        quick = quick or self.control.turning
        if quick:
            shrink = min(1.0, QUICK_SIDE / max(width, height, 1))
            width, height = round(width * shrink), round(height * shrink)
        return View(
            field=self._field[1],
            place=self._field[0],
            width=max(width, 64),
            height=max(height, 64),
            azimuth=camera.azimuth,
            elevation=camera.elevation,
            zoom=camera.zoom,
            background=colors.rgb("plot_background"),
            foreground=colors.rgb("plot_foreground"),
            quick=quick,
        )

    def _show_pictures(self, wanted: Wanted, pictures: list[Any]) -> None:
        by_place = dict(zip(wanted.places, pictures, strict=True))
        if wanted.shelf != self._shelf:
            return
        limits = _shared_range(pictures) if wanted.same_range else None
        for panel in self.panels:
            if panel.place in by_place:
                panel.picture.show_picture(by_place[panel.place], limits)
        turnable = any(isinstance(picture, (Raster, AtomsPicture)) for picture in pictures)
        self.home.setVisible(turnable)
        if any(isinstance(picture, Raster) for picture in pictures):
            self._sharpen(wanted)

    def _sharpen(self, wanted: Wanted) -> None:
        """Draw again what was drawn for less room, or in a hurry while the mouse turned it."""
        if self.control.turning or not self.panels or self._pictures.busy:
            return
        view = self._view()
        if view != wanted.view:
            self._show_items()

    def _turned(self) -> None:
        """Draw anew what is drawn elsewhere; atoms have followed by themselves."""
        if any(isinstance(panel.picture.picture, Raster) for panel in self.panels):
            self._show_items()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(SPACE, 0, SPACE, 0)
        bar.setSpacing(SPACE)
        for button in (self.picture_button, self.statistics_button):
            self._group.addButton(button)
            bar.addWidget(button)
        self.picture_button.setChecked(True)
        self._field_label = label(tr("Field"), "muted")
        bar.addWidget(self._field_label)
        self.field_box.setAccessibleName(tr("Field shown"))
        self.field_box.setMinimumContentsLength(18)
        bar.addWidget(self.field_box)
        bar.addWidget(self.same_range)
        bar.addWidget(self.changes, 1)
        bar.addWidget(self.home)
        self._sides = QSplitter(Qt.Orientation.Horizontal)
        for panel in (self.before, self.after):
            self._sides.addWidget(panel)
        both = QSplitter(Qt.Orientation.Vertical)
        for place, part in enumerate((self._sides, self.table)):
            both.addWidget(part)
            both.setStretchFactor(place, 3 - place)
        for splitter in (self._sides, both):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
        both.setSizes([330, 220])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addLayout(bar)
        column.addWidget(both, 1)

    def _connect(self) -> None:
        self.table.chosen.connect(self._choose_field)
        self.field_box.activated.connect(self._take_field)
        self.same_range.toggled.connect(self._show_items)
        self._group.buttonToggled.connect(lambda _, on: self._show_items() if on else None)
        self.control.changed.connect(self._turned)
        self.control.settled.connect(self._turned)
        self.home.clicked.connect(self.control.home)
        for panel in (self.before, self.after):
            panel.item_chosen.connect(lambda n, panel=panel: self._choose_item(panel, n))
            panel.picture.raster.resized.connect(self._turned)
        self._pictures.drawn.connect(self._show_pictures)
        theme.notifier().changed.connect(self._recolor)

    def _recolor(self) -> None:
        self._draw_icons()
        self._turned()

    def _draw_icons(self) -> None:
        self.home.setIcon(icons.icon("rotate-ccw"))
        self.home.setToolTip(tr("Back to the first view"))
        self.home.setAccessibleName(tr("Back to the first view"))


def default_field(rows: tuple[FieldChange, ...]) -> FieldChange | None:
    """Choose the field shown at first: one that has changed, else one whose values differ."""
    numeric = [row for row in rows if row.shown.histogram]
    varied = [row for row in numeric if row.shown.minimum != row.shown.maximum]
    changed = [row for row in numeric if row.change in ("changed", "added")]
    telling = [row for row in varied if row in changed]
    return next(iter((*telling, *changed, *varied, *numeric, *rows)), None)


def covering(ranges: list[Range | None]) -> Range | None:
    """Return the range that covers all ranges there are; None if there is none."""
    found = [each for each in ranges if each is not None]
    if not found:
        return None
    return min(low for low, _ in found), max(high for _, high in found)


def _range_of(field: FieldSummary | None) -> Range | None:
    if field is None or field.minimum is None or field.maximum is None:
        return None
    return field.minimum, field.maximum


def _shared_range(pictures: list[Any]) -> Range | None:
    """Return one range for gridded fields; values of different units share none."""
    images = [picture for picture in pictures if isinstance(picture, Image)]
    if len({image.unit for image in images}) != 1:
        return None
    from curator_gui.ui.plots.image import value_range  # loads pyqtgraph

    return covering([value_range(image.values) for image in images])


def _switch(words: str) -> QToolButton:
    button = QToolButton()
    button.setText(words)
    button.setCheckable(True)
    button.setProperty("role", "view")
    return button
