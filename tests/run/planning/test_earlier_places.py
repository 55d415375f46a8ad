"""Whether an earlier run may have written where a pipeline writes: its steps' arguments tell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from curator_gui.run.planning.resuming.changes import PresentPipeline
from curator_gui.run.planning.resuming.earlier_runs import Places
from tests.run.planning.resuming.histories import pipeline_to


def steps(*arguments: Any) -> list[dict[str, Any]]:
    named = {f"argument {number}": value for number, value in enumerate(arguments)}
    return [{"name": "source", "arguments": {"folder": "in"}}, {"name": "w", "arguments": named}]


@pytest.mark.parametrize(
    ("place", "arguments", "meets"),
    [
        ("out", ["out"], True),
        ("out", ["./out/"], True),
        ("out", ["out/below"], True),
        ("out/below", ["./out"], True),
        ("out", ["outer"], False),
        ("out", ["other/out"], False),
        ("out", [3, None, "", ["out"]], False),
        ("in", ["other"], False),  # the source reads there
        (".", ["linear"], False),  # a word, and no path below the present folder
        (".", ["./linear"], True),
        (".", ["s3://bucket/out"], False),
        ("out/below", ["there"], False),
        ("there/below", ["there"], True),  # a word that names a folder
        ("out", ["linked/out"], True),  # a link to the present folder
        ("linked/out/below", ["./out"], True),
        ("out", [["elsewhere", "./out"]], True),
        ("out", [{"a": {"b": "./out"}}], True),
    ],
)
def test_places_are_compared_by_what_they_hold(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    arguments: list[Any],
    meets: bool,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there").mkdir()
    (tmp_path / "linked").symlink_to(tmp_path)
    places = Places(PresentPipeline(pipeline_to(Path(place))))
    assert places.meets(steps(*arguments)) is meets
