from __future__ import annotations

import json
from pathlib import Path

import pytest

from curator_gui.run import RunConfig, execute
from tests.run.observe import BackgroundRun, observed, starts
from tests.run.toys import Misbehave, Names, Numbers, Total

pytestmark = pytest.mark.fault


def pipeline(output: Path, table: dict[int, str], folder: Path, n: int = 24) -> object:
    return Numbers(n).filter(Total(output)).filter(Misbehave(table, str(folder))).write(Names())


@pytest.mark.parametrize("options", [{}, {"recycle_after": 3}, {"batch_size": 1}])
def test_totals_are_exact_under_errors_crashes_and_recycling(
    options: dict[str, int], tmp_path: Path
) -> None:
    output = tmp_path / "total.json"
    table = {3: "once kill", 5: "raise", 8: "once segv", 13: "exit", 20: "once raise"}
    result, _ = observed(pipeline(output, table, tmp_path), **options)
    expected = [i for i in range(24) if i not in (5, 13, 20)]
    assert json.loads(output.read_text()) == expected
    assert sorted(result.outputs) == expected
    assert result.artifacts == [str(output)]


def test_a_stopped_run_gathers_what_is_finished(tmp_path: Path) -> None:
    output = tmp_path / "total.json"
    with BackgroundRun(pipeline(output, {10: "hang"}, tmp_path), n_jobs=1) as run:  # type: ignore[arg-type]
        run.events.wait_started(10)
        run.control.stop_now()
        result = run.result()
    assert json.loads(output.read_text()) == sorted(result.outputs) == list(range(10))


def test_the_result_is_the_same_for_any_number_of_workers(tmp_path: Path) -> None:
    texts = set()
    for workers in (1, 2, 3):
        output = tmp_path / f"total-{workers}.json"
        config = RunConfig(n_jobs=workers)
        execute(pipeline(output, {}, tmp_path), config)  # type: ignore[arg-type]
        texts.add(output.read_text())
    assert len(texts) == 1
    assert sorted(starts(tmp_path)) == sorted([*range(24)] * 3)
