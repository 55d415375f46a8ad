"""What stands beside the outputs and is of no item is said: by the run, on the card, by verify."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from curator_gui.core import Sink
from curator_gui.dataset import layout
from curator_gui.dataset.handing_over.writing import hand_over, write_again
from curator_gui.dataset.unlisted import unlisted_outputs
from curator_gui.dataset.verifying import verify
from curator_gui.domains.mesh import NPZSink
from tests.dataset.conftest import Ready
from tests.dataset.made import MADE, meshes, run


class Fails(Sink[Any]):
    """Fails on the third item, after the sink before it has written."""

    name = "Fails"
    description = "Fails on the third item."
    changes_items = False

    def __call__(self, items: Iterable[Any], index: int) -> list[str]:
        for _ in items:
            if index == 2:
                raise ValueError("no room")
        return []


@pytest.mark.parametrize("kind", list(MADE))
def test_nothing_is_left_over_by_a_run_that_went_well(kind: str, ready: Ready) -> None:
    found = ready(kind)
    assert not [words for words in map(str, found.words) if "of no item" in words]
    assert verify(found.folder).unlisted == ()
    assert "of no item" not in (found.folder / layout.CARD).read_text(encoding="utf-8")


def test_what_an_item_leaves_that_failed_in_another_sink_is_said(tmp_path: Path) -> None:
    out = tmp_path / "out"
    pipeline = meshes().write(NPZSink(out, "{index}.npz"), Fails())
    result = run(pipeline, tmp_path / "a.curator-run")
    assert list(result.failures) == [2]
    said = "\n".join(map(str, hand_over(pipeline, tmp_path / "a.curator-run").words))
    assert "2.npz stands beside the outputs and is of no item of the data set" in said
    assert "of no item: 2.npz" in (out / layout.CARD).read_text(encoding="utf-8")
    found = verify(out)
    assert (found.unlisted, found.problems) == (("2.npz",), ())
    (out / "2.npz").unlink()
    write_again(out)
    assert "of no item" not in (out / layout.CARD).read_text(encoding="utf-8")


def test_other_kinds_other_folders_and_results_of_the_run_are_no_outputs(tmp_path: Path) -> None:
    for name in ("a/0.npz", "a/1.npz", "a/0.vtu", "b/9.npz", "a/.x.npz", "items.csv", "s.csv"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    (tmp_path / "a" / "old.npz").mkdir()
    assert unlisted_outputs(tmp_path, ["a/0.npz"], []) == ["a/1.npz", "a/old.npz"]
    assert unlisted_outputs(tmp_path, ["0.csv"], ["s.csv"]) == []
    assert unlisted_outputs(tmp_path, ["0.csv"], []) == ["s.csv"]
    assert unlisted_outputs(tmp_path, ["gone/0.npz", "noend"], []) == []
