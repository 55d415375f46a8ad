"""What comes back from the helper process leaves a person's own code with the name of its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from curator_gui.core.registration.registry import Registry
from curator_gui.run.helper.process import HelperProcess, on_pipeline
from tests.core.registration.test_own_code import SOURCE
from tests.run.toys import Numbers

pytestmark = pytest.mark.workers


def test_a_pipeline_that_went_to_the_helper_and_back_keeps_the_names_of_files(
    tmp_path: Path,
) -> None:
    path = tmp_path / "own_steps.py"
    path.write_text(SOURCE)
    registry = Registry()
    registry.load_folder(tmp_path)
    own = registry.get("own.Fails").cls
    helper = HelperProcess()
    try:
        pipeline, size = helper.call("counting", on_pipeline, len, Numbers(3).filter(own()), ())
    finally:
        helper.close()
    assert size == 3
    for cls in (own, type(pipeline.filters[0])):
        assert cls.__call__.__code__.co_filename == str(path)
