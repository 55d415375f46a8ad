"""The window follows the user's own files: form, card and notices, without a restart."""

from __future__ import annotations

from pathlib import Path

import pytest

from curator_gui.core import Registry
from curator_gui.core.document import PipelineDocument, Step
from curator_gui.domains import register_all
from curator_gui.ui.shell.reloading import Reloading

FILE = """
from typing import Annotated
from curator_gui.core import Filter, Param

class Own(Filter):
    name, description = "{title}", "Does something of one's own."
    def __init__(self, {argument}: Annotated[int, Param("A number.")] = 1):
        pass
    def __call__(self, items):
        return items

def register(registry):
    registry.add("mesh", Own)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "settings" / "components"


@pytest.fixture
def bench(make_window, folder: Path):
    folder.parent.mkdir()
    window = make_window(register_all(Registry(), folder))
    Reloading(window.bench, folder)
    return window.bench


def write(folder: Path, title: str = "Own", argument: str = "number") -> None:
    folder.mkdir(exist_ok=True)
    (folder / "own.py").write_text(FILE.format(title=title, argument=argument))


def notices(bench) -> list[str]:
    return [notice.text for notice in bench.notices.notices]


def test_a_new_file_in_a_new_folder_is_found(qtbot, bench, folder: Path) -> None:
    assert bench.session.registry.find("mesh.Own") is None
    write(folder)
    qtbot.waitUntil(lambda: bench.session.registry.find("mesh.Own") is not None)


def test_card_form_and_notices_follow_the_file(qtbot, bench, folder: Path) -> None:
    write(folder)
    qtbot.waitUntil(lambda: "mesh.Own" in bench.session.registry)
    step = Step("filter", "mesh.Own")
    bench.session.push(PipelineDocument().add(step), "add")
    bench.session.select(bench.session.document.steps[0].id)
    bench.show_view("build")

    def fields() -> list[str]:
        return [param.name for param in bench.build.page.entry.params]

    assert fields() == ["number"]
    write(folder, title="Renamed", argument="count")
    qtbot.waitUntil(lambda: fields() == ["count"])
    (card,) = bench.panel.cards
    assert card.state.entry.title == "Renamed"

    (folder / "own.py").write_text("import none_such\n")
    qtbot.waitUntil(lambda: any("line 1" in text for text in notices(bench)))
    step_id = bench.session.document.steps[0].id

    def problems() -> str:
        return " ".join(str(issue) for issue in bench.checker.report.for_step(step_id))

    qtbot.waitUntil(lambda: "own.py: line 1: ModuleNotFoundError" in problems())
    write(folder)
    qtbot.waitUntil(lambda: notices(bench) == [])
    qtbot.waitUntil(lambda: "line 1" not in problems())
    assert fields() == ["number"]


def test_a_file_that_goes_leaves_a_step_that_is_not_installed(qtbot, bench, folder: Path) -> None:
    write(folder)
    qtbot.waitUntil(lambda: "mesh.Own" in bench.session.registry)
    bench.session.push(PipelineDocument().add(Step("filter", "mesh.Own")), "add")
    bench.session.select(bench.session.document.steps[0].id)
    (folder / "own.py").unlink()
    qtbot.waitUntil(lambda: bench.build.page is not None and bench.build.page.entry is None)
    assert bench.session.document.steps[0].component == "mesh.Own"
