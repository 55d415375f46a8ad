"""The file for Prometheus, read by Prometheus' own parser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

from curator_gui.core.errors import ParamError
from curator_gui.core.storage.resources import resource_path
from curator_gui.run import events as ev
from curator_gui.run.report.metrics import MetricsFile, RunMetrics
from tests.run.report.test_event_lines import EXAMPLES

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


def samples(text: str) -> Samples:
    found: Samples = {}
    for family in text_string_to_metric_families(text):
        assert family.documentation
        assert family.type in ("gauge", "counter", "histogram")
        for sample in family.samples:
            key = (sample.name, frozenset(sample.labels.items()))
            assert key not in found
            found[key] = sample.value
    return found


def value(found: Samples, name: str, **labels: str) -> float:
    return found[f"curator_{name}", frozenset(labels.items())]


def test_all_events_are_counted() -> None:
    metrics = RunMetrics()
    for event in EXAMPLES.values():
        metrics.add(event)
    found = samples(metrics.text())
    assert value(found, "run_state", state="finished") == 1
    assert value(found, "run_state", state="running") == 0
    assert value(found, "indices", status="done") == 1
    assert value(found, "indices", status="skipped") == 1  # the last that was said of index 1
    assert value(found, "index_retries_total") == 1
    assert value(found, "output_bytes_total") == 9
    assert value(found, "index_duration_seconds_bucket", le="0.1") == 0
    assert value(found, "index_duration_seconds_bucket", le="1.0") == 1
    assert value(found, "index_duration_seconds_bucket", le="+Inf") == 1
    assert value(found, "index_duration_seconds_count") == 1
    assert value(found, "step_seconds_total", number="1", step="Sink") == 0.4
    assert value(found, "workers") == 0
    assert value(found, "worker_ends_total") == 1
    assert value(found, "passes_total") == 1
    assert value(found, "gathered_indices_total", result="done") == 1
    assert value(found, "log_lines_total", level="info") == 1


def test_what_is_in_hand_waits_again_when_the_run_is_over() -> None:
    metrics = RunMetrics()
    metrics.add(EXAMPLES[ev.RunStarted])
    metrics.add(EXAMPLES[ev.IndexStarted])
    assert value(samples(metrics.text()), "indices", status="running") == 1
    metrics.add(EXAMPLES[ev.RunFinished])
    assert value(samples(metrics.text()), "indices", status="running") == 0
    assert value(samples(metrics.text()), "indices", status="waiting") == 2


@given(st.lists(st.text(st.characters()), min_size=1, max_size=5))
def test_any_name_of_a_step_can_be_read_back(names: list[str]) -> None:
    metrics = RunMetrics()
    metrics.add(ev.RunStarted(1.0, names[0], 1, 1, tuple(names)))
    stages = tuple(1.0 for _ in names)
    metrics.add(ev.IndexFinished(1.0, 0, 1, 1, 1.0, (), 0, stages, 0))
    found = samples(metrics.text())
    for number, name in enumerate(names):
        plain = name.encode("utf-8", "backslashreplace").decode()
        assert value(found, "step_seconds_total", number=str(number), step=plain) == 1.0


def test_the_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "curator.prom"
    metrics = MetricsFile(path, seconds=0.001)
    for event in EXAMPLES.values():
        metrics(event)
        assert samples(path.read_text())  # complete at any moment
    metrics.close()
    assert value(samples(path.read_text()), "indices", status="done") == 1
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_written_is_said_before_the_run(tmp_path: Path) -> None:
    with pytest.raises(ParamError, match=r"metrics: .*No such file"):
        MetricsFile(tmp_path / "none" / "curator.prom")


def test_one_that_can_no_longer_be_written_is_a_problem(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    metrics = MetricsFile(folder / "curator.prom")
    (folder / "curator.prom").unlink()
    folder.rmdir()
    metrics(EXAMPLES[ev.LogLine])
    metrics.close()
    assert "the metrics are old" in str(metrics.problem)


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_manual_names_every_metric(language: str) -> None:
    page = resource_path("manual", language, "watching.md").read_text("utf-8")
    families = text_string_to_metric_families(RunMetrics().text())
    names = {f.name + ("_total" if f.type == "counter" else "") for f in families}
    assert names == set(re.findall(r"`(curator_\w+)`", page)) - {"curator_gui"}
