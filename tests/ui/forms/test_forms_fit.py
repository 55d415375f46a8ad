"""Every component's form has room in the smallest window, in every language."""

from __future__ import annotations

import pytest

from curator_gui.app.language.translators import Language
from curator_gui.core.registration.registry import Registry
from curator_gui.domains import register_all
from curator_gui.ui.common import theme
from curator_gui.ui.forms.context import FormContext
from curator_gui.ui.forms.param_form import ParamForm
from curator_gui.ui.pipeline.build_view import FOLD_AFTER, MARGIN
from curator_gui.ui.pipeline.first_picture import WIDTH
from curator_gui.ui.shell.main_window import PANEL_WIDTH

SCROLL_BAR = 16
ROOM = 1280 - PANEL_WIDTH - 2 * MARGIN - SCROLL_BAR
BESIDE_PICTURE = ROOM - WIDTH - 2 * MARGIN


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_form_is_wider_than_its_place(qtbot, qapp, language) -> None:
    spoken = Language(language, qapp)
    theme.apply(qapp, "light")
    registry = Registry()
    register_all(registry)
    too_wide = {}
    for entry in registry:
        source = entry.kind == "source"
        if not source and language == "en":
            continue  # German words are longer, and only sources have a picture beside them
        form = ParamForm(
            entry.params,
            FormContext(),
            help_beside=False,
            fold_after=FOLD_AFTER if source else 0,
        )
        qtbot.addWidget(form)
        form.show_values({})
        needed = form.minimumSizeHint().width()
        if needed > (BESIDE_PICTURE if source else ROOM):
            too_wide[entry.key] = needed
        form.deleteLater()
    spoken.remove()
    assert not too_wide
