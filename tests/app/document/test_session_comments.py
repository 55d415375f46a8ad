"""A session keeps the comments of the file that it opened."""

from __future__ import annotations

from curator_gui.app.document.session import Session
from curator_gui.core import Registry
from tests.core.documents.test_comments_survive import MINE, with_value


def test_the_session_keeps_comments_and_says_if_it_cannot(qtbot, tmp_path):
    mine = tmp_path / "mine.curator.yaml"
    mine.write_text(MINE)
    session = Session(Registry())
    session.open(mine)
    session.push(session.document.with_run(n_jobs=3), "n_jobs")
    session.save()
    assert mine.read_text() == MINE.replace("n_jobs: 2", "n_jobs: 3")
    odd = tmp_path / "odd.curator.yaml"
    odd.write_text(
        "format: curator-pipeline\nversion: 1\nsteps: # odd\n- sink: a.B\n- source: a.A\n"
    )
    session.open(odd)
    session.push(with_value(session.document, session.document.source, "n", 1), "n")
    with qtbot.waitSignal(session.remarked) as remark:
        session.save()
    assert "comments could not be kept" in remark.args[0]
