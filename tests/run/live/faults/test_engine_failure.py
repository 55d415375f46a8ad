"""If the engine itself fails, the run ends with an error instead of waiting for ever."""

from __future__ import annotations

from typing import Any

import pytest

from curator_gui.run import run_pipeline
from curator_gui.run.engine.supervising.run_state import Run
from curator_gui.run.errors import EngineError
from tests.run.toys import numbers

pytestmark = pytest.mark.fault


@pytest.mark.parametrize("method", ["on_start", "on_done", "on_failure"])
def test_a_bug_in_the_engine_is_told_and_the_next_run_works(
    method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Any, *args: Any) -> None:
        raise ZeroDivisionError("a bug")

    with monkeypatch.context() as patch:
        patch.setattr(Run, method, broken)
        with pytest.raises(EngineError, match=r"the supervisor .*"):
            run_pipeline(numbers(20, {3: "raise"}), n_jobs=2)
    assert run_pipeline(numbers(3), n_jobs=2) == [["out-0"], ["out-1"], ["out-2"]]
