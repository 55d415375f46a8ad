"""The pictures on the pages of components are of what the component does now."""

from __future__ import annotations

from pathlib import Path

import pytest

from curator_gui.core import Registry
from curator_gui.core.documents.build import assemble, build_step
from curator_gui.core.storage.resources import resource_path
from curator_gui.domains import register_all
from curator_gui.domains.common.inspectors import inspector
from curator_gui.manual import Manual
from curator_gui.manual.examples import FOLDER, read_examples
from curator_gui.manual.html import write_html
from curator_gui.run.helper.preview import preview


@pytest.fixture(scope="module")
def registry() -> Registry:
    made = Registry()
    register_all(made)
    return made


@pytest.mark.parametrize("key", read_examples())
def test_an_example_runs(key: str, registry: Registry) -> None:
    if registry.get(key).unavailable_reason():
        pytest.skip("its extra is not installed")
    example = read_examples()[key]
    steps = [build_step(step, registry, resource_path()) for step in example.document().steps]
    shown = preview(assemble(steps), example.index, inspector(example.domain))
    assert [step.error for step in shown.steps] == [None] * len(steps)
    after = shown.steps[-1].items
    assert after
    assert not example.field or example.field in {field.name for field in after[0].fields}
    before = shown.steps[-2].items if len(steps) > 1 else ()
    assert after != before, "it shows nothing"


def test_each_example_has_its_picture_and_each_picture_its_example() -> None:
    assert {path.stem for path in FOLDER.glob("*.png")} == set(read_examples())


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_page_shows_the_picture_and_says_with_which_values(
    language: str, registry: Registry
) -> None:
    page = Manual(registry, language).page("mesh.CropBox")
    assert "![](pictures/mesh.CropBox.png)" in page.text
    assert "`x_max: 0.6`" in page.text


def test_html_has_the_pictures(tmp_path: Path, registry: Registry) -> None:
    write_html(Manual(registry), tmp_path)
    assert (tmp_path / "pictures" / "mesh.CropBox.png").is_file()
    assert 'src="pictures/mesh.CropBox.png"' in (tmp_path / "mesh.CropBox.html").read_text()
