from __future__ import annotations

import pytest

from curator_gui.core.notes import IdleStep, noting, remark, unchanged


def test_outside_a_run_what_a_step_says_is_a_warning() -> None:
    with pytest.warns(IdleStep, match="a step does nothing: has no cell fields"):
        unchanged("has no cell fields")
    with pytest.warns(UserWarning, match="one cell is gone"):
        remark("one cell is gone")


def test_inside_one_it_is_taken() -> None:
    heard: list[tuple[str, str]] = []
    with noting(lambda kind, words: heard.append((kind, words))):
        unchanged("has no cell fields")
        remark("one cell is gone")
    assert heard == [("unchanged", "has no cell fields"), ("remark", "one cell is gone")]
