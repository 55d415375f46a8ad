"""A picture of the first item that was looked at, colored by a field of choice."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from curator_gui.app.preview.pictures import PictureCalls, Wanted
from curator_gui.app.preview.survey import Surveyor, SurveyState
from curator_gui.core.measuring.inspection import FieldSummary, View
from curator_gui.ui.common import theme
from curator_gui.ui.common.text import say, tr
from curator_gui.ui.common.widgets import HALF, SPACE, ElidedLabel, label
from curator_gui.ui.forms.editors import CalmComboBox
from curator_gui.ui.preview.pictures.camera import CameraControl
from curator_gui.ui.preview.pictures.picture import ItemPicture

WIDTH = 296
HEIGHT = 220
RESIZE_MS = 80
DRAWN_PLACES = ("point", "cell", "variable", "array")


class FirstPicture(QWidget):
    """Shows what one item looks like; it is drawn in the survey's process."""

    def __init__(self, surveyor: Surveyor) -> None:
        super().__init__()
        self._surveyor = surveyor
        self.calls = PictureCalls(surveyor.process, self)
        self.calls.drawn.connect(self._drawn)
        self.title = ElidedLabel("", "title")
        self.control = CameraControl(self)
        self.picture = ItemPicture(self.control)
        self.picture.setFixedHeight(HEIGHT)
        self.fields = CalmComboBox()
        self.fields.setAccessibleName(tr("Shows"))
        self.fields.activated.connect(lambda _: self.draw())
        self.control.changed.connect(self.draw)
        self._offered: list[tuple[str, str]] = []
        self._of: tuple[object, ...] = ()
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(RESIZE_MS)
        self._delay.timeout.connect(self.draw)
        theme.notifier().changed.connect(self.draw)
        self._arrange()

    def show_state(self, state: SurveyState) -> None:
        """Draw the first item as soon as there is one, and again when it is another."""
        survey = state.survey
        looks = survey.looks if survey else ()
        first = next((look for look in looks if look.steps and look.steps[0].items), None)
        if first is None or looks[0] is not first:  # only the first look is kept to be drawn
            self.title.setText("")
            self.picture.say(_waiting(state))
            self._of = ()
            return
        self.title.setText(first.label or tr("index {n}").format(n=first.index))
        of = (first.index, first.label, first.steps[0].items)
        if of != self._of:
            self._of = of
            self._offer(first.steps[0].items[0].fields)
            self._delay.start()

    def choose(self, place: str, name: str) -> None:
        """Colour the picture by a field."""
        if (place, name) in self._offered:
            self.fields.setCurrentIndex(self._offered.index((place, name)))
            self.draw()

    def draw(self) -> None:
        if not self._of or not self.isVisible():
            return
        row = self.fields.currentIndex()
        place, name = self._offered[row] if 0 <= row < len(self._offered) else ("", "")
        self.calls.want(Wanted("steps", ((0, 0),), self._view(place, name)))
        self.picture.wait(first=self.calls.first)

    def stop(self) -> None:
        self.calls.cancel()
        self._delay.stop()

    def showEvent(self, event: object) -> None:
        self._delay.start()

    def _view(self, place: str, name: str) -> View:
        colors, camera = theme.current(), self.control.camera
        size = self.picture.picture_size(bar=bool(name))
        ratio = self.devicePixelRatioF()
        return View(
            name,
            place,
            max(16, round(size.width() * ratio)),
            max(16, round(size.height() * ratio)),
            camera.azimuth,
            camera.elevation,
            camera.zoom,
            None,
            colors.rgb("plot_background"),
            colors.rgb("plot_foreground"),
        )

    def _offer(self, fields: tuple[FieldSummary, ...]) -> None:
        chosen = self.fields.currentText()
        self._offered = [
            (f.place, f.name) for f in fields if f.place in DRAWN_PLACES and f.minimum is not None
        ]
        self.fields.clear()
        self.fields.addItems([name for _, name in self._offered])
        names = [name for _, name in self._offered]
        self.fields.setCurrentIndex(names.index(chosen) if chosen in names else min(0, len(names)))
        self._choice.setVisible(len(names) > 1)

    def _drawn(self, wanted: Wanted, pictures: list[object]) -> None:
        for picture in pictures:
            self.picture.show_picture(picture, None)  # type: ignore[arg-type]

    def _arrange(self) -> None:
        self.setFixedWidth(WIDTH)
        self._choice = QWidget()
        row = QHBoxLayout(self._choice)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(label(tr("Shows"), "muted"))
        row.addWidget(self.fields, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(self.title)
        column.addWidget(self.picture)
        column.addWidget(self._choice)
        column.addStretch(1)


def _waiting(state: SurveyState) -> str:
    if state.problem:
        return say(state.problem)
    if state.busy:
        return tr("The first item is being read...")
    return tr("A picture of the first item appears here.")
