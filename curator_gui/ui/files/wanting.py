"""What a person wants: recipes, chosen before or after the data are given."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from curator_gui.app.document.edits import step_title
from curator_gui.app.document.offered.recipes import Recipe, fit, list_recipes, made, output_folder
from curator_gui.app.document.session import Session
from curator_gui.app.preview.survey import Surveyor
from curator_gui.core.document import PipelineDocument
from curator_gui.core.survey import StepFacts
from curator_gui.ui.common.text import count, say, tr

if TYPE_CHECKING:
    from curator_gui.ui.files.recipes_page import Offered, RecipesPage

VIEW = "recipes"


class Wanting(QObject):
    """Offers recipes for the source that is open and makes their steps.

    Signals
    -------
    view_wanted(str)
        The view of this name is to be shown.
    data_wanted()
        A recipe was chosen before there are data.
    run_wanted()
        The steps are made and are to run.
    """

    view_wanted = Signal(str)
    data_wanted = Signal()
    run_wanted = Signal()

    def __init__(self, session: Session, surveyor: Surveyor, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._surveyor = session, surveyor
        self.recipes = list_recipes(registry=session.registry)
        self.page: RecipesPage | None = None
        self._wanted = ""
        self._waiting = False
        surveyor.changed.connect(self._renew)
        session.replaced.connect(self._forget)

    def choose(self, recipe: Recipe) -> None:
        """Take a recipe; it is offered as soon as there are data."""
        self._wanted = recipe.key
        if self._session.document.source is None:
            self._waiting = True
            self.data_wanted.emit()
        else:
            self.offer()

    def source_made(self, _step: str = "") -> None:
        """Go on with the recipe that was chosen before, if one was."""
        if self._waiting:
            self._waiting = False
            self.offer()

    def offer(self) -> None:
        """Show what can be made of the source."""
        self.view_wanted.emit(VIEW)
        if self.page is not None:
            self.page.show_recipes(self._offered(), self._about(), self._wanted)

    def make_page(self) -> QWidget:
        from curator_gui.ui.files.recipes_page import RecipesPage

        self.page = RecipesPage()
        self.page.chosen.connect(self._make)
        self.page.cancelled.connect(lambda: self.view_wanted.emit("build"))
        return self.page

    def _forget(self) -> None:
        self._waiting, self._wanted = False, ""

    def _facts(self) -> StepFacts | None:
        state = self._surveyor.state
        return state.whole.leaving(0) if state.whole is not None else None

    def _about(self) -> str:
        state, source = self._surveyor.state, self._session.document.source
        if source is None or state.whole is None:
            return ""
        title = say(step_title(source, self._session.registry))
        items = count(state.whole.size, "item", "items")
        return tr("{items} of {source}").format(items=items, source=title)

    def _offered(self) -> list[Offered]:
        return [self._offer(recipe) for recipe in self.recipes]

    def _offer(self, recipe: Recipe) -> Offered:
        from curator_gui.ui.files.recipes_page import Offered
        from curator_gui.ui.pipeline.card import summary

        session, facts = self._session, self._facts()
        fits = fit(recipe, session.document.domain, facts)
        output = output_folder(session.document.source, recipe, session.base)
        steps = self._document(recipe, output).steps[1:] if fits.fits else ()
        registry = session.registry
        named = [
            (say(step_title(step, registry)), summary(step, registry.find(step.component)), step)
            for step in steps
        ]
        return Offered(recipe, fits, output, named)

    def _document(self, recipe: Recipe, output: str) -> PipelineDocument:
        session = self._session
        return made(recipe, session.document, session.registry, self._facts(), output)

    def _make(self, recipe: Recipe, output: str, run: bool) -> None:
        session = self._session
        if session.base is None and not Path(output).is_absolute():
            output = str(Path(output_folder(session.document.source, recipe, None)).parent / output)
        words = tr("make {recipe}").format(recipe=say(recipe.title))
        session.push(self._document(recipe, output), words, own=False)
        self.view_wanted.emit("build")
        if run:
            self.run_wanted.emit()

    def _renew(self) -> None:
        """Show what is known by now, while the page is in sight and nothing was typed in it."""
        page = self.page
        if page is not None and page.isVisible() and not page.output.isModified():
            wanted = page.offered.recipe.key if page.offered is not None else self._wanted
            page.show_recipes(self._offered(), self._about(), wanted)
