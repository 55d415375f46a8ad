from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from curator_gui.run.events import IndexFailed, IndexFinished, LogLine, RunFinished
from curator_gui.run.record import RecordWriter, RunMeta, RunRecord
from curator_gui.run.report.charts import bars, nice_ticks, rows
from curator_gui.run.report.html import ReportError, index_ranges, render_report, write_report

Done = Callable[..., IndexFinished]
Failed = Callable[..., IndexFailed]
Meta = Callable[..., RunMeta]

VOID = {"meta"}


class Page(HTMLParser):
    """Collects text, and insists that every tag is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []
        self.text = " ".join(self.texts)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.texts.append(data)

    @property
    def headings(self) -> list[str]:
        found = re.findall(r"Summary|Pipeline|Throughput|Failures by cause|Versions", self.text)
        return list(dict.fromkeys(found))


@pytest.fixture
def full_record(record_path: Path, make_meta: Meta, make_done: Done, make_failure: Failed) -> Path:
    meta = make_meta(
        100,
        name="Dam break <1>",
        document="curator: 1\nname: dam\n",
        options={"backend": "loky", "n_jobs": 2, "options": {"timeout": 5.0}},
        versions={"numpy": "2.1.0"},
    )
    with RecordWriter.create(record_path, meta) as writer:
        for index in range(80):
            writer.write(make_done(index, duration=0.01 * (index + 1)))
        for index in (80, 81, 82, 90):
            writer.write(make_failure(index, message=f"cell <{index}> & more"))
        writer.write(LogLine(1e9, 0, "warning", "the disk is slow"))
        writer.write(LogLine(1e9, 1, "info", "nothing to see"))
        writer.add_artifacts(["/out/statistics.json"])
        writer.write(RunFinished(1e9, "finished", 80, 4, 0, 16, 75.0))
    return record_path


def page_of(path: Path) -> Page:
    with RunRecord.open(path) as record:
        return Page(render_report(record))


def test_the_report_says_what_came_of_the_run(full_record: Path):
    page = page_of(full_record)
    for text in (
        "Dam break <1>", "finished", "100 of 100 items", "75.0 s", "/out/statistics.json",
        "error: ValueError", "cell <#> & more", "80-82, 90", "the disk is slow",
        "timeout", "5.0", "numpy", "2.1.0", "name: dam", "Numbers", "Traceback: same for all",
    ):  # fmt: skip
        assert text in page.text, text
    assert "nothing to see" not in page.text
    assert page.headings == ["Summary", "Pipeline", "Throughput", "Failures by cause", "Versions"]


def test_the_report_needs_nothing_else(full_record: Path):
    page = page_of(full_record)
    for tag, attributes in page.tags:
        assert tag not in ("script", "link", "img", "iframe", "object")
        assert not attributes.keys() & {"src", "href", "onclick", "onload"}


def test_the_charts_are_well_formed_and_stay_inside(full_record: Path):
    with RunRecord.open(full_record) as record:
        charts = re.findall(r"<svg.*?</svg>", render_report(record), re.DOTALL)
    assert len(charts) == 3
    for chart in charts:
        root = ET.fromstring(chart)
        width, height = float(root.get("width", 0)), float(root.get("height", 0))
        found = root.findall("rect")
        assert found
        for bar in found:
            x, y = float(bar.get("x", -1)), float(bar.get("y", -1))
            assert 0 <= x <= x + float(bar.get("width", 0)) <= width
            assert 0 <= y <= y + float(bar.get("height", 0)) <= height
    assert "indices/s" in charts[0]
    assert "duration (ms)" in charts[1]


def test_bars_are_as_high_as_their_values():
    root = ET.fromstring(bars([0, 1, 2, 3], [1, 4, 2], "x", "y", "t"))
    heights = [float(bar.get("height", 0)) for bar in root.findall("rect")]
    assert heights[1] == pytest.approx(4 * heights[0], abs=0.3)
    assert heights[2] == pytest.approx(2 * heights[0], abs=0.3)
    with pytest.raises(ValueError, match="need 2 edges"):
        bars([0], [1], "x", "y", "t")


def test_rows_carry_their_names_and_texts():
    chart = rows({"Read <1>": 2.0, "Write": 1.0}, {"Read <1>": "2 s", "Write": "1 s"}, "t")
    texts = [element.text for element in ET.fromstring(chart).findall("text")]
    assert texts == ["Read <1>", "2 s", "Write", "1 s"]


def test_a_run_of_which_nothing_is_known_has_a_report(record_path: Path, make_meta: Meta):
    RecordWriter.create(record_path, make_meta()).close()
    page = page_of(record_path)
    assert "stopped" in page.text
    assert page.headings == ["Summary", "Pipeline"]


def test_one_finished_index_is_enough(record_path: Path, make_meta: Meta, make_done: Done):
    with RecordWriter.create(record_path, make_meta()) as writer:
        writer.write(make_done(0, duration=0.0, output_bytes=0))
    assert "Slowest indices" in page_of(record_path).text


def test_no_text_of_a_run_becomes_markup(
    record_path: Path, make_meta: Meta, make_failure: Failed, make_done: Done
):
    evil = "</pre><script>alert(1)</script>\x00\x1b[31m"
    meta = make_meta(
        name=evil,
        document=evil,
        options={evil: evil},
        versions={evil: evil},
        steps=[{"name": evil, "arguments": {evil: evil}}],
    )
    with RecordWriter.create(record_path, meta) as writer:
        writer.write(make_failure(1, message=evil, traceback=evil, error_type=evil, stage=evil))
        writer.write(make_done(2, outputs=(f"/out/{evil}",)))
        writer.write(LogLine(1.0, 1, "error", evil))
    page = page_of(record_path)
    assert all(tag != "script" for tag, _ in page.tags)
    assert "\x00" not in page.text
    assert "\x1b" not in page.text


def test_the_file_replaces_an_older_one(full_record: Path, tmp_path: Path):
    target = tmp_path / "report.html"
    target.write_text("old")
    with RunRecord.open(full_record) as record:
        write_report(record, target)
        assert target.read_text(encoding="utf-8") == render_report(record)
    assert [p.name for p in tmp_path.glob("*.html")] == ["report.html"]


def test_names_that_are_no_unicode_can_be_written(
    record_path: Path, make_meta: Meta, make_done: Done, tmp_path: Path
):
    with RecordWriter.create(record_path, make_meta()) as writer:
        writer.write(make_done(2, outputs=("/out/\udcff",)))
    with RunRecord.open(record_path) as record:
        write_report(record, tmp_path / "r.html")
    assert "/out/\\udcff" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_a_place_that_cannot_be_written(full_record: Path, tmp_path: Path):
    (tmp_path / "file").touch()
    with (
        RunRecord.open(full_record) as record,
        pytest.raises(ReportError, match="the report cannot be written"),
    ):
        write_report(record, tmp_path / "file" / "report.html")


@given(st.sets(st.integers(0, 60)))
def test_index_ranges_name_exactly_the_indices(chosen: set[int]):
    text = index_ranges(sorted(chosen))
    head, _, more = text.partition(" and ")
    named: set[int] = set()
    for part in filter(None, head.split(", ")):
        first, _, last = part.partition("-")
        named |= set(range(int(first), int(last or first) + 1))
    assert named <= chosen
    assert len(chosen) - len(named) == int(more.split()[0] if more else 0)


@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e9))
@example(-330663551.3255025, 1e-6)
def test_ticks_cover_the_range_with_round_numbers(low: float, span: float):
    ticks = nice_ticks(low, low + span)
    assert ticks[0] <= low + span * 1e-6
    assert ticks[-1] >= low + span * (1 - 1e-6)
    assert 2 <= len(ticks) <= 12
