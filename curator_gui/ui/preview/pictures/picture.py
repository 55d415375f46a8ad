"""The picture of one item, whatever kind of picture its domain draws; or why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QStackedWidget

from curator_gui.core.measuring.inspection import AtomsPicture, Image, Picture, Raster, Text
from curator_gui.ui.common.text import say, tr
from curator_gui.ui.common.widgets import label
from curator_gui.ui.preview.pictures.atoms_picture import AtomsView
from curator_gui.ui.preview.pictures.camera import CameraControl
from curator_gui.ui.preview.pictures.raster import RasterView
from curator_gui.ui.results.detail import fixed_text

if TYPE_CHECKING:
    from curator_gui.run.helper.preview import NoPicture
    from curator_gui.ui.plots.image import ImagePlot


class ItemPicture(QStackedWidget):
    """Shows a mesh, a gridded field or atoms, each in the widget made for it."""

    def __init__(self, control: CameraControl) -> None:
        super().__init__()
        self.message = label("", "muted", wrap=True)
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setMargin(16)
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.raster = RasterView(control)
        self.atoms = AtomsView(control)
        self.plot: ImagePlot | None = None
        self.text = fixed_text(tr("Content of the file"))
        for widget in (self.message, self.raster, self.atoms, self.text):
            self.addWidget(widget)
        self.picture: Picture | NoPicture | None = None

    def wait(self, *, first: bool = False) -> None:
        """Say that a picture will come, unless one is shown that may stay until then."""
        if self.picture is not None:
            return
        words = tr("Drawing the first picture: its libraries and the graphics are being loaded...")
        self.say(words if first else tr("Drawing the picture..."))

    def say(self, words: str) -> None:
        self.picture = None
        self.message.setText(words)
        self.setCurrentWidget(self.message)

    def show_picture(
        self, picture: Picture | NoPicture, limits: tuple[float, float] | None
    ) -> None:
        """Show a picture; `limits` are the ends of the color bar of a gridded field."""
        if isinstance(picture, Raster):
            self.raster.show_raster(picture)
            self.setCurrentWidget(self.raster)
        elif isinstance(picture, AtomsPicture):
            self.atoms.show_atoms(picture)
            self.setCurrentWidget(self.atoms)
        elif isinstance(picture, Image):
            self._show_image(picture, limits)
        elif isinstance(picture, Text):
            self.text.setPlainText(picture.text)
            self.setCurrentWidget(self.text)
        else:
            self.say(say(picture.reason))
        self.picture = picture

    def picture_size(self, *, bar: bool) -> QSize:
        """Return the room for a picture that is drawn elsewhere, with or without a color bar."""
        if not self.raster.isVisible():
            self.raster.resize(self.size())
        return self.raster.picture_size(bar=bar)

    def _show_image(self, image: Image, limits: tuple[float, float] | None) -> None:
        if self.plot is None:
            from curator_gui.ui.plots.image import ImagePlot  # pyqtgraph takes its time to load

            self.plot = ImagePlot()
            self.addWidget(self.plot)
        self.plot.show_image(image, limits)
        self.setCurrentWidget(self.plot)
