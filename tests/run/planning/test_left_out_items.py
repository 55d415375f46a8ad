"""What `NAME.curation.csv` beside the document leaves out is not run, and not merged; and said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from curator_gui.core import Pipeline
from curator_gui.core.sidecars.curation import CurationError
from curator_gui.run.config import RunConfig, RunResult
from curator_gui.run.engine.runner import execute
from curator_gui.run.planning.plan import Plan, make_plan
from curator_gui.run.planning.resuming.curated import is_decision
from tests.run.toys import Files, Numbers, Total


class Named(Numbers):
    """Numbers whose names are those of files."""

    def label(self, index: int) -> str:
        return f"runs/{index}.dat"


@pytest.fixture
def document(tmp_path) -> Path:
    return tmp_path / "some.curator.yaml"


@pytest.fixture
def decide(document):
    def write(*lines: str) -> None:
        text = "\n".join(["index,item,decision", *lines, ""])
        (document.parent / "some.curation.csv").write_text(text, encoding="utf-8")

    return write


def pipeline(folder: Path) -> Pipeline[Any]:
    return Named(6).write(Files(folder / "out"))


def plan(document: Path, **options: Any) -> Plan:
    chosen = options.pop("indices", None)
    return make_plan(pipeline(document.parent), chosen, 2, document=document, **options)


def test_left_out_items_are_skipped_and_counted(document, decide):
    decide("0,runs/0.dat,leave out", ",runs/4.dat,leave out", "2,,keep", "3,,check later")
    found = plan(document)
    assert list(found.to_run) == [1, 2, 3, 5]
    assert dict(found.skipped) == dict.fromkeys([0, 4], "left out by some.curation.csv")
    assert found.warnings() == ["2 left out by some.curation.csv"]


def test_without_a_file_or_document_all_run(document):
    assert list(plan(document).to_run) == list(range(6))
    assert list(make_plan(pipeline(document.parent), None, 2).to_run) == list(range(6))


def test_of_chosen_indices_only_theirs_are_skipped(document, decide):
    decide("0,,leave out", "1,,leave out")
    found = plan(document, indices=[1, 2])
    assert (list(found.to_run), list(found.skipped)) == ([2], [1])


def test_items_that_are_not_there_are_said(document, decide):
    decide(",gone.dat,leave out")
    found = plan(document)
    assert list(found.to_run) == list(range(6))
    assert "names an item that is not there, gone.dat" in found.warnings()[0]


def test_a_file_that_cannot_be_read_stops_the_run_before_it_begins(document, decide):
    decide("0,,remove")
    with pytest.raises(CurationError, match=r"curation\.csv, line 2: 'remove' is no decision"):
        run(document)
    assert not (document.parent / "out").exists()


def run(document: Path, **options: Any) -> RunResult:
    config = RunConfig(backend="sequential", document_path=str(document), **options)
    return execute(pipeline(document.parent), config)


def test_a_run_leaves_them_out_and_says_so(document, decide):
    decide("1,,leave out")
    result = run(document)
    assert result.skipped == {1: "left out by some.curation.csv"}
    assert "1 left out by some.curation.csv" in result.warnings
    assert len(list((document.parent / "out").iterdir())) == 5


def test_what_is_taken_in_again_runs_when_the_run_is_resumed(document, decide, tmp_path):
    record = tmp_path / "run.db"
    decide("1,,leave out")
    run(document, record=record)
    decide("1,,keep", "2,,leave out")
    result = run(document, record=record, resume=record)
    assert result.skipped[2] == "left out by some.curation.csv"
    assert 1 not in result.skipped
    assert result.outputs[1]
    assert {index for index, why in result.skipped.items() if "finished" in why} == {0, 3, 4, 5}


def test_what_is_left_out_later_is_not_in_merged_results(document, decide, tmp_path):
    record, total = tmp_path / "run.db", tmp_path / "total.txt"
    summed = Named(4).filter(Total(total)).write(Files(tmp_path / "out"))
    config = {"backend": "sequential", "document_path": str(document), "record": record}
    execute(summed, RunConfig(**config))
    before = total.read_text()
    decide("3,,leave out")
    result = execute(summed, RunConfig(**config, resume=record))
    assert result.skipped[3] == "left out by some.curation.csv"
    assert total.read_text() != before
    decide("3,,")
    execute(summed, RunConfig(**config, resume=record))
    assert total.read_text() == before


def test_the_file_of_before_is_read_where_only_that_is_there_and_said(document, decide):
    (document.parent / "curation.csv").write_text("index,decision\n1,leave out\n")
    found = plan(document)
    assert dict(found.skipped) == {1: "left out by curation.csv"}
    assert found.warnings() == [
        "1 left out by curation.csv",
        "the decisions are those of curation.csv, the name of before; the next one is written to "
        "some.curation.csv with all of them, and curation.csv stays as it is",
    ]
    decide("2,,leave out")
    found = plan(document)
    assert dict(found.skipped) == {2: "left out by some.curation.csv"}
    assert found.warnings() == ["1 left out by some.curation.csv"]


def test_two_documents_of_a_folder_have_decisions_of_their_own(document, decide):
    decide("1,,leave out")
    other = document.with_name("other.curator.yaml")
    (document.parent / "other.curation.csv").write_text("index,decision\n3,leave out\n")
    assert list(plan(document).skipped) == [1]
    assert list(plan(other).skipped) == [3]


def test_reasons_of_both_names_are_decisions():
    assert is_decision("left out by curation.csv")
    assert is_decision("left out by dam.curation.csv")
    assert not is_decision("finished before")
