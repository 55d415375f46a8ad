"""What is said in German of a server that an opened document names."""

from __future__ import annotations

from pathlib import Path

import pytest

from curator_gui.core.document import PipelineDocument, make_step
from curator_gui.core.documents.document_io import write_document
from curator_gui.core.trust.servers import keep_servers
from curator_gui.ui.common.text import say
from curator_gui.ui.files.agreements import server_list


@pytest.mark.usefixtures("german")
def test_notice_check_survey_and_list_speak_german(qtbot, make_window, tmp_path: Path) -> None:
    source = make_step("source", "grid.NetCDFSource", {"folder": "s3://strange/era5"})
    path = tmp_path / "doc.curator.yaml"
    write_document(PipelineDocument(source=source), path)
    bench = make_window().bench
    assert bench.open(path)
    (notice,) = bench.notices.notices
    assert notice.text.startswith("Diese Pipeline liest oder schreibt bei s3://strange.")
    assert [button.text() for button in notice.buttons] == ["Verbinden"]
    words = "noch nicht mit s3://strange verbunden: „Verbinden“ drücken"
    qtbot.waitUntil(lambda: bench.checker.report.complete)
    assert words in [say(issue.message) for issue in bench.checker.report.issues]
    qtbot.waitUntil(lambda: not bench.surveyor.state.busy)
    assert say(bench.surveyor.state.problem) == words
    keep_servers(["s3://strange"])
    shown = server_list()
    qtbot.addWidget(shown)
    (button,) = shown.buttons.values()
    assert button.text() == "Zurücknehmen"
