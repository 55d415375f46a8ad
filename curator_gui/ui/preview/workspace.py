"""Previewing from the window: the controller, its command, and the view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from curator_gui.app.document.checking import Checker
from curator_gui.app.document.session import Session
from curator_gui.app.preview.controller import PreviewController
from curator_gui.app.results.alike import Alike
from curator_gui.app.settings.preferences import Settings
from curator_gui.ui.common.actions import Actions
from curator_gui.ui.common.view_bar import ViewSpec

if TYPE_CHECKING:
    from curator_gui.ui.preview.following import Following
    from curator_gui.ui.preview.output import OutputWindow
    from curator_gui.ui.preview.view import PreviewView

VIEW = "preview"


class Previewing(QObject):
    """Previews indices of the session's document.

    Signals
    -------
    view_wanted(str)
        The view of this name is to be shown (and made, if it was not yet).
    """

    view_wanted = Signal(str)

    def __init__(
        self,
        session: Session,
        checker: Checker,
        actions: Actions,
        settings: Settings,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._checker, self._actions, self._settings = checker, actions, settings
        self._session = session
        self._window = window
        self.controller = PreviewController(session, settings, self)
        self.view: PreviewView | None = None
        self.following: Following | None = None
        self.output: OutputWindow | None = None
        actions.connect_all({"preview": self.preview})

    def view_specs(self) -> list[ViewSpec]:
        return [ViewSpec(VIEW, "Preview", "eye", self._make)]

    def preview(self) -> None:
        """Show the view and preview the index that is set there."""
        self.view_wanted.emit(VIEW)
        if self.view is not None:
            self.view.preview()

    def preview_index(self, index: int) -> None:
        self.view_wanted.emit(VIEW)
        if self.view is not None:
            self.view.preview_index(index)

    def preview_output(self, found: Alike, domain: str) -> None:
        """Show what an output holds that a pipeline of this domain wrote, in a window of its own.

        A film there goes through the outputs among which it was found.
        """
        if self.output is None:
            from curator_gui.ui.preview.output import OutputWindow

            self.output = OutputWindow(self._settings, self._window)
        self.output.show_output(found, domain)

    def shut_down(self) -> None:
        """End what is under way: the window closes."""
        if self.output is not None:
            self.output.close()
        if self.following is not None:
            self.following.stop()
        if self.view is not None:
            self.view.stop()
        self.controller.stop()

    def _make(self) -> QWidget:
        from curator_gui.ui.preview.following import Following
        from curator_gui.ui.preview.view import PreviewView  # the engine's words for items

        self.view = PreviewView(self.controller, self._checker, self._actions)
        self.following = Following(self._session, self._checker, self.controller, self.view)
        return self.view
